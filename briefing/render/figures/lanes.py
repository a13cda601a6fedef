"""A timeline in lanes: events that belong together on a ground of their own, each with its number and its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.dataclass import dataclass
from briefing.document import Tick
from briefing.document.plots import Lane, LaneChart, LaneMark
from briefing.render.figures.axes import shown, time_axis
from briefing.render.figures.shapes import Area, Drawing, Shape, Stroke, outline
from briefing.render.figures.words import Setter, setter
from briefing.theme.model import Theme

MARK = 5.5
"""The height and the least length of a mark, in points."""
LONG, THIN = 60.0, 3.0
"""A mark from this length on has only this height, so that open dates do not look heavier."""
WORD_GAP = 3.0
SIDE_GAP = 5.0
"""Between the words of a mark and the next mark in one row."""
LANE_GAP = 5.0
WIDEST = 0.4
"""The share of the width that the words of a mark may take before they are broken into lines."""
LEAST_ROOM = 0.15
"""With less than this share of the width on both sides of a mark, its words are below it."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A mark and its words: where they begin across, and how long the mark is."""

    mark: LaneMark
    left: float
    length: float
    words: float
    lines: tuple[str, ...]
    is_below: bool = False
    """Whether the words are below the mark, which leaves no room beside it."""

    def edges(self, style: Setter) -> tuple[float, float]:
        """Return where the mark with its words begins and ends."""
        wide = max(map(style.width, self.lines), default=0.0)
        return min(self.left, self.words), max(self.left + self.length, self.words + wide)

    def height(self, style: Setter) -> float:
        """Return how high the mark is with its words."""
        return len(self.lines) * style.size.leading + (MARK + 1 if self.is_below else 0) + 1


def draw_lanes(chart: LaneChart, theme: Theme, width: float) -> tuple[Drawing, ...]:
    """Return a drawing for each lane, with the axis below the last. If they are higher than a page, they go on on the next."""
    word, small, title = setter(theme, theme.note), setter(theme, theme.note, "muted"), setter(theme, theme.table, "accent", "bold")
    parts: list[Drawing] = []
    for number, lane in enumerate(chart.lanes):
        is_last = number == len(chart.lanes) - 1
        parts.append(_draw_lane(lane, chart.ticks, (word, small, title), width, has_axis=is_last))
    return tuple(parts)


def _draw_lane(lane: Lane, ticks: Sequence[Tick], styles: tuple[Setter, Setter, Setter], width: float, *, has_axis: bool) -> Drawing:
    word, small, title = styles
    head = title.lines(lane.name, width)
    top = len(head) * title.size.leading + 1
    rows = _rows([_place(mark, word, width) for mark in lane.marks], word)
    heights = [max(each.height(word) for each in row) for row in rows]
    ground = top + sum(heights) + 2
    lined = shown(ticks, small, width, is_centred=False)
    shapes: list[Shape] = [Stroke(tick.at * width, top, tick.at * width, ground, 0.5, "rule") for tick in lined]
    shapes += title.set(head, 0, 0)
    depth = top
    for row, height in zip(rows, heights, strict=True):
        for each in row:
            shapes += _mark(each, word, depth)
        depth += height
    shapes.append(Stroke(0, ground, width, ground, 0.7 if has_axis else 0.5, "ink" if has_axis else "rule"))
    if has_axis:
        shapes += time_axis(ticks, small, (0, width, ground), width, is_centred=False)
        return Drawing(width, ground + small.size.leading + 3, tuple(shapes))
    return Drawing(width, ground + LANE_GAP, tuple(shapes))


def _place(mark: LaneMark, style: Setter, width: float) -> _Placed:
    """Place a mark on the axis, and its words behind it, or before it where they would leave the drawing."""
    length = max((mark.end - mark.start) * width, MARK)
    left = min(mark.start * width, width - length)
    text = f"{mark.number} {mark.label}".strip()
    after, before = width - left - length - WORD_GAP, left - WORD_GAP
    if max(after, before) < min(width * LEAST_ROOM, style.width(text)):
        lines = tuple(style.lines(text, width))
        return _Placed(mark, left, length, min(left, width - max(map(style.width, lines), default=0.0)), lines, is_below=True)
    room = min(width * WIDEST, max(after, before))
    lines = tuple(style.lines(text, room))
    wide = max(map(style.width, lines), default=0.0)
    return _Placed(mark, left, length, left + length + WORD_GAP if wide <= after else left - WORD_GAP - wide, lines)


def _rows(placed: Sequence[_Placed], style: Setter) -> list[list[_Placed]]:
    """Return the marks in as few rows as they have room in, each in the first row where nothing is in its way."""
    rows: list[list[tuple[float, float, _Placed]]] = []
    for each in placed:
        left, right = each.edges(style)
        free = next((row for row in rows if all(right + SIDE_GAP <= start or end + SIDE_GAP <= left for start, end, _ in row)), None)
        if free is None:
            rows.append(free := [])
        free.append((left, right, each))
    return [[each for _, _, each in row] for row in rows]


def _mark(placed: _Placed, style: Setter, top: float) -> Iterator[Shape]:
    height = MARK if placed.length < LONG else THIN
    middle = top + (MARK / 2 + 1 if placed.is_below else style.size.leading / 2)
    if placed.mark.is_inferred:
        yield from outline(placed.left, middle - height / 2, placed.length, height, min(0.9, height / 3), "accent")
    else:
        yield Area(placed.left, middle - height / 2, placed.length, height, "accent")
    yield from style.set(list(placed.lines), placed.words, top + (MARK + 1 if placed.is_below else 0))
