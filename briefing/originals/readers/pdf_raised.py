"""Raised and lowered letters of a PDF: they belong to the line beside them."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence

from briefing.originals.readers.pdf_letters import Piece

BETWEEN = 0.7
"""The gap that divides a line in two, as a share of the size. It may be the space between two columns, or between two cells."""
_SMALLER = 0.88
"""Letters that are raised or lowered are smaller than this share of the letters beside them."""
_NEAR, _FAR = 0.45, 1.6
"""How far raised and lowered letters may be from the line that they belong to, and how far the mark of a note, as a share of the size."""
_LABEL = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[*∗†‡§¶])[\])]?[.]?")


def base_of(row: Sequence[Piece]) -> float:
    """Return the height of the base line of a row."""
    plain = [piece for piece in row if not piece.level] or row
    return statistics.median(piece.base for piece in plain)


def with_raised(rows: list[list[Piece]]) -> list[list[Piece]]:
    """Move raised and lowered letters into the lines beside them."""
    sizes = [max(piece.size for piece in row) for row in rows]
    order = sorted(range(len(rows)), key=lambda number: -rows[number][0].base)
    gone: set[int] = set()
    for place, number in enumerate(order):
        small = rows[number]
        if sum(len(piece.text) for piece in small) > 24:
            continue
        near = [other for other in order[max(place - 14, 0) : place + 15] if other != number and other not in gone]
        sunk = next((rows[other] for other in near if _is_sunk(small, rows[other])), None)
        if sunk is not None:
            sunk += small
            sunk.sort(key=lambda piece: piece.left)
            gone.add(number)
            continue
        host = _host(small, [(rows[other], sizes[other]) for other in near])
        if host is not None:
            for piece in small:
                piece.level = 1 if piece.base > base_of(host) else -1
            host += small
            host.sort(key=lambda piece: piece.left)
            gone.add(number)
    return _rejoined([row for number, row in enumerate(rows) if number not in gone])


def _is_sunk(small: Sequence[Piece], row: Sequence[Piece]) -> bool:
    """Say whether a letter stands a little lower between two letters of its word, as the E of TeX does."""
    letter = small[0]
    if (
        len(small) > 1
        or len(letter.text) > 1
        or not letter.text.isalpha()
        or not 0.1 * letter.size < base_of(row) - letter.base < 0.3 * letter.size
    ):
        return False
    before = any(
        abs(piece.size - letter.size) < 0.1 and -0.35 * letter.size < letter.left - piece.right < 0.05 * letter.size for piece in row
    )
    return before and any(
        abs(piece.size - letter.size) < 0.1 and -0.35 * letter.size < piece.left - letter.right < 0.05 * letter.size for piece in row
    )


def _host(small: list[Piece], others: Sequence[tuple[list[Piece], float]]) -> list[Piece] | None:
    """Return the line that some raised or lowered letters belong to."""
    left, right, base, size = small[0].left, max(piece.right for piece in small), small[0].base, max(piece.size for piece in small)
    best: list[Piece] | None = None
    least = _FAR if _LABEL.fullmatch("".join(piece.text for piece in small)) else _NEAR
    for row, large in others:
        step = base - base_of(row)
        if not any(letter.isalnum() for piece in row for letter in piece.text):  # a large bracket
            continue
        if size > _SMALLER * large or not 0.08 * large < abs(step) or not -0.36 * large < step < 0.72 * large:
            continue
        for piece in row:
            if piece.level:
                continue
            gap = max(left - piece.right, piece.left - right) / large
            is_before = step > 0 and piece is row[0] and right <= piece.left  # as the mark of a note is
            if -0.35 < gap < (least if is_before else min(least, _NEAR)) and piece.size > size / _SMALLER:
                best, least = row, gap
    return best


def _rejoined(rows: list[list[Piece]]) -> list[list[Piece]]:
    """Join the parts of a line that a raised letter between them had divided."""
    rows.sort(key=lambda row: (-round(base_of(row), 1), row[0].left))
    found: list[list[Piece]] = []
    for row in rows:
        before = found[-1] if found else None
        if before and abs(base_of(before) - base_of(row)) < 0.5 and (before[-1].level or row[0].level):
            size = max(before[-1].size, row[0].size)
            if -0.5 * size < row[0].left - before[-1].right < BETWEEN * size:
                before += row
                continue
        found.append(row)
    return found
