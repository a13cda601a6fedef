"""Which card each person of a roster gets: a column says so, or the name of the group.

A card may be secret, so what is not clear is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace

from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem, counted, nearest
from briefing.handout.roster import Person
from briefing.library import Country
from briefing.library.country_names import country_id, country_within

COLUMN = "country"
"""The column that always means the card, and the setting of a person that says which it is."""
_RENAME = "If it says something else than the card, call it otherwise, such as 'home'. A column 'role' says who gets which card, {}."


@dataclass
class Assigned:
    """The people of a roster with the ids of their cards, as far as the roster names them."""

    people: list[Person | None]
    """In the order of the roster. None: the roster names a card that there is not."""
    problems: list[Problem] = field(default_factory=list)
    failed: set[int] = field(default_factory=set)
    """The rows that get nothing."""
    how: str = ""
    """A sentence on how people come to their cards."""


def assigned(people: Sequence[Person], cards: Mapping[str, Country], roster: str, *, strict: bool) -> Assigned:
    """Return the people with the ids of their cards.

    Args:
        people: The people. Columns that may name a card are among their `cards`, and the column `country` is among the settings.
        cards: What cards there are, by their ids; empty if the sheets are no cards.
        roster: The file, for problems.
        strict: Whether the pack itself has a parameter `country`, whose values have to be right even without cards.

    Raises:
        BriefingError: The names in the roster fit the cards only partly, or not at all.
    """
    bare = [replace(person, settings={key: each for key, each in person.settings.items() if key != COLUMN}) for person in people]
    columns = _columns(people)
    if not cards and not strict:
        return Assigned(list(bare), list(_unused([head for head in columns if head != COLUMN], roster)))
    chosen = next((head for head, values in columns.items() if any(_meant(each, cards) for each in values.values())), "")
    if strict and COLUMN in columns:
        chosen = COLUMN
    of_groups = {} if chosen and _is_mixed(people, cards) else by_groups([each.group for each in people], cards, roster)
    if not chosen and not of_groups and COLUMN in columns:
        raise BriefingError([_no_card(columns[COLUMN], cards, roster)])
    found = Assigned(list(bare), list(_unused([head for head in columns if head != chosen], roster)))
    _refuse_conflicts(columns.get(chosen, {}), of_groups, people, cards, roster, chosen)
    wrong: dict[str, list[int]] = {}
    dealt = 0
    for place, person in enumerate(bare):
        value = columns.get(chosen, {}).get(person.row, "")
        key = _meant(value, cards) if value else of_groups.get(person.group, "")
        if value and not key:
            wrong.setdefault(value, []).append(person.row)
            found.failed.add(person.row)
            found.people[place] = None
        elif key:
            found.people[place] = replace(person, settings={**person.settings, COLUMN: key})
        else:
            dealt += 1
    found.problems += _wrong(wrong, chosen, cards, roster)
    found.how = _how(dealt, len(people), len(cards), by_group=bool(of_groups) and not chosen)
    return found


def by_groups(labels: Sequence[str], cards: Mapping[str, Country], roster: str) -> dict[str, str]:
    """Return the id of the card that each group is named after; nothing if no group is named after one.

    Raises:
        BriefingError: Some groups have the name of a card, and others have not.
    """
    found = {label: country_within(label, cards) for label in dict.fromkeys(labels) if label}
    if not any(found.values()):
        return {}
    others = [label for label, key in found.items() if not key]
    if others or "" in labels:
        those = ", ".join(f"'{each}'" for each in others[:3]) + (" …" if len(others) > 3 else "") or "people without a group"
        what = f"{len(found) - len(others)} of {len(found)} groups have the name of a card. Unclear: {those}"
        hint = f"Give each group the name of its card ({_names(cards)}), or write each person's card into a column 'role'."
        raise BriefingError([Problem(roster, 0, what, hint)])
    return found


def _is_mixed(people: Sequence[Person], cards: Mapping[str, Country]) -> bool:
    """Say whether only some groups have the name of a card. That says nothing where a column names the cards."""
    return len({bool(person.group and country_within(person.group, cards)) for person in people}) > 1


def _columns(people: Sequence[Person]) -> dict[str, dict[int, str]]:
    """Return the values of each column that may name a card, by their rows. The column `country` is the first."""
    found: dict[str, dict[int, str]] = {}
    for person in people:
        if given := person.settings.get(COLUMN):
            found.setdefault(COLUMN, {})[person.row] = given
    for person in people:
        for head, given in person.cards.items():
            if given:
                found.setdefault(head, {})[person.row] = given
    return found


def _meant(value: str, cards: Mapping[str, Country]) -> str:
    return country_id(value, cards) or country_within(value, cards)


def _refuse_conflicts(
    values: Mapping[int, str], of_groups: Mapping[str, str], people: Sequence[Person], cards: Mapping[str, Country], roster: str, head: str
) -> None:
    """Refuse a roster whose column and whose groups are named after different cards.

    Raises:
        BriefingError: Nobody can tell which is meant.
    """
    for person in people:
        key, other = _meant(values.get(person.row, ""), cards), of_groups.get(person.group, "")
        if key and other and key != other:
            what = f"row {person.row}: column '{head}' names the card '{cards[key].name}', and the group that of '{cards[other].name}'"
            hint = f"Give the column that says something else another name, such as 'home' in place of '{head}'."
            raise BriefingError([Problem(roster, person.row, what, hint)])


def _no_card(values: Mapping[int, str], cards: Mapping[str, Country], roster: str) -> Problem:
    shown = list(dict.fromkeys(values.values()))
    those = ", ".join(f"'{each}'" for each in shown[:3]) + (" …" if len(shown) > 3 else "")
    what = f"column '{COLUMN}': none of its {len(shown)} values is a card of this pack ({those})"
    if len(shown) == 1:
        what = f"column '{COLUMN}': there is no card {those}"
    return Problem(roster, min(values), what, _RENAME.format(_names(cards)))


def _wrong(values: Mapping[str, Sequence[int]], head: str, cards: Mapping[str, Country], roster: str) -> Iterator[Problem]:
    """Yield a problem for each value that is no card, with all its rows."""
    for value, rows in values.items():
        names = [each.name for each in cards.values()]
        yield Problem(roster, rows[0], f"{in_rows(rows)}, column '{head}': there is no card '{value}'", nearest(value, names))


def _unused(heads: Sequence[str], roster: str) -> Iterator[Problem]:
    """Yield a warning for columns that could name a card, and name none."""
    if heads:
        those = ", ".join(f"'{each}'" for each in heads)
        what = f"column {those} names no card, and is not used" if len(heads) == 1 else f"columns {those} name no card, and are not used"
        hint = f"To print it, make a kind of your own with {{{{ {_parameter(heads[0])} }}}} in its text."
        yield Problem(roster, 0, what, hint, severity="warning")


def _parameter(head: str) -> str:
    return "_".join(head.casefold().split())


def _how(dealt: int, count: int, cards: int, *, by_group: bool) -> str:
    if by_group:
        return "Each group gets the card that it is named after."
    if not dealt or not cards:
        return ""
    who = "No column and no group names a card" if dealt == count else f"{dealt} of {count} people have no card in the list"
    return f"{who}: the {counted(cards, 'card')} go round in each group."


def _names(cards: Mapping[str, Country]) -> str:
    names = [each.name for each in cards.values()]
    return f"with {', '.join(names[:3])}{' …' if len(names) > 3 else ''}"


def in_rows(rows: Sequence[int]) -> str:
    """Return the rows in words: `row 3`, or `rows 3, 5 and 2 more`."""
    if len(rows) == 1:
        return f"row {rows[0]}"
    shown = rows if len(rows) <= _SHOWN_ROWS else rows[: _SHOWN_ROWS - 1]
    last = f"{rows[-1]}" if len(shown) == len(rows) else f"{len(rows) - len(shown):,} more"
    return f"rows {', '.join(map(str, shown[:-1] if len(shown) == len(rows) else shown))} and {last}"


_SHOWN_ROWS = 6
