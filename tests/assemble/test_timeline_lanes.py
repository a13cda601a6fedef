"""Timelines in lanes: which events are drawn where, and how they lead to the table."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing import steps
from briefing.cli import main
from briefing.document import Document, Figure, Table, TimeChart, plain, walk
from briefing.document.plots import LaneChart
from briefing.workspace import Workspace

EVENTS = """- {date: 2019, text: "It rains.", lane: The river, cite: "@background"}
- {date: 2020-03-02, text: "The dam is closed.", lane: The dam, short: Dam closed, cite: "@background"}
- {date: 2020-04/2021-02, text: "The lake fills.", lane: The dam, short: Lake fills, cite: "@background"}
- {date: 2020-05~, text: "Fish die.", lane: The river, cite: "@background"}
- {date: 2021-01-31, text: "A court sits.", cite: "@background"}
- {date: 2021-02, text: "It rules.", cite: "@background"}
"""


def packed(water: Path, settings: str, events: str = EVENTS) -> Document:
    """Return a pack with a timeline."""
    (water / "seeds/events.yaml").write_text(events, encoding="utf-8")
    (water / "templates/times.yaml").write_text(f"title: Times\nsections:\n- use: timeline\n  title: All\n{settings}", encoding="utf-8")
    workspace = Workspace(water, water / "output")
    library = steps.load(workspace)
    (pack,) = steps.packs(workspace, library, steps.plans(workspace, library, ["times"], {}))
    return pack.document


def drawing(document: Document) -> Figure:
    (found,) = [each for each in walk(document) if isinstance(each, Figure)]
    return found


def test_events_are_drawn_in_their_lanes_with_the_numbers_of_the_table(water: Path) -> None:
    """Each as long as its time, over whole months; those without a lane come last."""
    document = packed(water, "  draw: lanes\n  drawn-since: 2020\n")
    figure = drawing(document)
    chart = figure.chart
    assert isinstance(chart, LaneChart)
    assert [(lane.name, [(mark.number, mark.label, mark.is_inferred) for mark in lane.marks]) for lane in chart.lanes] == [
        ("The river", [("4", "", True)]),
        ("The dam", [("2", "Dam closed", False), ("3", "Lake fills", False)]),
        ("Other events", [("5", "", False), ("6", "", False)]),
    ]
    filling = chart.lanes[1].marks[1]
    assert filling.start == pytest.approx(31 / 365)
    assert filling.end == 1
    assert [tick.label for tick in chart.ticks[:2]] == ["Mar 2020", "Apr 2020"]
    (table,) = [each for each in walk(document) if isinstance(each, Table)]
    row = [plain(cell) for cell in table.rows[2]]
    assert row == ["3", "April 2020 – February 2021", "Lake fills. The lake fills. (background)"]
    assert figure.alt == (
        "Events in lanes, 2020 to 2021, by their numbers in the table. The river: 4. The dam: 2, 3. Other events: 5, 6. "
        "The table below gives every value."
    )
    assert "1 event below is not drawn." in plain(document)


def test_section_chooses_lanes_and_their_order(water: Path) -> None:
    """The other events are in the table alone."""
    chart = drawing(packed(water, "  draw: lanes\n  lanes: [The dam, The river]\n")).chart
    assert isinstance(chart, LaneChart)
    assert [lane.name for lane in chart.lanes] == ["The dam", "The river"]


def test_lane_that_no_event_has_is_told(water: Path) -> None:
    """With the nearest that there is."""
    packed(water, "  draw: lanes\n")
    (water / "templates/times.yaml").write_text(
        "title: Times\nsections:\n- use: timeline\n  title: All\n  draw: lanes\n  lanes: [The damm]\n", encoding="utf-8"
    )
    output = CliRunner().invoke(main, ["check", "-w", str(water)]).output
    assert "no event of this timeline is in a lane 'The damm'" in output
    assert "Did you mean 'The dam'?" in output


def test_span_over_two_years_is_in_the_bands_of_both(water: Path) -> None:
    """From its beginning to the end of the first, and from the beginning of the second to its end."""
    chart = drawing(packed(water, "")).chart
    assert isinstance(chart, TimeChart)
    spans = {band.label: [(round(span.start, 2), round(span.end, 2)) for span in band.spans] for band in chart.bands}
    assert (0.25, 1.0) in spans["2020"]
    assert (0.0, 0.16) in spans["2021"]


@pytest.mark.parametrize(
    "dates", [("9999", "9999-12"), ("0001-01-01", "9999-12-31"), ("9999-12-31", "9999-12-31"), ("0001-01-01/9999", "2020")]
)
def test_times_at_the_ends_of_the_calendar_are_drawn(water: Path, dates: tuple[str, str]) -> None:
    """As are those between them."""
    events = "".join(f'- {{date: {date}, text: "It rains.", cite: "@background"}}\n' for date in dates * 3)
    chart = drawing(packed(water, "  draw: lanes\n", events)).chart
    assert isinstance(chart, LaneChart)
    assert all(0 <= mark.start <= mark.end <= 1 for mark in chart.lanes[0].marks)
    assert all(0 <= tick.at <= 1 for tick in chart.ticks)


@pytest.mark.parametrize(
    ("date", "message"),
    [
        ("2021/2020", "'2021/2020' ends before it begins"),
        ("2020-03/soon", "'soon' is not a date"),
        ("spring 2020", "'spring 2020' is not a date"),
    ],
)
def test_time_that_is_none_is_refused(water: Path, date: str, message: str) -> None:
    """With what to write."""
    (water / "seeds/events.yaml").write_text(f'- {{date: {date}, text: "It rains.", cite: "@background"}}\n', encoding="utf-8")
    output = CliRunner().invoke(main, ["check", "-w", str(water)]).output
    assert message in output
