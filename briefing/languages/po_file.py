"""Reading gettext's files of texts, .pot and .po, as Poedit and gettext write them. Babel would take twenty times as long."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from gettext import c2py
from pathlib import Path

from briefing.dataclass import dataclass

_choice = cache(c2py)
_FORM = re.compile(r"msgstr(?:\[\d\])?")


@dataclass(frozen=True)
class Message:
    """A text and its translation."""

    key: str
    """Its context; empty for the header of the file."""
    english: tuple[str, ...]
    """The text; or its singular and its plural, where a number decides."""
    forms: tuple[str, ...]
    """The translation, in each form that the language has for numbers; nothing where it lacks or is in doubt."""


def read(path: Path) -> dict[str, Message]:
    """Return the messages of a file by their keys.

    Raises:
        ValueError: A line is none of gettext.
    """
    found = (_message(entry) for entry in _entries(path.read_text(encoding="utf-8")))
    return {message.key: message for message in found}


def plural_form(header: Message) -> str:
    """Return the expression that says which form belongs to the number n."""
    found = re.search(r"plural=([^;]+);", "".join(header.forms))
    return found[1] if found else "n != 1"


def decided(expression: str, count: int) -> int:
    """Return the number of the form that an expression chooses."""
    return int(_choice(expression)(count))


def _entries(text: str) -> Iterator[dict[str, str]]:
    """Yield the strings of each message by their keywords; `fuzzy` is among them where the translation is in doubt."""
    entry: dict[str, str] = {}
    keyword = ""
    for line in text.splitlines():
        begins = line.startswith(("#", "msgctxt")) or (line.startswith("msgid ") and "msgid" in entry)
        if begins and "msgstr" in "".join(entry):
            yield entry
            entry = {}
        if line.startswith("#,") and "fuzzy" in line:
            entry["fuzzy"] = ""
        if line and not line.startswith("#"):
            if not line.startswith('"'):
                keyword, _, line = line.partition(" ")  # noqa: PLW2901  # what follows on the lines below belongs to it
            entry[keyword] = entry.get(keyword, "") + json.loads(line)
    if "msgid" in entry:
        yield entry


def _message(entry: dict[str, str]) -> Message:
    english = tuple(entry[each] for each in ("msgid", "msgid_plural") if each in entry)
    forms = tuple(text for keyword, text in entry.items() if _FORM.fullmatch(keyword))
    return Message(entry.get("msgctxt", ""), english, forms if all(forms) and "fuzzy" not in entry else ())
