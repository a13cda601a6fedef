"""Which words a language has, by the lists of the package pyspellchecker: they decide about hyphens and large initials."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_OFTEN: dict[str, frozenset[str]] = {
    "en": frozenset(["the", "of", "and", "to", "that", "with", "was", "which"]),
    "de": frozenset(["der", "und", "die", "das", "nicht", "ist", "von", "auch"]),
    "fr": frozenset(["les", "des", "une", "est", "dans", "que", "qui", "pour"]),
    "es": frozenset(["los", "las", "que", "una", "por", "del", "con", "para"]),
    "it": frozenset(["che", "della", "per", "una", "con", "sono", "nel", "alla"]),
    "pt": frozenset(["que", "uma", "com", "não", "para", "dos", "por", "os"]),
    "nl": frozenset(["het", "een", "van", "niet", "zijn", "dat", "voor", "ook"]),
    "ru": frozenset(["и", "в", "на", "что", "не", "с", "как", "из"]),
}
"""Words that every text of a language has."""
_LEAST = 0.02
"""The part of the words of a text that are among those, at least."""
_ONE_WORD = frozenset(["de", "nl"])
"""Languages that write compounds as one word."""


class Lexicon:
    """The words of a language."""

    def __init__(self, words: Mapping[str, int], *, has_compounds: bool) -> None:
        self._words = words
        self.is_empty = not words
        self.has_compounds = has_compounds
        """Whether the language writes words of two words with a hyphen."""

    def count(self, word: str) -> int:
        """Return how often a large collection of texts has a word, in small letters: 0 if it is none."""
        return self._words.get(word) or self._words.get(word.removesuffix("’s").removesuffix("'s"), 0)


@cache
def lexicon(language: str) -> Lexicon:
    """Return the words of a language; none if its words are not known."""
    found = find_spec("spellchecker") if language in _OFTEN else None
    folder = next(iter(found.submodule_search_locations or ()), None) if found else None
    if folder is None:
        return Lexicon({}, has_compounds=False)
    data = (Path(folder) / "resources" / f"{language}.json.gz").read_bytes()
    return Lexicon(json.loads(gzip.decompress(data)), has_compounds=language not in _ONE_WORD)


def language_of(words: Mapping[str, int]) -> str:
    """Return the language of a text by how often it has the commonest words; empty if none of the known ones."""
    total = sum(words.values())
    shares = {language: sum(words.get(word, 0) for word in often) / max(total, 1) for language, often in _OFTEN.items()}
    best = max(shares, key=lambda language: shares[language])
    return best if shares[best] > _LEAST else ""
