"""Scripts that run from right to left, and other scripts, in all three formats: the order of words, sides, typefaces."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from babel import Locale, localedata

from briefing.document import (
    BulletList,
    Column,
    Cover,
    Document,
    Emphasis,
    Formula,
    Language,
    Paragraph,
    Quote,
    Section,
    Table,
    Text,
)
from briefing.document.directions import RIGHT_TO_LEFT, is_backward, runs_backward, script
from briefing.errors import BriefingError
from briefing.languages import is_known
from briefing.render import docx, epub, pdf
from briefing.render.bidi import from_left, levels, stretches
from briefing.render.opportunities import between_letters, between_syllables
from briefing.render.pdf.faces import find_face
from briefing.render.pdf.font_tokens import find_font
from briefing.render.pdf.formula_pieces import FormulaFont, Piece
from briefing.render.pdf.paragraph import lay
from briefing.render.pdf.runs import RunMaker
from briefing.render.pdf.structure_tree import Element
from briefing.render.pdf.text_styles import make_styles
from briefing.render.pdf.turning import in_places
from briefing.theme.further import of_package
from briefing.theme.model import Theme
from tests.support.sample import KAZAKH, TAJIK, document, para

MATHML = "http://www.w3.org/1998/Math/MathML"
BACKWARD = {"Arabic": "م", "Hebrew": "ה", "Syriac": "ܐ", "Thaana": "ހ", "Nko": "ߊ", "Samaritan": "ࠀ", "Adlam": "𞤀"}
FORWARD = (KAZAKH, TAJIK, "Ελλάδα", "አማርኛ", "中文", "हिन्दी", "ไทย", "ქართული", "հայերեն", "§ ½ “—” ﬁ 𝑄 😀")
RIVER = "النهر (Kesh) طوله 650 كيلومترا، وفيه «ماء» عذب."
LONG = " ".join([RIVER] * 4)
OTHERS = ("ירדן הוא נהר קצר.", "მდინარე დიდია.", "Գետը խոր է։", "ወንዝ ረጅም ነው።", "नदी हिमालय से निकलती है।")


@pytest.fixture(scope="module")
def theme() -> Theme:
    """Return the usual theme with typefaces for many scripts."""
    return Theme(more=tuple(of_package("manimgx_fonts")))


def pages(path: Path) -> str:
    file = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_bounded() for page in file)


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(name).decode()


@pytest.mark.parametrize("name", BACKWARD)
def test_script_from_right_to_left_is_known(name: str) -> None:
    """Each of them is recognised and named."""
    found = RIGHT_TO_LEFT.search(f"a {BACKWARD[name]}")
    assert found
    assert script(found[0]) == name


@pytest.mark.parametrize("text", FORWARD)
def test_script_from_left_to_right_is_not(text: str) -> None:
    """No letter that runs as Latin does is taken for one of them."""
    assert not RIGHT_TO_LEFT.search(text)


@pytest.mark.slow
def test_languages_begin_where_cldr_says() -> None:
    """Of every language that CLDR knows, by its tag; vertical Mongolian is none of these."""
    wrong = {
        tag
        for tag in localedata.locale_identifiers()
        if "Mong" not in tag and (Locale.parse(tag).character_order == "right-to-left") != runs_backward(tag.replace("_", "-"))
    }
    assert not wrong


def test_most_letters_decide_where_a_paragraph_begins() -> None:
    """A name in another script turns nothing around, wherever it is; numbers alone stand as what is around them."""
    assert not is_backward(["النيل is the Arabic name of the Nile."], otherwise=True)
    assert is_backward(["Nile: النيل نهر طويل في أفريقيا"], otherwise=False)
    assert is_backward(["2024"], otherwise=True)
    assert not is_backward(["2024"], otherwise=False)


def test_words_and_numbers_and_brackets_are_in_the_order_of_unicode() -> None:
    """From left to right: the end of the line, the number as it is, the Latin name, brackets around it, the beginning."""
    found = [*stretches("אב (Kesh) 65.", backward=True)]
    assert found == [(1, "אב ("), (2, "Kesh"), (1, ") "), (2, "65"), (1, ".")]
    assert from_left([text for _, text in found], [level for level, _ in found]) == [".", "65", ") ", "Kesh", "אב ("]
    assert levels("Kesh אב 65", backward=False) == (0, 0, 0, 0, 0, 1, 1, 1, 2, 2)
    assert levels('a "levels: [9]" א', backward=False)[-1] == 1


def test_lines_end_between_letters_where_they_may() -> None:
    """Not before a full stop, a small kana or the sign for a long vowel; within a Korean word only if need be."""
    text = "川は長い。ちょっと、データー"
    assert [text[place] for place in range(1, len(text)) if place not in between_letters([text])] == ["。", "ょ", "っ", "、", "ー", "ー"]
    assert not between_letters(["A well-known river/stream"])
    assert between_syllables("강물은") == (1, 2)


def test_pdf_has_the_words_in_the_order_of_reading(theme: Theme, tmp_path: Path) -> None:
    """For programs that search and copy, over the ends of lines, with numbers and Latin names between them."""
    pdf.render(document(para(LONG), *map(para, OTHERS)), theme, tmp_path / "a.pdf")
    found = " ".join(pages(tmp_path / "a.pdf").replace("\u200b", "").split())
    assert "النهر" in found
    for words in ("طوله 650 كيلومترا، وفيه", "ירדן הוא נהר קצר.", "მდინარე დიდია.", "Գետը խոր է։", "ወንዝ ረጅም ነው።", "नदी हिमालय"):
        assert words in found


def test_pdf_begins_on_the_right_what_runs_from_there(theme: Theme, tmp_path: Path) -> None:
    """A paragraph among others, and a list with its signs; in a pack of such texts the whole page is turned around."""
    blocks = (para(RIVER), para("An English paragraph."), BulletList(((para("ماء عذب"),),)))
    of = {}
    for backward in (False, True):
        path = tmp_path / f"{backward}.pdf"
        pdf.render(replace(document(*blocks), direction="rtl" if backward else ""), theme, path)
        file = pypdfium2.PdfDocument(path)
        text = file[len(file) - 1].get_textpage()
        boxes = [text.get_charbox(number) for number in range(text.count_chars())]
        characters = [text.get_text_range(number, 1) for number in range(text.count_chars())]
        of[backward] = {each: boxes[characters.index(each)] for each in ("•", "E", "م")}
    (left, _, right, _), (_, _, end, _) = of[False]["•"], of[True]["•"]
    assert left > of[False]["E"][0] + 250
    assert of[False]["م"][2] <= left
    assert end > right + 20
    assert of[True]["E"][0] > of[False]["E"][0] + 100
    with pikepdf.open(tmp_path / "True.pdf") as file:
        assert file.Root.ViewerPreferences.Direction == "/R2L"


def test_words_of_a_marked_language_are_a_whole(theme: Theme, tmp_path: Path) -> None:
    """A number in them stays with them: without the mark, it would follow the words around."""
    said = {}
    for name, node in (("marked", Language("ar", (Text("كم 5"),))), ("bare", Text("كم 5"))):
        pdf.render(document(Paragraph((Text("It is "), node, Text(" 7 far.")))), theme, tmp_path / f"{name}.pdf")
        file = pypdfium2.PdfDocument(tmp_path / f"{name}.pdf")
        text = file[len(file) - 1].get_textpage()
        shown = {text.get_text_range(number, 1): text.get_charbox(number)[0] for number in range(text.count_chars())}
        said[name] = shown["5"] < shown["7"]
    assert said == {"marked": True, "bare": False}


def test_pdf_names_a_letter_that_no_typeface_has(tmp_path: Path) -> None:
    """With the words around, for texts that come from no file of the library, such as names of people."""
    with pytest.raises(BriefingError, match=r"no typeface of this pack has the character 'ש'.*Sara שרה Cohen"):
        pdf.render(document(para("Sara שרה Cohen")), Theme(), tmp_path / "a.pdf")


def mixed() -> Document:
    """Return a document of English and Arabic blocks."""
    columns = (Column((Text("الشهر"),)), Column((Text("المطر"),)))
    rows = (((Text("يناير"),), (Text("12"),)),)
    return document(
        Section(
            "rivers",
            (Text("نهر طويل"),),
            (
                para(RIVER),
                Paragraph((Text("The river "), Language("ar", (Text("النيل"),)), Text(" is long, says "), Emphasis((Text("القرية"),)))),
                Quote("q", (para("كان النهر هادئا."),), (), "ar"),
                BulletList(((para("ماء"),), (para("2024"),))),
                Table("t", (), columns, rows),
            ),
        )
    )


def test_epub_says_which_elements_begin_on_the_right(theme: Theme, tmp_path: Path) -> None:
    """Those in the other direction than what is around them; what is emphasised is not slanted; the pages of a pack turn the other way."""
    epub.render(mixed(), theme, tmp_path / "a.epub")
    text = part(tmp_path / "a.epub", "EPUB/text/ch001.xhtml")
    for tag in ('<h1 dir="rtl">', '<p dir="rtl">النهر', '<ul dir="rtl">', '<blockquote lang="ar"'):
        assert tag in text
    assert re.search(r'<table [^>]*dir="rtl"', text)
    assert re.search(r'<blockquote [^>]*dir="rtl"', text) or '<div id="q" class="quote" dir="rtl">' in text
    assert re.search(r'<span lang="ar" xml:lang="ar" dir="rtl">النيل', text)
    assert '<em class="upright">' in text
    assert '<td style="" dir' not in text
    package = part(tmp_path / "a.epub", "EPUB/package.opf")
    assert "Noto-Sans-Arabic-regular.ttf" in package
    assert "Noto-Sans-Hebrew" not in package
    assert "page-progression-direction" not in package
    epub.render(replace(mixed(), direction="rtl"), theme, tmp_path / "b.epub")
    assert 'page-progression-direction="rtl"' in part(tmp_path / "b.epub", "EPUB/package.opf")
    text = part(tmp_path / "b.epub", "EPUB/text/ch001.xhtml")
    assert re.search(r'<html [^>]*dir="rtl"', text)
    assert '<p dir="ltr">The river' in text


def test_word_is_told_of_directions_typefaces_and_languages(theme: Theme, tmp_path: Path) -> None:
    """Paragraphs, lists as a whole, tables, runs; Latin names between Arabic words stay runs from left to right."""
    docx.render(mixed(), theme, tmp_path / "a.docx")
    body = part(tmp_path / "a.docx", "word/document.xml")
    of = {"".join(re.findall(r"<w:t[^>]*>([^<]*)", each)): each for each in re.findall(r"<w:p>.*?</w:p>", body)}
    assert "<w:bidi/>" in of[RIVER]
    assert "<w:bidi/>" in of["2024"]
    assert "<w:bidi/>" in of["12"]
    assert "<w:bidiVisual/>" in body
    english = next(each for words, each in of.items() if words.startswith("The river"))
    assert "<w:bidi/>" not in english
    assert re.search(r'<w:rtl/><w:lang w:val="ar" w:bidi="ar"/></w:rPr><w:t>النيل', english)
    assert re.search(r'w:cs="Noto Sans Arabic"/><w:b/><w:bCs/><w:rtl/>', english)
    assert re.search(r"<w:r><w:t>Kesh</w:t></w:r>", of[RIVER])
    assert 'w:name="Noto Sans Arabic"' in part(tmp_path / "a.docx", "word/fontTable.xml")
    docx.render(replace(mixed(), direction="rtl"), theme, tmp_path / "b.docx")
    assert re.search(r'w:styleId="Normal".*?<w:bidi/>', part(tmp_path / "b.docx", "word/styles.xml"))
    assert '<w:bidi w:val="0"/>' in part(tmp_path / "b.docx", "word/document.xml")


@pytest.mark.parametrize(("render", "ending"), [(pdf.render, "pdf"), (docx.render, "docx"), (epub.render, "epub")])
def test_same_document_in_many_scripts_has_the_same_bytes(
    render: Callable[[Document, Theme, Path], None], ending: str, theme: Theme, tmp_path: Path
) -> None:
    """Twice in one process, as in two."""
    for name in ("a", "b"):
        render(mixed(), theme, tmp_path / f"{name}.{ending}")
    assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


def test_languages_that_exist() -> None:
    """Languages, scripts and regions of CLDR are known, also those of three letters; others are not."""
    known = ("en", "en-GB", "en-001", "es-419", "kk-Cyrl-KZ", "uz-Latn", "crh", "sr-latn-rs", "zh-Hant-TW", "de-1996")
    assert [tag for tag in known if not is_known(tag)] == []
    assert [tag for tag in ("xx", "xx-XX", "en-QX", "qqx", "kk-Abcd") if is_known(tag)] == []


@pytest.mark.parametrize("cover", ["page", "block"])
def test_titles_and_captions_begin_where_pages_do(theme: Theme, tmp_path: Path, cover: Cover) -> None:
    """An English title of an Arabic pack is on the right, and reads from left to right."""
    table = Table("t", (Text("Numbers"),), (Column((Text("ماء"),)), Column((Text("نهر"),))), (((Text("ماء"),), (Text("نهر عذب"),)),))
    pack = replace(document(para(LONG), table), title="Rivers", direction="rtl", cover=cover, kicker="Reader")
    pdf.render(pack, theme, tmp_path / "a.pdf")
    ends = []
    for page in pypdfium2.PdfDocument(tmp_path / "a.pdf"):
        text = page.get_textpage()
        for words in ("Reader", "Rivers", "Numbers"):
            place = text.get_text_range().find(words)
            if place >= 0 and text.get_charbox(place)[3] < page.get_height() - theme.paper.top:  # not those of the head
                (start, *_), (_, _, end, _) = text.get_charbox(place), text.get_charbox(place + len(words) - 1)
                assert start < end
                ends.append(end)
    assert len(ends) >= 3
    assert min(ends) > 0.75 * theme.paper.width
    docx.render(pack, theme, tmp_path / "a.docx")
    said = part(tmp_path / "a.docx", "word/document.xml")
    for style in ("Title(?:Ruled)?", 'Kicker[^"]*', 'Caption[^"]*'):
        properties = re.search(rf'<w:pPr><w:pStyle w:val="{style}"/>.*?</w:pPr>', said)
        assert properties
        assert '<w:bidi w:val="0"/>' in properties[0]
        assert '<w:jc w:val="right"/>' in properties[0]
    epub.render(pack, theme, tmp_path / "a.epub")
    sheet = part(tmp_path / "a.epub", "EPUB/styles/screen.css")
    assert re.search(r'\[dir="rtl"\] h1\[dir="ltr"\].*?text-align: end', sheet, re.DOTALL)


def test_pages_of_an_epub_read_from_the_right_begin_there(theme: Theme, tmp_path: Path) -> None:
    """What the sheet for all packs says of the left is undone for the body, too; what is for phones alone is said of them alone."""
    epub.render(replace(document(para(LONG)), direction="rtl"), theme, tmp_path / "a.epub")
    sheet = part(tmp_path / "a.epub", "EPUB/styles/screen.css")
    assert "[dir] > body { text-align: start; }" in sheet
    everywhere = re.sub(r"@container[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", sheet)
    assert "data-head" in sheet
    assert "data-head" not in everywhere


def test_a_formula_among_words_from_the_right_is_one(theme: Theme, tmp_path: Path) -> None:
    """Its parts, after which a line may end, are in their own order."""
    formula = Formula("a+b", f'<math xmlns="{MATHML}"><mi>a</mi><mo>+</mo><mi>b</mi><mo>=</mo><mi>c</mi></math>', (Text("a + b = c"),))
    font = FormulaFont(formula.mathml, "a + b = c", find_font(find_face(theme.text, "regular"), 10), find_face(theme.sans, "regular"))
    assert len(font.pieces) > 1
    made = RunMaker(make_styles(theme).body, Element("P"), "ar", {}).make((Text("النهر "), formula, Text(" طويل")))
    (line,) = lay(made, make_styles(theme).body, 400)
    spans, places = in_places(line.spans, 0, 0, ends_apart=False, backward=True)
    at = [x for (run, _), x in zip(spans, places, strict=True) if run.font.is_drawn]
    pieces = [token for run, tokens in spans for token in tokens if isinstance(token, Piece)]
    assert at == sorted(at)
    assert [each.start for each in pieces] == sorted(each.start for each in pieces)
