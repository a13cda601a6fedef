"""Texts in two columns: which blocks stand over both of them, and how wide drawings are within one."""

from __future__ import annotations

from dataclasses import replace

from briefing.document import (
    Blanks,
    Block,
    Callout,
    Chart,
    Digest,
    Figure,
    MatrixChart,
    Paragraph,
    Question,
    Quote,
    ScanCode,
    Section,
    Table,
    WorldMap,
    WritingSpace,
    walk,
)
from briefing.render.figures import wants_width

NEEDS_WIDTH = (Table, Callout, Quote, Digest, Question, WritingSpace, Blanks, ScanCode)
"""What needs the whole width: it has rules, boxes, heads or lines of its own."""
HALF = 0.5
"""A map that is at most this wide, as a share of the page, stands in one column."""
MATRIX = 6
"""A matrix with at most this many columns stands in one."""


def needs_width(block: Block) -> bool:
    """Return whether a block of a text in columns stands over both of them."""
    match block:
        case Paragraph():
            return block.style == "lead"
        case Callout(placement="margin"):
            return any(map(needs_width, block.blocks))
        case Figure(chart=WorldMap() as chart):
            return not chart.is_locator and chart.share > HALF
        case Figure(chart=MatrixChart() as chart):
            return len(chart.columns) > MATRIX
        case Figure():
            return wants_width(block.chart)
        case Section():
            return False
        case _:
            return any(isinstance(node, NEEDS_WIDTH) for node in walk(block))


def begins_wide(section: Section) -> bool:
    """Return whether the heading of a section stands over both columns, as its first block does."""
    return bool(section.blocks) and needs_width(section.blocks[0])


def stands_apart(section: Section) -> bool:
    """Return whether a section of a text in columns is a part of its own: something in it stands over both, or it has parts itself."""
    return any(isinstance(block, Section) or needs_width(block) for block in section.blocks)


def in_column(chart: Chart) -> Chart:
    """Return a chart for one column. The width of a map is a share of the page, of which a column is about half."""
    return replace(chart, share=min(chart.share / HALF, 1.0)) if isinstance(chart, WorldMap) else chart
