"""Groups: put people into groups, and give each member a country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.handout.roster import Person


def dealt(people: Sequence[Person], count: int) -> list[Person]:
    """Return the people with their groups, 1 to `count`: counted off in the order of the roster.

    No two groups differ by more than one person. The same roster gives the same groups, and somebody who joins at the end moves nobody.
    """
    return [replace(person, group=str(number % count + 1)) for number, person in enumerate(people)]


def members(people: Sequence[Person]) -> dict[str, list[int]]:
    """Return the groups in the order in which they first appear, each with the places of its members in the roster."""
    found: dict[str, list[int]] = {}
    for place, person in enumerate(people):
        found.setdefault(person.group, []).append(place)
    return found


def ranks(people: Sequence[Person]) -> dict[int, int]:
    """Return the place of each row's group among the groups: groups with numbers by these, others as they first appear.

    If somebody has no group, all have the same place: the order of the roster counts.
    """
    names = list(members(people))
    if "" in names:
        return dict.fromkeys((person.row for person in people), 0)
    if all(name.isdecimal() for name in names):
        names.sort(key=int)
    places = {name: place for place, name in enumerate(names)}
    return {person.row: places[person.group] for person in people}


def shares(people: Sequence[Person], things: Sequence[str]) -> list[str]:
    """Return for each person one of the things: within each group they go round, so that a group has each at most once more than another.

    Each group begins where the one before it has stopped: what is left over is spread over all things.
    """
    found = [""] * len(people)
    turn = 0
    for places in members(people).values():
        for place in places:
            found[place] = things[turn % len(things)]
            turn += 1
    return found
