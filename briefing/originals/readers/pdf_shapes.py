"""What is drawn on a PDF page besides words: the rules of tables, and boxes that may cover words."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import field
from typing import Any

from briefing.dataclass import dataclass

DARK = 60
"""How much red, green and blue of 255 the colour of a black box has at most."""
MOST = 50_000
"""Things on a page that are looked at."""
_RULES, _POINTS = 6_000, 1_000
"""Rules of a page that are kept, and points of a drawing that are looked at."""
_LEAST, _LARGEST = 4.0, 0.5
"""The sides of a box in points at least, and the part of the page that it covers at most: a larger one is the ground of the page."""
_THIN, _LONG = 3.0, 8.0
"""How thick a rule is at most, and how long at least, in points."""
_WHITE = 248
"""How much red, green and blue of 255 a colour has at least that cannot be seen on paper."""
LAST = 1 << 30
"""The place of annotations among the things that are drawn: they come last."""

Box = tuple[float, float, float, float]
"""Left, right, lower and upper edge in points, turned as the text is."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A box on a page."""

    order: int
    """Its place among the things that are drawn."""
    left: float
    bottom: float
    right: float
    top: float
    dark: bool = False


@dataclass(slots=True)
class Shapes:
    """The boxes and the rules of a page."""

    boxes: list[Shape] = field(default_factory=list)
    """Opaque ones: black ones, and those of any colour that are drawn after words."""
    rules: list[Shape] = field(default_factory=list)
    """Upright and level lines, and the edges of boxes."""


def shapes(page: Any) -> Shapes:
    """Return what is drawn on a page of pypdfium2."""
    found = Shapes()
    left, bottom, right, top = page.get_bbox()
    most = _LARGEST * (right - left) * (top - bottom)
    is_after = False
    import pypdfium2.raw as raw

    for number in range(min(raw.FPDFPage_CountObjects(page.raw), MOST)):
        thing = raw.FPDFPage_GetObject(page.raw, number)
        kind = raw.FPDFPageObj_GetType(thing)
        is_after |= kind in (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            shape = _bounds(raw, thing, number, dark=True)
            if shape and _is_box(shape, most / 10) and not raw.FPDFPageObj_HasTransparency(thing):
                found.boxes.append(shape)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _add_path(raw, thing, number, found, most=most, is_after=is_after)
    found.boxes += (shape for shape in _annotations(raw, page) if _is_box(shape, most))
    return found


def turned(shape: Shape, turn: int) -> Box:
    """Return the place of a shape, turned as text that is turned by so many quarters."""
    left, bottom, right, top = shape.left, shape.bottom, shape.right, shape.top
    return ((left, right, bottom, top), (bottom, top, -right, -left), (-right, -left, -top, -bottom), (-top, -bottom, left, right))[turn]


def _add_path(raw: Any, path: Any, number: int, found: Shapes, *, most: float, is_after: bool) -> None:
    mode, has_line = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, mode, has_line):
        return
    is_filled = mode.value != raw.FPDF_FILLMODE_NONE
    if not is_filled and not has_line.value:
        return
    shape = _bounds(raw, path, number, dark=False)
    if shape is None:
        return
    darkest, lightest = _colour(raw, path) if is_filled else (255, 0)
    if is_filled and (lightest <= DARK or is_after) and _is_box(shape, most) and not raw.FPDFPageObj_HasTransparency(path):
        found.boxes.append(Shape(number, shape.left, shape.bottom, shape.right, shape.top, dark=lightest <= DARK))
    if len(found.rules) < _RULES and (has_line.value or darkest < _WHITE):
        found.rules += _rules(raw, path, shape)


def _bounds(raw: Any, thing: Any, number: int, *, dark: bool) -> Shape | None:
    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(thing, *edges):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    return Shape(number, left, bottom, right, top, dark)


def _colour(raw: Any, path: Any) -> tuple[int, int]:
    """Return how much the darkest and the lightest of red, green and blue have."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(path, *parts):
        return 0, 255
    return min(part.value for part in parts[:3]), max(part.value for part in parts[:3])


def _is_box(shape: Shape, most: float) -> bool:
    width, height = shape.right - shape.left, shape.top - shape.bottom
    return width > _LEAST and height > _LEAST and width * height < most


def _rules(raw: Any, path: Any, shape: Shape) -> Iterator[Shape]:
    """Yield the upright and level lines of a drawing."""
    width, height = shape.right - shape.left, shape.top - shape.bottom
    if min(width, height) < _THIN:
        if max(width, height) > _LONG:
            yield shape
        return
    count = raw.FPDFPath_CountSegments(path)
    if count < 4:
        return
    if count < 7:  # a box
        for x in (shape.left, shape.right):
            yield Shape(shape.order, x, shape.bottom, x, shape.top)
        for y in (shape.bottom, shape.top):
            yield Shape(shape.order, shape.left, y, shape.right, y)
        return
    yield from _segments(raw, path, min(count, _POINTS), shape.order)


def _segments(raw: Any, path: Any, count: int, order: int) -> Iterator[Shape]:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    last: tuple[float, float] | None = None
    for number in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        here = matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f
        if last is not None and raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            wide, high = abs(here[0] - last[0]), abs(here[1] - last[1])
            if min(wide, high) < 0.5 and max(wide, high) > _LONG:
                (left, right), (bottom, top) = sorted((last[0], here[0])), sorted((last[1], here[1]))
                yield Shape(order, left, bottom, right, top)
        last = here


def _annotations(raw: Any, page: Any) -> Iterator[Shape]:
    """Yield the shapes that are laid over a page as annotations."""
    kinds = (raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_POLYGON, raw.FPDF_ANNOT_INK, raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_REDACT)
    for number in range(min(raw.FPDFPage_GetAnnotCount(page.raw), MOST)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, number)
        box = raw.FS_RECTF()
        if annotation and raw.FPDFAnnot_GetSubtype(annotation) in kinds and raw.FPDFAnnot_GetRect(annotation, box):
            yield Shape(LAST, box.left, box.bottom, box.right, box.top, dark=True)
        if annotation:
            raw.FPDFPage_CloseAnnot(annotation)
