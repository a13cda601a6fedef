"""Finding the typefaces that the user chooses, and checking that they may be embedded and have the letters of the pack."""

from __future__ import annotations

import importlib
import importlib.util
import itertools
import re
import struct
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import uharfbuzz

from briefing.errors import BriefingError, Problem, nearest
from briefing.theme import font_files
from briefing.theme.layers import Layer, Layers
from briefing.theme.model import Typeface
from briefing.theme.settings import FACES
from briefing.theme.sfnt import damaged_table
from briefing.theme.workspace_files import found

ROLES = ("text", "sans")
LARGEST_FILE = 10_000_000
"""The largest size of a font file, in bytes."""
_WEIGHTS = (("SemiBold", "SemiBoldItalic"), ("Bold", "BoldItalic"))
"""The ends of the names of bold faces in a font package. Semi-bold comes first, because it is quieter in running text."""
_DRAWN = {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
"""Tables without which nothing can be drawn."""
_LEAST_GLYPHS = 100
"""Bytes of the outlines of a font that has any."""
_MOST_CONTOURS = 1_000
"""Of a glyph; -1 of one that is put together from others. Other numbers are no glyph."""
_METRICS_LENGTH = 78
"""The length of the shortest `OS/2` table, in bytes."""
_RESTRICTIONS = (
    (0x0002, "its licence forbids embedding"),
    (0x0004, "its licence allows embedding only for viewing and printing"),
    (0x0008, "its licence allows embedding only in editable files"),
    (0x0100, "its licence allows embedding only the whole font"),
    (0x0200, "its licence allows embedding only pictures of its characters"),
)
"""The bits of `OS/2.fsType`, and what they mean (OpenType 1.9)."""


def chosen(layers: Layers, role: str, root: Path) -> Typeface:
    """Return the typeface for running text (`text`), or for headings and tables (`sans`).

    Raises:
        BriefingError: There is no such package or file, it is not a TrueType font, or it may not be embedded.
    """
    path = ("typefaces", role)
    layer = layers.last(*path)
    assert layer is not None, "a shipped theme sets both typefaces"
    typeface = _of_package(layer, path) if layer.get(*path, "package") else _of_files(layer, path, root)
    problems = [problem for face in FACES for problem in _face_problems(layer, path, typeface, face)]
    if problems:
        raise BriefingError(problems)
    return typeface


def _of_package(layer: Layer, path: tuple[str, ...]) -> Typeface:
    package = str(layer.get(*path, "package"))
    if any(layer.get(*path, face) for face in FACES):
        raise BriefingError([layer.problem(path, "a typeface is a font package or four files, not both", "Delete one of the two.")])
    spec = importlib.util.find_spec(package) if re.fullmatch(r"fontpkg_[a-z0-9_]+", package) else None
    if spec is None or spec.origin is None:
        pip = f"Install it (pip install {package.replace('_', '-')}), or choose another package. "
        what = f"the font package '{package}' is not installed"
        raise BriefingError([layer.problem(path, what, pip + nearest(package, installed(), f"Installed: {', '.join(installed())}."))])
    files = _faces_below(Path(spec.origin).parent)
    weights = next((pair for pair in _WEIGHTS if set(pair) <= set(files)), None)
    if weights is None or not {"Regular", "Italic"} <= set(files):
        what = f"the font package '{package}' lacks one of the four faces that a pack needs: regular, italic, bold, bold italic"
        raise BriefingError([layer.problem(path, what, f"Choose another package. Installed: {', '.join(installed())}.")])
    bold, bold_italic = (files[face] for face in weights)
    family = str(getattr(importlib.import_module(package), "FAMILY", package))
    return Typeface(plain_name(family), package, files["Regular"], files["Italic"], bold, bold_italic)


@cache
def _faces_below(folder: Path) -> dict[str, str]:
    """Return the names of the files of an installed typeface, by their faces."""
    return {file.stem.rpartition("-")[2]: file.name for file in sorted(folder.rglob("*.ttf"), reverse=True)}


def installed() -> list[str]:
    """Return the names of the installed packages with fonts."""
    from importlib.metadata import distributions

    names = (str(each.metadata["Name"]) for each in distributions())
    return sorted(name.replace("-", "_") for name in names if name.startswith(("fontpkg-", "fontpkg_")))


def _of_files(layer: Layer, path: tuple[str, ...], root: Path) -> Typeface:
    lacking = [face for face in FACES if not layer.get(*path, face)]
    if lacking:
        what = f"the typeface has no file for: {', '.join(lacking)}"
        hint = "Name four files: {regular: …, italic: …, bold: …, bold-italic: …}."
        raise BriefingError([layer.problem(path, what, hint)])
    files: list[str] = []
    problems: list[Problem] = []
    for face in FACES:
        try:
            files.append(str(found(layer, (*path, face), root, (".ttf",), LARGEST_FILE, "Use the .ttf files of the typeface.").resolve()))
        except BriefingError as error:
            problems.extend(error.problems)
    if problems:
        raise BriefingError(problems)
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(files[0]))
    family = str(face.get_name(16) or face.get_name(1) or Path(files[0]).stem)
    regular, italic, bold, bold_italic = files
    return Typeface(plain_name(family), "", regular, italic, bold, bold_italic)


