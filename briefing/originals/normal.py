"""Normalising a text, so that two copies of the same text become equal.

Two copies of one text can differ in white space, in the forms of quotation marks, hyphens and dashes, in soft hyphens and other marks that
do not print, in ligatures, full-width letters and separate accents (Unicode NFKC), in link addresses and escapes of Markdown, and in
footnote markers. Normalising removes these differences. It remembers where in the copy each remaining character came from.
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
"""The pattern of what normalising removes: the address in `[words](address)`, a backslash before a sign, and `[12]`."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text, with the places of its characters in the copy."""

    text: str
    places: tuple[int, ...]
    """The place in the copy of each character of `text`. A letter with separate accents has the place of the letter."""


def normalise(copy: str) -> Normalised:
    """Normalise a copy, so that it equals every other copy of the same text."""
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
    """Join each letter with the accents that follow it: one copy may have é as one letter, another copy as e and an accent."""
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
    """Return the characters of a copy with their places, without link addresses, escapes and footnote markers."""
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
