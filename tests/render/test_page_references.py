"""The pages that texts name: the same in PDF and EPUB, a field in Word."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from briefing.document import Block, Document, PageNumber, Paragraph, Section, Table, Text
from briefing.document.blocks import Column
from briefing.render.docx import render as render_docx
from briefing.render.epub import render as render_epub
from briefing.render.pdf import pages, places, render
from briefing.theme.model import Theme


@pytest.fixture(scope="module")
def pack() -> Document:
    """A pack whose first chapter names pages of the others, often enough that their numbers move its end."""
    table = Table("table", (Text("Use"),), (Column((Text("a"),)),), (((Text("1"),),),))
    names = ("c9", "table", "c12") * 12
    named: list[Block] = [
        Paragraph((Text("It is on page "), PageNumber(each), Text(". " + "Rivers rise and fall. " * 9))) for each in names
    ]
    chapters = [
        Section(f"c{n}", (Text(f"Chapter {n}"),), (Paragraph((Text("The river rose. " * 20),)), table) if n == 12 else ())
        for n in range(2, 13)
    ]
    return Document("Rivers", (Section("c1", (Text("First"),), tuple(named)), *chapters), "urn:uuid:1")


def test_pdf_and_epub_name_the_pages_of_the_pdf(pack: Document, tmp_path: Path) -> None:
    theme = Theme()
    where = places(pack, theme)
    render(pack, theme, tmp_path / "a.pdf")
    pdf = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    text = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    expected = [where[each] for each in ("c9", "table", "c12")] * 12
    assert re.findall(r"on page\s+(\d+)\.", text) == expected
    render_epub(replace(pack, pages=pages(pack, theme)), theme, tmp_path / "a.epub")
    with zipfile.ZipFile(tmp_path / "a.epub") as book:
        chapter = book.read("EPUB/text/ch001.xhtml").decode()
    assert re.findall(r"on page <a [^>]*>(\d+)</a>\.", chapter) == expected


def test_word_names_the_pages_that_its_list_of_contents_has(pack: Document, tmp_path: Path) -> None:
    render_docx(pack, Theme(), tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as word:
        xml = word.read("word/document.xml").decode()
    found = dict(re.findall(r"PAGEREF (\S+) \\h </w:instrText>.*?<w:t[^>]*>(\d+)</w:t>", xml, re.DOTALL))
    entries = {name: number for name, number in found.items() if name.startswith("_Toc")}
    assert found["b_c12"] in entries.values()
    assert found["b_c12"] == max(entries.values(), key=int)
    assert int(found["b_table"]) >= int(found["b_c12"]) > 1
