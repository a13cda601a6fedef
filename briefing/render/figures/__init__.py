"""Figures: a chart of the document as lines, areas and words, drawn once for all formats."""

from __future__ import annotations

from typing import assert_never

from briefing.document import BarChart, TimeChart
from briefing.render.figures.bars import draw_bars
from briefing.render.figures.shapes import Drawing, scaled
from briefing.render.figures.times import draw_times
from briefing.render.theme import Theme

__all__ = ["Drawing", "draw", "wants_width"]


def draw(chart: BarChart | TimeChart, theme: Theme, width: float, tallest: float = 560) -> Drawing:
    """Return the drawing of a chart, `width` points wide, and smaller where it would else be taller than `tallest`."""
    match chart:
        case BarChart():
            drawing = draw_bars(chart, theme, width)
        case TimeChart():
            drawing = draw_times(chart, theme, width)
        case _:
            assert_never(chart)
    return scaled(drawing, min(1.0, tallest / drawing.height))


def wants_width(chart: BarChart | TimeChart) -> bool:
    """Return whether a chart should have all the width that a page can give."""
    return isinstance(chart, TimeChart) or len(chart.panels) > 1
