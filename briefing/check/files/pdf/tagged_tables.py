"""Checks of tables in the structure tree: groups of rows, rows of equal length, header cells (ISO 14289-1, 7.2 and 7.5)."""

from __future__ import annotations

from typing import Any

from briefing.check.files.pdf.file import TaggedFile
from briefing.check.files.pdf.trees import attribute, name

_WIDEST = 1_000
"""Rows or columns that one cell may span."""


def check(file: TaggedFile, table: Any, tags: list[str], where: int | None) -> None:
    """Look at a table whose children have these types."""
    heads, bodies, feet = (tags.count(tag) for tag in ("THead", "TBody", "TFoot"))
    if heads > 1 or feet > 1 or (heads + feet and not bodies):
        file.say("pdf-nesting", "a table has two headers or two footers, or it has no body", where)
    rows = _rows(file, table)
    if not rows:
        return
    if len(_widths(rows)) > 1:
        file.say("pdf-tables", "the rows of a table have different numbers of cells", where)
    cells = [cell for row in rows for cell in row]
    head_cells = [cell for cell in cells if file.tag(cell) == "TH"]
    if not head_cells:
        file.say("pdf-heads", "a table has no header cells", where)
    linked = any(attribute(cell, "/Headers") is not None for cell in cells)
    if not linked and any(name(attribute(cell, "/Scope")) not in ("Row", "Column", "Both") for cell in head_cells):
        file.say("pdf-heads", "a header cell does not say whether it belongs to a row or to a column (Scope)", where)


def _rows(file: TaggedFile, table: Any) -> list[list[Any]]:
    """Return the cells of each row, whatever groups the rows lie in."""
    groups = [each for each in file.parts(table) if file.tag(each) != "Caption"]
    rows = [row for group in groups for row in ([group] if file.tag(group) == "TR" else file.parts(group))]
    return [file.parts(row) for row in rows]


def _widths(rows: list[list[Any]]) -> set[int]:
    """Return the widths of the rows in columns, with what spans columns and rows counted in."""
    taken: list[set[int]] = [set() for _ in rows]
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in taken[number]:
                column += 1
            wide, high = _span(cell, "/ColSpan"), _span(cell, "/RowSpan")
            for each in taken[number : number + high]:
                each.update(range(column, column + wide))
    return {len(each) for each in taken}


def _span(cell: Any, key: str) -> int:
    return min(max(int(attribute(cell, key) or 1), 1), _WIDEST)
