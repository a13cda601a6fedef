"""Pages of sources as they are, under the running heads and with the page numbers of the pack.

The content of such a page is drawn as content of this file, and each text in it belongs to the paragraph that it is part of: listeners hear
the paragraph as the copy has it (`ActualText`). Of a page that comes as a picture, the words lie over the picture, where nobody sees them.
"""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

from briefing.document import Paragraph, SourcePage, plain, walk
from briefing.document.changing import paragraph
from briefing.render.pdf.canvas import ARTIFACT, Canvas
from briefing.render.pdf.galley import Galley
from briefing.render.pdf.image_objects import write_picture
from briefing.render.pdf.page_forms import ObjectCopy
from briefing.render.pdf.paragraph import Line, lay
from briefing.render.pdf.pdf_file import PdfFile, text_string
from briefing.render.pdf.runs import RunMaker
from briefing.render.pdf.strips import Strip, height_of
from briefing.render.pdf.structure_tree import Element
from briefing.render.pdf.text_styles import Style, Styles
from briefing.theme.model import Theme

INITIAL = "0 g 0 G 1 w 0 J 0 j 10 M [] 0 d 0 Tr 0 Tc 0 Tw 100 Tz 0 Ts"
"""The state in which a page begins (ISO 32000-1, 8.4.1): what was drawn before it on the pack's page has left another."""
GAP = 6.0
"""Between a page and the line below it."""
LEAST = 0.75
"""How much smaller than the others the first page may be, so that it has room below the heading."""
_LETTER = 0.5
"""How wide a letter is about, as a share of its size."""
_LEADING = 1.2


def set_source_page(galley: Galley, node: SourcePage, styles: Styles, theme: Theme, reach: float) -> None:
    """Set a page with the line below it. `reach` is how far it may stand out to the right of the column."""
    for each in walk(node):
        if name := getattr(each, "id", ""):
            galley.place(name)
    line = lay(
        RunMaker(styles.attribution, Element("NonStruct"), galley.language, {}).make(node.quote.attribution),
        styles.attribution,
        galley.width,
    )
    below = GAP + len(line) * styles.attribution.leading + 2
    room = theme.paper.text_height - below
    gap = styles.body.gap + 3
    scale, fits = _fitted(node, node.scale(galley.width + reach, room), room - _above(galley) - gap)
    shown = _Shown(galley, node, scale, styles.small, galley.width + reach)
    strip = galley.append(Strip(shown.height, wide=reach > 0, paint=[shown.draw]), gap)
    if not fits:
        strip.penalty = 0  # even below a heading
    galley.set_after(GAP)
    if node.quote.attribution:
        galley.keep_next(1)
        galley.text(node.quote.attribution, styles.attribution, galley.element.add("P"))
    galley.space(gap)


def _above(galley: Galley) -> float:
    """Return the height of what is set already on the page, if it began with a chapter; more than that of a page where it did not."""
    for start in range(len(galley.strips) - 1, -1, -1):
        if galley.strips[start].new_page or not start:
            return height_of(galley.strips[start:])
    return 0.0


def _fitted(node: SourcePage, scale: float, room: float) -> tuple[float, bool]:
    """Return the scale of a page, and whether it has room below what is set already: it may be a little smaller for that."""
    needed = node.height * scale
    if 0 < room < needed and room >= LEAST * needed:
        return scale * room / needed, True
    return scale, room >= needed


class _Shown:
    """A page at its place, with an element for each paragraph."""

    def __init__(self, galley: Galley, node: SourcePage, scale: float, style: Style, room: float) -> None:
        self._node = node
        self._scale = scale
        self._style = style
        self._left = galley.left + (room - node.width * scale) / 2
        self.height = node.height * scale
        quote = node.quote
        self._language = quote.language or galley.language
        element = galley.element.add("BlockQuote", **({"Lang": text_string(quote.language)} if quote.language else {}))
        self._paragraphs = [each if isinstance(each, Paragraph) else paragraph(plain(each)) for each in quote.blocks]
        said = [{"ActualText": text_string(plain(each))} if node.pieces else {} for each in self._paragraphs]
        self._elements = [element.add("P", **entries) for entries in said]
        self._slots = [each.slot() for each in self._elements] if node.pieces else []

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw it with its upper edge at `top`."""
        with canvas.straight(self._left, self._node.width * self._scale) as left:
            bottom = top - self.height
            if self._node.pieces:
                self._draw_content(canvas, left + canvas.shift, bottom)
            else:
                width = self._node.width * self._scale
                canvas.picture(ARTIFACT, left, bottom, width, self.height, write_picture(canvas.file, self._node))
                with canvas.unseen():
                    self._draw_words(canvas, left, bottom)

    def _draw_content(self, canvas: Canvas, x: float, y: float) -> None:
        node, scale = self._node, self._scale
        a, b, c, d, e, f = (each * scale for each in node.matrix)
        cut = f"{x:.3f} {y:.3f} {node.width * scale:.3f} {self.height:.3f} re W n"
        turned = f"{a:.6f} {b:.6f} {c:.6f} {d:.6f} {e + x:.4f} {f + y:.4f} cm"
        slots = [self._slots[each] if 0 <= each < len(self._slots) else None for each in node.targets]
        canvas.foreign(f"{INITIAL} {cut} {turned}", node.pieces, slots, _needs(canvas.file, node.resources))
        for slot in self._slots:
            canvas.mention(slot)

    def _draw_words(self, canvas: Canvas, x: float, y: float) -> None:
        places, scale = self._node.places, self._scale
        for number, (each, element) in enumerate(zip(self._paragraphs, self._elements, strict=True)):
            left, low, right, high = (edge * scale for edge in places[4 * number : 4 * number + 4])
            lines = self._lines(each, element, right - left, high - low)
            step = (high - low) / max(len(lines), 1)
            for place, line in enumerate(lines, 1):
                line.draw(canvas, x + left, y + high - step * (place - 0.2))

    def _lines(self, node: Paragraph, element: Element, width: float, height: float) -> list[Line]:
        """Return the words of a paragraph as lines that take up about the room that it has."""
        letters = max(len(plain(node)), 1)
        size = max(1.0, min(24.0, (width * max(height, 1.0) / (letters * _LETTER * _LEADING)) ** 0.5, height))
        style = replace(self._style, size=round(size, 1), leading=round(size * _LEADING, 1), align="start", hyphenate=False)
        return lay(RunMaker(style, element, self._language, {}).make(node.children), style, max(width, 4 * size))


def _needs(file: PdfFile, resources: bytes) -> dict[str, dict[str, str]]:
    """Write the resources of a page, each once for a file, and return the references by category and name."""
    import pikepdf  # only packs with pages of sources need it

    with pikepdf.open(io.BytesIO(resources)) as source:
        copy = ObjectCopy(file, shares=True)
        found: Any = source.pages[0].obj.get("/Resources", {})
        return {str(category)[1:]: {str(key)[1:]: copy.value(thing) for key, thing in things.items()} for category, things in found.items()}
