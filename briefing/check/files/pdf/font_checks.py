"""Checks of fonts: each is in the file, with a glyph, a width and a character for each code on a page (ISO 14289-1, 7.21)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import uharfbuzz

from briefing.check.files.pdf.encoding import LARGEST_RANGE
from briefing.check.files.pdf.file import TaggedFile
from briefing.check.files.pdf.trees import name

_NO_CHARACTER = re.compile("[\0\ufeff\ufffe\ufffd\ue000-\uf8ff]")


def check(file: TaggedFile) -> None:
    """Look at each font that shows something."""
    for font, shown, page in file.codes.values():
        if not shown:
            continue
        title = re.sub(r"^[A-Z]{6}\+", "", name(font.get("/BaseFont", "without a name")))[:60]
        if font.get("/Subtype") != "/Type3" and not _program(font):
            file.say("pdf-fonts", f"the font {title} is not in the file", page)
        elif font.get("/Subtype") == "/Type0":
            _glyphs(file, font, shown, title, page)
        known = file.unicode(font)
        if any(not known.get(code) or _NO_CHARACTER.search(known[code]) for code in shown):
            file.say("pdf-characters", f"the font {title} does not say which characters its glyphs are", page)


def _program(font: Any) -> Any:
    """Return the font program, where it is in the file."""
    holder = font.DescendantFonts[0] if font.get("/Subtype") == "/Type0" else font
    descriptor = holder.get("/FontDescriptor", {})
    return next((descriptor[key] for key in ("/FontFile2", "/FontFile3", "/FontFile") if key in descriptor), None)


def _glyphs(file: TaggedFile, font: Any, shown: set[int], title: str, page: int) -> None:
    """Look for the glyphs of a composite TrueType font and for their widths."""
    descendant = font.DescendantFonts[0]
    if descendant.get("/Subtype") != "/CIDFontType2" or "/FontFile2" not in descendant.FontDescriptor:
        return
    face = uharfbuzz.Face(descendant.FontDescriptor.FontFile2.read_bytes())
    shaper, scale = uharfbuzz.Font(face), 1000 / (face.upem or 1000)
    table = descendant.get("/CIDToGIDMap")
    glyph_ids = table.read_bytes() if isinstance(table, pikepdf.Stream) else b""
    widths, usual = dict(_widths(descendant)), float(descendant.get("/DW", 1000))
    for code in sorted(shown):
        glyph = int.from_bytes(glyph_ids[2 * code : 2 * code + 2], "big") if glyph_ids else code
        if not 0 < glyph < face.glyph_count:
            file.say("pdf-glyphs", f"the font {title} has no glyph for a character on the page", page)
        elif abs(shaper.get_glyph_h_advance(glyph) * scale - widths.get(code, usual)) > 1:
            file.say("pdf-widths", f"glyphs of the font {title} are not as wide as the file says", page)


def _widths(descendant: Any) -> Iterator[tuple[int, float]]:
    """Yield the widths of glyphs by their codes (ISO 32000-1, 9.7.4.3)."""
    items = list(descendant.get("/W", []))
    while len(items) >= 2:
        first, second = int(items[0]), items[1]
        if isinstance(second, pikepdf.Array):
            yield from ((first + at, float(width)) for at, width in enumerate(second))
            items = items[2:]
        else:
            yield from ((code, float(items[2])) for code in range(first, min(int(second), first + LARGEST_RANGE) + 1))
            items = items[3:]
