"""Two columns over the whole width of the page: for glossaries, lists of sources, questions and words about the pack itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from briefing.dataclass import dataclass
from briefing.document import (
    Blocks,
    Note,
    NoteMark,
    PageBreak,
    walk,
)
from briefing.render.pdf.canvas import Canvas
from briefing.render.pdf.strips import NEVER, Strip, height_of
from briefing.render.whole_width import NEEDS_WIDTH
from briefing.theme.model import Theme

BETWEEN = 19.0
"""The distance between the columns, in points."""
LETTERS = 16.0
"""The least width of a column in sizes of its letters."""
NARROWEST = 200.0
"""The least width of a column of text, in points."""
STEP = 3.0
"""The columns grow in steps of this many points until everything fits into them."""
LOOK_BACK = 60.0
"""A column may end up to this many points higher, if it can end between two entries there."""
SPLIT = 24.0
"""Cutting an entry is as bad as this many points of white at the end of a column."""
UNEVEN = 30.0
"""The first of the last two columns may be this many points longer than the second, if that saves cutting a paragraph."""

NEEDS_THE_PAGE = (*NEEDS_WIDTH, Note, NoteMark, PageBreak)

Placed = list[tuple[Strip, float]]
Filled = tuple[Placed, int]
"""The strips of a column with their depths, and where the next column begins."""


def column_width(theme: Theme) -> float:
    """Return the width of one of two columns, or 0 where the page has no room for them at the size of their letters."""
    paper = theme.paper
    width = (paper.measure + paper.gutter + paper.margin - BETWEEN) / 2
    return width if width >= max(NARROWEST, LETTERS * theme.entry.size) else 0


def fits_columns(blocks: Blocks) -> bool:
    """Return whether there is nothing among the blocks that needs the page."""
    return not any(isinstance(node, NEEDS_THE_PAGE) for node in walk(blocks))


@dataclass(frozen=True, slots=True)
class Columns:
    """What stands in two columns on one page, as one strip."""

    strip: Strip
    stop: int
    """The first strip that stands on the next page or below the columns."""


def ends_of_columns(strips: Sequence[Strip]) -> list[int]:
    """Return for each strip where the columns end that it may stand in: before a strip over both of them, or one that begins a page."""
    ends, end = [0] * len(strips), len(strips)
    for index in range(len(strips) - 1, -1, -1):
        end = end if strips[index].in_columns else index
        ends[index] = end
        end = index if strips[index].new_page else end
    return ends


def fill(strips: Sequence[Strip], start: int, end: int, room: float, width: float) -> Columns | None:
    """Set strips from `start` on into two columns no higher than `room`; the last are as long as each other. None where none fits.

    Args:
        strips: All of them.
        start: The first to set.
        end: Where the columns end at the latest.
        room: The height of the page that is left.
        width: Of a column.
    """
    first = _column(strips, start, end, room)
    if first[1] == start:
        return None
    second = _column(strips, first[1], end, room)
    if second[1] == end:
        first, second = _balanced(strips, start, end, room)
    used = max((depth + strip.height for strip, depth in [*first[0], *second[0]]), default=0.0)
    return Columns(_joined(first[0], second[0], used, width + BETWEEN, strips[start].space), second[1])


def height_on_page(strips: Sequence[Strip], width: float) -> float:
    """Return how high strips are together that stand on one page, if it is high enough, those in columns of a `width` side by side."""
    depth, at, ends = 0.0, 0, ends_of_columns(strips)
    while at < len(strips):
        columns = fill(strips, at, ends[at], inf, width) if strips[at].in_columns else None
        strip, at = (columns.strip, columns.stop) if columns else (strips[at], at + 1)
        depth += (strip.space if depth else 0) + strip.height
    return depth


def _balanced(strips: Sequence[Strip], start: int, end: int, room: float) -> tuple[Filled, Filled]:
    """Return the two last columns: as long as each other, or a little less so where that saves cutting a paragraph."""
    height = min(height_of(strips[start:end]) / 2, room)
    latest, even = room, None
    while True:
        first = _column(strips, start, end, height)
        second = _column(strips, first[1], end, height) if first[1] > start else first
        if second[1] == end:
            if first[1] == end or strips[first[1]].space:
                return first, second
            if even is None:
                latest, even = min(height + UNEVEN, room), (first, second)
        if height >= latest:
            return even or (first, second)
        height = min(height + STEP, latest)


def _joined(first: Placed, second: Placed, height: float, step: float, space: float) -> Strip:
    def draw(canvas: Canvas, top: float) -> None:
        for strip, depth in first:
            strip.draw(canvas, top - depth)
        with canvas.shifted(step):
            for strip, depth in second:
                strip.draw(canvas, top - depth)

    within = [strip for strip, _ in (*first, *second)]
    return Strip(height, space=space, paint=[draw], within=within, wide=True)


def _column(strips: Sequence[Strip], start: int, end: int, room: float) -> Filled:
    """Return one column."""
    placed: Placed = []
    depth, best, least = 0.0, start, inf
    for index in range(start, end + 1):
        if index > start and (index == end or strips[index].penalty < NEVER):
            cost = room - depth + (SPLIT if index < end and strips[index].penalty else 0)
            if index == end or cost <= least or room - depth > LOOK_BACK:
                best, least = index, -inf if index == end else cost
        if index == end:
            break
        strip = strips[index]
        depth += strip.space if placed else 0
        if depth + strip.height > room + 0.01:
            break
        placed.append((strip, depth))
        depth += strip.height
    return placed[: best - start], best


def everything(strips: Sequence[Strip]) -> Iterator[Strip]:
    """Yield strips and, in the place of columns, what stands in them."""
    for strip in strips:
        yield from strip.within or [strip]
