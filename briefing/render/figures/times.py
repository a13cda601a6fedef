"""Time: an axis of years, and above it a mark for each event, as long as its date is open."""

from __future__ import annotations

from briefing.document import Span, TimeChart
from briefing.render.figures.shapes import Area, Drawing, Shape, Stroke, outline
from briefing.render.figures.words import setter
from briefing.render.theme import Theme

THICKNESS = 5.0
PITCH = 7.5
"""From one row of marks to the next …"""
TALLEST = 150.0
"""… unless all of them would stand higher than that."""
SHORTEST = 2.4
LONG, THIN = 12.0, 0.45
"""A mark longer than that is thinner, so that an open date does not weigh more than a known one."""
SIDE_GAP = 1.4
"""Between marks in one row."""
TICK = 4.0


def draw_times(chart: TimeChart, theme: Theme, width: float) -> Drawing:
    """Return the drawing."""
    places = [_place(span, width) for span in chart.spans]
    lanes = _lanes(places)
    count = max(lanes, default=0) + 1
    pitch = min(PITCH, TALLEST / count)
    thickness = THICKNESS * pitch / PITCH
    axis = count * pitch + 4
    shapes: list[Shape] = []
    for span, (left, length), lane in zip(chart.spans, places, lanes, strict=True):
        middle = axis - 4 - lane * pitch - thickness / 2
        height = thickness * (THIN if length > LONG else 1)
        if span.is_inferred:
            shapes += outline(left, middle - height / 2, length, height, 0.8, "accent")
        else:
            shapes.append(Area(left, middle - height / 2, length, height, "accent"))
    shapes.append(Stroke(0, axis, width, axis, 0.7, "ink"))
    style = setter(theme, theme.note, "muted")
    for tick in chart.ticks:
        shapes.append(Stroke(tick.at * width, axis, tick.at * width, axis + TICK, 0.7, "ink"))
        shapes += style.set([tick.label], tick.at * width + 2.5, axis + 1.5)
    return Drawing(width, axis + theme.note.leading + 4, tuple(shapes))


def _place(span: Span, width: float) -> tuple[float, float]:
    """Return the left edge and the length of a mark."""
    length = max((span.end - span.start) * width, SHORTEST)
    return min(span.start * width, width - length), length


def _lanes(places: list[tuple[float, float]]) -> list[int]:
    """Return the row of each mark, counted from the axis: the lowest with room, for the long ones before the short."""
    ends: list[list[tuple[float, float]]] = []
    found = [0] * len(places)
    for number in sorted(range(len(places)), key=lambda each: (-round(places[each][1]), places[each][0], each)):
        left, length = places[number]
        right = left + length
        lane = next(
            (n for n, taken in enumerate(ends) if all(right + SIDE_GAP <= start or stop + SIDE_GAP <= left for start, stop in taken)),
            len(ends),
        )
        if lane == len(ends):
            ends.append([])
        ends[lane].append((left, right))
        found[number] = lane
    return found
