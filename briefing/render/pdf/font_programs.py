"""The copies of faces in a file: with only the glyphs that it shows (ISO 32000-1, 9.6 to 9.10)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

import uharfbuzz

from briefing.render.pdf import cff
from briefing.render.pdf.faces import Face, advance, opened, scale_of
from briefing.render.pdf.pdf_file import PdfFile, array, compressed, dictionary, numbers
from briefing.theme import font_files

Codes = Sequence[tuple[int, int, str]]
"""Codes, sorted, each with its glyph and the characters that this shows."""
SYSTEM = {"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": "0"}


def write(file: PdfFile, face: Face, codes: Codes) -> str:
    """Write a face with the glyphs that are used, and return the reference to it."""
    plan, size, subset = _subset(face, frozenset(index for _, index, _ in codes))
    base = f"/{_tag(codes)}+{_postscript_name(face)}"
    if _is_compact(face):
        return _write_compact(file, face, codes, base)
    to_glyphs = bytearray(2 * codes[-1][0] + 2)
    for code, index, _ in codes:
        to_glyphs[2 * code : 2 * code + 2] = plan[index].to_bytes(2, "big")
    program = file.add_stream(subset, {"Length1": str(size)}, is_compressed=True)
    descendant = file.add(
        {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": base,
            "CIDSystemInfo": dictionary(**SYSTEM),
            "FontDescriptor": file.add(_descriptor(face, base) | {"FontFile2": program}),
            "CIDToGIDMap": file.add_stream(bytes(to_glyphs)),
            "DW": "0",
            "W": array(_widths(face, [(code, index) for code, index, _ in codes])),
        }
    )
    return file.add(_composite(base, "/Identity-H", descendant, file.add_stream(_to_unicode(codes))))


def _composite(base: str, encoding: str, descendant: str, to_unicode: str) -> dict[str, str]:
    return {
        "Type": "/Font",
        "Subtype": "/Type0",
        "BaseFont": base,
        "Encoding": encoding,
        "DescendantFonts": array([descendant]),
        "ToUnicode": to_unicode,
    }


def _write_compact(file: PdfFile, face: Face, codes: Codes, base: str) -> str:
    """Write a face whose outlines are in the Compact Font Format. It has numbers of its own, to which a table leads from our codes."""
    plan, data, known = _compact(face, frozenset(index for _, index, _ in codes))
    glyphs = {known[plan[index]]: index for _, index, _ in codes}
    program = file.add_stream(data, {"Subtype": "/CIDFontType0C"}, is_compressed=True)
    descendant = file.add(
        {
            "Type": "/Font",
            "Subtype": "/CIDFontType0",
            "BaseFont": base,
            "CIDSystemInfo": dictionary(**SYSTEM),
            "FontDescriptor": file.add(_descriptor(face, base) | {"FontFile3": program}),
            "DW": "0",
            "W": array(_widths(face, sorted(glyphs.items()))),
        }
    )
    name = "Codes"
    entries = {"Type": "/CMap", "CMapName": f"/{name}", "CIDSystemInfo": dictionary(**SYSTEM), "WMode": "0"}
    table = _cmap(name, "cidchar", [f"<{code:04X}> {known[plan[index]]}" for code, index, _ in codes])
    return file.add(_composite(f"{base}-{name}", file.add_stream(table, entries), descendant, file.add_stream(_to_unicode(codes))))


def _widths(face: Face, codes: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Yield the widths of codes that follow one another, after the first of them (9.7.4.3)."""
    for _, run in groupby(enumerate(codes), lambda each: each[1][0] - each[0]):
        codes_in_a_row = [each for _, each in run]
        yield f"{codes_in_a_row[0][0]} {array(str(advance(face, index)) for _, index in codes_in_a_row)}"


def _descriptor(face: Face, base: str) -> dict[str, str]:
    """Return what a font says of itself, without its program."""
    font, scale = opened(face), scale_of(face)
    extents = font.get_font_extents("ltr")
    italic = "italic" in face.style
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
        "StemV": "120" if "bold" in face.style else "80",
    }


def _is_compact(face: Face) -> bool:
    return "CFF " in opened(face).face.table_tags


@lru_cache(50)
def _subset(face: Face, glyphs: frozenset[int]) -> tuple[Mapping[int, int], int, bytes]:
    """Return the new numbers of some glyphs of a face, and the size and the compressed bytes of a font that has only these.

    The sheets of many people, and a page that is looked at again and again, most often have the same.
    """
    plan, font = _copy(face, glyphs)
    data = bytes(font.blob.data)
    return plan, len(data), compressed(data)


@lru_cache(50)
def _compact(face: Face, glyphs: frozenset[int]) -> tuple[Mapping[int, int], bytes, list[int]]:
    """Return the new places of some glyphs of a face, the compressed outlines of these, and the number of the glyph in each place."""
    plan, font = _copy(face, glyphs)
    data = bytes(font.reference_table("CFF ").data)
    return plan, compressed(data), cff.numbers_of_glyphs(data, max(plan.values()) + 1)


def _copy(face: Face, glyphs: frozenset[int]) -> tuple[Mapping[int, int], uharfbuzz.Face]:
    keep = uharfbuzz.SubsetInput()
    keep.glyph_set.update(glyphs)
    keep.unicode_set.clear()
    keep.layout_feature_tag_set.clear()
    keep.name_id_set.update(font_files.NAMES_AND_LICENCE)
    font_files.pin(keep, face.typeface, face.style)
    keep.flags = uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE | uharfbuzz.SubsetFlags.NO_HINTING
    plan = uharfbuzz.SubsetPlan(opened(face).face, keep)
    return dict(plan.old_to_new_glyph_mapping), plan.execute()


def _to_unicode(codes: Codes) -> bytes:
    lines = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, _, text in codes]
    return _cmap("Adobe-Identity-UCS", "bfchar", lines)


def _cmap(name: str, kind: str, lines: Sequence[str]) -> bytes:
    """Return a table that leads from codes to characters (`bfchar`, 9.10.3) or to the numbers of a font (`cidchar`, 9.7.5)."""
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} begin{kind}\n" + "\n".join(block) + f"\nend{kind}" for block in blocks)
    ordering, number = ("UCS", 2) if kind == "bfchar" else ("Identity", 1)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo <</Registry (Adobe)/Ordering ({ordering})/Supplement 0>> def\n"
        f"/CMapName /{name} def\n/CMapType {number} def\n"
        f"{'' if kind == 'bfchar' else '/WMode 0 def' + chr(10)}"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode()


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
