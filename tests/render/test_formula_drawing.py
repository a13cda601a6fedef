"""Formulas as each format has them: drawn and read in PDF, equations of Word, MathML of EPUB."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from briefing.document import Block, Document, Equation, Formula, Paragraph, Section, Text, plain
from briefing.originals.readers import formulas
from briefing.render import renderer
from briefing.render.pdf.formula_layout import BarAt, FormulaLayout, GlyphAt, WordsAt, formula_layout
from briefing.theme.model import Theme
from tests.support.mathematics import FORMULAS
from tests.support.variants import variants

SQUARE, FRACTION, TERMS, SUM, MATRIX, BRACE = FORMULAS


def laid(formula: Formula) -> FormulaLayout:
    return formula_layout(formula.mathml, plain(formula.children), lambda text: len(text) / 2)


def drawn(path: Path, *blocks: Block) -> Path:
    document = Document("Pack", (Section("s", (Text("Head"),), blocks),), "urn:uuid:1", cover="block", contents_depth=0)
    renderer(path.suffix[1:]).render(document, Theme(), path)  # type: ignore[arg-type]
    return path


@pytest.mark.parametrize("formula", FORMULAS)
def test_every_letter_of_a_formula_is_drawn_as_a_glyph(formula: Formula) -> None:
    letters = set("".join(etree.fromstring(formula.mathml).itertext())) - {"\u203e"}
    assert letters <= {each.text for each in laid(formula).marks if isinstance(each, GlyphAt)}


def test_parts_of_a_fraction_are_above_and_below_its_bar() -> None:
    made = laid(FRACTION)
    bar = max((each for each in made.marks if isinstance(each, BarAt)), key=lambda each: each.width)
    places = {each.text: each.y for each in made.marks if isinstance(each, GlyphAt)}
    assert places["a"] > bar.y > places["c"]
    assert made.above > 0.7
    assert made.below > 0.3


def test_formula_may_be_divided_behind_its_signs() -> None:
    made = laid(TERMS)
    assert [round(each, 1) for each in made.cuts] == sorted(round(each, 1) for each in made.cuts)
    assert len(made.cuts) == 2
    assert not laid(FRACTION).cuts


def test_letters_that_the_typeface_lacks_are_words_of_the_text() -> None:
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML"><msub><mi>V</mi><mtext>წყალი</mtext></msub></math>'
    (words,) = (each for each in formula_layout(math, "V_წყალი", lambda text: len(text) / 2).marks if isinstance(each, WordsAt))
    assert (words.text, words.size, words.y < 0) == ("წყალი", 0.7, True)


def test_formula_that_cannot_be_laid_out_is_its_words() -> None:
    made = formula_layout('<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac/></math>', "a/b", lambda text: len(text) / 2)
    assert made.marks == (WordsAt("a/b", 0, 0, 1),)


def test_pdf_has_a_formula_element_with_its_words_and_they_are_found(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.pdf", Paragraph((Text("It is "), FRACTION, Text(", so."))), Equation("eq", (SUM,), "1"))
    with pikepdf.open(path) as file:
        alternatives = [str(each.Alt) for each in file.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Formula"]
    assert alternatives == [plain(FRACTION.children), plain(SUM.children)]
    text = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_bounded()
    assert "".join(f"It is {plain(FRACTION.children)}, so.".split()) in "".join(text.split())
    assert "(1)" in text


@pytest.mark.parametrize("formula", variants(FORMULAS, FORMULAS[::3]))
def test_word_and_epub_have_formulas_with_the_same_words(tmp_path: Path, formula: Formula) -> None:
    block = Equation("eq", (formula,), "7") if formula.apart else Paragraph((formula,))
    with zipfile.ZipFile(drawn(tmp_path / "a.docx", block)) as word:
        (office,) = etree.fromstring(word.read("word/document.xml")).iter("{*}oMath")
    with zipfile.ZipFile(drawn(tmp_path / "a.epub", block)) as book:
        (math,) = etree.fromstring(book.read("EPUB/text/ch001.xhtml")).iter("{*}math")
        package = book.read("EPUB/package.opf").decode()
    assert math.get("alttext") == formulas.mathml(math) == plain(formula.children)
    assert formulas.office(office).replace(" ", "") == plain(formula.children).replace(" ", "")
    assert 'properties="mathml"' in package
    assert '<meta property="schema:accessibilityFeature">MathML</meta>' in package
