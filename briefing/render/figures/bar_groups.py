"""Bars of several series in each row: one below the other, or one behind the other. Their patterns tell the series apart."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.dataclass import dataclass
from briefing.document import Bar
from briefing.document.plots import Group, GroupChart
from briefing.render.figures import marks
from briefing.render.figures.row_names import SAMPLE, RowNames, key
from briefing.render.figures.shapes import Drawing, Shape, Stroke
from briefing.render.figures.words import Setter, setter
from briefing.theme.model import Theme

THICKNESS = 9.0
"""Of a bar; a stacked one is thicker."""
STACKED = 12.0
SWATCH = 6.0
"""The side of the sample before a value of a stacked bar."""
COLUMN_GAP = 12.0
LABEL_GAP = 5.0
ROW_GAP = 7.0
ITEM_GAP = 8.0
LABEL_SHARE = 0.5
"""The share of the room for bars that a value may take before it is broken into lines."""
THINNEST = 0.8


@dataclass(frozen=True, slots=True)
class _Column:
    """Where the bars of a chart are drawn."""

    left: float
    width: float
    zero: float
    unit: float
    """How long a share of 1 is, in points."""


def draw_groups(chart: GroupChart, theme: Theme, width: float) -> Drawing:
    """Return the drawing: the key of the series, the unit, and the rows."""
    value, small = setter(theme, theme.table), setter(theme, theme.note, "muted")
    names = RowNames.of([group.row for group in chart.groups], theme, width)
    shapes, top = key(chart.series, value, width, _sample)
    unit = small.lines(chart.unit, width)
    shapes += small.set(unit, 0, top)
    top += len(unit) * small.size.leading + ROW_GAP / 2
    column = _column(chart, value, names.width + COLUMN_GAP, width)
    begin = top
    for group in chart.groups:
        shapes += names.set(group.row, top)
        drawn, height = (_stack if chart.is_stacked else _cluster)(chart, group, value, column, top)
        shapes += drawn
        top += max(height, names.height(group.row)) + ROW_GAP
    shapes.append(Stroke(column.zero, begin - 2, column.zero, top - ROW_GAP + 2, 0.7, "ink"))
    return Drawing(width, top, tuple(shapes))


def _sample(series: int, x: float, middle: float) -> Iterator[Shape]:
    yield from marks.pattern(series, x, middle - SWATCH / 2 - 0.5, SAMPLE, SWATCH + 1)


def _column(chart: GroupChart, style: Setter, left: float, width: float) -> _Column:
    """Return the scale at which all bars have room, with their values beside them."""
    room = width - left
    if chart.is_stacked:
        return _Column(left, room, left, room - 1)
    bars = [bar for group in chart.groups for bar in group.bars]
    below = max(0.0, -min((bar.share or 0.0 for bar in bars), default=0.0))
    units = []
    for bar in bars:
        reach = below + max(0.0, bar.share or 0.0)
        label = max(map(style.width, _lines(bar, style, room)), default=0.0) + LABEL_GAP
        units += [(room - label) / reach] if reach else []
    unit = min(units, default=0.0)
    return _Column(left, room, left + below * unit, unit)


def _lines(bar: Bar, style: Setter, room: float) -> list[str]:
    return style.lines(bar.label, room * LABEL_SHARE)


def _cluster(_: GroupChart, group: Group, style: Setter, column: _Column, top: float) -> tuple[list[Shape], float]:
    """Return the bars of a row below each other, and how high they are."""
    shapes: list[Shape] = []
    height = 0.0
    for number, bar in enumerate(group.bars):
        lines = _lines(bar, style, column.width)
        share = bar.share or 0.0
        if bar.share:
            length = max(abs(share) * column.unit, THINNEST)
            left = column.zero if share > 0 else column.zero - length
            shapes += marks.pattern(number, left, top + height + (style.size.leading - THICKNESS) / 2, length, THICKNESS)
        shapes += style.set(lines, column.zero + max(0.0, share) * column.unit + LABEL_GAP, top + height)
        height += len(lines) * style.size.leading
    return shapes, height


def _stack(chart: GroupChart, group: Group, style: Setter, column: _Column, top: float) -> tuple[list[Shape], float]:
    """Return the bars of a row behind each other, with their values below, and how high all is."""
    shapes: list[Shape] = []
    x, middle = column.left, top + max(STACKED, style.size.leading) / 2
    items: list[tuple[float, int, str]] = []
    for number, bar in enumerate(group.bars):
        length = (bar.share or 0.0) * column.unit
        if length:
            shapes += marks.pattern(number, x, middle - STACKED / 2, length, STACKED)
        items.append((x, number, bar.label))
        x += length
    if chart.has_whole and (rest := column.unit - (x - column.left)) > 0.5:
        top_edge, foot = middle - STACKED / 2 + 0.3, middle + STACKED / 2 - 0.3
        corners = ((x, top_edge), (x + rest, top_edge), (x + rest, foot), (x, foot))
        shapes += marks.dashed((1.5, 1.5), corners, 0.6, "muted")
    values, height = _values(items, style, column, middle + STACKED / 2 + 1.5)
    return [*shapes, *values], middle + STACKED / 2 + 1.5 + height - top


def _values(items: list[tuple[float, int, str]], style: Setter, column: _Column, top: float) -> tuple[list[Shape], float]:
    """Return the values of a stacked bar, each behind the pattern of its series: below its part, or behind the value before."""
    shapes: list[Shape] = []
    x, depth = column.left, 0.0
    for wanted, number, label in items:
        lines = style.lines(label, column.width - SWATCH - 3)
        width = SWATCH + 3 + max(map(style.width, lines), default=0.0)
        at = max(x, min(wanted, column.left + column.width - width))
        if at + width > column.left + column.width + 0.1 and x > column.left:
            depth += style.size.leading
            at = column.left
        shapes += marks.pattern(number, at, top + depth + (style.size.leading - SWATCH) / 2, SWATCH, SWATCH)
        shapes += style.set(lines, at + SWATCH + 3, top + depth)
        depth += (len(lines) - 1) * style.size.leading
        x = at + width + ITEM_GAP
    return shapes, depth + style.size.leading
