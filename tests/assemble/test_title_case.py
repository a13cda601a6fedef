"""English capitals in titles of works: only in titles that are English, whatever the record says of the language."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from briefing.assemble.title_case import as_written, may_be_english
from briefing.cli import main


@pytest.mark.parametrize(
    "title",
    [
        "Wasser an der unteren Oder: Messungen und Grenzen",
        "Brücken ohne Ufer",
        "Le partage des eaux",
        "La gestion de los ríos",
        "Il fiume e la diga",
        "Woda i granica na wschodzie",
        "Hydropolitika dunavske regije",
        "Wasserrecht heute",
    ],
)
def test_title_in_another_language_is_not_english(title: str) -> None:
    assert not may_be_english(title)


@pytest.mark.parametrize(
    "title",
    [
        "Sharing a river: what two towns learnt",
        "Water wars",
        "On the notion of Weltanschauung",
        "Die another day at the weir",
        "How states die",
        "Rivers without borders",
        "NATO",
        "",
    ],
)
def test_english_title_may_get_capitals(title: str) -> None:
    """So may one in which they would change nothing."""
    assert may_be_english(title)


def test_titles_of_a_record_are_looked_at_one_by_one() -> None:
    """A record that names another language is left to the style."""
    record = {"title": "Wasser und Grenzen", "container-title": "Journal of rivers", "language": "en"}
    assert as_written(record) == {**record, "title": '<span class="nocase">Wasser und Grenzen</span>'}
    assert as_written({**record, "language": "de"}) == {**record, "language": "de"}


def test_list_of_sources_keeps_the_letters_of_a_german_title(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bibliography without languages; the English title beside it is set in the English way."""
    entry = "@incollection{{{}, title = {{{}}}, booktitle = {{{}}}, author = {{Roe, Ann}}, year = 2019, publisher = {{P}}}}\n"
    (tmp_path / "a.bib").write_text(
        entry.format("a", "Wasser an der unteren Oder", "Brücken ohne Ufer") + entry.format("b", "Sharing a river", "Two towns"),
        encoding="utf-8",
    )
    run = CliRunner()
    monkeypatch.chdir(tmp_path)
    assert run.invoke(main, ["init", "w", "a.bib"]).exit_code == 0
    monkeypatch.chdir(tmp_path / "w")
    Path("templates/p.yaml").write_text("title: P\nsections:\n- {use: sources, include: all}\n", encoding="utf-8")
    assert run.invoke(main, ["build", "p", "-f", "docx"]).exit_code == 0
    text = "\n".join(each.text for each in Document("output/p.docx").paragraphs)
    assert "Wasser an der unteren Oder" in text
    assert "Brücken ohne Ufer" in text
    assert "Sharing a River" in text
