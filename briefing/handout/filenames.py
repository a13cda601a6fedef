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
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" else "-" for c in unicodedata.normalize("NFKC", text).casefold())
    name = "-".join(part for part in unicodedata.normalize("NFC", kept).split("-") if part)
    while len(name.encode()) > LONGEST:
        name = name[:-1]
    name = name.strip("-")
    return f"{name}-" if name in _RESERVED else name


def unique(texts: Iterable[tuple[str, str]]) -> list[str]:
    """Return a name for each text, or for its substitute if the text gives no name. Names that are taken get a number: `ana`, `ana-2`."""
    taken: set[str] = set()
    found = []
    for text, instead in texts:
        name = first_free(file_name(text) or instead, taken)
        taken.add(name)
        found.append(name)
    return found
