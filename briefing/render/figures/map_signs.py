"""The signs of maps: marks of places, lines of each kind, and the fillings of countries. All can be told apart in black and white."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, pi, sin

from briefing.document.atlas.planes import Box, Point, hatch, lines_outside
from briefing.document.maps import Pattern, Sign, Way
from briefing.render.figures.shapes import Ink, Path, Shape

RADIUS = 2.6
"""Of a sign, in points."""
ANGLES: dict[Pattern, float] = {"rising": 45, "falling": 135, "level": 0, "upright": 90}
STEP = 4.2
"""Between the lines of a filling."""
STEPS: dict[Pattern, float] = {"dense-1": 7.5, "dense-2": 4.8, "dense-3": 3.1, "dense-4": 2.0, "dense-5": 1.3}
WEIGHT = 0.55
WAYS: dict[Way, tuple[float, float]] = {
    "pipeline": (1.7, 0),
    "river": (1.5, 0.9),
    "railway": (1.2, 2.2),
    "road": (0.8, 0),
    "route": (1.2, 4.5),
}
"""The weight of each kind of line, and the length of its dashes."""
INKS: dict[Way, Ink] = {"railway": "ink", "road": "ink"}


def sign(kind: Sign, middle: Point) -> Iterator[Shape]:
    """Yield a mark around a point."""
    x, y = middle
    r = RADIUS
    match kind:
        case "capital":
            yield Path((_circle(middle, r + 0.3),), "ink", 0.8)
            yield Path((_circle(middle, r * 0.5),), "ink")
        case "city":
            yield Path((_circle(middle, r * 0.75),), "ink")
        case "base":
            yield Path((((x, y - r * 1.2), (x + r * 1.15, y + r * 0.9), (x - r * 1.15, y + r * 0.9)),), "ink")
        case "port":
            yield Path((((x, y - r * 1.2), (x + r * 1.2, y), (x, y + r * 1.2), (x - r * 1.2, y)),), "ink")
        case "field":
            yield Path((((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)),), "ink")
        case "site":
            yield Path((_circle(middle, r * 0.9),), "ink", 0.9)


def sign_box(middle: Point) -> Box:
    """Return the box of a mark."""
    x, y = middle
    return x - RADIUS - 0.8, y - RADIUS - 0.8, x + RADIUS + 0.8, y + RADIUS + 0.8


def _circle(middle: Point, radius: float) -> tuple[Point, ...]:
    angles = [2 * pi * number / 20 for number in range(21)]
    return tuple((middle[0] + radius * cos(each), middle[1] + radius * sin(each)) for each in angles)


def way(kind: Way, lines: Sequence[Sequence[Point]]) -> Iterator[Shape]:
    """Yield lines of a kind. A railway has sleepers."""
    parts = tuple(tuple(line) for line in lines if len(line) > 1)
    if not parts:
        return
    weight, dash = WAYS[kind]
    if kind == "railway":
        yield Path(parts, "ink", 0.4)
    yield Path(parts, INKS.get(kind, "accent"), weight, dash)


def filling(pattern: Pattern, rings: Sequence[Sequence[Point]], cleared: Sequence[Box]) -> Iterator[Shape]:
    """Yield what fills an area, with its lines kept out of boxes."""
    if not rings:
        return
    if pattern == "solid":
        yield Path(tuple(map(tuple, rings)), "rule")
        return
    lines = hatch(rings, ANGLES.get(pattern, 45), STEPS.get(pattern, STEP))
    parts = tuple(tuple(line) for line in lines_outside(lines, cleared))
    if parts:
        yield Path(parts, "accent", WEIGHT)
