"""Kinds of sheets that are larger, lie on their side, or are made only on request; and sheets as Word files."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pypdfium2
import pytest
from click.testing import CliRunner

from briefing.cli import main
from tests.support.docx_rules import W, WordFile, problems


def run(*args: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, ["handout", *args])
    assert result.exit_code == code, result.output
    return result.output


def _pages(path: Path) -> list[tuple[str, float, float]]:
    """Return the words, the width and the height of each page."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [(" ".join(page.get_textpage().get_text_bounded().split()), *page.get_size()) for page in pdf]


def test_certificate_names_one_person_on_a_landscape_page(inside_water: Path) -> None:
    """With the title of the pack, and how long it was if that is said; other runs do not make it."""
    (inside_water / "class.csv").write_text("name\nAda Calder\nBo Lind\n", encoding="utf-8")
    said = run("defaults", "-k", "certificate", "--roster", "class.csv", "--set", "hours=Six hours")
    assert "warning" not in said
    pages = _pages(inside_water / "output" / "defaults-certificate-class.pdf")
    assert [re.sub(r"^\d+ | Place and date.*", "", words) for words, _, _ in pages] == [
        f"Certificate {name} has taken part in the course {_title(pages)} Six hours" for name in ("Ada Calder", "Bo Lind")
    ]
    assert all(width > height for _, width, height in pages)
    assert "certificate" not in run("defaults")


def _title(pages: list[tuple[str, float, float]]) -> str:
    found = re.search(r"in the course (.*) Six hours", pages[0][0])
    assert found
    return found[1]


def test_comparison_lies_on_its_side_and_stays_on_one_page(inside_water: Path) -> None:
    """The sources are under the table, whose columns have lines between them."""
    run("defaults", "-k", "comparison")
    ((words, width, height),) = _pages(inside_water / "output" / "defaults-comparison.pdf")
    assert width > height
    assert "Sources" in words


def test_sheet_of_terms_asks_nobody_for_a_name(inside_water: Path) -> None:
    run("defaults", "-k", "glossary")
    assert "Date" not in _pages(inside_water / "output" / "defaults-glossary.pdf")[0][0].split()


def test_groups_that_lack_a_country_are_told(inside_water: Path) -> None:
    """With the number of groups that would have all; not if each group has enough people, or the list says who gets what."""
    roster = inside_water / "class.csv"
    roster.write_text("name\n" + "".join(f"P{number}\n" for number in range(6)), encoding="utf-8")
    assert "lack a country" not in run("defaults", "--roster", "class.csv", "--groups", "1")
    said = run("defaults", "--roster", "class.csv", "--groups", "6")
    assert "6 of 6 groups lack a country" in said
    cards = int(re.search(r"the pack has (\d+) card", said)[1])  # type: ignore[index]
    assert f"--groups {6 // cards}" in said


def test_sheets_as_word_files_have_the_names_of_their_people(inside_water: Path) -> None:
    """One file for each sheet of each person; a second run makes none, and what nobody gets any more is told."""
    roster = inside_water / "class.csv"
    roster.write_text("name,group\nAda Calder,1\nBo Lind,1\n", encoding="utf-8")
    said = run("defaults", "-k", "worksheet", "-k", "certificate", "--roster", "class.csv", "--format", "docx")
    folder = inside_water / "output" / "defaults-worksheet-certificate-class"
    files = sorted(folder.glob("*.docx"))
    assert f"{len(files)} files made, 0 unchanged." in said
    assert "No answer or teacher's note is in these" in said
    assert {"ada-calder-certificate", "bo-lind-certificate"} < {path.stem for path in files}
    for path in files:
        # a sheet of questions has a title and no heading below it
        assert [each for each in problems(path) if not each.startswith("word-headings")] == []
        words = "".join(WordFile(path).document.itertext())
        assert ("Ada Calder" in words) is path.stem.startswith("ada")
    lying = docx.Document(str(folder / "ada-calder-certificate.docx")).sections[0]
    assert lying.page_width > lying.page_height  # type: ignore[operator]
    assert f"0 files made, {len(files)} unchanged." in run(
        "defaults", "-k", "worksheet", "-k", "certificate", "--roster", "class.csv", "--format", "docx"
    )


def test_sheets_for_everybody_are_word_files_too(inside_water: Path) -> None:
    """Of every kind, with lines between the columns of a table to fill in."""
    said = run("defaults", "-f", "docx")
    files = sorted((inside_water / "output").glob("*.docx"))
    assert f"{len(files)} files made" in said
    assert {re.sub(r"defaults-([a-z]+).*", r"\1", path.stem) for path in files} >= {"cards", "worksheet", "glossary", "comparison"}
    tables = [each for path in files for each in WordFile(path).document.iter(f"{W}insideV")]
    assert len(tables) == 1


@pytest.mark.parametrize("option", ["--jobs=2", "--scheduler=tcp://nowhere:1"])
def test_processes_draw_no_word_files(inside_water: Path, option: str) -> None:
    assert "draw PDFs" in run("defaults", "-f", "docx", "--separate", option, code=2)
