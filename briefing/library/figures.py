"""The records of figures: numbers that belong together, with the words that a drawing of them needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
        if self.shown and len(self.values) != len(self.shown):
            what = f"'{self.label}' has {len(self.values)} in 'values' but {len(self.shown)} in 'shown'"
            raise WrongValueError(what, "Write in 'shown' how to print each value, or delete it.")
        if self.exactness and len(self.values) != len(self.exactness):
            what = f"'{self.label}' has {len(self.values)} in 'values' but {len(self.exactness)} in 'exactness'"
            raise WrongValueError(what, "Write one word in 'exactness' for each value, or delete it.")
        for value in () if self.shown else self.values:
            if value and not _LEAST <= abs(value) < _MOST:
                what = f"'{self.label}' has {value:g}, which is too {'large' if abs(value) >= 1 else 'small'} to be printed in full"
                raise WrongValueError(what, "Choose another unit, or write in 'shown' how to print each value.")
        for value, shown in zip(self.values, self.shown, strict=False):
            if value is not None and not _says(shown, value):
                what = f"'{self.label}' is drawn as {value:g}, but its label says '{shown}'"
                raise WrongValueError(what, "Correct the one that is wrong, in 'values' or in 'shown'.")


_LEAST, _MOST = 1e-9, 1e15
"""The sizes of numbers that are printed in full, with all their digits."""
_NUMBER = re.compile(r"[-−–]?\s?\d[\d.,’' \u00a0\u202f\u2009]*")
_MAGNITUDES = (1, 1e3, 1e6, 1e9, 1e12)
"""What words such as `million` stand for."""


def _says(shown: str, value: float) -> bool:
    """Say whether a printed form has a number that is the value, perhaps rounded; or no number at all."""
    found = [each.strip() for each in _NUMBER.findall(shown)]
    has_words = any(each.isalpha() for each in shown)
    scales = (*(_MAGNITUDES if has_words else (1,)), *((0.01,) if "%" in shown else ()))
    return not found or any(_is_near(number, value / scale) for text in found for number in _readings(text) for scale in scales)


def _is_near(number: tuple[float, int], value: float) -> bool:
    """Say whether a number, with some decimals, is a value that was rounded to them."""
    return abs(abs(number[0]) - abs(value)) <= 0.5 * 10.0 ** -number[1] + abs(value) * 1e-9


def _readings(text: str) -> Iterator[tuple[float, int]]:
    """Yield what a number may be, with its decimals: a comma or a point may be the mark of decimals or of thousands."""
    plain = re.sub(r"[^\d.,]", "", text).rstrip(".,")
    yield float(re.sub(r"\D", "", plain)), 0
    for mark in ".,":
        whole, found, decimals = plain.rpartition(mark)
        if found and whole and decimals.isdigit():
            before = re.sub(r"\D", "", whole)
            yield float(f"{before}.{decimals}"), len(decimals)


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
    cite: Citation = ""
    """The source of all rows that name none. If that is all of them, it is printed once, in the caption."""

    def __post_init__(self) -> None:
        """Check that each row has a source and a value for each series, that none is too large, and that the figure fits on a page."""
        if len(self.series) > MOST_SERIES:
            what = f"this figure has {len(self.series)} series, but a page has room for {MOST_SERIES}"
            raise WrongValueError(what, "Make several figures of it.")
        for row in self.rows:
            if not (row.cite or self.cite):
                what = f"'{row.label}' has no source"
                raise WrongValueError(what, "Write 'cite' in the row, or once for the whole figure, beside 'title'.")
            if len(row.values) != len(self.series):
                what = f"'{row.label}' has {len(row.values)} values for {len(self.series)} series"
                raise WrongValueError(what, "Write one value for each series; if there is no number, write null.")
            for series, value in zip(self.series, row.values, strict=True):
                if series.whole and value is not None and not 0 <= value <= series.whole:
                    what = f"'{row.label}' has {value:g} in '{series.name}', but the 'whole' of this series is {series.whole:g}"
                    raise WrongValueError(what, f"Write a value from 0 to {series.whole:g}, or correct 'whole'.")

    @property
    def has_one_source(self) -> bool:
        """Return whether all rows have the source of the figure, so that no row need name its own."""
        return bool(self.cite) and all(row.cite in ("", self.cite) for row in self.rows)
