"""Single pages to look at, fast: a page needs its own chapter, and nothing that has not changed since the last look is set again."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from briefing.document import RUNNING_ON, Blocks, Document, Note, NoteMark, Section, walk
from briefing.render.pdf.block_setter import BlockSetter
from briefing.render.pdf.canvas import Canvas
from briefing.render.pdf.layout import cutter, laid_out
from briefing.render.pdf.leaves import Sheet, page_numbers, without_marks
from briefing.render.pdf.metadata import information
from briefing.render.pdf.page_breaks import Page
from briefing.render.pdf.pdf_file import PdfFile
from briefing.render.pdf.press import Press
from briefing.render.pdf.section_setting import contents
from briefing.render.pdf.strips import Heading, Strip
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


@dataclass(frozen=True, slots=True)
class _Part:
    """Blocks that begin on a page of their own."""

    blocks: Blocks
    named: tuple[Heading, ...] = ()
    """What a contents list before them names."""
    is_first: bool = False
    """Whether there is no page of text before its own."""


@dataclass(frozen=True, slots=True)
class _SetPart:
    """A part on its pages."""

    part: _Part
    setter: BlockSetter
    pages: list[Page]


class PageViews:
    """The pages of one document after another: most often of one that is being written."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self._frame: tuple[Document, Theme] | None = None
        """The document without its text. If it changes, all is set anew."""
        self._known: list[_SetPart] = []
        self._whole: tuple[Document, list[Sheet]] | None = None

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
        if page == "1" and document.cover == "page":
            return PageView(page, _drawn(document, theme, lambda canvas: _draw_title(canvas, document, theme)))
        frame = replace(document, blocks=(), supplement=(), pages=()), theme
        if frame != self._frame:
            self._frame, self._known, self._whole = frame, [], None
        sheets = self._near(document, theme, page, place)
        if not (wanted := _wanted(sheets, page, place)):
            sheets = self._all(document, theme)
            wanted = _wanted(sheets, page, place)
        if not wanted:
            return None
        return PageView(wanted.label, _drawn(document, theme, lambda canvas: _draw(canvas, document, theme, sheets, wanted)))

    def _near(self, document: Document, theme: Theme, page: str, place: str) -> list[Sheet]:
        """Return the pages of the part that a page of the text is in; none where it cannot be found by its part alone."""
        first = before = 1 if document.cover == "page" else 0
        parts = _parts(document)
        if not all(_is_whole(part) for part in parts):
            return []
        numbers: dict[str, int] = {}
        shown: tuple[_SetPart, list[Sheet]] | None = None
        for number, part in enumerate(parts):
            made = self._made(number, document, theme, replace(part, is_first=before == first))
            if made.pages and not made.pages[-1].strips:
                return []
            sheets = [Sheet(str(label), page) for label, page in enumerate(made.pages, before + 1)]
            if shown is None and _wanted(sheets, page, place):
                shown = made, sheets
            if shown and not shown[0].part.named:
                break
            numbers |= page_numbers(made.pages, before + 1)[0]
            before += len(made.pages)
        if shown is None:
            return []
        shown[0].setter.set_page_numbers(numbers)
        return shown[1]

    def _made(self, number: int, document: Document, theme: Theme, part: _Part) -> _SetPart:
        """Return a part on its pages. It is set only if that was not done before."""
        near = self._known[number : number + 1] + self._known
        made = next((each for each in near if each.part == part), None) or _set(document, theme, part)
        self._known[number : number + 1] = [made]
        return made

    def _all(self, document: Document, theme: Theme) -> list[Sheet]:
        """Return all pages. They are laid out only if that was not done before."""
        if self._whole is None or self._whole[0] != document:
            self._whole = document, laid_out(without_marks(document), theme, Element("Document")).sheets
        return self._whole[1]


def _parts(document: Document) -> list[_Part]:
    """Return what begins on pages of its own, in order: what is before the first chapter, and the chapters."""
    parts: list[_Part] = []
    named = contents(document)
    start, blocks = 0, document.blocks
    for number, block in enumerate(blocks):
        if isinstance(block, Section) and document.cover == "page" and block.role not in RUNNING_ON and (number > start or named):
            parts.append(_Part(blocks[start:number], named))
            start, named = number, ()
    return [*parts, _Part(blocks[start:], named)]


def _is_whole(part: _Part) -> bool:
    """Return whether the notes of a part are all in it."""
    nodes = list(walk(part.blocks))
    noted = {each.id for each in nodes if isinstance(each, Note)}
    return all(each.note in noted for each in nodes if isinstance(each, NoteMark))


def _set(document: Document, theme: Theme, part: _Part) -> _SetPart:
    own = without_marks(replace(document, blocks=part.blocks, supplement=(), contents_depth=0))
    setter = BlockSetter(own, theme, make_styles(theme), Element("Document"))
    setter.set(part.named)
    strips = setter.strips
    if part.is_first or not strips:
        return _SetPart(part, setter, cutter(theme)(strips))
    # What comes first in a pack is cut with less care than what begins a chapter, so an empty page goes before it, and out again.
    strips[0].new_page, strips[0].penalty = True, 0
    return _SetPart(part, setter, cutter(theme)([Strip(0), *strips])[1:])


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


def _draw_title(canvas: Canvas, document: Document, theme: Theme) -> None:
    canvas.begin_page()
    TitlePage(document, theme, make_styles(theme), Element("Document")).draw(canvas)
    canvas.end_page()


def _draw(canvas: Canvas, document: Document, theme: Theme, sheets: Sequence[Sheet], wanted: Sheet) -> None:
    Press(canvas, document, theme, make_styles(theme)).draw(sheets, only=wanted)
