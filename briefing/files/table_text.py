"""The text of a table that a spreadsheet program has saved (CSV), in whatever encoding, and what is told of a guess."""

from __future__ import annotations

import re

from briefing.errors import BriefingError, Problem, counted
from briefing.files import encodings
from briefing.files.encodings import Encoding, Reading

SAVE = "Save it as CSV again: in Excel 'CSV UTF-8', in LibreOffice 'Text CSV'."
"""What to do about a table that cannot be read."""
_OPTION = "--encoding"


def text_of(data: bytes, name: str, encoding: str = "", *, option: str = _OPTION) -> tuple[str, list[Problem]]:
    """Return the text of a table, and a warning if its encoding is a guess.

    Args:
        data: The table.
        name: The file as the user knows it.
        encoding: As Python calls it. Default: what the file says, UTF-8, or a guess.
        option: The option with which the user can name the encoding; empty where there is none.

    Raises:
        BriefingError: It is no text, not in the encoding that was named, or two encodings fit equally well.
    """
    if encoding:
        try:
            reading: Reading | None = Reading(data.decode(encoding))
        except (LookupError, UnicodeError):
            what, hint = f"the file cannot be read as '{encoding}'", f"Leave {option} out, or name another, such as cp1250."
            raise BriefingError([Problem(option, 0, what, hint)]) from None
    else:
        reading = encodings.read(data)
    if reading is None:
        raise BriefingError([Problem(name, 0, "the encoding of this file is not known", SAVE)])
    if "\0" in reading.text:
        raise BriefingError([Problem(name, 0, "this is not a text, so it is not a CSV file", SAVE)])
    return reading.text.removeprefix("\ufeff"), _guessed(reading, name, option)


def _guessed(reading: Reading, name: str, option: str) -> list[Problem]:
    """Return a warning if the encoding is a guess.

    Raises:
        BriefingError: Two encodings are equally likely, words would differ, and the user can say which it is.
    """
    if reading.guess is None:
        return []
    if reading.other:
        second, text = reading.other
        one, two = _first_difference(reading.guessed or reading.text, text)
        what = f"the encoding of this file is not clear: {_as(one, reading.guess)}, or {_as(two, second)}?"
        if option:
            hint = f"Add {option} {reading.guess.name} or {option} {second.name}, or save it as UTF-8 (in Excel 'CSV UTF-8')."
            raise BriefingError([Problem(name, 0, what, hint)])
        return [Problem(name, 0, f"{what} The first was taken", SAVE, severity="warning")]
    lines = reading.guessed.splitlines() or reading.text.splitlines()[1:]
    example = next((cell for line in lines for cell in _cells(line) if not cell.isascii()), "")
    of_some = f" in {counted(len(lines), 'line')}, while others are UTF-8" if reading.guessed else ""
    what = f"the encoding is a guess{of_some}, {_as(_around(example), reading.guess, ': ')}"
    instead = "cp1250" if reading.guess.name == "cp1252" else "cp1252"
    other = f", or add {option} {instead} or another" if option else ""
    return [Problem(name, 0, what, f"If a letter is wrong, save it as CSV UTF-8{other}.", severity="warning")]


def _as(word: str, encoding: Encoding, between: str = "") -> str:
    if between:
        return f"{encoding.label} ({encoding.name})" + (f"{between}'{word}'" if word else "")
    return (f"'{word}' as " if word else "") + f"{encoding.label} ({encoding.name})"


def _around(cell: str) -> str:
    """Return the words of a cell around the first character that is not ASCII."""
    place = next((place for place, c in enumerate(cell) if not c.isascii()), 0)
    start = cell.rfind(" ", 0, max(place - 10, 0)) + 1
    return cell if len(cell) <= 40 else f"{'… ' if start else ''}{cell[start : start + 38].rsplit(' ', 1)[0]} …"


def _cells(line: str) -> list[str]:
    return [cell.strip(' "') for cell in re.split(r"[,;\t|]", line)]


def _first_difference(one: str, two: str) -> tuple[str, str]:
    for line, other in zip(one.splitlines(), two.splitlines(), strict=False):
        for cell, another in zip(_cells(line), _cells(other), strict=False):
            if cell != another:
                place = next((place for place, (a, b) in enumerate(zip(cell, another, strict=False)) if a != b), 0)
                start = max(0, place - 12)
                return cell[start : start + 40], another[start : start + 40]
    return "", ""
