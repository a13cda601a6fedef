"""A drawing as a picture, for a title page."""

from __future__ import annotations

import io

from briefing.document import Figure, Picture
from briefing.render.figures import draw
from briefing.theme.model import Theme

FINER = 2
"""Each dot is the mean of a square of finer dots. This is the side of the square in finer dots."""
INKS = 32
"""The colours that a drawing in lines has at most, with their steps to the ground."""


def as_picture(figure: Figure, theme: Theme) -> Picture:
    """Return a drawing as a picture as wide as its column, with the words of its caption below it."""
    from PIL import Image  # here and below: a pack without pictures needs no library for them

    from briefing.render.figures.png import SCALE, painted

    paper, colours = theme.paper, theme.colours
    drawing = draw(figure.chart, theme, paper.width - 2 * paper.left)
    size = round(drawing.width * SCALE), round(drawing.height * SCALE)
    large = painted(drawing, colours, (size[0] * FINER, size[1] * FINER), SCALE * FINER)
    small = large.reduce(FINER).quantize(INKS, Image.Quantize.FASTOCTREE).convert("RGB")
    buffer = io.BytesIO()
    small.save(buffer, "PNG", optimize=True, dpi=(300, 300))
    return Picture("cover-picture", figure.alt, (), figure.caption, 1, wide=small.width, high=small.height, data=buffer.getvalue())
