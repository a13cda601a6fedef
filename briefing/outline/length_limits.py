"""How long things may be: each of them (`at most 10`), or all together (`50 minutes`)."""

from __future__ import annotations

import re
from typing import Literal, cast

from briefing.errors import WrongValueError

Unit = Literal["minutes", "words"]
_SPAN = re.compile(r"at most (?P<most>[0-9]{1,5})|at least (?P<least>[0-9]{1,5})|(?P<low>[0-9]{1,5})\s*[-–]\s*(?P<high>[0-9]{1,5})")
_BUDGET = re.compile(r"(?P<amount>[0-9]{1,6})\s+(?P<unit>minute|word)s?")


def span(text: str) -> str:
    """Return a text that names the length of each thing.

    Raises:
        WrongValueError: It names none.
    """
    if text and not _SPAN.fullmatch(text):
        hint = "Write 'at most 10', 'at least 5' or '5-10'; for all together: 'fit: 50 minutes'."
        raise WrongValueError(f"'{text}' does not say how long each may be", hint)
    return text


def bounds(text: str) -> tuple[int, int]:
    """Return the lowest and the highest number of a span; an empty one holds them all."""
    match = _SPAN.fullmatch(text)
    low = match and (match["least"] or match["low"])
    high = match and (match["most"] or match["high"])
    return int(low or 0), int(high or 1_000_000)


def budget(text: str) -> str:
    """Return a text that names the length of all things together.

    Raises:
        WrongValueError: It names none.
    """
    if text and not _BUDGET.fullmatch(text):
        raise WrongValueError(f"'{text}' is no length", "Write a number and a unit: 50 minutes or 600 words.")
    return text


def amount(text: str) -> tuple[int, Unit]:
    """Return the number and the unit of a budget; 0 sets no limit."""
    match = _BUDGET.fullmatch(text)
    assert match, "budgets are checked when outlines are read"
    return int(match["amount"]), cast(Unit, f"{match['unit']}s")
