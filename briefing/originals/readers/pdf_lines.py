"""The lines of a PDF page, put together from its letters by their places. Raised and lowered letters belong to the line beside them."""

from __future__ import annotations

import itertools
import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field

from briefing.dataclass import dataclass
from briefing.originals.readers import tex_faces
from briefing.originals.readers.east_asian import WIDE
from briefing.originals.readers.pdf_letters import Piece
from briefing.originals.readers.pdf_raised import BETWEEN, base_of, with_raised

_SPACE = 0.15
"""The gap from which two pieces are two words, as a share of the size."""
_SPREAD = 0.6
"""The same for Chinese and Japanese signs, which are often spread without being words of their own."""
_IDEOGRAPH = re.compile("[\u2e80-\u9fff\uf900-\ufaff…]")
_WIDE = re.compile(f"[{WIDE}]")
_CAP = 1.7
"""Letters from this many times the usual size may be a large initial."""
_SAME = 0.12
"""How far two pieces with the same letters are from each other at most if they are one that is drawn twice, as a share of the size."""
_BELOW, _ABOVE = 0.25, 0.75
"""How far letters reach below and above their base line, as a share of their size."""


@dataclass(slots=True, eq=False)
class Line:
    """A line, or the part of a line in one column."""

    page: int
    pieces: list[Piece]
    base: float
    size: float
    left: float = 0.0
    right: float = 0.0
    bold: bool = False
    italic: bool = False
    mono: bool = False
    notes: list[str] = field(default_factory=list)
    """The marks of notes that were taken out of it."""
    initial: str = ""
    """A large initial before it."""
    indented: float = 0.0
    """How far it is moved to the right by a large initial."""
    cells: list[tuple[float, float]] = field(default_factory=list)
    """The left and the right sides of its parts, if there are wide gaps between them."""
    row: bool = False
    """Whether rules make it a row of a table."""
    cell_lines: list[list[Line]] = field(default_factory=list)
    """The lines of each cell of this row, if there are several in one."""
    _text: str | None = None

    def __post_init__(self) -> None:
        self.measure()

    def measure(self) -> None:
        """Take the measures from the pieces again."""
        self._text = None
        plain = [piece for piece in self.pieces if not piece.level] or self.pieces
        self.left = min(piece.left for piece in self.pieces)
        self.right = max(piece.right for piece in self.pieces)
        weights: Counter[float] = Counter()
        for piece in plain:
            weights[round(piece.size, 1)] += len(piece.text)
        self.size = weights.most_common(1)[0][0] or 1.0
        self.bold = all(piece.bold for piece in plain)
        self.italic = all(piece.italic for piece in plain)
        self.mono = all(piece.mono for piece in plain)

    def forget(self) -> None:
        """Spell the text again when it is next asked for."""
        self._text = None

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.base + _ABOVE * self.size

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.base - _BELOW * self.size

    @property
    def width(self) -> float:
        """The width in points."""
        return self.right - self.left

    @property
    def text(self) -> str:
        """The words of the line."""
        if self._text is None:
            self._text = self.initial + spelled(self.pieces)
        return self._text

    @property
    def first(self) -> float:
        """The width of the first word."""
        end = next((each.right for each, after in zip(self.pieces, self.pieces[1:], strict=False) if _parts(each, after)), self.right)
        # A line of Chinese or Japanese ends after any sign.
        return end - self.left if not _WIDE.match(self.text) else min(end - self.left, 2 * self.size)


def spelled(pieces: Sequence[Piece]) -> str:
    """Return pieces of a line as text, with spaces where there are gaps."""
    if not pieces:
        return ""
    limit = _limit(pieces)
    text = pieces[0].text
    for before, piece in itertools.pairwise(pieces):
        text += (" " if _parts(before, piece, limit) else "") + piece.text
    return tex_faces.composed(composed(" ".join(text.split())))


