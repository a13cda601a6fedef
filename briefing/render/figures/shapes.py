"""The shapes of drawings. Lengths are in points, measured from the upper left corner; depths grow downwards."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from briefing.dataclass import dataclass
from briefing.theme.font_files import Face
from briefing.theme.model import Colours, Typeface

SCALE = 300 / 72
"""Dots to a point, where a drawing is painted."""
Ink = Literal["ink", "muted", "accent", "rule", "tint"]
"""A colour of the theme, by its name there. `rule` and `tint` are for hairlines and grounds that say nothing; the others stand out by 3:1
and more."""


Direction = Literal["", "ltr", "rtl"]
"""How words of scripts that are shaped run; empty for Latin, Greek and Cyrillic letters, which stand one beside the other."""


@dataclass(frozen=True, slots=True)
class Area:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    weight: float
    ink: Ink


Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Path:
    """Lines from point to point: drawn, or the edges of an area. What is inside an odd number of edges is filled."""

    parts: tuple[tuple[Point, ...], ...]
    ink: Ink
    weight: float = 0
    """Of the lines; 0 where the path is an area."""
    dash: float = 0
    """The length of a dash, and of the gap after it; 0 where the lines are whole."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A filled area with straight edges."""

    points: tuple[tuple[float, float], ...]
    ink: Ink


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words in one face."""

    x: float
    y: float
    """Of the base line."""
    text: str
    width: float
    typeface: Typeface
    face: Face
    size: float
    ink: Ink
    direction: Direction = ""


Shape = Area | Stroke | Patch | Path | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes, the lower before the upper."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def dots(drawing: Drawing) -> tuple[int, int]:
    """Return the width and the height of a drawing in dots, where it is painted."""
    return round(drawing.width * SCALE), round(drawing.height * SCALE)


def colour(ink: Ink, colours: Colours) -> str:
    """Return the colour of an ink as `#rrggbb`."""
    return str(getattr(colours, ink))


def stacked(parts: tuple[Drawing, ...]) -> Drawing:
    """Return drawings below one another as one."""
    shapes: list[Shape] = []
    top = 0.0
    for part in parts:
        shapes += (_lowered(shape, top) for shape in part.shapes)
        top += part.height
    return Drawing(max(part.width for part in parts), top, tuple(shapes))


def _lowered(shape: Shape, by: float) -> Shape:
    if isinstance(shape, Stroke):
        return replace(shape, y0=shape.y0 + by, y1=shape.y1 + by)
    if isinstance(shape, Patch):
        return replace(shape, points=tuple((x, y + by) for x, y in shape.points))
    if isinstance(shape, Path):
        return replace(shape, parts=tuple(tuple((x, y + by) for x, y in part) for part in shape.parts))
    return replace(shape, y=shape.y + by)


def scaled(drawing: Drawing, factor: float) -> Drawing:
    """Return a drawing made larger or smaller."""
    if factor == 1:
        return drawing

    def change(shape: Shape) -> Shape:
        if isinstance(shape, Patch):
            return replace(shape, points=tuple((x * factor, y * factor) for x, y in shape.points))
        if isinstance(shape, Path):
            parts = tuple(tuple((x * factor, y * factor) for x, y in part) for part in shape.parts)
            return replace(shape, parts=parts, weight=shape.weight * factor, dash=shape.dash * factor)
        names = ("x", "y", "width", "height", "x0", "y0", "x1", "y1", "weight", "size")
        return replace(shape, **{name: getattr(shape, name) * factor for name in names if hasattr(shape, name)})

    return Drawing(drawing.width * factor, drawing.height * factor, tuple(map(change, drawing.shapes)))


def outline(x: float, y: float, width: float, height: float, weight: float, ink: Ink) -> list[Shape]:
    """Return the edges of a rectangle, drawn inside of it."""
    half = weight / 2
    left, right, top, bottom = x + half, x + width - half, y + half, y + height - half
    return [
        Stroke(x, top, x + width, top, weight, ink),
        Stroke(right, y, right, y + height, weight, ink),
        Stroke(x, bottom, x + width, bottom, weight, ink),
        Stroke(left, y, left, y + height, weight, ink),
    ]


def hatched(x: float, y: float, width: float, height: float, ink: Ink) -> list[Shape]:
    """Return a rectangle filled with slanting lines, which stay apart from a full one without colour."""
    step, weight = 3.2, 0.9
    lines: list[Shape] = []
    reach = step
    while reach < width + height:
        start, end = max(0.0, reach - height), min(reach, width)
        lines.append(Stroke(x + start, y + reach - start, x + end, y + reach - end, weight, ink))
        reach += step
    return [*lines, *outline(x, y, width, height, weight, ink)]
