"""What stands on every page in print: `running:` of an outline."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from briefing.document import Document, Section
from briefing.render import Format, renderer
from briefing.theme.model import Finish, Theme, finished
from tests.support.sample import para, prose, t


def marked(cover: str) -> Document:
    sections = tuple(Section(f"s{number}", t(f"Part {number}"), tuple(para(prose(each, 7)) for each in range(9))) for number in range(3))
    identifier = "urn:uuid:00000000-0000-5000-8000-000000000000"
    words = {"marking": "RESTRICTED", "across": "DRAFT", "foot": "Desk 7", "edition": "For the desk"}
    return Document("A pack", sections, identifier, cover=cover, **words)  # type: ignore[arg-type]


@pytest.mark.parametrize("cover", ["page", "block"])
def test_every_page_of_a_pdf_has_the_marking_once(tmp_path: Path, cover: str) -> None:
    """The title page, too, which has no number and nothing at its foot."""
    path = tmp_path / "a.pdf"
    renderer("pdf").render(marked(cover), Theme(), path)
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]
    assert len(texts) > 3
    assert [text.count("RESTRICTED") for text in texts] == [text.count("DRAFT") for text in texts] == [1] * len(texts)
    assert [text.count("For the desk · Desk 7") for text in texts[cover == "page" :]] == [1] * (len(texts) - (cover == "page"))


@pytest.mark.parametrize("cover", ["page", "block"])
def test_every_kind_of_page_in_word_has_the_marking(tmp_path: Path, cover: str) -> None:
    """Each section of pages names a head for each kind of page that it has, and each of these has the marking."""
    path = tmp_path / "a.docx"
    renderer("docx").render(marked(cover), Theme(), path)
    with zipfile.ZipFile(path) as file:
        heads = [file.read(name).decode() for name in file.namelist() if name.startswith("word/header")]
        feet = [file.read(name).decode() for name in file.namelist() if name.startswith("word/footer")]
        body = file.read("word/document.xml").decode()
    assert all("RESTRICTED" in head for head in heads)
    assert all(head.count('string="DRAFT"') == 1 for head in heads)
    assert all("For the desk · Desk 7" in foot for foot in feet)
    for section in body.split("<w:sectPr")[1:]:
        properties = section.split("</w:sectPr>")[0]
        assert 'w:headerReference w:type="default"' in properties
        assert ('w:headerReference w:type="first"' in properties) == ("<w:titlePg" in properties)


def test_without_a_marking_no_file_has_a_head_for_it(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    renderer("docx").render(Document("A pack", (Section("s", t("Part"), (para("Words."),)),), "urn:uuid:0"), Theme(), path)
    with zipfile.ZipFile(path) as file:
        assert "word/header0.xml" not in file.namelist()


def test_a_word_across_the_pages_is_no_content_and_lies_behind_the_text(tmp_path: Path) -> None:
    """It is drawn first, turned, as an artifact; in an EPUB, which has no pages, it is above the title."""
    formats: tuple[Format, ...] = ("pdf", "epub")
    for name in formats:
        renderer(name).render(marked("page"), Theme(), tmp_path / f"a.{name}")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        for page in pdf.pages:
            code = page.Contents.read_bytes()
            assert code.index(b"/Subtype /Watermark>> BDC") < code.index(b" Tj" if b" Tj" in code else b"TJ")
            assert b"/MCID" not in code[: code.index(b"EMC", code.index(b"/Watermark"))]
    with zipfile.ZipFile(tmp_path / "a.epub") as book:
        title = book.read("EPUB/title.xhtml").decode()
    assert title.index("DRAFT") < title.index("<h1")


@pytest.mark.parametrize("large_print", [False, True])
def test_long_words_at_head_and_foot_stay_on_the_page(tmp_path: Path, large_print: bool) -> None:
    pack = replace(marked("page"), marking="RESTRICTED " * 7, foot="Only for the desk " * 6, across="Not for quotation, draft of 14 May")
    path = tmp_path / "a.pdf"
    theme = finished(Theme(), Finish(large_print=large_print))
    renderer("pdf").render(pack, theme, path)
    for page in list(pypdfium2.PdfDocument(path))[:3]:
        wide, high = page.get_size()
        text = page.get_textpage()
        boxes = [text.get_charbox(number) for number in range(text.count_chars())]
        assert all(box[0] > 0 and box[2] < wide and box[1] > 0 and box[3] < high for box in boxes if box[2] > box[0])
        assert text.get_text_range().count("RESTRICTED") == 7