_ACCENTS = dict(zip("¨´ˆ˜ˇ˚˘˙˝`¯", "\u0308\u0301\u0302\u0303\u030c\u030a\u0306\u0307\u030b\u0300\u0304", strict=True))
_ACCENTED = re.compile(r"([¨´ˆ˜ˇ˚˘˙˝¯]|(?<=[^\W\d_])`)\s?([^\W\d_])|([cCsSeEaAtT])([¸˛])")


def composed(text: str) -> str:
    """Return a text whose accents are drawn apart, as TeX draws them (na¨ıve), with accented letters."""
    return text if text.isascii() and "`" not in text else _ACCENTED.sub(_compose, text)


def _compose(match: re.Match[str]) -> str:
    letter, mark = (match[2], _ACCENTS[match[1]]) if match[1] else (match[3], {"¸": "\u0327", "˛": "\u0328"}[match[4]])
    whole = unicodedata.normalize("NFC", {"ı": "i", "ȷ": "j"}.get(letter, letter) + mark)
    return whole if len(whole) == 1 else match[0]


def _parts(before: Piece, piece: Piece, limit: float = _SPACE) -> bool:
    """Say whether there is a space between two pieces."""
    gap = piece.left - before.right if piece.left >= before.left else before.left - piece.right
    if _IDEOGRAPH.match(before.text[-1:]) and _IDEOGRAPH.match(piece.text):
        limit = max(limit, _SPREAD)
    size = min(before.size, piece.size) if piece.level or before.level else max(before.size, piece.size)
    return (piece.spaced and gap > -0.5 * size) or gap > limit * size


def _limit(pieces: Sequence[Piece]) -> float:
    """Return the gap from which two pieces of a line are two words. It is greater in a line whose letters are spaced out."""
    are_words = sum(piece.text[:1].isalpha() and not piece.math and not piece.level for piece in pieces) > 0.5 * len(pieces)
    if len(pieces) < 6 or not are_words or sum(len(piece.text) for piece in pieces) > 1.6 * len(pieces):
        return _SPACE
    gaps = [
        (piece.left - before.right) / max(piece.size, 1)
        for before, piece in itertools.pairwise(pieces)
        if not piece.spaced and piece.left >= before.left
    ]
    usual = statistics.median(gaps) if len(gaps) > 4 else 0.0
    return usual + _SPACE if usual > 0.06 else _SPACE


def lines(pieces: Iterable[Piece], page: int) -> list[Line]:
    """Return the lines of a page, from top to bottom, divided where there are wide gaps."""
    parts = [part for row in rows(_once(pieces)) for part in _divided(_without_repeats(row))]
    caps = _initials(parts)
    parts = with_raised([part for part in parts if part not in caps])
    found = [Line(page, part, base_of(part), 1.0) for part in parts]
    found.sort(key=lambda line: (-line.base, line.left))
    for cap in caps:
        _begin(cap, found, page)
    return found


def _once(pieces: Iterable[Piece]) -> list[Piece]:
    """Return pieces without those that are drawn again at the same place: some programs make letters bold so, or give them a shadow."""
    found: list[Piece] = []
    drawn: dict[tuple[str, int, int, int], Piece] = {}
    for piece in pieces:
        size = max(round(piece.size), 1)
        x, y = round(piece.left / (_SAME * size)), round(piece.base / (_SAME * size))
        near = (drawn.get((piece.text, size, x + right, y + up)) for right in (-1, 0, 1) for up in (-1, 0, 1))
        first = next((each for each in near if each is not None and abs(each.left - piece.left) < _SAME * size), None)
        if first is None:
            found.append(piece)
            drawn[piece.text, size, x, y] = piece
        else:
            first.bold = True
    return found


