"""Dates as people know them: a year, a month or a day, which may be inferred (EDTF level 1: `2022`, `2022-02`, `2022-02-24`, `2022~`).

Works have further dates: a span (`2021/2023`), a season (`2021-21`, `spring 2021`), a year before our era (`-0043`, `44 BC`).
"""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
import re
from typing import Annotated, Any

from briefing.dataclass import PlainValidator, dataclass
from briefing.errors import WrongValueError

_FORM = re.compile(r"([0-9]{4})(?:-([0-9][0-9])(?:-([0-9][0-9]))?)?(~?)")
_ADVICE = "Write 2022, 2022-02 or 2022-02-24. Add ~ if the text does not state the date: 2022~."
_WORK_ADVICE = (
    "Write 2022, 2022-02 or 2022-02-24; 2021/2023 for a span, spring 2021 for a season, 44 BC for a year before our era. "
    "Add ~ if the text does not state the date: 2022~."
)
SEASONS = ("spring", "summer", "autumn", "winter")
"""The seasons in the order of EDTF, where they have the numbers from 21 to 24."""
_SEASON_CODE = re.compile(r"([0-9]{4})-2([1-4])(~?)")
_SEASON_WORD = re.compile(r"(?:(spring|summer|autumn|fall|winter),?\s+)([0-9]{4})(~?)", re.IGNORECASE)
_BEFORE = re.compile(r"([1-9][0-9]{0,4})\s*(?:BCE?|B\.\s?C\.(?:\s?E\.)?)\s*(~?)", re.IGNORECASE)
_NEGATIVE = re.compile(r"-(?!0000)([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?(~?)")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, with a month and a day if they are known."""

    year: int
    month: int = 0
    day: int = 0
    inferred: bool = False
    """Whether somebody inferred the date, because the text does not state it."""
    season: int = 0
    """From 1, spring, to 4, winter."""
    end: PartialDate | None = None
    """The end, if the date is a span."""

    @property
    def order(self) -> tuple[int, int, int]:
        """Return a key to sort by: a whole month comes after its days, a season after its months, and a whole year after all of them."""
        return self.year, self.month or (self.season * 3 + 2 if self.season else 15), self.day or (33 if self.season else 32)

    @property
    def first(self) -> dt.date:
        """Return the first day of the year, month or day. The calendar of computers begins with the year 1."""
        return dt.date(max(self.year, 1), self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """Return the last day of the year, month, day or span."""
        if self.end:
            return self.end.last
        year, month = max(self.year, 1), self.month or 12
        return dt.date(year, month, self.day or calendar.monthrange(year, month)[1])

    def __str__(self) -> str:
        """Return the EDTF form, with month and day only if they are known."""
        if self.end:
            return f"{dataclasses.replace(self, end=None)}/{self.end}"
        year = f"{self.year:04}" if self.year >= 0 else f"-{-self.year:04}"
        season = self.season and 20 + self.season
        return "-".join([year, *(f"{part:02}" for part in (self.month or season, self.day) if part)])


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


def parse_span(value: object) -> PartialDate:
    """Read what `parse` reads, or a span of it: `2022-09-21/2022-10`.

    Raises:
        WrongValueError: The value is no such date, or a span ends before it begins.
    """
    first, slash, last = (part.strip() for part in str(value).strip().partition("/"))
    if not slash:
        return parse(value)
    start, end = parse(first), parse(last)
    if start.first > end.last:
        raise WrongValueError(f"'{value}' ends before it begins", "Write the earlier date first: 2022-09-21/2022-10-31.")
    return dataclasses.replace(start, inferred=start.inferred or end.inferred, end=end)


def parse_of_work(value: object) -> PartialDate:
    """Read a date of a work: what `parse` reads, a span, a season, or a year before our era.

    Raises:
        WrongValueError: The value is no such date, or a span ends before it begins.
    """
    text = str(value).strip()
    first, slash, last = (part.strip() for part in text.partition("/"))
    try:
        if not slash:
            return _unusual(text) or parse(text)
        start, end = (_unusual(part) or parse(part) for part in (first, last))
    except WrongValueError as error:
        raise WrongValueError(error.message if not slash else f"'{value}' is not a date: {error.message}", _WORK_ADVICE) from None
    if (start.year, start.first) > (end.year, end.last):
        raise WrongValueError(f"'{value}' ends before it begins", "Write the earlier date first: 2021/2023.")
    return dataclasses.replace(start, inferred=start.inferred or end.inferred, end=end)


def _unusual(text: str) -> PartialDate | None:
    """Return a season, or a year before our era. The year 0 of ISO 8601 is 1 BC."""
    if match := _SEASON_CODE.fullmatch(text):
        return PartialDate(int(match[1]), season=int(match[2]), inferred=bool(match[3]))
    if match := _SEASON_WORD.fullmatch(text):
        name = match[1].lower().replace("fall", "autumn")
        return PartialDate(int(match[2]), season=SEASONS.index(name) + 1, inferred=bool(match[3]))
    if match := _BEFORE.fullmatch(text):
        return PartialDate(1 - int(match[1]), inferred=bool(match[2]))
    if match := _NEGATIVE.fullmatch(text):
        return PartialDate(-int(match[1]), int(match[2] or 0), int(match[3] or 0), inferred=bool(match[4]))
    return None


def _validate(value: Any) -> PartialDate:
    return value if isinstance(value, PartialDate) else parse(value)


DateField = Annotated[PartialDate, PlainValidator(_validate, json_schema_input_type=int | str)]
"""The type of a field that holds a date."""


def _validate_span(value: Any) -> PartialDate:
    return value if isinstance(value, PartialDate) else parse_span(value)


SpanField = Annotated[PartialDate, PlainValidator(_validate_span, json_schema_input_type=int | str)]
"""The type of a field that holds a date, or a span of time."""


def _validate_of_work(value: Any) -> PartialDate:
    return value if isinstance(value, PartialDate) else parse_of_work(value)


WorkDate = Annotated[PartialDate, PlainValidator(_validate_of_work, json_schema_input_type=int | str)]
"""The type of a field that holds a date of a work."""
