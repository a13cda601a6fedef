"""What is drawn over the words of a PDF page: words below it are hidden, and words that are blacked out are shown by a sign.

A box over words may be drawn for the eye alone: the words below it are still in the file. A copy must not have them. Where words are
blacked out within a line, the line is one all the same, so each black box is read as the sign █. A picture of the page decides what can
be seen. It is only made for pages that have such boxes.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

from briefing.originals.readers.pdf_grid import Grid
from briefing.originals.readers.pdf_letters import Letters, Piece
from briefing.originals.readers.pdf_lines import rows
from briefing.originals.readers.pdf_shapes import DARK, LAST, MOST, Box, Shape, turned

SIGN = "█"
"""What a copy has where words are blacked out."""
_DOTS, _WIDEST = 2.0, 3_000
"""Dots of the picture to a point, and dots that a side of it has at most."""
_NEAR, _CLOSE = 1.2, 2.2
"""How far a black box is from words of its line at most, and from the lines above and below, as a share of the size."""
_LOOKS = 8
"""Boxes over a word whose colours are looked at, the topmost first."""
_LETTER, _STRIPE = 0.4, 0.09
"""How wide and how high the part of a word is at least that a box covers, as a share of the size, if the word is half covered."""
_CROWDED = 2_000_000
"""Words times black boxes of a page from which they are not compared, and the page is doubtful."""
_LAYERS = 1_000
"""How many times the boxes cover the page from which it is not drawn, as drawing it takes too long, and the page is doubtful."""
_LINE = 15
"""Letters of a line within which a black box is one of blacked-out words, and not part of a drawing."""


def black_out(page: Any, found: Letters, shapes: Sequence[Shape]) -> None:
    """Take the words that are covered out of the letters of a page of pypdfium2, and put signs where words are blacked out."""
    if not shapes or not found.count:
        return
    width, height = page.get_size()
    if sum((shape.right - shape.left) * (shape.top - shape.bottom) for shape in shapes) > _LAYERS * max(width * height, 1.0):
        found.crowded = True
        return
    picture = _Picture(page)
    orders = _Orders(page)
    try:
        for turn in [turn for turn in found.turned if turn < 4]:
            boxes = [(shape, turned(shape, turn)) for shape in shapes]
            grid = Grid(boxes, max(width, height))
            seen: list[Piece] = []
            for piece in found.turned[turn]:
                near = grid.near((piece.left + piece.right) / 2, piece.base + 0.3 * piece.size)
                below = [(shape.order, part) for shape, box in near if (part := _below(box, piece)) is not None]
                if below and _is_covered([part for order, part in below if order > orders.of(piece)], picture, turn):
                    found.unseen += [piece.text, " "]
                    found.count -= len(piece.text)
                    continue
                ends = [each for x in (piece.left, piece.right) for each in grid.near(x, piece.base + 0.3 * piece.size)]
                partly = [(shape.order, part) for shape, box in ends if (part := _overlap(box, piece)) is not None]
                if partly and _is_covered([part for order, part in partly if order > orders.of(piece)], picture, turn):
                    piece.half = True
                seen.append(piece)
            dark = [box for shape, box in boxes if shape.dark]
            if len(dark) * len(seen) > _CROWDED:
                found.crowded = True
                dark = []
            found.turned[turn] = _signed(seen, [box for box in dark if _is_black(picture.colour(_inside(box), turn))])
    finally:
        orders.close()


def _is_covered(parts: Sequence[Box], picture: _Picture, turn: int) -> bool:
    """Say whether nothing but the colour of a box is seen where a word is."""
    return any(picture.colour(part, turn) is not None for part in list(dict.fromkeys(parts))[:_LOOKS])


# ── what can be seen ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Orders:
    """When the words of a page are drawn."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.text: Any = None
        self.places: dict[int | None, int] = {}

    def of(self, piece: Piece) -> int:
        """Return the place of a piece among the things that are drawn."""
        import pypdfium2.raw as raw

        if self.text is None:
            self.text = self.page.get_textpage()
            for number in range(min(raw.FPDFPage_CountObjects(self.page.raw), MOST)):
                thing = raw.FPDFPage_GetObject(self.page.raw, number)
                for each in _with_inner(raw, thing):
                    self.places[ctypes.cast(each, ctypes.c_void_p).value] = number
        thing = raw.FPDFText_GetTextObject(self.text.raw, piece.order)
        return self.places.get(ctypes.cast(thing, ctypes.c_void_p).value, LAST)

    def close(self) -> None:
        """Give the memory back."""
        if self.text is not None:
            self.text.close()


def _with_inner(raw: Any, thing: Any) -> Iterator[Any]:
    yield thing
    if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_FORM:
        for number in range(min(raw.FPDFFormObj_CountObjects(thing), MOST)):
            yield raw.FPDFFormObj_GetObject(thing, number)


