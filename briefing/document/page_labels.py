"""The numbers that are printed on pages, in order: `i-xii, 1-240`. A page without a number is `_`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MOST = 5_000
"""How many pages a text may have."""
_ROMAN = (("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5),
          ("iv", 4), ("i", 1))  # fmt: skip
_RUN = re.compile(
    r"(?P<before>[A-Za-z]*?)(?P<first>\d{1,6}|[ivxlcdm]+|[IVXLCDM]+)(?:\s*[-–—]+\s*(?P<again>[A-Za-z]*?)(?P<last>\d{1,6}|[ivxlcdmIVXLCDM]+))?"
)


def read(text: str) -> tuple[str, ...]:
    """Return the label of each page: `i-iii, 1-2` as i, ii, iii, 1, 2. The label of a page without a number is empty.

    Raises:
        ValueError: The text is no list of pages, or has too many.
    """
    found: list[str] = []
    for part in filter(None, (each.strip() for each in re.split("[,;]", text))):
        found += [""] if part == "_" else _run(part)
        if len(found) > MOST:
            raise ValueError("too many pages")
    return tuple(found)


def _run(part: str) -> list[str]:
    match = _RUN.fullmatch(part)
    if match is None or (match["again"] and match["again"] != match["before"]):
        raise ValueError(f"'{part}' is no page")
    first, last = match["first"], match["last"] or match["first"]
    if first.isdigit() != last.isdigit():
        raise ValueError(f"'{part}' is no page")
    if first.isdigit():
        last = first[: len(first) - len(last)] + last  # 113–39
        numbers = range(int(first), int(last) + 1)
    else:
        numbers = range(_value(first), _value(last) + 1)
    if not 0 < len(numbers) <= MOST:
        raise ValueError(f"'{part}' does not go up")
    if first.isdigit():
        return [f"{match['before']}{number}" for number in numbers]
    return [f"{match['before']}{_roman(number) if first.islower() else _roman(number).upper()}" for number in numbers]


def _value(roman: str) -> int:
    left, value = roman.lower(), 0
    for sign, worth in _ROMAN:
        while left.startswith(sign):
            left, value = left[len(sign) :], value + worth
    if left or _roman(value) != roman.lower():
        raise ValueError(f"'{roman}' is no number")
    return value


def _roman(number: int) -> str:
    text = ""
    for sign, worth in _ROMAN:
        text += sign * (number // worth)
        number %= worth
    return text


def write(labels: Sequence[str], dash: str = "-") -> str:
    """Return labels as a list of runs, which `read` reads."""
    found: list[list[str]] = []
    for label in labels:
        if found and label and _follows(found[-1][-1], label):
            found[-1].append(label)
        else:
            found.append([label])
    return ", ".join((run[0] if len(run) == 1 else f"{run[0]}{dash}{run[-1]}") or "_" for run in found)


def _follows(label: str, other: str) -> bool:
    try:
        return read(f"{label}-{other}") == (label, other)
    except ValueError:
        return False


def distinct(labels: Iterable[str]) -> tuple[str, ...]:
    """Return labels, each once, in order."""
    return tuple(dict.fromkeys(labels))
