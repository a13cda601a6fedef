"""Tables with a header row that is repeated on each page, and with rows that stay on one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefing.document import Inlines, Table, plain
from briefing.render.docx.column_widths import cell_padding, column_widths, room_to_the_left
from briefing.render.docx.own_styles import OwnStyles
from briefing.render.docx.style_model import CELL_PADDING, style_id
from briefing.render.docx.styles_part import cell_margins
from briefing.render.docx.text_runs import InlineWriter
from briefing.render.docx.wml import Element, ParagraphLook, add, add_paragraph, colour, twips, w
from briefing.theme.model import Theme

JUSTIFICATION = {"start": "", "centre": "center", "end": "right"}
WRITING_LINE = 24.0
"""The height of a line to write on by hand, in points."""


def write_table(parent: Element, table: Table, theme: Theme, styles: OwnStyles, writer: InlineWriter) -> None:
    """Append a table as wide as the text; its caption is a paragraph before it."""
    padding = cell_padding(table, theme)
    widths = column_widths(table, theme, padding)
    element = add(parent, "tbl")
    _properties(element, table, sum(widths), padding, theme.colours.rule)
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
            # pandoc, and with it our own import, finds how a column is aligned in its paragraphs, and not in their styles.
            own = replace(styles.carried(look), align=JUSTIFICATION[table.columns[place].align])
            left = room_to_the_left(table, place)
            room = widths[place] / 20 - (left or padding) - padding
            _cell(row, cell, own, widths[place], left, replace(writer, column=room))


def _properties(element: Element, table: Table, width: int, padding: float, rule: str) -> None:
    properties = add(element, "tblPr")
    add(properties, "tblStyle", val="PackTable")
    add(properties, "tblW", w=width, type="dxa")
    add(properties, "tblLayout", type="fixed")
    if padding != CELL_PADDING:
        cell_margins(properties, padding)
    if table.room:  # who fills in a table sees where a cell ends
        element = add(properties, "tblBorders")
        add(element, "insideV", val="single", sz=4, space=0, color=colour(rule))
        properties.insert(list(properties).index(properties.find(w("tblLayout"))), element)
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
    for number in range(len(table.columns)):
        style = "Table Head" if row == 0 else "Table Row Head" if number == 0 and table.row_heads else "Table Text"
        yield ParagraphLook(style=style_id(style), keep_next=keep)


def _cell(row: Element, inlines: Inlines, look: ParagraphLook, width: int, left: float, writer: InlineWriter) -> None:
    cell = add(row, "tc")
    properties = add(cell, "tcPr")
    add(properties, "tcW", w=width, type="dxa")
    if left:
        add(add(properties, "tcMar"), "left", w=twips(left), type="dxa")
    if look.style.startswith(style_id("Table Head")):
        add(properties, "vAlign", val="bottom")
    writer.write(add_paragraph(cell, look), inlines)
