"""The pages that texts name: the same in PDF and EPUB, a field in Word."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from briefing.document import Block, Document, PageNumber, Paragraph, Reference, Section, Table, Text
from briefing.document.blocks import Column
from briefing.document.pack import Cover
from briefing.render.docx import render as render_docx
from briefing.render.epub import render as render_epub
from briefing.render.pdf import pages, places, render
from briefing.render.pdf.page_views import PageViews
from briefing.theme.model import Theme
from tests.support.variants import variants


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


@pytest.mark.parametrize("cover", variants(["page", "block"], ["page"]))
def test_the_title_names_the_page_of_the_changes(pack: Document, tmp_path: Path, cover: Cover) -> None:
    """On a title page and at the head of a page, in all formats: the status of a pack has the number of a page."""
    theme = Theme()
    told = (Text("Information to May 2019; "), Reference("c9", (Text("changes since on page"),)), Text(" "), PageNumber("c9"))
    headed = replace(pack, cover=cover, status=told)
    number = places(headed, theme)["c9"]
    said = f"Information to May 2019; changes since on page {number}"
    render(headed, theme, tmp_path / "a.pdf")
    first = pypdfium2.PdfDocument(tmp_path / "a.pdf")[0].get_textpage().get_text_bounded()
    assert said in " ".join(first.split())
    alone = PageViews().view(headed, theme, page="1")
    assert alone is not None
    assert said in " ".join(pypdfium2.PdfDocument(alone.pdf)[0].get_textpage().get_text_bounded().split())
    render_epub(replace(headed, pages=pages(headed, theme)), theme, tmp_path / "a.epub")
    with zipfile.ZipFile(tmp_path / "a.epub") as book:
        front = book.read("EPUB/title.xhtml" if cover == "page" else "EPUB/nav.xhtml").decode()
    assert said in re.sub("<[^>]*>", "", front)
    assert 'href="text/ch0' in re.sub("<nav.*</nav>", "", front, flags=re.DOTALL)
