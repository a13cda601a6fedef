"""Axes of time: which days they reach from and to, and which years, months or days are printed beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from briefing.dataclass import dataclass
from briefing.dates import PartialDate
from briefing.document import Tick
from briefing.languages import Catalogue

STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
"""From one year on the axis to the next."""
MOST_TICKS = 12
MOST_MONTHS = 36
"""A longer time has years on its axis …"""
MOST_DAYS = 62
"""… and a shorter one days."""


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """A stretch of days, from the beginning of the first to the end of the last."""

    first: float
    """The number of the first day (`datetime.date.toordinal`), like `last`; half a day is its noon."""
    last: float

    @classmethod
    def over(cls, dates: Sequence[PartialDate]) -> TimeAxis:
        """Return the axis that has all of some times on it."""
        return cls(min(date.first.toordinal() for date in dates), max(date.last.toordinal() + 1 for date in dates))

    @classmethod
    def through_middles(cls, dates: Sequence[PartialDate]) -> TimeAxis:
        """Return the axis from the middle of the first time to the middle of the last."""
        middles = [_middle(date) for date in dates]
        return cls(min(middles), max(middles))

    def share(self, day: float) -> float:
        """Return where the beginning of a day is, as a share of the axis."""
        return (day - self.first) / (self.last - self.first) if self.last > self.first else 0.5

    def middle(self, date: PartialDate) -> float:
        """Return where the middle of a year, a month or a day is."""
        return self.share(_middle(date))

    def year_ticks(self, dates: Sequence[PartialDate]) -> tuple[Tick, ...]:
        """Return the years from the first to the last of some dates, at their middles; of many, every second, fifth or tenth."""
        years = range(min(date.year for date in dates), max(date.year for date in dates) + 1)
        step = next(each for each in STEPS if len(years) / each <= MOST_TICKS)
        return tuple(Tick(self.middle(PartialDate(year)), str(year)) for year in years if year % step == 0 or len(years) == 1)

    def ticks(self, words: Catalogue) -> tuple[Tick, ...]:
        """Return the years, months or days that begin on the axis."""
        days = self.last - self.first
        if days > MOST_MONTHS * 31:
            found = self._years()
        elif days > MOST_DAYS:
            found = self._months(words)
        else:
            found = self._days(words)
        return tuple(Tick(self.share(day), label) for day, label in found)

    def _years(self) -> Iterator[tuple[float, str]]:
        first, last = dt.date.fromordinal(int(self.first)).year, dt.date.fromordinal(int(self.last)).year
        step = next(each for each in STEPS if (last - first + 1) / each <= MOST_TICKS)
        for year in range(first, last + 1):
            if year % step == 0 and self.first <= (day := dt.date(year, 1, 1).toordinal()) < self.last:
                yield day, str(year)

    def _months(self, words: Catalogue) -> Iterator[tuple[float, str]]:
        begin = dt.date.fromordinal(int(self.first))
        is_one_year = dt.date.fromordinal(int(self.last) - 1).year == begin.year
        for number in range(MOST_MONTHS + 2):
            years, month = divmod(begin.month - 1 + number, 12)
            start = dt.date(begin.year + years, month + 1, 1)
            if self.first <= start.toordinal() < self.last:
                label = words.month(start.month, "abbreviated") if is_one_year else words.month_of_year(start.year, start.month)
                yield start.toordinal(), label

    def _days(self, words: Catalogue) -> Iterator[tuple[float, str]]:
        for day in range(int(self.first), int(self.last) + 1):
            if self.first <= day < self.last:
                date = dt.date.fromordinal(day)
                yield day, words.day_of_month(date.month, date.day)


def _middle(date: PartialDate) -> float:
    return (date.first.toordinal() + date.last.toordinal() + 1) / 2