def plain_name(family: str) -> str:
    """Return the name of a family without characters that a style sheet or a table of fonts cannot have."""
    return re.sub(r"[^\w .-]", "", family).strip() or "Typeface"


def _face_problems(layer: Layer, path: tuple[str, ...], typeface: Typeface, face: str) -> Iterator[Problem]:
    file = font_files.face_path(typeface, face.replace("-", "_"))
    key = path if typeface.package else (*path, face)
    font = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)))
    tables = set(font.table_tags)
    metrics = bytes(font.reference_table("OS/2").data) if "OS/2" in tables else b""
    if not {"cmap", "head", "hmtx", "glyf", "name"} <= tables or len(metrics) < _METRICS_LENGTH:
        what = f"'{file.name}' is not a TrueType font"
        yield layer.problem(key, what, "Use the .ttf files of the typeface, not .otf, .woff or .ttc files.")
    elif "fvar" in tables:
        what = f"'{file.name}' is a variable font, with all weights in one file"
        yield layer.problem(key, what, "Use the files of single weights. They are usually in a folder 'static'.")
    else:
        reasons = restrictions(font)
        for reason in reasons:
            yield layer.problem(key, f"'{file.name}' {reason}", "Choose a typeface with an open licence.")
        if not typeface.package and not reasons and (where := damage(font, file)) is not None:
            yield layer.problem(key, f"'{file.name}' is damaged{where}", "Get the file again from where you have it from.")


def restrictions(font: uharfbuzz.Face) -> list[str]:
    """Say why the licence of a font keeps it out of packs; nothing if it does not."""
    bits = struct.unpack(">H", bytes(font.reference_table("OS/2").data)[8:10])[0]
    return [f"cannot be put into a pack: {reason}" for bit, reason in _RESTRICTIONS if bits & bit]


def damage(font: uharfbuzz.Face, file: Path) -> str | None:
    """Say where a font file is damaged, as far as can be said; None if it is whole."""
    table = damaged_table(file.read_bytes())
    if not (table or _is_damaged(font)):
        return None
    return f", in its table '{table.strip()}'" if table.isprintable() and table else ""


def _is_damaged(font: uharfbuzz.Face) -> bool:
    """Say whether a smaller copy of a font cannot be made, or its letters cannot be drawn: either would stop a build in its middle."""
    try:
        if not set(font.table_tags) >= _DRAWN or not font.unicodes or uharfbuzz.Font(font).get_font_extents("ltr") is None:
            return True
        keep = uharfbuzz.SubsetInput()
        keep.unicode_set.update(font.unicodes)
        copy = uharfbuzz.subset(font, keep)
        return len(copy.reference_table("glyf").data) < _LEAST_GLYPHS or _lacks_outlines(font)
    except (RuntimeError, ValueError, AttributeError, struct.error):
        return True


def _lacks_outlines(font: uharfbuzz.Face) -> bool:
    """Say whether an outline of a glyph lies beyond the end of its table, as in a file that was cut off."""
    outlines, places = (bytes(font.reference_table(name).data) for name in ("glyf", "loca"))
    is_long = bytes(font.reference_table("head").data)[50:52] == b"\0\1"
    form = f">{len(places) // 4}I" if is_long else f">{len(places) // 2}H"
    offsets = [each * (1 if is_long else 2) for each in struct.unpack(form, places[: struct.calcsize(form)])]
    if len(offsets) <= font.glyph_count or offsets != sorted(offsets) or offsets[-1] > len(outlines):
        return True
    shown = [outlines[start : start + 2] for start, end in itertools.pairwise(offsets) if end > start]
    return any(len(head) < 2 or not -1 <= struct.unpack(">h", head)[0] <= _MOST_CONTOURS for head in shown)


def unable(layers: Layers, typefaces: Iterable[Typeface], more: Iterable[Typeface], characters: str) -> Iterator[Problem]:
    """Yield a problem for each typeface that the user chose and that lacks letters or digits of the pack.

    The other typeface replaces signs that a typeface lacks, but not letters: a word with a letter of another typeface looks broken. Words
    in other scripts are whole in one of the typefaces that are `more`.
    """
    others = font_files.known(more)
    letters = {ord(each) for each in characters if unicodedata.category(each)[0] == "L" or each.isdecimal()}
    for role, typeface in zip(ROLES, typefaces, strict=True):
        layer = layers.last("typefaces", role)
        if layer is None or layer is layers.every[0]:
            continue
        lacking = sorted(letters - others - frozenset.intersection(*(font_files.characters(typeface, face) for face in _FACE_NAMES)))
        if not lacking:
            continue
        shown = " ".join(map(chr, lacking[:12])) + (" …" if len(lacking) > 12 else "")
        what = f"the typeface '{typeface.family}' lacks letters that the pack needs: {shown}"
        yield layer.problem(("typefaces", role), what, "Choose a typeface that has them, or delete this setting.")


_FACE_NAMES: tuple[font_files.Face, ...] = ("regular", "italic", "bold", "bold_italic")
