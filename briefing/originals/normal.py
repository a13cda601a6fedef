"""Normalising: what two copies of one text share.

Normalising folds what copies of one text differ in without being different texts: white space, no-break spaces, the forms of quotation
marks, hyphens and dashes, soft hyphens and other marks that do not print, ligatures, full-width letters and accents of their own (Unicode
NFKC), link wrappers and escapes of Markdown, markers of footnotes. Each character that is left remembers where in the copy it came from.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f", ""),
    }
)
_WRAPPER = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)|\\(?=[!-/:-@\[-`{-~])|\[\d{1,3}\]")
"""`[words](address)`, a backslash before a sign, `[12]`."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text, normalised."""

    text: str
    places: tuple[int, ...]
    """Where in the copy each character of `text` comes from; for a letter with accents of their own, the place of the letter."""


def normalise(copy: str) -> Normalised:
    """Fold a copy to what two copies of the same text share."""
    characters: list[str] = []
    places: list[int] = []
    for place, cluster in _clusters(_unwrapped(copy)):
        for folded in unicodedata.normalize("NFKC", cluster.translate(_FOLDED)).translate(_FOLDED):
            if folded.isspace():
                if not characters or characters[-1] == " ":
                    continue
                folded = " "  # noqa: PLW2901 (white space of every kind is one space)
            characters.append(folded)
            places.append(place)
    if characters and characters[-1] == " ":
        characters.pop()
        places.pop()
    return Normalised("".join(characters), tuple(places))


def _clusters(characters: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Join each letter with the accents that follow it: one copy has é as a letter, another one as e and an accent."""
    first, cluster = 0, ""
    for place, character in characters:
        if cluster and unicodedata.combining(character):
            cluster += character
        else:
            if cluster:
                yield first, cluster
            first, cluster = place, character
    if cluster:
        yield first, cluster


def _unwrapped(copy: str) -> list[tuple[int, str]]:
    """Return the characters of a copy with their places, without what wraps links, escapes signs and marks footnotes."""
    kept: list[tuple[int, str]] = []
    end = 0
    for match in _WRAPPER.finditer(copy):
        kept += [(place, copy[place]) for place in range(end, match.start())]
        if match[1] is not None:
            kept += [(place, copy[place]) for place in range(match.start(1), match.end(1))]
        end = match.end()
    return kept + [(place, copy[place]) for place in range(end, len(copy))]


def fingerprint(normalised: str) -> str:
    """Return the SHA-256 of a normalised text, in hexadecimal."""
    return hashlib.sha256(normalised.encode()).hexdigest()
