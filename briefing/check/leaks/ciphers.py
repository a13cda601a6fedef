"""Find passages whose letters a file calls by other names: a font that shows "e" where the text has "q", for all of its letters.

Where the same letters come back in such a text, they come back in the words, too. So both are compared by the distances at which their
signs come back. Only lines are looked at that are not made of words that the library has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_LENGTH = 30
"""Signs that are compared: shorter pieces have their like in other texts."""
_TOKEN = re.compile(r"[^\W\d_]{2,}")
_FEWEST = 12
"""Signs of a line that is looked at."""
_NATURAL = 0.5
"""Share of the words of a line that the library has, if the line says what it shows."""
_MOST = 300_000
"""Signs of a text that are looked at."""
_Pattern = tuple[int, ...]


class Ciphers:
    """The patterns of passages."""

    def __init__(self, passages: Sequence[Sequence[str]], words: frozenset[str]) -> None:
        """Take the words of each stretch, as they are printed, and all words of the library in small letters."""
        self._passages = passages
        self._words = words
        self._patterns: dict[_Pattern, tuple[int, str]] = {}

    def found(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield the numbers of stretches whose pattern is in the odd lines of a text, with their words."""
        lines = [line for line in text.splitlines() if self._is_odd(line)]
        if sum(map(len, lines)) < _LENGTH:
            return
        if not self._patterns:
            self._learn()
        seen = set[int]()
        for each in {" ".join(lines), "".join("".join(lines).split())}:
            for start, pattern in _patterns(each[:_MOST]):
                number, words = self._patterns.get(pattern, (-1, ""))
                if number >= 0 and number not in seen and words.casefold() != each[start : start + _LENGTH].casefold():
                    seen.add(number)
                    yield number, words.strip()

    def _is_odd(self, line: str) -> bool:
        tokens = _TOKEN.findall(line.casefold())
        if len(line.strip()) < _FEWEST:
            return False
        return sum(token in self._words for token in tokens) < _NATURAL * len(tokens) or not tokens

    def _learn(self) -> None:
        for number, words in enumerate(self._passages):
            for text in (" ".join(words), "".join(words)):
                for start, pattern in _patterns(text):
                    self._patterns.setdefault(pattern, (number, text[start : start + _LENGTH]))


def _patterns(text: str) -> Iterator[tuple[int, _Pattern]]:
    """Yield the pattern of each piece: for each sign, how long ago the same sign was there, or 0."""
    last: dict[str, int] = {}
    ago = []
    for place, sign in enumerate(text):
        ago.append(place - last.get(sign, place))
        last[sign] = place
    for start in range(len(text) - _LENGTH + 1):
        yield start, tuple([each if each <= number else 0 for number, each in enumerate(ago[start : start + _LENGTH])])
