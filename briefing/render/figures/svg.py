"""Drawings as SVG 1.1, their words as outlines: they look the same where the typefaces are not installed."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import assert_never

import uharfbuzz

from briefing.render.figures.shapes import Area, Drawing, Patch, Path, Point, Shape, Stroke, Words, colour
from briefing.render.figures.words import shaped
from briefing.theme.font_files import Face, opened
from briefing.theme.model import Colours, Typeface


def svg(drawing: Drawing, colours: Colours, alt: str = "", **attributes: str) -> str:
    """Return the drawing as an element. Each shape has its ink as class, so that a style sheet can give it another colour.

    Args:
        drawing: What to draw.
        colours: The colours of the inks.
        alt: The gist for a listener. The caption is not in it: it is heard beside the drawing.
        attributes: Further attributes of the element, `_` for `-`, `class_` for `class`.
    """
    size = f"{_number(drawing.width)} {_number(drawing.height)}"
    extra = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items() if value)
    identifier = attributes.get("id", "figure")
    named = f' aria-labelledby="{identifier}.alt"' if alt else ""
    words = f'<desc id="{identifier}.alt">{escape(alt)}</desc>' if alt else ""
    shapes = "".join(_shape(each, colours) for each in drawing.shapes)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" role="img"{named}{extra}>{words}{shapes}</svg>'


def _shape(shape: Shape, colours: Colours) -> str:
    ink = colour(shape.ink, colours)
    match shape:
        case Area(x, y, width, height):
            place = f'x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" height="{_number(height)}"'
            return f'<rect class="{shape.ink}" fill="{ink}" {place}/>'
        case Stroke(x0, y0, x1, y1, weight):
            path = f"M{_number(x0)} {_number(y0)}L{_number(x1)} {_number(y1)}"
            return f'<path class="{shape.ink}-line" stroke="{ink}" stroke-width="{_number(weight)}" d="{path}"/>'
        case Patch(points):
            corners = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
            return f'<polygon class="{shape.ink}" fill="{ink}" points="{corners}"/>'
        case Path(parts, _, weight):
            return _path(parts, f'class="{shape.ink}-line" {_pen(shape, ink)}' if weight else f'class="{shape.ink}" fill="{ink}"', weight)
        case Words():
            return f'<path class="{shape.ink}" fill="{ink}" d="{_outline(shape)}"/>'
        case _:
            assert_never(shape)


def _pen(path: Path, ink: str) -> str:
    dashed = f' stroke-dasharray="{_number(path.dash)}"' if path.dash else ""
    return f'fill="none" stroke="{ink}" stroke-width="{_number(path.weight)}" stroke-linejoin="round"{dashed}'


class _Steps(dict[float, str]):
    """Short steps as they are written: a map has thousands, and few that differ."""

    def __missing__(self, step: float) -> str:
        written = _number(step)
        if step and abs(step) < _SHORT:  # zero is equal to -0, which is written otherwise
            self[step] = written
        return written


_SHORT = 100
"""Points of a step that is kept."""
_STEPS = _Steps()


def _path(parts: tuple[tuple[Point, ...], ...], look: str, weight: float) -> str:
    """Return a path. What follows a point is written as steps, which are short."""
    found = []
    for part in parts:
        x, y = round(part[0][0], 1), round(part[0][1], 1)
        steps = []
        for px, py in part[1:]:
            dx, dy = round(px - x, 1), round(py - y, 1)
            x, y = x + dx, y + dy
            steps.append(f"{_STEPS[dx]},{_STEPS[dy]}")
        found.append(f"M{_number(round(part[0][0], 1))},{_number(round(part[0][1], 1))}l{' '.join(steps)}{'' if weight else 'z'}")
    rule = "" if weight else ' fill-rule="evenodd"'
    return f'<path {look}{rule} d="{"".join(found)}"/>'


def _outline(words: Words) -> str:
    _, glyphs = shaped(words.typeface, words.face, words.text, words.direction)
    scale = words.size / opened(words.typeface, words.face).face.upem
    parts: list[str] = []
    for glyph in glyphs:
        x, y = words.x + glyph.x * words.size, words.y - glyph.y * words.size
        for command, points in _glyph(words.typeface, words.face, glyph.index):
            placed = (f"{_number(x + px * scale)} {_number(y - py * scale)}" for px, py in points)
            parts.append(command + " ".join(placed))
    return "".join(parts)


Command = tuple[str, tuple[tuple[float, float], ...]]


@lru_cache(4096)
def _glyph(typeface: Typeface, face: Face, index: int) -> tuple[Command, ...]:
    commands: list[Command] = []
    draw = uharfbuzz.DrawFuncs()
    draw.set_move_to_func(lambda x, y, _: commands.append(("M", ((x, y),))))
    draw.set_line_to_func(lambda x, y, _: commands.append(("L", ((x, y),))))
    draw.set_quadratic_to_func(lambda cx, cy, x, y, _: commands.append(("Q", ((cx, cy), (x, y)))))
    draw.set_cubic_to_func(lambda ax, ay, bx, by, x, y, _: commands.append(("C", ((ax, ay), (bx, by), (x, y)))))
    draw.set_close_path_func(lambda _: commands.append(("Z", ())))
    opened(typeface, face).draw_glyph(index, draw, None)
    return tuple(commands)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
