"""Charts with a scale: lines, bars of several series, dots, lanes of time. Parts of `Figure`."""

from __future__ import annotations

from briefing.dataclass import dataclass
from briefing.document.charts import Bar, BarChart, MatrixChart, Row, Tick, TimeChart
from briefing.document.maps import WorldMap


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a time. Part of `Line`."""

    at: float
    """As a share of the time of the chart."""
    height: float | None
    """As a share of the scale of its panel; None where there is no number, and the line is interrupted."""
    label: str
    """Its value in words, which is drawn at the last point of a line."""
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """The values of a series, in order of time. Part of `LinePanel`."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class LinePanel:
    """Lines of one unit, on one scale. Part of `LineChart`."""

    unit: str
    lines: tuple[Line, ...]
    scale: tuple[Tick, ...]
    """The numbers of the scale, from the lowest, at 0, to the highest, at 1."""
    zero: float | None = 0.0
    """Where zero is on the scale; None where the scale does not have it."""


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over time, in a panel for each unit. Part of `Figure`."""

    panels: tuple[LinePanel, ...]
    ticks: tuple[Tick, ...]
    """The dates of the axis."""
    is_centred: bool = False
    """Whether the date of a tick is at its middle, as a year is over the value of that year, and not behind its beginning."""


@dataclass(frozen=True, slots=True)
class Group:
    """The bars of a row, one for each series. Part of `GroupChart`."""

    row: Row
    bars: tuple[Bar, ...]
    """Their shares are those of the longest bar or, where they are stacked, of the longest row or the whole."""


@dataclass(frozen=True, slots=True)
class GroupChart:
    """Bars of several series in each row, on one scale: one below the other, or one behind the other. Part of `Figure`."""

    series: tuple[str, ...]
    unit: str
    groups: tuple[Group, ...]
    is_stacked: bool = False
    has_whole: bool = False
    """Whether a share of 1 is a whole, which is drawn, too. Only where the bars are stacked."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A value on a scale. Part of `DotRow`."""

    at: float | None
    """As a share of the scale; None where there is no number."""
    label: str
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class DotRow:
    """The dots of a row, one for each series. Part of `DotChart`."""

    row: Row
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class DotChart:
    """Dots of several series in each row, on one scale. Part of `Figure`."""

    series: tuple[str, ...]
    unit: str
    rows: tuple[DotRow, ...]
    scale: tuple[Tick, ...]
    """The numbers of the scale, from the lowest, at 0, to the highest, at 1."""


@dataclass(frozen=True, slots=True)
class LaneMark:
    """An event in a lane: a stretch of time with words beside it. Part of `Lane`."""

    start: float
    """As a share of the time of the chart, like `end`."""
    end: float
    number: str
    """The number that the event has in the table."""
    label: str = ""
    is_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """Events that belong together. Part of `LaneChart`."""

    name: str
    marks: tuple[LaneMark, ...]
    """In order of time."""


@dataclass(frozen=True, slots=True)
class LaneChart:
    """Events in lanes on one axis of time, each with its number and its words. Part of `Figure`."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]


Chart = BarChart | TimeChart | MatrixChart | LineChart | GroupChart | DotChart | LaneChart | WorldMap
