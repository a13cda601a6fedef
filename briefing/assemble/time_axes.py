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

    def middles(self, dates: Sequence[PartialDate], words: Catalogue) -> tuple[Tick, ...]:
        """Return the years, months or days of some dates, at their middles; none where some are more exact than others, or far apart."""
        if len(set(dates)) == 1:
            return (Tick(0.5, words.date(dates[0])),)
        first, last = min(dates, key=_middle), max(dates, key=_middle)
        if not any(date.month for date in dates):
            years = range(first.year, last.year + 1)
            step = next(each for each in STEPS if len(years) / each <= MOST_TICKS)
            return tuple(Tick(self.middle(PartialDate(year)), str(year)) for year in years if year % step == 0)
        is_one_year = first.year == last.year
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        if not any(date.day for date in dates) and all(date.month for date in dates) and len(months) <= MOST_MONTHS:
            found = (PartialDate(number // 12, number % 12 + 1) for number in months)
            return tuple(Tick(self.middle(date), _month(date, words, is_one_year=is_one_year)) for date in found)
        days = range(first.first.toordinal(), last.last.toordinal() + 1)
        if all(date.day for date in dates) and len(days) <= MOST_DAYS:
            return tuple(Tick(self.share(day + 0.5), _day(day, words)) for day in days)
        return ()

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
        first, last = dt.date.fromordinal(int(self.first)).year, dt.date.fromordinal(int(self.last) - 1).year
        step = next(each for each in STEPS if (last - first + 1) / each <= MOST_TICKS)
        for year in range(first, last + 1):
            if year % step == 0 and self.first <= (day := dt.date(year, 1, 1).toordinal()) < self.last:
                yield day, str(year)

    def _months(self, words: Catalogue) -> Iterator[tuple[float, str]]:
        begin = dt.date.fromordinal(int(self.first))
        is_one_year = dt.date.fromordinal(int(self.last) - 1).year == begin.year
        for number in range(MOST_MONTHS + 2):
            years, month = divmod(begin.month - 1 + number, 12)
            if begin.year + years > dt.MAXYEAR:
                return
            start = dt.date(begin.year + years, month + 1, 1)
            if self.first <= start.toordinal() < self.last:
                yield start.toordinal(), _month(PartialDate(start.year, start.month), words, is_one_year=is_one_year)

    def _days(self, words: Catalogue) -> Iterator[tuple[float, str]]:
        for day in range(int(self.first), int(self.last) + 1):
            if self.first <= day < self.last:
                yield day, _day(day, words)


def _middle(date: PartialDate) -> float:
    return (date.first.toordinal() + date.last.toordinal() + 1) / 2


def _month(date: PartialDate, words: Catalogue, *, is_one_year: bool) -> str:
    return words.month(date.month, "abbreviated") if is_one_year else words.month_of_year(date.year, date.month)


def _day(day: int, words: Catalogue) -> str:
    date = dt.date.fromordinal(day)
    return words.day_of_month(date.month, date.day)
