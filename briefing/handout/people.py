"""From a roster to orders: who gets which sheets, with which words filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefing.errors import BriefingError, Problem, nearest
from briefing.handout import filenames, groups
from briefing.handout.order import Order
from briefing.handout.roster import Person
from briefing.handout.sheet import Sheet
from briefing.languages import catalogue
from briefing.library import Library

MakeSheets = Callable[[Mapping[str, str]], list[Sheet]]
"""Makes the sheets of a pack with some of its parameters set."""


@dataclass
class Orders:
    """Orders, the sheets that they are about, and the rows that nothing can be made for."""

    sheets: list[Sheet] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    known: dict[tuple[tuple[str, str], ...], list[int]] = field(default_factory=dict)
    """The places of sheets by the parameters that they were made with."""

    def places(self, settings: Mapping[str, str], make: MakeSheets) -> list[int]:
        """Return the places of the sheets with some parameters set, made once for all who have them."""
        key = tuple(sorted(settings.items()))
        if key not in self.known:
            made = make(settings)
            self.known[key] = list(range(len(self.sheets), len(self.sheets) + len(made)))
            self.sheets += made
        return self.known[key]


def for_everybody(pack: str, sheets: Sequence[Sheet], *, separate: bool) -> Orders:
    """Return orders without names: a file for each kind, or for each sheet."""
    found = Orders(list(sheets), problems=_too_long(sheets))
    good = [number for number, sheet in enumerate(sheets) if not sheet.fault]
    places: dict[str, list[int]] = {}
    for number in good:
        places.setdefault(sheets[number].name if separate else sheets[number].kind, []).append(number)
    found.orders = [Order(f"{pack}-{name}", "", tuple(each), ()) for name, each in places.items()]
    return _some(found)


def for_groups(labels: Sequence[str], make: MakeSheets, language: str) -> Orders:
    """Return an order for each group, with all sheets that fit their pages."""
    words, found = catalogue(language), Orders()
    places = tuple(place for place in found.places({}, make) if not found.sheets[place].fault)
    found.problems = _too_long(found.sheets)
    titles = [words.say("handout.group", number=label) if label.isdecimal() else label for label in labels]
    names = filenames.unique((title, f"group-{number}") for number, title in enumerate(titles, 1))
    filled = [((words.say("blanks.group"), label),) for label in labels]
    if places:
        found.orders = [Order(name, title, places, each) for name, title, each in zip(names, titles, filled, strict=True)]
    return _some(found)


def _too_long(sheets: Sequence[Sheet]) -> list[Problem]:
    return [sheet.fault for sheet in sheets if sheet.fault]


def _some(found: Orders) -> Orders:
    """Return orders unless there are none."""
    if not found.orders:
        raise BriefingError(found.problems)
    return found


def for_people(people: Sequence[Person], make: MakeSheets, library: Library, language: str, roster: str) -> Orders:
    """Return an order for each person.

    Args:
        people: Who; a `country` among their settings is the one of whose sheets they get those.
        make: Makes the sheets for the other settings.
        library: The names of countries.
        language: Of the sheets, for the labels of lines to fill in.
        roster: The file, for problems.

    Raises:
        BriefingError: No sheet can be made, whatever the row.
    """
    words, found = catalogue(language), Orders()
    named = [_with_country(person, library, roster, found.problems) for person in people]
    countries = _countries(found, named, make, library)
    shared = groups.shares(people, countries) if countries else [""] * len(people)
    names = filenames.unique((person.name or person.group, f"row-{person.row}") for person in people)
    for person, dealt, name in zip(named, shared, names, strict=True):
        if person is None:
            continue
        settings = dict(person.settings)
        country = settings.pop("country", dealt)
        try:
            places = found.places(settings, make)
        except BriefingError as error:
            row = person.row
            found.problems += [replace(each, file=roster, line=row, message=f"row {row}: {each.message}") for each in error.problems]
            continue
        chosen = tuple(place for place in places if found.sheets[place].subject.country in ("", country))
        if not chosen:
            what = f"row {person.row}: the pack has no sheet on {library.countries[country].name}"
            found.problems.append(Problem(roster, person.row, what, "Choose a country that has a page in the pack."))
            continue
        if faults := _too_long([found.sheets[place] for place in chosen]):
            found.problems += [replace(each, file=roster, line=person.row, message=f"row {person.row}: {each.message}") for each in faults]
            continue
        filled = ((words.say("blanks.name"), person.name), (words.say("blanks.group"), person.group))
        found.orders.append(Order(name, person.name or person.group, chosen, tuple(pair for pair in filled if pair[1]), person.row))
    return found


def _with_country(person: Person, library: Library, roster: str, problems: list[Problem]) -> Person | None:
    """Return a person with the id of their country, which the roster may give by name; None where there is none like that."""
    given = person.settings.get("country", "")
    ids = {**{each.name.casefold(): key for key, each in library.countries.items()}, **{key: key for key in library.countries}}
    if not given:
        return person
    if given.casefold() not in ids:
        what = f"row {person.row}, column 'country': there is no country '{given}'"
        problems.append(Problem(roster, person.row, what, nearest(given.casefold(), ids)))
        return None
    return replace(person, settings={**person.settings, "country": ids[given.casefold()]})


def _countries(found: Orders, people: Sequence[Person | None], make: MakeSheets, library: Library) -> list[str]:
    """Return the countries to be dealt to those whose row names none, in the order of their sheets."""
    waiting = [person for person in people if person and "country" not in person.settings]
    if not waiting:
        return []
    # Sheets that no row asks for are made here only where every row has parameters of its own.
    settings: Mapping[str, str] = waiting[0].settings
    try:
        places = found.places(settings, make)
    except BriefingError:
        return sorted(library.countries)
    return list(dict.fromkeys(found.sheets[place].subject.country for place in places if found.sheets[place].subject.country))
