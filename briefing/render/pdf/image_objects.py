"""Pictures as image objects (ISO 32000-1, 8.9.5), their transparency as a soft mask beside them."""

from __future__ import annotations

import hashlib
import io

from briefing.document import Logo, Picture, labelled
from briefing.render.pdf.canvas import ARTIFACT, Canvas
from briefing.render.pdf.galley import Galley
from briefing.render.pdf.pdf_file import PdfFile, array, numbers, text_string
from briefing.render.pdf.strips import Strip
from briefing.render.pdf.structure_tree import Element
from briefing.render.pdf.text_styles import Styles
from briefing.theme.model import Theme

ROOM_FOR_WORDS = 90.0
"""Left on a page for the caption and the credit of the highest picture."""


class LogoFigure:
    """The logo as a figure with its alternative text."""

    def __init__(self, logo: Logo, parent: Element) -> None:
        self._logo = logo
        self._element = parent.add("Figure", Alt=text_string(logo.alt))
        self._slot = self._element.slot()

    @property
    def height(self) -> float:
        """Return its height in points."""
        return self._logo.height

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw it with its upper left corner at `left` and `top`."""
        bottom = top - self._logo.height
        box = array([numbers(left, bottom, left + self._logo.width, top)])
        self._element.entries["A"] = f"<</O /Layout /Placement /Block /BBox {box}>>"
        canvas.picture(self._slot, left, bottom, self._logo.width, self._logo.height, write(canvas.file, self._logo.png))


def set_picture(galley: Galley, node: Picture, styles: Styles, theme: Theme) -> None:
    """Set a picture under its caption, with its credit below."""
    galley.place(node.id)
    galley.space(styles.body.gap + 3)
    caption = labelled(node)
    if caption:
        galley.text(caption, styles.caption, galley.element.add("P"))
        galley.keep_next(1)
    width = node.width(galley.width, theme.paper.text_height - ROOM_FOR_WORDS)
    height = width * node.high / node.wide
    element = galley.element.add("Figure", Alt=text_string(node.alt)) if node.alt else None
    slot, left = element.slot() if element else ARTIFACT, galley.left

    def paint(canvas: Canvas, top: float) -> None:
        if element:
            box = array([numbers(left + canvas.shift, top - height, left + width + canvas.shift, top)])
            element.entries["A"] = f"<</O /Layout /Placement /Block /BBox {box}>>"
        canvas.picture(slot, left, top - height, width, height, _written(canvas.file, node))

    galley.append(Strip(height, paint=[paint]), styles.caption.gap + 2 if caption else styles.body.gap)
    if node.credit:
        galley.keep_next(1)
        galley.text(node.credit, styles.small, galley.element.add("P"))
    galley.space(styles.body.gap + 3)


def _written(file: PdfFile, node: Picture) -> str:
    """Write a picture, once for a file, and return the reference to it."""
    name = hashlib.blake2b(node.data, digest_size=16).hexdigest()
    if name not in file.images:
        if node.form == "png":
            file.images[name] = write(file, node.data)
        else:
            size = {"Width": str(node.wide), "Height": str(node.high), "BitsPerComponent": "8", "ColorSpace": "/DeviceRGB"}
            file.images[name] = file.add_image(node.data, {"Type": "/XObject", "Subtype": "/Image", **size})
    return file.images[name]


def write(file: PdfFile, png: bytes) -> str:
    """Write a PNG as an image object and return the reference to it."""
    from PIL import Image  # a pack without a logo needs none

    with Image.open(io.BytesIO(png), formats=("PNG",)) as image:
        size = {"Type": "/XObject", "Subtype": "/Image", "Width": str(image.width), "Height": str(image.height), "BitsPerComponent": "8"}
        mask = {}
        if image.mode == "RGBA":
            mask["SMask"] = file.add_stream(image.getchannel("A").tobytes(), {**size, "ColorSpace": "/DeviceGray"})
        if image.mode == "L":
            return file.add_stream(image.tobytes(), {**size, "ColorSpace": "/DeviceGray"})
        return file.add_stream(image.convert("RGB").tobytes(), {**size, "ColorSpace": "/DeviceRGB", **mask})
