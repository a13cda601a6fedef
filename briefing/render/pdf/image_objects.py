"""Pictures as image objects (ISO 32000-1, 8.9.5), their transparency as a soft mask beside them."""

from __future__ import annotations

import hashlib
import io

from briefing.document import InlinePicture, Picture, SourcePage
from briefing.render.pdf.page_forms import write_form
from briefing.render.pdf.pdf_file import PdfFile


def write_picture(file: PdfFile, node: Picture | InlinePicture | SourcePage) -> str:
    """Write a picture, once for a file, and return the reference to it."""
    drawing = node.pdf if isinstance(node, Picture | InlinePicture) else b""
    name = hashlib.blake2b(drawing or node.data, digest_size=16).hexdigest()
    if name not in file.images:
        if drawing:
            file.images[name] = write_form(file, drawing)
        elif node.form == "png":
            file.images[name] = write(file, node.data)
        else:
            size = {"Width": str(node.wide), "Height": str(node.high), "BitsPerComponent": "8", "ColorSpace": "/DeviceRGB"}
            file.images[name] = file.add_raw(node.data, {"Type": "/XObject", "Subtype": "/Image", "Filter": "/DCTDecode", **size})
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
