"""A word across each page, as Word makes and finds it: a drawing in the head of the page, behind the text (VML, ECMA-376 Part 4, 19)."""

from __future__ import annotations

from lxml import etree

from briefing.dataclass import dataclass
from briefing.render.docx.geometry import text_width
from briefing.render.docx.wml import Element, add_run, clean, w
from briefing.render.figures.words import Setter
from briefing.theme.model import ACROSS_INK, Size, Theme

V = "urn:schemas-microsoft-com:vml"
OFFICE = "urn:schemas-microsoft-com:office:office"
LARGEST = 130.0
"""The size of the word in points, at most."""
REACH = 1.15
"""How long it is, beside the lines of the text: it is turned by 45°, and so reaches over 0.8 of them."""
KIND = "_x0000_t136"
"""The form of words in a straight line, by the name that Word knows it by …"""
FORM = {
    "id": KIND,
    "coordsize": "21600,21600",
    f"{{{OFFICE}}}spt": "136",
    "adj": "10800",
    "path": "m@7,l@8,m@5,21600l@6,21600e",
}
"""… as the standard defines it …"""
FORMULAS = (
    "sum #0 0 10800",
    "prod #0 2 1",
    "sum 21600 0 @1",
    "sum 0 0 @2",
    "sum 21600 0 @3",
    "if @0 @3 0",
    "if @0 21600 @1",
    "if @0 0 @2",
    "if @0 @4 21600",
)
"""… with the places of its two lines."""
NAME = "PowerPlusWaterMarkObject"
"""What the name of a drawing begins with that Word takes for a watermark: it can be removed by Word's own command."""


@dataclass(frozen=True, slots=True)
class Across:
    """A word across a page."""

    text: str
    width: float
    height: float
    family: str


def across_pages(text: str, theme: Theme) -> Across:
    """Return a word as large as it fits across the pages of a theme."""
    wide = Setter((theme.sans, theme.text), Size(1, 1), face="bold").width(text)
    size = min(LARGEST, text_width(theme) * REACH / wide)
    return Across(text, wide * size, size, theme.sans.family)


def add_across(paragraph: Element, across: Across) -> None:
    """Append the word to a paragraph in the head of a page."""
    picture = etree.SubElement(add_run(paragraph), w("pict"), nsmap={"v": V, "o": OFFICE})
    form = etree.SubElement(picture, f"{{{V}}}shapetype", FORM)
    formulas = etree.SubElement(form, f"{{{V}}}formulas")
    for formula in FORMULAS:
        etree.SubElement(formulas, f"{{{V}}}f", eqn=formula)
    etree.SubElement(form, f"{{{V}}}path", {"textpathok": "t", f"{{{OFFICE}}}connecttype": "none"})
    etree.SubElement(form, f"{{{V}}}textpath", {"on": "t", "fitshape": "t"})
    middle = ";".join(f"mso-position-{way}:center;mso-position-{way}-relative:page" for way in ("horizontal", "vertical"))
    size = f"width:{across.width:.1f}pt;height:{across.height:.1f}pt;rotation:315"
    shape = etree.SubElement(
        picture,
        f"{{{V}}}shape",
        {
            "id": f"{NAME}1",
            "type": f"#{KIND}",
            "alt": "",
            "style": f"position:absolute;margin-left:0;margin-top:0;{size};z-index:-251658752;{middle}",
            "fillcolor": ACROSS_INK,
            "stroked": "f",
            f"{{{OFFICE}}}allowincell": "f",
        },
    )
    style = f'font-family:"{across.family}";font-size:1pt;font-weight:bold'
    etree.SubElement(shape, f"{{{V}}}textpath", {"style": style, "string": clean(across.text)})
