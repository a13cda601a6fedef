"""PDF text whose letters are hard or impossible to read: a page shows `SECRET`, and the file calls them otherwise, or says nothing."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pikepdf
import uharfbuzz
from pikepdf import Array, Dictionary, Name, String

from tests.support.leak_planters import SECRET, Planter, edited

Letters = Callable[[Mapping[str, int]], Mapping[int, str]]
"""Takes the glyphs of letters, and returns the letters that the file says that they are."""


def private(glyphs: Mapping[str, int]) -> Mapping[int, str]:
    """Call each letter by a sign of private use."""
    return {number: chr(0xE000 + number) for number in glyphs.values()}


def spaces(glyphs: Mapping[str, int]) -> Mapping[int, str]:
    return dict.fromkeys(glyphs.values(), " ")


def nothing(glyphs: Mapping[str, int]) -> Mapping[int, str]:
    return dict.fromkeys(glyphs.values(), "")


def zeros(glyphs: Mapping[str, int]) -> Mapping[int, str]:
    return dict.fromkeys(glyphs.values(), "\0")


def shuffled(glyphs: Mapping[str, int]) -> Mapping[int, str]:
    """Call each letter by another one."""
    others = list(glyphs)
    random.Random(1).shuffle(others)
    return dict(zip(glyphs.values(), others, strict=True))


def half(glyphs: Mapping[str, int]) -> Mapping[int, str]:
    """Say of some letters what they are."""
    return {number: letter for letter, number in list(glyphs.items())[:5]}


def by_numbers(letters: Letters | None = None, wrap: str = "%s") -> Planter:
    """Return what draws the words by the numbers of their glyphs, in an embedded font.

    Args:
        letters: What the file says of the glyphs (`ToUnicode`). Default: nothing.
        wrap: The instructions around those that draw.
    """

    def change(document: pikepdf.Pdf) -> None:
        font, glyphs = embedded(document)
        if letters:
            font.ToUnicode = document.make_stream(table(letters(glyphs)))
        page = document.pages[0]
        page.add_resource(font, Name.Font, Name("/Numbers"))
        codes = "".join(f"{glyphs[letter]:04X}" for letter in SECRET)
        page.contents_add(document.make_stream((wrap % f"BT /Numbers 9 Tf 1 0 0 1 40 40 Tm <{codes}> Tj ET").encode()))

    return edited(change)


def embedded(document: pikepdf.Pdf) -> tuple[Any, dict[str, int]]:
    """Return a font with the letters of the words and without a table of characters, and the glyphs of the letters."""
    spec = find_spec("fontpkg_spectral")
    assert spec
    assert spec.origin
    asked = uharfbuzz.SubsetInput()
    asked.unicode_set.update(map(ord, SECRET))
    file = Path(spec.origin).parent / "files" / "Spectral-Regular.ttf"
    face = uharfbuzz.subset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file))), asked)
    shapes = uharfbuzz.Font(face)
    glyphs = {letter: shapes.get_nominal_glyph(ord(letter)) or 0 for letter in SECRET}
    widths = [shapes.get_glyph_h_advance(number) * 1000 // face.upem for number in range(face.glyph_count)]
    program = document.make_stream(face.blob.data.replace(b"cmap", b"xmap", 1))
    called = Name("/AAAAAA+Planted")
    system = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=called, Flags=4, FontBBox=[0, -200, 1000, 800], ItalicAngle=0, Ascent=800, Descent=-200,
        CapHeight=700, StemV=80, FontFile2=program,
    )  # fmt: skip
    inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=called, CIDSystemInfo=system, W=[0, widths])
    inner.FontDescriptor, inner.CIDToGIDMap = document.make_indirect(descriptor), Name.Identity
    outer = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=called, Encoding=Name("/Identity-H"))
    outer.DescendantFonts = Array([document.make_indirect(inner)])
    return document.make_indirect(outer), glyphs


def table(letters: Mapping[int, str]) -> bytes:
    lines = "\n".join(f"<{number:04X}> <{letter.encode('utf-16-be').hex()}>" for number, letter in letters.items())
    head = "begincmap\n1 begincodespacerange <0000> <FFFF> endcodespacerange"
    return f"{head}\n{len(letters)} beginbfchar\n{lines}\nendbfchar\nendcmap".encode()


def drawn_letters(called: Callable[[int, str], str], words: str = SECRET) -> Planter:
    """Return what draws words in a Type 3 font, whose glyphs are drawings.

    Args:
        called: Names a glyph, by its number and its letter.
        words: The words.
    """

    def change(document: pikepdf.Pdf) -> None:
        letters = sorted(set(words))
        names = [Name("/" + called(number, letter)) for number, letter in enumerate(letters, 1)]
        box = [0, 0, 600, 700]
        font = Dictionary(Type=Name.Font, Subtype=Name.Type3, FontBBox=box, FontMatrix=[0.001, 0, 0, 0.001, 0, 0])
        font.CharProcs = Dictionary({str(each): document.make_stream(b"500 0 0 0 500 700 d1 0 0 400 600 re f") for each in names})
        font.Encoding = Dictionary(Type=Name.Encoding, Differences=Array([1, *names]))
        font.FirstChar, font.LastChar, font.Widths = 1, len(letters), [500] * len(letters)
        page = document.pages[0]
        page.add_resource(document.make_indirect(font), Name.Font, Name("/Drawn"))
        codes = "".join(f"{letters.index(letter) + 1:02X}" for letter in words)
        page.contents_add(document.make_stream(f"BT /Drawn 9 Tf 1 0 0 1 40 40 Tm <{codes}> Tj ET".encode()))

    return edited(change)
