"""What tells series apart without colour: the forms of marks, the dashes of lines, the patterns of bars."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import cos, hypot, pi, sin

from briefing.render.figures.shapes import Area, Ink, Patch, Path, Shape, Stroke, hatched, outline

Points = tuple[tuple[float, float], ...]

RADIUS = 2.7
"""Of a mark, in points."""
DASHES: tuple[tuple[float, ...], ...] = ((), (5.0, 2.4), (1.6, 1.8), (8.0, 2.0, 1.6, 2.0))
"""The lengths of dashes and gaps in turn, for one series after the other; nothing for a whole line."""
INKS: tuple[Ink, ...] = ("accent", "ink", "accent", "ink")
_CORNERS = 24
"""Of the polygon that is drawn for a disc."""
_STEP = 2.6
"""Between the lines of a pattern."""


def form(series: int, x: float, y: float, radius: float = RADIUS) -> Points:
    """Return the outline of the mark of a series: a disc, a square, a diamond, a triangle."""
    match series % 4:
        case 0:
            angles = [2 * pi * corner / _CORNERS for corner in range(_CORNERS)]
            return tuple((x + radius * cos(angle), y + radius * sin(angle)) for angle in angles)
        case 1:
            side = radius * 0.9
            return ((x - side, y - side), (x + side, y - side), (x + side, y + side), (x - side, y + side))
        case 2:
            reach = radius * 1.3
            return ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
        case _:
            reach = radius * 1.25
            return ((x, y - reach), (x + reach, y + reach * 0.75), (x - reach, y + reach * 0.75))


def mark(series: int, x: float, y: float, *, is_full: bool = True) -> Iterator[Shape]:
    """Yield the mark of a series: full for a value as stated, else its outline."""
    ink = ink_of(series)
    if is_full:
        yield Patch(form(series, x, y), ink)
        return
    corners = form(series, x, y, RADIUS - 0.2)
    yield Path(((*corners, corners[0]),), ink, 1.0)


def ink_of(series: int) -> Ink:
    """Return the ink of a series."""
    return INKS[series % len(INKS)]


def dashes_of(series: int) -> tuple[float, ...]:
    """Return the dashes of a series. No two of eight series have both the same dashes and the same marks."""
    return DASHES[(series + series // 4) % len(DASHES)]


def line(series: int, points: Points, weight: float = 1.4) -> Iterator[Shape]:
    """Yield a line through points, with the dashes of a series, which go on at the corners."""
    if dashes_of(series):
        yield from dashed(dashes_of(series), points, weight, ink_of(series))
    elif len(points) > 1:
        yield Path((points,), ink_of(series), weight)


def dashed(dashes: tuple[float, ...], points: Points, weight: float, ink: Ink) -> Iterator[Shape]:
    """Yield a line through points with dashes."""
    done = 0.0
    for (x0, y0), (x1, y1) in pairwise(points):
        length = hypot(x1 - x0, y1 - y0)
        across, down = ((x1 - x0) / length, (y1 - y0) / length) if length else (0.0, 0.0)
        for start, end in _dashed(dashes, done, length) if length else ():
            yield Stroke(x0 + across * start, y0 + down * start, x0 + across * end, y0 + down * end, weight, ink)
        done += length


def _dashed(dashes: tuple[float, ...], done: float, length: float) -> Iterator[tuple[float, float]]:
    """Yield where dashes begin and end on a piece of a line of which `done` points are drawn before."""
    at = -(done % sum(dashes))
    while at < length:
        for number, part in enumerate(dashes):
            start, end = max(0.0, at), min(length, at + part)
            if number % 2 == 0 and end > start:
                yield start, end
            at += part


def pattern(series: int, x: float, y: float, width: float, height: float) -> Iterator[Shape]:
    """Yield a bar with the pattern of a series: full, slanting, empty, level, crossed, falling, upright, squared."""
    ink: Ink = "accent"
    slanting, falling = hatched(x, y, width, height, ink), _falling(x, y, width, height, ink)
    edges = outline(x, y, width, height, 0.9, ink)
    match series % 8:
        case 0:
            yield Area(x, y, width, height, ink)
        case 1:
            yield from slanting
        case 2:
            yield from edges
        case 3:
            yield from edges
            yield from (Stroke(x, y + at, x + width, y + at, 0.9, ink) for at in _steps(height))
        case 4:
            yield from slanting
            yield from falling
        case 5:
            yield from edges
            yield from falling
        case 6:
            yield from edges
            yield from (Stroke(x + at, y, x + at, y + height, 0.9, ink) for at in _steps(width))
        case _:
            yield from edges
            yield from (Stroke(x, y + at, x + width, y + at, 0.9, ink) for at in _steps(height))
            yield from (Stroke(x + at, y, x + at, y + height, 0.9, ink) for at in _steps(width))


def _falling(x: float, y: float, width: float, height: float, ink: Ink) -> list[Shape]:
    """Return slanting lines that fall to the right."""
    mirrored = (shape for shape in hatched(0, 0, width, height, ink)[:-4] if isinstance(shape, Stroke))
    return [Stroke(x + width - each.x0, y + each.y0, x + width - each.x1, y + each.y1, each.weight, ink) for each in mirrored]


def _steps(length: float) -> list[float]:
    """Return where lines of a pattern are, at equal distances."""
    count = max(1, round(length / _STEP))
    return [length * number / count for number in range(1, count)]