class _Picture:
    """A page as it is seen."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.dots: Any = None

    def colour(self, box: Box, turn: int) -> bytes | None:
        """Return the colour of a part of the page if all of it has one colour."""
        import pypdfium2.raw as raw

        if self.dots is None:
            scale = min(_DOTS, _WIDEST / max(*self.page.get_size(), 1.0))
            self.dots = self.page.render(scale=scale, draw_annots=True)
            self.bytes = bytes(self.dots.buffer)
        corners = []
        for x, y in _corners(box, turn):
            across, down = ctypes.c_int(), ctypes.c_int()
            raw.FPDF_PageToDevice(self.page.raw, 0, 0, self.dots.width, self.dots.height, 0, x, y, across, down)
            corners.append((across.value, down.value))
        (left, right), (top, bottom) = (sorted(side) for side in zip(*corners, strict=True))
        left, top, right, bottom = max(left, 0), max(top, 0), min(right, self.dots.width - 1), min(bottom, self.dots.height - 1)
        if right <= left or bottom <= top:
            return None
        wide = self.dots.n_channels
        start = top * self.dots.stride + left * wide
        first = self.bytes[start : start + wide]
        row = first * (right - left)
        starts = (down * self.dots.stride + left * wide for down in range(top, bottom))
        return first[:3] if all(self.bytes.startswith(row, start) for start in starts) else None


# ── places ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _corners(box: Box, turn: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return two corners on the page of a box that is turned as text is."""
    left, right, low, high = box
    return (
        ((left, low), (right, high)),
        ((-low, left), (-high, right)),
        ((-left, -low), (-right, -high)),
        ((low, -left), (high, -right)),
    )[turn]


def _inside(box: Box) -> Box:
    left, right, low, high = box
    return left + 1, right - 1, low + 1, high - 1


def _below(box: Box, piece: Piece) -> Box | None:
    """Return the part of a piece that is below a box; nothing if more than half of it can be seen."""
    left, right, low, high = box
    under, over = piece.base - 0.1 * piece.size, piece.base + 0.6 * piece.size
    edge = 0.15 * piece.size
    if not left < (piece.left + piece.right) / 2 < right or low > piece.base + edge or high < piece.base + 0.45 * piece.size:
        return None
    return max(piece.left, left + 0.5), min(piece.right, right - 0.5), max(under, low + 0.5), min(over, high - 0.5)


def _overlap(box: Box, piece: Piece) -> Box | None:
    """Return the part of a word that is below a box, if it is as wide as a letter; letters without a stem have no such part."""
    left, right = max(piece.left, box[0] + 0.5), min(piece.right, box[1] - 0.5)
    low, high = max(piece.base, box[2] + 0.5), min(piece.base + 0.45 * piece.size, box[3] - 0.5)
    if right - left < _LETTER * piece.size or high - low < _STRIPE * piece.size or not any(map(str.isalnum, piece.text)):
        return None
    return left, right, low, high


def _is_black(colour: bytes | None) -> bool:
    return colour is not None and max(colour) <= DARK


# ── signs ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _signed(pieces: list[Piece], black: Sequence[Box]) -> list[Piece]:
    """Return pieces with a sign for each black box that is within a text."""
    if not black or not pieces:
        return pieces
    every = rows(pieces)
    signs: list[Piece] = []
    for box in black:
        beside = [row for row in every if _touches(row, box)]
        signs += [sign for row in beside if (sign := _in_row(row, box, every)) is not None]
        if not beside:
            signs += _alone(box, every)
    return [*pieces, *signs]


def _touches(row: Sequence[Piece], box: Box) -> bool:
    """Say whether a box is as high as some part of the letters of a line."""
    base, size = row[0].base, row[0].size
    return box[2] < base + 0.68 * size and base - 0.1 * size < box[3]


def _in_row(row: list[Piece], box: Box, every: Sequence[list[Piece]]) -> Piece | None:
    """Return the sign of a black box beside words of its line. The word behind it is apart from it."""
    left, right, _, _ = box
    size = max(piece.size for piece in row)
    before, behind = None, None
    for piece in sorted(row, key=lambda piece: piece.left):
        if left < (piece.left + piece.right) / 2 < right:
            return None
        if piece.left < left:
            before = piece
        else:
            behind = behind or piece
    is_after = before is not None and left - before.right < _NEAR * size
    is_before = behind is not None and behind.left - right < _NEAR * size
    is_between = is_after and is_before and sum(len(piece.text) for piece in row) >= _LINE
    if not is_between and not ((is_after or is_before) and _is_in_text(box, row[0].base, size, every)):
        return None
    if behind is not None:
        behind.spaced = True
    start, end = max(left, before.right if before else left), min(right, behind.left if behind else right)
    return _sign(start, end, row[0].base, size, row[0].order)


def _is_in_text(box: Box, base: float, size: float, every: Sequence[list[Piece]]) -> bool:
    """Say whether a line of the text is above or below a black box."""
    return any(0.5 * size < abs(row[0].base - base) < _CLOSE * size and _spans(row, box) for row in every)


def _alone(box: Box, every: Sequence[list[Piece]]) -> list[Piece]:
    """Return the sign of a black box that takes whole lines, if it is between two lines of the text."""
    left, right, low, high = box
    above = [row for row in every if row[0].base > high - 1 and row[0].base - high < _CLOSE * row[0].size and _spans(row, box)]
    below = [row for row in every if row[0].base < low and low - row[0].base < _CLOSE * row[0].size and _spans(row, box)]
    if not above or not below:
        return []
    size = above[-1][0].size
    return [_sign(left, right, (low + high) / 2 - 0.3 * size, size, above[-1][-1].order)]


def _spans(row: Sequence[Piece], box: Box) -> bool:
    """Say whether a line is a line of text, and covers most of the width of a box."""
    left, right = max(min(piece.left for piece in row), box[0]), min(max(piece.right for piece in row), box[1])
    return right - left > 0.6 * (box[1] - box[0]) and sum(len(piece.text) for piece in row) >= _LINE


def _sign(left: float, right: float, base: float, size: float, order: int) -> Piece:
    return Piece(SIGN, left, right, base, size, spaced=True, order=order)
