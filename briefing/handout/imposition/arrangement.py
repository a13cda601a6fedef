"""Imposition: the place of each page on the sheets. This module works with numbers only and reads no PDF.

Lengths are millimetres, places are measured from the lower left corner of a sheet, pages and sheets are counted from 0. Paper sizes are
those of ISO 216 (A3, A4) and ANSI Y14.1 (letter). What a printer means by an edge is told by RFC 8011, 5.2.8: turned on the long (or short)
edge, the two sides of a leaf read as those of a book bound on that edge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from briefing.document.numbering import ranges, runs

PaperName = Literal["a4", "letter", "a3"]
Edge = Literal["short", "long"]
Up = Literal[2, 4, 8]
"""How many pages stand on a side."""
_SIDES: dict[Up, tuple[int, int]] = {2: (1, 2), 4: (2, 2), 8: (2, 4)}
"""How many of them stand along the short and along the long edge of the sheet."""


class Size(NamedTuple):
    """The size of a page or a sheet."""

    width: float
    height: float

    @property
    def turned(self) -> Size:
        """The same lying on its side."""
        return Size(self.height, self.width)


class Cell(NamedTuple):
    """A part of a sheet."""

    left: float
    bottom: float
    width: float
    height: float


class Place(NamedTuple):
    """A page in its cell; `page` is None for a blank one."""

    page: int | None
    cell: Cell
    shift: float = 0
    """How far the page moves to the right, off the middle of its cell."""
    turn: int = 0
    """By how many degrees it is turned counter-clockwise in its cell: 0 or 90."""


class Side(NamedTuple):
    """One side of a sheet."""

    places: tuple[Place, ...]
    turned: bool
    """Whether it is printed upside down, for a printer that turns the sheet on the other edge."""


class Plan(NamedTuple):
    """All sides, front and back by turns, and the edge on which the printer is to turn the sheets."""

    sheet: Size
    sides: tuple[Side, ...]
    edge: Edge
    upright_cuts: tuple[float, ...] = ()
    """Where to cut the sheet from its head to its foot, in millimetres from its left edge."""
    level_cuts: tuple[float, ...] = ()
    """Where to cut it from left to right, in millimetres from its lower edge."""

    @property
    def sheets(self) -> int:
        """How many sheets of paper it takes, printed on both sides."""
        return -(-len(self.sides) // 2)

    @property
    def blanks(self) -> int:
        """How many blank pages were put in."""
        return sum(place.page is None for side in self.sides for place in side.places)

    @property
    def backs_turned(self) -> bool:
        """Whether the backs are upside down in the file, so that it can be printed on both sides only."""
        return any(side.turned for side in self.sides)


PAPERS: dict[PaperName, Size] = {"a4": Size(210, 297), "letter": Size(215.9, 279.4), "a3": Size(297, 420)}
"""The sheets, upright."""
GUTTER = 5.0
"""Between cells and around them, with two or four pages to a side: what printers leave white at the edges, so that no page is cut."""
SAME = 1.0
"""Two sizes are the same when no side differs by more: programs round paper sizes to whole points or millimetres."""


def scale(page: Size, cell: Cell) -> float:
    """Return by how much a page grows (above 1) or shrinks to fit a cell."""
    return min(cell.width / page.width, cell.height / page.height)


def fitting_paper(page: Size) -> PaperName:
    """Return the sheet that somebody with such pages has at hand: letter for pages of that size, upright or lying, else A4."""
    return "letter" if _same(page, PAPERS["letter"]) or _same(page.turned, PAPERS["letter"]) else "a4"


def main_size(sizes: Sequence[Size]) -> Size:
    """Return the size that most pages have, the first of them where two are as frequent."""
    counts = Counter((round(size.width), round(size.height)) for size in sizes)
    most = max(counts, key=lambda rounded: counts[rounded])
    return next(size for size in sizes if (round(size.width), round(size.height)) == most)


def odd_pages_out(sizes: Sequence[Size]) -> tuple[int, ...]:
    """Return the pages that are not of the size that most have."""
    usual = main_size(sizes)
    return tuple(page for page, size in enumerate(sizes) if not _same(size, usual))


def lying(sizes: Sequence[Size], odd: Sequence[int]) -> tuple[int, ...]:
    """Return those of the pages that do not have the usual size which lie on their sides while most stand, or the other way round."""
    usual = main_size(sizes)
    return tuple(page for page in odd if (sizes[page].width > sizes[page].height) != (usual.width > usual.height))


def _same(one: Size, other: Size) -> bool:
    return abs(one.width - other.width) <= SAME and abs(one.height - other.height) <= SAME


def booklet(pages: int, paper: Size, *, creep: float = 0, edge: Edge | None = None, rtl: bool = False) -> Plan:
    """Lay pages for a saddle-stitched booklet: sheets printed on both sides, the first outside, folded and stapled in the fold.

    Args:
        pages: How many there are, at least 1. Blank ones fill up the last sheet, at the end.
        paper: The sheet, upright.
        creep: How far the innermost pages move towards the spine; the outermost stay, those between move in even steps. It is what the
            innermost sheet of a folded booklet sticks out by.
        edge: On which edge the printer turns the sheet. Left out: the short one, which needs no side turned.
        rtl: Whether the spine is on the right, for Arabic, Hebrew or Persian.
    """
    sheet = paper.turned
    sheets = -(-pages // 4)
    half = Cell(0, 0, sheet.width / 2, sheet.height)
    other = half._replace(left=half.width)
    sides: list[tuple[Place, ...]] = []
    for number in range(sheets):
        # The spine is in the middle of the sheet: what is left of it moves to the right.
        shift = creep * number / (sheets - 1) if sheets > 1 else 0.0
        first, last = 2 * number, 4 * sheets - 1 - 2 * number
        for left, right in ((last, first), (first + 1, last - 1)):
            on_left, on_right = (right, left) if rtl else (left, right)
            sides.append((Place(_known(on_left, pages), half, shift), Place(_known(on_right, pages), other, -shift)))
    return _plan(sheet, sides, edge)


def with_turned(plan: Plan, pages: Sequence[int]) -> Plan:
    """Return a plan with some pages turned by a quarter, their heads to the left, so that they fill their cells."""

    def turned(place: Place) -> Place:
        return place._replace(turn=90) if place.page in pages else place

    return plan._replace(sides=tuple(side._replace(places=tuple(map(turned, side.places))) for side in plan.sides))


def _known(page: int, pages: int) -> int | None:
    return page if page < pages else None


def n_up(pages: int, up: Up, page: Size, paper: Size, *, edge: Edge | None = None, rtl: bool = False, cut: bool = False) -> Plan:
    """Lay two, four or eight pages on a side in reading order: along the lines, then down.

    Args:
        pages: How many there are, at least 1. Cells left over stay empty.
        up: How many stand on a side.
        page: The size of most of them. The sheet stands or lies, as shows them larger.
        paper: The sheet, upright.
        edge: On which edge the printer turns the sheet. Left out: the upright one, as the leaves of a book are turned.
        rtl: Whether lines are read from right to left.
        cut: Whether the sheets have lines along which to cut them.
    """
    short, long = _SIDES[up]
    ways = ((paper.turned, long, short), (paper, short, long))
    sheet, cells = max(((sheet, _grid(sheet, columns, rows)) for sheet, columns, rows in ways), key=lambda way: scale(page, way[1][0]))
    if rtl:
        cells = tuple(cell._replace(left=sheet.width - cell.left - cell.width) for cell in cells)
    sides = [
        tuple(Place(number, cell) for number, cell in zip(range(start, min(start + up, pages)), cells, strict=False))
        for start in range(0, pages, up)
    ]
    plan = _plan(sheet, sides, edge)
    if not cut:
        return plan
    upright, level = (sorted({cell[axis] - GUTTER / 2 for cell in cells})[1:] for axis in (0, 1))
    return plan._replace(upright_cuts=tuple(upright), level_cuts=tuple(level))


def _grid(sheet: Size, columns: int, rows: int) -> tuple[Cell, ...]:
    width = (sheet.width - (columns + 1) * GUTTER) / columns
    height = (sheet.height - (rows + 1) * GUTTER) / rows
    return tuple(
        Cell(GUTTER + column * (width + GUTTER), sheet.height - (row + 1) * (height + GUTTER), width, height)
        for row in range(rows)
        for column in range(columns)
    )


def _plan(sheet: Size, sides: Sequence[tuple[Place, ...]], edge: Edge | None) -> Plan:
    # Readers turn a leaf on its upright edge, which is the short one of a sheet that lies. A printer that turns it on the other one prints
    # the back upside down as they see it, so the back is turned once more.
    natural: Edge = "short" if sheet.width > sheet.height else "long"
    turned = edge is not None and edge != natural
    return Plan(sheet, tuple(Side(places, turned and bool(number % 2)) for number, places in enumerate(sides)), edge or natural)


def page_numbers(pages: Sequence[int], most: int = 8) -> str:
    """Return pages as people write them, counted from 1: '3, 7–9', with the number of those left out where they are many."""
    numbers = [page + 1 for page in pages]
    left = sum(last - first + 1 for first, last in runs(numbers)[most:])
    return ranges(numbers, most) + (f" and {left} more" if left else "")
