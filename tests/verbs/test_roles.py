"""`briefing texts roles`: a card for each row of a table, and nothing of anybody is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefing import steps
from briefing.cli import main
from briefing.errors import BriefingError
from briefing.exchange import role_tables
from briefing.workspace import find

TABLE = """Role;Who you are;What you know
The mill;You grind.;"Two things.
• A gauge
• A weir"
Rat Müller;You write the law.;
"""


@pytest.fixture
def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in the form of a training day."""
    assert CliRunner().invoke(main, ["init", str(tmp_path / "day"), "--form", "training", "--empty"]).exit_code == 0
    monkeypatch.chdir(tmp_path / "day")
    return tmp_path / "day"


def brought(table: str, *options: str) -> Result:
    Path("roles.csv").write_text(table, encoding="utf-8-sig")
    return CliRunner().invoke(main, ["texts", "roles", "roles.csv", *options])


def test_each_row_becomes_a_card_and_placeholders_make_room(day: Path) -> None:
    """A column is a heading; items of a list stay items; an empty cell is left out."""
    result = brought(TABLE)
    assert result.exit_code == 0, result.output
    assert "the-mill  The mill (new)" in result.output
    assert "Out of the way, because nobody had written them: mill, upper-town." in result.output
    folder = day / "seeds/countries"
    assert sorted(path.name for path in folder.glob("*.md")) == ["rat-muller.md", "the-mill.md"]
    text = (folder / "the-mill.md").read_text(encoding="utf-8")
    assert (
        text
        == '---\nname: "The mill"\norder: 1\n---\n## Who you are\n\nYou grind.\n\n## What you know\n\nTwo things.\n\n- A gauge\n- A weir\n'
    )
    assert "What you know" not in (folder / "rat-muller.md").read_text(encoding="utf-8")
    assert len(list((day / ".bin/seeds/countries").glob("*.md"))) == 2


def test_roles_are_in_the_order_of_the_table(day: Path) -> None:
    """And so they are dealt out."""
    brought(TABLE)
    workspace = find(day)
    library = steps.load(workspace, outlines=["roles"])
    (pack,) = steps.packs(workspace, library, steps.plans(workspace, library, ["roles"], {}))
    assert [entry.key for entry in pack.index.countries] == ["the-mill", "rat-muller"]


def test_what_somebody_changed_is_replaced_only_if_it_is_asked_for(day: Path) -> None:
    """Then it is in the bin. The same table changes nothing."""
    brought(TABLE)
    assert brought(TABLE).output.count("(unchanged)") == 2
    path = day / "seeds/countries/the-mill.md"
    path.write_text(path.read_text(encoding="utf-8").replace("grind", "saw"), encoding="utf-8")
    refused = brought(TABLE)
    assert (refused.exit_code, "the-mill.md: this role is there already" in refused.output) == (1, True)
    assert "the-mill  The mill (updated)" in brought(TABLE, "--replace").output
    assert "saw" in next((day / ".bin/seeds/countries").glob("the-mill*.md")).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (b"", "this table has no role with a text"),
        (b"PK\x03\x04", "a workbook, not a CSV file"),
        (b"Role\nMill\n", "no role with a text"),
        (b"Role,Who\nMill,a\n,b\n", "row 3 has no name"),
        (b"Role,Who\nMill,a\nmill,b\n", "row 3: 'mill' has the name of the role in row 2"),
        (b"Role,Who\nMill,\n", "'Mill' has no text"),
        (b"Role,Who,\nMill,a,b\n", "column 3 has a text and no name"),
    ],
)
def test_table_that_is_wrong_is_told_with_its_row(tmp_path: Path, table: bytes, words: str) -> None:
    """Nothing is written."""
    (tmp_path / "x.csv").write_bytes(table)
    with pytest.raises(BriefingError) as raised:
        role_tables.read(tmp_path / "x.csv")
    assert words in " ".join(problem.message for problem in raised.value.problems)


def test_table_in_an_old_encoding_is_read_rightly_and_told(day: Path) -> None:
    """Signs of prose are no letters of another alphabet; the encoding can be named, too."""
    text = "Role;Who you are\nThe dam;You run the dam at Višegora – a company.\nThe state;You have 2 million €.\n"
    Path("roles.csv").write_bytes(text.encode("cp1252"))
    told = CliRunner().invoke(main, ["texts", "roles", "roles.csv"])
    assert told.exit_code == 0, told.output
    assert "roles.csv: warning: the encoding is a guess, Western European (cp1252)" in told.output
    assert "Višegora – a company" in (day / "seeds/countries/the-dam.md").read_text(encoding="utf-8")
    named = CliRunner().invoke(main, ["texts", "roles", "roles.csv", "--encoding", "cp1252"])
    assert "warning" not in named.output
    assert "(unchanged)" in named.output
    assert CliRunner().invoke(main, ["texts", "roles", "roles.csv", "--encoding", "utf-8"]).exit_code == 1
