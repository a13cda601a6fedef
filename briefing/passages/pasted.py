"""Finding words in a copy as people paste them from a PDF or a web page, where they differ from the copy in what no reader reads.

They differ in white space, quotation marks, hyphens, punctuation and capitals; in hyphens at the ends of lines; in the number of a note at
the end of a word (`trade12`); and in the head or the number of a page between two lines. What is found is never printed as it was pasted:
the copy's own words are, and the difference is told. Where several places fit, all are returned, and nobody guesses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from briefing.dataclass import dataclass
from briefing.library import Selector
from briefing.originals.normal import normalise, whole
from briefing.passages.readings import Reading, Span
from briefing.system.patterns import pattern

_NOTE = pattern(r"(?<=[^\W\d_])[.,;:!?\"')\]]*(\d{1,3}|[¹²³⁰⁴-⁹]+|\[\d{1,3}\])(?=[\s.,;:!?\"')\]]|\Z)")
"""The number of a note behind a word, or behind the sign after it."""
_WORD = pattern(r"[^\W_]+")
_LEAST = 6
"""Letters that some words must have, to be looked for in another form than they have."""
_RUN = 8
"""Words in a row that people do not write by chance as somebody else has written them."""
_QUOTED = pattern(r"[“”\"„«»「」『』][^“”\"„«»「」『』]*[“”\"»«」』]|\[@[^\]]*\]|`[^`]*`")
"""What is between quotation marks, and citations."""
_HEAD = 14
"""Words that the head of a page has at most."""
_PIECE = 4
"""Letters that the words before and after the head of a page must have."""
_REACH = 120
"""Letters that the head of a page has at most."""
_PARTICLE = pattern(r"(?:and|or|of|the|in|on|for|to|a|an|vol|no|pp?|und|der|die|das|von|van|de|la|le|et|du|и|в|на)\.?", re.IGNORECASE)
"""Small words that the head of a page may have besides names, titles and numbers."""


def passages(selector: Selector, body: Reading) -> list[tuple[Span, Span]]:
    """Return the places of the first and the last words of a selector, as they may have been pasted: each beginning with the next end."""
    starts, ends = (spans(words, body) for words in (selector.start, selector.end))
    nearest: dict[Span, Span] = {}
    for first in sorted(starts):
        last = min((each for each in ends if each[1] >= first[1] and each[0] >= first[0]), default=None)
        if last is not None:
            nearest[last] = first
    return [(first, last) for last, first in nearest.items()]


def spans(words: str, body: Reading) -> list[Span]:
    """Return the places of pasted words in a copy: whole words, in the form that differs least from what was pasted."""
    exact = [match.span() for match in body.places(words)]
    if exact:
        return _whole(exact, body)
    for look in (_alike, _without_notes, _without_heads, _over_heads):
        found = _whole((_with_signs(body.text, span, words.strip()) for span in look(words, body)), body)
        if found:
            return found
    return []


def may_have(words: str, body: Reading) -> bool:
    """Say quickly whether a copy may have some words in whatever form: it has the letters of their first or of their last third."""
    letters = _of_words(words)
    part = max(_LEAST, len(letters) // 3)
    there = _of_copy(body.text, notes=False).text
    return letters[:part] in there or letters[-part:] in there


def copied(words: str, body: Reading) -> str:
    """Return the longest run of words of a text that a copy has, too, and that is not between quotation marks; empty if it is short."""
    there, longest = _of_copy(body.text, notes=False).text, list[str]()
    for part in _QUOTED.split(words):
        each, first = part.split(), 0
        for last in range(_RUN, len(each) + 1):
            while last - first >= _RUN and _letters(" ".join(each[first:last]), notes=False).text not in there:
                first += 1
            longest = each[first:last] if last - first >= max(_RUN, len(longest) + 1) else longest
    return " ".join(longest)


def repaired(words: str) -> str:
    """Return pasted words without hyphens at the ends of lines and without numbers of notes, to look for what is like them."""
    joined = re.sub(r"(?<=[^\W\d])[-\u00ad\u2010¬]\s+(?=[^\W\d])", "", words)
    return "".join(sign for place, sign in enumerate(joined) if place not in _notes(joined))


def _notes(text: str) -> set[int]:
    """Return the places of the digits of notes in a text."""
    return {place for match in _NOTE.finditer(text) for place in range(*match.span(1))}


def _whole(found: Iterable[Span], body: Reading) -> list[Span]:
    """Return the stretches that begin and end with whole words and numbers."""
    return [span for span in dict.fromkeys(found) if not (body.cuts(span[0]) or body.cuts(span[1]))]


def _with_signs(text: str, span: Span, words: str) -> Span:
    """Return a stretch with the signs before and after it where the pasted words have signs there, and with the number of a note."""
    start, end = span
    while start and not words[0].isalnum() and not (text[start - 1].isspace() or text[start - 1].isalnum()):
        start -= 1
    note = _NOTE.match(text, end)
    is_signed = not (words[-1].isalnum() and not _NOTE.search(words))
    while is_signed and end < len(text) and not (text[end].isspace() or text[end].isalnum()):
        end += 1
    return start, note.end(1) if note and text[end : end + 1].isalnum() else end


# ── letters ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters and digits of a text, small and without accents, and the place of each in the text.

    Between two digits that something separates is a point: 1.2 is not 12.
    """

    text: str
    places: tuple[int, ...]


