"""Set formulas on lines of their own: in the middle of the column, with their numbers at its right edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing.document import Equation, Text
from briefing.render.pdf.formula_pieces import FormulaFont, Piece
from briefing.render.pdf.galley import Galley
from briefing.render.pdf.paragraph import Line, baseline_below_top, lay
from briefing.render.pdf.runs import Run, RunMaker
from briefing.render.pdf.strips import NEVER, SetLine, Strip
from briefing.render.pdf.text_styles import Styles

NUMBER_GAP = 10.0
"""The least white between a formula and its number."""
AROUND = 3.0
"""The white above and below a formula, beside that between paragraphs."""
SMALLEST = 0.5
"""A formula that is too wide for its column is made smaller, but not smaller than this."""


def set_equation(galley: Galley, node: Equation, styles: Styles) -> None:
    """Set a formula. One that is wider than the column goes on in further lines, and is made smaller if that is not enough."""
    style = replace(galley.body or styles.body, align="start", hyphenate=False)
    element = galley.element.add("P")
    galley.place(node.id)
    galley.space(style.gap + AROUND)
    (runs,) = RunMaker(style, element, galley.language, galley.marks).make(node.children)
    label = lay(RunMaker(style, element, galley.language, {}).make((Text(node.label),)), style, galley.width) if node.label else []
    beside = label[0].width + NUMBER_GAP if label else 0.0
    lines = [line for run in runs for line in _lines(run, galley.width - beside)]
    for number, (line, above, below) in enumerate(lines):
        last = number == len(lines) - 1
        line.offset = max((galley.width - line.width) / 2, 0.0)
        if label and line.offset + line.width > galley.width - beside:
            line.offset = max(galley.width - beside - line.width, 0.0)
        line.end = "" if last and not label else " "
        depth = max(above, baseline_below_top(style)) if last and label else above
        strip = Strip(depth + max(below, style.leading / 4), lines=[SetLine(line, galley.left, depth)])
        if last and label:
            label[0].offset = galley.width - label[0].width
            strip.lines.append(SetLine(label[0], galley.left, depth))
        strip.penalty = NEVER if number else 0.0
        galley.append(strip, 0 if number else style.gap)
    galley.space(style.gap + AROUND)


def _lines(run: Run, most: float) -> Iterator[tuple[Line, float, float]]:
    """Yield a formula in lines, with how far each reaches above and below its base line."""
    font = run.font
    if not isinstance(font, FormulaFont):
        return
    pieces = font.pieces
    widest = max(piece.width for piece in pieces)
    if widest > most:
        run = replace(run, font=(font := font.scaled(max(most / widest, SMALLEST))))
        pieces = font.pieces
    whole = sum(piece.width for piece in pieces)
    groups = [pieces] if whole <= most else list(_filled(pieces, most))
    for group in groups:
        yield Line([(run, group)], 0.0, 0.0, "", sum(piece.width for piece in group)), group[0].above, group[0].below


def _filled(pieces: Sequence[Piece], most: float) -> Iterator[list[Piece]]:
    """Yield the pieces of each line: as many as fit."""
    line: list[Piece] = []
    for piece in pieces:
        if line and sum(each.width for each in line) + piece.width > most:
            yield line
            line = []
        line.append(piece)
    yield line
