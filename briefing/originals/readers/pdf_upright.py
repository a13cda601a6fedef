"""Chinese and Japanese text that runs from top to bottom, in lines from right to left.

Its signs are upright, so nothing but their places says which way they run. Lines from top to bottom are read like those of a page that is
turned by a quarter: what follows each other downwards is a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.originals.readers.east_asian import WIDE
from briefing.originals.readers.pdf_letters import Letters, Piece

_SIGN = re.compile(f"[{WIDE}…—―‥–\u2500\u2502|]")
"""Signs of Chinese and Japanese, and of their punctuation."""
_TURN = 3
"""The quarters of a turn by which lines from top to bottom are turned."""
_STEP = 2.6
"""How far the sign below is at most, as a share of the size."""
_SAME = 0.3
"""How far signs of one line are beside each other at most, as a share of the size."""
_ROW = 12
"""How far apart signs are that are in one line from left to right, such as the name of a newspaper, as a share of the size."""
_LEAST = 20
"""Signs that follow each other downwards on a page at least."""
_MOST = 0.5
"""The part of the signs of a page from which it runs from top to bottom."""


def turn_upright(page: Letters) -> None:
    """Take the lines that run from top to bottom out of the text of a page, and keep them as lines that are turned."""
    pieces = page.turned.get(0, [])
    signs = sum(_SIGN.match(piece.text) is not None for piece in pieces)
    if signs < _LEAST:
        return
    runs = _runs(pieces)
    if sum(len(run) for run in runs) < max(_MOST * signs, _LEAST):
        return
    moved = {id(piece) for run in runs for piece in run}
    page.turned[0] = [piece for piece in pieces if id(piece) not in moved]
    for run in runs:
        for piece in run:
            size = piece.size
            piece.left, piece.right, piece.base = -(piece.base + 0.85 * size), -(piece.base - 0.1 * size), piece.left + 0.25 * size
            piece.spaced, piece.upright = False, True
    page.upright = True
    page.turned.setdefault(_TURN, []).extend(piece for run in runs for piece in run)
    if not page.turned[0]:
        del page.turned[0]


def _runs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the pieces that follow each other downwards in the file, two at least. A sign that stands alone is one, too."""
    runs: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.order):
        if len(piece.text) > 2 or not (_SIGN.match(piece.text) or piece.text.isalnum()):
            continue
        if runs and _follows(runs[-1][-1], piece):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    long = [run for run in runs if len(run) > 1]
    rest = [run[0] for run in runs if len(run) == 1 and _SIGN.match(run[0].text)]
    alone = [piece for piece in rest if not any(other is not piece and _is_beside(piece, other) for other in rest)]
    return [*long, *([piece] for piece in alone)]


def _is_beside(piece: Piece, other: Piece) -> bool:
    """Say whether two signs are next to each other in a line from left to right."""
    return abs(piece.base - other.base) < _SAME * piece.size and abs(_middle(piece) - _middle(other)) < _ROW * piece.size


def _follows(before: Piece, piece: Piece) -> bool:
    size = max(before.size, piece.size)
    return abs(_middle(before) - _middle(piece)) < _SAME * size and 0.3 * size < before.base - piece.base < _STEP * size


def _middle(piece: Piece) -> float:
    return (piece.left + piece.right) / 2
