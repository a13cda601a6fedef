"""Charts of time: an axis of years with a mark for each event. A mark is as long as the time in which the event may have been."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.document import Band, Span, Tick, TimeChart
from briefing.render.figures.shapes import Area, Drawing, Shape, Stroke, outline
from briefing.render.figures.words import Setter, setter
from briefing.theme.model import Theme

THICKNESS = 5.0
PITCH = 7.5
"""The distance from one row of marks to the next, in points. It is smaller if all rows would be taller than `TALLEST`."""
TALLEST = 200.0
"""The most height that all rows of marks together may have, in points."""
SHORTEST = 3.4
THIN = ((100.0, 0.2), (12.0, 0.4))
"""Pairs of a length and a share. Longer marks have only this share of the usual thickness, so that open dates do not look heavier."""
HOLLOW = 2.0
"""The least thickness of a hollow mark, in points."""
SIDE_GAP = 1.4
"""Between marks in one row."""
GROUND = 3.5
"""Between the line of a band and its lowest mark."""
BAND_GAP = 3.0
LABEL_GAP = 8.0
TICK = 4.0
TICK_GAP = 2.5


def draw_times(chart: TimeChart, theme: Theme, width: float) -> Drawing:
    """Return the drawing: the bands below one another, the axis below the last."""
    name, small = setter(theme, theme.table), setter(theme, theme.note, "muted")
    widest = max(name.width(band.label) for band in chart.bands)
    left = widest + LABEL_GAP if widest else 0.0
    length = width - left
    placed = [[_place(span, left, length) for span in band.spans] for band in chart.bands]
    lanes = [_lanes(places) for places in placed]
    pitch = min(PITCH, TALLEST / max(1, sum(_count(each) for each in lanes)))
    shapes: list[Shape] = []
    ground = 0.0
    for band, places, rows in zip(chart.bands, placed, lanes, strict=True):
        ground += max(_count(rows) * pitch + GROUND, name.size.leading if band.label else 0) + BAND_GAP
        if band.label:
            shapes += name.set([band.label], 0, ground - name.size.leading)
        shapes += _marks(band, places, rows, ground - GROUND, pitch)
        last = band is chart.bands[-1]
        shapes.append(Stroke(left, ground, width, ground, 0.7 if last else 0.5, "ink" if last else "rule"))
    if len(chart.bands) > 1:
        shapes[:0] = [Stroke(left + tick.at * length, 0, left + tick.at * length, ground, 0.5, "rule") for tick in chart.ticks]
    shapes += _axis(chart.ticks, small, left, length, ground)
    return Drawing(width, ground + theme.note.leading + 4, tuple(shapes))


def _place(span: Span, left: float, width: float) -> tuple[float, float]:
    """Return the left edge and the length of a mark."""
    length = max((span.end - span.start) * width, SHORTEST)
    return left + min(span.start * width, width - length), length


def _count(lanes: list[int]) -> int:
    return max(lanes, default=-1) + 1


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


def _marks(band: Band, places: list[tuple[float, float]], lanes: list[int], ground: float, pitch: float) -> Iterator[Shape]:
    thickness = THICKNESS * pitch / PITCH
    for span, (left, length), lane in zip(band.spans, places, lanes, strict=True):
        middle = ground - lane * pitch - thickness / 2
        height = thickness * next((share for longer, share in THIN if length > longer), 1)
        if span.is_inferred:
            height = max(height, min(HOLLOW, thickness))
            yield from outline(left, middle - height / 2, length, height, min(0.7, height / 3), "accent")
        else:
            yield Area(left, middle - height / 2, length, height, "accent")


def _axis(ticks: tuple[Tick, ...], style: Setter, left: float, length: float, ground: float) -> Iterator[Shape]:
    """Yield the marks of the axis with their labels: every second, third … label where they would meet."""
    for tick in ticks:
        yield Stroke(left + tick.at * length, ground, left + tick.at * length, ground + TICK, 0.7, "ink")
    for tick in ticks[:: _step(ticks, style, length)]:
        yield from style.set([tick.label], left + tick.at * length + TICK_GAP, ground + 1.5)


def _step(ticks: tuple[Tick, ...], style: Setter, length: float) -> int:
    """Return the smallest step at which no label reaches the next, or the end of the axis."""
    for step in range(1, len(ticks)):
        shown = ticks[::step]
        ends = [*(tick.at * length for tick in shown[1:]), length + TICK_GAP]
        reaches = [tick.at * length + 2 * TICK_GAP + style.width(tick.label) for tick in shown]
        if all(reach <= end for reach, end in zip(reaches, ends, strict=True)):
            return step
    return max(1, len(ticks))
