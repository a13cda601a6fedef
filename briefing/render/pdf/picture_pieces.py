"""Pictures among words: a picture is a word of its own, which is drawn and not written."""

from __future__ import annotations

from typing import Literal

from briefing.document import InlinePicture
from briefing.render.pdf.canvas import ARTIFACT, Canvas
from briefing.render.pdf.font_tokens import Drawn, Font, Gap, Token
from briefing.render.pdf.image_objects import write_picture
from briefing.render.pdf.linebreak import Word
from briefing.render.pdf.pdf_file import array, numbers
from briefing.render.pdf.structure_tree import Slot

NARROWED = 60.0
"""A picture of which nobody has said how wide it is may become as narrow as this, in points, where its column is narrow."""
SIGN = "0"
"""Stands for the picture in the words of its run. Its direction is that of a number: it turns nothing around."""


class PictureFont(Font):
    """Stands in the place of the font of a run that is a picture."""

    __slots__ = ("_around", "node", "piece")

    is_drawn = True

    def __init__(self, node: InlinePicture, around: Font, width: float) -> None:
        """Make room for a picture of some width."""
        self.face, self.size, self.features = around.face, around.size, around.features
        self._around, self.node = around, node
        self.piece = PicturePiece(self, node, width)
        self.tokens = {SIGN: self.piece}  # type: ignore[assignment]
        self.space = Gap(around)

    @property
    def ending(self) -> Token:
        """Return the space after the last word of a line: that of the words around."""
        return self._around.space

    def fitted(self, column: float) -> PictureFont:
        """Return it for a column."""
        return PictureFont(self.node, self._around, self.node.width(column))

    def narrowest(self) -> PictureFont:
        """Return it as narrow as it may become, where columns share a width."""
        return self if self.node.points else PictureFont(self.node, self._around, min(self.node.natural, NARROWED))


class PicturePiece(Drawn):
    """The picture as a part of its line."""

    __slots__ = ("node",)

    def __init__(self, font: Font, node: InlinePicture, width: float) -> None:
        self.font, self.node = font, node
        self.text = self.shown = "\ufffc"
        self.reading, self.grows = None, False
        self.width, self.hang = width, 0.0
        self.above, self.below = width * node.high / max(node.wide, 1), 0.0
        self.word = Word(width, 0)

    def draw(self, canvas: Canvas, slot: Slot, x: float, y: float) -> None:
        """Draw it with its lower left corner at `x` on the base line `y`."""
        if self.node.alt and not slot.contents:  # a head of a table that comes again is no content
            left = x + canvas.shift
            slot.element.entries["A"] = where((left, y, left + self.width, y + self.above), "Inline")
        canvas.picture(slot if self.node.alt else ARTIFACT, x, y, self.width, self.above, write_picture(canvas.file, self.node))


def where(box: tuple[float, float, float, float], placement: Literal["Block", "Inline"]) -> str:
    """Return the attributes of a figure: its place on the page (ISO 32000-1, 14.8.5.4)."""
    return f"<</O /Layout /Placement /{placement} /BBox {array([numbers(*box)])}>>"
