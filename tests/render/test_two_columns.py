"""Text in two columns: what stands in them, what has the whole width, and when there is one column after all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx as word
import pypdfium2
import pytest
from click.testing import CliRunner

from briefing.cli import main
from briefing.document import Blocks, Callout, Column, Document, Note, Quote, Section, Table
from briefing.render import docx, pdf
from briefing.render.whole_width import fills_width
from briefing.theme.model import A4, Theme, without_margin_notes
from tests.support.docx_rules import W, problems
from tests.support.sample import para, prose, t

THEME = Theme(paper=without_margin_notes(A4, is_filled=True))
TABLE = Table("t", t("A table"), (Column(t("One")), Column(t("Two"))), ((t("first cell"), t("last cell")),))
BLOCKS: Blocks = (
    Callout("b", t("In short"), (para("The box."),)),
    Section("s", t("Rivers"), tuple(para(prose(each, 4)) for each in range(4))),
    Section("w", t("Watch"), (TABLE,)),
    Section("e", t("End"), (para("The last words."),)),
)
PACK = Document("Rivers", BLOCKS, "urn:uuid:0", cover="block", contents_depth=0, columns=2)


def test_text_stands_in_two_columns_and_boxes_and_tables_over_both(tmp_path: Path) -> None:
    """A heading has the width of what it is above."""
    pdf.render(PACK, THEME, tmp_path / "a.pdf")
    page, middle = pypdfium2.PdfDocument(tmp_path / "a.pdf")[0].get_textpage(), A4.width / 2
    text = page.get_text_range()
    left, right = ("".join(page.get_text_bounded(left=at, right=at + middle, bottom=0, top=A4.height).split()) for at in (0, middle))
    assert min(len(left), len(right)) > 600
    assert page.get_charbox(text.index("Watch"))[0] < 70 < middle
    assert page.get_charbox(text.index("last cell"))[0] > middle
    assert page.get_charbox(text.index("End"))[0] < middle


def test_word_has_sections_of_two_columns_around_what_is_wide(tmp_path: Path) -> None:
    """The title and the table have one; the last section of the file has two."""
    docx.render(PACK, THEME, tmp_path / "a.docx")
    counts = [int(each.get(f"{W}num")) for each in word.Document(str(tmp_path / "a.docx")).element.body.iter(f"{W}cols")]
    assert counts == [1, 1, 2, 1, 2]
    assert problems(tmp_path / "a.docx") == []


def test_supplement_for_the_teacher_has_one_column(tmp_path: Path) -> None:
    """The text before it has two."""
    pack = replace(PACK, supplement=(Section("a", t("Answers"), (para("An answer."),)),), edition="Teacher edition")
    docx.render(pack, THEME, tmp_path / "a.docx")
    counts = [int(each.get(f"{W}num")) for each in word.Document(str(tmp_path / "a.docx")).element.body.iter(f"{W}cols")]
    assert counts == [1, 1, 2, 1, 2, 1]
    assert problems(tmp_path / "a.docx") == []


@pytest.mark.parametrize(("section", "told"), [("excerpts", True), ("sources", False)])
def test_notes_beside_the_text_want_one_column_and_that_is_said(inside_water: Path, section: str, *, told: bool) -> None:
    """Nothing is printed over something else."""
    (inside_water / "templates" / "probe.yaml").write_text(f"title: Probe\ncolumns: 2\nsections:\n- {{use: {section}}}\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["build", "probe", "-f", "pdf"])
    assert result.exit_code == 0, result.output
    assert ("the text stands in one column" in result.output) == told


@pytest.mark.parametrize(
    ("pack", "told"),
    [
        (PACK, True),
        (replace(PACK, columns=1), True),
        (replace(PACK, columns=1, cover="page"), False),
        (replace(PACK, columns=1, blocks=(*BLOCKS, Quote("q", (para("A long passage."),), ()))), False),
        (replace(PACK, columns=1, blocks=(*BLOCKS, Note("n", "1", "Note", t("A note."), "foot"))), False),
    ],
    ids=["two columns", "short", "with a title page", "with a passage", "with a note"],
)
def test_short_pack_without_passages_and_notes_fills_the_width_of_its_pages(pack: Document, *, told: bool) -> None:
    """Others keep lines that are easy to read."""
    assert fills_width(pack) == told


def test_short_pack_has_text_as_wide_as_its_tables_in_pdf_and_in_word(inside_water: Path) -> None:
    """From an outline: the margins of the Word page are those of the PDF."""
    text = "A line of words that goes on and on until it has reached the edge of the page, and then on to the next line of it all."
    outline = f"title: Probe\ncover: block\nsections:\n- use: text\n  title: Water\n  text: {text}\n"
    (inside_water / "templates" / "probe.yaml").write_text(outline, encoding="utf-8")
    assert CliRunner().invoke(main, ["build", "probe", "-f", "pdf,docx"]).exit_code == 0
    page = pypdfium2.PdfDocument("output/probe.pdf")[0].get_textpage()
    words = page.get_text_range()
    right = max(page.get_charbox(at)[2] for at in range(words.index("A line"), words.index("it all")))
    assert right > A4.width - A4.side - 50
    sheet = word.Document("output/probe.docx").sections[0]
    assert sheet.left_margin is not None
    assert sheet.left_margin.pt == pytest.approx(A4.side, abs=1)


def test_long_text_of_a_short_word_file_stands_in_two_columns(tmp_path: Path) -> None:
    """As it does in the PDF: its heading stands in the first; what is short has the whole width."""
    long = Section("l", t("Long"), tuple(para(prose(each, 4)) for each in range(3)))
    pack = replace(PACK, columns=1, blocks=(Section("s", t("Short"), (para("Words."),)), long, Section("e", t("End"), (para("Last."),))))
    docx.render(pack, THEME, tmp_path / "a.docx")
    counts = [int(each.get(f"{W}num")) for each in word.Document(str(tmp_path / "a.docx")).element.body.iter(f"{W}cols")]
    assert counts == [1, 2, 1]
    docx.render(replace(pack, blocks=pack.blocks[:2]), THEME, tmp_path / "b.docx")
    body = word.Document(str(tmp_path / "b.docx")).element.body
    assert [int(each.get(f"{W}num")) for each in body.iter(f"{W}cols")] == [1, 2]
    assert body[-1].tag == f"{W}sectPr"
    assert problems(tmp_path / "a.docx") == problems(tmp_path / "b.docx") == []
