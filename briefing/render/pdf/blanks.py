"""Lines to fill in by hand, lines between texts, and codes that a phone reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from briefing.document import Blanks, ScanCode, Text
from briefing.render.pdf.canvas import Canvas
from briefing.render.pdf.fillable_lines import Field
from briefing.render.pdf.galley import Galley
from briefing.render.pdf.paragraph import Line, baseline_below_top, lay
from briefing.render.pdf.pdf_file import array, numbers, text_string
from briefing.render.pdf.runs import RunMaker
from briefing.render.pdf.strips import NEVER, SetLine, Strip
from briefing.render.pdf.structure_tree import Element
from briefing.render.pdf.text_styles import Style, Styles
from briefing.theme.model import Theme

WRITING_LINE = 24.0
"""From one line to write on to the next."""
BLANK_GAP = 14.0
"""Between lines to fill in that stand side by side."""
BLANK_HEIGHT = 22.0
SIGNATURE_ABOVE = 48.0
"""Room to sign above a line, in points: 17 mm."""
RULE_BELOW = 2.5
"""From the base line to the line to write on."""
MODULE = 1.35
"""The side of a square of a code: 0.48 mm, which phones read from a hand's distance."""
QUIET = 4
"""Squares of white around a code (ISO/IEC 18004, 9.1)."""
DIVIDER_SHARE, DIVIDER_GAP = 0.3, 14.0
"""The share of the column that a line between two parts of a text takes, and the room above and below it."""
CODE_INK = "#000000"


class RuledLines:
    """Lines to write on: one figure, with its bounding box where it stands on one page."""

    def __init__(self, figure: Element, left: float, right: float, colour: str, height: float) -> None:
        self._figure = figure
        self._height = height
        self._slot = figure.slot()
        self._left = left
        self._right = right
        self._colour = colour
        self._top = 0.0
        self._page = 0

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw the next line."""
        bottom = top - self._height
        if not self._slot.contents:
            self._top, self._page = top, len(canvas.pages)
        canvas.ruled_line(self._slot, self._left, self._right, bottom, self._colour)
        if self._page == len(canvas.pages):
            left, right = canvas.ends(self._left, self._right)
            self._figure.entries["A"] = f"<</O /Layout /BBox {array([numbers(left, bottom - 1, right, self._top)])}>>"
        else:
            self._figure.entries.pop("A", None)


def set_blanks(galley: Galley, node: Blanks, styles: Styles, theme: Theme) -> None:
    """Set lines to fill in, side by side over the whole width of the text."""
    paper = theme.paper
    is_outermost = galley.is_open(paper.left, paper.measure)
    room = galley.width + (paper.gutter + paper.margin if is_outermost else 0) - BLANK_GAP * (len(node.items) - 1)
    total = sum(item.weight for item in node.items)
    label, value = replace(styles.label, size=styles.small.size, leading=styles.small.leading), styles.body_like(styles.byline)
    if theme.centred:
        _set_signatures(galley, node, replace(label, align="centre"), room, total, theme.colours.muted)
        return
    strip = Strip(0, spreads=is_outermost)
    left, depth, count = galley.left, BLANK_HEIGHT - baseline_below_top(styles.small), 1
    for item in node.items:
        width = room * item.weight / total
        element = galley.element.add("P")
        words = lay(RunMaker(label, element, galley.language, {}).make((Text(item.label),)), label, width)[0]
        words.end = " "
        start = left + words.width + 4
        make = partial(_value, galley.language, element, value, width - words.width - 4)
        before, lines = SetLine(words, left, depth), make(item.value) if item.value else []
        usual = [SetLine(line, start, depth + number * value.leading) for number, line in enumerate(lines)]
        strip.lines += [before, *usual]
        galley.fields.append(Field(item.label, strip, before, usual, start, make))
        count = max(count, len(lines))
        strip.paint.append(_rule(start, left + width, depth + (max(len(lines), 1) - 1) * value.leading + RULE_BELOW, theme.colours.muted))
        left += width + BLANK_GAP
    strip.height = BLANK_HEIGHT + (count - 1) * value.leading
    galley.append(strip, 0)
    galley.space(styles.body.gap + 5)


def _set_signatures(galley: Galley, node: Blanks, label: Style, room: float, total: float, colour: str) -> None:
    """Set lines to sign on, each with its label below it, as on a certificate."""
    strip = Strip(0, spreads=True)
    left, depth = galley.left, SIGNATURE_ABOVE + RULE_BELOW + baseline_below_top(label)
    for item in node.items:
        width = room * item.weight / total
        words = lay(RunMaker(label, galley.element.add("P"), galley.language, {}).make((Text(item.label),)), label, width)
        strip.lines += [SetLine(line, left, depth + number * label.leading) for number, line in enumerate(words)]
        strip.paint.append(_rule(left, left + width, SIGNATURE_ABOVE, colour))
        strip.height = max(strip.height, SIGNATURE_ABOVE + RULE_BELOW + len(words) * label.leading)
        left += width + BLANK_GAP
    galley.append(strip, 0)


def _value(language: str, element: Element, style: Style, width: float, value: str) -> list[Line]:
    return lay(RunMaker(style, element, language, {}).make((Text(value),)), style, max(width, style.size * 4))


def _rule(left: float, right: float, depth: float, colour: str) -> Callable[[Canvas, float], None]:
    return lambda canvas, top: canvas.rule(left, right, top - depth, 0.5, colour)


def set_code(galley: Galley, node: ScanCode, styles: Styles) -> None:
    """Set a code with its words to the right of it."""
    side = MODULE * (len(node.modules) + 2 * QUIET)
    figure = galley.element.add("Figure", Alt=text_string(node.alt))
    slot, left, quiet = figure.slot(), galley.left, MODULE * QUIET

    def paint(canvas: Canvas, top: float) -> None:
        start, end = canvas.ends(left, left + side)
        box = array([numbers(start, top - side, end, top)])
        figure.entries["A"] = f"<</O /Layout /Placement /Block /BBox {box}>>"
        canvas.modules(slot, left + quiet, top - quiet, node.modules, MODULE, CODE_INK)

    lines = lay(
        RunMaker(styles.small, galley.element.add("P"), galley.language, galley.marks).make(node.children),
        styles.body_like(styles.small),
        galley.width - side,
    )
    strip = Strip(max(side, len(lines) * styles.small.leading + quiet), paint=[paint], penalty=NEVER)
    first = quiet + baseline_below_top(styles.small)
    strip.lines = [SetLine(line, left + side, first + number * styles.small.leading) for number, line in enumerate(lines)]
    galley.append(strip, 2)
    galley.space(styles.body.gap)


def set_divider(galley: Galley, theme: Theme) -> None:
    """Set a line between two parts of a text: no content, like all rules."""
    width = galley.width * DIVIDER_SHARE
    start = galley.left + (galley.width - width) / 2
    galley.append(Strip(0.5, paint=[_rule(start, start + width, 0, theme.colours.rule)]), DIVIDER_GAP)
    galley.space(DIVIDER_GAP)
