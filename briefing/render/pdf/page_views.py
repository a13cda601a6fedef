"""Single pages to look at, fast: a page needs its own chapter, and nothing that has not changed since the last look is set again."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from briefing.dataclass import dataclass
from briefing.document import Document, Inlines, walk
from briefing.document.name_index import has_index
from briefing.document.pages_of_blocks import has_page_numbers
from briefing.render.pdf.bound_pages import opened, sided
from briefing.render.pdf.canvas import Canvas
from briefing.render.pdf.document_parts import Part, SetPart, parts_of, set_part, stands_alone
from briefing.render.pdf.every_page import draw_page_marks
from briefing.render.pdf.known_pages import facts
from briefing.render.pdf.layout import has_parts, laid_out, numbers_of_places
from briefing.render.pdf.leaves import Sheet, page_numbers
from briefing.render.pdf.metadata import information
from briefing.render.pdf.pdf_file import PdfFile
from briefing.render.pdf.press import Press, in_direction
from briefing.render.pdf.set_words import SetWords
from briefing.render.pdf.settled_numbers import ATTEMPTS, Places, Settled, settled
from briefing.render.pdf.structure_tree import Element
from briefing.render.pdf.text_styles import make_styles
from briefing.render.pdf.title_and_contents import TitlePage
from briefing.theme.model import Theme


@dataclass(frozen=True, slots=True)
class PageView:
    """A page as a file of its own, for the eye: without structure and bookmarks, and its links lead nowhere."""

    label: str
    """What is printed as its number; `1` for a title page, which prints none."""
    pdf: bytes


class PageViews:
    """The pages of one document after another: most often of one that is being written."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self._frame: tuple[Document, Theme] | None = None
        """The document without its text. If it changes, all is set anew."""
        self._known: dict[tuple[int, int], tuple[Inlines, SetPart]] = {}
        """The parts that were set last, by the attempt and the number of the part: with other numbers of pages, a part may be another.
        With each, what it says of its status."""
        self._whole: tuple[Document, list[Sheet]] | None = None
        self._numbered: tuple[Document, Settled | None] | None = None
        """The last pack, and the same with the numbers of its pages."""

    def view(self, document: Document, theme: Theme, *, page: str = "", place: str = "") -> PageView | None:
        """Return a page, as `render` prints it.

        Args:
            document: The pack.
            theme: Its look.
            page: The number that is printed on the page.
            place: If no number is given: the id of a section, an excerpt, a question …, for the page on which it begins.

        Returns:
            The page; None if there is no such page.

        Raises:
            BriefingError: There is a character that no typeface of the theme has.
        """
        frame = replace(document, blocks=(), supplement=(), pages=(), status=()), theme
        if frame != self._frame:
            self._frame, self._known, self._whole, self._numbered = frame, {}, None, None
        if page == "1" and document.cover == "page":
            numbers = self._all_numbers(document, theme) if document.status else {}
            return PageView(page, _drawn(document, theme, lambda canvas: _draw_title(canvas, document, theme, numbers)))
        sheets = self._near_with_numbers(document, theme, page, place)
        if not (wanted := _wanted(sheets, page, place)):
            sheets = self._all(document, theme)
            wanted = _wanted(sheets, page, place)
        if not wanted:
            return None
        return PageView(wanted.label, _drawn(document, theme, lambda canvas: _draw(canvas, document, theme, sheets, wanted)))

    def numbers(self, document: Document, theme: Theme) -> tuple[list[str], dict[str, str]]:
        """Return what is printed as the number of each page, in order, and the number of the page on which each id begins.

        Raises:
            BriefingError: There is a character that no typeface of the theme has.
        """
        sheets = self._all(document, theme)
        front = ["1"] if document.cover == "page" else []
        return [*front, *(sheet.label for sheet in sheets)], numbers_of_places(sheets)

    def _near_with_numbers(self, document: Document, theme: Theme, page: str, place: str) -> list[Sheet]:
        """Return what `_near` does, in a pack that has the numbers of the pages that it names; none where they are not known."""
        if not (has_index(document) or has_page_numbers(document)):
            return self._near(document, theme, page, place)
        found = self._settled(document, theme)
        return [] if found is None else self._near(found.document, theme, page, place)

    def _all_numbers(self, document: Document, theme: Theme) -> dict[str, str]:
        found = self._settled(document, theme)
        return numbers_of_places(self._all(document, theme)) if found is None else found.numbers

    def _settled(self, document: Document, theme: Theme) -> Settled | None:
        """Return a document with the numbers of its pages; None if its parts depend on one another."""
        if self._numbered is None or self._numbered[0] != document:
            attempt = -1

            def places_of(part: Part, number: int, *_: int) -> Places | None:
                nonlocal attempt
                attempt += number == 0
                made = self._made(attempt, number, document, theme, part)
                return None if made is None else Places([facts(page).places for page in made.pages], 0)

            self._numbered = document, settled(document, theme, places_of) if has_parts(document) else None
        return self._numbered[1]

    def _near(self, document: Document, theme: Theme, page: str, place: str) -> list[Sheet]:
        """Return the pages of the part that a page of the text is in; none where it cannot be found by its part alone."""
        first = before = 1 if document.cover == "page" else 0
        numbers: dict[str, int] = {}
        shown: tuple[SetPart, list[Sheet]] | None = None
        for number, part in enumerate(parts_of(document)):
            made = self._made(ATTEMPTS, number, document, theme, replace(part, is_first=before == first))
            if made is None:
                return []
            pages = opened(made.pages, before + 1, theme.paper)
            sheets = sided((Sheet(str(label), page) for label, page in enumerate(pages, before + 1)), before + 1, theme.paper)
            if shown is None and _wanted(sheets, page, place):
                shown = made, sheets
            if shown and not shown[0].part.named:
                break
            numbers |= page_numbers(pages, before + 1)[0]
            before += len(pages)
        if shown is None:
            return []
        shown[0].setter.set_page_numbers(numbers)
        return shown[1]

    def _made(self, attempt: int, number: int, document: Document, theme: Theme, part: Part) -> SetPart | None:
        """Return a part on its pages; None if it does not stand alone. It is set only if that was not done before."""
        status = () if document.cover == "page" else document.status
        at = attempt, number
        near = [self._known[at]] if at in self._known else []
        made = next((each for said, each in (*near, *self._known.values()) if each.part == part and said == status), None)
        if made is None:
            if not stands_alone(list(walk(part.blocks))):
                return None
            words = SetWords(near[0][1].words if near else None)
            made = set_part(document, theme, make_styles(theme, backward=document.backward), part, Element("Document"), words=words)
        self._known[at] = status, made
        return made if made.is_complete else None

    def _all(self, document: Document, theme: Theme) -> list[Sheet]:
        """Return all pages. They are laid out only if that was not done before."""
        if self._whole is None or self._whole[0] != document:
            self._whole = document, laid_out(document, theme, Element("Document")).sheets
        return self._whole[1]


