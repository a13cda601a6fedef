"""Tell of names whose letters may be wrong: the encoding of the list is a guess, or letters were lost before the list came to us."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefing.errors import BriefingError, Problem
from briefing.files.encodings import Encoding, Reading

_ANOTHER = "If a letter is wrong, save the list as UTF-8 (in Excel 'CSV UTF-8'), or add --encoding with its name, such as --encoding {}."
_AGAIN = "Export the list again where it comes from, as UTF-8 (in Excel 'CSV UTF-8'), and use that file."
_MISREAD = ("cp1252", "cp1250", "cp1251", "cp1254", "mac_roman", "latin-1")
"""Encodings that programs take UTF-8 for."""


def guessed(reading: Reading, name: str) -> list[Problem]:
    """Return a warning if the encoding is a guess.

    Args:
        reading: How the roster was read.
        name: The file as the user knows it.

    Raises:
        BriefingError: Two encodings are equally likely, and the names would differ.
    """
    if reading.guess is None:
        return []
    if reading.other:
        second, text = reading.other
        one, two = _first_difference(reading.text, text)
        what = f"the encoding of this file is not clear: {_as(one, reading.guess)}, or {_as(two, second)}?"
        hint = f"Add --encoding {reading.guess.name} or --encoding {second.name}, or save the list as UTF-8 (in Excel 'CSV UTF-8')."
        raise BriefingError([Problem(name, 0, what, hint)])
    example = next((cell for line in reading.text.splitlines()[1:] for cell in _cells(line) if not cell.isascii()), "")
    what = f"the encoding is a guess: {_as(example, reading.guess)}"
    instead = "cp1250" if reading.guess.name == "cp1252" else "cp1252"
    return [Problem(name, 0, what, _ANOTHER.format(instead), severity="warning")]


def _as(word: str, encoding: Encoding) -> str:
    return (f"'{word}' as " if word else "") + f"{encoding.label} ({encoding.name})"


def _cells(line: str) -> list[str]:
    return [cell.strip(' "') for cell in re.split(r"[,;\t|]", line)]


def _first_difference(one: str, two: str) -> tuple[str, str]:
    for line, other in zip(one.splitlines(), two.splitlines(), strict=False):
        for cell, another in zip(_cells(line), _cells(other), strict=False):
            if cell != another:
                return cell[:40], another[:40]
    return "", ""


def told(names: Iterable[tuple[str, int]], file: str) -> Iterator[Problem]:
    """Yield a warning for names in which letters were lost or misread by the program that wrote the list.

    Args:
        names: The names, with their rows.
        file: The roster as the user knows it.
    """
    lost, misread = [], []
    for name, row in names:
        if re.search(r"\w[?\ufffd]\w|(?:^|\s)[?\ufffd]+\w|\w[?\ufffd](?=\s)", name):
            lost.append((name, row))
        elif better := _meant(name):
            misread.append((name, row, better))
    if lost:
        what = f"'{lost[0][0]}': a letter was lost when the list was saved{_more(lost)}"
        yield Problem(file, lost[0][1], what, _AGAIN, severity="warning")
    if misread:
        what = f"'{misread[0][0]}' is probably '{misread[0][2]}', which another program has read wrongly{_more(misread)}"
        yield Problem(file, misread[0][1], what, _AGAIN, severity="warning")


def _more(found: list[tuple[str, int]] | list[tuple[str, int, str]]) -> str:
    return f" (and {len(found) - 1:,} more)" if len(found) > 1 else ""


def _meant(name: str) -> str:
    """Return the name that a program has written in UTF-8 and another has read otherwise; nothing if it is no such name."""
    if name.isascii():
        return ""
    for encoding in _MISREAD:
        try:
            better = name.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        return better if better.isprintable() else ""
    return ""
