"""Strips of white space on a PDF page: whether one is between two columns of text, or between the cells of a table."""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Sequence

from briefing.dataclass import dataclass
from briefing.originals.readers.east_asian import WIDE
from briefing.originals.readers.pdf_letters import Piece
from briefing.originals.readers.pdf_lines import Line

_NARROWEST = 0.8
"""The width of the space between columns at least, as a share of the size of the letters."""
_PROSE = 14
"""Letters in a line of prose at least."""
_FEW = 5
"""Letters in a line of a column at least, on average."""
_NUMBERS = 0.7
"""The part of the lines of one side from which these are numbers."""
_NUMBER = re.compile(r"[\W_]*(?:[\d.,]+|[ivxlc]+)[\W_]*", re.IGNORECASE)
_STOPPED = re.compile(r"[,.;:!?—–…][”“’\"')\]]*(?:\s[—–])?\Z")
_WIDE = re.compile(f"[{WIDE}]")
_CROSSING = 3
"""Level rules that cross the space between the cells of a table at least."""
_FILLED = 0.62
"""The part of the width of a column that most lines of prose fill."""
Strip = tuple[float, float]
"""The left and the right side of the space between two columns, in points."""
Rule = tuple[float, float, float]
"""A level rule: its height, and its left and right side."""


@dataclass(slots=True)
class Cut:
    """A strip of white space, and the lines that it parts."""

    strip: Strip
    high: float
    low: float
    left: list[Line]
    right: list[Line]

    @property
    def height(self) -> float:
        """The height of the strip."""
        return self.high - self.low


def is_ruled(cut: Cut, rules: Sequence[Rule]) -> bool:
    """Say whether rules between the lines of both sides cross a strip, as in a table."""
    left, right = cut.strip
    crossing = sum(left_end < left and right < right_end and cut.low < y < cut.high for y, left_end, right_end in rules)
    return crossing >= _CROSSING and crossing > 0.25 * min(len(_rows(cut.left)), len(_rows(cut.right)))


def is_between_columns(cut: Cut, known: Sequence[Strip]) -> bool:
    """Say whether a strip parts two columns of text, and not the cells of a table, or the numbers of a list and its items."""
    size = statistics.median(line.size for line in (*cut.left, *cut.right))
    width = cut.strip[1] - cut.strip[0]
    if width < _NARROWEST * size:
        return False
    is_known = any(low - 4 <= cut.strip[1] and cut.strip[0] <= high + 4 for low, high in known)
    left, right = _rows(cut.left), _rows(cut.right)
    least = 1 if is_known else 3 if width > 1.2 * size else 5
    if min(len(left), len(right)) >= least and all(line.pieces[0].upright for line in (*cut.left, *cut.right)):
        return True  # tables of lines from top to bottom are rare
    if min(len(left), len(right)) < least or (len(left) + len(right) < 4 and not is_known):
        return False
    prose = (_is_prose(cut.left), _is_prose(cut.right))
    fewer, more = sorted((left, right), key=len)
    if _letters(cut.left) < _FEW or any(map(are_numbers, (cut.left, cut.right))):  # of a list, of pages in the contents, of a table
        return False
    aligned = sum(any(abs(base - other) < 0.12 * size + 0.3 for other in more) for base in fewer) / len(fewer)
    if all(prose):
        return True
    if any(_is_prose(side) and _reads_on(side) for side in (cut.left, cut.right)) and len(fewer) > 0.5 * len(more):
        return True
    if is_known:
        return aligned < 0.9 or any(prose)
    if aligned > 0.6:
        return False
    return any(prose) or min(len(left), len(right)) > 5


def _letters(lines: Sequence[Line]) -> float:
    """Return how many letters a line has, on average."""
    return sum(len(piece.text) for line in lines for piece in line.pieces) / len(lines)


def are_numbers(lines: Sequence[Line]) -> bool:
    """Say whether most lines are numbers."""
    return sum(_NUMBER.fullmatch(line.text) is not None for line in lines) > _NUMBERS * len(lines)


def _reads_on(lines: Sequence[Line]) -> bool:
    """Say whether sentences go on from line to line, as they do not from one cell of a table to the next."""
    texts = [line.text for line in sorted(lines, key=lambda line: -line.base)]
    on = sum(before[-1:].isalnum() and after[:1].islower() for before, after in itertools.pairwise(texts))
    return len(texts) > 3 and on > 0.3 * len(texts)


def has_sentences(lines: Sequence[Line]) -> bool:
    """Say whether lines are prose or verse: sentences go on from one to the next, or most of them end with a stop or a comma."""
    stops = sum(_STOPPED.search(line.text) is not None for line in lines)
    return _reads_on(lines) or (len(lines) > 3 and stops > 0.6 * len(lines))


def _rows(lines: Sequence[Line]) -> list[float]:
    """Return the base lines of some lines, each once."""
    found: list[float] = []
    for base in sorted(line.base for line in lines):
        if not found or base - found[-1] > 3:
            found.append(base)
    return found


def _is_prose(lines: Sequence[Line]) -> bool:
    """Say whether most lines are as wide as their column."""
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    rows = _joined_widths(lines)
    filled = sum(width > _FILLED * (right - left) for width in rows)
    letters = sum(sum(map(_width, line.pieces)) for line in lines) / len(rows)
    return filled >= 0.5 * len(rows) and letters >= _PROSE


def _width(piece: Piece) -> int:
    """Return how many letters a piece has. A sign of Chinese or Japanese counts as two."""
    return len(piece.text) if piece.text.isascii() else len(piece.text) + len(_WIDE.findall(piece.text))


def _joined_widths(lines: Sequence[Line]) -> list[float]:
    spans: list[tuple[float, float, float]] = []
    for line in sorted(lines, key=lambda line: -line.base):
        if spans and abs(spans[-1][0] - line.base) < 1:
            base, left, right = spans[-1]
            spans[-1] = (base, min(left, line.left), max(right, line.right))
        else:
            spans.append((line.base, line.left, line.right))
    return [right - left for _, left, right in spans]
