"""Pictures in the line of text (ECMA-376 Part 1, 20.4): never floating, so that they stay in the order of reading."""

from __future__ import annotations

import io

from lxml import etree
from PIL import Image

from briefing.document import Logo, ScanCode
from briefing.render.docx.wml import Element, add_run, clean, r, w

WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
EMU = 12700
"""To the point."""
RELATIONSHIP = "rIdLogo"


MODULE = 1.35
"""The side of a square of a code, in points."""
QUIET = 4
"""Squares of white around a code (ISO/IEC 18004, 9.1)."""
PIXELS = 8
"""A square of a code is so many pixels wide."""
FIRST_CODE = 100
"""The number of the first code among the drawings of a file."""


def add_logo(paragraph: Element, logo: Logo) -> None:
    """Append the logo as a run."""
    _add_picture(paragraph, (logo.width, logo.height), {"id": "1", "name": "Logo", "descr": clean(logo.alt)}, RELATIONSHIP)


def add_code(paragraph: Element, code: ScanCode, number: int) -> None:
    """Append a code as a run; codes are numbered from 1 through the document."""
    side = MODULE * (len(code.modules) + 2 * QUIET)
    named = {"id": str(FIRST_CODE + number), "name": f"Code {number}", "descr": clean(code.alt)}
    _add_picture(paragraph, (side, side), named, code_relationship(number))


def code_relationship(number: int) -> str:
    """Return the name by which the text knows the picture of a code."""
    return f"rIdCode{number}"


def code_png(code: ScanCode) -> bytes:
    """Return a code as a picture, with the white around it."""
    side = len(code.modules) + 2 * QUIET
    image = Image.new("1", (side, side), 1)
    for y, row in enumerate(code.modules, QUIET):
        for x, module in enumerate(row, QUIET):
            image.putpixel((x, y), module != "1")
    buffer = io.BytesIO()
    image.resize((side * PIXELS, side * PIXELS)).save(buffer, "PNG")
    return buffer.getvalue()


def _add_picture(paragraph: Element, points: tuple[float, float], named: dict[str, str], relationship: str) -> None:
    size = {"cx": str(round(points[0] * EMU)), "cy": str(round(points[1] * EMU))}
    drawing = etree.SubElement(add_run(paragraph), w("drawing"), nsmap={"wp": WP, "a": A, "pic": PIC})
    inline = _add(drawing, WP, "inline", distT="0", distB="0", distL="0", distR="0")
    _add(inline, WP, "extent", **size)
    _add(inline, WP, "docPr", **named)
    _add(_add(inline, WP, "cNvGraphicFramePr"), A, "graphicFrameLocks", noChangeAspect="1")
    picture = _add(_add(_add(inline, A, "graphic"), A, "graphicData", uri=PIC), PIC, "pic")
    properties = _add(picture, PIC, "nvPicPr")
    _add(properties, PIC, "cNvPr", **named)
    _add(properties, PIC, "cNvPicPr")
    fill = _add(picture, PIC, "blipFill")
    _add(fill, A, "blip").set(r("embed"), relationship)
    _add(_add(fill, A, "stretch"), A, "fillRect")
    shape = _add(picture, PIC, "spPr")
    frame = _add(shape, A, "xfrm")
    _add(frame, A, "off", x="0", y="0")
    _add(frame, A, "ext", **size)
    _add(_add(shape, A, "prstGeom", prst="rect"), A, "avLst")


def _add(parent: Element, space: str, tag: str, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{space}}}{tag}", attributes)
