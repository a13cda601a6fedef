"""Texts of one's own that come from other programs: every word is there, and what has another form is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from briefing import markup, steps, workspace
from briefing.cli import main
from briefing.exchange.pandoc_trees import own_text
from briefing.system import pandoc
from briefing.workspace import find


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "own"
    workspace.make(folder, workspace.starter())
    monkeypatch.chdir(folder)
    return folder


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, args)])


def word_file(path: Path) -> Path:
    """A text as an office writes it: headings, list, joined cells, a comment, a tracked change, a picture."""
    document = docx.Document()
    document.add_heading("The week of the ferry", 1)
    paragraph = document.add_paragraph("The keeper counts ")
    paragraph.add_run("every cow").italic = True
    run_ = paragraph.add_run(" at noon.")
    document.add_comment(run_, text="Is this still so?", author="Ines")
    document.add_heading("Tolls", 2)
    for words in ("a crown for a cow", "nothing for a child"):
        document.add_paragraph(words, style="List Bullet")
    table = document.add_table(rows=3, cols=2)
    for row, cells in enumerate((("Day", "Cows"), ("Monday", "40"), ("Tuesday", ""))):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    table.cell(2, 0).merge(table.cell(2, 1))
    changed = document.add_paragraph("The bridge ")
    changed._p.append(
        parse_xml(f'<w:ins {nsdecls("w")} w:id="7" w:author="Ines"><w:r><w:t xml:space="preserve">never </w:t></w:r></w:ins>')
    )
    changed._p.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="8" w:author="Ines"><w:r><w:delText xml:space="preserve">soon </w:delText></w:r></w:del>')
    )
    changed.add_run("came.")
    picture = path.with_suffix(".png")
    Image.new("RGB", (40, 30), (0, 80, 120)).save(picture)
    document.add_picture(str(picture))
    document.save(str(path))
    return path


def test_word_file_becomes_a_text_that_a_pack_prints(own: Path, tmp_path: Path) -> None:
    """Headings, lists and tables as Markdown; the comment as a remark; what was changed is taken, and told."""
    result = run("texts", "import", word_file(tmp_path / "Week 1.docx"))
    assert result.exit_code == 0, result.output
    text = (own / "seeds/texts/week-1.md").read_text(encoding="utf-8")
    assert "## The week of the ferry\n\nThe keeper counts *every cow*" in text
    assert "<!-- Ines: Is this still so? -->" in text
    assert "### Tolls\n\n- a crown for a cow\n- nothing for a child\n" in text
    assert "| Monday | 40 |" in text
    assert "The bridge never came." in text
    assert "soon" not in text
    assert "\n\n![To be written: what this picture shows](images/week-1-1.png)\n" in text
    assert (own / "seeds/images/week-1-1.png").read_bytes() == (tmp_path / "Week 1.png").read_bytes()
    for told in (
        "tracked insertion, which is taken",
        "tracked deletion, which is left out",
        "1 picture put into",
        "joined cell of a table",
    ):
        assert told in result.output, told
    (own / "templates/mine.yaml").write_text("title: Mine\nsections: [{use: text, title: Week one, texts: [week-1]}]\n")
    assert run("build", "mine", "-f", "epub").exit_code == 0
    shown = run("show", "mine").output
    assert "Tolls" in shown
    assert "Ines" not in shown


MARKDOWN = """---
title: Week one
---
# Water

Rivers carry *meaning* and **power**, see [the site](https://example.org/a_b).[^n] In 2019 3 * 4 cows paid $5_000; H~2~O, 10^6^ m^3^.

[^n]: A note with *emphasis*.

1) first
2) second

> A proverb.

