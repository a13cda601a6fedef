"""Tables: XHTML's own, and on a phone, where they would be cut off, rows that stand one below the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import chain, repeat

from briefing.document import Inlines, Table, plain
from briefing.render.epub import pandoc_json as pj
from briefing.render.epub.pandoc_json import Json, anchor

ALIGNMENT = {"start": "AlignDefault", "centre": "AlignCenter", "end": "AlignRight"}
STACKED = {"stack-s": 16, "stack-m": 24, "stack-l": 32, "stack-xl": 36}
"""How much room a table of each class wants, in em; where it has less, `stacked.css` undoes it into its rows."""
MOST_LINES = 6
"""A cell of more lines than that is too narrow."""
GAP = 2
"""Between columns, in characters."""
CHARACTER = 0.44
"""The mean width of a character in tables, in em of the text around them."""


def draw_table(table: Table, inlines: Callable[[Inlines], list[Json]]) -> list[Json]:
    """Draw a table in a frame by whose width the style sheet decides whether it stays one."""
    identifier = anchor(table.id)
    total = sum(column.weight for column in table.columns)
    columns = [[{"t": ALIGNMENT[column.align]}, {"t": "ColWidth", "c": column.weight / total}] for column in table.columns]
    caption = [None, [pj.plain(inlines(table.caption))] if table.caption else []]
    # What stands alone below the first cell needs no head.
    heads = ["", *(plain(column.head) for column in table.columns[1:])] if len(table.columns) > 2 else []
    head = [pj.attributes(), [_row(inlines(column.head) for column in table.columns)]]
    body = [pj.attributes(), int(table.row_heads), [], [_row(map(inlines, row), heads) for row in table.rows]]
    summary = f"{identifier}.summary" if table.summary else ""
    attributes = pj.attributes(identifier, [stacked(table), *(["room"] if table.room else [])], aria_describedby=summary)
    drawn: list[Json] = [{"t": "Table", "c": [attributes, caption, columns, head, [body], [pj.attributes(), []]]}]
    frame = pj.element("div", drawn, class_="table")
    # `hidden` keeps the summary from the page and lets aria-describedby still find it (Accessible Name and Description 1.2, 2A).
    hidden = pj.raw(f'<p id="{summary}" class="unseen" hidden="hidden">{escape(table.summary)}</p>')
    return [*frame, hidden] if summary else frame


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


def _row(cells: Iterable[list[Json]], heads: Iterable[str] = ()) -> list[object]:
    """Draw the cells of a row, each with the head that stands beside it where the row stands by itself."""
    drawn = []
    for cell, head in zip(cells, chain(heads, repeat("")), strict=False):
        attributes = pj.attributes(data_head=head if cell else "")
        drawn.append([attributes, {"t": "AlignDefault"}, 1, 1, [pj.plain(cell)] if cell else []])
    return [pj.attributes(), drawn]
