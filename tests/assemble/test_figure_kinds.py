"""Figures as charts: where each mark is, what is printed beside it, and what a listener hears."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing import steps
from briefing.assemble.number_scales import Scale
from briefing.cli import main
from briefing.document import Document, Figure, Reference, Table, plain, walk
from briefing.document.plots import DotChart, GroupChart, LineChart
from briefing.errors import BriefingError
from briefing.workspace import Workspace

SERIES = "series:\n- {name: Upper, unit: boats}\n- {name: Lower, unit: boats, decimals: 1}\n"
HEAD = 'title: Boats\ncaption: Boats at the weir.\nlabel: Year\ncite: "@lindqvist-2019, ¶4"\n'
YEARS = """rows:
- {label: "2010", values: [120, 60]}
- {label: "2000", values: [100, 90.25]}
- {label: "2015", values: [null, 75], exactness: [exact, about]}
"""


def packed(water: Path, settings: str, rows: str = YEARS, language: str = "en", series: str = SERIES, plan: str = "") -> Document:
    """Return a pack with a figure, to which a text refers."""
    (water / "seeds/figures").mkdir(exist_ok=True)
    (water / "seeds/figures/boats.md").write_text(f"---\n{HEAD}{series}{settings}{rows}---\nCount them twice.\n", encoding="utf-8")
    text = f"text: See @fig-boats.\n  sections:\n  - use: figures\n    figures: [boats]\n{plan}- use: sources\n"
    outline = f"title: Boats\nlanguage: {language}\nsections:\n- use: text\n  title: All\n  {text}"
    (water / "templates/boats.yaml").write_text(outline, encoding="utf-8")
    workspace = Workspace(water, water / "output")
    library = steps.load(workspace)
    (pack,) = steps.packs(workspace, library, steps.plans(workspace, library, ["boats"], {}))
    return pack.document


def figure(document: Document) -> Figure:
    (found,) = [each for each in walk(document) if isinstance(each, Figure)]
    return found


def cells(document: Document) -> list[list[str]]:
    (table,) = [each for each in walk(document) if isinstance(each, Table)]
    return [[plain(cell) for cell in row] for row in table.rows]


def test_lines_are_to_scale_and_in_order_of_time(water: Path) -> None:
    """Ten years are twice as long as five; where there is no number, there is no point, which the key says."""
    document = packed(water, "draw: lines\n")
    chart = figure(document).chart
    assert isinstance(chart, LineChart)
    (panel,) = chart.panels
    upper, lower = ([(round(point.at, 3), point.height, point.label) for point in line.points] for line in panel.lines)
    assert upper == [(0, 100 / 125, "100"), (0.667, 120 / 125, "120"), (1, None, "no figure")]
    assert lower == [(0, 90.25 / 125, "90.3"), (0.667, 60 / 125, "60.0"), (1, 75 / 125, "about 75.0")]
    assert [tick.label for tick in panel.scale] == ["0", "25", "50", "75", "100", "125"]
    assert [tick.label for tick in chart.ticks] == ["2000", "2002", "2004", "2006", "2008", "2010", "2012", "2014"]
    words = plain(document)
    assert "An empty mark is an approximate value or a limit. Where there is no number, there is no line." in words
    assert [row[0] for row in cells(document)] == ["2010", "2000", "2015"]


@pytest.mark.parametrize("kind", ["lines", "dots", "grouped"])
def test_any_drawing_can_do_without_its_table(water: Path, kind: str) -> None:
    """Who listens hears each number, with its row, its series and its unit."""
    document = packed(water, f"draw: {kind}\n", plan="    table: no\n")
    assert [each for each in walk(document) if isinstance(each, Table)] == []
    assert figure(document).details == ""
    for said in ("2010: Upper 120 boats, Lower 60.0 boats", "2000: Upper 100 boats, Lower 90.3 boats", "Lower about 75.0 boats"):
        assert said in figure(document).alt


def test_drawing_with_too_many_numbers_to_be_heard_keeps_its_table(water: Path) -> None:
    """The message says so; without 'table: no' the pack is built."""
    rows = "rows:\n" + "".join(f'- {{label: "{year}", values: [{year}, 1]}}\n' for year in range(1900, 1950))
    with pytest.raises(BriefingError, match="the figure 'boats' has 100 numbers") as raised:
        packed(water, "draw: lines\n", rows, plan="    table: no\n")
    assert [(each.file, each.line) for each in raised.value.problems] == [("templates/boats.yaml", 10)]
    assert len(cells(packed(water, "draw: lines\n", rows))) == 50


def test_months_of_lines_are_printed_in_the_language_of_the_pack(water: Path) -> None:
    """In the table and on the axis, where the months of one year need no year."""
    rows = "rows:\n- {label: 2022-01, values: [1, 2]}\n- {label: 2022-12, values: [2, 1500.5]}\n"
    document = packed(water, "draw: lines\n", rows, "ru")
    assert [row[0] for row in cells(document)] == ["январь 2022\u00a0г.", "декабрь 2022\u00a0г."]
    chart = figure(document).chart
    assert isinstance(chart, LineChart)
    assert [tick.label for tick in chart.ticks[:2]] == ["янв.", "февр."]
    assert chart.panels[0].lines[1].points[-1].label == "1\u00a0500,5"


@pytest.mark.parametrize(
    ("dates", "labels"),
    [
        (("2022-03", "2022-04"), ["Mar", "Apr"]),
        (("2022-03-04", "2022-03-06"), ["4 March", "5 March", "6 March"]),
        (("2021-11", "2022-02"), ["Nov 2021", "Dec 2021", "Jan 2022", "Feb 2022"]),
        (("1990-05", "2009-05"), ["1992", "1994", "1996", "1998", "2000", "2002", "2004", "2006", "2008"]),
        (("2021", "2022-02"), ["Aug 2021", "Sept 2021", "Oct 2021", "Nov 2021", "Dec 2021", "Jan 2022", "Feb 2022"]),
        (("2022-03-04", "2022-03-04"), ["4 March 2022"]),
        (("2022", "2022"), ["2022"]),
    ],
)
def test_axis_has_the_dates_that_its_length_asks_for(water: Path, dates: tuple[str, str], labels: list[str]) -> None:
    """Days, months or years; the month without its year where all are of one; a single date stands alone."""
    rows = "rows:\n" + "".join(f'- {{label: "{date}", values: [1, 2]}}\n' for date in dict.fromkeys(dates))
    chart = figure(packed(water, "draw: lines\n", rows)).chart
    assert isinstance(chart, LineChart)
    assert [tick.label for tick in chart.ticks] == labels
    assert all(0 <= tick.at <= 1 for tick in chart.ticks)


def test_scale_without_zero_is_told(water: Path) -> None:
    """Only where the figure asks for it, and only if it leaves zero out."""
    assert "The scale does not begin at zero." in plain(packed(water, "draw: dots\nzero: no\n"))
    assert "The scale does not begin at zero." not in plain(packed(water, "draw: dots\n"))


def test_series_of_other_units_have_panels_of_their_own(water: Path) -> None:
    """Each with its scale, over the same time."""
    chart = figure(packed(water, "draw: lines\n", series=SERIES.replace("boats, dec", "masts, dec"))).chart
    assert isinstance(chart, LineChart)
    assert [(panel.unit, panel.scale[-1].label) for panel in chart.panels] == [("boats", "125"), ("masts", "100")]


def test_parts_of_a_stack_are_shares_of_the_longest_or_of_the_whole(water: Path) -> None:
    """So that all bars are on one scale."""
    rows = "rows:\n- {label: a, values: [30, 10]}\n- {label: b, values: [null, 20]}\n"
    chart = figure(packed(water, "draw: stacked\n", rows)).chart
    assert isinstance(chart, GroupChart)
    assert [[bar.share for bar in group.bars] for group in chart.groups] == [[0.75, 0.25], [None, 0.5]]
    series = SERIES.replace("unit: boats", "unit: '%', whole: 100")
    document = packed(water, "draw: stacked\n", rows, series=series)
    chart = figure(document).chart
    assert isinstance(chart, GroupChart)
    assert [[bar.share for bar in group.bars] for group in chart.groups] == [[0.3, 0.1], [None, 0.2]]
    assert "The dashed frame is what the parts leave of the whole." in plain(document)


def test_finding_is_the_title_and_the_measure_is_below_it(water: Path) -> None:
    """With the one source behind the measure; texts refer to the number."""
    document = packed(water, "draw: dots\nfinding: Fewer boats pass the lower reach\n")
    drawn = figure(document)
    assert isinstance(drawn.chart, DotChart)
    assert (drawn.label, plain(drawn.caption)) == ("Figure 1", "Fewer boats pass the lower reach")
    assert plain(drawn.measure) == "Boats at the weir (Lindqvist 2019,\u00a0¶4)."
    assert [(each.target, plain(each)) for each in walk(document) if isinstance(each, Reference) and each.target == drawn.id] == [
        (drawn.id, "Figure\u00a01")
    ]


@pytest.mark.parametrize(
    ("settings", "rows", "heard"),
    [
        ("alt: All that matters.\n", YEARS, "All that matters."),
        (
            "finding: It falls\ndraw: grouped\n",
            YEARS,
            "It falls. Upper (boats): 120 (2010); 100 (2000). Lower (boats): 60.0 (2010); 90.3 (2000); about 75.0 (2015).",
        ),
        (
            "draw: lines\n",
            "rows:\n" + "".join(f"- {{label: {year}, values: [{year % 7}, null]}}\n" for year in range(2000, 2010)),
            "Upper (boats): first 5 (2000), last 0 (2009), highest 6 (2001), lowest 0 (2002). Lower (boats): no figure.",
        ),
    ],
)
def test_alternative_text_is_the_authors_or_says_the_numbers(water: Path, settings: str, rows: str, heard: str) -> None:
    """All of a few, of many the first, the last and the extremes."""
    assert figure(packed(water, settings, rows)).alt == f"{heard} The table below gives every value."


def test_data_files_are_read_and_what_is_wrong_with_them_is_told(water: Path) -> None:
    """Numbers as the pack prints them; a guess is a warning of the build, a mistake an error with the line of the file."""
    data = water / "seeds/figures/boats.csv"
    (water / "seeds/figures").mkdir(exist_ok=True)
    data.write_text("Year;Upper;Lower\n2000;1500;2,125\n", encoding="utf-8")
    assert cells(packed(water, "data: boats.csv\n", "")) == [["2000", "1,500", "2.1"]]
    output = CliRunner().invoke(main, ["check", "-w", str(water)]).output
    assert "seeds/figures/boats.csv: warning: '2,125' is read with a comma before the decimals, which is a guess" in output
    data.write_text("Year;Upper;Lower\n2000;1500;x\n", encoding="utf-8")
    output = CliRunner().invoke(main, ["build", "boats", "-w", str(water)]).output
    assert "seeds/figures/boats.csv:2:11: column 'Lower': 'x' is not a number" in output
    data.unlink()
    output = CliRunner().invoke(main, ["build", "boats", "-w", str(water)]).output
    assert "seeds/figures/boats.md:9:7: there is no file 'boats.csv'" in output


def test_figure_too_long_for_a_drawing_is_told(water: Path) -> None:
    """It is printed as a table."""
    packed(water, "", "rows:\n" + "".join(f"- {{label: row {n}, values: [{n}, 1]}}\n" for n in range(30)))
    output = CliRunner().invoke(main, ["check", "-w", str(water)]).output
    assert "warning: this figure is printed as a table alone: a drawing has room for 24 rows of bars" in output


@pytest.mark.parametrize(
    ("values", "zero", "steps"),
    [
        ([14800, 250], True, ["0", "5000", "10000", "15000"]),
        ([-3, 7], True, ["-4", "-2", "0", "2", "4", "6", "8"]),
        ([93, 99], False, ["92", "94", "96", "98", "100"]),
        ([0.1, 0.3], True, ["0", "0.1", "0.2", "0.3"]),
        ([], True, ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
    ],
)
def test_scales_have_round_steps(values: list[float], zero: bool, steps: list[str]) -> None:  # of a table
    """And hold all values."""
    scale = Scale.of(values, zero=zero)
    assert [f"{step:f}".rstrip("0").rstrip(".") if "." in str(step) else f"{step:f}" for step in scale.steps] == steps
    assert all(0 <= scale.share(value) <= 1 for value in values)
