"""What programs that search and copy get of a PDF: whole words, compound names with their hyphens, notes apart from words."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from briefing.document import Block, Emphasis, Inline, Link, Note, NoteMark, Strong, Text
from briefing.render.pdf import render
from briefing.theme.model import Theme
from tests.support.needs import needs_poppler
from tests.support.pdf_structure import problems, read
from tests.support.sample import document, para
from tests.support.words import bare

DIVIDED = "incomprehensibility"
COMPOUND = "Kazantsev-Vaisman"
ADDRESS = "https://example.org/a-long-way/down-the-river/to-the-sea/and-back"
LONG = "counterrevolutionarymisunderstandings" * 6
HANGING = "pre- and post-war"


def pushed(*word: Inline | str) -> list[Block]:
    """Return paragraphs in which words stand at every place of a line, so that some of them are divided."""
    return [para("it was " + "so " * number, *word, ", and there was more to be said of it in the end.") for number in range(40)]


def file(tmp_path: Path, *blocks: Block) -> Path:
    """Return a file that our own checker has nothing against."""
    path = tmp_path / "a.pdf"
    render(document(*blocks), Theme(), path)
    assert problems(path) == []
    return path


def copied(path: Path) -> str:
    """Return all that PDFium copies, on one line."""
    pages = pypdfium2.PdfDocument(path)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


def found(path: Path, words: str) -> int:
    """Return how often PDFium finds words."""
    count = 0
    for page in pypdfium2.PdfDocument(path):
        search = page.get_textpage().search(words)
        while search.get_next():
            count += 1
    return count


def line_ends(path: Path) -> list[str]:
    """Return the lines as they are drawn."""
    return [line.rstrip() for page in pypdf.PdfReader(path).pages for line in page.extract_text().splitlines()]


@pytest.mark.parametrize("word", [DIVIDED, COMPOUND, ADDRESS, LONG])
def test_divided_word_is_found_and_copied_whole(tmp_path: Path, word: str) -> None:
    """Wherever a word is divided, at a hyphen of its own or an added one, over two lines or more, it is found as often as it is there."""
    path = file(tmp_path, *pushed(word))
    divided = sum(not line.endswith((".", " so", "so")) and word not in line for line in line_ends(path))
    assert divided > 3
    assert copied(path).count(word) == found(path, word) == 40


def test_divided_word_in_a_link_and_in_italics(tmp_path: Path) -> None:
    """A word whose letters are in several faces, or lead somewhere, is whole as far as one face goes, and its hyphen stays."""
    path = file(
        tmp_path, *pushed(Link("https://example.org", (Text(DIVIDED),))), *pushed(Strong((Text(f"{COMPOUND[:10]}"),)), COMPOUND[10:])
    )
    assert copied(path).count(DIVIDED) == 40
    assert re.sub("\u200b ?", "", copied(path)).count(COMPOUND) == 40


def test_each_word_is_heard_once(tmp_path: Path) -> None:
    """A listener hears a divided word once and whole, as a searcher finds it."""
    blocks = (*pushed(DIVIDED), *pushed(COMPOUND), *pushed(Emphasis((Text(LONG),))))
    heard = bare(read(file(tmp_path, *blocks)))
    assert [heard.count(word) for word in (DIVIDED, COMPOUND, LONG)] == [40, 40, 40]


def test_hyphen_at_the_end_of_a_word_stays(tmp_path: Path) -> None:
    """The words "pre- and post-war" keep both hyphens where a line ends with the first."""
    path = file(tmp_path, *pushed(HANGING))
    assert any(line.endswith("pre-") for line in line_ends(path))
    assert copied(path).replace("\u200b", "").count(HANGING) == 40


def test_mark_of_a_note_is_apart_from_its_word(tmp_path: Path) -> None:
    """The word "leader" with note a is copied as "leader a", not as the word "leadera"."""
    note = Note("n", "a", "", (Text("Who that was."),))
    path = file(tmp_path, para("Not one ", NoteMark("n", (Text("leader"),)), " in the region spoke."), note)
    assert "Not one leader a in the region" in copied(path)
    assert "leadera" not in copied(path)


@pytest.mark.office
@needs_poppler
def test_poppler_reads_the_same(tmp_path: Path) -> None:
    """Programs on poppler join lines that end with a hyphen; they, too, get whole words, and no hyphen too few."""
    note = Note("n", "a", "", (Text("Who that was."),))
    marked = para("Not one ", NoteMark("n", (Text("leader"),)), " in the region spoke.")
    path = file(tmp_path, marked, note, *pushed(DIVIDED), *pushed(COMPOUND), *pushed(HANGING))
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    words = " ".join(text.replace("\u200b", "").split())
    assert "Not one leader a in the region" in words
    assert [words.count(word) for word in (DIVIDED, COMPOUND, HANGING)] == [40, 40, 40]
