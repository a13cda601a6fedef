"""Pictures in the line of text (ECMA-376 Part 1, 20.4): never floating, so that they stay in the order of reading."""

from __future__ import annotations

import io
import marshal
import re
from functools import cached_property

from lxml import etree

from briefing.dataclass import dataclass
from briefing.document import Chart, Figure, InlinePicture, Picture, ScanCode
from briefing.render.docx.wml import A, Element, add_run, clean, r, w
from briefing.render.figures import draw
from briefing.render.figures.svg import svg
from briefing.render.remembered import Memory, own_fonts, recalled
from briefing.theme.model import Theme

WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
"""Where a picture names its other form, for programs that show SVG ([MS-ODRAWXML], 2.29)."""
DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
DECORATIVE_EXTENSION = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
"""Where a picture says that it shows nothing ([MS-ODRAWXML], 2.2.2)."""
EMU = 12700
"""Units of DrawingML in a point."""


_MORE_THAN_WORD = re.compile(rb"<(?:filter|mask|pattern|image)\b|mix-blend-mode")
"""What Word draws otherwise or not at all: such a drawing is there in pixels alone."""
TEXT = "document"
"""The part of a file that most pictures are in: `word/document.xml`."""
MODULE = 1.35
"""The side of a square of a code, in points."""
QUIET = 4
"""Squares of white around a code (ISO/IEC 18004, 9.1)."""
PIXELS = 8
"""The width of a square of a code, in pixels."""


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture in the text."""

    number: int
    """That no other picture of the file has."""
    name: str
    alt: str
    width: float
    height: float
    relationship: str
    """To the PNG."""
    vector: str = ""
    """The relationship to the SVG."""


class Pictures:
    """The drawings and codes of a file, and the parts that hold them."""

    def __init__(self, theme: Theme, memory: Memory | None = None, *, backward: bool = False) -> None:
        """Begin with a look, and with what remembers drawings. `backward` says that the pack is read from right to left."""
        self._backward = backward
        self._theme = theme
        self._memory = memory
        self.parts: list[tuple[str, str, bytes, str, str]] = []
        """Of each the name, the content type, the content, the relationship, and the part of the file that it is in."""
        self.count = 0
        """Of the pictures so far."""

    def add_figure(self, paragraph: Element, figure: Figure, column: float) -> None:
        """Append a drawing as a run, in a column of some points: SVG, and PNG for programs that do not show it."""
        made_from = figure.chart, self._theme, self._fonts, column, self._backward
        drawn = recalled(self._memory, "figure", made_from, lambda: self._drawn(figure.chart, column))
        width, height, pixels, vectors = marshal.loads(drawn)  # noqa: S302  # plain data, whose hash the memory has compared
        self.count += 1
        raster = self._part("png", "image/png", pixels)
        vector = self._part("svg", "image/svg+xml", vectors)
        _add_picture(paragraph, _Picture(self.count, "Figure", figure.alt, width, height, raster, vector))

    @cached_property
    def _fonts(self) -> object:
        return own_fonts(self._theme) if self._memory else ()

    def _drawn(self, chart: Chart, column: float) -> bytes:
        """Return the width and the height of a drawing, and what is in its two files."""
        from briefing.render.figures.png import png  # here and below: a pack without pictures needs no library for them

        drawing, colours = draw(chart, self._theme, column, backward=self._backward), self._theme.colours
        vectors = f'<?xml version="1.0" encoding="UTF-8"?>{svg(drawing, colours)}'
        return marshal.dumps((drawing.width, drawing.height, png(drawing, colours), vectors.encode()))

    def add_code(self, paragraph: Element, code: ScanCode) -> None:
        """Append a code as a run."""
        side = MODULE * (len(code.modules) + 2 * QUIET)
        self.count += 1
        _add_picture(paragraph, _Picture(self.count, "Code", code.alt, side, side, self._part("png", "image/png", _code_png(code))))

    def add_picture(self, paragraph: Element, picture: Picture, column: float) -> None:
        """Append a picture as a run, in a column of some points."""
        self.add_sized(paragraph, picture, picture.print_width(column, self._theme.paper.text_height))

    def add_sized(self, paragraph: Element, picture: Picture | InlinePicture, width: float, within: str = TEXT) -> None:
        """Append a picture as a run, as wide as that, to a part of the file."""
        self.count += 1
        ending, kind = ("jpg", "image/jpeg") if picture.form == "jpeg" else ("png", "image/png")
        relationship = self._part(ending, kind, picture.data, within)
        has_vector = picture.svg and not _MORE_THAN_WORD.search(picture.svg)
        vector = self._part("svg", "image/svg+xml", picture.svg, within) if has_vector else ""
        height = width * picture.high / picture.wide
        _add_picture(paragraph, _Picture(self.count, "Picture", picture.alt, width, height, relationship, vector))

    def _part(self, form: str, content_type: str, content: bytes, within: str = TEXT) -> str:
        """Keep a part, and return the relationship to it."""
        relationship = f"rIdPicture{self.count}{form}"
        self.parts.append((f"/word/media/picture{self.count}.{form}", content_type, content, relationship, within))
        return relationship


def _code_png(code: ScanCode) -> bytes:
    """Return a code as a picture, with the white around it."""
    from PIL import Image

    side = len(code.modules) + 2 * QUIET
    image = Image.new("1", (side, side), 1)
    for y, row in enumerate(code.modules, QUIET):
        for x, module in enumerate(row, QUIET):
            image.putpixel((x, y), module != "1")
    buffer = io.BytesIO()
    image.resize((side * PIXELS, side * PIXELS)).save(buffer, "PNG")
    return buffer.getvalue()


def _add_picture(paragraph: Element, given: _Picture) -> None:
    size = {"cx": str(round(given.width * EMU)), "cy": str(round(given.height * EMU))}
    named = {"id": str(given.number), "name": f"{given.name} {given.number}", "descr": clean(given.alt)}
    drawing = etree.SubElement(add_run(paragraph), w("drawing"), nsmap={"wp": WP, "a": A, "pic": PIC})
    inline = _add(drawing, WP, "inline", distT="0", distB="0", distL="0", distR="0")
    _add(inline, WP, "extent", **size)
    about = _add(inline, WP, "docPr", **named)
    if not given.alt:
        extension = _add(_add(about, A, "extLst"), A, "ext", uri=DECORATIVE_EXTENSION)
        etree.SubElement(extension, f"{{{DECORATIVE}}}decorative", {"val": "1"}, nsmap={"adec": DECORATIVE})
    _add(_add(inline, WP, "cNvGraphicFramePr"), A, "graphicFrameLocks", noChangeAspect="1")
    picture = _add(_add(_add(inline, A, "graphic"), A, "graphicData", uri=PIC), PIC, "pic")
    properties = _add(picture, PIC, "nvPicPr")
    _add(properties, PIC, "cNvPr", **named)
    _add(properties, PIC, "cNvPicPr")
    fill = _add(picture, PIC, "blipFill")
    blip = _add(fill, A, "blip")
    blip.set(r("embed"), given.relationship)
    if given.vector:
        extension = _add(_add(blip, A, "extLst"), A, "ext", uri=SVG_EXTENSION)
        etree.SubElement(extension, f"{{{SVG}}}svgBlip", {r("embed"): given.vector}, nsmap={"asvg": SVG})
    _add(_add(fill, A, "stretch"), A, "fillRect")
    shape = _add(picture, PIC, "spPr")
    frame = _add(shape, A, "xfrm")
    _add(frame, A, "off", x="0", y="0")
    _add(frame, A, "ext", **size)
    _add(_add(shape, A, "prstGeom", prst="rect"), A, "avLst")


def _add(parent: Element, space: str, tag: str, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{space}}}{tag}", attributes)
