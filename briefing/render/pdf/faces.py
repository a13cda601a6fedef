"""Faces: their characters, the widths of words, and their copies in the file (ISO 32000-1, 9.7; OpenType through HarfBuzz).

A code in the file stands for a pair of a glyph and the characters that it shows. So a ligature gives back its letters (ISO 14289-1,
7.21.7), and a face can hold 65,535 codes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import uharfbuzz

from briefing.render.pdf.pdf_file import PdfFile, array, dictionary, numbers
from briefing.theme import font_files
from briefing.theme.model import Typeface

SOFT_HYPHEN = "\u00ad"
SUBSTITUTES = {"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ", "\u200a": " ", "\u2011": "-", SOFT_HYPHEN: "-"}
"""Characters that are drawn with the glyph of another where a face lacks them; read back, they stay themselves."""

TABULAR = "tabular"
Features = str
"""The name of a set of OpenType features: empty for running text, or `TABULAR`."""
_FEATURES: dict[Features, dict[str, bool]] = {"": {}, TABULAR: {"tnum": True, "lnum": True}}


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


@lru_cache(200_000)
def shape(face: Face, text: str, features: Features = "") -> Shaped:
    """Return `text` as glyphs, kerned and with the standard ligatures."""
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
        self._codes: dict[tuple[int, str], int] = {}
        self._encoded: dict[Features, _Encoded] = {}

    def encoded(self, features: Features) -> Mapping[str, str]:
        """Return the insides of the `TJ` arrays that show texts: strings and adjustments (9.4.3). Each is made when it is asked for."""
        if features not in self._encoded:
            self._encoded[features] = _Encoded(self, features)
        return self._encoded[features]

    def encode(self, text: str, features: Features) -> str:
        """Return a text as `encoded` has it, and give codes to glyphs that have none."""
        parts = ["<"]
        for glyph in shape(self._face, text, features).glyphs:
            code = self._codes.setdefault((glyph.index, glyph.text), len(self._codes) + 1)
            parts.append(f"{code:04X}")
            if glyph.adjust:
                parts.append(f">{-glyph.adjust}<")
        return "".join([*parts, ">"]).replace("<>", "")

    def write(self, file: PdfFile) -> str:
        """Write the font with the glyphs that were used, and return the reference to it."""
        plan, subset = self._subset()
        wanted = {code: plan[index] for (index, _), code in self._codes.items()}
        to_glyphs = b"".join(wanted.get(code, 0).to_bytes(2, "big") for code in range(len(self._codes) + 1))
        widths = " ".join(str(advance(self._face, index)) for index, _ in self._codes)
        base = f"/{_tag(self._codes)}+{_postscript_name(self._face)}"
        descendant = file.add(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": base,
                "CIDSystemInfo": dictionary(Registry="(Adobe)", Ordering="(Identity)", Supplement="0"),
                "FontDescriptor": file.add(self._descriptor(base, file.add_stream(subset, {"Length1": str(len(subset))}))),
                "CIDToGIDMap": file.add_stream(to_glyphs),
                "DW": "0",
                "W": f"[1 [{widths}]]",
            }
        )
        return file.add(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": base,
                "Encoding": "/Identity-H",
                "DescendantFonts": array([descendant]),
                "ToUnicode": file.add_stream(self._to_unicode()),
            }
        )

    def _subset(self) -> tuple[dict[int, int], bytes]:
        keep = uharfbuzz.SubsetInput()
        keep.glyph_set.update({index for index, _ in self._codes})
        keep.unicode_set.clear()
        keep.layout_feature_tag_set.clear()
        keep.name_id_set.update(font_files.NAMES_AND_LICENCE)
        keep.flags = uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE | uharfbuzz.SubsetFlags.NO_HINTING
        plan = uharfbuzz.SubsetPlan(_font(self._face).face, keep)
        return dict(plan.old_to_new_glyph_mapping), bytes(plan.execute().blob.data)

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

    def _to_unicode(self) -> bytes:
        lines = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for (_, text), code in self._codes.items()]
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
    """Texts as strings of an embedded font, with one set of features."""

    def __init__(self, font: EmbeddedFont, features: Features) -> None:
        self._font, self._features = font, features

    def __missing__(self, text: str) -> str:
        encoded = self[text] = self._font.encode(text, self._features)
        return encoded


def _postscript_name(face: Face) -> str:
    return re.sub(r"[^A-Za-z0-9-]", "", font_files.face_path(face.typeface, face.style).stem) or "Typeface"


def _tag(codes: dict[tuple[int, str], int]) -> str:
    """Return six capitals that are the same for the same subset (9.6.4)."""
    value = 0
    for index, text in codes:
        for part in (index, *map(ord, text)):
            value = (value * 31 + part) % 26**6
    letters = []
    for _ in range(6):
        value, rest = divmod(value, 26)
        letters.append(chr(ord("A") + rest))
    return "".join(letters)
