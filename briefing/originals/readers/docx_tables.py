"""The cells of Word tables that others cover: a cell that is merged with the one above it is not shown (ISO/IEC 29500-1, 17.4.84)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefing.originals.readers.docx_elements import kind
from briefing.originals.readers.docx_styles import attribute, mark_in

_AROUND = ("w:sdt", "w:sdtContent", "w:customXml", "w:ins")
"""What may be around rows and cells."""


def covered_cells(table: Any) -> set[Any]:
    """Return the cells of a table, but not of the tables in it, whose words nobody can see."""
    found: set[Any] = set()
    merged: set[int] = set()
    for row in _parts(table, "w:tr"):
        column = _number(mark_in(mark_in(row, "trPr"), "gridBefore"), 0)
        here: set[int] = set()
        for cell in _parts(row, "w:tc"):
            properties = mark_in(cell, "tcPr")
            merge = mark_in(properties, "vMerge")
            if merge is not None:
                here.add(column)
                if attribute(merge, "val") != "restart" and column in merged:
                    found.add(cell)
            column += _number(mark_in(properties, "gridSpan"), 1)
        merged = here
    return found


def _parts(element: Any, name: str) -> Iterator[Any]:
    for child in element:
        if kind(child) == name:
            yield child
        elif kind(child) in _AROUND:
            yield from _parts(child, name)


def _number(mark: Any, usual: int) -> int:
    said = attribute(mark, "val")
    return int(said) if said.isdecimal() else usual
