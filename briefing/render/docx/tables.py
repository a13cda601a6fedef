"""Tables: one row of heads that comes again on each page, rows that stay whole, widths by the weights of the columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from briefing.document import Column, Inlines, Table, plain
from briefing.render.docx.inlines import InlineWriter
from briefing.render.docx.styles import style_id
from briefing.render.docx.wml import Element, ParagraphLook, add, add_paragraph, twips

JUSTIFICATION = {"start": "", "centre": "center", "end": "right"}


def write_table(parent: Element, table: Table, width: float, writer: InlineWriter) -> None:
    """Append a table `width` points wide; its caption is a paragraph before it."""
    widths = _widths(table.columns, twips(width))
    element = add(parent, "tbl")
    _properties(element, table, sum(widths))
    grid = add(element, "tblGrid")
    for each in widths:
        add(grid, "gridCol", w=each)
    heads = tuple(column.head for column in table.columns)
    for number, cells in enumerate((heads, *table.rows)):
        row = add(element, "tr")
        properties = add(row, "trPr")
        add(properties, "cantSplit")
        if number == 0:
            add(properties, "tblHeader")
        for cell, look, cell_width in zip(cells, _looks(table, number), widths, strict=True):
            _cell(row, cell, look, cell_width, writer)


def _widths(columns: tuple[Column, ...], total: int) -> list[int]:
    """Return the widths of the columns in twentieths of a point; they make up the total to the last one."""
    weights = sum(column.weight for column in columns)
    edges = [0]
    part = 0.0
    for column in columns:
        part += column.weight
        edges.append(round(total * part / weights))
    return [right - left for left, right in pairwise(edges)]


def _properties(element: Element, table: Table, width: int) -> None:
    properties = add(element, "tblPr")
    add(properties, "tblStyle", val="PackTable")
    add(properties, "tblW", w=width, type="dxa")
    add(properties, "tblLayout", type="fixed")
    rows = int(table.row_heads)
    add(properties, "tblLook", val="06A0" if rows else "0620", firstRow=1, lastRow=0, firstColumn=rows, lastColumn=0, noHBand=1, noVBand=1)
    caption = plain(table.caption)
    if caption:
        add(properties, "tblCaption", val=caption)
    add(properties, "tblDescription", val=table.summary or caption)


def _looks(table: Table, row: int) -> Iterator[ParagraphLook]:
    """Yield the look of each cell of a row; row 0 is the heads."""
    # No row is alone on its page: the first body row stays with the second, and the last with the one before it.
    keep = row in (1, len(table.rows) - 1) and row < len(table.rows)
    for number, column in enumerate(table.columns):
        style = "Table Head" if row == 0 else "Table Row Head" if number == 0 and table.row_heads else "Table Text"
        yield ParagraphLook(style=style_id(style), align=JUSTIFICATION[column.align], keep_next=keep)


def _cell(row: Element, inlines: Inlines, look: ParagraphLook, width: int, writer: InlineWriter) -> None:
    cell = add(row, "tc")
    properties = add(cell, "tcPr")
    add(properties, "tcW", w=width, type="dxa")
    if look.style == style_id("Table Head"):
        add(properties, "vAlign", val="bottom")
    writer.write(add_paragraph(cell, look), inlines)
