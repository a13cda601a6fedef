"""How much room the parts of a document take on its pages, for those who have to make it shorter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from briefing.dataclass import dataclass
from briefing.document import Document, Figure, Picture, plain, walk
from briefing.document.units import MILLIMETRE
from briefing.render.pdf.layout import laid_out
from briefing.render.pdf.leaves import Sheet
from briefing.render.pdf.page_breaks import Page
from briefing.render.pdf.strips import Strip
from briefing.render.pdf.structure_tree import Element
from briefing.theme.model import Theme

DRAWN = 40.0
"""A strip without words that is higher, in points, is a drawing or a picture."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a section or a drawing takes."""

    name: str
    millimetres: int
    is_drawing: bool


@dataclass(frozen=True, slots=True)
class PageShares:
    """What the parts of a document take."""

    parts: tuple[Share, ...]
    """Its sections of the first level and its drawings, the highest first."""
    lines_over: int
    """How many lines of text would have room where the pages are that it should not have."""


def page_shares(document: Document, theme: Theme, most: int) -> PageShares:
    """Return what the parts of a document take that should have `most` pages."""
    laid = laid_out(document, theme, Element("Document"))
    names = {each.id: each.label or plain(each.caption) for each in walk(document) if isinstance(each, Figure | Picture)}
    sections: dict[str, float] = {}
    drawings: dict[str, float] = {}
    section = drawing = ""
    for strip, height in _strips(laid.sheets):
        if strip.heading and strip.heading.level == 1:
            section = strip.heading.title
        drawing = next((names[place] for place in strip.places if place in names), drawing)
        if section:
            sections[section] = sections.get(section, 0.0) + height
        if drawing and not strip.lines and strip.height > DRAWN:
            drawings[drawing] = drawings.get(drawing, 0.0) + strip.height
    parts = [Share(name, round(high / MILLIMETRE), is_drawing=False) for name, high in sections.items()]
    parts += [Share(name, round(high / MILLIMETRE), is_drawing=True) for name, high in drawings.items()]
    over = sum(height for _, height in _strips(laid.sheets[max(most - laid.first + 1, 0) :]))
    return PageShares(tuple(sorted(parts, key=lambda part: -part.millimetres)), ceil(over / theme.body.leading))


def _strips(sheets: Sequence[Sheet]) -> Iterator[tuple[Strip, float]]:
    """Yield what stands on pages, with the height of the page that it takes: in two columns half of its own."""
    for sheet in sheets:
        if isinstance(sheet.page, Page):
            for strip, _ in sheet.page.strips:
                for each in strip.within or [strip]:
                    yield each, (each.height + each.space) / (2 if strip.within else 1)
