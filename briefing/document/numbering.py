"""Numbers as people write them: in letters, and in runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def letter(number: int) -> str:
    """Return the letters of a number, counted from 0: a to z, then aa, ab and so on."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first and the last of each run of numbers: (5, 6, 9) as (5, 6) and (9, 9)."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


MOST = 100_000
"""Numbers that ranges may name together: more paragraphs than any text has."""


def ranges(numbers: Sequence[int], most: int | None = None, dash: str = "–") -> str:
    """Return (5, 6, 9) as `5–6, 9`.

    Args:
        numbers: The numbers, in order.
        most: How many runs are written; all of them if it is None.
        dash: What is written between the ends of a run. In the files of users it is a hyphen.
    """
    return ", ".join(str(first) if first == last else f"{first}{dash}{last}" for first, last in runs(numbers)[:most])


def spread(parts: Iterable[str]) -> tuple[int, ...]:
    """Return the numbers that ranges name: `5-6` and `9` as (5, 6, 9). A number has five figures at most.

    Raises:
        ValueError: A part is no number and no range that goes up, or they are more than `MOST` numbers.
    """
    numbers: list[int] = []
    for part in parts:
        match = re.fullmatch(r"\s*([0-9]{1,5})(?:\s*[-–]\s*([0-9]{1,5}))?\s*", part)
        if not match or int(match[2] or match[1]) < int(match[1]):
            raise ValueError(f"'{part}' names no numbers")
        numbers.extend(range(int(match[1]), int(match[2] or match[1]) + 1))
        if len(numbers) > MOST:
            raise ValueError(f"'{part}' names too many numbers")
    return tuple(numbers)
