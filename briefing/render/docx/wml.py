"""WordprocessingML as elements: names, text that XML can hold, and the properties of runs and paragraphs in the order of the schema.

The source for element names and their order is ECMA-376 Part 1 (transitional), clause 17.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, TypeAlias

from lxml import etree
from lxml.etree import SubElement, _Element

from briefing.dataclass import dataclass
from briefing.document.breaks import NO_BREAK_HYPHEN, SOFT_HYPHEN
from briefing.theme.model import TypefaceName

Element: TypeAlias = _Element
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
HOLDER = "known"
"""The name of an element that stands for XML that was written before: `n` is its number, and `p` says that it ends in a paragraph."""
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold (section 2.2, `Char`)."""


@cache
def w(name: str) -> str:
    """Return the name in the main namespace, as lxml writes it."""
    return f"{{{W}}}{name}"


@cache
def r(name: str) -> str:
    """Return the name in the namespace of relationships, as lxml writes it."""
    return f"{{{R}}}{name}"


def root(name: str) -> Element:
    """Return a new element for the top of a part."""
    return etree.Element(w(name), nsmap={"w": W, "r": R})


def add(parent: Element, tag: str, /, **attributes: str | int) -> Element:
    """Append an element; its attributes are in the main namespace."""
    element = SubElement(parent, w(tag))
    for key, value in attributes.items():
        text = str(value)
        element.set(w(key), text if text.isalnum() else clean(text))
    return element


def serialise(element: Element) -> bytes:
    """Return the bytes of a part."""
    return bytes(etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True))


def clean(text: str) -> str:
    """Return the text without the characters that XML cannot hold."""
    return ILLEGAL.sub("", text)


def twips(points: float) -> int:
    """Return a length in twentieths of a point."""
    return round(points * 20)


def colour(value: str) -> str:
    """Return `#rrggbb` as Word writes it."""
    return value.removeprefix("#").upper()


# ── runs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

