"""The style sheets and the fonts, from the theme."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Template

from briefing.render.epub.xhtml import STYLE_SHEETS
from briefing.render.epub.xhtml_blocks import WRITING_LINE
from briefing.render.epub.xhtml_directions import UPRIGHT
from briefing.render.epub.xhtml_tables import STACKED
from briefing.render.remembered import Memory, own_fonts, recalled
from briefing.theme import font_files as fonts
from briefing.theme import mathematics
from briefing.theme.font_files import Face
from briefing.theme.model import Theme, Typeface
from briefing.theme.sfnt import linked

QUIET = 0.85
"""The opacity of source lines and other quiet text: lighter than the text by day, darker by night. More than 4.5:1 on sepia, too."""
MIDDLE = 0.18
"""The relative luminance of lines and bars: about 4.6:1 against white and against black (WCAG 2.1)."""
ASCII = range(0x20, 0x7F)
NARROW = 30
"""Where a drawing has less room than this, in em, the one made for phones is shown."""

MATHEMATICS = "fonts/STIXTwoMath-Regular.ttf"
"""The file of the typeface for formulas."""
_FORMULAS = f"""@font-face {{ font-family: "STIX Two Math"; src: url("../{MATHEMATICS}"); }}
math {{ font-family: "STIX Two Math", math; }}"""
"""The rules for formulas: without a typeface for mathematics, browsers draw no roots and no tall brackets."""
FACES: tuple[tuple[str, Face, str, str], ...] = (
    ("text", "regular", "normal", "normal"),
    ("text", "italic", "normal", "italic"),
    ("text", "bold", "bold", "normal"),
    ("text", "bold_italic", "bold", "italic"),
    ("sans", "regular", "normal", "normal"),
    ("sans", "italic", "normal", "italic"),
    ("sans", "bold", "bold", "normal"),
)
"""The embedded faces: typeface of the theme, face, weight and style in CSS."""


def used(theme: Theme, characters: Set[str]) -> Theme:
    """Return a theme without the further typefaces that have none of the characters that the other typefaces lack."""
    if not theme.more:
        return theme
    left = set(map(ord, characters)) - fonts.known((theme.text, theme.sans))
    needed = []
    for typeface in theme.more:
        if left & fonts.characters(typeface):
            needed.append(typeface)
            left -= fonts.characters(typeface)
    return replace(theme, more=tuple(needed))


def font_files(theme: Theme, characters: Set[str], memory: Memory | None = None, *, has_formulas: bool = False) -> dict[str, bytes]:
    """Return the embedded faces by their path seen from the package document. Their licence is in their name tables.

    Args:
        theme: The typefaces.
        characters: Those of the content documents. The faces keep them, small and capital, and those of ASCII.
        memory: What it has of the faces is not made again.
        has_formulas: Whether there is a typeface for formulas.
    """
    both = {each for character in characters for each in (*character.lower(), *character.upper())}
    points = frozenset(map(ord, {*characters, *both})) | frozenset(ASCII)
    own = own_fonts(theme) if memory else ()
    faces = [(_font_path(theme, name, face), getattr(theme, name), face) for name, face, _, _ in FACES]
    faces += [(path, typeface, face) for typeface in theme.more for face, path in _more(typeface)]

    def face_file(typeface: Typeface, face: Face) -> bytes:
        def made() -> bytes:
            return linked(fonts.subset(typeface, face, points), typeface.family, face)

        return recalled(memory, "face", (typeface, face, sorted(points), own), made)

    found = {path: face_file(typeface, face) for path, typeface, face in faces}
    if has_formulas:
        found[MATHEMATICS] = fonts.subset(mathematics.typeface(), "regular", points | _slanted(points))
    return found


def face_files(theme: Theme) -> dict[str, Path]:
    """Return the whole files of the faces that `font_files` embeds, by the same paths: for a text that is still being written."""
    own = {_font_path(theme, name, face): fonts.face_path(getattr(theme, name), face) for name, face, _, _ in FACES}
    return own | {path: fonts.face_path(typeface, face) for typeface in theme.more for face, path in _more(typeface)}


def _more(typeface: Typeface) -> list[tuple[Face, str]]:
    """Return the faces of a further typeface that are embedded, with their paths."""
    faces: list[Face] = ["regular", "bold"] if typeface.has_bold else ["regular"]
    name = re.sub(r"\W+", "-", typeface.family)
    ending = fonts.face_path(typeface, "regular").suffix.lower()
    return [(face, f"fonts/{name}-{face}{ending}") for face in faces]


@cache
def _italics() -> dict[int, int]:
    """Return the code points of letters of mathematics in italics, by those of the letters that they are."""
    signs = [sign for sign in map(chr, (0x210E, *range(0x1D400, 0x1D800))) if "ITALIC" in unicodedata.name(sign, "") or sign == "ℎ"]
    return {ord(unicodedata.normalize("NFKC", sign)): ord(sign) for sign in reversed(signs)}


def _slanted(points: Iterable[int]) -> set[int]:
    """Return the letters in italics that a reading system draws in the place of single letters."""
    return {_italics()[point] for point in points if point in _italics()}


def style_sheets(theme: Theme, *, has_formulas: bool = False, turns: bool = False) -> dict[str, bytes]:
    """Return the style sheets by their path, in the order in which they are read: the plain one, and what newer systems add to it.

    Rules from the workspace end the second: whatever they hold, an old reading system keeps the first.
    """
    values = _values(theme)
    values["mathematics"] = _FORMULAS if has_formulas else ""
    values["stacked"] = "".join(_filled("stacked.css", values | {"name": name, "width": str(width)}) for name, width in STACKED.items())
    screen = _filled("screen.css", values)
    screen += _filled("directions.css", values) if turns else ""
    own = f"\n/* From the workspace */\n\n{theme.css}" if theme.css else ""
    return {STYLE_SHEETS[0]: _filled("style.css", values).encode(), STYLE_SHEETS[1]: f"{screen}{own}".encode()}


def _filled(name: str, values: dict[str, str]) -> str:
    return Template(files(__package__).joinpath(name).read_text(encoding="utf-8")).substitute(values)


def _values(theme: Theme) -> dict[str, str]:
    """Return what stands for the names in the style sheets. Sizes are relative to the size that the reader has chosen."""
    base = theme.body.size
    colours = theme.colours
    values = {
        "faces": "\n".join((*(_font_face(theme, *each) for each in FACES), *_further_faces(theme))),
        "text": _families(theme, theme.text),
        "sans": _families(theme, theme.sans),
        "display": _families(theme, theme.display_typeface),
        "display_kin": "Georgia, serif" if theme.display == "text" else "Helvetica, sans-serif",
        "subtitle_style": "italic" if theme.display == "text" and theme.italics else "normal",
        "italic": "italic" if theme.italics else "normal",
        "accent": _middle(colours.accent),
        "muted": _middle(colours.muted),
        "quiet": f"{QUIET:g}",
        "rule": colours.rule,
        "veil": _veil(colours.rule, 0.12),
        "line": _veil(colours.rule, 0.4),
        "faint": _veil(colours.rule, 0.9),
        "writing": _veil(colours.rule, 0.85),
        "narrow": str(NARROW),
        "writing_line": f"{WRITING_LINE:g}",
        "writing_room": f"{WRITING_LINE - 0.08:g}",
        "gap": f"{theme.paragraph_gap / base:.2f}",
        "lead": f"{theme.lead.size / base:.3f}",
        "small": f"{theme.small.size / base:.3f}",
        "table": f"{theme.table.size / base:.3f}",
        "title": f"{theme.title.size / base:.3f}",
        "large_title": f"{theme.title.size * 1.3 / base:.3f}",
    }
    return values | {f"h{level}": f"{each.size / base:.3f}" for level, each in enumerate(theme.headings, 1)}


def _font_path(theme: Theme, name: str, face: Face) -> str:
    typeface = getattr(theme, name)
    return f"fonts/{fonts.face_path(typeface, face).name}" if typeface.package else f"fonts/{name}-{face}.ttf"


def _font_face(theme: Theme, name: str, face: Face, weight: str, style: str) -> str:
    family = getattr(theme, name).family
    source = f'url("../{_font_path(theme, name, face)}")'
    return f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; src: {source}; }}'


def _further_faces(theme: Theme) -> Iterator[str]:
    for typeface in theme.more:
        for face, path in _more(typeface):
            weight = "bold" if face == "bold" else "normal"
            yield f'@font-face {{ font-family: "{typeface.family}"; font-weight: {weight}; src: url("../{path}"); }}'
    if theme.more:
        yield f".{UPRIGHT} {{ font-style: normal !important; }}"
        yield f"em.{UPRIGHT} {{ font-weight: bold; }}"


def _families(theme: Theme, first: Typeface) -> str:
    """Return the names of a typeface and of those that take its place for the letters that it lacks, between quotation marks."""
    return '", "'.join(each.family for each in (first, *theme.more))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _veil(colour: str, share: float) -> str:
    """Return a colour that lets the paper through."""
    return f"rgba({', '.join(map(str, _channels(colour)))}, {share})"


def _middle(colour: str) -> str:
    """Return the colour, mixed with white or black until it is seen on white paper and on black paper alike."""
    channels = _channels(colour)
    ground = 255 if _luminance(channels) < MIDDLE else 0
    mixtures = (tuple(round(each + (ground - each) * step / 100) for each in channels) for step in range(101))
    return "#" + "".join(f"{each:02x}" for each in min(mixtures, key=lambda each: abs(_luminance(each) - MIDDLE)))


def _luminance(channels: Sequence[int]) -> float:
    """Return the relative luminance of a colour (WCAG 2.1)."""
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in (c / 255 for c in channels))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
