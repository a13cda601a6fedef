"""Where a line may end in scripts without spaces between words (Unicode Standard Annex 14, and ICU's dictionaries for Thai and its kin)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from briefing.document.directions import syllables, unspaced

STRICT = "ja@lb=strict"
"""By these rules no line begins with a small kana or with the sign for a long vowel. They change nothing but Japanese."""


def between_letters(texts: Sequence[str]) -> frozenset[int]:
    """Return where a line may end beside a letter of a script without spaces, as indices of the first character of the next line."""
    for text in texts:
        if not text.isascii() and unspaced().search(text):
            return _places("".join(texts))
    return frozenset()


@lru_cache(20_000)
def between_syllables(text: str) -> tuple[int, ...]:
    """Return where a Korean or Ethiopic word may be divided without a hyphen."""
    if text.isascii() or not syllables().search(text):
        return ()
    return tuple(sorted(place for place in _every(text) if place < len(text) and syllables().match(text[place - 1])))


@lru_cache(5_000)
def _places(text: str) -> frozenset[int]:
    beside = (place for place in _every(text) if place < len(text))
    return frozenset(place for place in beside if any(unspaced().match(each) for each in text[place - 1 : place + 1]))


def _every(text: str) -> list[int]:
    from icu4py.breakers import LineBreaker  # most packs have no such script

    return [*accumulate(map(len, LineBreaker(text, STRICT)))]
