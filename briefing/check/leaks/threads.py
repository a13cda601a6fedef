"""Find passages in a text that has other words between theirs: notes, index entries, deleted words, other columns, heads of pages.

Only rare words are followed. If eight of them in a row come in the order of a passage, with few words between each two, or close together
in any order, the text holds the passage. Texts for students show which words are rare, and which rows they have themselves: the words of
these do not count.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from briefing.check.leaks.heaps import Heaps, Met
from briefing.check.leaks.letters import letters
from briefing.dataclass import dataclass
from briefing.system.patterns import pattern

NEEDED = 8
"""Rare words of a row that students do not read in this order anyway."""
_SHARED = 4
"""Rare words of a row that students do read."""
_GAP = 60
"""Words from a rare word of a row to the next one at most."""
_PLACES = 12
"""Places in all passages that a rare word has at most."""
_SHARE, _FEW = 2_000, 5
"""A rare word is at most every so many words in what students may read, or there at most so often."""
_SHORTEST = 3
"""Letters of a rare word."""
_WORD = pattern(r"[^\W_]+")
_DIVIDED = pattern("[\ufffe\x02\u00ad-]\\s*\r?\n")

_Key = tuple[int, int]
"""A passage, and a rare word in it, by their numbers."""


@dataclass(slots=True)
class _Row:
    """The rare words of a row that were met last."""

    place: int
    length: int
    fresh: int
    """How many of its words do not belong to a row that students read."""


class Threads:
    """The rare words of passages, in their order."""

    def __init__(self, passages: Sequence[Sequence[str]], read: Sequence[str]) -> None:
        """Take the words of each passage, and all that students may read, as `words_of` returns them."""
        plain = _plain(tuple(map(tuple, passages)))
        places = Counter(itertools.chain.from_iterable(plain))
        common = Counter(read)
        most = max(_FEW, len(read) // _SHARE)
        self._passages = passages
        self._rare = [
            [number for number, word in enumerate(words) if len(word) >= _SHORTEST and places[word] <= _PLACES and common[word] <= most]
            for words in plain
        ]
        self._index: dict[str, list[_Key]] = {}
        for passage, numbers in enumerate(self._rare):
            for order, number in reversed(list(enumerate(numbers))):  # so that a word that comes twice in a row does not follow itself
                self._index.setdefault(plain[passage][number], []).append((passage, order))
        self._known = set[_Key]()
        met = self._met(read)
        rows = [key for key, row in self._rows(met) if row.length >= _SHARED]
        self._known.update((passage, order - back) for passage, order in rows for back in range(_SHARED))
        self._heaps = Heaps(met)

    def found(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield the numbers of passages that are in a text, each once, with the words between the first and the last that were met."""
        met = self._met(words_of(text))
        if len(met) < NEEDED:
            return
        seen = set[int]()
        for (passage, order), row in self._rows(met):
            if row.fresh >= NEEDED and passage not in seen:
                seen.add(passage)
                yield passage, self._said(passage, order - row.length + 1, order)
        yield from ((passage, self._said(passage, *ends)) for passage, ends in self._heaps.found(met) if passage not in seen)

    def _said(self, passage: int, first: int, last: int) -> str:
        """Return the words of a passage from one rare word to another."""
        rare = self._rare[passage]
        return " ".join(self._passages[passage][rare[first] : rare[last] + 1])

    def _met(self, words: Sequence[str]) -> list[Met]:
        """Return the rare words of a text."""
        index = self._index
        return [(place, index[word]) for place, word in enumerate(words) if word in index]

    def _rows(self, met: Sequence[Met]) -> Iterator[tuple[_Key, _Row]]:
        """Yield each rare word of a text with the row that ends in it."""
        rows: dict[_Key, _Row] = {}
        for place, keys in met:
            for key in keys:
                before = rows.get((key[0], key[1] - 1))
                fresh = int(key not in self._known)
                new = _Row(place, 1, fresh)
                if before and place - before.place <= _GAP:
                    new = _Row(place, before.length + 1, before.fresh + fresh)
                row = rows.get(key)
                if row is None or new.length >= row.length or place - row.place > _GAP:
                    rows[key] = new
                    yield key, new


@lru_cache(2)  # a watching build looks for the same passages in each of its rounds
def _plain(passages: tuple[tuple[str, ...], ...]) -> list[list[str]]:
    return [[letters(word) for word in words] for words in passages]


def words_of(text: str) -> list[str]:
    """Return the words of a text, in small letters and without accents. Words that the end of a line divides are joined."""
    joined = _DIVIDED.sub("", text).casefold()
    words = _WORD.findall(joined)
    return words if joined.isascii() else [word if word.isascii() else letters(word) for word in words]
