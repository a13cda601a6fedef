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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from briefing.document.breaks import SOFT_HYPHEN, UNSEEN

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys(SOFT_HYPHEN + UNSEEN, ""),
    }
)
_UNSEEN = str.maketrans("", "", SOFT_HYPHEN + UNSEEN)
_FORMS = frozenset(
    f"<{name}>" for name in ("font", "wide", "narrow", "small", "vertical", "noBreak", "initial", "medial", "final", "isolated")
)
"""Tags of compatibility decompositions that change a sign's looks and not its meaning (Unicode Standard Annex 44, table 14)."""
_LIGATURES = frozenset("…‥ĲĳŉſǄǅǆǇǈǉǊǋǌǱǲǳﭏ" + "".join(map(chr, (*range(0xFB00, 0xFB07), *range(0xFB13, 0xFB18)))))
"""Further signs that are only another form of several letters or points. The tag `<compat>` has others, too."""
_WRAPPER = re.compile(
    r"\[(?P<words>[^\[\]]*)\]\((?:(?:https?|ftp|mailto|file|doi|tel|urn):[^()\s]*|(?:\.{0,2}/|#|www\.)[^()\s]*)?\)"
    r"|\\(?=[!-/:-@\[-`{-~])"
    r"|(?P<mark>\[\d{1,3}\])(?!\w|[.,]\d)",
    re.IGNORECASE,
)
"""`[words](address)`, a backslash before a sign, `[12]`."""
_BEFORE_MARK = re.compile(r"(?:[^\W_]|[\u0300-\u036f.,;:!?…)%}]|[^\s(\[{“‘«‹„‚–—-][\"'”’“»›])\Z")
"""What a footnote is marked behind: a letter, a digit or a sign that closes something. Elsewhere a number in brackets is a number."""
_BEFORE_NUMBER = re.compile(
    r"(?<![^\W_])(?:(?:[^\W\d_]|nos?|nr|paras?|pp|arts?|ss|rr|regs?|cl|ch|cols?|nn|fn|figs?|vols?|vv?|abs|rn|rdnr?|rz|ziff|пп|ст|стр|гл|абз)\.?"
    r"|at|paragraphs?|articles?|sections?|rules?|regulations?|clauses?|chapters?|note|lines?|schedules?|tables?|figures?"
    r"|pages?|verses?|footnote)\Z",
    re.IGNORECASE,
)
"""What a number of the text is behind, even without a space: `para.[45]`, `Rule[3]`, the index of `x[1]`."""
_HALF_A_YEAR = re.compile(r"(?<![\d.,])(?:1\d|20)\Z")
"""What two digits in brackets make a year with: `19[91]`."""
_FURTHEST = 24
"""Characters before a bracket that decide what its number is."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text, with the places of its characters in the copy."""

    text: str
    places: tuple[int, ...]
    """The place in the copy of each character of `text`. A letter with separate accents has the place of the letter."""


def normalise(copy: str) -> Normalised:
    """Normalise a copy, so that it equals every other copy of the same text."""
    return _folded(_unwrapped(copy))


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


def _unwrapped(copy: str) -> list[tuple[int, str]]:
    """Return the characters of a copy with their places, without link addresses, escapes and footnote markers."""
    kept: list[tuple[int, str]] = []
    end = marked = 0
    for match in _WRAPPER.finditer(copy):
        if match["mark"]:
            if not (marked and marked == match.start()) and not _is_mark(copy[max(match.start() - _FURTHEST, 0) : match.start()], match[0]):
                continue
            marked = match.end()
        kept += [(place, copy[place]) for place in range(end, match.start())]
        if match["words"] is not None:
            kept += [(place, copy[place]) for place in range(*match.span("words"))]
        end = match.end()
    return kept + [(place, copy[place]) for place in range(end, len(copy))]


def _is_mark(before: str, number: str) -> bool:
    """Say whether a number in brackets behind these characters is the mark of a note."""
    seen = before.translate(_UNSEEN)
    if len(number) == len("[91]") and _HALF_A_YEAR.search(seen):
        return False
    return bool(_BEFORE_MARK.search(seen)) and not _BEFORE_NUMBER.search(seen if seen.isascii() else unicodedata.normalize("NFKC", seen))


def fingerprint(normalised: str) -> str:
    """Return the SHA-256 of a normalised text, in hexadecimal."""
    return hashlib.sha256(normalised.encode()).hexdigest()
