"""What readers marked in a PDF with the viewer of Chrome, Chromium or Edge.

It saves no annotations: it draws filled paths on the page, each in marked content that is named `GOOG:INKIsInker`. A highlighter is
transparent, and has a box for each line of the words that were chosen with it; a pen is not transparent.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from briefing.dataclass import dataclass
from briefing.exchange.highlights.pdf_places import Box
from briefing.originals.readers import pdf_object_marks

_NAME = "GOOG:INKIsInker"
_MOST = 50_000
"""Objects of a page that are looked at."""
_PAGES = 2_000
"""Pages that are looked at, as many as a copy may have."""
_MOST_POINTS = 10_000
"""Points of a path that are looked at."""
_FULL = 0.7
"""The share of its box that a stroke over words fills at least; a loop or a zigzag fills less."""
_OPAQUE = 255


@dataclass(frozen=True, slots=True)
class Stroke:
    """A path that a reader drew."""

    page: int
    box: Box
    colour: tuple[int, int, int]
    is_over_words: bool
    """Whether it is a highlighter's, and straight. Else it may mean anything."""


def strokes(data: bytes) -> list[Stroke]:
    """Return the paths that readers drew in a PDF, in the order of the file. A PDF that cannot be opened has none."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return []
    try:
        return [each for number in range(min(len(document), _PAGES)) for each in _on_page(document, number)]
    finally:
        document.close()


def _on_page(document: Any, number: int) -> Iterator[Stroke]:
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    try:
        page = document[number]
    except pdfium.PdfiumError:
        return
    for place in range(min(raw.FPDFPage_CountObjects(page.raw), _MOST)):
        drawn = raw.FPDFPage_GetObject(page.raw, place)
        if raw.FPDFPageObj_GetType(drawn) == raw.FPDF_PAGEOBJ_PATH and _NAME in pdf_object_marks.names(drawn):
            yield _stroke(drawn, number + 1)
    page.close()


def _stroke(drawn: Any, page: int) -> Stroke:
    import pypdfium2.raw as raw

    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(drawn, *edges)
    left, bottom, right, top = (each.value for each in edges)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(drawn, red, green, blue, alpha)
    is_full = _area(drawn) >= _FULL * (right - left) * (top - bottom)
    return Stroke(page, Box(left, bottom, right, top), (red.value, green.value, blue.value), alpha.value < _OPAQUE and is_full)


def _area(drawn: Any) -> float:
    """Return the area that a path encloses."""
    import pypdfium2.raw as raw

    points = []
    for number in range(min(raw.FPDFPath_CountSegments(drawn), _MOST_POINTS)):
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(drawn, number), x, y)
        points.append((x.value, y.value))
    around = zip(points, [*points[1:], *points[:1]], strict=True)
    return abs(sum(x * below - right * y for (x, y), (right, below) in around)) / 2