def _wanted(sheets: Sequence[Sheet], page: str, place: str) -> Sheet | None:
    """Return the page with a number, or the one on which an id begins."""
    if page:
        return next((sheet for sheet in sheets if sheet.label == page), None)
    at = page_numbers([sheet.page for sheet in sheets], 0)[0].get(place)
    return None if at is None else sheets[at]


def _drawn(document: Document, theme: Theme, draw: Callable[[Canvas], None]) -> bytes:
    """Return a file with what is drawn on its one page."""
    target = io.BytesIO()
    file = PdfFile(target, document.language, document.stamp, document.identifier)
    canvas = Canvas(file, (theme.paper.width, theme.paper.height), theme.colours.rule)
    draw(canvas)
    canvas.finish()
    file.finish({}, information(document))
    return target.getvalue()


def _draw_title(canvas: Canvas, document: Document, theme: Theme, numbers: Mapping[str, str]) -> None:
    canvas.begin_page()
    styles = make_styles(theme, backward=document.backward)
    draw_page_marks(canvas, document, theme, styles)
    with in_direction(canvas, document, theme):
        TitlePage(document, theme, styles, Element("Document")).draw(canvas, numbers)
    canvas.end_page()


def _draw(canvas: Canvas, document: Document, theme: Theme, sheets: Sequence[Sheet], wanted: Sheet) -> None:
    Press(canvas, document, theme, make_styles(theme, backward=document.backward)).draw(sheets, only=wanted)
