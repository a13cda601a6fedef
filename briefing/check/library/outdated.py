"""Facts that are older than a library allows, and packs that say nothing of the time since their newest source.

Both are measured against the dates of packs, so that the same library is always told the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefing.dataclass import dataclass
from briefing.dates import PartialDate
from briefing.errors import Problem, counted
from briefing.files.origin import Location, Origin
from briefing.files.reading import read_markdown
from briefing.languages import ENGLISH, catalogue
from briefing.library import Actor, Country, Event, Excerpt, Library, Update
from briefing.library.house_rules import Age, Rules


@dataclass(frozen=True, slots=True)
class Dated:
    """A pack with a date, and what is newest in it."""

    origin: Origin
    """Its outline."""
    date: PartialDate
    information: PartialDate | None
    """Up to when it has information."""
    updated: PartialDate | None
    """The date of the newest thing that it tells: of an update, or of a source."""


def problems(library: Library, rules: Rules, packs: Sequence[Dated], root: Path) -> Iterator[Problem]:
    """Yield a problem for each fact, membership and pack that is older than the library allows.

    Args:
        library: What there is.
        rules: What the library asks.
        packs: Those with a date. Without any, nothing is too old.
        root: The workspace, for the lines of its files.
    """
    if rules.facts and packs:
        yield from _facts(library, rules.facts, max(pack.date.first for pack in packs), root)
    if rules.sources:
        for pack in packs:
            yield from _pack(pack, rules.sources)


def _facts(library: Library, age: Age, day: dt.date, root: Path) -> Iterator[Problem]:
    """Yield the old facts of records that no newer update is about: the others have been looked at since."""
    newer = [(each, update) for each, update in _updates(library) if age.allows(update.date, day)]
    countries = {key for each, update in newer for key in (*update.countries, *((each.id,) if isinstance(each, Country) else ()))}
    actors = {key for each, update in newer for key in (*update.actors, *((each.id,) if isinstance(each, Actor) else ()))}
    for key, country in library.countries.items():
        dates = [(("facts", number, "as-of"), fact.as_of) for number, fact in enumerate(country.facts)]
        if key not in countries:
            yield from _old(f"seeds/countries/{key}.md", "this fact is", dates, age, day, root)
    for key, actor in library.actors.items():
        dates = [(("members", number, "as-of"), member.as_of) for number, member in enumerate(actor.members)]
        if key not in actors:
            yield from _old(f"seeds/actors/{key}.md", "this membership is", dates, age, day, root)


def _updates(library: Library) -> Iterator[tuple[Country | Actor | Excerpt | Event, Update]]:
    """Yield each update of the library with its record."""
    records: list[Country | Actor | Excerpt | Event] = [*library.countries.values(), *library.actors.values(), *library.events]
    records += library.excerpts.values()
    yield from ((record, update) for record in records for update in record.since)


def _old(
    file: str,
    what: str,
    dates: Sequence[tuple[Location, PartialDate]],
    age: Age,
    day: dt.date,
    root: Path,
) -> Iterator[Problem]:
    """Yield a problem for each date of a record that is too old."""
    for location, date in dates:
        if not age.allows(date, day):
            message = f"{what} as of {_words(date)}, more than {age} before {_words(day)}"
            hint = f"Look it up again, and write the new date after 'as-of:'. Or add below 'since:' what has changed: {_example(day)}"
            yield read_markdown(root / file, file).problem(location, message, hint, severity="rule")


def _pack(pack: Dated, age: Age) -> Iterator[Problem]:
    newest = [date for date in (pack.information, pack.updated) if date]
    if pack.information and not any(age.allows(date, pack.date.first) for date in newest):
        date = max(newest, key=lambda each: each.last)
        months = counted(_months(date.last, pack.date.first), "month")
        message = f"this pack of {_words(pack.date)} has information to {_words(date)}, and says nothing of the {months} between"
        hint = f"Add 'since:' to records, such as {_example(pack.date.first)}, and a section '- use: updates' here."
        yield pack.origin.problem(("date",), message, hint, severity="rule")


def _example(day: dt.date) -> str:
    return f'- {{date: {day.year}-{day.month:02}, text: "The treaty is signed.", cite: "@background"}}'


def _words(date: PartialDate | dt.date) -> str:
    return catalogue(ENGLISH).date(date if isinstance(date, PartialDate) else PartialDate(date.year, date.month, date.day))


def _months(start: dt.date, end: dt.date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
