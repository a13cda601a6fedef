"""Dates as people know them: a year, a month or a day, which may be inferred (EDTF level 1: `2022`, `2022-02`, `2022-02-24`, `2022~`)."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import PlainValidator

from briefing.errors import WrongValueError

_FORM = re.compile(r"([0-9]{4})(?:-([0-9][0-9])(?:-([0-9][0-9]))?)?(~?)")
_ADVICE = "Write 2022, 2022-02 or 2022-02-24. Add ~ if the text does not state the date: 2022~."


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, with a month and a day if they are known."""

    year: int
    month: int = 0
    day: int = 0
    inferred: bool = False
    """Whether somebody inferred the date, because the text does not state it."""

    @property
    def order(self) -> tuple[int, int, int]:
        """Return a key to sort by: a whole month comes after its days, and a whole year after its months."""
        return self.year, self.month or 13, self.day or 32

    @property
    def first(self) -> dt.date:
        """Return the first day of the year, month or day."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """Return the last day of the year, month or day."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        """Return the ISO 8601 form, with month and day only if they are known."""
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)


def parse(value: object) -> PartialDate:
    """Read a date from a YAML value: a string, a whole number (a year), or a date.

    Raises:
        WrongValueError: The value is not a date, or there is no such day.
    """
    match = _FORM.fullmatch(str(value).strip())
    if not match:
        raise WrongValueError(f"'{value}' is not a date", _ADVICE)
    year, month, day = (int(part or 0) for part in match.groups()[:3])
    try:
        dt.date(year, int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        what = "month" if not 1 <= month <= 12 and match[2] else "year" if not year else "day"
        raise WrongValueError(f"'{value}' is not a date: there is no such {what}", _ADVICE) from None
    return PartialDate(year, month, day, inferred=bool(match[4]))


def _validate(value: Any) -> PartialDate:
    return value if isinstance(value, PartialDate) else parse(value)


DateField = Annotated[PartialDate, PlainValidator(_validate, json_schema_input_type=int | str)]
"""The type of a field that holds a date."""
