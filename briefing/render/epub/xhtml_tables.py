"""Tables as XHTML. On a phone, which is too narrow for them, the cells of a row are below one another."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.document import Column, Inlines, Table, labelled, plain
from briefing.render.epub.xhtml import UNSEEN, Element, add, add_line, anchor
from briefing.render.epub.xhtml_inlines import InlineWriter

ALIGNMENT = {"start": "", "centre": "text-align: center;", "end": "text-align: right;"}
STACKED = {"stack-s": 16, "stack-m": 24, "stack-l": 32, "stack-xl": 36}
"""How much room a table of each class wants, in em; where it has less, `stacked.css` undoes it into its rows."""
MOST_LINES = 6
"""A cell of more lines than that is too narrow."""
GAP = 2
"""Between columns, in characters."""
CHARACTER = 0.44
"""The mean width of a character in tables, in em of the text around them."""


def write_table(parent: Element, table: Table, inlines: InlineWriter) -> None:
    """Write a table in a frame by whose width the style sheet decides whether it stays one."""
    identifier = anchor(table.id)
    summary = f"{identifier}.summary" if table.summary else ""
    css = " ".join([stacked(table), *(["room"] if table.room else []), *filter(None, [table.layout])])
    grid = add_line(add_line(parent, "div", class_="table"), "table", id=identifier, class_=css, aria_describedby=summary)
    if table.caption:
        inlines.write(add_line(grid, "caption"), labelled(table))
    total = sum(column.weight for column in table.columns)
    widths = add_line(grid, "colgroup")
    for column in table.columns:
        add(widths, "col", style=f"width: {int(column.weight / total * 100)}%")
    if any(column.head for column in table.columns):
        row = add_line(add_line(grid, "thead"), "tr")
        for column in table.columns:
            _write_cell(row, column.head, column, inlines, scope="col")
    # What stands alone below the first cell needs no head.
    heads = [plain(column.head) if len(table.columns) > 2 else "" for column in table.columns]
    body = add_line(grid, "tbody")
    for first, *others in table.rows:
        row = add_line(body, "tr")
        _write_cell(row, first, table.columns[0], inlines, scope="row" if table.row_heads else "")
        for cell, column, head in zip(others, table.columns[1:], heads[1:], strict=True):
            _write_cell(row, cell, column, inlines, data_head=head)
    if summary:
        # `hidden` keeps the summary from the page and lets aria-describedby still find it (Accessible Name and Description 1.2, 2A).
        add_line(parent, "p", table.summary, id=summary, **UNSEEN)


def _write_cell(row: Element, cell: Inlines, column: Column, inlines: InlineWriter, **attributes: str) -> None:
    """Write a cell, a head cell if it has a scope (HTML 4.9.10). An empty cell heads nothing, and has no head beside it."""
    kept = attributes if cell else {}
    inlines.write(add_line(row, "th" if kept.get("scope") else "td", style=ALIGNMENT[column.align], **kept), cell)


def stacked(table: Table) -> str:
    """Return the class of a table: how much room it wants."""
    wanted = CHARACTER * sum(_characters(column) + GAP for column in zip(*_texts(table), strict=True))
    return next((name for name, room in STACKED.items() if wanted <= room), list(STACKED)[-1])


def _characters(cells: tuple[str, ...]) -> int:
    """Return how wide a column wants to be: no word is cut, and no cell is a tower of short lines."""
    words = (word for cell in cells for part in cell.split() for word in part.replace("-", "- ").split())
    return max((*map(len, words), *(-(-len(cell) // MOST_LINES) for cell in cells)), default=0)


def _texts(table: Table) -> Iterator[list[str]]:
    yield [plain(column.head) for column in table.columns]
    yield from ([plain(cell) for cell in row] for row in table.rows)
