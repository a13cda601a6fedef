"""The words of a page of a PDF by their looks, where a page is drawn letter by letter.

Between the letters that a reader sees, others may be drawn that nobody sees: in white, in the invisible mode, very small, off the page.
They have another look.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

_FEWEST = 40
"""Pieces of a page that is drawn letter by letter."""
_SHORT = 4
"""Letters that its pieces have on the average at most."""
_DEEP = 12
"""Drawings in drawings in drawings."""
_LETTERS = 12
"""Letters of what is yielded."""


def by_looks(page: Any, textpage: Any, text: str) -> Iterator[str]:
    """Yield the words of each look of a page that is drawn in short pieces.

    Args:
        page: A page, as pypdfium2 has it.
        textpage: The same, ready for reading.
        text: Its words.
    """
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    count = raw.FPDFPage_CountObjects(page)
    if count < _FEWEST or len(text) > _SHORT * count:
        return
    found: dict[object, list[str]] = {}
    for each in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT], max_depth=_DEEP):
        found.setdefault(_look(each, page, raw), []).append(_said(each, textpage, raw))
    if len(found) > 1:
        yield from (words for words in map("".join, found.values()) if len(words) >= _LETTERS)


def _look(piece: Any, page: Any, raw: Any) -> object:
    colour = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(piece, *colour)
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(piece, size)
    left, bottom, right, top = piece.get_bounds()
    is_outside = right < 0 or top < 0 or left > page.get_width() or bottom > page.get_height()
    clips = raw.FPDFClipPath_CountPaths(raw.FPDFPageObj_GetClipPath(piece))
    return (*(each.value for each in colour), round(size.value, 1), raw.FPDFTextObj_GetTextRenderMode(piece), is_outside, clips)


def _said(piece: Any, textpage: Any, raw: Any) -> str:
    length = raw.FPDFTextObj_GetText(piece, textpage, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFTextObj_GetText(piece, textpage, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[:length].decode("utf-16-le", "replace").rstrip("\0")
