"""Further typefaces, for letters that the two of a pack lack. A font file may have all weights in one, and a face may be missing."""

from __future__ import annotations

import importlib.util
import struct
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import uharfbuzz

from briefing.errors import BriefingError, Problem, nearest
from briefing.theme import font_files
from briefing.theme.layers import Layer, Layers
from briefing.theme.model import Typeface
from briefing.theme.settings import FACES, FONT_FILES
from briefing.theme.typefaces import damage, installed, plain_name, restrictions
from briefing.theme.workspace_files import found

LARGEST_FILE = 40_000_000
"""The largest size of a font file, in bytes: a Chinese typeface has tens of thousands of signs."""
MOST_FILES = 200
"""Font files of a package that are looked at."""
SEMI_BOLD, BOLD = 600, 700


def more(layers: Layers, root: Path) -> tuple[Typeface, ...]:
    """Return the further typefaces of the last layer that names some.

    Raises:
        BriefingError: There is no such package or file, or a file is no font that can be embedded.
    """
    path = ("typefaces", "more")
    layer = next((each for each in reversed(layers.every) if each.get(*path)), None)
    if layer is None:
        return ()
    problems: list[Problem] = []
    typefaces: list[Typeface] = []
    for number, settings in enumerate(layer.get(*path)):
        place = (*path, number)
        try:
            typefaces += _of_package(layer, place, settings.package) if settings.package else [_of_files(layer, place, root)]
        except BriefingError as error:
            problems += error.problems
    if problems:
        raise BriefingError(problems)
    return tuple(dict.fromkeys(typefaces))


def _of_package(layer: Layer, place: Sequence[str | int], package: str) -> list[Typeface]:
    if importlib.util.find_spec(package) is None:
        what = f"the font package '{package}' is not installed"
        hint = f"Install it (pip install {package.replace('_', '-')}), or choose another package. "
        raise BriefingError([layer.problem(place, what, hint + nearest(package, installed(), f"Installed: {', '.join(installed())}."))])
    found = of_package(package)
    if not found:
        what = f"the package '{package}' has no font file that can be put into a pack"
        raise BriefingError([layer.problem(place, what, "Choose a package with .ttf or .otf files.")])
    return found


def of_package(package: str) -> list[Typeface]:
    """Return the typefaces of an installed package, in the order of their names; fonts that cannot be put into a pack are left out."""
    families: dict[str, list[Path]] = {}
    for file in font_files.package_files(package)[:MOST_FILES]:
        if not any(_faults(file, is_own=False)):
            families.setdefault(_family(file), []).append(file)
    return [_of_family(family, members, package) for family, members in families.items()]


def _of_files(layer: Layer, place: Sequence[str | int], root: Path) -> Typeface:
    files: dict[str, Path] = {}
    problems: list[Problem] = []
    given = [face for face in FACES if layer.get(*place, face)]
    if "regular" not in given:
        problems.append(layer.problem(place, "the typeface has no file for: regular", "Write {regular: fonts/NAME.ttf}."))
    for face in given:
        try:
            files[face] = found(layer, (*place, face), root, FONT_FILES, LARGEST_FILE, "Use a .ttf or .otf file.").resolve()
        except BriefingError as error:
            problems += error.problems
            continue
        for fault in _faults(files[face], is_own=True):
            problems.append(layer.problem((*place, face), f"'{files[face].name}' {fault}", "Choose another file."))
            break
    if problems:
        raise BriefingError(problems)
    if len(files) == 1:
        return _of_family(_family(files["regular"]), [files["regular"]], "")
    regular, bold = str(files["regular"]), str(files.get("bold", files["regular"]))
    italic = str(files.get("italic", regular))
    return Typeface(_family(files["regular"]), "", regular, italic, bold, str(files.get("bold-italic", bold)))


def _of_family(family: str, files: Sequence[Path], package: str) -> Typeface:
    """Return a family. Where it has no file of a face, the nearest is in its place."""
    variable = next((file for file in files if _axes(file) and not _is_italic(file)), None)
    if variable is not None:
        weights = _axes(variable).get("wght", (0, font_files.REGULAR_WEIGHT))
        name = variable.name if package else str(variable)
        return Typeface(family, package, name, name, name, name, bold_weight=int(min(SEMI_BOLD, weights[1])))

    def nearest_to(weight: int, *, italic: bool) -> str:
        best = min(files, key=lambda file: (_is_italic(file) != italic, abs(_weight(file) - weight)))
        return best.name if package else str(best)

    bold = SEMI_BOLD if any(_weight(file) == SEMI_BOLD for file in files) else BOLD
    return Typeface(
        family,
        package,
        nearest_to(font_files.REGULAR_WEIGHT, italic=False),
        nearest_to(font_files.REGULAR_WEIGHT, italic=True),
        nearest_to(bold, italic=False),
        nearest_to(bold, italic=True),
    )


@cache
def _opened(file: Path) -> uharfbuzz.Face:
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)))


def _faults(file: Path, *, is_own: bool) -> Iterator[str]:
    """Yield why a file cannot be used: what it is not, and what its licence forbids."""
    font = _opened(file)
    tables = set(font.table_tags)
    outlines = {"glyf", "loca"} <= tables or "CFF " in tables
    if not (outlines and {"cmap", "head", "hmtx", "hhea", "maxp", "name", "OS/2"} <= tables and font.unicodes):
        yield "is not a TrueType or OpenType font"
    else:
        yield from restrictions(font)
        if is_own and "glyf" in tables and (table := damage(font, file)) is not None:
            yield f"is damaged{table}"


def _family(file: Path) -> str:
    font = _opened(file)
    return plain_name(str(font.get_name(16) or font.get_name(1) or file.stem))


def _axes(file: Path) -> dict[str, tuple[float, float]]:
    return {axis.tag: (axis.min_value, axis.max_value) for axis in _opened(file).axis_infos}


def _weight(file: Path) -> int:
    return int(struct.unpack(">H", bytes(_opened(file).reference_table("OS/2").data)[4:6])[0])


def _is_italic(file: Path) -> bool:
    return bool(bytes(_opened(file).reference_table("OS/2").data)[63] & 1)
