"""Numbers of figures that are typed once: how they are printed, and where their source is."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing import steps
from briefing.cli import main
from briefing.document import Document, Figure, Table, plain, walk
from briefing.document.charts import BarChart
from briefing.languages import catalogue
from briefing.workspace import Workspace

SERIES = "series:\n- {name: Boats, unit: a year}\n- {name: Change, unit: '%'}\n"
ROWS = """rows:
- {label: Upper, values: [12500, -3.5]}
- {label: Middle, values: [1800.25, 0], exactness: [about, at-most]}
- {label: Lower, values: [null, 4], exactness: [exact, at-least]}
"""
SOURCE = 'cite: "@lindqvist-2019, ¶4"\n'


def written(water: Path, settings: str, caption: str = "Boats at the weir") -> None:
    (water / "seeds/figures").mkdir(exist_ok=True)
    head = f"title: Boats\ncaption: {caption}\nalt: More boats pass in the upper reach.\nlabel: Reach\n{SERIES}{settings}"
    (water / "seeds/figures/boats.md").write_text(f"---\n{head}---\nCount them twice.\n", encoding="utf-8")


def packed(water: Path, language: str = "en") -> Document:
    outline = f"title: Boats\nlanguage: {language}\nsections:\n- use: figures\n  figures: [boats]\n- use: sources\n"
    (water / "templates/boats.yaml").write_text(outline, encoding="utf-8")
    workspace = Workspace(water, water / "output")
    library = steps.load(workspace)
    (pack,) = steps.packs(workspace, library, steps.plans(workspace, library, ["boats"], {}))
    return pack.document


def cells(document: Document) -> list[list[str]]:
    (table,) = [each for each in walk(document) if isinstance(each, Table)]
    return [[plain(cell) for cell in row] for row in table.rows]


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", [["12,500", "−3.5"], ["about 1,800.25", "at most 0"], ["no figure", "at least 4"]]),
        ("ru", [["12\u00a0500", "−3,5"], ["около 1\u00a0800,25", "не более 0"], ["нет данных", "не менее 4"]]),
    ],
)
def test_numbers_that_are_typed_once_are_printed_in_the_language_of_the_pack(water: Path, language: str, printed: list[list[str]]) -> None:
    """With its marks of thousands and of decimals, in the table and at the bars."""
    written(water, SOURCE + ROWS)
    document = packed(water, language)
    assert [row[1:] for row in cells(document)] == printed
    (drawn,) = [each.chart for each in walk(document) if isinstance(each, Figure)]
    assert isinstance(drawn, BarChart)
    assert [bar.label for bar in drawn.panels[1].bars] == [row[2] for row in cells(document)]


@pytest.mark.parametrize(("caption", "printed"), [("Boats at the weir", "Boats at the weir {}"), ("Boats, counted.", "Boats, counted {}.")])
def test_one_source_is_cited_once_in_the_caption(water: Path, caption: str, printed: str) -> None:
    """And the table has no column of sources."""
    written(water, SOURCE + ROWS, caption)
    document = packed(water)
    (figure,) = [each for each in walk(document) if isinstance(each, Figure)]
    (table,) = [each for each in walk(document) if isinstance(each, Table)]
    assert plain(figure.caption) == printed.format("(Lindqvist 2019,\u00a0¶4)")
    assert (plain(table.caption), [plain(column.head) for column in table.columns]) == (
        "The numbers",
        ["Reach", "Boats (a year)", "Change (%)"],
    )


def test_row_with_a_source_of_its_own_keeps_the_column(water: Path) -> None:
    """The others have the source of the figure there."""
    written(water, SOURCE + ROWS.replace("-3.5]}", '-3.5], cite: "@background"}'))
    assert [row[-1] for row in cells(packed(water))] == ["(background)", "(Lindqvist 2019,\u00a0¶4)", "(Lindqvist 2019,\u00a0¶4)"]


def test_words_that_are_typed_win(water: Path) -> None:
    """For all values of their row."""
    written(water, SOURCE + ROWS.replace("-3.5]}", "-3.5], shown: [a dozen thousand, a little less]}"))
    assert cells(packed(water))[0][1:] == ["a dozen thousand", "a little less"]


def test_row_without_any_source_is_refused(water: Path) -> None:
    """With both places where it can be."""
    written(water, ROWS)
    output = CliRunner().invoke(main, ["check", "-w", str(water)]).output
    assert "'Upper' has no source" in output
    assert "Write 'cite' in the row, or once for the whole figure, beside 'title'." in output


@pytest.mark.parametrize(("number", "size"), [("1.0e+300", "large"), ("-1.0e+15", "large"), ("2.0e-300", "small")])
def test_number_of_too_many_digits_is_refused_unless_it_is_typed(water: Path, number: str, size: str) -> None:
    """With what can be done."""
    written(water, SOURCE + ROWS.replace("12500", number))
    output = CliRunner().invoke(main, ["check", "-w", str(water)]).output
    assert f"which is too {size} to be printed in full" in output
    written(water, SOURCE + ROWS.replace("12500, -3.5]", f"{number}, -3.5], shown: [very many, a few]"))
    assert cells(packed(water))[0][1:] == ["very many", "a few"]


@pytest.mark.parametrize(
    ("number", "printed"), [(1e-9, "0.000000001"), (999999999999999.9, "999,999,999,999,999.9"), (100, "100"), (-0.0, "0")]
)
def test_number_has_all_its_digits(number: float, printed: str) -> None:
    """And no others."""
    assert catalogue("en").decimal(number) == printed


def test_source_of_a_figure_that_is_not_there_is_told(water: Path) -> None:
    """As in a row."""
    written(water, 'cite: "@lindqvist-2091"\n' + ROWS)
    output = CliRunner().invoke(main, ["check", "-w", str(water)]).output
    assert "seeds/figures/boats.md" in output
    assert "lindqvist-2091" in output
