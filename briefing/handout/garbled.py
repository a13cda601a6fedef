"""Tell of names whose letters were lost or misread before the list came to us."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefing.errors import Problem

_AGAIN = "Export the list again where it comes from, as UTF-8 (in Excel 'CSV UTF-8'), and use that file."
_MISREAD = ("cp1252", "cp1250", "cp1251", "cp1254", "mac_roman", "latin-1")
"""Encodings that programs take UTF-8 for."""


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
