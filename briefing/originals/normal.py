"""Normalising a text, so that two copies of the same text become equal.

Two copies of one text can differ in white space, in the forms of quotation marks, hyphens and dashes, in soft hyphens and other marks that
do not print, in separate accents (Unicode NFC), in ligatures and forms of width and font, in link addresses and escapes of Markdown, and in
footnote markers. Normalising removes these differences. Superscripts, subscripts, fractions, and circled or squared signs stay: they do
not mean their plain letters and digits (10⁶ is not 106). It remembers where in the copy each remaining character came from.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache

from briefing.dataclass import dataclass
from briefing.document.breaks import SOFT_HYPHEN, UNSEEN
from briefing.originals.note_marks import MARK, may_be_mark
from briefing.system.patterns import pattern

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys(SOFT_HYPHEN + UNSEEN, ""),
    }
)
_FORMS = frozenset(
    f"<{name}>" for name in ("font", "wide", "narrow", "small", "vertical", "noBreak", "initial", "medial", "final", "isolated")
)
"""Tags of compatibility decompositions that change a sign's looks and not its meaning (Unicode Standard Annex 44, table 14)."""
_LIGATURES = frozenset("…‥ĲĳŉſǄǅǆǇǈǉǊǋǌǱǲǳﭏ" + "".join(map(chr, (*range(0xFB00, 0xFB07), *range(0xFB13, 0xFB18)))))
"""Further signs that are only another form of several letters or points. The tag `<compat>` has others, too."""
_WRAPPER = pattern(
    r"\[(?P<words>[^\[\]]*)\]\((?:(?:https?|ftp|mailto|file|doi|tel|urn):[^()\s]*|(?:\.{0,2}/|#|www\.)[^()\s]*)?\)"
    r"|\\(?=[!-/:-@\[-`{-~])"
    rf"|(?P<mark>{MARK})(?!\w|[.,]\d)",
    re.IGNORECASE,
)
"""`[words](address)`, a backslash before a sign, `[12]`."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text, with the places of its characters in the copy."""

    text: str
    places: tuple[int, ...]
    """The place in the copy of each character of `text`. A letter with separate accents has the place of the letter."""


def normalise(copy: str, numbers: Collection[int] = ()) -> Normalised:
    """Normalise a copy, so that it equals every other copy of the same text.

    Args:
        copy: The text.
        numbers: The places of numbers in brackets that are known to belong to the text (`note_marks`).
    """
    return _folded(_unwrapped(copy, numbers))


@lru_cache(2_000)
def whole(text: str) -> Normalised:
    """Normalise a text without marks of notes: all its numbers in brackets belong to it."""
    return normalise(text, [match.start() for match in re.finditer(MARK, text)])


def as_in(text: str, words: str) -> str:
    """Return some words normalised: with their numbers in brackets, if a normalised text has these, else without marks of notes."""
    found = whole(words).text
    return found if found in text else normalise(words).text


def fold(printed: str) -> str:
    """Fold a text whose links, escapes and markers of footnotes are gone, such as a passage as it is printed."""
    return _folded(enumerate(printed)).text


def _folded(found: Iterable[tuple[int, str]]) -> Normalised:
    characters: list[str] = []
    places: list[int] = []
    for place, cluster in _clusters(found):
        for folded in _plain(cluster.translate(_FOLDED)).translate(_FOLDED):
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


def _plain(cluster: str) -> str:
    """Return a letter with its accents composed, and without what is only a form of it."""
    return cluster if cluster.isascii() else unicodedata.normalize("NFC", "".join(map(_form, cluster)))


@cache
def _form(character: str) -> str:
    tag = unicodedata.decomposition(character).partition(" ")[0]
    return unicodedata.normalize("NFKC", character) if tag in _FORMS or character in _LIGATURES else character


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


def _unwrapped(copy: str, numbers: Collection[int]) -> list[tuple[int, str]]:
    """Return the characters of a copy with their places, without link addresses, escapes and footnote markers."""
    kept: list[tuple[int, str]] = []
    end = marked = 0
    for match in _WRAPPER.finditer(copy):
        if match["mark"]:
            is_first = not (marked and marked == match.start())
            if match.start() in numbers or (is_first and not may_be_mark(copy, *match.span("mark"))):
                continue
            marked = match.end()
        kept += [(place, copy[place]) for place in range(end, match.start())]
        if match["words"] is not None:
            kept += [(place, copy[place]) for place in range(*match.span("words"))]
        end = match.end()
    return kept + [(place, copy[place]) for place in range(end, len(copy))]


def fingerprint(normalised: str) -> str:
    """Return the SHA-256 of a normalised text, in hexadecimal."""
    return hashlib.sha256(normalised.encode()).hexdigest()
