"""File names made from names of people: never a path, never a name that a system reserves, never the same name twice."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from briefing.document.identifiers import first_free

LONGEST = 80
"""Bytes of a name, so that it and its ending stay below what any system takes."""
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"com{number}" for number in range(10)), *(f"lpt{number}" for number in range(10))})
"""What Windows keeps for devices, whatever the ending."""


def file_name(text: str) -> str:
    """Return the letters and digits of a text, in small letters, with hyphens instead of other characters. It may be empty."""
    small = unicodedata.normalize("NFKC", text).casefold().replace("i\u0307", "i")  # İ
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" else "-" for c in small)
    name = "-".join(part for part in unicodedata.normalize("NFC", kept).split("-") if part)
    if len(name.encode()) > LONGEST:
        name = name.encode()[: LONGEST + 1].decode("utf-8", "ignore")
        name = name.rpartition("-")[0] or name[:-1]
    return f"{name}-" if name in _RESERVED else name


def unique(texts: Iterable[tuple[str, str]]) -> list[str]:
    """Return a name for each text, or for its substitute if the text gives no name. Names that are taken get a number: `ana`, `ana-2`.

    Some file systems take letters for the same that others tell apart: large and small ones in any language, and whole and composed ones.
    """
    taken = _Taken()
    found = []
    for text, instead in texts:
        name = first_free(file_name(text) or instead, taken)
        taken.add(name)
        found.append(name)
    return found


class _Taken:
    """Names of files that are taken, on the file system that tells the fewest apart."""

    def __init__(self) -> None:
        self._names: set[str] = set()

    def __contains__(self, name: object) -> bool:
        return _folded(str(name)) in self._names

    def add(self, name: str) -> None:
        self._names.add(_folded(name))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).upper()).casefold()
