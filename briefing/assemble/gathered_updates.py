"""The updates of a library, in order of their dates, each with all that it changes something for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from briefing.dataclass import dataclass
from briefing.library import Event, Library, Update

TargetKind = Literal["country", "term", "excerpt", "event"]
Target = tuple[TargetKind, str]
"""What an update changes something for: its kind, and its id in the library; of an event, the number of its place in the library."""


@dataclass(frozen=True, slots=True)
class Told:
    """An update, as a pack tells it: once, even if several records have it."""

    update: Update
    targets: tuple[Target, ...]
    countries: frozenset[str]
    """The countries that it is about, by which sections choose."""


def gathered(library: Library) -> tuple[Told, ...]:
    """Return the updates of all records. Where two records have the same update, it is one with the targets of both."""
    found: dict[Update, Told] = {}
    for own, countries, updates in _recorded(library):
        for update in updates:
            bare = replace(update, countries=(), actors=(), excerpts=())
            before = found.get(bare)
            targets = dict.fromkeys((*(before.targets if before else ()), own, *_others(update)))
            about = (before.countries if before else frozenset()).union(countries, update.countries)
            found[bare] = Told(bare, tuple(targets), about)
    return tuple(sorted(found.values(), key=lambda told: told.update.date.order))


def _recorded(library: Library) -> Iterator[tuple[Target, Sequence[str], tuple[Update, ...]]]:
    """Yield each record that may have updates as a target, with its countries."""
    for country in library.countries.values():
        yield ("country", country.id), (country.id,), country.since
    for actor in library.actors.values():
        yield ("term", actor.id), (), actor.since
    for excerpt in library.excerpts.values():
        yield ("excerpt", excerpt.id), excerpt.countries, excerpt.since
    for number, event in enumerate(library.events):
        yield ("event", str(number)), event.countries, event.since


def _others(update: Update) -> Iterator[Target]:
    yield from (("country", key) for key in update.countries)
    yield from (("term", key) for key in update.actors)
    yield from (("excerpt", key) for key in update.excerpts)


def place_of(library: Library, event: Event) -> Target:
    """Return an event as a target."""
    return "event", str(library.events.index(event))
