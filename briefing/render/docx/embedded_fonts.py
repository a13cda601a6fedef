"""The pack's typefaces inside the file, so that it looks the same on every computer (ECMA-376 Part 1, 17.8.1)."""

from __future__ import annotations

import hashlib
import marshal
import re
import uuid
from collections.abc import Collection
from contextlib import suppress
from functools import cache
from typing import Literal

import uharfbuzz

from briefing.dataclass import dataclass
from briefing.render.remembered import Memory
from briefing.render.zip_file import Member, deflated
from briefing.theme.font_files import Face, characters, embedded, face_path, opened, subset
from briefing.theme.model import Typeface
from briefing.theme.sfnt import linked

FACES: tuple[tuple[Face, str], ...] = (
    ("regular", "embedRegular"),
    ("bold", "embedBold"),
    ("italic", "embedItalic"),
    ("bold_italic", "embedBoldItalic"),
)
"""The faces of a family and the elements that hold them, in the order of the schema."""
SANS_SERIFS = range(11, 16)
"""The values of the second byte of PANOSE for letters without serifs."""
MOST_POINTS = 3_000
"""Of a further typeface with at most this many characters, a file has all, so that users can edit it."""
MOST_WIDTHS = 50_000
"""Texts of a face whose widths are kept."""
OBFUSCATED = 32
"""How many bytes at the head of a font file are changed."""


@cache
def _font(typeface: Typeface, face: Face) -> uharfbuzz.Font:
    return opened(typeface, face)


def natural_leading(typeface: Typeface) -> float:
    """Return the distance of lines that the typeface itself asks for, as a share of its size."""
    font = _font(typeface, "regular")
    extents = font.get_font_extents("ltr")
    return float(extents.ascender - extents.descender + extents.line_gap) / float(font.face.upem)


class _Advances(dict[str, float]):
    """The widths of the characters of a face, as shares of its size. A character that the face lacks counts as one size."""

    def __init__(self, font: uharfbuzz.Font) -> None:
        self._font, self._upem = font, font.face.upem

    def __missing__(self, character: str) -> float:
        glyph = self._font.get_nominal_glyph(ord(character))
        found = self[character] = self._font.get_glyph_h_advance(glyph) / self._upem if glyph else 1.0
        return found


class Widths(dict[str, float]):
    """The widths of lines of text in one face, without kerning, as shares of its size."""

    def __init__(self, font: uharfbuzz.Font) -> None:
        self._advances = _Advances(font)

    def __missing__(self, text: str) -> float:
        if len(self) >= MOST_WIDTHS:
            self.clear()
        found = self[text] = sum(map(self._advances.__getitem__, text))
        return found


@cache
def widths(typeface: Typeface, face: Face) -> Widths:
    """Return the widths of texts in a face. Each is measured when it is asked for."""
    return Widths(_font(typeface, face))


def half_points(size: float) -> float:
    """Return the size in which Word sets type of this size: it knows halves of a point only."""
    return round(size * 2) / 2


@dataclass(frozen=True, slots=True)
class Description:
    """What a typeface is like, for a program that has to find another in its place."""

    family: Literal["roman", "swiss"]
    """With serifs, or without."""
    panose: str
    """Ten bytes in hexadecimal digits."""
    signature: dict[str, str]
    """The Unicode ranges and code pages that it covers, by the names of the attributes of `w:sig`."""


@cache
def description(typeface: Typeface) -> Description:
    """Return what the regular face of a typeface says of itself (OpenType 1.9, `OS/2`)."""
    table = bytes(_font(typeface, "regular").face.reference_table("OS/2").data)
    panose = table[32:42]
    ranges = {f"usb{number}": table[42 + 4 * number : 46 + 4 * number] for number in range(4)}
    # The first version of the table has no code pages.
    pages = {f"csb{number}": table[78 + 4 * number : 82 + 4 * number] or bytes(4) for number in range(2)}
    signature = {name: value.hex().upper() for name, value in (ranges | pages).items()}
    return Description("swiss" if panose[1] in SANS_SERIFS else "roman", panose.hex().upper(), signature)


@cache
def exclusive(text: Typeface, sans: Typeface) -> re.Pattern[str]:
    """Return what finds runs of characters that only one of the two typefaces has: groups `text` and `sans`."""
    groups = {"text": characters(text) - characters(sans), "sans": characters(sans) - characters(text)}
    classes = {name: "".join(re.escape(chr(point)) for point in sorted(points)) for name, points in groups.items() if points}
    return re.compile("|".join(f"(?P<{name}>[{members}]+)" for name, members in classes.items()) or r"(?!)")


def is_embeddable(typeface: Typeface) -> bool:
    """Say whether Word takes a typeface from a file: it knows only TrueType outlines."""
    return "glyf" in _font(typeface, "regular").face.table_tags


def points_of(typeface: Typeface, written: Collection[str]) -> frozenset[int]:
    """Return the code points that an embedded copy of a further typeface keeps: all, or those that are used of the thousands of signs."""
    every = characters(typeface)
    return every if len(every) <= MOST_POINTS else frozenset(map(ord, written)) & every


def packed_face(typeface: Typeface, face: Face, memory: Memory | None, points: frozenset[int] = frozenset()) -> tuple[str, Member]:
    """Return the key of an embedded face, and the member of the zip that it is. `memory` may have it.

    Args:
        typeface: A typeface.
        face: One of its faces.
        memory: What was made before.
        points: The code points that are kept. Default: those of Latin and Cyrillic letters, and signs.
    """
    own = "" if typeface.package else hashlib.sha256(face_path(typeface, face).read_bytes()).hexdigest()
    name = f"font {typeface!r} {face} {own}{f' {sorted(points)}' if points else ''}"
    known = memory.get(name) if memory is not None else None
    if known is not None:
        with suppress(ValueError, TypeError, EOFError):
            key, *member = marshal.loads(known)  # noqa: S302  # plain data, whose hash the memory has compared
            return key, Member(*member)
    key, data = obfuscated(typeface, face, points)
    packed = deflated(data)
    if memory is not None:
        memory.put(name, marshal.dumps((key, *packed)))
    return key, packed


@cache
def obfuscated(typeface: Typeface, face: Face, points: frozenset[int] = frozenset()) -> tuple[str, bytes]:
    """Return the key and the bytes of an embedded face. The key comes from the bytes, so that the same face always has the same one."""
    data = linked(subset(typeface, face, points) if points else embedded(typeface, face), typeface.family, face)
    key = uuid.uuid5(uuid.NAMESPACE_OID, hashlib.sha256(data).hexdigest())
    mask = key.bytes[::-1]
    head = bytes(byte ^ mask[place % len(mask)] for place, byte in enumerate(data[:OBFUSCATED]))
    return f"{{{str(key).upper()}}}", head + data[OBFUSCATED:]
