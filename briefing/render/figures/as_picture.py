"""A drawing as a picture, for a title page."""

from __future__ import annotations

import io

from briefing.document import Figure, Picture
from briefing.render.figures import draw
from briefing.render.figures.shapes import Drawing
from briefing.render.remembered import Memory, own_fonts, recalled
from briefing.theme.model import Colours, Theme

FINER = 2
"""Each dot is the mean of a square of finer dots. This is the side of the square in finer dots."""
INKS = 32
"""The colours that a drawing in lines has at most, with their steps to the ground."""
_SCALE = 300 / 72
"""Dots to a point."""


def as_picture(figure: Figure, theme: Theme, memory: Memory | None = None) -> Picture:
    """Return a drawing as a picture as wide as its column, with the words of its caption below it.

    Args:
        figure: The drawing.
        theme: Its look.
        memory: What remembers the picture: painting it takes as long as putting a pack together.
    """
    drawing, colours = draw(figure.chart, theme, theme.paper.width - 2 * theme.paper.left), theme.colours
    size = round(drawing.width * _SCALE), round(drawing.height * _SCALE)
    data = recalled(memory, "cover", (drawing, colours, own_fonts(theme)), lambda: _png(drawing, colours, *size))
    return Picture("cover-picture", figure.alt, (), figure.caption, 1, wide=size[0], high=size[1], data=data)


def _png(drawing: Drawing, colours: Colours, wide: int, high: int) -> bytes:
    from PIL import Image  # here and below: a pack without pictures needs no library for them

    from briefing.render.figures.png import painted

    large = painted(drawing, colours, (wide * FINER, high * FINER), _SCALE * FINER)
    small = large.reduce(FINER).quantize(INKS, Image.Quantize.FASTOCTREE).convert("RGB")
    buffer = io.BytesIO()
    small.save(buffer, "PNG", optimize=True, dpi=(300, 300))
    return buffer.getvalue()
