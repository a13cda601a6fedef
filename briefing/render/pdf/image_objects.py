"""Pictures as image objects (ISO 32000-1, 8.9.5), their transparency as a soft mask beside them."""

from __future__ import annotations

import io

from briefing.document import Logo
from briefing.render.pdf.canvas import Canvas
from briefing.render.pdf.pdf_file import PdfFile, array, numbers, text_string
from briefing.render.pdf.structure_tree import Element


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


def write(file: PdfFile, png: bytes) -> str:
    """Write a PNG as an image object and return the reference to it."""
    from PIL import Image  # a pack without a logo needs none

    with Image.open(io.BytesIO(png), formats=("PNG",)) as image:
        size = {"Type": "/XObject", "Subtype": "/Image", "Width": str(image.width), "Height": str(image.height), "BitsPerComponent": "8"}
        mask = {}
        if image.mode == "RGBA":
            mask["SMask"] = file.add_stream(image.getchannel("A").tobytes(), {**size, "ColorSpace": "/DeviceGray"})
        return file.add_stream(image.convert("RGB").tobytes(), {**size, "ColorSpace": "/DeviceRGB", **mask})
