"""Limits of length: a range for each excerpt or question (`at most 10`), or a total for all of them (`50 minutes`)."""

from __future__ import annotations

import re
from typing import Literal, cast

from briefing.errors import WrongValueError
from briefing.system.patterns import pattern

Unit = Literal["minutes", "words"]
_SPAN = pattern(r"at most (?P<most>[0-9]{1,5})|at least (?P<least>[0-9]{1,5})|(?P<low>[0-9]{1,5})\s*[-–]\s*(?P<high>[0-9]{1,5})")
_BUDGET = pattern(r"(?P<amount>[0-9]{1,6})\s+(?P<unit>minute|word)s?")
_DIGITS = {
    word: str(number)
    for number, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1)
}


def span(text: str) -> str:
    """Return a text that names a range of lengths, such as `at most 10`.

    Raises:
        WrongValueError: The text names no range.
    """
    return _span(text, "Write 'at most 10', 'at least 5' or '5-10'. For the total of all, write 'fit: 50 minutes'.")


def time_or_span(value: object) -> object:
    """Return a number of minutes in digits, or a range of minutes for each."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or value.isdecimal():
        return value
    return _span(value, "Write a number of minutes for all of them, such as 45, or a range for each: 'at most 10', 'at least 5' or '5-10'.")


def stated(text: str) -> int:
    """Return the number of minutes that all take together; 0 where the text is a range for each, or empty."""
    return int(text) if text.isdecimal() else 0


def span_of_pages(text: str) -> str:
    """Return a text that names a range of pages, such as `at most 4`.

    Raises:
        WrongValueError: The text names no range.
    """
    return _span(text, "Write 'at most 4', 'at least 2' or '2-4'.")


def _span(text: str, hint: str) -> str:
    if text and not _SPAN.fullmatch(text):
        in_digits = re.sub(r"[a-z]+", lambda word: _DIGITS.get(word[0], word[0]), text.casefold())
        in_digits = f"at most {in_digits}" if in_digits.isdecimal() and in_digits != text else in_digits
        raise WrongValueError(f"'{text}' is not a range", f"Write '{in_digits}'." if _SPAN.fullmatch(in_digits) else hint)
    return text


def bounds(text: str) -> tuple[int, int]:
    """Return the lowest and the highest number of a range. An empty text stands for a range without limits."""
    match = _SPAN.fullmatch(text)
    low = match and (match["least"] or match["low"])
    high = match and (match["most"] or match["high"])
    return int(low or 0), int(high or 1_000_000)


def budget(text: str) -> str:
    """Return a text that names a total length, such as `50 minutes`.

    Raises:
        WrongValueError: The text names no length.
    """
    if text and not _BUDGET.fullmatch(text):
        raise WrongValueError(f"'{text}' is not a length", "Write a number and a unit: 50 minutes or 600 words.")
    return text


def amount(text: str) -> tuple[int, Unit]:
    """Return the number and the unit of a total length. 0 means no limit."""
    match = _BUDGET.fullmatch(text)
    assert match, "budgets are checked when outlines are read"
    return int(match["amount"]), cast(Unit, f"{match['unit']}s")