A line\\
and another.
"""


@pytest.mark.parametrize("ending", ["docx", "odt", "md"])
def test_words_of_every_format_come_in(ending: str, own: Path, tmp_path: Path) -> None:
    """The same text by way of three formats, with its footnote, and signs that Markdown could misread."""
    file = tmp_path / f"week.{ending}"
    if ending == "md":
        file.write_text(MARKDOWN, encoding="utf-8")
    else:
        (tmp_path / "week.md").write_text(MARKDOWN, encoding="utf-8")
        pandoc.run(["week.md", "-o", file.name], b"", tmp_path)
    result = run("texts", "import", file)
    assert result.exit_code == 0, result.output
    text = (own / "seeds/texts/week.md").read_text(encoding="utf-8")
    assert not markup.parse(text).faults
    assert "*meaning* and **power**, see [the site](https://example.org/a_b).^[A note with *emphasis*.]" in text
    assert "3 \\* 4 cows paid \\$5\\_000; H₂O, 10⁶ m³." in text
    assert "1) first\n2) second" in text
    assert "block quotation that does not say whose words it has, which is a box now" in result.output
    assert "word of the file that is not in the text" not in result.output


def test_formulas_stay_formulas(own: Path, tmp_path: Path) -> None:
    (tmp_path / "flow.md").write_text("Flow is $\\frac{a}{b_1}$ here.\n\n$$\nx^2 = \\alpha\n$$\n", encoding="utf-8")
    result = run("texts", "import", tmp_path / "flow.md")
    assert result.exit_code == 0, result.output
    assert (own / "seeds/texts/flow.md").read_text(encoding="utf-8").endswith("Flow is $\\frac{a}{b_1}$ here.\n\n$$x^2 = \\alpha$$\n")
    assert "not in the text" not in result.output


def test_citations_of_sources_that_are_there_stay_citations(own: Path, tmp_path: Path) -> None:
    """Others become words, and are named: the pack can still be built."""
    (tmp_path / "a.md").write_text(
        "So it is [@two-towns-2024, p. 4]. Others differ [@nobody-1999; see @two-towns-2024], as @nobody-1999 says.\n"
    )
    result = run("texts", "import", tmp_path / "a.md")
    assert result.exit_code == 0, result.output
    text = (own / "seeds/texts/a.md").read_text()
    assert "So it is [@two-towns-2024, p. 4]." in text
    assert "(\\@nobody-1999; see \\@two-towns-2024), as \\@nobody-1999 says." in text
    assert "this text cites 'nobody-1999', which the library does not have" in result.output
    assert steps.load(find()).texts["a"]


def test_word_that_does_not_come_in_is_named(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of the file are counted by a second reader."""
    (tmp_path / "a.md").write_text("One two three.\n\n<span>four</span>\n")
    monkeypatch.setattr("briefing.verbs.texts._settled", lambda text: text.replace("two", ""))
    assert "1 × word of the file that is not in the text, such as: two" in run("texts", "import", tmp_path / "a.md").output


def test_text_that_is_there_is_replaced_only_on_demand(own: Path, tmp_path: Path) -> None:
    """And goes into the bin."""
    (tmp_path / "introduction.md").write_text("Another beginning.\n")
    before = (own / "seeds/texts/introduction.md").read_text()
    refused = run("texts", "import", tmp_path / "introduction.md")
    assert (refused.exit_code, "Add --replace" in refused.output) == (1, True)
    assert (own / "seeds/texts/introduction.md").read_text() == before
    assert run("texts", "import", tmp_path / "introduction.md", "--replace").exit_code == 0
    assert (own / "seeds/texts/introduction.md").read_text() == "Another beginning.\n"
    assert (own / ".bin/seeds/texts/introduction.1.md").read_text() == before


@pytest.mark.parametrize(
    ("name", "content", "answer"),
    [
        ("a.pdf", b"%PDF-1.7", "cannot be read from a file that ends in .pdf"),
        ("a.docx", b"no package", "this file is damaged, or not complete"),
        ("a.md", b"\xff\xfe\x00", "this file is not UTF-8 text"),
        ("empty.md", b"\n", "this file has no text"),
        ("Ж.md", "Текст.\n".encode(), "cannot be the id of a text"),
    ],
)
def test_file_that_is_no_text_is_refused(name: str, content: bytes, answer: str, own: Path, tmp_path: Path) -> None:
    """With one message; nothing is written."""
    (tmp_path / name).write_bytes(content)
    before = sorted(own.rglob("*"))
    result = run("texts", "import", tmp_path / name)
    assert (result.exit_code, answer in result.output) == (1, True), result.output
    assert sorted(own.rglob("*")) == before


def test_pictures_of_markdown_are_read_from_its_folder_only(own: Path, tmp_path: Path) -> None:
    """A text may come from anywhere: it cannot name a file elsewhere, nor the network."""
    (tmp_path / "in").mkdir()
    Image.new("RGB", (4, 4)).save(tmp_path / "secret.png")
    shutil.copy(tmp_path / "secret.png", tmp_path / "in/map.png")
    (tmp_path / "in/a.md").write_text(
        "Maps: ![one](map.png) ![two](../secret.png) ![three](https://example.org/x.png) ![four](/etc/passwd)\n"
    )
    result = run("texts", "import", tmp_path / "in/a.md")
    assert result.exit_code == 0, result.output
    assert [path.name for path in (own / "seeds/images").iterdir()] == ["a-1.png"]
    assert "3 × picture, which is left out" in result.output


def test_remark_of_another_hand_cannot_end_early() -> None:
    """Two hyphens and a bracket in a comment do not end the remark, so its words are never printed."""
    comment = {"t": "Span", "c": [["1", ["comment-start"], [["author", "X"]]], [{"t": "Str", "c": "secret-->printed"}]]}
    tree = {"meta": {}, "blocks": [{"t": "Para", "c": [{"t": "Str", "c": "Words"}, comment]}]}
    text = own_text(tree).markdown
    assert text.count("-->") == 1
    assert not [each for each in markup.parse(text).blocks if "secret" in str(each)]
