"""Typefaces for letters that the two of a pack lack: packages, files, weights in one file, both forms of outlines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

from briefing.document import Emphasis, Paragraph, Text
from briefing.files.origin import Origin
from briefing.files.validation import validate
from briefing.render import pdf
from briefing.theme import font_files
from briefing.theme.further import more, of_package
from briefing.theme.layers import Layer, stacked
from briefing.theme.model import Theme, Typeface
from briefing.theme.settings import ThemeSettings
from tests.support.sample import document

RIVERS = "長江是亞洲的長河，流經許多地方。水很重要；人們在河邊種田。"


def drawn_font(path: Path, letters: str, *, compact: bool) -> Path:
    """Write a font whose letters are boxes, with outlines in one of the two forms."""
    names = [".notdef", *(f"u{ord(each):04X}" for each in sorted(set(letters)))]
    builder = FontBuilder(1000, isTTF=not compact)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({int(name[1:], 16): name for name in names[1:]})

    def outline(number: int) -> object:
        pen = T2CharStringPen(1000, {}) if compact else TTGlyphPen(None)
        pen.moveTo((100, 0))
        for point in ((100, 500 + number), (900, 500 + number), (900, 0)):
            pen.lineTo(point)
        pen.closePath()
        return pen.getCharString() if compact else pen.glyph()

    outlines = {name: outline(number) for number, name in enumerate(names)}
    if compact:
        builder.setupCFF("Boxes-Regular", {}, outlines, {})
    else:
        builder.setupGlyf(outlines)
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=880, usWinAscent=880, usWinDescent=120, fsType=0)
    builder.setupPost()
    builder.save(path)
    return path


def chosen(settings: object, root: Path) -> tuple[Typeface, ...]:
    data = {"typefaces": {"more": settings}}
    origin = Origin("theme.yaml", data, 1)
    return more(stacked(Layer(validate(origin, data, ThemeSettings), origin)), root)


@pytest.mark.parametrize("compact", [False, True], ids=["ttf", "otf"])
def test_chinese_lines_are_set_in_a_font_of_the_workspace(compact: bool, tmp_path: Path) -> None:
    """Lines of one length end between letters, none begins with a full stop, and the file holds the words and a font that is whole."""
    name = f"Boxes.{'otf' if compact else 'ttf'}"
    drawn_font(tmp_path / name, RIVERS, compact=compact)
    (boxes,) = chosen([name], tmp_path)
    assert (boxes.family, boxes.has_bold, boxes.has_italics) == ("Boxes", False, False)
    words = Paragraph((Text(RIVERS * 3), Emphasis((Text("河"),))))
    pdf.render(document(words), replace(Theme(), more=(boxes,)), tmp_path / "a.pdf")
    file = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    lines = file[len(file) - 1].get_textpage().get_text_bounded().split("\r\n")
    found = [line for line in lines if line and line[0] in RIVERS]
    assert "".join(found) == f"{RIVERS * 3}河"
    assert len({len(line) for line in found[:-1]}) <= 2
    assert not any(line[0] in "，。；" for line in found)
    with pikepdf.open(tmp_path / "a.pdf") as opened:
        fonts = [each for each in opened.objects if isinstance(each, pikepdf.Dictionary) and "/FontFile3" in each]
        assert bool(fonts) is compact
        code = b"".join(page.Contents.read_bytes() for page in opened.pages)
    assert b" 2 Tr " in code, "a letter that should be bold is thickened"


def test_package_has_the_typefaces_of_many_scripts_each_with_two_weights() -> None:
    """One file has all weights: the copy in a pack has one, and bold letters are wider."""
    georgian = next(each for each in of_package("manimgx_fonts") if each.family == "Noto Sans Georgian")
    assert georgian.bold_weight == 600
    point = frozenset({ord("მ")})
    regular, bold = (font_files.subset(georgian, face, point) for face in ("regular", "bold"))
    assert regular != bold
    assert b"fvar" not in regular
    widths = [font_files.opened(georgian, face) for face in ("regular", "bold")]
    glyph = widths[0].get_nominal_glyph(ord("მ"))
    assert glyph is not None
    assert widths[0].get_glyph_h_advance(glyph) < widths[1].get_glyph_h_advance(glyph)


def test_typeface_that_is_made_for_the_language_comes_first(tmp_path: Path) -> None:
    """Chinese and Japanese share signs that they write in different forms; the tables of a font say which it has."""
    drawn_font(tmp_path / "a.ttf", RIVERS, compact=False)
    (boxes,) = chosen(["a.ttf"], tmp_path)
    assert not any(font_files.writes(boxes, language) for language in ("ja", "zh", "en"))


def test_unused_typefaces_cost_nothing(tmp_path: Path) -> None:
    """A pack without such letters has the same bytes with them and without."""
    theme = Theme()
    pack = document(Paragraph((Text("A river of 12 km."),)))
    pdf.render(pack, theme, tmp_path / "a.pdf")
    pdf.render(pack, replace(theme, more=tuple(of_package("manimgx_fonts"))), tmp_path / "b.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
