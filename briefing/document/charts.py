"""Charts: what a drawing shows, as shares and labels. Parts of `Figure`."""

from __future__ import annotations

from typing import Literal

from briefing.dataclass import dataclass

Certainty = Literal["exact", "about", "limit"]
"""Of a value: as stated, approximately so, or no more (or no less) than that."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A value in a chart. Part of `Panel`."""

    share: float | None
    """Its length, as a share of the longest bar or of the whole; below zero to the left. None where there is no number."""
    label: str
    certainty: Certainty = "exact"


@dataclass(frozen=True, slots=True)
class Panel:
    """A column of bars. Panels of the same unit are drawn on the same scale. Part of `BarChart`."""

    title: str
    unit: str
    bars: tuple[Bar, ...]
    """One for each row of the chart."""
    parts: int | None = None
    """Of a panel whose bars are shares of a whole, which is drawn too: its number of equal parts, or 0 for an undivided one."""
    reach: float = 1.0
    """What a share of 1 stands for, as a share of the most that it stands for in any panel of the same unit."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a row of bars is about. Part of `BarChart`."""

    name: str
    remark: str = ""
    """What limits the comparison with the other rows, such as another period."""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars in rows, with their values as words beside them. Part of `Figure`."""

    rows: tuple[Row, ...]
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time in which an event falls. Part of `Band`."""

    start: float
    """As a share of the time of its band, like `end`."""
    end: float
    is_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """Events above one line of time. Part of `TimeChart`."""

    spans: tuple[Span, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis of time. Part of `TimeChart`."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class TimeChart:
    """Events on an axis of time, each as long as its date is open: in one band, or year below year. Part of `Figure`."""

    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]


Fill = Literal["full", "half", "empty", "missing"]


@dataclass(frozen=True, slots=True)
class MatrixChart:
    """How each row stands to each column: wholly, partly, not at all, or nobody knows. Part of `Figure`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Fill, ...]], ...]
    """The name of each, and a fill for each column."""
