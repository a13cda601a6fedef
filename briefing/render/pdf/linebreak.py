"""Break a paragraph into the lines that look best together (Knuth and Plass, Breaking Paragraphs into Lines, 1981)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import NamedTuple

from briefing.dataclass import dataclass

STRETCH, SHRINK = 0.5, 0.22
"""How much a space may grow at badness 100, and how much it may shrink at all, as shares of its width."""
CONSECUTIVE = 10_000.0
"""The cost of two divided words at the ends of neighbouring lines."""
SHORT = 0.12
"""A last line is short if it is shorter than this share of the column."""
SHORT_LAST = 100_000.0
"""The cost of a short last line."""
DIVIDED_LAST = 400_000.0
"""The cost of a last line that is only the end of a divided word. If other words follow it, the cost is a tenth of this."""
DIVISION = 110.0
"""The cost of a word that is divided by a hyphen."""


@dataclass(frozen=True, slots=True)
class Division:
    """A place where a word may be divided."""

    piece: int
    """Which piece of the word is divided."""
    index: int
    """Before which of its characters; may be its length."""
    before: float
    """The width of the word up to here."""
    hyphen: float
    """The width of the hyphen that is added; 0 for none."""
    penalty: float = DIVISION
    hang: float = 0
    """What may stand out at the end of the line."""


class Word:
    """What line breaking needs to know of a word."""

    __slots__ = ("divisions", "hang", "inner", "width")

    def __init__(self, width: float, hang: float, divisions: tuple[Division, ...] = (), inner: float = 0) -> None:
        self.width = width
        self.hang = hang
        """What may stand out at the end of a justified line."""
        self.divisions = divisions
        self.inner = inner
        """The width of the spaces within it, which stretch but never end a line."""

    def divided(self, divisions: tuple[Division, ...]) -> Word:
        """Return it with places where it may be divided."""
        return Word(self.width, self.hang, divisions, self.inner)


class Break(NamedTuple):
    """The end of a line: after a word, or within it."""

    word: int
    division: int
    """Index of the division, or -1 for the end of the word."""


_Point = tuple[int, int, float, float, float, float, float, float, float, float]
"""A place where a line may end: word and division, as of a `Break`; width, stretch and shrink from the start up to it, what stands beside
the words there, its penalty; width, stretch and shrink up to where the next line begins. A plain tuple, because there are so many."""


class _Start(NamedTuple):
    """The best way to a line that begins here."""

    column: float
    """The width of the line."""
    width: float
    stretch: float
    shrink: float
    demerits: float
    divided: bool
    key: Break | None
    before: _Start | None


def break_lines(
    words: Sequence[Word], spaces: Sequence[float], widths: tuple[float, float], tolerance: float, *, justify: bool, slack: float
) -> list[Break] | None:
    """Return where the lines end, or None where no way stays within `tolerance`.

    `spaces` are the widths of those after the words, `widths` those of the first and of the other lines. Ragged lines are measured against
    `slack`, the white at a line's end that passes without notice. At infinite tolerance a line may be too long where a word does not fit
    at all.
    """
    first, column = widths
    last = len(words) - 1
    starts = [_Start(first, 0.0, 0.0, 0.0, 0.0, divided=False, key=None, before=None)]
    for point in _points(words, spaces, starts, min(widths), tolerance, justify=justify, slack=slack):
        index, number, width, stretch, shrink, extra, penalty, next_width, next_stretch, next_shrink = point
        forced = index == last and number < 0
        best: _Start | None = None
        least = inf
        keep: list[_Start] = []
        for start in starts:
            # How far the spaces of the line have to go: 0 none, 1 as far as they should, below -1 impossible.
            room = start.column - (width - start.width + extra)
            if room >= 0:
                if forced:
                    ratio = 0.0
                elif justify:
                    give = stretch - start.stretch
                    ratio = room / give if give > 0 else inf if room > 0.1 else 0.0
                else:
                    ratio = room / slack
            else:
                give = shrink - start.shrink if justify else 0.0
                if give <= 0 or (ratio := room / give) < -1:
                    continue
            if not forced:
                keep.append(start)
            if ratio <= tolerance:
                badness = 100 * (30 if ratio > 30 else abs(ratio)) ** 3
                repeated = CONSECUTIVE if start.divided and penalty > 0 else 0
                demerits = start.demerits + ((1 + badness) ** 2 + penalty * penalty + repeated)
                if forced and start.key is not None:
                    demerits += _last_line(width - start.width, column, divided=start.divided)
                if demerits < least:
                    best, least = start, demerits
        if best is None and not keep and tolerance == inf:
            best = min(starts, key=lambda start: start.demerits)
            least = best.demerits + 1e8
        if best is not None:
            if forced:
                return _path(Break(index, number), best)
            keep.append(_Start(column, next_width, next_stretch, next_shrink, least, penalty > 0, Break(index, number), best))
        starts[:] = keep
        if not starts:
            return None
    return None


def _points(
    words: Sequence[Word],
    spaces: Sequence[float],
    starts: Sequence[_Start],
    column: float,
    tolerance: float,
    *,
    justify: bool,
    slack: float,
) -> Iterator[_Point]:
    """Yield the places where lines may end, but for those that are too near to the beginning of every line that has begun.

    The first of the `starts` has the least room there, and the most spaces to stretch. A hyphen is narrower than `slack`.
    """
    width = stretch = shrink = 0.0
    last = len(words) - 1
    for index, (word, space) in enumerate(zip(words, spaces, strict=True)):
        reached = width + word.width
        grown, shrunk = stretch + word.inner * STRETCH, shrink + word.inner * SHRINK
        start = starts[0]
        give = grown - start.stretch if justify else slack
        is_near = tolerance == inf or index == last or column - (reached - start.width) - slack <= tolerance * give
        if is_near:
            for number, cut in enumerate(word.divisions):
                reach = width + cut.before
                yield index, number, reach, stretch, shrink, cut.hyphen - cut.hang, cut.penalty, reach, stretch, shrink
        width = reached + space
        if is_near:
            hang = -word.hang if justify else 0.0
            yield index, -1, reached, grown, shrunk, hang, 0, width, grown + space * STRETCH, shrunk + space * SHRINK
        stretch, shrink = grown + space * STRETCH, shrunk + space * SHRINK


def _last_line(width: float, column: float, *, divided: bool) -> float:
    short = width < SHORT * column
    return (SHORT_LAST if short else 0) + (DIVIDED_LAST if divided and short else DIVIDED_LAST / 10 if divided else 0)


def _path(key: Break, start: _Start | None) -> list[Break]:
    keys = [key]
    while start is not None and start.key is not None:
        keys.append(start.key)
        start = start.before
    return keys[::-1]