def _without_repeats(row: list[Piece]) -> list[Piece]:
    """Return a row without pieces that repeat a part of a longer one at its place: some programs draw a text twice, divided otherwise."""
    if len(row) < 2:
        return row
    ordered = sorted(row, key=lambda piece: (piece.left, -piece.right))
    found = [ordered[0]]
    for piece in ordered[1:]:
        long, near = found[-1], _SAME * piece.size
        at = long.text.find(piece.text)
        is_inside = at >= 0 and piece.left > long.left - near and piece.right < long.right + near and len(piece.text) < len(long.text)
        place = long.left + at * (long.right - long.left) / max(len(long.text), 1)
        if not is_inside or abs(place - piece.left) > 0.5 * piece.size or abs(piece.size - long.size) > 0.1:
            found.append(piece)
    return found if len(found) < len(row) else row


def rows(pieces: list[Piece]) -> list[list[Piece]]:
    """Group pieces with the same base line."""
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.base):
        if found and abs(found[-1][0].base - piece.base) < 0.16 * min(piece.size, found[-1][0].size) + 0.2:
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def _divided(row: list[Piece]) -> Iterator[list[Piece]]:
    """Divide a row at wide gaps, and where letters of quite another size follow."""
    if _is_right_to_left(row):
        row.sort(key=lambda piece: piece.order)
    else:
        row.sort(key=lambda piece: piece.left)
    part = [row[0]]
    for piece in row[1:]:
        gap = max(piece.left - part[-1].right, part[-1].left - piece.right)
        small, large = sorted((piece.size, part[-1].size))
        if gap > BETWEEN * small or (small < large / _CAP and not part[-1].text.endswith("⁄")):
            yield part
            part = []
        part.append(piece)
    yield part


def _is_right_to_left(row: Sequence[Piece]) -> bool:
    letters = [character for piece in row for character in piece.text if not character.isascii()]
    return sum(unicodedata.bidirectional(character) in ("R", "AL") for character in letters) > 0.3 * sum(len(piece.text) for piece in row)


# ── raised and lowered letters ───────────────────────────────────────────────────────────────────────────────────────────────────────


# ── large initials ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _initials(rows: Sequence[list[Piece]]) -> list[list[Piece]]:
    """Return large initials: a letter or two, much larger than the usual letters, beside at least two lines."""
    weights: Counter[float] = Counter()
    for row in rows:
        for piece in row:
            weights[round(piece.size, 1)] += len(piece.text)
    usual = weights.most_common(1)[0][0] if weights else 1.0
    found = []
    for row in rows:
        text = "".join(piece.text for piece in row)
        letters = [character for character in text if character.isalpha()]
        if row[0].size < _CAP * usual or len(text) > 3 or len(letters) != 1 or not letters[0].isupper():
            continue
        bottom, top, right = row[0].base, row[0].base + 0.72 * row[0].size, row[-1].right
        beside = {
            round(other[0].base)
            for other in rows
            if other is not row
            and other[0].size < row[0].size / _CAP * 1.15
            and bottom - 0.3 * usual < other[0].base < top
            and -0.3 * usual < other[0].left - right < 1.2 * usual + 0.15 * row[0].size
        }
        if len(beside) > 1 or (beside and top - bottom > 1.6 * usual):
            found.append(row)
    return found


def _begin(cap: list[Piece], found: list[Line], page: int) -> None:
    """Put a large initial before the first of the lines beside it."""
    size, right = cap[0].size, cap[-1].right
    beside = [
        line
        for line in found
        if cap[0].base - 0.3 * line.size < line.base < cap[0].base + 0.8 * size
        and -0.3 * line.size < line.left - right < line.size + 0.2 * size
    ]
    text = "".join(piece.text for piece in cap)
    if not beside:
        found.append(Line(page, cap, cap[0].base, size))
        return
    for line in beside:
        line.indented = line.left - cap[0].left
        line.left = cap[0].left
    beside[0].initial = text


def usual_size(every: Iterable[Line]) -> float:
    """Return the size of most letters."""
    weights: Counter[float] = Counter()
    for line in every:
        weights[round(line.size * 2) / 2] += len(line.text)
    return weights.most_common(1)[0][0] if weights else 10.0
