"""A note has one mark: what a text or a teacher calls "note 5" is note 5 in the PDF, the Word file and the EPUB."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing import steps
from briefing.check.files import pdf
from briefing.check.files.pdf import marked_content
from briefing.check.files.pdf.file import TaggedFile
from briefing.check.files.pdf.trees import is_element, kids
from briefing.document import notes, plain
from briefing.render import Format, renderer
from briefing.workspace import Workspace
from tests.support.docx_rules import WordFile
from tests.support.epub_rules import Book, unzipped
from tests.support.variants import variants
from tests.support.words import letters

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Marked = list[tuple[str, str]]
"""The mark of each note, and its letters."""


def in_pdf(path: Path) -> Marked:
    file = pdf.opened(path.read_bytes())
    marked_content.read(file)

    def words(element: Any, page: Any = None) -> str:
        page = element.get("/Pg", page)
        parts = [
            words(kid, page)
            if is_element(kid)
            else file.texts[file.page_numbers[page.objgen], kid]
            if isinstance(kid, int)
            else file.texts[file.page_numbers[kid.get("/Pg", page).objgen], int(kid.MCID)]
            if kid.get("/Type") == "/MCR"
            else ""
            for kid in kids(element)
        ]
        return "".join(parts)

    found = [words(each) for each in _notes(file, file.tree.K[0])]
    return [(mark, letters(text)) for mark, _, text in (each.partition(" ") for each in found)]


def _notes(file: TaggedFile, element: Any) -> list[Any]:
    tag = str(element.S)[1:]
    if file.tree.RoleMap.get(f"/{tag}", f"/{tag}") == "/Note":
        return [element]
    return [note for kid in kids(element) if is_element(kid) for note in _notes(file, kid)]


def in_word(path: Path) -> Marked:
    """Return the numbers that Word gives: footnotes count through the file, in decimals unless a part says otherwise."""
    parts = WordFile(path).xml
    settings = [each for part in parts.values() for each in part.iterfind(f".//{W}footnotePr/*")]
    assert {each.tag for each in settings} <= {f"{W}footnote"}
    texts = {each.get(f"{W}id"): letters("".join(each.itertext())) for each in parts["word/footnotes.xml"].iter(f"{W}footnote")}
    marks = [each.get(f"{W}id") for each in parts["word/document.xml"].iter(f"{W}footnoteReference")]
    return [(str(number), texts[mark]) for number, mark in enumerate(marks, 1)]


def in_epub(path: Path) -> Marked:
    book = Book(unzipped(path))
    found: Marked = []
    for name in book.chapters:
        for note in book.xpath(book.pages[name], "//h:aside[@epub:type='footnote']"):
            (shown,) = {each.text for each in book.xpath(book.pages[name], f"//h:a[@epub:type='noteref'][@href='#{note.get('id')}']")}
            own = "".join(book.xpath(note, ".//h:span[@class='number']")[0].itertext())
            assert own == shown
            text = "".join(note.xpath(".//text()[not(ancestor::*[@role='doc-backlink'])]"))
            found.append((shown, letters(text.strip().removeprefix(own))))
    return found


READERS: dict[Format, Callable[[Path], Marked]] = {"pdf": in_pdf, "docx": in_word, "epub": in_epub}


TEXTS = ["", "A text of ours.^[With a footnote.]", "See note 2.^[One.] And again.^[Two.]"]


@pytest.mark.parametrize("extra", variants(TEXTS, TEXTS[-1:]))
@pytest.mark.parametrize("format_", READERS)
def test_notes_have_the_same_marks_in_every_format(water: Path, tmp_path: Path, format_: Format, extra: str) -> None:
    """With footnotes and without, in notes on passages and in our own."""
    (water / "seeds" / "texts" / "probe.md").write_text(f"{extra or 'Nothing.'}\n", encoding="utf-8")
    sections = "- {use: excerpts, title: A}\n- {use: text, texts: [probe]}\n"
    (water / "templates" / "probe.yaml").write_text(f"title: T\nsections:\n{sections}", encoding="utf-8")
    workspace = Workspace(water, water / "output")
    library = steps.load(workspace)
    (pack,) = steps.packs(workspace, library, steps.plans(workspace, library, ["probe"], {}))
    path = tmp_path / f"probe.{format_}"
    renderer(format_).render(pack.document, pack.theme, path)
    known = [
        (note.mark, letters(f"{note.kind}{':' if note.kind and format_ == 'docx' else ''}{plain(note.children)}"))
        for note in notes(pack.document.blocks).values()
    ]
    assert [int(mark) for mark, _ in known] == list(range(1, len(known) + 1))
    assert len(known) > 5
    assert sorted(READERS[format_](path)) == sorted(known)
