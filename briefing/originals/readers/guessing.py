"""Guess the encoding of a text that names none: each encoding is tried, and the words and signs that it gives are judged.

The measure is a cost in nats, as in `files/encodings.py`, which does the same for lists of names. A text has more to go by: its frequent
words, which tell its language even where they are ASCII, and its quotation marks and dashes, which stand in certain places.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from briefing.files.encodings import ENCODINGS, Encoding, cost_of_character, cost_of_word

_SAMPLE = 60_000
"""How many bytes are judged."""
_MORE = (
    Encoding("iso8859_15", "Western European", "de fr es pt it da fi sv is", 2.5),
    Encoding("iso8859_9", "Turkish", "tr", 3.0),
    Encoding("iso8859_16", "Romanian", "ro", 4.0),
    Encoding("iso8859_7", "Greek", "el", 3.0),
    Encoding("cp737", "Greek", "el", 4.0),
    Encoding("cp869", "Greek", "el", 5.0),
    Encoding("cp862", "Hebrew", "he", 4.0),
    Encoding("iso8859_6", "Arabic", "ar", 3.0),
    Encoding("cp720", "Arabic", "ar", 5.0),
    Encoding("cp874", "Thai", "th", 3.0),
    Encoding("cp437", "Western European", "de fr es it sv da fi", 5.0),
    Encoding("euc_jis_2004", "Japanese", rarity=2.5),
)
"""Encodings of texts that no spreadsheet program writes."""
_WIDER = {"cp1252": "en nl", "mac_roman": "en nl", "cp850": "en nl", "cp437": "en", "iso8859_15": "en nl", "cp1251": "ru uk bg mk"}
_WORD = re.compile(r"[^\W\d_²³¹]+(?:[\u0300-\u036f\u05b0-\u05c7\u064b-\u0652\u0e31-\u0e4e]+[^\W\d_]*)*")
_CONTROLS = re.compile("[\x80-\x9f]")
"""Controls that no text has. In the encodings of Windows, letters and quotation marks have these numbers."""
_SIGMA = re.compile(r"ς(?=\w)|(?<=\w)σ\Z")
_MARKS = re.compile("[\u0300-\u036f\u05b0-\u05c7\u064b-\u0652\u0e31-\u0e4e]")
_USUAL = 1.0
"""The cost of a sign in its place."""
_FREQUENT, _LONELY, _STRANGE, _CAPITAL, _MIXED = 0.5, 5.0, 14.0, 5.0, 8.0
"""Costs of a frequent word, of a word of one letter that is not frequent, of signs, capitals and scripts in the wrong place."""
_GLUED = 5.0
"""The cost of an unusual sign before a letter, besides."""
_OWN, _FOREIGN, _THAI = 9.0, 11.0, 3.2
"""Costs of a letter of the language in a pair that is not known, of half a foreign letter, and of a letter of Thai."""
_OTHER_LANGUAGE = 3.0
"""The cost of a word in a language that is not the one of the text."""
_HIT, _MOST_HITS = 1.5, 24.0
"""What a frequent word in ASCII says for its language, and how much all of them together can say."""
_ACCENTED = {"en": "éèïöñüçêâ", "nl": "éëïóöèü"}
"""The letters that languages borrow which hardly need any."""
_START, _AFTER_WORD, _APART = r"(?:^|[\s\u00a0(\[“‘«„—–-])\Z", r"[^\W_]\Z|[.,!?…:;)\]%’]\Z", r"(?:^|[\s\u00a0(\[])\Z"
_PLACES = {
    **dict.fromkeys("“‘«„‚‹¿¡", (_START, r"[\w\s\u00a0…„“«‘¡¿-]")),
    **dict.fromkeys("”»›", (rf"{_AFTER_WORD}|[\s\u00a0]\Z", r"\W|\Z")),
    "“": (rf"{_START}|{_AFTER_WORD}", r""),
    "’": (rf"{_AFTER_WORD}|[\s\u00a0]\Z|^\Z", r""),
    **dict.fromkeys("–—", (r"[\s\u00a0.»”,)!?]\Z|^\Z", r"[\s\u00a0«“„\d]|\Z|[^\W\u0400-\u04ff]")),
    "…": (r"[\w\s\])»”.,!?]\Z|^\Z", r"\W|\Z"),
    **dict.fromkeys("€°%‰²³½¼¾º", (r"[\d\s\u00a0mM]\Z", r"\W|[CF\d]|\Z")),
    **dict.fromkeys("§©®™№•·×±£€¶", (_APART, r"[\s\u00a0\d]|\Z")),
    "\u00a0": (r".\Z", r"."),
    "\u00ad": (r"\w\Z", r"\w"),
    **dict.fromkeys("،؛؟", (r"\w\Z", r"\W|\Z")),
}
"""Signs of texts: what stands before and after them."""


def candidates(data: bytes) -> list[tuple[float, str]]:
    """Return the encodings that some bytes can be in, each with its cost, the likeliest first."""
    sample = data if len(data) <= _SAMPLE else data[: data.rfind(b"\n", 0, _SAMPLE) + 1] or data[:_SAMPLE]
    found = []
    for encoding in (*ENCODINGS, *_MORE):
        try:
            text = sample.decode(encoding.name)
            data.decode(encoding.name)
        except UnicodeDecodeError:
            continue
        found.append((_cost(text, encoding) + encoding.rarity, encoding.name))
    return sorted(found)


def _cost(text: str, encoding: Encoding) -> float:
    if not encoding.languages:
        return _of_characters(text, encoding.name)
    languages = list(dict.fromkeys(f"{encoding.languages} {_WIDER.get(encoding.name, '')}".split()))
    against = _evidence(text)
    sums, cost = dict.fromkeys(languages, 0.0), _of_signs(text) + _STRANGE * len(_CONTROLS.findall(text))
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        each = {language: _of_word(word, language) for language in languages}
        least = min(each.values())
        cost += _of_shape(word)
        for language in languages:
            sums[language] += min(each[language], least + _OTHER_LANGUAGE)
    return cost + min(said + against.get(language, max(against.values(), default=0.0)) for language, said in sums.items())


# ── words ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _common() -> dict[str, frozenset[str]]:
    text = files("briefing.originals.readers").joinpath("common_words.txt").read_text(encoding="utf-8")
    lines = (line.split(" ") for line in text.splitlines() if not line.startswith("#"))
    return {language: frozenset(words) for language, *words in lines}


def _evidence(text: str) -> dict[str, float]:
    """Return what the frequent words in ASCII say against each language."""
    words = Counter(word.lower() for word in re.findall(r"(?<![^\x00-\x7f])\b[a-zA-Z]{1,7}\b(?![^\x00-\x7f])", text))
    hits = {language: sum(count for word, count in words.items() if word in common) for language, common in _common().items()}
    most = max(hits.values())
    return {language: min((most - count) * _HIT, _MOST_HITS) for language, count in hits.items()} if most > 1 else {}


def _of_word(word: str, language: str) -> float:
    lower = word.lower()
    if lower in _common().get(language, ()):
        return _FREQUENT
    if language == "th":
        return sum(_THAI if "\u0e01" <= c <= "\u0e4e" else 2 * _FOREIGN for c in word)
    if language in _ACCENTED:
        return sum(10.0 if c in _ACCENTED[language] else 2 * _FOREIGN for c in lower if not c.isascii())
    lonely = _LONELY if len(word) == 1 else 0.0
    mixed = 0 if language in _common() else sum(a.isascii() != b.isascii() for a, b in itertools.pairwise(lower))
    return lonely + mixed * _MIXED + min(cost_of_word(lower, language), _of_letters(lower, language))


def _of_letters(word: str, language: str) -> float:
    """Return the cost of the letters of a word that are not ASCII, if nothing is known of its pairs of letters."""
    own = _letters(language)
    return sum(_OWN if c in own else 2 * _FOREIGN for c in word if not c.isascii()) if own else math.inf


@cache
def _letters(language: str) -> frozenset[str]:
    return frozenset(c for word in _common().get(language, ()) for c in word if not c.isascii())


def _of_shape(word: str) -> float:
    """Return the cost of capitals inside a word, and of a Greek sigma in the wrong place: ς ends words, and σ does not."""
    cost = _CAPITAL * len(_SIGMA.findall(word))
    if not (word.isupper() or word[1:].islower() or not word[1:] or word.lower() == word):
        cost += _CAPITAL * max(sum(c.isupper() for c in word[1:]), 1)
    return cost


# ── signs ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_signs(text: str) -> float:
    """Return the cost of the signs of a text: a usual sign in its place is cheap."""
    cost = 0.0
    for match in re.finditer(r"[^\x00-\x7f]", text):
        sign, at = match[0], match.start()
        if sign.isalpha() or (_MARKS.match(sign) and text[at - 1 : at] > "\x7f"):
            continue
        if sign not in _PLACES:
            cost += _STRANGE + _GLUED * text[at + 1 : at + 2].isalpha()
            continue
        before, after = _PLACES[sign]
        fits = re.search(before, text[max(at - 2, 0) : at]) and re.match(after, text[at + 1 : at + 3])
        cost += _USUAL if fits else _STRANGE
    return cost


# ── characters ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_characters(text: str, encoding: str) -> float:
    """Return the cost of a Chinese, Japanese or Korean text."""
    return sum(_each(text, encoding)) + _MIXED * len(
        re.findall(r"[a-zA-Z](?=[\u3041-\ud7a3\ue000-\uf8ff\uff61-\uff9f])|(?<=[\u3041-\ud7a3\ue000-\uf8ff\uff61-\uff9f])[a-zA-Z]", text)
    )


def _each(text: str, encoding: str) -> Iterator[float]:
    for c in re.findall(r"[^\x00-\x7f]", text):
        if c in "、。「」『』（），！？：；・ー\u3000“”‘’—…《》":
            yield 2.0
        elif "\u3041" <= c <= "\u30fe":
            yield 2.5 if encoding in ("cp932", "euc_jis_2004") else 9.0
        elif "\uff61" <= c <= "\uff9f":  # single bytes of half width: any other encoding has two letters there
            yield 8.0
        elif not c.isalpha():
            yield _STRANGE
        elif "가" <= c <= "힣":
            yield 4.5 if encoding == "cp949" else 12.0
        else:
            yield cost_of_character(c, "cp932" if encoding == "euc_jis_2004" else encoding)
