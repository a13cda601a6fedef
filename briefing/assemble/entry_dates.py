"""Dates in the entries of Chicago's style, which orders them as English does, and parts the year from the rest (`1959. November 8.`)."""

from __future__ import annotations

import re

from briefing.languages import ENGLISH, Catalogue
from briefing.system.patterns import pattern

_APART = pattern(
    r"\b(?P<year>\d{4})(?P<letter>[a-z]?)\. "
    r"(?P<rest>\d{1,2}\.? [^\W\d_]+(?: [^\W\d_]+)?|[^\W\d_]+(?: \d{1,2})?)(?=\.(?: |\Z))"
)
"""A year, and the month or the day right after it."""


def dated(text: str, words: Catalogue) -> str:
    """Return a text of an entry with dates as the language has them.

    Years lose the word for `year`, days and months have the order and the cases of the language, and a date that the style has taken to
    pieces is whole again: `November 1959`.
    """
    if words.code != ENGLISH:
        text = _days(_bare(text, words), words)
    return _APART.sub(lambda match: _joined(match, words), text)


def _joined(match: re.Match[str], words: Catalogue) -> str:
    """Return `November 1959` for `1959. November`. The letter of a year stays with it: `1959a (November)`."""
    year, letter, rest = match["year"], match["letter"], match["rest"]
    if not _is_month_or_day(rest, words):
        return match[0]
    if letter:
        return f"{year}{letter} ({rest})"
    return f"{rest[0].upper()}{rest[1:]}{',' if rest[-1].isdigit() else ''} {year}"


def _is_month_or_day(text: str, words: Catalogue) -> bool:
    """Say whether a text is a month or a day of a month, as an entry has them."""
    number = re.search(r"\d+", text)
    for month in range(1, 13):
        name = words.month(month)
        forms = [f"{name} {number[0]}", words.day_of_month(month, int(number[0]))] if number else [name]
        if text.lower() in map(str.lower, filter(None, forms)):
            return True
    return False


def _bare(text: str, words: Catalogue) -> str:
    """Return a text with years without the word for `year`."""
    year = re.escape(words.say("date.year", year="").strip().removesuffix("."))
    if not year:
        return text
    return re.sub(rf"(?<!\w\s)\b(\d{{4}})\s{year}(?:\.(?=[\]?,;:)])|\.(?=[a-z]\b)|(?=\.))", r"\1", text)


def _days(text: str, words: Catalogue) -> str:
    """Return a text with days as the language has them: `7 марта` for `март 7`, and for `7 март` before a year."""
    months = {words.month(month).lower(): month for month in range(1, 13)}
    names = "|".join(map(re.escape, months))

    def day(match: re.Match[str]) -> str:
        return words.day_of_month(months[match["month"].lower()], int(match["day"])) or match[0]

    number = r"(?P<day>[12]?[1-9]|[123]0|31)"
    text = re.sub(rf"(?<=[.,]\s)(?P<month>{names})\s{number}\b", day, text, flags=re.IGNORECASE)
    return re.sub(rf"\b{number}\s(?P<month>{names})(?=\s\d{{4}})", day, text, flags=re.IGNORECASE)
