"""What figures must keep to, so that their drawings are true: bars of one scale have one unit, parts make a sum, dates are dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from briefing import dates
from briefing.errors import WrongValueError
from briefing.library.figure_rows import Measure, Series

Drawn = Literal["bars", "grouped", "stacked", "lines", "dots"]
"""How numbers are drawn."""
MOST_SERIES = 8
"""How many series a figure can have: more do not fit on a page side by side."""
MOST_ROWS = 400
"""How many rows it can have: a table of more than ten pages is no figure."""


def check(series: Sequence[Series], rows: Sequence[Measure], draw: Drawn, cite: str, *, zero: bool) -> None:
    """Check that the numbers of a figure can be drawn, and that each row has a source and a value for each series.

    Args:
        series: The columns.
        rows: The rows; none before they are read from a file.
        draw: How the numbers are drawn.
        cite: The source of rows that name none.
        zero: Whether the scale begins at zero.

    Raises:
        WrongValueError: Something is wrong.
    """
    if len(series) > MOST_SERIES:
        what = f"this figure has {len(series)} series, but a page has room for {MOST_SERIES}"
        raise WrongValueError(what, "Make several figures of it.")
    _check_kind(series, draw, zero=zero)
    if len(rows) > MOST_ROWS:
        raise WrongValueError(f"this figure has {len(rows)} rows, but at most {MOST_ROWS} are possible", "Keep those that say most.")
    for row in rows:
        _check_values(series, row, cite)
    if draw == "lines":
        _check_dates(rows)
    if draw == "stacked":
        _check_sums(series, rows)


def _check_kind(series: Sequence[Series], draw: Drawn, *, zero: bool) -> None:
    """Check that the settings fit the way in which the numbers are drawn."""
    if not zero and draw not in ("lines", "dots"):
        raise WrongValueError("bars begin at zero, or they show wrong proportions", "Delete 'zero', or write 'draw: dots'.")
    units = dict.fromkeys(each.unit for each in series)
    if draw in ("grouped", "stacked", "dots") and len(units) > 1:
        one, two = list(units)[:2]
        what = f"these series have different units, '{one}' and '{two}', so they cannot be on one scale"
        raise WrongValueError(what, "Write the same 'unit' for all series, or 'draw: bars', which has a scale for each.")
    wholes = {each.whole for each in series}
    if draw == "stacked" and len(wholes) > 1:
        raise WrongValueError("the parts of a stacked bar have different wholes", "Write the same 'whole' for all series, or none.")
    if draw in ("grouped", "lines", "dots") and wholes != {None}:
        raise WrongValueError(f"'whole' is not for 'draw: {draw}'", "Delete 'whole', or write 'draw: bars' or 'draw: stacked'.")


def _check_values(series: Sequence[Series], row: Measure, cite: str) -> None:
    if not (row.cite or cite):
        what = f"'{row.label}' has no source"
        raise WrongValueError(what, "Write 'cite' in the row, or once for the whole figure, beside 'title'.")
    if len(row.values) != len(series):
        what = f"'{row.label}' has {len(row.values)} values for {len(series)} series"
        raise WrongValueError(what, "Write one value for each series; if there is no number, write null.")
    for each, value in zip(series, row.values, strict=True):
        if each.whole and value is not None and not 0 <= value <= each.whole:
            what = f"'{row.label}' has {value:g} in '{each.name}', but the 'whole' of this series is {each.whole:g}"
            raise WrongValueError(what, f"Write a value from 0 to {each.whole:g}, or correct 'whole'.")


def _check_dates(rows: Sequence[Measure]) -> None:
    """Check that each row of lines is about a time of its own."""
    seen: dict[tuple[int, int, int], str] = {}
    for row in rows:
        try:
            date = dates.parse(row.label)
        except WrongValueError as error:
            raise WrongValueError(f"lines are drawn over time, but {error}", f"{error.hint} Or write 'draw: bars'.") from None
        if date.order in seen:
            raise WrongValueError(f"two rows are about the same time, '{seen[date.order]}' and '{row.label}'", "Take one of them out.")
        seen[date.order] = row.label


def _check_sums(series: Sequence[Series], rows: Sequence[Measure]) -> None:
    """Check that parts can be stacked: none is below zero, and they are not more than their whole."""
    whole = series[0].whole if series else None
    for row in rows:
        known = [value for value in row.values if value is not None]
        if any(value < 0 for value in known):
            what = f"'{row.label}' has {min(known):g}, and a part below zero cannot be stacked"
            raise WrongValueError(what, "Write 'draw: grouped'.")
        if whole and sum(known) > whole * (1 + 1e-9):
            what = f"the parts of '{row.label}' are {sum(known):g} together, but their 'whole' is {whole:g}"
            raise WrongValueError(what, "Correct the values, or 'whole'. Parts that are rounded may need a whole such as 100.5.")
