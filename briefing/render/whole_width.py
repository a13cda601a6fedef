"""The width of a page: which texts fill it, which flow in two columns, what stands over both, and how wide drawings are within one."""

from __future__ import annotations

from dataclasses import replace

from briefing.document import (
    Blanks,
    Block,
    Blocks,
    BulletList,
    Callout,
    Chart,
    Definitions,
    Digest,
    Document,
    Figure,
    MatrixChart,
    Note,
    NumberedList,
    PageBreak,
    Paragraph,
    Question,
    Quote,
    ScanCode,
    Section,
    SourcePage,
    Table,
    WorldMap,
    WritingSpace,
    plain,
    walk,
)
from briefing.render.figures import wants_width
from briefing.theme.model import Theme

NEEDS_WIDTH = (Table, Callout, Quote, Digest, Question, WritingSpace, Blanks, ScanCode)
"""What needs the whole width: it has rules, boxes, heads or lines of its own."""
KEEPS_ONE_COLUMN = (Note, Digest, Quote, Question, WritingSpace, Blanks, ScanCode, SourcePage, PageBreak)
"""A section with one of these has one column: it has notes beside or below it, passages, or room to write."""
ENOUGH = 700
"""A text with fewer letters has one column: it would be a few lines in each of two."""
LONG_LINES = (Note, Digest, Quote, SourcePage)
"""What is too long, or has too much beside or below it, for lines over the whole page."""
HALF = 0.5
"""A map that is at most this wide, as a share of the page, stands in one column."""
MATRIX = 6
"""A matrix with at most this many columns stands in one."""


def fills_width(document: Document) -> bool:
    """Return whether a text fills the width of its pages.

    Such are texts in two columns, and short packs, whose few lines would look ragged above tables and drawings of the whole width. What is
    long in a short pack flows in two columns; passages do not, so with them it has a column that is easy to read.
    """
    return document.columns > 1 or (document.cover == "block" and not any(isinstance(node, LONG_LINES) for node in walk(document)))


def flows(section: Section) -> bool:
    """Return whether a section is running text that is long enough for two columns, with nothing that belongs beside or below its lines."""
    return letters(section.blocks) >= ENOUGH and not any(isinstance(node, KEEPS_ONE_COLUMN) for node in walk(section.blocks))


def letters(blocks: Blocks) -> int:
    """Return how many letters of running text there are, those of tables and captions left out."""
    count = 0
    for block in blocks:
        match block:
            case Paragraph(style="body"):
                count += len(plain(block.children))
            case Section():
                count += letters(block.blocks)
            case BulletList() | NumberedList():
                count += sum(map(letters, block.items))
            case Definitions():
                count += sum(letters(item.blocks) for item in block.items)
            case _:
                pass
    return count


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


def as_printed(chart: Chart, theme: Theme, width: float) -> Chart:
    """Return a chart for a width other than that of the printed page: a map is as wide as there, if it can be, so that names stand alike.

    A small map of where a country is has a width of its own.
    """
    paper = theme.paper
    if not isinstance(chart, WorldMap) or chart.is_locator:
        return chart
    return replace(chart, share=min(chart.share * (paper.measure + paper.gutter + paper.margin) / width, 1.0))


def in_column(chart: Chart) -> Chart:
    """Return a chart for one column. The width of a map is a share of the page, of which a column is about half."""
    return replace(chart, share=min(chart.share / HALF, 1.0)) if isinstance(chart, WorldMap) else chart
