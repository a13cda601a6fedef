"""Letters of a PDF that mean another letter than the file says: they are put right where that is certain, and counted elsewhere.

A PDF draws glyphs. What they mean is a table of its own (`ToUnicode`; ISO 32000-1, 9.10.3), which some programs leave out or write wrong:

- Ghostscript wrote the two bytes of each letter of a ligature in the wrong order, so that "five" is read as "昀椀ve".
- Word and others set signs from the typefaces Symbol and Wingdings, and old typefaces their ligatures and small capitals, with numbers
  for private use.
- Some programs write Cyrillic letters in UTF-8 where UTF-16 is due.
- Without a table, letters of a TrueType typeface are read as the numbers of their glyphs. In most typefaces these are the letters of
  ASCII less 29: "The" is read as "7KH".
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from briefing.originals.readers.pdf_letters import Letters, Piece

_SWAPPED = {code << 8: chr(code) for code in (*range(0x41, 0x5B), *range(0x61, 0x7B))}
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_UTF8_CYRILLIC = re.compile("[\ud080-\ud0bf\ud180-\ud1bf]")
"""What Cyrillic letters become if the two bytes of their UTF-8 are read as one number. A Korean text has others, too."""
_SHIFT = 29
_SHIFTED = {code: chr(code + _SHIFT) for code in range(0x7F - _SHIFT)}
_COMMON = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "that",
        "is",
        "was",
        "for",
        "on",
        "with",
        "as",
        "by",
        "it",
        "at",
        "from",
        "der",
        "die",
        "das",
        "und",
        "von",
        "zu",
        "den",
        "ist",
        "mit",
        "im",
        "le",
        "la",
        "les",
        "des",
        "et",
        "en",
        "du",
        "un",
        "une",
        "est",
        "que",
        "el",
        "los",
        "las",
        "y",
        "se",
        "del",
        "por",
        "il",
        "di",
        "e",
        "che",
        "per",
        "een",
        "het",
        "van",
        "de",
        "da",
        "do",
        "os",
    ]
)
"""Words that every page of a text in a language of Western Europe has."""
_PRIVATE = {
    **dict(zip(range(0xF730, 0xF73A), "0123456789", strict=True)),  # old-style figures and small capitals of Adobe's typefaces
    **{0xF761 + place: chr(0x41 + place) for place in range(26)},
    0xF001: "fi",
    0xF002: "fl",
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF020: " ",
}
"""Numbers for private use that have one meaning in practice, and ligatures: in a copy a word has its letters."""
_OLD_TEX = {0x0B: "ff", 0x0C: "fi", 0x0D: "fl", 0x0E: "ffi", 0x0F: "ffl"}
_NEW_TEX = {
    0x1B: "ff",
    0x1C: "fi",
    0x1D: "fl",
    0x1E: "ffi",
    0x1F: "ffl",
    0x15: "–",
    0x16: "—",
    0x10: "“",
    0x11: "”",
    0x12: "„",
    0x13: "«",
    0x14: "»",
}
"""What the numbers of letters mean in the two encodings of TeX's own typefaces (OT1 and T1), where the file does not say it."""
_FEW, _MIXED = 10, 0.2
"""Words that are looked at least, and the part of them that mixes scripts, from which a page cannot be trusted."""
_ENOUGH, _TRUSTED = 8, 0.12
"""Words of a typeface from which its letters may be trusted, and the part of them that is among the commonest words."""
_STRANGE = re.compile("(?<=[A-Za-z])[\u3400-\u9fff\uac00-\ud7af](?=[A-Za-z])")
"""A Chinese or Korean letter within a Latin word, which means another letter."""
_GLUING = re.compile(r"(?<=[^\W\d_]{2})[#$%^~](?=[^\W\d_])")
_ADDRESS = re.compile(r"\S*(?://|@)\S*")
_MOST_GLUED = 2
"""How many times a sign may stand between two words."""
_UNKNOWN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufff0-\uffff\U000f0000-\U0010ffff]")
_SIGN = "\ufffd"


