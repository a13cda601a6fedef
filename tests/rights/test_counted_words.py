"""Shares and limits are counted from the words of the copy; a source without a text has no share."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefing import steps, workspace
from briefing.cli import main
from briefing.workspace import find

LINES = ["Menu, search and more of this kind stand above the text.", "The keeper counts at noon, and nobody else counts at all."]


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, args)])


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    workspace.make(tmp_path / "own", workspace.blank())
    monkeypatch.chdir(tmp_path / "own")
    (tmp_path / "ford.txt").write_text("\n".join(LINES))
    assert run("sources", "add", tmp_path / "ford.txt", "--as", "ford", "--new").exit_code == 0
    assert run("excerpt", "ford", "--from", "The keeper", "--to", "at noon", "--id", "noon").exit_code == 0
    return tmp_path / "own"


def test_words_of_a_smaller_body_are_counted(own: Path) -> None:
    """Whoever takes a menu out of the body is told that the number in the record is another."""
    record = own / "seeds/sources/ford.md"
    before = steps.load(find()).sources["ford"].original.words
    record.write_text(record.read_text().replace("body: 1-2", "body: 2"))
    counted = len(LINES[1].split())
    assert f"the body has {counted} words in your copy, and this record says {before}" in run("check").output
    record.write_text(record.read_text().replace(f"words: {before}", f"words: {counted}"))
    assert "the body has" not in run("check").output


def test_source_that_is_only_cited_has_no_share(own: Path) -> None:
    """It has no text of which a share could be taken."""
    (own / "seeds/sources/nile.md").write_text("---\ntype: book\ntitle: The Nile\n---\n")
    (own / "seeds/texts/first.md").write_text("So it is [@nile, p. 4].\n")
    (own / "templates/pack.yaml").write_text("title: A pack\nsections: [{use: text, title: First, texts: [first]}, {use: sources}]\n")
    result = run("rights")
    assert result.exit_code == 0, result.output
    assert "words    0 (cited only)" in result.output
