"""The files of typefaces: where they are, which characters they have, and smaller copies to embed."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import uharfbuzz

from briefing.theme.model import Typeface

Face = Literal["regular", "italic", "bold", "bold_italic"]
FACES: tuple[Face, ...] = get_args(Face)

SCRIPTS = (
    *range(0x20, 0x250),  # Latin, with Turkmen and Uzbek letters
    *range(0x2B0, 0x300),  # modifier letters: the turned comma of Uzbek
    *range(0x400, 0x530),  # Cyrillic, with Kazakh, Kyrgyz, Tajik, Turkmen and Uzbek letters
    *range(0x1E00, 0x1F00),  # Latin with dots and rings, for transliteration
    *range(0x2000, 0x2070),  # spaces, dashes, quotation marks
    *range(0x20A0, 0x20C0),  # currency signs
    *range(0x2190, 0x2194),  # arrows
    *range(0x2200, 0x2270),  # mathematical signs
    *range(0x25A0, 0x25D0),  # squares and circles
)
"""The code points that an embedded copy of a face keeps, so that users can edit a Word file in their own languages."""

REGULAR_WEIGHT = 400

NAMES_AND_LICENCE = (0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17)
"""The entries of the table of names that an embedded copy of a font keeps (OpenType, `name`)."""

DRAWN_ANYWAY = frozenset(" \t\n\r\u00a0\u00ad\u2011")
"""White space, and hyphens that are drawn as an ordinary one."""


@cache
def face_path(typeface: Typeface, face: Face) -> Path:
    """Return the file of a face."""
    if not typeface.package:
        return Path(str(getattr(typeface, face)))
    name = str(getattr(typeface, face))
    return next(path for path in package_files(typeface.package) if path.name == name)


def package_files(package: str) -> list[Path]:
    """Return the font files of an installed package, sorted; none if there is no such package. Nothing of it is run."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None or spec.submodule_search_locations is None:
        return []
    return sorted(path for path in Path(spec.origin).parent.rglob("*") if path.suffix.lower() in (".ttf", ".otf"))


@cache
def characters(typeface: Typeface, face: Face = "regular") -> frozenset[int]:
    """Return the code points that a face has."""
    return frozenset(_open(typeface, face).unicodes)


def axes(typeface: Typeface, face: Face) -> dict[str, float]:
    """Return where a face is on the axes of a font that has all weights in one file; nothing for other fonts."""
    if not typeface.bold_weight:
        return {}
    weight = typeface.bold_weight if face.startswith("bold") else REGULAR_WEIGHT
    found = {axis.tag: axis.default_value for axis in _open(typeface, face).axis_infos}
    weights = {axis.tag: axis for axis in _open(typeface, face).axis_infos if axis.tag == "wght"}
    return found | {tag: min(max(weight, axis.min_value), axis.max_value) for tag, axis in weights.items()}


@cache
def writes(typeface: Typeface, language: str) -> bool:
    """Say whether a typeface has the forms of Chinese signs of a language (OpenType 1.9, `OS/2.ulCodePageRange`)."""
    first, *others = language.split("-")
    is_old = first == "zh" and {"Hant", "TW", "HK", "MO"} & set(others)
    bit = {"ja": 17, "zh": 20 if is_old else 18, "ko": 19}.get(first)
    table = bytes(_open(typeface, "regular").reference_table("OS/2").data)
    return bit is not None and len(table) >= 82 and bool(int.from_bytes(table[78:82], "big") >> bit & 1)


def _open(typeface: Typeface, face: Face) -> uharfbuzz.Face:
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face_path(typeface, face))))


def known(typefaces: Iterable[Typeface]) -> frozenset[int]:
    """Return the code points that one of the typefaces has, at least."""
    return frozenset().union(*(characters(typeface) for typeface in typefaces))


def missing(text: str, typefaces: Iterable[Typeface]) -> list[str]:
    """Return the characters of `text` that none of the typefaces has, in the order of their code points."""
    known_ones = known(typefaces)
    return sorted({c for c in text if ord(c) not in known_ones and c not in DRAWN_ANYWAY})


@cache
def embedded(typeface: Typeface, face: Face) -> bytes:
    """Return a TrueType file of a face with only the characters of `SCRIPTS`. The same face always gives the same bytes."""
    return subset(typeface, face, frozenset(SCRIPTS))


def subset(typeface: Typeface, face: Face, points: frozenset[int]) -> bytes:
    """Return a TrueType file of a face with only the characters at these code points."""
    keep = uharfbuzz.SubsetInput()
    keep.unicode_set.update(sorted(points))
    keep.name_id_set.update(NAMES_AND_LICENCE)
    pin(keep, typeface, face)
    return bytes(uharfbuzz.subset(_open(typeface, face), keep).blob.data)


@cache
def opened(typeface: Typeface, face: Face) -> uharfbuzz.Font:
    """Return a face as a font to measure and to draw with."""
    font = uharfbuzz.Font(_open(typeface, face))
    if places := axes(typeface, face):
        font.set_variations(places)
    return font


def pin(keep: uharfbuzz.SubsetInput, typeface: Typeface, face: Face) -> None:
    """Let a smaller copy have only the weight of a face."""
    for tag, place in axes(typeface, face).items():
        keep.pin_axis_location(_open(typeface, face), tag, place)
