"""Charts for readers who read from right to left: scales begin on the right, and labels are there. Words stay as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from briefing.render.figures.shapes import Area, Drawing, Patch, Path, Shape, Stroke, Words

TOUCHING = 1e-6
"""Runs of a line follow one another without a gap of this width, in points."""


def mirrored(drawing: Drawing) -> Drawing:
    """Return a drawing with left and right exchanged. The runs of a line of words keep their order."""
    found: list[Shape] = []
    line: list[Words] = []
    for shape in drawing.shapes:
        if line and not _goes_on(line[-1], shape):
            found += _line(line, drawing.width)
            line = []
        if isinstance(shape, Words):
            line.append(shape)
        else:
            found.append(_exchanged(shape, drawing.width))
    return replace(drawing, shapes=(*found, *_line(line, drawing.width)))


def _goes_on(words: Words, shape: Shape) -> bool:
    return isinstance(shape, Words) and shape.y == words.y and abs(words.x + words.width - shape.x) < TOUCHING


def _line(line: Sequence[Words], width: float) -> Iterator[Words]:
    for each in line:
        yield replace(each, x=each.x + width - line[-1].x - line[-1].width - line[0].x)


def _exchanged(shape: Area | Stroke | Path | Patch, width: float) -> Shape:
    match shape:
        case Area():
            return replace(shape, x=width - shape.x - shape.width)
        case Stroke():
            return replace(shape, x0=width - shape.x1, x1=width - shape.x0, y0=shape.y1, y1=shape.y0)
        case Path():
            return replace(shape, parts=tuple(tuple((width - x, y) for x, y in part) for part in shape.parts))
        case Patch():
            return replace(shape, points=tuple((width - x, y) for x, y in shape.points))
        case _:
            assert_never(shape)
