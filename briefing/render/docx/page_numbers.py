"""The page numbers of bookmarks, for the list of contents.

Only the program that shows the file knows its pages for certain. This is the layout that the file asks for: sections of pages, pages that
begin with a heading, paragraphs that stay together, the larger of the two rooms between them, repeated heads of tables, and footnotes
at the foot, which may go to the foot of the next page. Word corrects the numbers when it updates the list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefing.render.docx.geometry import BETWEEN_COLUMNS, text_width
from briefing.render.docx.known_sections import KnownSections
from briefing.render.docx.measuring import Box, Measure, Measured, Row, with_borders
from briefing.render.docx.wml import HOLDER, Element, w
from briefing.theme.model import Theme

SEPARATOR = "-1"
"""The number of the note that parts the footnotes of a page from the text: a paragraph with a line."""
TOGETHER = 2
"""Lines of a paragraph that stay together at the foot of a page, and at the head of the next."""


def page_numbers(
    body: Element, footnotes: Element, measure: Measure, theme: Theme, known: KnownSections | None = None, resumed: str = ""
) -> tuple[dict[str, int], Measured]:
    """Return the page of each bookmark in the body, counted from 1, and what was measured for it.

    Args:
        body: The body, whole.
        footnotes: The part with the footnotes of the body.
        measure: Measures paragraphs in the styles of the file.
        theme: The paper.
        known: Sections that were measured before.
        resumed: The bookmark with whose page the text goes on, where a supplement stands before it; empty for none.
    """
    measured, notes = Measured(), dict[str, tuple[float, ...]]()
    for each in footnotes:
        if known and each.tag == w(HOLDER):
            notes |= known.lines[str(each.get(w("n")))]
        else:
            notes[str(each.get(w("id")))] = measured.lines[each] = _lines(measure, each, text_width(theme))
    pages = _Pages(theme.paper.text_height, notes)
    for elements, columns, begins, resumes in _sections(body):
        room = (text_width(theme) - BETWEEN_COLUMNS * (columns - 1)) / columns
        boxes: list[Box] = []
        for each in elements:
            if known and each.tag == w(HOLDER):
                boxes += known.boxes[str(each.get(w("n")))]
            else:
                measured.boxes[each] = list(_boxes(each, measure, room))
                boxes += measured.boxes[each]
        pages.begin(columns, begins, pages.numbers[resumed] if resumes else 0)
        pages.fill(list(with_borders(boxes)))
    return pages.numbers, measured


def _lines(measure: Measure, note: Element, width: float) -> tuple[float, ...]:
    """Return the heights of the lines of a footnote."""
    boxes = [measure.paragraph(each, width) for each in note.iterfind(w("p"))]
    rows = [(*(row.height for row in box.rows[:-1]), box.rows[-1].height + box.after) for box in boxes]
    return tuple(height for each in rows for height in each)


def _sections(body: Element) -> Iterator[tuple[list[Element], int, str, bool]]:
    """Yield the elements of each section of pages, in how many columns they are, how it begins (17.18.77), and whether it resumes."""
    waiting: list[Element] = []
    for element in _flat(body):
        properties = element if element.tag == w("sectPr") else element.find(f"{w('pPr')}/{w('sectPr')}")
        if element is not properties:
            waiting.append(element)
        if properties is not None:
            columns = int(properties.find(w("cols")).get(w("num")))
            yield waiting, columns, str(properties.find(w("type")).get(w("val"))), properties.find(w("pgNumType")) is not None
            waiting = []


def _flat(parent: Element) -> Iterator[Element]:
    for each in parent:
        if each.tag == w("sdt"):
            yield from _flat(each.find(w("sdtContent")))
        elif each.tag in (w("p"), w("tbl"), w("sectPr"), w(HOLDER)):
            yield each


def _boxes(element: Element, measure: Measure, width: float) -> Iterator[Box]:
    if element.tag == w("tbl"):
        yield from measure.table(element)
    elif element.find(f"{w('pPr')}/{w('framePr')}") is None:  # a frame takes no room of the text
        yield measure.paragraph(element, width)


class _Pages:
    """Pages while boxes are put on them."""

    def __init__(self, height: float, notes: Mapping[str, tuple[float, ...]]) -> None:
        self.numbers: dict[str, int] = {}
        self._height = height
        self._notes = notes
        self._separator = sum(notes[SEPARATOR])
        self._page = 0
        self._used = 0.0
        self._at_foot = 0.0
        self._carried = 0.0
        self._after = 0.0
        self._columns = 1

    def begin(self, columns: int, begins: str, number: int = 0) -> None:
        """Begin a section of pages, at a number if one is given. Columns are filled one after the other, and end at one height."""
        if begins != "continuous" or not self._page:
            self._new_page()
        self._page = number or self._page
        if begins == "oddPage" and self._page % 2 == 0:
            self._new_page()
        left = self._used if self._columns == 1 else self._used / self._columns
        self._used, self._columns = left * columns, columns

    def fill(self, boxes: list[Box]) -> None:
        """Put boxes on pages: those that stay with the next one together with the first lines of it."""
        apart = 0
        for place, box in enumerate(boxes):
            if box.page_break_before and self._used:
                self._new_page()
            if place < apart or not place or not boxes[place - 1].keep_next:
                chain = self._chain(boxes, place)
                is_long = sum(map(self._tall, chain)) > self._height * self._columns
                if place < apart:
                    chain, is_long = self._kept_apart(chain), False
                if is_long:  # begins a page, and goes on as if nothing stayed together
                    apart = place + len(chain)
                if self._used and (is_long or not self._fits(chain)):
                    self._new_page()
            self._put(box)

    def _chain(self, boxes: list[Box], place: int) -> list[Box]:
        """Return the boxes that stay together from one on, with the first lines of the last."""
        end = place
        while end + 1 < len(boxes) and boxes[end].keep_next:
            end += 1
        return [*boxes[place:end], self._beginning(boxes[end])]

    def _kept_apart(self, chain: list[Box]) -> list[Box]:
        """Return what stays with the first box of a chain that is higher than a page: only rows of a table, if they find room on one."""
        end = next((place for place, box in enumerate(chain) if not box.is_row), len(chain))
        rows = chain[:end]
        return rows if rows and sum(map(self._tall, rows)) <= self._height * self._columns else chain[:1]

    def _beginning(self, box: Box) -> Box:
        """Return what is not parted from the beginning of a box. A row that is higher than a page begins anywhere."""
        if self._is_higher(box) and box.is_row:
            return replace(box, rows=(Row(0),))
        return box if _is_whole(box) else Box(box.rows[:TOGETHER], box.before)

    def _is_higher(self, box: Box) -> bool:
        """Return whether a box is higher than a page, so that it goes on over pages even if it should stay on one."""
        return sum(row.height for row in box.rows) + box.head > self._height * self._columns

    def _tall(self, box: Box) -> float:
        return box.before + sum(map(self._with_notes, box.rows)) + box.after

    def _with_notes(self, row: Row) -> float:
        return row.height + sum(sum(self._notes.get(note, ())) for note in row.notes)

    def _fits(self, chain: list[Box]) -> bool:
        after, wanted = self._after, 0.0
        for box in chain:
            wanted += max(after, box.before) + sum(row.height for row in box.rows)
            after = box.after
        marked = next((row for box in chain for row in box.rows if row.notes), Row(0))
        return self._has_room(wanted + self._least(marked))

    def _has_room(self, wanted: float) -> bool:
        return self._used + self._at_foot + wanted <= self._height * self._columns + 0.1

    def _least(self, row: Row) -> float:
        """Return the room for notes without which a line goes to the next page: for the first line of its first note."""
        if not row.notes or self._carried:
            return 0.0
        return sum(self._notes.get(row.notes[0], ())[:1]) + (0 if self._at_foot else self._separator)

    def _add_notes(self, row: Row) -> None:
        """Put the notes of a line at the foot. What finds no room there goes to the foot of the next page, and so do the notes after it."""
        for note in row.notes:
            lines, above = self._notes.get(note, ()), 0 if self._at_foot else self._separator
            here = 0 if self._carried else next((n for n in _parts(len(lines)) if self._has_room(sum(lines[:n]) + above)), 0)
            self._at_foot += sum(lines[:here]) + (above if here else 0)
            self._carried += sum(lines[here:])

    def _put(self, box: Box) -> None:
        if self._used:
            self._used += max(self._after, box.before)
        else:
            self._used = box.head + (box.before if box.page_break_before or self._page == 1 else 0)
        named, whole = False, _is_whole(box) and (box.is_row or not self._is_higher(box))
        for place, row in enumerate(box.rows):
            left = len(box.rows) - place
            reserve = box.rows[place + 1].height if left == TOGETHER and place and len(box.rows) > TOGETHER else 0
            if self._used and not self._has_room(row.height + reserve + self._least(row)) and not whole:
                self._new_page()
            self._used += self._rest_of(row.height, box.head)
            self._add_notes(row)
            self.numbers |= dict.fromkeys(row.places, self._page)
            if not named:
                self.numbers |= dict.fromkeys(box.names, self._page)
                named = True
        self._after = box.after

    def _rest_of(self, height: float, head: float) -> float:
        """Return the height of a row on its last page: one that is higher than a page goes on over pages, below the heads of its table."""
        page = self._height * self._columns
        while height + head > page and self._used <= page:
            height -= page - self._used
            self._new_page()
            self._used = head
        return height

    def _new_page(self) -> None:
        self._page += 1
        self._used = self._after = 0.0
        self._at_foot = self._carried + (self._separator if self._carried else 0)
        self._carried = 0.0


def _parts(lines: int) -> list[int]:
    """Return how many lines of a note can be at the foot of its page, the most first: a note is divided as a paragraph is."""
    return [lines, *range(lines - TOGETHER, TOGETHER - 1, -1)]


def _is_whole(box: Box) -> bool:
    return box.keep_lines or len(box.rows) <= TOGETHER + 1
