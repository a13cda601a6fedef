"""The process that reads one drawing: `python -m briefing.system.pictures.drawing_reader FILE` prints the picture as JSON."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from briefing.system.confined.limits import UnreadableError
from briefing.system.confined.serving import serve
from briefing.system.pictures.drawing_pages import in_pixels, page_of, same_picture
from briefing.system.pictures.pixels import of_png
from briefing.system.pictures.safe_drawings import safe
from briefing.system.pictures.stored_picture import to_entry

_HINT = "Open it in a drawing program, and save it again as plain SVG or as PNG."


def _read(data: bytes, _name: str) -> dict[str, object]:
    try:
        drawing = safe(data)
        picture = of_png(in_pixels(drawing))
    except (ValueError, etree.XMLSyntaxError):
        raise UnreadableError("this file cannot be drawn", _HINT) from None
    page = page_of(drawing)
    if page and same_picture(page, picture.data):
        return to_entry(replace(picture, svg=drawing.svg, pdf=page, notices=drawing.notices))
    return to_entry(replace(picture, notices=(*drawing.notices, "cannot be drawn in lines, and is printed in pixels")))


if __name__ == "__main__":
    serve(_read)
