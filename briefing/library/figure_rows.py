"""The columns and the rows of figures."""

from __future__ import annotations

from typing import Annotated, Literal

from briefing.dataclass import Limits, model
from briefing.library import figure_labels
from briefing.library.fields import Citation, MarkdownLine


@model(frozen=True)
class Series:
    """A column of a figure: what it counts, and in which unit."""

    name: str
    """What is counted."""
    unit: str
    """The unit: `GWh`, `% of GDP`."""
    whole: Annotated[float, Limits(gt=0, allow_inf_nan=False)] | None = None
    """The highest possible value, such as 5 if the column counts five states. A drawing shows it behind the bars."""
    decimals: Annotated[int, Limits(ge=0, le=9)] | None = None
    """To how many decimals its numbers are printed. Default: all that they have; with `data`, as many as all have there."""
    column: str = ""
    """With `data`: the head of its column in the file. Default: `name`."""


Exactness = Literal["exact", "about", "at-most", "at-least"]
Value = Annotated[float, Limits(allow_inf_nan=False)]


@model(frozen=True)
class Measure:
    """A row of a figure: its label and a value for each series."""

    label: str
    """The label of the row. For lines it is a date: `2022`, `2022-03` or `2022-03-15`."""
    values: tuple[Value | None, ...]
    """A number for each series; `null` if there is no number, which is not the same as zero."""
    shown: tuple[str, ...] = ()
    """Each value as the pack prints it, if that is to be other than `values` and `exactness` say: `up to two thirds`."""
    cite: Citation = ""
    """The source of the row: `"@okello-2019, ¶3"`. Default: that of the figure."""
    period: str = ""
    """The time that the row is about."""
    note: MarkdownLine = ""
    """A remark on the row."""
    exactness: tuple[Exactness, ...] = ()
    """How exact each value is. Leave it out if all values are exact."""

    def __post_init__(self) -> None:
        """Check that each value has its exactness and, if any has one, its printed form."""
        figure_labels.check(self.label, self.values, self.shown, self.exactness)
