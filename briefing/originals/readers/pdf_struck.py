"""Words of a PDF that are struck through: a thin rule runs through the middle of their letters, and is no longer than their line."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from briefing.originals.readers.pdf_letters import Letters
from briefing.originals.readers.pdf_lines import rows
from briefing.originals.readers.pdf_shapes import Shape, turned

_LOW, _HIGH = 0.14, 0.42
"""How far above the base of a line such a rule runs, as a share of the size."""
_LARGEST = 80.0
"""The size of letters up to which lines are looked at, in points."""
_THROUGH = 0.6
"""The part of a word that the rule runs through at least."""


def mark_struck(page: Letters, rules: Sequence[Shape]) -> None:
    """Note the pieces of a page that rules strike through."""
    if not rules:
        return
    for turn in [turn for turn in page.turned if turn < 4]:
        every = sorted(rows(page.turned[turn]), key=lambda row: row[0].base)
        bases = [row[0].base for row in every]
        for rule in rules:
            left, right, low, high = turned(rule, turn)
            middle = (low + high) / 2
            if right - left <= high - low:
                continue
            for row in every[bisect.bisect_left(bases, middle - _HIGH * _LARGEST) : bisect.bisect_right(bases, middle)]:
                size = max(piece.size for piece in row)
                is_through = _LOW * size < middle - row[0].base < _HIGH * size
                start, end = min(piece.left for piece in row), max(piece.right for piece in row)
                if not is_through or left < start - size / 2 or right > end + size / 2:
                    continue
                for piece in row:
                    if min(right, piece.right) - max(left, piece.left) >= _THROUGH * (piece.right - piece.left):
                        piece.struck = True
