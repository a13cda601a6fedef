"""Faces: their characters, the widths of words, and the codes by which a file shows them (ISO 32000-1, 9.7; OpenType through HarfBuzz).

A code in the file stands for a pair of a glyph and the characters that it shows. So a ligature gives back its letters (ISO 14289-1,
7.21.7), and a face can hold 65,535 codes. The glyph of a character has the code of the character, whatever the file showed before it: what
is drawn once can be drawn again in another file. Other pairs have codes that no character has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import islice

import uharfbuzz

from briefing.dataclass import dataclass
from briefing.render.pdf.pdf_file import number
from briefing.theme import font_files
from briefing.theme.model import Typeface

SOFT_HYPHEN = "\u00ad"
UNSEEN = "\u200b"
"""What a glyph shows by itself that shows its characters only together with another."""
SUBSTITUTES = {"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ", "\u200a": " ", "\u2011": "-", SOFT_HYPHEN: "-"}
"""Characters that are drawn with the glyph of another where a face lacks them; read back, they stay themselves."""

NO_CHARACTERS = (*range(1, 0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000))
"""Codes that are no characters: controls, and halves of characters in UTF-16."""
TABULAR = "tabular"
SMALL_CAPS = "small capitals"
GLYPHS = "glyphs"
"""Not features: the text is what `numbered` returns."""


@dataclass(frozen=True, slots=True)
class Placed:
    """How words are set whose signs may stand above and below each other, at a size; from right to left if they run `backward`."""

    size: float
    backward: bool = False


Features = str | Placed
"""The name of a set of OpenType features: empty for running text, or one of those above; or how words of other scripts are set."""
USUAL: tuple[tuple[str, Features], ...] = (("ff fi fl ffi ffl", ""), ("".join(SUBSTITUTES), ""), ("0123456789", TABULAR))
"""Texts with pairs that most files have. Their codes are given away first, so that they are the same in every file of a face."""
Pair = tuple[int, str]
"""A glyph and the characters that it shows."""
_FEATURES: dict[Features, dict[str, bool]] = {"": {}, TABULAR: {"tnum": True, "lnum": True}, SMALL_CAPS: {"smcp": True}, GLYPHS: {}}


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One face of one family. There is one object for each (`find_face`), so that comparing and hashing are fast."""

    typeface: Typeface
    style: font_files.Face


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph as it stands in a word."""

    index: int
    text: str
    """The characters that it shows."""
    adjust: int
    """What is added to its own width, by kerning, in 1/1000 em."""
    right: int = 0
    """How far to the right of its place it is drawn, and …"""
    up: int = 0
    """… how far above the base line, in 1/1000 em."""
    advance: int = 0
    """From its place to that of the next, in 1/1000 em, where glyphs may stand above each other."""


@dataclass(frozen=True, slots=True)
class Shaped:
    """A word or a piece of one, as glyphs."""

    width: float
    """In 1/1000 em."""
    glyphs: tuple[Glyph, ...]


@cache
def find_face(typeface: Typeface, style: font_files.Face) -> Face:
    """Return the face of a family."""
    return Face(typeface, style)


@cache
def opened(face: Face) -> uharfbuzz.Font:
    """Return a face as a font to measure with."""
    return font_files.opened(face.typeface, face.style)


@cache
def scale_of(face: Face) -> float:
    """Return what turns a length of the font into 1/1000 em."""
    return 1000 / float(opened(face).face.upem)


@cache
def advance(face: Face, index: int) -> int:
    """Return the width of a glyph in 1/1000 em."""
    return int(opened(face).get_glyph_h_advance(index) * scale_of(face) + 0.5)


def covers(face: Face, text: str) -> bool:
    """Return whether a face can show all characters of `text`."""
    known = font_files.characters(face.typeface, face.style)
    return known.issuperset(map(ord, text)) or all(ord(c) in known or ord(SUBSTITUTES.get(c, c)) in known for c in text)


def numbered(index: int, text: str) -> str:
    """Return a text that `shape` turns into one glyph with this number, which shows `text`. It is for glyphs that no text leads to."""
    return f"{index} {text}"


@lru_cache(200_000)
def shape(face: Face, text: str, features: Features = "") -> Shaped:
    """Return `text` as glyphs, kerned and with the standard ligatures."""
    if features == GLYPHS and text[0].isdecimal():
        index, _, shown = text.partition(" ")
        return Shaped(advance(face, int(index)), (Glyph(int(index), shown, 0),))
    known = font_files.characters(face.typeface, face.style)
    shown = text if text.isascii() else "".join(c if ord(c) in known and c != SOFT_HYPHEN else SUBSTITUTES.get(c, c) for c in text)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(shown)
    buffer.guess_segment_properties()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    if isinstance(features, Placed):
        buffer.direction = "rtl" if features.backward else "ltr"
        uharfbuzz.shape(opened(face), buffer, {})
        return _placed(face, text, buffer)
    uharfbuzz.shape(opened(face), buffer, _FEATURES[features])
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    starts = [info.cluster for info in infos]
    ends = [*starts[1:], len(text)]
    glyphs = []
    for info, position, start, end in zip(infos, positions, starts, ends, strict=True):
        moved = round(position.x_advance * scale_of(face)) - advance(face, info.codepoint)
        glyphs.append(Glyph(info.codepoint, text[start:end] or "\u200b", moved))
    return Shaped(sum(advance(face, glyph.index) + glyph.adjust for glyph in glyphs), tuple(glyphs))


def _placed(face: Face, text: str, buffer: uharfbuzz.Buffer) -> Shaped:
    """Return what was shaped as glyphs from left to right. Of several glyphs for the same characters, the first to be read shows them."""
    infos, scale, backward = buffer.glyph_infos, scale_of(face), buffer.direction == "rtl"
    begun = sorted({info.cluster for info in infos})
    ends = dict(zip(begun, [*begun[1:], len(text)], strict=True))
    order = reversed(infos) if backward else infos
    shown = [text[info.cluster : ends.pop(info.cluster)] if info.cluster in ends else UNSEEN for info in order]
    glyphs = []
    for info, position, characters in zip(infos, buffer.glyph_positions, reversed(shown) if backward else shown, strict=True):
        moved = round(position.x_advance * scale)
        own = moved - advance(face, info.codepoint)
        glyphs.append(Glyph(info.codepoint, characters, own, round(position.x_offset * scale), round(position.y_offset * scale), moved))
    return Shaped(sum(advance(face, glyph.index) + glyph.adjust for glyph in glyphs), tuple(glyphs))


def width(face: Face, size: float, text: str, features: Features = "") -> float:
    """Return the width of `text` in points."""
    return shape(face, text, features).width * size / 1000


class EmbeddedFont:
    """The codes that a file uses of a face."""

    def __init__(self, name: str, face: Face) -> None:
        self.name = name
        """By which the resources of the pages know it."""
        self._face = face
        self._codes: dict[Pair, int] = {}
        """The pairs that the file shows."""
        self._odd = dict(_usual_codes(face))
        """The codes of pairs that are not a character with its own glyph."""
        self._free = islice(_free_codes(face), len(self._odd), None)
        self._encoded: dict[Features, _Encoded] = {}
        self._shown: dict[Features, _Encoded] = {}

    def _code(self, index: int, text: str) -> int:
        """Return the code of a pair, and keep it if it is a new one."""
        code = _fixed_code(self._face, index, text)
        if code:
            return code
        if (index, text) not in self._odd:
            self._odd[index, text] = next(self._free)
        return self._odd[index, text]

    def begin_page(self) -> None:
        """Forget what the page before has shown."""
        self._shown = {}

    def shown(self) -> list[tuple[int, str, int]]:
        """Return the pairs that this page has shown, and their codes, in the order of their first texts."""
        texts = ((text, features) for features, encoded in self._shown.items() for text in encoded)
        pairs = dict.fromkeys((glyph.index, glyph.text) for text, features in texts for glyph in shape(self._face, text, features).glyphs)
        return [(*pair, self._codes[pair]) for pair in pairs]

    def show_again(self, shown: Iterable[tuple[int, str, int]]) -> bool:
        """Note pairs that a page shows. Return False if one of them has another code in this file than in the one that it was drawn for."""
        for index, text, code in shown:
            known = self._codes.get((index, text))
            if known is None:
                known = self._codes[index, text] = self._code(index, text)
            if known != code:
                return False
        return True

    def encoded(self, features: Features) -> Mapping[str, str]:
        """Return the insides of the `TJ` arrays that show texts: strings and adjustments (9.4.3). Each is made when it is asked for."""
        if features not in self._shown:
            every = self._encoded.setdefault(features, _Encoded(lambda text: self.encode(text, features)))
            self._shown[features] = _Encoded(every.__getitem__)
        return self._shown[features]

    def encode(self, text: str, features: Features) -> str:
        """Return a text as `encoded` has it, and give codes to glyphs that have none."""
        string, fixed, is_fixed = _string(self._face, text, features)
        self._codes |= fixed
        if is_fixed:
            return string
        glyphs = shape(self._face, text, features).glyphs
        codes = {(glyph.index, glyph.text): self._code(glyph.index, glyph.text) for glyph in glyphs}
        self._codes |= codes
        return _written(glyphs, codes, features)

    @property
    def shown_pairs(self) -> list[tuple[int, int, str]]:
        """Return the codes that the file shows, sorted, each with its glyph and the characters that this shows."""
        return sorted((code, index, text) for (index, text), code in self._codes.items())

    @property
    def face(self) -> Face:
        """Return the face."""
        return self._face


class _Encoded(dict[str, str]):
    """Texts as strings of an embedded font, with one set of features. Each is made when it is asked for."""

    def __init__(self, make: Callable[[str], str]) -> None:
        self._make = make

    def __missing__(self, text: str) -> str:
        encoded = self[text] = self._make(text)
        return encoded


@lru_cache(100_000)
def _string(face: Face, text: str, features: Features) -> tuple[str, Mapping[Pair, int], bool]:
    """Return a text as a string, its pairs with their codes, and whether they are the same in every file. If not, the rest is empty."""
    glyphs = shape(face, text, features).glyphs
    usual = _usual_codes(face)
    codes = {pair: _fixed_code(face, *pair) or usual.get(pair, 0) for pair in ((glyph.index, glyph.text) for glyph in glyphs)}
    return (_written(glyphs, codes, features), codes, True) if all(codes.values()) else ("", {}, False)


def _written(glyphs: Iterable[Glyph], codes: Mapping[Pair, int], features: Features) -> str:
    if isinstance(features, Placed):
        return _written_apart(glyphs, codes, features.size)
    parts = ["<"]
    for glyph in glyphs:
        parts.append(f"{codes[glyph.index, glyph.text]:04X}")
        if glyph.adjust:
            parts.append(f">{-glyph.adjust}<")
    return "".join([*parts, ">"]).replace("<>", "")


def _written_apart(glyphs: Iterable[Glyph], codes: Mapping[Pair, int], size: float) -> str:
    """Return glyphs that are not all on the base line: the rise ends the array and begins another (9.3.7).

    Dots and strokes that show nothing by themselves follow the others. Between them, programs would read them as spaces within the word.
    """
    parts, level, x = list[str](), 0, 0
    later: list[tuple[int, Glyph]] = []
    pen = 0
    for glyph in glyphs:
        if glyph.text == UNSEEN and not glyph.advance:
            later.append((x, glyph))
        else:
            pen, level = _write(parts, glyph, codes, size, (x, pen, level))
        x += glyph.advance
    for at, glyph in later:
        pen, level = _write(parts, glyph, codes, size, (at, pen, level))
    if pen != x:
        parts.append(str(pen - x))
    if level:
        parts.append("] TJ 0 Ts [")
    return "".join(parts).replace("><", "")


def _write(parts: list[str], glyph: Glyph, codes: Mapping[Pair, int], size: float, state: tuple[int, int, int]) -> tuple[int, int]:
    """Write a glyph, and return where the pen is then and how high it writes.

    Args:
        parts: What is written.
        glyph: The glyph.
        codes: The codes of the file.
        size: Of the type.
        state: Where the glyph belongs without its own offset, where the pen is, and how high it writes.
    """
    x, pen, level = state
    if glyph.up != level:
        parts.append(f"] TJ {number(glyph.up * size / 1000)} Ts [")
    if x + glyph.right != pen:
        parts.append(str(pen - x - glyph.right))
    parts.append(f"<{codes[glyph.index, glyph.text]:04X}>")
    return x + glyph.right + glyph.advance - glyph.adjust, glyph.up


@cache
def _usual_codes(face: Face) -> Mapping[Pair, int]:
    """Return the codes of the pairs of usual texts that are not a character with its own glyph."""
    texts = (shape(face, text, features).glyphs for text, features in USUAL if covers(face, text))
    pairs = dict.fromkeys((glyph.index, glyph.text) for glyphs in texts for glyph in glyphs)
    odd = [pair for pair in pairs if not _fixed_code(face, *pair)]
    return dict(zip(odd, _free_codes(face), strict=False))


def _fixed_code(face: Face, index: int, text: str) -> int:
    """Return the code of a glyph that is a character's own; 0 for any other."""
    return ord(text) if len(text) == 1 and index and _own_glyph(face, text) == index else 0


@cache
def _own_glyph(face: Face, character: str) -> int:
    """Return the glyph of a character that has a code of two bytes and is no control; 0 if there is none."""
    point = ord(character)
    if point > 0xFFFF or point in NO_CHARACTERS or point not in font_files.characters(face.typeface, face.style):
        return 0
    return opened(face).get_nominal_glyph(point) or 0


def _free_codes(face: Face) -> Iterator[int]:
    """Yield the codes that no character of a face has: first those that no character of any face has."""
    yield from NO_CHARACTERS
    known = font_files.characters(face.typeface, face.style)
    yield from (code for code in range(0xFFFF, 0, -1) if code not in known and code not in NO_CHARACTERS)
