"""Comments and highlighted words in a Word file become excerpts with notes, or are named with the passage beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from briefing.cli import main
from briefing.exchange.highlights import word_comments
from tests.support.places import TESTS
from tests.support.quotable import put_copy
from tests.support.word_files import DECLARED, paragraph, run, word_file

_MORE = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'


@pytest.fixture
def law(quotable: Path) -> Path:
    """Work in a workspace with the article about water law."""
    put_copy(quotable)
    return quotable


def on(number: int, *inner: str) -> str:
    """Return words with a comment on them."""
    words = "".join(each if each.startswith("<") else run(each) for each in inner)
    reference = f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    return f'<w:commentRangeStart w:id="{number}"/>{words}<w:commentRangeEnd w:id="{number}"/>{reference}'


def marked(body: str, *comments: tuple[int, str, str], answers: dict[int, int] | None = None, author: str = "Ada") -> bytes:
    """Return a Word file with comments: number, text, author. Each has one paragraph, whose id is its number."""
    said = "".join(
        f'<w:comment w:id="{number}" w:author="{who or author}"><w:p w14:paraId="{number:08X}"><w:r><w:annotationRef/></w:r>'
        f"{run(text)}</w:p></w:comment>"
        for number, text, who in comments
    )
    parts = {"comments.xml": f"<w:comments {DECLARED} {_MORE}>{said}</w:comments>"}
    if answers is not None:
        links = "".join(f'<w15:commentEx w15:paraId="{a:08X}" w15:paraIdParent="{b:08X}" w15:done="0"/>' for a, b in answers.items())
        parts["commentsExtended.xml"] = f"<w15:commentsEx {_MORE}>{links}</w15:commentsEx>"
    return word_file(body, parts)


def brought(folder: Path, data: bytes, *options: str) -> Result:
    (folder / "read.docx").write_bytes(data)
    return CliRunner().invoke(main, ["excerpts", "import", "read.docx", *options])


def notes(folder: Path) -> dict[str, list[str]]:
    """Return the notes of the excerpts, by the first and the last words of these."""
    files = sorted((folder / "seeds/excerpts").glob("lindqvist-2019-p*.md"))
    found: list[dict[str, Any]] = [yaml.safe_load(path.read_text(encoding="utf-8").split("---")[1]) for path in files]
    assert all(each["sha256"] for each in found)
    return {f"{each['select']['start']} … {each['select']['end']}": [note["text"] for note in each.get("notes", ())] for each in found}


def test_comment_and_its_replies_become_notes_on_its_words(law: Path) -> None:
    """Whatever parts the words are in; deleted words do not count."""
    gone = '<w:del w:id="9"><w:r><w:delText>all of </w:delText></w:r></w:del>'
    added = f'<w:ins w:id="8">{run("whole of ")}</w:ins>'
    body = paragraph(on(1, "No bank may ", gone, "take the ", added, "the wat", run("er.", "<w:b/>")), on(2, ""), " The judges")
    data = marked(body, (1, "Whose water?", "Ada"), (2, "Theirs.", "Ben"), (3, "No.", "Ada"), answers={2: 1, 3: 2})
    done = brought(law, data)
    assert done.exit_code == 0, done.output
    assert notes(law) == {"No bank may take … whole of the water.": ["Whose water?", "Theirs.", "No."]}
    assert "the annotations are by 2 people (Ada, Ben)" in done.output


def test_comment_over_two_paragraphs_is_one_passage(law: Path) -> None:
    """It begins in one paragraph and ends in the next."""
    first = '<w:commentRangeStart w:id="1"/>' + run("somebody upstream has taken too much.")
    second = run("No bank may take the whole of the water.") + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
    done = brought(law, marked(paragraph(first) + paragraph(second), (1, "A beginning.", "")))
    assert done.exit_code == 0, done.output
    assert notes(law) == {"somebody upstream has taken … whole of the water.": ["A beginning."]}


@pytest.mark.parametrize("look", ['<w:highlight w:val="yellow"/>', '<w:shd w:val="clear" w:fill="ffff00"/>'])
def test_highlighted_words_become_an_excerpt(law: Path, look: str) -> None:
    """Runs beside each other are one highlight; a comment inside it is a note on its words. White is no highlight."""
    white = run("The commission meets in Odra.", '<w:highlight w:val="none"/>')
    body = paragraph(run("whoever plans a dam ", look), on(1, run("tells the neighbours ", look)), run("first", look), run(", and waits"))
    done = brought(law, marked(body + paragraph(white), (1, "All of them?", "")))
    assert done.exit_code == 0, done.output
    assert notes(law) == {"whoever plans a dam … tells the neighbours first": ["All of them?"]}
    assert "on-original: tells the neighbours" in (law / "seeds/excerpts/lindqvist-2019-p7.md").read_text(encoding="utf-8")


def test_comment_without_words_is_named_with_the_paragraph_that_it_is_in(law: Path) -> None:
    """The rest comes in."""
    point = '<w:r><w:commentReference w:id="2"/></w:r>'
    body = paragraph(on(1, "No bank may take the whole of the water.")) + paragraph("The commission ", point, "meets in Odra.")
    done = brought(law, marked(body, (1, "Yes.", ""), (2, "Still?", "")))
    assert done.exit_code == 0, done.output
    assert "“Still?” marks no words: it is beside ¶11 of 'lindqvist-2019', “The commission meets in Odra.”" in " ".join(done.output.split())


def test_comment_whose_words_the_copy_lacks_blocks_nothing(law: Path) -> None:
    """It is named with the nearest text."""
    body = paragraph(on(1, "No bank may take the whole of the water.")) + paragraph(on(2, "Silence counts as full consent."))
    done = brought(law, marked(body, (1, "Yes.", ""), (2, "No.", "")), "--as", "lindqvist-2019")
    assert done.exit_code == 0, done.output
    assert "“Silence counts as full consent.” is not in the copy of 'lindqvist-2019'" in done.output
    assert "Nearest text in ¶8" in done.output


def test_second_import_doubles_nothing(law: Path) -> None:
    """It says so."""
    data = marked(paragraph(on(1, "No bank may take the whole of the water.")), (1, "Yes.", ""))
    assert brought(law, data).exit_code == 0
    done = brought(law, data)
    assert done.exit_code == 0, done.output
    assert "0 excerpts drafted. 1 highlight is an excerpt already." in done.output


def test_file_of_libreoffice_has_its_marks() -> None:
    """A reply that names no comment is right behind the words of one; LibreOffice shades letters to highlight them."""
    found = word_comments.read((TESTS / "data/marked/libreoffice.docx").read_bytes(), "gate.docx")
    assert [(mark.quote, mark.comments) for mark in found.marks] == [
        ("nobody thought of the river", ("Who says so?", "The clerk of the older town.")),
        ("kept in the chapel", ()),
    ]
    assert found.marks[0].told == ("has the comment that is right behind it",)


def test_file_without_marks_is_refused_in_words(law: Path) -> None:
    """It says what to do."""
    done = brought(law, word_file(paragraph("No bank may take the whole of the water.")))
    assert done.exit_code == 1
    assert "nothing is marked in this Word file" in done.output
