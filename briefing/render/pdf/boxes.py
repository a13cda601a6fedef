"""Boxes: in the column, or in the margin beside what follows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from briefing.document import (
    Blanks,
    Blocks,
    Callout,
    Digest,
    Note,
    NoteMark,
    PageBreak,
    Question,
    Quote,
    ScanCode,
    Section,
    Table,
    WritingSpace,
    walk,
)
from briefing.render.pdf.canvas import Canvas
from briefing.render.pdf.galley import FLOW_GAP, LINES_AFTER_HEADING, Galley
from briefing.render.pdf.strips import Box, SideBox, Strip
from briefing.render.pdf.text_styles import Styles
from briefing.theme.model import Paper, Theme

BOX_PADDING = 11.0
NARROWEST = 100.0
"""A margin that holds boxes is no narrower."""
FACT_GAP = 2.0
"""Between what is in a box in a column."""
RULE_ROOM = 5.0
"""From the rule at the head of a box in the margin to its first line."""
NEEDS_THE_COLUMN = (Note, NoteMark, Table, Callout, Quote, Digest, Question, WritingSpace, Blanks, ScanCode, PageBreak, Section)

SetBlocks = Callable[[Blocks], None]


def set_box(galley: Galley, node: Callout, styles: Styles, theme: Theme, set_blocks: SetBlocks) -> None:
    """Set a box in the column."""
    colours = theme.colours
    ground, frame = (colours.tint, "") if theme.grounds else ("", colours.rule)
    box = Box(galley.left, galley.width, fill=ground, bar=colours.accent, frame=frame, turns=galley.turns)
    galley.place(node.id)
    galley.space(styles.body.gap + 4)
    with (
        galley.inside(galley.element.add("Callout")),
        galley.whole(),
        galley.boxed(box, BOX_PADDING - 2),
        galley.indented(BOX_PADDING, BOX_PADDING),
        galley.styled(styles.box),
    ):
        if node.title:
            galley.text(node.title, styles.box_title, galley.element.add("P"))
            galley.keep_next(LINES_AFTER_HEADING * styles.box.leading)
        set_blocks(node.blocks)
    galley.space(FLOW_GAP)


def fits_margin(node: Callout, paper: Paper) -> bool:
    """Return whether a box can stand in the margin: one that asks for it and holds only text."""
    if node.placement != "margin" or paper.margin < NARROWEST:
        return False
    return bool(node.title or node.blocks) and all(not isinstance(each, NEEDS_THE_COLUMN) for each in walk((node.title, node.blocks)))


def set_box_beside(galley: Galley, node: Callout, styles: Styles, theme: Theme, set_blocks: SetBlocks) -> None:
    """Set a box in the margin and in the column: which of the two is drawn, and which element stays in the structure, the pages decide."""
    with galley.apart() as flow:
        set_box(galley, node, styles, theme, set_blocks)
    paper = theme.paper
    left, right = paper.left + paper.measure + paper.gutter, paper.left + paper.measure + paper.gutter + paper.margin
    with galley.apart() as strips, galley.moved(left, paper.margin), galley.inside(galley.element.add("Callout")):
        galley.place(node.id)
        galley.append(Strip(RULE_ROOM, paint=[_rule(left, right, theme.colours.accent)]), 0)
        if node.title:
            galley.text(node.title, styles.side_title, galley.element.add("P"))
        with galley.styled(replace(styles.side, gap=3.5)):
            set_blocks(node.blocks)
    if flow and strips:
        flow[0].space = FLOW_GAP
        galley.beside(SideBox(strips, flow))


def set_box_in_column(galley: Galley, node: Callout, styles: Styles, theme: Theme, set_blocks: SetBlocks) -> None:
    """Set a box in one of two columns, where all that shows it is a rule above it."""
    left, right = galley.left, galley.left + galley.width
    galley.place(node.id)
    if not galley.is_below_heading:
        galley.space(FLOW_GAP)
    with galley.inside(galley.element.add("Callout")), galley.whole():
        galley.append(Strip(RULE_ROOM, paint=[_rule(left, right, theme.colours.accent)]), 0)
        galley.keep_next(1)
        if node.title:
            galley.text(node.title, styles.side_title, galley.element.add("P"))
            galley.keep_next(LINES_AFTER_HEADING * styles.box.leading)
        with galley.styled(replace(styles.fact, gap=FACT_GAP)):
            set_blocks(node.blocks)
    galley.space(FLOW_GAP)


def _rule(left: float, right: float, colour: str) -> Callable[[Canvas, float], None]:
    return lambda canvas, top: canvas.rule(left, right, top, 0.8, colour)
