"""Numbers beside passages: every fifth line, or each paragraph."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefing.document import Paragraph, Text
from briefing.render.pdf.canvas import Canvas
from briefing.render.pdf.galley import Galley
from briefing.render.pdf.paragraph import Line, lay
from briefing.render.pdf.runs import RunMaker
from briefing.render.pdf.strips import Strip
from briefing.render.pdf.structure_tree import Element
from briefing.render.pdf.text_styles import Style

EVERY = 5
"""Each line with a multiple of this number has its number beside it."""
TO_TEXT = 6.0
"""From a number to the text or to the bar at its left edge, in points."""


def number_lines(galley: Galley, strips: Sequence[Strip], right: float, style: Style) -> None:
    """Set the numbers of lines so that they end at `right`. They are no words of the text: they would be heard and copied within it."""
    for count, strip in enumerate(strips, 1):
        if count % EVERY == 0:
            (line,) = lay(RunMaker(style, Element("NonStruct"), galley.language, {}).make((Text(str(count)),)), style, 10_000)
            strip.paint.append(_painter(line, right - line.width, strip.lines[-1].depth))


def _painter(line: Line, left: float, depth: float) -> Callable[[Canvas, float], None]:
    def paint(canvas: Canvas, top: float) -> None:
        canvas.begin_artifact()
        line.draw(canvas, left, top - depth)
        canvas.end_artifact()

    return paint


def hang_number(galley: Galley, node: Paragraph, element: Element, right: float, style: Style) -> None:
    """Set the number of a paragraph, which ends at `right`, beside its first line. It is read before the paragraph."""
    (line,) = lay(RunMaker(style, element, galley.language, {}).make((Text(node.number),)), style, 10_000)
    line.end = " "
    galley.hang([line], right - line.width)
