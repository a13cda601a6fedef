"""Pages of a pack that is printed on both sides and bound: their two sides, and empty pages before what begins on the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefing.dataclass import dataclass
from briefing.render.pdf.known_pages import KnownPage
from briefing.render.pdf.leaves import Sheet
from briefing.render.pdf.page_breaks import Page
from briefing.theme.model import Paper


@dataclass(frozen=True, slots=True)
class Side:
    """How far to the right what stands on a page is moved from where it is set: nothing on a right-hand page."""

    text: float = 0
    wide: float = 0
    """What reaches over the column of margin notes."""
    notes: float = 0
    """What stands in that column."""


RIGHT = Side()


def side(sheet: Sheet, paper: Paper) -> Side:
    """Return how a page is moved. On a left-hand page, the notes are to the left of the text."""
    if not sheet.is_left:
        return RIGHT
    whole = paper.measure + paper.gutter + paper.margin
    wide = paper.width - 2 * paper.left - whole
    # Without margin notes, the room to the right of the text is for tables. It stays there.
    return Side(wide + (paper.gutter + paper.margin if paper.gutter else 0), wide, wide - paper.measure - paper.gutter)


def needs_blank(number: int, paper: Paper) -> bool:
    """Return whether an empty page has the number, if what comes next begins a chapter."""
    return paper.binding.recto and number % 2 == 0


def opened(pages: Sequence[Page], first: int, paper: Paper) -> list[Page]:
    """Return the pages of a text with an empty page before each chapter that would begin on the left; `first` is the first number."""
    found: list[Page] = []
    for page in pages:
        opens = not found or bool(page.strips and page.strips[0][0].opens)
        if opens and needs_blank(first + len(found), paper):
            found.append(Page())
        found.append(page)
    return found


def sided(sheets: Iterable[Sheet], first: int, paper: Paper) -> list[Sheet]:
    """Return the pages of a file with the sides that they are on; the first of them is on the right if `first` is odd."""
    if not paper.binding.double:
        return list(sheets)
    return [replace(each, is_left=number % 2 == 0) for number, each in enumerate(sheets, first)]


def is_blank(page: Page | KnownPage) -> bool:
    """Return whether nothing stands on a page."""
    return isinstance(page, Page) and not (page.strips or page.feet or page.margin or page.boxes)
