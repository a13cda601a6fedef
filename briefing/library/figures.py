"""Figures: numbers that belong together, with what a drawing of them needs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from briefing.errors import WrongValueError
from briefing.files.validation import STRICT
from briefing.library.fields import Citation, Markdown


@dataclass(frozen=True, config=STRICT)
class Series:
    """What one column of a figure counts."""

    name: str
    unit: str
    whole: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    """What each value is a part of, such as 5 for a count of five states; a drawing shows it behind the bars."""


Exactness = Literal["exact", "about", "at-most", "at-least"]
Value = Annotated[float, Field(allow_inf_nan=False)]


@dataclass(frozen=True, config=STRICT)
class Measure:
    """A row of a figure: one thing, counted."""

    label: str
    values: tuple[Value | None, ...]
    """A number for each series; null where there is none, which is not zero."""
    shown: tuple[str, ...]
    """Each value as printed, with its `about` or `no figure`."""
    cite: Citation
    period: str = ""
    note: str = ""
    exactness: tuple[Exactness, ...] = ()
    """How exact each value is; left out where all are exact."""

    def __post_init__(self) -> None:
        """Hold each value to its printed form."""
        if len(self.values) != len(self.shown):
            raise WrongValueError(f"'{self.label}' has {len(self.values)} values and {len(self.shown)} printed forms")
        if self.exactness and len(self.values) != len(self.exactness):
            raise WrongValueError(f"'{self.label}' has {len(self.values)} values, and 'exactness' speaks of {len(self.exactness)}")


MOST_SERIES = 8
"""Of a figure: what a page has room for side by side."""


@dataclass(frozen=True, config=STRICT)
class Figure:
    """Numbers that belong together, with what a drawing of them needs."""

    id: str
    title: str
    caption: str
    alt: str
    """The gist for who cannot see a drawing."""
    label: str
    """The head of the column of labels."""
    series: tuple[Series, ...]
    rows: tuple[Measure, ...]
    description: Markdown
    """How to read the numbers, and how not to."""

    def __post_init__(self) -> None:
        """Hold each row to the series, and the series to what fits on a page."""
        if len(self.series) > MOST_SERIES:
            raise WrongValueError(f"a figure of {len(self.series)} series: a page holds {MOST_SERIES}", "Make several figures of it.")
        for row in self.rows:
            if len(row.values) != len(self.series):
                raise WrongValueError(f"'{row.label}' has {len(row.values)} values for {len(self.series)} series")
            for series, value in zip(self.series, row.values, strict=True):
                if series.whole and value is not None and not 0 <= value <= series.whole:
                    raise WrongValueError(f"'{row.label}' has {value:g} of a whole of {series.whole:g} in '{series.name}'")
