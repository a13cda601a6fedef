"""Drawings as PNG, for programs that show no SVG."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import assert_never

from PIL import Image, ImageDraw, ImageFont

from briefing.render.figures.shapes import Area, Drawing, Patch, Stroke, Words, colour
from briefing.render.figures.words import shaped
from briefing.theme.font_files import Face, face_path
from briefing.theme.model import Colours, Typeface

SCALE = 300 / 72
"""Dots to a point."""
FINER = 2
"""Each dot is the mean of a square of finer dots. This is the side of the square in finer dots."""


@lru_cache(16)  # the packs of a course, and both editions of a pack, have the same drawings
def png(drawing: Drawing, colours: Colours) -> bytes:
    """Return the drawing on white, with few colours: a file of some kilobytes."""
    size = (round(drawing.width * SCALE), round(drawing.height * SCALE))
    large = painted(drawing, colours, (size[0] * FINER, size[1] * FINER), SCALE * FINER)
    buffer = io.BytesIO()
    large.resize(size, Image.Resampling.BOX).quantize(16, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        buffer, "PNG", optimize=True, dpi=(300, 300)
    )
    return buffer.getvalue()


def painted(drawing: Drawing, colours: Colours, size: tuple[int, int], scale: float, ground: str = "#ffffff") -> Image.Image:
    """Return the drawing on its ground, as an image of `size` dots with `scale` dots to a point."""
    image = Image.new("RGB", size, ground)
    pen = ImageDraw.Draw(image)
    for shape in drawing.shapes:
        ink = colour(shape.ink, colours)
        match shape:
            case Area(x, y, width, height):
                pen.rectangle([x * scale, y * scale, (x + width) * scale - 1, (y + height) * scale - 1], fill=ink)
            case Stroke(x0, y0, x1, y1, weight):
                pen.line([x0 * scale, y0 * scale, x1 * scale, y1 * scale], fill=ink, width=max(1, round(weight * scale)))
            case Patch(points):
                pen.polygon([(x * scale, y * scale) for x, y in points], fill=ink)
            case Words():
                _show(pen, shape, scale, ink)
            case _:
                assert_never(shape)
    return image


def _show(pen: ImageDraw.ImageDraw, words: Words, scale: float, ink: str) -> None:
    font = _font(words.typeface, words.face, round(words.size * scale))
    _, glyphs = shaped(words.typeface, words.face, words.text)
    if len(glyphs) != len(words.text):
        pen.text((words.x * scale, words.y * scale), words.text, fill=ink, font=font, anchor="ls")
        return
    for character, glyph in zip(words.text, glyphs, strict=True):
        pen.text(((words.x + glyph.x * words.size) * scale, words.y * scale), character, fill=ink, font=font, anchor="ls")


@lru_cache(32)
def _font(typeface: Typeface, face: Face, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(face_path(typeface, face)), size, layout_engine=ImageFont.Layout.BASIC)
