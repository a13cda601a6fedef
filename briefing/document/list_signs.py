"""The signs of ordered lists: `1.`, `(a)`, `iv)`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, assert_never

from briefing.dataclass import dataclass
from briefing.document.numbering import letter

Numeral = Literal["decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"]
"""How the numbers of a list are written, in the words of CSS Counter Styles."""
NUMBER = "%"
"""Where the number is in the frame of a sign."""
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of a list: the first number, how numbers are written, and what is around them."""

    start: int
    numeral: Numeral
    frame: str


def sign(number: int, numeral: Numeral, frame: str) -> str:
    """Return the sign of an item: `(b)` for 2."""
    match numeral:
        case "decimal":
            written = str(number)
        case "lower-alpha" | "upper-alpha":
            written = letter(number - 1)
        case "lower-roman" | "upper-roman":
            written = roman(number)
        case _:
            assert_never(numeral)
    return frame.replace(NUMBER, written.upper() if numeral.startswith("upper") else written)


def roman(number: int) -> str:
    """Return a number from 1 on in small Roman letters."""
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def read_signs(found: Sequence[str]) -> tuple[Signs, int]:
    """Return what the signs of a list have in common, and how many of them follow one another.

    Args:
        found: The signs, at least one. `#.` is counted, whatever comes before it.
    """
    if found[0] == "#.":
        count = next((place for place, each in enumerate(found) if each != "#."), len(found))
        return Signs(1, "decimal", f"{NUMBER}."), count
    numbers = [re.sub(r"\W", "", each) for each in found]
    frame = found[0].replace(numbers[0], NUMBER)
    return max((_run(found, numbers[0], numeral, frame) for numeral in _numerals(numbers[0])), key=lambda each: each[1])


def _numerals(first: str) -> tuple[Numeral, ...]:
    """Return how a number may be written, the likeliest first."""
    if first.isdigit():
        return ("decimal",)
    small = first.islower()
    alpha: Numeral = "lower-alpha" if small else "upper-alpha"
    romans: Numeral = "lower-roman" if small else "upper-roman"
    is_roman = roman(_value(first, romans)) == first.lower() if re.fullmatch("[ivxlc]+", first.lower()) else False
    if not is_roman:
        return (alpha,)
    return (romans, alpha) if first.lower() == "i" or len(first) > 1 else (alpha, romans)


def _value(written: str, numeral: Numeral) -> int:
    if numeral == "decimal":
        return int(written)
    if numeral.endswith("alpha"):
        value = 0
        for each in written.lower():
            value = value * 26 + ord(each) - ord("a") + 1
        return value
    values = {letters: value for value, letters in _ROMAN if len(letters) == 1}
    numbers = [values.get(each, 0) for each in written.lower()]
    return sum(-each if any(each < later for later in numbers[place + 1 : place + 2]) else each for place, each in enumerate(numbers))


def _run(found: Sequence[str], first: str, numeral: Numeral, frame: str) -> tuple[Signs, int]:
    start = _value(first, numeral)
    count = next((place for place, each in enumerate(found) if each != sign(start + place, numeral, frame)), len(found))
    return Signs(start, numeral, frame), count
