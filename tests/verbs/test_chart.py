"""`briefing chart`: a figure is begun with the numbers of a table, which stays where people change it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefing import load
from briefing.cli import main
from briefing.library.figure_data import completed
from briefing.workspace import find

TABLE = "Power in the valley\nyear,hydro_GWh,Rain (mm),Remark\n2020,12100,300,\n2021,13900,,a dry year\n2022,14800,410,\n"


@pytest.fixture
def brief(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in the form of a brief, with a table beside it."""
    assert CliRunner().invoke(main, ["init", str(tmp_path / "own"), "--form", "brief", "--empty"]).exit_code == 0
    (tmp_path / "power.csv").write_text(TABLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "own")
    return tmp_path / "own"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["chart", *arguments])


def test_table_becomes_a_figure_with_units_and_labels(brief: Path) -> None:
    """Dates are drawn as lines; a column of words is named and left out."""
    result = run("../power.csv", "--title", "Power and rain")
    assert result.exit_code == 0, result.output
    assert "hydro_GWh, Rain (mm) by year, 3 rows. Written to seeds/figures/power.md." in result.output
    assert "Columns without numbers: Remark." in result.output
    assert "Name the source of the numbers" in result.output
    figure = load(find()).figures["power"]
    assert [(each.name, each.unit, each.column) for each in figure.series] == [("Hydro", "GWh", "hydro_GWh"), ("Rain", "mm", "Rain (mm)")]
    assert [row.values for row in completed(figure, brief)[0].rows] == [(12100.0, 300.0), (13900.0, None), (14800.0, 410.0)]
    assert (figure.title, figure.draw) == ("Power and rain", "lines")
    assert (brief / "seeds/data/power.csv").read_text(encoding="utf-8") == TABLE


def test_second_figure_of_a_table_has_a_name_of_its_own_and_no_table_is_replaced(brief: Path) -> None:
    """The same table is taken again; another one of its name is refused."""
    run("../power.csv")
    assert "seeds/figures/power-2.md" in run("../power.csv", "--unit", "x").output
    (brief.parent / "power.csv").write_text("year,a\n2020,1\n", encoding="utf-8")
    assert "there is another table of this name" in run("../power.csv").output
    assert (brief / "seeds/data/power.csv").read_text(encoding="utf-8") == TABLE


@pytest.mark.parametrize(
    ("table", "options", "words"),
    [
        ("year,what\n2020,wet\n", (), "no column of numbers"),
        (",a\n2020,1\n", (), "the columns have no names"),
        ("year,a\n2020,1\n", ("--cite", "nobody-2020"), "there is no source 'nobody-2020'"),
    ],
)
def test_table_or_source_that_does_not_do_is_told(brief: Path, table: str, options: tuple[str, ...], words: str) -> None:
    """Nothing is written."""
    (brief.parent / "x.csv").write_text(table, encoding="utf-8")
    result = run("../x.csv", *options)
    assert (result.exit_code, words in result.output) == (1, True), result.output
    assert not list(brief.glob("seeds/figures/*.md"))
