"""Find passages whose letters a file calls by other names: a font that shows "e" where the text has "q", for all of its letters.

Where the same letters come back in such a text, they come back in the words, too. So both are compared by the distances at which their
signs come back. Only lines are looked at that are not made of words that the library has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from briefing.system.patterns import pattern

_LENGTH = 30
"""Signs that are compared: shorter pieces have their like in other texts."""
_HALF = _LENGTH // 2
_TOKEN = pattern(r"[^\W\d_]{2,}")
_FEWEST = 12
"""Signs of a line that is looked at."""
_NATURAL = 0.5
"""Share of the words of a line that the library has, if the line says what it shows."""
_MOST = 300_000
"""Signs of a text that are looked at."""
_Pattern = tuple[int, ...]
"""For each sign of a piece, how long ago the same sign was there; 0 where it is new in the piece."""


class Ciphers:
    """The patterns of passages."""

    def __init__(self, passages: Sequence[Sequence[str]], words: frozenset[str]) -> None:
        """Take the words of each stretch, as they are printed, and all words of the library in small letters."""
        self._passages = tuple(map(tuple, passages))
        self._words = words

    def found(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield the numbers of stretches whose pattern is in the odd lines of a text, with their words."""
        lines = [line for line in text.splitlines() if self._is_odd(line)]
        if sum(map(len, lines)) < _LENGTH:
            return
        known = _patterns(self._passages)
        seen = set[int]()
        for each in dict.fromkeys((" ".join(lines), "".join("".join(lines).split()))):
            ago, near = _distances(each[:_MOST])
            for start, rough in enumerate(_halves(near)):
                if rough not in known.rough:
                    continue
                number, words = known.of(rough).get(_pattern(ago, start), (-1, ""))
                if number >= 0 and number not in seen and words.casefold() != each[start : start + _LENGTH].casefold():
                    seen.add(number)
                    yield number, words.strip()

    def _is_odd(self, line: str) -> bool:
        if len(line.strip()) < _FEWEST:
            return False
        tokens = _TOKEN.findall(line.casefold())
        return sum(map(self._words.__contains__, tokens)) < _NATURAL * len(tokens) or not tokens


class _Patterns:
    """The patterns of all pieces of passages."""

    def __init__(self, passages: Sequence[Sequence[str]]) -> None:
        self._texts: list[tuple[int, str, list[int], bytes]] = []
        """The passages, with and without spaces: their numbers, signs, patterns and rough patterns."""
        self.rough = set[bytes]()
        """The rough patterns of the second halves of all their pieces."""
        self._of: dict[bytes, dict[_Pattern, tuple[int, str]]] = {}
        """The pieces of one rough pattern by their whole patterns, as soon as they are asked for: few ever are."""
        for number, words in enumerate(passages):
            for text in (" ".join(words), "".join(words)):
                ago, near = _distances(text)
                self._texts.append((number, text, ago, near))
                self.rough.update(_halves(near))

    def of(self, rough: bytes) -> dict[_Pattern, tuple[int, str]]:
        """Return the pieces of a rough pattern by their whole patterns."""
        if rough not in self._of:
            found = self._of[rough] = {}
            for number, text, ago, near in self._texts:
                half = near.find(rough, _HALF)
                while half >= 0:
                    start = half - _HALF
                    found.setdefault(_pattern(ago, start), (number, text[start : start + _LENGTH]))
                    half = near.find(rough, half + 1)
        return self._of[rough]


@lru_cache(2)  # a watching build looks for the same passages in each of its rounds
def _patterns(passages: tuple[tuple[str, ...], ...]) -> _Patterns:
    return _Patterns(passages)


def _distances(text: str) -> tuple[list[int], bytes]:
    """Return for each sign of a text how long ago the same sign was there, or 0; and the same without what is more than half a piece ago.

    The second is the same for all pieces that a sign is in. So a rough pattern of the second half of a piece is a slice of it.
    """
    last: dict[str, int] = {}
    ago = []
    for place, sign in enumerate(text):
        ago.append(place - last.get(sign, place))
        last[sign] = place
    return ago, bytes([each if each <= _HALF else 0 for each in ago])


def _halves(near: bytes) -> list[bytes]:
    """Return the rough patterns of the second halves of all pieces, in their order."""
    return [near[half : half + _HALF] for half in range(_HALF, len(near) - _HALF + 1)]


def _pattern(ago: Sequence[int], start: int) -> _Pattern:
    return tuple([each if each <= number else 0 for number, each in enumerate(ago[start : start + _LENGTH])])
