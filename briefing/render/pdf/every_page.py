"""What stands on every page besides its text: a marking at the head, and a word across the page, behind the text."""

from __future__ import annotations

from dataclasses import replace
from math import atan2, cos, hypot, sin

from briefing.document import Document, Text
from briefing.render.pdf.canvas import Canvas
from briefing.render.pdf.paragraph import Line, lay
from briefing.render.pdf.runs import RunMaker
from briefing.render.pdf.structure_tree import Element
from briefing.render.pdf.text_styles import Style, Styles
from briefing.theme.model import ACROSS_INK, Theme

HEAD_ABOVE = 26.0
"""From the base line of the running head to the text area."""
EDGE = 36.0
"""From a marking to the edges of the sheet, at least."""
LARGEST = 150.0
"""The size of a word across the page, at most."""
REACH = 0.78
"""How much of the diagonal of the sheet such a word takes up, at most."""
SMALLER = 0.85
"""How much smaller words become at a time that do not fit."""
_ANY = 100_000.0
"""A width that all lines have."""
MIDDLE = 0.35
"""From the base line to the middle of its letters, as a share of its size."""


def draw_page_marks(canvas: Canvas, document: Document, theme: Theme, styles: Styles) -> None:
    """Draw what stands on every page. It is drawn first, so that the text is above it."""
    if document.across:
        _draw_across(canvas, document, theme, styles)
    if document.marking:
        _draw_marking(canvas, document, theme, styles)


def lines_of(text: str, style: Style, width: float, document: Document) -> list[Line]:
    """Return words that are no part of the text as lines."""
    lines = lay(RunMaker(style, Element("NonStruct"), document.language, {}).make((Text(text),)), style, width)
    return [line.alone() for line in lines]


def _in_one_line(text: str, style: Style, width: float, document: Document) -> Line:
    """Return words as one line, in a smaller size where it would be too long."""
    (line,) = lines_of(text, style, _ANY, document)
    if line.width > width:
        size = style.size * width / line.width
        (line,) = lines_of(text, replace(style, size=size, leading=size), _ANY, document)
    return line


def in_two_lines(text: str, style: Style, width: float, document: Document) -> tuple[list[Line], float]:
    """Return words as one line or two, in a smaller size where they would be more; and the distance between two."""
    size = style.size
    while len(lines := lines_of(text, replace(style, size=size), width, document)) > (1 if size == style.size else 2):
        size *= SMALLER
    return lines, style.leading * size / style.size


def _draw_marking(canvas: Canvas, document: Document, theme: Theme, styles: Styles) -> None:
    style, paper = replace(styles.running, bold=True, colour=theme.colours.ink), theme.paper
    line = _in_one_line(document.marking, style, paper.width - 2 * EDGE, document)
    canvas.begin_artifact("Header")
    line.draw(canvas, (paper.width - line.width) / 2, paper.height - paper.top + HEAD_ABOVE + style.leading)
    canvas.end_artifact()


def _draw_across(canvas: Canvas, document: Document, theme: Theme, styles: Styles) -> None:
    paper = theme.paper
    style = replace(styles.running, size=LARGEST, leading=LARGEST, bold=True, colour=ACROSS_INK)
    line = _in_one_line(document.across, style, REACH * hypot(paper.width, paper.height), document)
    angle = atan2(paper.height, paper.width)
    canvas.begin_artifact("Watermark")
    with canvas.turned(cos(angle), sin(angle), paper.width / 2, paper.height / 2):
        line.draw(canvas, -line.width / 2, -MIDDLE * line.spans[0][0].font.size)
    canvas.end_artifact()
