"""Dots on a scale: a row for each thing, a mark for each series. A line leads from the lowest to the highest of a row."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.dataclass import dataclass
from briefing.document.plots import Dot, DotChart, DotRow
from briefing.render.figures import marks
from briefing.render.figures.axes import LABEL_GAP, shown
from briefing.render.figures.row_names import SAMPLE, RowNames, key
from briefing.render.figures.shapes import Drawing, Shape, Stroke
from briefing.render.figures.words import Setter, setter
from briefing.theme.model import Theme

COLUMN_GAP = 10.0
ROW_GAP = 5.0
LABEL_SHARE = 0.3
"""The share of the room for dots that a value may take on each side before it is broken into lines."""
TICK = 3.0


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where the scale begins, and how long it is, in points."""

    left: float
    length: float

    def place(self, at: float) -> float:
        return self.left + at * self.length


def draw_dots(chart: DotChart, theme: Theme, width: float) -> Drawing:
    """Return the drawing: the key of the series, the unit, the rows, and the scale below them."""
    value, small = setter(theme, theme.table), setter(theme, theme.note, "muted")
    names = RowNames.of([each.row for each in chart.rows], theme, width)
    shapes, top = key(chart.series, value, width, _sample)
    unit = small.lines(chart.unit, width)
    shapes += small.set(unit, 0, top)
    top += len(unit) * small.size.leading + ROW_GAP
    left = names.width + COLUMN_GAP
    room = width - left
    before, after = _sides(chart, value, room)
    scale = _Scale(left + before, room - before - after)
    lines: list[Shape] = []
    for each in chart.rows:
        shapes += names.set(each.row, top)
        drawn, height = _row(each, value, scale, (left, room), top)
        lines += drawn
        top += max(height, names.height(each.row)) + ROW_GAP
    shapes += _axis(chart, small, scale, top, width)
    return Drawing(width, top + TICK + small.size.leading, (*shapes, *lines))


def _sample(series: int, x: float, middle: float) -> Iterator[Shape]:
    yield from marks.mark(series, x + SAMPLE / 2, middle)


def _sides(chart: DotChart, style: Setter, room: float) -> tuple[float, float]:
    """Return how much room the values need to the left of the lowest dots and to the right of the highest."""
    before, after = marks.RADIUS, marks.RADIUS
    for row in chart.rows:
        low, high = _ends(row)
        if low and high and low is not high:
            before = max(before, _width(low, style, room))
        if high:
            after = max(after, _width(high, style, room))
    return before, after


def _ends(row: DotRow) -> tuple[Dot | None, Dot | None]:
    """Return the lowest and the highest dot of a row."""
    known = sorted((dot for dot in row.dots if dot.at is not None), key=lambda dot: dot.at or 0.0)
    return (known[0], known[-1]) if known else (None, None)


def _lines(dot: Dot, style: Setter, room: float) -> list[str]:
    return style.lines(dot.label, room * LABEL_SHARE)


def _width(dot: Dot, style: Setter, room: float) -> float:
    return max(map(style.width, _lines(dot, style, room)), default=0.0) + marks.RADIUS + LABEL_GAP


def _row(row: DotRow, style: Setter, scale: _Scale, across: tuple[float, float], top: float) -> tuple[list[Shape], float]:
    """Return the dots of a row with the values of the outer ones, and their height. `across` is where values begin, and their room."""
    middle = top + style.size.leading / 2
    low, high = _ends(row)
    if low is None or high is None:
        lines = style.lines(row.dots[0].label if row.dots else "", across[1])
        return style.set(lines, across[0], top), len(lines) * style.size.leading
    shapes: list[Shape] = []
    if low.at != high.at:
        shapes.append(Stroke(scale.place(low.at or 0), middle, scale.place(high.at or 0), middle, 0.9, "muted"))
    for number, dot in enumerate(row.dots):
        if dot.at is not None:
            shapes += marks.mark(number, scale.place(dot.at), middle, is_full=dot.is_exact)
    after = _lines(high, style, across[1])
    shapes += style.set(after, scale.place(high.at or 0) + marks.RADIUS + LABEL_GAP, top)
    height = len(after)
    if low is not high:
        before = _lines(low, style, across[1])
        for number, line in enumerate(before):
            x = scale.place(low.at or 0) - marks.RADIUS - LABEL_GAP - style.width(line)
            shapes += style.set([line], x, top + number * style.size.leading)
        height = max(height, len(before))
    return shapes, height * style.size.leading


def _axis(chart: DotChart, style: Setter, scale: _Scale, ground: float, width: float) -> Iterator[Shape]:
    """Yield the scale with its numbers. No line leads up from them: the values stand there."""
    yield Stroke(scale.left, ground, scale.left + scale.length, ground, 0.7, "ink")
    for tick in chart.scale:
        x = scale.place(tick.at)
        yield Stroke(x, ground, x, ground + TICK, 0.7, "ink")
    for tick in shown(chart.scale, style, scale.length, is_centred=True):
        wide = style.width(tick.label)
        x = min(max(0.0, scale.place(tick.at) - wide / 2), width - wide)
        yield from style.set([tick.label], x, ground + TICK)