def put_right(pages: Sequence[Letters]) -> None:
    """Put letters right where it is certain what they mean, and count them and those that stay unknown, page by page."""
    pieces = [[piece for group in page.turned.values() for piece in group] for page in pages]
    foreign = "".join(_EAST_ASIAN.findall("".join(piece.text for page in pieces for piece in page if not piece.text.isascii())))
    swapped = sum(ord(character) in _SWAPPED for character in foreign)
    controls = {character for page in pieces for piece in page for character in piece.text if character < " "}
    tex = _tex(controls)
    hangul = {character for character in foreign if "\uac00" <= character <= "\ud7af"}
    is_cyrillic = bool(hangul) and all(_UTF8_CYRILLIC.fullmatch(character) for character in hangul)
    is_swapped = swapped > 0.95 * len(foreign)
    for page, found in zip(pages, pieces, strict=True):
        if _is_shifted(found):
            for piece in found:
                piece.text = piece.text.translate(_SHIFTED)
                page.mended += len(piece.text)
        for piece in found:
            if is_cyrillic:
                piece.text, count = _UTF8_CYRILLIC.subn(lambda match: match[0].encode("utf-16-be").decode("utf-8"), piece.text)
                page.mended += count
            if not (piece.text.isascii() and piece.text.isprintable()):
                _put_right(piece, page, tex, is_swapped=is_swapped)
        _trust_words(found)
        for turn, group in page.turned.items():
            page.turned[turn] = [part for piece in group for part in _without_unknown(piece)]


def _tex(controls: set[str]) -> dict[int, str]:
    """Return what the numbers of control characters mean if they are letters of TeX: a file has those of one encoding, and no others."""
    numbers = set(map(ord, controls))
    for encoding in (_OLD_TEX, _NEW_TEX):
        if numbers and numbers <= encoding.keys() and numbers & {0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F}:
            return encoding
    return {}


def is_mixed(pieces: Sequence[Piece]) -> bool:
    """Say whether the words of a page mix scripts, as they do where the table of what the glyphs mean is wrong."""
    words = [piece.text for piece in pieces if not piece.text.isascii() and len(piece.text) > 1]
    if len(words) < _FEW:
        return False
    mixed = sum(len({unicodedata.name(letter, "").partition(" ")[0] for letter in word if letter.isalpha()}) > 1 for word in words)
    return mixed > _MIXED * len(pieces)


def is_glued(text: str) -> bool:
    """Say whether a text has a sign where spaces should be, as in `the#upper#town#met`. Then other letters are wrong, too."""
    return max(Counter(_GLUING.findall(_ADDRESS.sub(" ", text))).values(), default=0) > _MOST_GLUED


def _put_right(piece: Piece, page: Letters, tex: dict[int, str], *, is_swapped: bool) -> None:
    text = piece.text
    if tex:
        page.mended += sum(ord(character) in tex for character in text)
        text = text.translate(tex)
    if is_swapped or re.search("[A-Za-z]", text):
        mended = sum(ord(character) in _SWAPPED for character in text)
        if mended:
            page.mended += mended
            text = text.translate(_SWAPPED)
    text = text.translate(_PRIVATE)
    text = _STRANGE.sub(_SIGN, text)
    unknown = len(_UNKNOWN.findall(text))
    if unknown:
        page.unknown += unknown
        text = _UNKNOWN.sub(_SIGN, text)
    piece.text = text


def _trust_words(pieces: Sequence[Piece]) -> None:
    """Trust the typefaces whose letters make common words, although the file does not say what they mean."""
    faces: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.unsaid:
            faces.setdefault(piece.unsaid, []).append(piece)
    for group in faces.values():
        if len(group) >= _ENOUGH and _common([piece.text for piece in group if len(piece.text) > 1]) > _TRUSTED:
            for piece in group:
                piece.unsaid = 0


def _without_unknown(piece: Piece) -> list[Piece]:
    """Return a piece, or nothing if it has only signs that are not known. Such a piece is an ornament, such as the mark of a list."""
    text = piece.text.strip()
    if not text or (len(text) == 1 and text == _SIGN):
        return []
    piece.text = text
    return [piece]


def _is_shifted(pieces: Sequence[Piece]) -> bool:
    """Say whether the letters of a page are the numbers of their glyphs."""
    words = [piece.text for piece in pieces]
    if len(words) < 8 or _common(words) > 0.02:
        return False
    shifted = [word for text in words for word in text.translate(_SHIFTED).split()]
    return _common(shifted) > 0.15


def _common(words: Sequence[str]) -> float:
    """Return how many of the words are among the commonest, as a share."""
    letters = [word.strip(".,;:()“”‘’\"'").lower() for word in words]
    return sum(letter in _COMMON for letter in letters) / max(len(letters), 1)