def _letters(text: str, *, notes: bool) -> _Letters:
    """Return the letters of a text, with the numbers of notes or without."""
    found: list[str] = []
    places: list[int] = []
    for match in _WORD.finditer(text if notes else _NOTE.sub(lambda note: note[0].replace(note[1], " " * len(note[1])), text)):
        word, start = match[0], match.start()
        if found and found[-1][-1].isdigit() and word[0].isdigit():
            found.append(".")
            places.append(start)
        if word.isascii():
            found.append(word.lower())
            places.extend(range(start, match.end()))
            continue
        for place, sign in enumerate(word, start):
            base = "".join(filter(str.isalnum, unicodedata.normalize("NFD", sign))).casefold()
            found += [base] if base else []
            places += [place] * len(base)
    return _Letters("".join(found), tuple(places))


@lru_cache(maxsize=16)
def _of_copy(text: str, *, notes: bool) -> _Letters:
    return _letters(text, notes=notes)


@lru_cache(maxsize=4_000)
def _of_words(words: str) -> str:
    return _letters(whole(words).text, notes=False).text


def _found(wanted: str, letters: _Letters) -> Iterator[Span]:
    """Yield the places of some letters in a text."""
    at = letters.text.find(wanted) if len(wanted) >= _LEAST else -1
    while at >= 0:
        yield letters.places[at], letters.places[at + len(wanted) - 1] + 1
        at = letters.text.find(wanted, at + 1)


# ── what may differ ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _alike(words: str, body: Reading) -> Iterator[Span]:
    """Yield places where white space, hyphens, punctuation, accents and capitals may differ."""
    letters = _of_copy(body.text, notes=True)
    for pasted in dict.fromkeys((whole(words).text, normalise(words).text)):
        yield from _found(_letters(pasted, notes=True).text, letters)


def _without_notes(words: str, body: Reading) -> Iterator[Span]:
    """Yield places where the pasted words, or the copy, have numbers of notes at the ends of words."""
    yield from _found(_letters(whole(words).text, notes=False).text, _of_copy(body.text, notes=False))


def _without_heads(words: str, body: Reading) -> Iterator[Span]:
    """Yield places where the pasted words have the head of a page among them, which the copy lacks."""
    parts, letters = whole(words).text.split(), _of_copy(body.text, notes=False)
    for first in range(1, len(parts)):
        before = _letters(" ".join(parts[:first]), notes=False).text
        if before not in letters.text:
            return
        for last in range(first + 1, min(first + _HEAD, len(parts) - 1) + 1):
            if len(before) >= _PIECE and _is_head(parts[first:last]):
                after = _letters(" ".join(parts[last:]), notes=False).text
                yield from _found(before + after, letters) if len(after) >= _PIECE else ()


def _over_heads(words: str, body: Reading) -> Iterator[Span]:
    """Yield places where the copy has the head of a page among the words, which were pasted without it."""
    letters, pasted = _of_copy(body.text, notes=False), _letters(whole(words).text, notes=False).text
    for cut in range(_PIECE, len(pasted) - _PIECE + 1):
        before, after = pasted[:cut], pasted[cut:]
        at = letters.text.find(before)
        if at < 0:
            return
        while at >= 0:
            inside = letters.text.find(after, at + cut + 1, at + cut + _REACH + len(after))
            if inside >= 0:
                gap = body.text[letters.places[at + cut - 1] + 1 : letters.places[inside]]
                if _is_head(gap.strip(" -").split()):
                    yield letters.places[at], letters.places[inside + len(after) - 1] + 1
            at = letters.text.find(before, at + 1)


def _is_head(words: list[str]) -> bool:
    """Say whether words can be the head or the foot of a page: names, titles and numbers, and no sentence."""
    bare = [word.strip(".,;:()[]|-\"'") for word in words]
    named = [word for word in bare if word and not _PARTICLE.fullmatch(word)]
    has_number = bool(bare) and any(word.isdecimal() for word in (bare[0], bare[-1]))
    shouts = sum(len(word) > 1 and word.isupper() for word in bare) > 1
    return bool(named) and len(words) <= _HEAD and not any(word[0].islower() for word in named) and (has_number or shouts)