THEME_FONTS: dict[TypefaceName, str] = {"text": "minor", "sans": "major"}
"""The text face is the theme's minor font and the sans its major one, so that Design → Fonts changes the whole pack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLook:
    """The properties of a run (17.3.2); what is left out comes from the style. Sizes and distances are in points."""

    style: str = ""
    font: TypefaceName | None = None
    bold: bool = False
    italic: bool = False
    colour: str = ""
    spacing: float = 0
    size: float = 0
    underline: str = ""
    underline_colour: str = ""
    """Of the line; that of the letters where it is left out."""
    superscript: bool = False
    subscript: bool = False
    struck: bool = False
    small_caps: bool = False
    language: str = ""


PLAIN = RunLook()
_HYPHEN_ELEMENTS = {NO_BREAK_HYPHEN: "noBreakHyphen", SOFT_HYPHEN: "softHyphen"}
"""Word draws these two with the font of the words around them, and prints the characters themselves in another font or always."""
_HYPHENS = re.compile(f"([{''.join(_HYPHEN_ELEMENTS)}])")


def run_properties(parent: Element, look: RunLook) -> None:
    """Append `w:rPr`, unless there is nothing to say."""
    if look == PLAIN:
        return
    properties = add(parent, "rPr")
    if look.style:
        add(properties, "rStyle", val=look.style)
    if look.font:
        theme_fonts(properties, look.font)
    flags = (("b", look.bold), ("bCs", look.bold), ("i", look.italic), ("iCs", look.italic))
    for name in (name for name, wanted in (*flags, ("smallCaps", look.small_caps), ("strike", look.struck)) if wanted):
        add(properties, name)
    values: tuple[tuple[str, str | int], ...] = (
        ("color", colour(look.colour)),
        ("spacing", twips(look.spacing)),
        ("sz", round(look.size * 2)),
        ("szCs", round(look.size * 2)),
        ("u", look.underline),
        ("vertAlign", "superscript" if look.superscript else "subscript" if look.subscript else ""),
        ("lang", look.language),
    )
    for name, value in values:
        if value:
            element = add(properties, name, val=value)
            if name == "u" and look.underline_colour:
                element.set(w("color"), colour(look.underline_colour))


def theme_fonts(properties: Element, font: TypefaceName) -> None:
    """Append `w:rFonts` with a font of the theme for every script."""
    name = THEME_FONTS[font]
    scripts = {"asciiTheme": "HAnsi", "hAnsiTheme": "HAnsi", "eastAsiaTheme": "EastAsia", "cstheme": "Bidi"}
    add(properties, "rFonts", **{script: name + slot for script, slot in scripts.items()})


def add_run(parent: Element, text: str = "", look: RunLook = PLAIN) -> Element:
    """Append a run with its text, if there is any. Some hyphens are elements of their own (17.3.3.18, 17.3.3.29)."""
    run = SubElement(parent, w("r"))
    run_properties(run, look)
    for part in _HYPHENS.split(clean(text)):
        if part in _HYPHEN_ELEMENTS:
            SubElement(run, w(_HYPHEN_ELEMENTS[part]))
        elif part:
            element = SubElement(run, w("t"))
            element.text = part
            if part[0].isspace() or part[-1].isspace() or "  " in part:
                element.set(XML_SPACE, "preserve")
    return run


# ── paragraphs ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Border:
    """A line beside a paragraph."""

    side: Literal["top", "left", "bottom", "right", "between"]
    width: float
    space: float
    """Between the line and the text: at most 31 points."""
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphLook:
    """The properties of a paragraph (17.3.1); what is left out comes from the style. Lengths are in points."""

    style: str = ""
    keep_next: bool = False
    keep_lines: bool = False
    page_break_before: bool = False
    frame: float = 0
    """The width of a frame that stands at the foot of the text area; 0 for none."""
    number: tuple[int, int] | None = None
    """The numbering instance and the level in it, counted from 0."""
    borders: tuple[Border, ...] = ()
    ground: str = ""
    tabs: tuple[tuple[str, float], ...] = ()
    """Kind and place of each stop; `line` is a stop on the left that a line leads to, `dots` one on the right that dots lead to."""
    before: float | None = None
    after: float | None = None
    line: int | None = None
    """The distance of lines, in 240ths of what the typeface itself asks for."""
    exact: float | None = None
    """The distance of lines whatever stands in them."""
    left: float | None = None
    right: float | None = None
    hanging: float | None = None
    align: str = ""
    divide: bool | None = None
    """Whether words may be divided at the ends of lines."""
    outline: int | None = None


FROM_STYLE = ParagraphLook()
BEFORE_LINES = {w(name) for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "numPr")}
"""What comes before the counting of lines in the properties of a paragraph."""
LEADERS = {"line": ("left", "underscore"), "dots": ("right", "dot")}


def paragraph_properties(parent: Element, look: ParagraphLook) -> Element:
    """Append `w:pPr` and return it."""
    properties = add(parent, "pPr")
    if look.style:
        add(properties, "pStyle", val=look.style)
    _keeping(properties, look)
    if look.number:
        numbering = add(properties, "numPr")
        add(numbering, "ilvl", val=look.number[1])
        add(numbering, "numId", val=look.number[0])
    if look.borders:
        _borders(properties, look.borders)
    if look.ground:
        add(properties, "shd", val="clear", color="auto", fill=colour(look.ground))
    if look.tabs:
        tabs = add(properties, "tabs")
        for kind, place in look.tabs:
            side, leader = LEADERS.get(kind, (kind, "none"))
            add(tabs, "tab", val=side, leader=leader, pos=twips(place))
    if look.divide is not None:
        add(properties, "suppressAutoHyphens", val=int(not look.divide))
    _spacing(properties, look)
    _indents(properties, look)
    if look.align:
        add(properties, "jc", val=look.align)
    if look.outline is not None:
        add(properties, "outlineLvl", val=look.outline)
    return properties


def _keeping(properties: Element, look: ParagraphLook) -> None:
    flags = (("keepNext", look.keep_next), ("keepLines", look.keep_lines), ("pageBreakBefore", look.page_break_before))
    for name in (name for name, wanted in flags if wanted):
        add(properties, name)
    if look.frame:
        # A frame stays in the order of reading and is no floating object to a checker of accessibility.
        frame = {"wrap": "around", "vAnchor": "margin", "hAnchor": "margin", "xAlign": "left", "yAlign": "bottom"}
        add(properties, "framePr", w=twips(look.frame), **frame)


def _borders(properties: Element, lines: tuple[Border, ...]) -> None:
    borders = add(properties, "pBdr")
    for each in lines:
        add(borders, each.side, val="single", sz=round(each.width * 8), space=round(each.space), color=colour(each.colour))


def _indents(properties: Element, look: ParagraphLook) -> None:
    values = {"left": look.left, "right": look.right, "hanging": look.hanging}
    known = {side: twips(value) for side, value in values.items() if value is not None}
    if known:
        add(properties, "ind", **known)


def _spacing(properties: Element, look: ParagraphLook) -> None:
    values: dict[str, str | int] = {}
    if look.before is not None:
        values["before"] = twips(look.before)
    if look.after is not None:
        values["after"] = twips(look.after)
    if look.line is not None:
        values |= {"line": look.line, "lineRule": "auto"}
    if look.exact is not None:
        values |= {"line": twips(look.exact), "lineRule": "exact"}
    if values:
        add(properties, "spacing", **values)


def add_paragraph(parent: Element, look: ParagraphLook) -> Element:
    """Append an empty paragraph."""
    paragraph = SubElement(parent, w("p"))
    paragraph_properties(paragraph, look)
    return paragraph
