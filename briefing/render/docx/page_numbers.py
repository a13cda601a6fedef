"""The page numbers of bookmarks, for the list of contents.

Only the program that shows the file knows its pages for certain. This is the layout that the file asks for: sections of pages, pages that
begin with a heading, paragraphs that stay together, and footnotes at the foot. Word corrects the numbers when it updates the list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefing.render.docx.geometry import BETWEEN_COLUMNS, text_width
from briefing.render.docx.measuring import Box, Measure, Row, with_borders
from briefing.render.docx.wml import Element, w
from briefing.theme.model import Theme

SEPARATOR = 10.0
"""The room above the footnotes of a page for the line that parts them from the text, in points."""
TOGETHER = 2
"""Lines of a paragraph that stay together at the foot of a page, and at the head of the next."""


def page_numbers(body: Element, footnotes: Element, measure: Measure, theme: Theme) -> dict[str, int]:
    """Return the page of each bookmark in the body, counted from 1.

    Args:
        body: The body, whole.
        footnotes: The part with the footnotes of the body.
        measure: Measures paragraphs in the styles of the file.
        theme: The paper.
    """
    heights = {str(each.get(w("id"))): _height(measure, each, text_width(theme)) for each in footnotes}
    pages = _Pages(theme.paper.text_height, heights)
    for boxes, columns, new_page in _sections(body, measure, text_width(theme)):
        pages.begin(columns, new_page=new_page)
        pages.fill(boxes)
    return pages.numbers


def _height(measure: Measure, note: Element, width: float) -> float:
    boxes = [measure.paragraph(each, width) for each in note.iterfind(w("p"))]
    return sum(sum(row.height for row in box.rows) + box.after for box in boxes)


def _sections(body: Element, measure: Measure, width: float) -> Iterator[tuple[list[Box], int, bool]]:
    """Yield the boxes of each section of pages, in how many columns they are, and whether they begin a page."""
    waiting: list[Element] = []
    for element in _flat(body):
        properties = element if element.tag == w("sectPr") else element.find(f"{w('pPr')}/{w('sectPr')}")
        if element is not properties:
            waiting.append(element)
        if properties is not None:
            columns = int(properties.find(w("cols")).get(w("num")))
            room = (width - BETWEEN_COLUMNS * (columns - 1)) / columns
            new_page = properties.find(w("type")).get(w("val")) == "nextPage"
            yield list(with_borders([box for each in waiting for box in _boxes(each, measure, room)])), columns, new_page
            waiting = []


def _flat(parent: Element) -> Iterator[Element]:
    for each in parent:
        if each.tag == w("sdt"):
            yield from _flat(each.find(w("sdtContent")))
        elif each.tag in (w("p"), w("tbl"), w("sectPr")):
            yield each


def _boxes(element: Element, measure: Measure, width: float) -> Iterator[Box]:
    if element.tag == w("tbl"):
        yield from measure.table(element)
    elif element.find(f"{w('pPr')}/{w('framePr')}") is None:  # a frame takes no room of the text
        yield measure.paragraph(element, width)


class _Pages:
    """Pages while boxes are put on them."""

    def __init__(self, height: float, notes: Mapping[str, float]) -> None:
        self.numbers: dict[str, int] = {}
        self._height = height
        self._notes = notes
        self._page = 0
        self._used = 0.0
        self._at_foot = 0.0
        self._after = 0.0
        self._columns = 1

    def begin(self, columns: int, *, new_page: bool) -> None:
        """Begin a section of pages. The columns of a page are filled one after the other, and end at one height."""
        if new_page or not self._page:
            self._new_page()
        left = self._used if self._columns == 1 else self._used / self._columns
        self._used, self._columns = left * columns, columns

    def fill(self, boxes: list[Box]) -> None:
        """Put boxes on pages: those that stay with the next one together with the first lines of it."""
        for place, box in enumerate(boxes):
            if box.page_break_before and self._used:
                self._new_page()
            if (not place or not boxes[place - 1].keep_next) and self._used and not self._fits(self._chain(boxes, place)):
                self._new_page()
            self._put(box)

    def _chain(self, boxes: list[Box], place: int) -> list[Box]:
        end = place
        while end + 1 < len(boxes) and boxes[end].keep_next:
            end += 1
        last = boxes[end]
        # More than a page cannot stay together.
        chain = [*boxes[place:end], last if _is_whole(last) else Box(last.rows[:TOGETHER], last.before)]
        return chain if sum(map(self._tall, chain)) <= self._height * self._columns else chain[:1]

    def _tall(self, box: Box) -> float:
        return box.before + sum(map(self._with_notes, box.rows)) + box.after

    def _with_notes(self, row: Row) -> float:
        return row.height + sum(self._notes.get(note, 0) for note in row.notes)

    def _fits(self, chain: list[Box]) -> bool:
        after, wanted = self._after, 0.0
        for box in chain:
            wanted += after + box.before + sum(map(self._with_notes, box.rows))
            after = box.after
        if any(row.notes for box in chain for row in box.rows) and not self._at_foot:
            wanted += SEPARATOR
        return self._used + self._at_foot + wanted <= self._height * self._columns + 0.5

    def _put(self, box: Box) -> None:
        if self._used:
            self._used += self._after + box.before
        elif box.page_break_before or self._page == 1:
            self._used += box.before
        named = False
        for place, row in enumerate(box.rows):
            wanted = self._with_notes(row) + (SEPARATOR if row.notes and not self._at_foot else 0)
            left = len(box.rows) - place
            reserve = box.rows[place + 1].height if left == TOGETHER and place and len(box.rows) > TOGETHER else 0
            if self._used and self._used + self._at_foot + wanted + reserve > self._height * self._columns + 0.5 and not _is_whole(box):
                self._new_page()
            self._used += row.height
            if row.notes:
                self._at_foot += wanted - row.height
            if not named:
                self.numbers |= dict.fromkeys(box.names, self._page)
                named = True
        self._after = box.after

    def _new_page(self) -> None:
        self._page += 1
        self._used = self._at_foot = self._after = 0.0


def _is_whole(box: Box) -> bool:
    return box.keep_lines or len(box.rows) <= TOGETHER + 1
