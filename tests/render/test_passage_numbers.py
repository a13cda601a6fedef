"""Numbers beside passages: every fifth line in print, each paragraph elsewhere."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pypdfium2
from lxml import etree

from briefing.document import Digest, Document, Paragraph, Quote, Section, Text
from briefing.document.blocks import Numbering
from briefing.render import renderer
from briefing.render.docx.wml import w
from briefing.theme.model import Theme
from tests.support.pdf_structure import problems, read
from tests.support.sample import para, prose, t

WORDS = "the river rose and the two towns met at the old bridge to share out the water of the dry months "


def passage(numbering: Numbering) -> tuple[Paragraph, ...]:
    texts = ((WORDS * 9).strip(), "A short end.")
    return tuple(Paragraph((Text(each),), number=str(at) if numbering else "") for at, each in enumerate(texts, 1))


def pack(numbering: Numbering) -> Document:
    """Return two excerpts, a quotation and a digest, with the same words."""
    quote = Quote("q", passage(numbering), t("Source of one"), None, numbering)
    digest = Digest("d", passage(numbering), t("Source of two"), numbering)
    excerpts = Section("a", t("One"), (quote,)), Section("b", t("Two"), (digest,))
    return Document("Rivers", (Section("s", t("Excerpts"), (para(prose(0, 9)), *excerpts)),), "urn:uuid:0")


def drawn(folder: Path, name: str, numbering: Numbering) -> Path:
    path = folder / f"a.{name}"
    renderer(name).render(pack(numbering), Theme(), path)  # type: ignore[arg-type]
    return path


def in_lines(path: Path) -> list[str]:
    """Return the lines of the pages, as they stand below each other."""
    found = []
    for each in pypdfium2.PdfDocument(path):
        page = each.get_textpage()
        rows: list[list[tuple[float, ...]]] = []
        for box in sorted((page.get_rect(number) for number in range(page.count_rects())), key=lambda box: -box[1]):
            if rows and rows[-1][0][1] - box[1] < 5:
                rows[-1].append(box)
            else:
                rows.append([box])
        found += [" ".join(page.get_text_bounded(*box).strip() for box in sorted(row)) for row in rows]
    return found


def test_every_fifth_line_of_a_passage_has_its_number_in_the_pdf(tmp_path: Path) -> None:
    """Lines are counted from the first of each passage; the source line is none of them, and nothing of this is a word of the text."""
    path = drawn(tmp_path, "pdf", "lines")
    lines = in_lines(path)
    for heading, end in (("One", "Source of one"), ("Two", "Source of two")):
        own = lines[lines.index(heading) + 1 : lines.index(end)]
        shown = [(at, int(match[1])) for at, line in enumerate(own, 1) if (match := re.match(r"(\d+) ", line))]
        assert shown == [(at, at) for at in range(5, len(own) + 1, 5)]
        assert len(shown) > 1
    assert problems(path) == []
    assert not re.search(r"\d", read(path).rpartition("One")[2])


def test_word_counts_the_lines_of_each_passage_from_one(tmp_path: Path) -> None:
    """A passage is a section of pages; no other paragraph counts its lines, because LibreOffice counts those of all sections."""
    with zipfile.ZipFile(drawn(tmp_path, "docx", "lines")) as file:
        body, foot = (etree.fromstring(file.read(f"word/{name}.xml")) for name in ("document", "footnotes"))
    ends = list(body.iter(w("sectPr")))
    counting = [each.find(w("lnNumType")) for each in ends if each.find(w("lnNumType")) is not None]
    assert [(each.get(w("countBy")), each.get(w("restart"))) for each in counting] == [("5", "newSection")] * 2
    suppressed = f"{w('pPr')}/{w('suppressLineNumbers')}"
    paragraphs = [("".join(each.itertext(w("t"))), each.find(suppressed) is None) for each in body.iter(w("p"))]
    assert [words[:9] for words, counts in paragraphs if counts] == ["the river", "A short e"] * 2
    assert all(each.find(suppressed) is not None for each in foot.iter(w("p")))
    sections = [[]]  # type: list[list[str]]
    for paragraph in body.iter(w("p")):
        sections[-1].append("".join(paragraph.itertext(w("t")))[:9])
        if paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None:
            sections.append([])
    assert [each for each in sections if each[:1] == ["the river"]] == [["the river", "A short e"]] * 2


def test_numbers_of_paragraphs_are_the_same_words_everywhere(tmp_path: Path) -> None:
    """An EPUB has them in the place of the numbers of lines, too."""
    pdf = read(drawn(tmp_path, "pdf", "paragraphs"))
    with zipfile.ZipFile(drawn(tmp_path, "docx", "paragraphs")) as file:
        body = etree.fromstring(file.read("word/document.xml"))
    word = " ".join("".join(each.itertext(w("t"), w("tab"))) for each in body.iter(w("p")))
    books = []
    for numbering in ("paragraphs", "lines"):
        with zipfile.ZipFile(drawn(tmp_path, "epub", numbering)) as file:
            books.append(" ".join(file.read(name).decode() for name in file.namelist() if name.endswith("ch001.xhtml")))
    assert books[0] == books[1]
    assert len(re.findall(r"1 ?the river", pdf)) == len(re.findall(r"1the river", word)) == 2
    assert len(re.findall(r">1 </span>the river", books[0])) == 2
    assert len(re.findall(r"2 ?A short end", pdf)) == len(re.findall(r"2A short end", word)) == 2
    assert len(re.findall(r">2 </span>A short end", books[0])) == 2
    assert problems(tmp_path / "a.pdf") == []


def test_without_the_setting_nothing_is_numbered(tmp_path: Path) -> None:
    with zipfile.ZipFile(drawn(tmp_path, "docx", "")) as file:
        assert b"LineNumbers" not in file.read("word/document.xml")
