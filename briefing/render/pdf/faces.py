"""Faces: their characters, the widths of words, and their copies in the file (ISO 32000-1, 9.7; OpenType through HarfBuzz).

A code in the file stands for a pair of a glyph and the characters that it shows. So a ligature gives back its letters (ISO 14289-1,
7.21.7), and a face can hold 65,535 codes. The glyph of a character has the code of the character, whatever the file showed before it: what
is drawn once can be drawn again in another file. Other pairs have codes that no character has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import groupby, islice

import uharfbuzz

from briefing.dataclass import dataclass
from briefing.render.pdf.pdf_file import PdfFile, array, compressed, dictionary, numbers
from briefing.theme import font_files
from briefing.theme.model import Typeface

SOFT_HYPHEN = "\u00ad"
SUBSTITUTES = {"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ", "\u200a": " ", "\u2011": "-", SOFT_HYPHEN: "-"}
"""Characters that are drawn with the glyph of another where a face lacks them; read back, they stay themselves."""

NO_CHARACTERS = (*range(1, 0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000))
"""Codes that are no characters: controls, and halves of characters in UTF-16."""
TABULAR = "tabular"
SMALL_CAPS = "small capitals"
GLYPHS = "glyphs"
"""Not features: the text is what `numbered` returns."""
Features = str
"""The name of a set of OpenType features: empty for running text, or one of those above."""
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
def _font(face: Face) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(font_files.face_path(face.typeface, face.style)))))


@cache
def _scale(face: Face) -> float:
    return 1000 / float(_font(face).face.upem)


@cache
def advance(face: Face, index: int) -> int:
    """Return the width of a glyph in 1/1000 em."""
    return int(_font(face).get_glyph_h_advance(index) * _scale(face) + 0.5)


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
    uharfbuzz.shape(_font(face), buffer, _FEATURES[features])
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    starts = [info.cluster for info in infos]
    ends = [*starts[1:], len(text)]
    glyphs = []
    for info, position, start, end in zip(infos, positions, starts, ends, strict=True):
        moved = round(position.x_advance * _scale(face)) - advance(face, info.codepoint)
        glyphs.append(Glyph(info.codepoint, text[start:end] or "\u200b", moved))
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
        return _written(glyphs, codes)

    def write(self, file: PdfFile) -> str:
        """Write the font with the glyphs that were used, and return the reference to it."""
        plan, size, subset = _subset(self._face, frozenset(index for index, _ in self._codes))
        codes = sorted((code, index, text) for (index, text), code in self._codes.items())
        to_glyphs = bytearray(2 * codes[-1][0] + 2)
        for code, index, _ in codes:
            to_glyphs[2 * code : 2 * code + 2] = plan[index].to_bytes(2, "big")
        base = f"/{_tag(codes)}+{_postscript_name(self._face)}"
        descendant = file.add(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": base,
                "CIDSystemInfo": dictionary(Registry="(Adobe)", Ordering="(Identity)", Supplement="0"),
                "FontDescriptor": file.add(self._descriptor(base, file.add_stream(subset, {"Length1": str(size)}, is_compressed=True))),
                "CIDToGIDMap": file.add_stream(bytes(to_glyphs)),
                "DW": "0",
                "W": array(self._widths(codes)),
            }
        )
        return file.add(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": base,
                "Encoding": "/Identity-H",
                "DescendantFonts": array([descendant]),
                "ToUnicode": file.add_stream(_to_unicode(codes)),
            }
        )

    def _widths(self, codes: Sequence[tuple[int, int, str]]) -> Iterator[str]:
        """Yield the widths of codes that follow one another, after the first of them (9.7.4.3)."""
        for _, run in groupby(enumerate(codes), lambda each: each[1][0] - each[0]):
            codes_in_a_row = [each for _, each in run]
            yield f"{codes_in_a_row[0][0]} {array(str(advance(self._face, index)) for _, index, _ in codes_in_a_row)}"

    def _descriptor(self, base: str, font_file: str) -> dict[str, str]:
        font, scale = _font(self._face), _scale(self._face)
        extents = font.get_font_extents("ltr")
        italic = "italic" in self._face.style
        capital = font.get_glyph_extents(font.get_nominal_glyph(ord("H")) or 0)  # the glyph of a missing letter where there is no H
        cap_height = (capital.y_bearing if capital else extents.ascender) * scale
        return {
            "Type": "/FontDescriptor",
            "FontName": base,
            "Flags": str(4 | (64 if italic else 0)),
            "FontBBox": array([numbers(-500, extents.descender * scale, 1500, extents.ascender * scale)]),
            "ItalicAngle": "-10" if italic else "0",
            "Ascent": numbers(extents.ascender * scale),
            "Descent": numbers(extents.descender * scale),
            "CapHeight": numbers(cap_height),
            "StemV": "120" if "bold" in self._face.style else "80",
            "FontFile2": font_file,
        }


@lru_cache(50)
def _subset(face: Face, glyphs: frozenset[int]) -> tuple[Mapping[int, int], int, bytes]:
    """Return the new numbers of some glyphs of a face, and the size and the compressed bytes of a font that has only these.

    The sheets of many people, and a page that is looked at again and again, most often have the same.
    """
    keep = uharfbuzz.SubsetInput()
    keep.glyph_set.update(glyphs)
    keep.unicode_set.clear()
    keep.layout_feature_tag_set.clear()
    keep.name_id_set.update(font_files.NAMES_AND_LICENCE)
    keep.flags = uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE | uharfbuzz.SubsetFlags.NO_HINTING
    plan = uharfbuzz.SubsetPlan(_font(face).face, keep)
    data = bytes(plan.execute().blob.data)
    return dict(plan.old_to_new_glyph_mapping), len(data), compressed(data)


def _to_unicode(codes: Iterable[tuple[int, int, str]]) -> bytes:
    lines = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, _, text in codes]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode()


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
    return (_written(glyphs, codes), codes, True) if all(codes.values()) else ("", {}, False)


def _written(glyphs: Iterable[Glyph], codes: Mapping[Pair, int]) -> str:
    parts = ["<"]
    for glyph in glyphs:
        parts.append(f"{codes[glyph.index, glyph.text]:04X}")
        if glyph.adjust:
            parts.append(f">{-glyph.adjust}<")
    return "".join([*parts, ">"]).replace("<>", "")


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
    return _font(face).get_nominal_glyph(point) or 0


def _free_codes(face: Face) -> Iterator[int]:
    """Yield the codes that no character of a face has: first those that no character of any face has."""
    yield from NO_CHARACTERS
    known = font_files.characters(face.typeface, face.style)
    yield from (code for code in range(0xFFFF, 0, -1) if code not in known and code not in NO_CHARACTERS)


def _postscript_name(face: Face) -> str:
    return re.sub(r"[^A-Za-z0-9-]", "", font_files.face_path(face.typeface, face.style).stem) or "Typeface"


def _tag(codes: Iterable[tuple[int, int, str]]) -> str:
    """Return six capitals that are the same for the same subset (9.6.4)."""
    value = 0
    for _, index, text in codes:
        for part in (index, *map(ord, text)):
            value = (value * 31 + part) % 26**6
    letters = []
    for _ in range(6):
        value, rest = divmod(value, 26)
        letters.append(chr(ord("A") + rest))
    return "".join(letters)
