"""Break a paragraph into the lines that look best together (Knuth and Plass, Breaking Paragraphs into Lines, 1981)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import NamedTuple

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


class Word(NamedTuple):
    """What line breaking needs to know of a word."""

    width: float
    space: float
    """The width of the space after it."""
    hang: float
    """What may stand out at the end of the line."""
    divisions: tuple[Division, ...]
    inner: float = 0
    """The width of the spaces within it, which stretch but never end a line."""


class Break(NamedTuple):
    """The end of a line: after a word, or within it."""

    word: int
    division: int
    """Index of the division, or -1 for the end of the word."""


class _Point(NamedTuple):
    """A place where a line may end: measures from the start up to it, and up to where the next line begins."""

    width: float
    stretch: float
    shrink: float
    extra: float
    penalty: float
    width_after: float
    stretch_after: float
    shrink_after: float
    key: Break


class _Active(NamedTuple):
    """The best way to a line that begins here."""

    line: int
    width: float
    stretch: float
    shrink: float
    demerits: float
    divided: bool
    key: Break | None
    before: _Active | None


@lru_cache(1_000)
def break_lines(
    words: tuple[Word, ...], widths: tuple[float, float], tolerance: float, *, justify: bool, slack: float
) -> list[Break] | None:
    """Return where the lines end, or None where no way stays within `tolerance`.

    `widths` are those of the first and of the other lines. Ragged lines are measured against `slack`, the white at a line's end
    that passes without notice. At infinite tolerance a line may be too long where a word does not fit at all.
    """
    active = [_Active(0, 0.0, 0.0, 0.0, 0.0, divided=False, key=None, before=None)]
    last = Break(len(words) - 1, -1)
    for point in _points(words):
        forced = point.key == last
        best: _Active | None = None
        least = inf
        keep: list[_Active] = []
        for start in active:
            ratio = _ratio(start, point, widths[min(start.line, 1)], forced=forced, justify=justify, slack=slack)
            if ratio < -1:
                continue
            if not forced:
                keep.append(start)
            if ratio <= tolerance:
                demerits = start.demerits + _demerits(ratio, point.penalty, after_division=start.divided)
                if forced and start.key is not None:
                    demerits += _last_line(point.width - start.width, widths[1], divided=start.divided)
                if demerits < least:
                    best, least = start, demerits
        if best is None and not keep and tolerance == inf:
            best = min(active, key=lambda start: start.demerits)
            least = best.demerits + 1e8
        if best is not None:
            if forced:
                return _path(point.key, best)
            keep.append(
                _Active(
                    best.line + 1,
                    point.width_after,
                    point.stretch_after,
                    point.shrink_after,
                    least,
                    point.penalty > 0,
                    point.key,
                    best,
                )
            )
        active = keep
        if not active:
            return None
    return None


def _points(words: Sequence[Word]) -> list[_Point]:
    points = []
    width = stretch = shrink = 0.0
    for index, word in enumerate(words):
        for number, cut in enumerate(word.divisions):
            reach = width + cut.before
            points.append(_Point(reach, stretch, shrink, cut.hyphen - cut.hang, cut.penalty, reach, stretch, shrink, Break(index, number)))
        width += word.width
        stretch, shrink = stretch + word.inner * STRETCH, shrink + word.inner * SHRINK
        after = width + word.space
        grown, shrunk = stretch + word.space * STRETCH, shrink + word.space * SHRINK
        points.append(_Point(width, stretch, shrink, -word.hang, 0, after, grown, shrunk, Break(index, -1)))
        width, stretch, shrink = after, grown, shrunk
    return points


def _ratio(start: _Active, point: _Point, width: float, *, forced: bool, justify: bool, slack: float) -> float:
    """Return how far the spaces of a line have to go: 0 none, 1 as far as they should, below -1 impossible."""
    room = width - (point.width - start.width + point.extra)
    if forced and room >= 0:
        return 0
    if not justify:
        return room / slack if room >= 0 else -inf
    if room >= 0:
        give = point.stretch - start.stretch
        return room / give if give > 0 else inf if room > 0.1 else 0
    give = point.shrink - start.shrink
    return room / give if give > 0 else -inf


def _demerits(ratio: float, penalty: float, *, after_division: bool) -> float:
    badness = 100 * min(abs(ratio), 30) ** 3
    repeated = CONSECUTIVE if after_division and penalty > 0 else 0
    return float((1 + badness) ** 2 + penalty * penalty + repeated)


def _last_line(width: float, column: float, *, divided: bool) -> float:
    short = width < SHORT * column
    return (SHORT_LAST if short else 0) + (DIVIDED_LAST if divided and short else DIVIDED_LAST / 10 if divided else 0)


def _path(key: Break, start: _Active | None) -> list[Break]:
    keys = [key]
    while start is not None and start.key is not None:
        keys.append(start.key)
        start = start.before
    return keys[::-1]
