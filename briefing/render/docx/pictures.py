"""Pictures in the line of text (ECMA-376 Part 1, 20.4): never floating, so that they stay in the order of reading."""

from __future__ import annotations

from lxml import etree

from briefing.document import Logo
from briefing.render.docx.wml import Element, add_run, clean, r, w

WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
EMU = 12700
"""To the point."""
RELATIONSHIP = "rIdLogo"


def add_logo(paragraph: Element, logo: Logo) -> None:
    """Append the logo as a run."""
    size = {"cx": str(round(logo.width * EMU)), "cy": str(round(logo.height * EMU))}
    named = {"id": "1", "name": "Logo", "descr": clean(logo.alt)}
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
    _add(fill, A, "blip").set(r("embed"), RELATIONSHIP)
    _add(_add(fill, A, "stretch"), A, "fillRect")
    shape = _add(picture, PIC, "spPr")
    frame = _add(shape, A, "xfrm")
    _add(frame, A, "off", x="0", y="0")
    _add(frame, A, "ext", **size)
    _add(_add(shape, A, "prstGeom", prst="rect"), A, "avLst")


def _add(parent: Element, space: str, tag: str, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{space}}}{tag}", attributes)
