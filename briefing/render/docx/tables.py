"""Tables: one row of heads that comes again on each page, rows that stay whole, widths by the weights of the columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from briefing.document import Inlines, Table, plain
from briefing.render.docx.fonts import advance, half_points
from briefing.render.docx.geometry import text_width
from briefing.render.docx.inlines import InlineWriter
from briefing.render.docx.styles import CELL_PADDING, style_id
from briefing.render.docx.wml import Element, ParagraphLook, add, add_paragraph, twips
from briefing.render.theme import Theme
from briefing.render.widths import shares

JUSTIFICATION = {"start": "", "centre": "center", "end": "right"}
SIDE_BY_SIDE = 14.0
"""Left of a column of words that stands after a column of figures, in points."""
WIDEST_WORD = 0.3
"""The share of the table that a column may ask for on account of one word."""
HOUSE_LETTERS = 1.3
"""How much wider than the pack's the letters of a house style may be, whose typefaces are not known."""
WRITING_LINE = 24.0
"""The height of a line to write on by hand, in points."""
BREAK = re.compile(r"\s+|(?<=[-–—])")
"""Where a line may end."""
LINE = re.compile(r"\n")
"""Where a line has to."""


def write_table(parent: Element, table: Table, theme: Theme, writer: InlineWriter) -> None:
    """Append a table as wide as the text; its caption is a paragraph before it."""
    widths = _widths(table, theme)
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
        elif table.room:
            add(properties, "trHeight", val=twips(table.room * WRITING_LINE), hRule="atLeast")
        for place, (cell, look) in enumerate(zip(cells, _looks(table, number), strict=True)):
            _cell(row, cell, look, widths[place], _left(table, place), writer)


def _widths(table: Table, theme: Theme) -> list[int]:
    """Return the widths of the columns in twentieths of a point; they make up the text width to the last one.

    They follow the weights, but each column has room for its longest word, and no more than its longest text needs.
    """
    total = text_width(theme)
    places = range(len(table.columns))
    least = [_longest(table, place, theme, BREAK, total * WIDEST_WORD) for place in places]
    most = [total if table.room else max(_longest(table, place, theme, LINE, total), least[place]) for place in places]
    edges, part = [0], 0.0
    for width in shares(total, [column.weight for column in table.columns], least, most):
        part += width
        edges.append(round(twips(total) * part / total))
    return [right - left for left, right in pairwise(edges)]


def _longest(table: Table, place: int, theme: Theme, ends: re.Pattern[str], limit: float) -> float:
    """Return the width that a column needs so that nothing is cut but where its texts may end, up to a limit."""
    cells = [table.columns[place].head, *(row[place] for row in table.rows)]
    parts = {
        (number == 0 or (place == 0 and table.row_heads), part) for number, cell in enumerate(cells) for part in ends.split(plain(cell))
    }
    size = half_points(theme.table.size) * (HOUSE_LETTERS if theme.reference else 1)
    longest = max(advance(theme.sans, "bold" if bold else "regular", part) for bold, part in parts) * size
    return min(longest + 2 + (_left(table, place) or CELL_PADDING) + CELL_PADDING, limit)


def _left(table: Table, place: int) -> float:
    """Return the room to the left of a column where it is not the usual."""
    aligned = [column.align for column in table.columns]
    return SIDE_BY_SIDE if place and aligned[place - 1] == "end" and aligned[place] != "end" else 0.0


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


def _cell(row: Element, inlines: Inlines, look: ParagraphLook, width: int, left: float, writer: InlineWriter) -> None:
    cell = add(row, "tc")
    properties = add(cell, "tcPr")
    add(properties, "tcW", w=width, type="dxa")
    if left:
        add(add(properties, "tcMar"), "left", w=twips(left), type="dxa")
    if look.style == style_id("Table Head"):
        add(properties, "vAlign", val="bottom")
    writer.write(add_paragraph(cell, look), inlines)
