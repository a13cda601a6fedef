"""Set pictures that stand in columns by themselves."""

from __future__ import annotations

from briefing.document import Picture, labelled
from briefing.render.pdf.canvas import ARTIFACT, Canvas
from briefing.render.pdf.galley import Galley
from briefing.render.pdf.image_objects import write_picture
from briefing.render.pdf.pdf_file import text_string
from briefing.render.pdf.picture_pieces import where
from briefing.render.pdf.strips import Strip
from briefing.render.pdf.structure_tree import Element
from briefing.render.pdf.text_styles import Styles
from briefing.theme.model import Theme


class Placed:
    """A picture on a title page as a figure with its alternative text; as none, if it only decorates."""

    def __init__(self, picture: Picture, width: float, parent: Element) -> None:
        """Place it, as wide as that, in points."""
        self._picture = picture
        self.width = width
        self.height = width * picture.high / picture.wide
        self._element = parent.add("Figure", Alt=text_string(picture.alt)) if picture.alt else None
        self._slot = self._element.slot() if self._element else ARTIFACT

    def shrink(self, most_height: float) -> None:
        """Make it smaller, if it is higher than that."""
        scale = min(1, most_height / self.height)
        self.width, self.height = self.width * scale, self.height * scale

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw it with its upper left corner at `left` and `top`."""
        with canvas.straight(left, self.width) as place:
            if self._element:
                box = place + canvas.shift, top - self.height, place + self.width + canvas.shift, top
                self._element.entries["A"] = where(box, "Block")
            canvas.picture(self._slot, place, top - self.height, self.width, self.height, write_picture(canvas.file, self._picture))


def set_picture(galley: Galley, node: Picture, styles: Styles, theme: Theme) -> None:
    """Set a picture under its caption, with its credit below."""
    galley.place(node.id)
    galley.space(styles.body.gap + 3)
    caption = labelled(node)
    if caption:
        for strip in galley.text(caption, styles.caption, galley.element.add("P")):
            strip.leads = True
        galley.keep_next(1)
    width = node.print_width(galley.width, theme.paper.text_height)
    figure, left = Placed(node, width, galley.element), galley.left
    galley.append(
        Strip(figure.height, paint=[lambda canvas, top: figure.draw(canvas, left, top)]),
        styles.caption.gap + 2 if caption else styles.body.gap,
    )
    if node.credit:
        galley.keep_next(1)
        galley.text(node.credit, styles.small, galley.element.add("P"))
    galley.space(styles.body.gap + 3)
