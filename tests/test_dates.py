"""Dates: as people know them, read and printed."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from briefing.dates import PartialDate, parse, parse_of_work
from briefing.errors import WrongValueError
from briefing.languages import ENGLISH, catalogue


@pytest.mark.parametrize(
    ("written", "date", "printed", "iso"),
    [
        ("2022", PartialDate(2022), "2022", "2022"),
        (2022, PartialDate(2022), "2022", "2022"),
        ("2022~", PartialDate(2022, inferred=True), "about 2022", "2022"),
        ("2022-02", PartialDate(2022, 2), "February 2022", "2022-02"),
        ("2022-02~", PartialDate(2022, 2, inferred=True), "about February 2022", "2022-02"),
        ("2022-02-24", PartialDate(2022, 2, 24), "24 February 2022", "2022-02-24"),
        (dt.date(2022, 2, 4), PartialDate(2022, 2, 4), "4 February 2022", "2022-02-04"),
        (" 2022-12-31 ", PartialDate(2022, 12, 31), "31 December 2022", "2022-12-31"),
        ("2024-02-29", PartialDate(2024, 2, 29), "29 February 2024", "2024-02-29"),
        ("0987", PartialDate(987), "987", "0987"),
    ],
)
def test_date_is_read_and_printed(written: object, date: PartialDate, printed: str, iso: str) -> None:
    """Year, month or day, whole or inferred."""
    assert parse(written) == date
    assert (catalogue(ENGLISH).date(date), str(date)) == (printed, iso)


@pytest.mark.parametrize(
    "written", ["", "22", "2022-2", "2022/02/24", "24.02.2022", "February 2022", "2022-02-24T10:00", "2022~~", "~2022", "-2022", None]
)
def test_what_is_no_date_is_refused_with_the_forms_that_are(written: object) -> None:
    """The hint says what to write."""
    with pytest.raises(WrongValueError, match="is not a date") as raised:
        parse(written)
    assert raised.value.hint.startswith("Write 2022, 2022-02 or 2022-02-24")


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("2022-13", "month"),
        ("2022-00", "month"),
        ("2022-02-30", "day"),
        ("2023-02-29", "day"),
        ("2022-04-31", "day"),
        ("2022-04-00", "day"),
        ("0000", "year"),
    ],
)
def test_day_that_never_was_is_refused(written: str, what: str) -> None:
    """The calendar knows no thirtieth of February, no thirteenth month and no year nought."""
    with pytest.raises(ValueError, match=f"there is no such {what}"):
        parse(written)


def test_whole_month_comes_after_its_days_and_whole_year_after_its_months() -> None:
    """A vague date stands at the end of what it may mean."""
    dates = ["2021-12-31", "2022-02-24", "2022-02-28", "2022-02", "2022-03-01", "2022", "2023-01"]
    shuffled = random.Random(3).sample(dates, len(dates))
    assert sorted(shuffled, key=lambda text: parse(text).order) == dates


def test_every_day_comes_back_as_it_was_written() -> None:
    """Reading what is printed in ISO form changes nothing."""
    rng = random.Random(5)
    for _ in range(500):
        day = dt.date.fromordinal(rng.randint(1, 3_000_000))
        for length in (4, 7, 10):
            assert str(parse(day.isoformat()[:length])) == day.isoformat()[:length]


@pytest.mark.parametrize(
    ("written", "printed", "edtf"),
    [
        ("2021/2023", "2021–2023", "2021/2023"),
        ("2021-03/2021-05~", "about March 2021 – May 2021", "2021-03/2021-05"),
        ("2021-22", "summer 2021", "2021-22"),
        ("Fall 2021~", "about autumn 2021", "2021-23"),
        ("44 BC", "44 BC", "-0043"),
        ("-0043", "44 BC", "-0043"),
        ("50 BCE/44 BCE", "50 BC – 44 BC", "-0049/-0043"),
        ("2021-02", "February 2021", "2021-02"),
    ],
)
def test_date_of_a_work_may_be_a_span_a_season_or_before_our_era(written: str, printed: str, edtf: str) -> None:
    """As in EDTF, and as people write them."""
    date = parse_of_work(written)
    assert (catalogue(ENGLISH).date(date), str(date)) == (printed, edtf)


@pytest.mark.parametrize(
    ("written", "what"), [("2023/2021", "ends before"), ("44 BC/50 BC", "ends before"), ("2021/", "not a date"), ("-44", "not a date")]
)
def test_date_of_a_work_that_cannot_be_is_refused(written: str, what: str) -> None:
    """The year -44 is 44 BC to some and 45 BC to others."""
    with pytest.raises(WrongValueError, match=what):
        parse_of_work(written)


def test_season_comes_after_its_months_and_before_its_year() -> None:
    """Years before our era come first."""
    dates = ["44 BC", "2021-05", "spring 2021", "2021-06", "winter 2021", "2021"]
    shuffled = random.Random(4).sample(dates, len(dates))
    assert sorted(shuffled, key=lambda text: parse_of_work(text).order) == dates
