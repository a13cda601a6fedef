"""What stands on every page in print: `running:` of an outline."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pypdfium2
import pytest

from briefing.document import Document, Section
from briefing.render import renderer
from briefing.theme.model import Theme
from tests.support.sample import para, prose, t


def marked(cover: str) -> Document:
    sections = tuple(Section(f"s{number}", t(f"Part {number}"), tuple(para(prose(each, 7)) for each in range(9))) for number in range(3))
    identifier = "urn:uuid:00000000-0000-5000-8000-000000000000"
    return Document("A pack", sections, identifier, cover=cover, marking="RESTRICTED", foot="Desk 7", edition="For the desk")  # type: ignore[arg-type]


@pytest.mark.parametrize("cover", ["page", "block"])
def test_every_page_of_a_pdf_has_the_marking_once(tmp_path: Path, cover: str) -> None:
    """The title page, too, which has no number and nothing at its foot."""
    path = tmp_path / "a.pdf"
    renderer("pdf").render(marked(cover), Theme(), path)
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]
    assert len(texts) > 3
    assert [text.count("RESTRICTED") for text in texts] == [1] * len(texts)
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
    assert all("For the desk · Desk 7" in foot for foot in feet)
    for section in body.split("<w:sectPr")[1:]:
        properties = section.split("</w:sectPr>")[0]
        assert 'w:headerReference w:type="default"' in properties
        assert ('w:headerReference w:type="first"' in properties) == ("<w:titlePg" in properties)


def test_without_a_marking_no_file_has_a_head_for_it(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    renderer("docx").render(Document("A pack", (Section("s", t("Part"), (para("Words."),)),), "urn:uuid:0"), Theme(), path)
    with zipfile.ZipFile(path) as file:
        assert "word/header3.xml" not in file.namelist()
