"""A Word file that came back: its tracked changes and comments have names, and what readers put in is new, not gone."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from briefing.cli import main
from briefing.exchange import word_reviews

WHO = 'w:id="9{}" w:author="Karim" w:date="2025-10-03T09:12:00Z"'


@pytest.fixture
def sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a workspace whose pack of one text was built and sent."""
    assert CliRunner().invoke(main, ["init", str(tmp_path / "own"), "--form", "brief", "--empty"]).exit_code == 0
    monkeypatch.chdir(tmp_path / "own")
    Path("templates/brief.yaml").write_text(
        "title: B\ncover: block\ncontents: 0\nsections:\n- {use: text, texts: [brief]}\n", encoding="utf-8"
    )
    Path("seeds/texts/brief.md").write_text(
        "The gauge at the old bridge is read every day by two towns.\n\nNobody pays for the lamp there.\n", encoding="utf-8"
    )
    assert CliRunner().invoke(main, ["build", "-f", "docx"]).exit_code == 0
    return Path("output/brief.docx").rename("sent.docx")


def edited(file: Path, part: str, *pairs: tuple[str, str]) -> Path:
    """Change words in a part of a package."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.infolist():
            data = old.read(each)
            if each.filename == part:
                for before, after in pairs:
                    assert before.encode() in data
                    data = data.replace(before.encode(), after.encode())
            new.writestr(each.filename, data)
    file.write_bytes(out.getvalue())
    return file


def tracked(file: Path) -> Path:
    """Take a word out and put two in, as Word tracks it."""
    document = Document(str(file))
    (run,) = [each for paragraph in document.paragraphs for each in paragraph.runs if "every day" in each.text]
    before, after = run.text.split("every day")
    run.text = "@@"
    document.save(str(file))
    change = (
        f"<w:r><w:t xml:space='preserve'>{before}every </w:t></w:r>"
        f"<w:del {WHO.format(1)}><w:r><w:delText>day</w:delText></w:r></w:del>"
        f"<w:ins {WHO.format(2)}><w:r><w:t>hour and minute</w:t></w:r></w:ins><w:r><w:t xml:space='preserve'>{after}</w:t></w:r>"
    )
    with zipfile.ZipFile(file) as package:
        text = package.read("word/document.xml").decode()
    start = text.rindex("<w:r>", 0, text.index("@@")) if "<w:r>" in text[: text.index("@@")] else text.rindex("<w:r ", 0, text.index("@@"))
    end = text.index("</w:r>", text.index("@@")) + len("</w:r>")
    return edited(file, "word/document.xml", (text[start:end], change))


def told(*arguments: str) -> list[str]:
    result = CliRunner().invoke(main, ["diff", *arguments])
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def test_tracked_changes_are_those_of_their_authors(sent: Path) -> None:
    """With the file and the line of the text; what has changed in the pack since is told apart."""
    tracked(sent)
    text = Path("seeds/texts/brief.md")
    text.write_text(text.read_text(encoding="utf-8").replace("Nobody pays", "Everybody pays"), encoding="utf-8")
    first, change, second, own = told("sent.docx", "brief")
    assert first == "What readers have written in 'sent.docx':"
    assert change.startswith("  Karim, 2025-10-03 (seeds/texts/brief.md:1): ")
    assert "every [-day-] {+hour and minute+} by two towns." in change
    assert second.startswith("What has changed in 'brief' since the file was sent")
    assert own.strip() == "[-Nobody-] {+Everybody+} pays for the lamp there."


def test_words_that_were_changed_without_tracking_are_theirs(sent: Path) -> None:
    """Known by the program that has saved the file; what it has and the pack does not is new."""
    edited(sent, "docProps/app.xml", (">briefing<", ">Microsoft Office Word<"))
    edited(sent, "word/document.xml", ("Nobody", "Somebody"))
    head, line = told("sent.docx", "brief")
    assert head == "'sent.docx' came back and differs from 'brief': [-only in your pack-] {+only in the file+}"
    assert line.strip() == "[-Nobody-] {+Somebody+} pays for the lamp there."


def test_file_that_nobody_has_touched_is_what_was_sent(sent: Path) -> None:
    assert told("sent.docx", "brief") == ["'brief' and 'sent.docx' are the same."]
    text = Path("seeds/texts/brief.md")
    text.write_text(text.read_text(encoding="utf-8").replace("Nobody", "Everybody"), encoding="utf-8")
    assert told("sent.docx", "brief") == ["'brief' compared with 'sent.docx':", "  [-Nobody-] {+Everybody+} pays for the lamp there."]


def test_pack_is_no_text_of_its_own(sent: Path) -> None:
    """It can be imported, and the message says what is lost, and what to do in its place."""
    result = CliRunner().invoke(main, ["texts", "import", "sent.docx", "--as", "copy"])
    assert result.exit_code == 0, result.output
    assert "sent.docx: warning: this file is the pack 'brief'" in result.output
    assert "briefing diff sent.docx brief" in result.output
    assert "is the pack" not in CliRunner().invoke(main, ["texts", "import", "seeds/texts/brief.md", "--as", "other"]).output


def test_changes_can_be_taken_back(sent: Path) -> None:
    """So the file is again as it was sent."""
    before = [each.text for each in Document(str(sent)).paragraphs]
    review = word_reviews.read(tracked(sent))
    assert [each.text for each in Document(io.BytesIO(review.without)).paragraphs] == before
    assert review.came_back
    assert review.changes[0].before == "The gauge at the old bridge is read every day by two towns."
