"""Figures: a chart of the document as lines, areas and words, drawn once for all formats."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from math import inf
from typing import assert_never

from briefing.document import BarChart, Chart, MatrixChart, TimeChart, WorldMap
from briefing.document.plots import DotChart, GroupChart, LaneChart, LineChart
from briefing.render.figures.mirroring import mirrored
from briefing.render.figures.shapes import Drawing, scaled, stacked
from briefing.theme.model import Size, Theme

USUAL = 8.8
"""The size of tables for which the distances in drawings are given."""
NARROW = 4
"""A matrix with at most this many columns fits into a column of text."""

__all__ = ["Drawing", "draw", "draw_parts", "wants_width"]


def draw(chart: Chart, theme: Theme, width: float, tallest: float = 560, *, backward: bool = False) -> Drawing:
    """Return the drawing of a chart, `width` points wide, and smaller where it would else be taller than `tallest`."""
    return stacked(draw_parts(chart, theme, width, tallest, tallest, backward=backward))


@lru_cache(64)  # a pack whose pages have to be counted first is set twice, and both editions of a pack have the same charts
def draw_parts(
    chart: Chart, theme: Theme, width: float, tallest: float, whole: float = inf, *, backward: bool = False
) -> tuple[Drawing, ...]:
    """Return the drawing in parts that stand below one another, and may stand on different pages.

    Args:
        chart: What to draw.
        theme: The look.
        width: Of the drawing, in points.
        tallest: How high a part may be; all are made smaller where one would be higher.
        whole: How high they may be together.
        backward: Whether it is for who reads from right to left. A map is the same for all.
    """
    # Drawn in the usual size and then enlarged, so that bars and distances grow with the words: in large print, too.
    unit = theme.table.size / USUAL
    usual = replace(theme, table=_divided(theme.table, unit), note=_divided(theme.note, unit))
    match chart:  # the module of a kind is loaded when a chart of this kind is drawn
        case BarChart():
            from briefing.render.figures.bars import draw_bars

            parts = draw_bars(chart, usual, width / unit)
        case TimeChart():
            from briefing.render.figures.times import draw_times

            parts = (draw_times(chart, usual, width / unit),)
        case MatrixChart():
            from briefing.render.figures.matrix import draw_matrix

            parts = draw_matrix(chart, usual, width / unit)
        case LineChart():
            from briefing.render.figures.lines import draw_lines

            parts = draw_lines(chart, usual, width / unit)
        case GroupChart():
            from briefing.render.figures.bar_groups import draw_groups

            parts = (draw_groups(chart, usual, width / unit),)
        case DotChart():
            from briefing.render.figures.dots import draw_dots

            parts = (draw_dots(chart, usual, width / unit),)
        case LaneChart():
            from briefing.render.figures.lanes import draw_lanes

            parts = draw_lanes(chart, usual, width / unit)
        case WorldMap():
            from briefing.render.figures.map_drawing import draw_map  # here: the outlines of the world take a while to read

            parts = (draw_map(chart, usual, width / unit, min(tallest, whole) / unit),)
        case _:
            assert_never(chart)
    factor = min(unit, *(tallest / part.height for part in parts), whole / sum(part.height for part in parts))
    parts = tuple(scaled(part, factor) for part in parts)
    return tuple(map(mirrored, parts)) if backward and not isinstance(chart, WorldMap) else parts


def _divided(size: Size, unit: float) -> Size:
    return Size(size.size / unit, size.leading / unit)


def wants_width(chart: Chart) -> bool:
    """Return whether a chart should have all the width that a page can give."""
    match chart:
        case BarChart():
            return len(chart.panels) > 1
        case TimeChart() | LaneChart():
            return True
        case LineChart() | GroupChart() | DotChart():
            return False
        case MatrixChart():
            return len(chart.columns) > NARROW
        case WorldMap():
            return not chart.is_locator
        case _:
            assert_never(chart)
