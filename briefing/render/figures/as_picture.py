"""A drawing as a picture, for a title page."""

from __future__ import annotations

from briefing.document import Figure, Picture
from briefing.render.figures import draw
from briefing.render.figures.shapes import dots
from briefing.render.remembered import Memory, own_fonts, recalled
from briefing.theme.model import Theme


def as_picture(figure: Figure, theme: Theme, memory: Memory | None = None) -> Picture:
    """Return a drawing as a picture as wide as its column, with the words of its caption below it.

    Args:
        figure: The drawing.
        theme: Its look.
        memory: What remembers the picture: painting it takes as long as putting a pack together.
    """
    drawing, colours = draw(figure.chart, theme, theme.paper.width - 2 * theme.paper.left), theme.colours

    def painted() -> bytes:
        from briefing.render.figures.png import png_on_paper  # here: a picture that is remembered needs no library for pictures

        return png_on_paper(drawing, colours)

    wide, high = dots(drawing)
    data = recalled(memory, "cover", (drawing, colours, own_fonts(theme)), painted)
    return Picture("cover-picture", figure.alt, (), figure.caption, 1, wide=wide, high=high, data=data)
