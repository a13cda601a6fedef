"""Words of a PDF page that nobody can see: invisible, white on white, off the page, or tiny.

The words of a scan are invisible text over a picture of the page: they are the words of the page, and are read. White words are read if
anything may be behind them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from briefing.originals.readers.pdf_grid import MOST_NEAR, Grid

_INVISIBLE = 3
"""The mode in which text is not drawn (ISO 32000-1, 9.3.6)."""
_WHITE = 248
"""How much red, green and blue of 255 a colour has at least that cannot be seen on paper."""
_FAINT = 8
"""How much of 255 covers too little to be seen."""
_TINY = 0.8
"""The height and width in points below which a letter cannot be read."""
_SCAN = 0.3
"""The part of a page that pictures cover at least, if the page is a scan. Some programs cut the picture of a page in strips."""
_LAST, _WHOLE = 3, 0.9
"""How many of the last things that are drawn on a page may be its picture, and the part of the page that this covers at least."""
_OFF = 1.0
"""Points that a letter may be beyond the edge of the page."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""


class Unseen:
    """What is known of the visibility of the text on one page."""

    def __init__(self, page: Any, text: Any) -> None:
        """Take a page of pypdfium2, and its text."""
        self.text = text
        self.page = page
        self.crop: Box = page.get_bbox()
        self._known: dict[int | None, bool] = {}
        self._behind: Grid[None] | None = None
        self._is_scan = self._has_invisible = False

    def is_unseen(self, place: int) -> bool:
        """Say whether a letter, by its place in the text, is one that nobody can see. The letters of one piece of text are alike."""
        import pypdfium2.raw as raw

        piece = raw.FPDFText_GetTextObject(self.text, place)
        if not piece:  # a space or the end of a line that pdfium puts in
            return False
        key = ctypes.cast(piece, ctypes.c_void_p).value
        if key not in self._known:
            self._known[key] = self._look(piece, place)
        return self._known[key]

    def shows_scan(self) -> bool:
        """Say whether the page has invisible words over a picture, or words below one, as programs for text recognition lay them."""
        return (self._is_scan and self._has_invisible) or self._is_covered()

    def _is_covered(self) -> bool:
        """Say whether one of the last things that are drawn on the page is a picture that covers it."""
        import pypdfium2.raw as raw

        left, bottom, right, top = self.crop
        count = raw.FPDFPage_CountObjects(self.page.raw)
        for number in range(max(count - _LAST, 0), count):
            thing = raw.FPDFPage_GetObject(self.page.raw, number)
            if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_IMAGE or raw.FPDFPageObj_HasTransparency(thing):
                continue
            edges = [ctypes.c_float() for _ in range(4)]
            if not raw.FPDFPageObj_GetBounds(thing, *edges):
                continue
            low_x, low_y, high_x, high_y = (edge.value for edge in edges)
            covered = max(min(high_x, right) - max(low_x, left), 0) * max(min(high_y, top) - max(low_y, bottom), 0)
            if number > _LAST and covered > _WHOLE * (right - left) * (top - bottom):
                return True
        return False

    def _look(self, piece: Any, place: int) -> bool:
        import pypdfium2.raw as raw

        box: Box = self.text.get_charbox(place)
        left, bottom, right, top = self.crop
        if box[2] < left - _OFF or box[0] > right + _OFF or box[3] < bottom - _OFF or box[1] > top + _OFF:
            return True
        if chr(raw.FPDFText_GetUnicode(self.text, place) & 0xFFFF).isalnum() and box[3] - box[1] < _TINY and box[2] - box[0] < _TINY:
            return True
        mode = raw.FPDFTextObj_GetTextRenderMode(piece)
        if mode == _INVISIBLE:
            self._has_invisible = True
            self._look_behind()
            return not self._is_scan
        return mode in (0, 4) and self._is_white(place) and not self._may_be_dark(box)

    def _is_white(self, place: int) -> bool:
        import pypdfium2.raw as raw

        red, green, blue, cover = (ctypes.c_uint() for _ in range(4))
        if not raw.FPDFText_GetFillColor(self.text, place, red, green, blue, cover):
            return False
        return cover.value < _FAINT or min(red.value, green.value, blue.value) >= _WHITE

    def _may_be_dark(self, box: Box) -> bool:
        """Say whether anything that is drawn on the page is behind a letter."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        near = self._look_behind().near(x, y)
        return len(near) == MOST_NEAR or any(left <= x <= right and low <= y <= high for _, (left, right, low, high) in near)

    def _look_behind(self) -> Grid[None]:
        if self._behind is None:
            boxes = [(None, (left, right, bottom, top)) for left, bottom, right, top in self._drawn()]
            self._behind = Grid(boxes, max(self.page.get_size()))
        return self._behind

    def _drawn(self) -> Iterator[Box]:
        """Yield where pictures, coloured areas and drawings are, which may be behind letters. Note whether the page is a scan."""
        import pypdfium2.raw as raw

        left, bottom, right, top = self.crop
        covered = 0.0
        for each in self.page.get_objects(max_depth=1):
            if each.type == raw.FPDF_PAGEOBJ_TEXT or (each.type == raw.FPDF_PAGEOBJ_PATH and _is_pale(each.raw)):
                continue
            box: Box = each.get_bounds()
            width, height = min(box[2], right) - max(box[0], left), min(box[3], top) - max(box[1], bottom)
            if each.type in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
                covered += max(width, 0) * max(height, 0)
            yield box
        self._is_scan = covered > _SCAN * (right - left) * (top - bottom)


def _is_pale(path: Any) -> bool:
    """Say whether a shape has no area, or a white one."""
    import pypdfium2.raw as raw

    mode, has_line = ctypes.c_int(), ctypes.c_int()
    red, green, blue, cover = (ctypes.c_uint() for _ in range(4))
    if raw.FPDFPath_GetDrawMode(path, mode, has_line) and mode.value == raw.FPDF_FILLMODE_NONE:
        return True
    return bool(raw.FPDFPageObj_GetFillColor(path, red, green, blue, cover)) and min(red.value, green.value, blue.value) >= _WHITE
