"""Questions, and lines for the answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from briefing.document import Blocks, Question, Text, WritingSpace
from briefing.render.pdf.blanks import WRITING_LINE, RuledLines
from briefing.render.pdf.galley import DIVIDED, WHOLE, Galley
from briefing.render.pdf.paragraph import lay
from briefing.render.pdf.pdf_file import text_string
from briefing.render.pdf.runs import RunMaker
from briefing.render.pdf.strips import NEVER, Strip
from briefing.render.pdf.text_styles import Styles
from briefing.theme.model import Theme

INDENT = 22.0
"""From the number of a question to its words."""
LONGEST_WHOLE = 15
"""A question with at most this many lines stays on one page."""
SHORT_SPACE = 12
"""A space of at most this many lines to write on stays on one page if possible."""


def set_question(galley: Galley, node: Question, styles: Styles, set_blocks: Callable[[Blocks], None]) -> None:
    """Set a question, its number hung beside it, and what is said of it below."""
    body = galley.body or styles.body
    galley.place(node.id)
    galley.space(body.gap + 4)
    start = len(galley.strips)
    with galley.inside(galley.element.add("Question")) as element, galley.whole():
        if node.label:
            label = replace(styles.body_like(body), bold=True, colour=body.accent, typeface=styles.label.typeface)
            runs = RunMaker(label, element.add("Lbl"), galley.language, {}).make((Text(node.label),))
            galley.hang(lay(runs, label, INDENT), galley.left)
        with galley.indented(INDENT):
            set_blocks(node.blocks)
            galley.finish_hanging(body)
            if node.details:
                galley.keep_next(1)
                galley.set_after(3)
                galley.text(node.details, replace(styles.small, gap=2), element.add("P"))
    galley.keep_together(start, LONGEST_WHOLE)
    galley.space(body.gap)


def set_writing_space(galley: Galley, node: WritingSpace, styles: Styles, theme: Theme, reach: float) -> None:
    """Set lines to write on. `reach` is how far they may stand out to the right of the column."""
    figure = galley.element.add("Figure", Alt=text_string(node.label))
    height = WRITING_LINE * node.height
    lines = RuledLines(figure, galley.left + INDENT, galley.left + galley.width + reach, theme.colours.rule, height)
    for number in range(node.lines):
        at_edge = number < 2 or number == node.lines - 1
        penalty = NEVER if at_edge else WHOLE if node.lines <= SHORT_SPACE else DIVIDED
        galley.append(Strip(height, penalty=penalty, paint=[lines.draw]), 0)
    galley.space(styles.body.gap + 12)
