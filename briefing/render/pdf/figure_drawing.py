"""Figures: vectors and words on the page. For screen readers each is one figure with an alternative text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import assert_never

from briefing.document import Block, Figure, Section, labelled
from briefing.render.figures import Drawing, draw_parts, wants_width
from briefing.render.figures.shapes import Area, Patch, Path, Stroke, Words, colour
from briefing.render.pdf.canvas import Canvas
from briefing.render.pdf.faces import TABULAR, Placed, find_face
from briefing.render.pdf.font_tokens import find_font
from briefing.render.pdf.galley import WHOLE, Galley
from briefing.render.pdf.pdf_file import array, numbers, text_string
from briefing.render.pdf.strips import NEVER, Strip, height_of
from briefing.render.pdf.structure_tree import Element
from briefing.render.pdf.text_styles import Styles
from briefing.render.whole_width import in_column
from briefing.theme.model import Colours, Theme

HEADING_ROOM = 60.0
"""Left for a heading above the paragraph that introduces a drawing."""
MEASURE_GAP = 1.0
"""Around the measure, so that it belongs to the caption above it."""
CAPTION_ROOM = 90.0
"""Left at the least for the headings and the caption on the page of the tallest drawing."""
BELOW = 40.0
"""Left for the first lines below a drawing that has more above it."""
LEAST = 0.5
"""The share of the page that a drawing may have at the least, however much stands above it."""


def set_figure(galley: Galley, node: Figure, styles: Styles, theme: Theme, reach: float, *, backward: bool) -> None:
    """Set a figure under its caption.

    Args:
        galley: Where it goes.
        node: The figure.
        styles: Of the words.
        theme: The look.
        reach: How far a wide one may stand out of the column.
        backward: Whether the pack is read from right to left.
    """
    if galley.stands_in_columns:
        node, reach = replace(node, chart=in_column(node.chart)), 0
    wide = reach > 0 and wants_width(node.chart)
    width = galley.width + (reach if wide else 0)
    galley.place(node.id)
    galley.space(styles.body.gap + 3)
    strips: list[Strip] = []
    with galley.indented(0, galley.width - width):
        if caption := labelled(node):
            strips += galley.text(caption, styles.caption, galley.element.add("P"))
        if node.measure:
            strips += galley.text(node.measure, replace(styles.small, gap=MEASURE_GAP), galley.element.add("P"))
    for strip in strips:
        strip.wide, strip.leads = wide, True
        galley.keep_next(1)
    page = theme.paper.text_height
    height = max(page - max(CAPTION_ROOM, galley.height_of_chain() + BELOW), page * LEAST)
    parts = draw_parts(node.chart, theme, width, height, backward=backward)
    stays_whole = sum(part.height for part in parts) <= height
    shown = _Shown(galley.element.add("Figure", Alt=text_string(node.alt)), galley.left, theme.colours)
    for number, part in enumerate(parts):
        penalty = NEVER if stays_whole or number == 0 else 0.0
        galley.append(
            Strip(part.height, wide=wide, paint=[partial(shown.draw, part)], penalty=penalty), 0 if number else styles.caption.gap + 2
        )
    galley.space(styles.body.gap)


def keep_introduction(introduction: Sequence[Strip], block: Block, strips: Sequence[Strip], theme: Theme) -> None:
    """Keep a paragraph on the page of the chart that follows it: its end always, if there is room, and the rest if possible.

    The chart may have a heading of its own between, that of the section that begins with it.
    """
    first = block.blocks[0] if isinstance(block, Section) and block.blocks else block
    if not (introduction and strips and isinstance(first, Figure)):
        return
    fits = height_of(introduction[-2:]) + height_of(strips) + HEADING_ROOM <= theme.paper.text_height
    strips[0].penalty = NEVER if fits and first is block else max(strips[0].penalty, WHOLE)
    for strip in introduction[1:]:
        strip.penalty = max(strip.penalty, WHOLE)


class _Shown:
    """A drawing as the content of an element, with its bounding box where it stands on one page."""

    def __init__(self, element: Element, left: float, colours: Colours) -> None:
        self._element = element
        self._slot = element.slot()
        self._left = left
        self._colours = colours
        self._page = 0
        self._top = 0.0

    def draw(self, drawing: Drawing, canvas: Canvas, top: float) -> None:
        """Draw a part with its upper edge at `top`."""
        with canvas.straight(self._left, drawing.width) as left:
            self._draw(drawing, canvas, left, top)

    def _draw(self, drawing: Drawing, canvas: Canvas, left: float, top: float) -> None:
        for shape in drawing.shapes:
            ink = colour(shape.ink, self._colours)
            match shape:
                case Area(x, y, width, height):
                    canvas.area(self._slot, left + x, top - y - height, width, height, ink)
                case Stroke(x0, y0, x1, y1, weight):
                    canvas.stroke(self._slot, (left + x0, top - y0), (left + x1, top - y1), weight, ink)
                case Patch(points):
                    canvas.patch(self._slot, [(left + x, top - y) for x, y in points], ink)
                case Path(parts, _, weight, dash):
                    lines = [[(left + x, top - y) for x, y in part] for part in parts]
                    canvas.path(self._slot, lines, weight, dash, ink)
                case Words():
                    features = Placed(shape.size, shape.direction == "rtl") if shape.direction else TABULAR
                    font = find_font(find_face(shape.typeface, shape.face), shape.size, features)
                    canvas.show(self._slot, left + shape.x, top - shape.y, shape.text, shape.width, font, ink)
                case _:
                    assert_never(shape)
        if not self._page:
            self._page, self._top = len(canvas.pages), top
        if self._page == len(canvas.pages):
            start = left + canvas.shift
            box = array([numbers(start, top - drawing.height, start + drawing.width, self._top)])
            self._element.entries["A"] = f"<</O /Layout /Placement /Block /BBox {box}>>"
        else:
            self._element.entries.pop("A", None)
