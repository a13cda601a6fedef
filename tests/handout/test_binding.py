"""Sheets for many people: set once, drawn for each, as if it had been set for that person alone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from briefing.document import Blank, Blanks, Document, Note, NoteMark, Paragraph, Section, Text, WritingSpace
from briefing.render.pdf import binding
from briefing.render.pdf.binding import Part, bind
from briefing.theme.model import A4, Theme, without_margin_notes
from tests.support.pdf_structure import problems

THEME = Theme(paper=without_margin_notes(A4))
LONG = "Maximiliana Konstantinowna Unterberg-Oberdorf von der Lindenallee"


def sheet(*, words: int = 40, name: str = "") -> Document:
    """Return a sheet with two lines to fill in, a note, lines to write on, and more text than a page has room for, or less."""
    text = tuple(Paragraph((Text(f"The gauge at the bridge was read at {hour} o'clock. " * 6),)) for hour in range(words // 8))
    noted = Paragraph((Text("The gauge"), NoteMark("n", (Text("rose"),)), Text(".")))
    blanks = Blanks((Blank("Name", name, 2), Blank("Date")))
    return Document(
        "Gauges",
        (
            blanks,
            Section(
                "s",
                (Text("Readings"),),
                (noted, Note("n", "1", "", (Text("At noon."),), placement="foot"), *text, WritingSpace(3, "Answer")),
            ),
        ),
        "urn:uuid:0",
        cover="block",
        contents_depth=0,
    )


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """Begin with no sheet on its pages."""
    binding._kept.clear()
    yield
    binding._kept.clear()


def bound(document: Document, *parts: Part) -> bytes:
    """Return parts as one file."""
    target = io.BytesIO()
    bind(document, parts, target)
    return target.getvalue()


def alone(document: Document, filled: dict[str, str]) -> bytes:
    """Return the file of one person, for whom everything is set anew."""
    binding._kept.clear()
    return bound(document, Part(document, THEME, "Gauges", filled))


def pictures(data: bytes) -> list[tuple[bytes, str]]:
    """Return what the pages look like, and their words."""
    return [(bytes(page.render(scale=0.7).buffer), page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(data)]


@pytest.mark.parametrize("words", [40, 400])
def test_sheet_drawn_again_is_the_sheet_of_that_person_alone(words: int) -> None:
    """Byte for byte, whoever came before: with other words, with more words than the line has room for, with none."""
    document = sheet(words=words)
    people = [{"Name": "Ada"}, {"Name": LONG}, {"Name": "Жанна", "Date": "3 May"}, {}, {"Name": LONG, "Date": LONG}, {"Name": "Bolot"}]
    expected = [alone(document, filled) for filled in people]
    binding._kept.clear()
    found = [bound(document, Part(document, THEME, "Gauges", filled)) for filled in people]
    assert found == expected
    assert len(set(found)) == len(people)
    assert "Жанна" in pictures(found[2])[0][1]
    assert "Жанна" not in pictures(found[3])[0][1]


def test_sheet_is_set_once_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """But for those whose name needs a second line."""
    set_for: list[str] = []
    usual = binding._Laid.__init__

    def counted(self: binding._Laid, document: Document, theme: Theme) -> None:
        set_for.append(document.title)
        usual(self, document, theme)

    monkeypatch.setattr(binding._Laid, "__init__", counted)
    document = sheet()
    bound(document, *(Part(document, THEME, "", {"Name": f"Ada {number}"}, prefix=f"{number}.") for number in range(30)))
    assert len(set_for) == 1
    bound(document, Part(document, THEME, "", {"Name": LONG}))
    assert len(set_for) == 2


def test_one_file_has_the_pages_that_the_files_of_each_have(tmp_path: Path) -> None:
    """With a structure in which nobody's notes and names are somebody else's."""
    document = sheet(words=400)
    people = [{"Name": "Ada"}, {"Name": LONG}, {"Name": "Bolot"}]
    parts = [Part(document, THEME, filled["Name"], filled, prefix=f"{at}.") for at, filled in enumerate(people)]
    target = io.BytesIO()
    counts = bind(document, parts, target)
    each = [pictures(alone(document, filled)) for filled in people]
    assert pictures(target.getvalue()) == [page for pages in each for page in pages]
    assert counts == [len(pages) for pages in each]
    (tmp_path / "all.pdf").write_bytes(target.getvalue())
    assert problems(tmp_path / "all.pdf") == []


def test_usual_words_of_a_line_come_back() -> None:
    """What the sheet itself has on a line is there for whoever brings no other words."""
    document = sheet(name="Everybody")
    first, second, third = (
        pictures(bound(document, Part(document, THEME, "", filled)))[0][1] for filled in ({}, {"Name": "Ada"}, {"Date": "3 May"})
    )
    assert ["Everybody" in words for words in (first, second, third)] == [True, False, True]
    assert "3 May" in third


def test_only_so_many_sheets_are_kept() -> None:
    """However many there are in a run."""
    for number in range(binding._MOST + 5):
        document = sheet(name=str(number))
        bound(document, Part(document, THEME, ""))
    assert len(binding._kept) == binding._MOST
