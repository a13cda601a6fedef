"""The labels of numbers: each says the number from which its mark is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.errors import WrongValueError
from briefing.system.patterns import pattern

_LEAST, _MOST = 1e-9, 1e15
"""The sizes of numbers that are printed in full, with all their digits."""
_NUMBER = pattern(r"[-−–]?\s?\d[\d.,’' \u00a0\u202f\u2009]*")
_MAGNITUDES = (1, 1e3, 1e6, 1e9, 1e12)
"""What words such as `million` stand for."""


def check(label: str, values: Sequence[float | None], shown: Sequence[str], exactness: Sequence[str]) -> None:
    """Check that each value of a row has its exactness and, if any has one, its printed form, which says the same number.

    Args:
        label: Of the row.
        values: The numbers, from which marks are drawn.
        shown: What is printed beside the marks; empty where the numbers themselves are.
        exactness: A word for each number, or none.

    Raises:
        WrongValueError: One of them is wrong.
    """
    if shown and len(values) != len(shown):
        what = f"'{label}' has {len(values)} in 'values' but {len(shown)} in 'shown'"
        raise WrongValueError(what, "Write in 'shown' how to print each value, or delete it.")
    if exactness and len(values) != len(exactness):
        what = f"'{label}' has {len(values)} in 'values' but {len(exactness)} in 'exactness'"
        raise WrongValueError(what, "Write one word in 'exactness' for each value, or delete it.")
    for value in () if shown else values:
        if value and not _LEAST <= abs(value) < _MOST:
            what = f"'{label}' has {value:g}, which is too {'large' if abs(value) >= 1 else 'small'} to be printed in full"
            raise WrongValueError(what, "Choose another unit, or write in 'shown' how to print each value.")
    for value, words in zip(values, shown, strict=False):
        if value is not None and not _says(words, value):
            what = f"'{label}' is drawn as {value:g}, but its label says '{words}'"
            raise WrongValueError(what, "Correct the one that is wrong, in 'values' or in 'shown'.")


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
