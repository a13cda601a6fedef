"""The words that a pack prints by itself, a file for each language: its texts, the forms of its plurals, its dates, numbers and lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from briefing.dates import PartialDate
from briefing.files import read_yaml
from briefing.languages.plurals import FORMS, RULES

ENGLISH = "en"
"""The language that stands in where another has no text."""
_FOLDER = Path(__file__).resolve().parent
_NUMBERS = frozenset({"day", "year", "first", "last"})
"""Values that are printed without marks between thousands."""


@dataclass(frozen=True)
class Catalogue:
    """The texts of one language."""

    tag: str
    """Its code (BCP 47)."""
    texts: Mapping[str, Any]
    """By keys such as `question.minutes`: a text, its plural forms, or a list."""

    def say(self, key: str, **values: object) -> str:
        """Return a text with its values put in; `count` decides the form, and whole numbers are printed as the language has them.

        Raises:
            KeyError: No catalogue has this key: a mistake of ours.
        """
        text, home = self._entry(key)
        if isinstance(text, Mapping):
            text = text[home.form(int(str(values["count"])))]
        shown = {name: self.number(value) if _counts(name, value) else value for name, value in values.items()}
        return str(text).format(**shown)

    def _entry(self, key: str) -> tuple[Any, Catalogue]:
        """Return a text and the catalogue that it is from: English where this one does not have it."""
        return (self.texts[key], self) if key in self.texts else (catalogue(ENGLISH).texts[key], catalogue(ENGLISH))

    def form(self, count: int) -> str:
        """Return the plural form that a number takes."""
        return RULES[self.say("plural")](count)

    def number(self, number: object) -> str:
        """Return a whole number with marks between its thousands."""
        return f"{number:,}".replace(",", self.say("number.group"))

    def share(self, share: float) -> str:
        """Return a share of 1 in percent, with one decimal."""
        return self.say("number.percent", number=f"{share * 100:.1f}".replace(".", self.say("number.decimal")))

    def date(self, date: PartialDate | None) -> str:
        """Return a date as printed, as exactly as it is known: `24 February 2022`, `about 2022`, `no date`."""
        if date is None:
            return self.say("date.none")
        months, _ = self._entry("date.months" if date.day else "date.months-alone")
        month = months[date.month - 1] if date.month else ""
        text = self.say(f"date.{'day' if date.day else 'month' if date.month else 'year'}", day=date.day, month=month, year=date.year)
        return self.say("date.inferred", date=text) if date.inferred else text

    def joined(self, items: Sequence[str]) -> str:
        """Return `one`, `one and two`, `one, two and three`."""
        if len(items) < 2:
            return "".join(items)
        return f"{self.say('list.between').join(items[:-1])}{self.say('list.last')}{items[-1]}"

    @property
    def quotes(self) -> str:
        """Return the four quotation marks: outer opening and closing, inner opening and closing."""
        return self.say("quotes")


def _counts(name: str, value: object) -> bool:
    return isinstance(value, int) and name not in _NUMBERS


def available() -> list[str]:
    """Return the codes of the languages that have a catalogue."""
    return sorted(path.stem for path in _FOLDER.glob("*.yaml"))


def closest(tag: str) -> str:
    """Return the code of the catalogue for a language: its own, that of the language without its region, else English."""
    parts = tag.split("-")
    wider = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((code for code in wider if code in available()), ENGLISH)


@cache
def catalogue(tag: str) -> Catalogue:
    """Return the texts for a language."""
    code = closest(tag)
    origin = read_yaml(_FOLDER / f"{code}.yaml", f"languages/{code}.yaml")
    return Catalogue(code, dict(_flat(origin.data, ())))


def _flat(data: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    for key, value in data.items():
        if isinstance(value, Mapping) and not FORMS.issuperset(value):
            yield from _flat(value, (*above, key))
        else:
            yield ".".join((*above, key)), value


def same_language(one: str, other: str) -> bool:
    """Say whether one tag is the other or a wider form of it: `en` and `en-GB` (BCP 47, RFC 4647, section 3.3.1)."""
    short, long = sorted((one.lower(), other.lower()), key=len)
    return f"{long}-".startswith(f"{short}-")
