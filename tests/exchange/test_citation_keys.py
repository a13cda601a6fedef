"""Keys of a bibliography: texts cite by them as well as by ids, and where a key cannot be used, the message gives the id."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefing.cli import main
from briefing.markup import parse_cluster

BIB = """@book{Roe_2001_Weir, title = {A Weir of Sand}, author = {Roe, Kim}, year = 2001}
@book{poeLock1990, title = {The Lock}, author = {Poe, Bo}, year = 1990}
@book{doe:1985/sluice, title = {Sluices}, author = {Doe, Jan}, year = 1985}
"""
PACK = """title: Weirs
sections:
- use: text
  title: One
  texts: [notes]
- use: text
  title: Two
  text: "The outline cites, too [@poeLock1990, p. 7]."
- use: sources
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a workspace with the three books, and a pack with a text."""
    assert run("init", str(tmp_path / "work"), "--empty").exit_code == 0
    monkeypatch.chdir(tmp_path / "work")
    Path("own.bib").write_text(BIB, encoding="utf-8")
    assert run("sources", "import", "own.bib").exit_code == 0
    Path("templates/pack.yaml").write_text(PACK, encoding="utf-8")
    return tmp_path / "work"


def test_texts_and_outlines_cite_by_keys(work: Path) -> None:
    """With underscores, capitals, colons and strokes; several in one citation, and ids beside them."""
    Path("seeds/texts/notes.md").write_text("So [@Roe_2001_Weir, p. 3; @doe:1985/sluice; @poe-1990].\n", encoding="utf-8")
    result = run("show", "pack", "--tree")
    assert result.exit_code == 0, result.output
    for words in ("Roe 2001, 3", "Doe 1985", "Poe 1990, 7"):
        assert words in result.output.replace("\\xa0", " ").replace("\xa0", " ")
    assert run("check").output.startswith("No problems")


def test_excerpt_names_its_source_by_a_key(work: Path) -> None:
    """The record of an excerpt is read as if it had the id."""
    Path("roe.txt").write_text("A weir of sand holds for a summer, and nobody asks for more than that of it.\n", encoding="utf-8")
    assert run("sources", "add", "roe.txt", "--as", "roe-2001").exit_code == 0
    assert run("excerpt", "roe-2001", "--from", "A weir", "--to", "a summer", "--id", "sand").exit_code == 0
    file = Path("seeds/excerpts/sand.md")
    file.write_text(file.read_text(encoding="utf-8").replace("source: roe-2001", "source: Roe_2001_Weir"), encoding="utf-8")
    assert run("verify").output.startswith("exact")


def test_key_of_two_sources_is_refused_with_both_ids(work: Path) -> None:
    """Two bibliographies can use one key for two books. Nothing is guessed."""
    Path("other.bib").write_text("@book{poeLock1990, title = {Another Lock}, author = {Poe, Al}, year = 1999}\n", encoding="utf-8")
    assert run("sources", "import", "other.bib").exit_code == 0
    Path("seeds/texts/notes.md").write_text("So [@poeLock1990].\n", encoding="utf-8")
    result = run("check")
    assert result.exit_code == 1
    assert "seeds/texts/notes.md:1:6: 'poeLock1990' is the key of a bibliography, and no id" in result.output
    assert "Write 'poe-1990' or 'poe-1999'." in result.output


def test_commands_take_a_key_for_an_id(work: Path) -> None:
    """What they write has the id; the texts that they take may cite by keys, too."""
    Path("roe.txt").write_text("A weir of sand holds for a summer, and nobody asks for more than that of it.\n", encoding="utf-8")
    assert run("sources", "add", "roe.txt", "--as", "Roe_2001_Weir").exit_code == 0
    words = ("--from", "A weir", "--to", "a summer", "--id", "sand", "--note", "Compare [@doe:1985/sluice, p. 3].")
    result = run("excerpt", "Roe_2001_Weir", *words)
    assert result.exit_code == 0, result.output
    assert "source: roe-2001\n" in Path("seeds/excerpts/sand.md").read_text(encoding="utf-8")
    assert "A weir of sand" in run("sources", "show", "Roe_2001_Weir", "--text").output
    assert "'Roe_2001_Weir' is now" not in run("sources", "rename", "Roe_2001_Weir", "weir-2001").output
    assert run("verify").output.startswith("exact")
    assert "there is no source 'Roe_2002'" in run("sources", "show", "Roe_2002").output


def test_own_text_comes_in_with_its_keys(work: Path) -> None:
    """As people write them for pandoc."""
    Path("mine.md").write_text("Sand holds [@Roe_2001_Weir, p. 3], and locks do [@nobody_2000].\n", encoding="utf-8")
    result = run("texts", "import", "mine.md")
    assert result.exit_code == 0
    assert "[@Roe_2001_Weir, p. 3]" in Path("seeds/texts/mine.md").read_text(encoding="utf-8")
    assert "cites 'nobody_2000', which the library does not have" in result.output
    assert "cites 'Roe" not in result.output


def test_sign_behind_a_key_is_not_part_of_it() -> None:
    """As in pandoc: only within a key is a full stop a sign of it."""
    assert [cite.key for cite in parse_cluster("[@a.b, 3; @c_D/; @e]")] == ["a.b", "c_D/", "e"]
    with pytest.raises(ValueError, match="is not a citation"):
        parse_cluster("[@a.]")
