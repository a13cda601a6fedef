"""The records of figures: numbers that belong together, with the words that a drawing of them needs."""

from __future__ import annotations

from typing import Annotated, Literal

from briefing.dataclass import Limits, model
from briefing.errors import WrongValueError
from briefing.library.fields import Citation, Markdown, MarkdownLine, Title


@model(frozen=True)
class Series:
    """A column of a figure: what it counts, and in which unit."""

    name: str
    """What is counted."""
    unit: str
    """The unit: `GWh`, `% of GDP`."""
    whole: Annotated[float, Limits(gt=0, allow_inf_nan=False)] | None = None
    """The highest possible value, such as 5 if the column counts five states. A drawing shows it behind the bars."""


Exactness = Literal["exact", "about", "at-most", "at-least"]
Value = Annotated[float, Limits(allow_inf_nan=False)]


@model(frozen=True)
class Measure:
    """A row of a figure: its label and a value for each series."""

    label: str
    """The label of the row."""
    values: tuple[Value | None, ...]
    """A number for each series; `null` if there is no number, which is not the same as zero."""
    shown: tuple[str, ...]
    """Each value as the pack prints it, with words such as `about` or `no figure`."""
    cite: Citation
    """The source of the row: `"@okello-2019, ¶3"`."""
    period: str = ""
    """The time that the row is about."""
    note: MarkdownLine = ""
    """A remark on the row."""
    exactness: tuple[Exactness, ...] = ()
    """How exact each value is. Leave it out if all values are exact."""

    def __post_init__(self) -> None:
        """Check that each value has its printed form and its exactness."""
        if len(self.values) != len(self.shown):
            what = f"'{self.label}' has {len(self.values)} in 'values' but {len(self.shown)} in 'shown'"
            raise WrongValueError(what, "Write in 'shown' how to print each value.")
        if self.exactness and len(self.values) != len(self.exactness):
            what = f"'{self.label}' has {len(self.values)} in 'values' but {len(self.exactness)} in 'exactness'"
            raise WrongValueError(what, "Write one word in 'exactness' for each value, or delete it.")


MOST_SERIES = 8
"""How many series a figure can have: more do not fit on a page side by side."""


@model(frozen=True)
class Figure:
    """Numbers that belong together, with the words that a drawing of them needs."""

    id: str
    title: Title
    """The title."""
    caption: MarkdownLine
    """What the numbers are, in one sentence."""
    alt: str
    """The main point, for readers who cannot see the drawing."""
    label: str
    """The heading of the column of labels."""
    series: tuple[Series, ...]
    """The columns: what each counts, and its unit."""
    rows: tuple[Measure, ...]
    """The rows, each with its values and its source."""
    description: Markdown
    """How to read the numbers, and how not to read them."""

    def __post_init__(self) -> None:
        """Check that each row has a value for each series, that no value is too large, and that the figure fits on a page."""
        if len(self.series) > MOST_SERIES:
            what = f"this figure has {len(self.series)} series, but a page has room for {MOST_SERIES}"
            raise WrongValueError(what, "Make several figures of it.")
        for row in self.rows:
            if len(row.values) != len(self.series):
                what = f"'{row.label}' has {len(row.values)} values for {len(self.series)} series"
                raise WrongValueError(what, "Write one value for each series; if there is no number, write null.")
            for series, value in zip(self.series, row.values, strict=True):
                if series.whole and value is not None and not 0 <= value <= series.whole:
                    what = f"'{row.label}' has {value:g} in '{series.name}', but the 'whole' of this series is {series.whole:g}"
                    raise WrongValueError(what, f"Write a value from 0 to {series.whole:g}, or correct 'whole'.")
