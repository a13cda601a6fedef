"""Make orders from a roster: the sheets that each person gets, and the words to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace

from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem, nearest
from briefing.handout import filenames, groups
from briefing.handout.order import Order
from briefing.handout.roster import Person
from briefing.handout.sheet import Sheet
from briefing.handout.stock import MakeOffers, Stock
from briefing.languages import catalogue
from briefing.library import Library


@dataclass
class Orders:
    """Orders, the sheets that they are about, and the rows that nothing can be made for."""

    sheets: list[Sheet] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    failed: set[int] = field(default_factory=set)
    """Rows of the roster that get nothing because of a problem in another file."""


def for_everybody(pack: str, make: MakeOffers, *, separate: bool) -> Orders:
    """Return orders without names: a file for each kind, or for each sheet."""
    sheets = Stock(make).everything()
    places: dict[str, list[int]] = {}
    for number, sheet in enumerate(sheets):
        if not sheet.fault:
            places.setdefault(sheet.name if separate else sheet.kind, []).append(number)
    return _some(Orders(sheets, [Order(f"{pack}-{name}", "", tuple(each), ()) for name, each in places.items()], _too_long(sheets)))


def for_groups(labels: Sequence[str], make: MakeOffers, language: str) -> Orders:
    """Return an order for each group, with all sheets that fit their pages."""
    words, sheets = catalogue(language), Stock(make).everything()
    places = tuple(number for number, sheet in enumerate(sheets) if not sheet.fault)
    titles = [words.say("handout.group", number=label) if label.isdecimal() else label for label in labels]
    names = filenames.unique((title, f"group-{number}") for number, title in enumerate(titles, 1))
    filled = [((words.say("blanks.group"), label),) for label in labels]
    orders = [Order(name, title, places, each) for name, title, each in zip(names, titles, filled, strict=True)] if places else []
    return _some(Orders(sheets, orders, _too_long(sheets)))


def _too_long(sheets: Sequence[Sheet]) -> list[Problem]:
    return [sheet.fault for sheet in sheets if sheet.fault]


def _some(found: Orders) -> Orders:
    """Return orders unless there are none."""
    if not found.orders:
        raise BriefingError(found.problems)
    return found


def for_people(people: Sequence[Person], make: MakeOffers, library: Library, language: str, roster: str) -> Orders:
    """Return an order for each person. Only sheets that somebody gets are made.

    Args:
        people: The people. A person with a `country` among the settings gets the sheets about that country.
        make: Returns what sheets there can be for the other settings.
        library: The names of countries.
        language: Of the sheets, for the labels of lines to fill in.
        roster: The file, for problems.
    """
    words, stock, found = catalogue(language), Stock(make), Orders()
    found.sheets = stock.sheets
    named = [_with_country(person, library, roster, found.problems) for person in people]
    countries = _countries(stock, named, library)
    shared = groups.shares(people, countries) if countries else [""] * len(people)
    names = filenames.unique((person.name or person.group, f"row-{person.row}") for person in people)
    for person, dealt, name in zip(named, shared, names, strict=True):
        if person is None:
            continue
        settings = dict(person.settings)
        country = settings.pop("country", dealt)
        try:
            chosen = [offer for offer in stock.offers(settings) if offer.subject.country in ("", country)]
            places = stock.places(chosen)
        except BriefingError as error:
            _fail(found, person, error.problems, roster)
            continue
        if not chosen:
            what = f"row {person.row}: the pack has no sheet about {library.countries[country].name}"
            found.problems.append(Problem(roster, person.row, what, "Choose a country that has a page in the pack."))
            continue
        if faults := _too_long([found.sheets[place] for place in places]):
            _fail(found, person, faults, roster)
            continue
        filled = ((words.say("blanks.name"), person.name), (words.say("blanks.group"), person.group))
        found.orders.append(Order(name, person.name or person.group, places, tuple(pair for pair in filled if pair[1]), person.row))
    return found


def _fail(found: Orders, person: Person, problems: Sequence[Problem], roster: str) -> None:
    """Note why a person gets nothing: what a value of the row causes, in the roster; anything else where it is wrong, and once for all."""
    row, has_values = person.row, bool(person.settings.keys() - {"country"})
    found.failed.add(row)
    for each in problems:
        of_row = replace(each, file=roster, line=row, column=0, text="", message=f"row {row}: {each.message}")
        told = of_row if has_values and each.file.startswith("--") else each
        if told not in found.problems:
            found.problems.append(told)


def _with_country(person: Person, library: Library, roster: str, problems: list[Problem]) -> Person | None:
    """Return a person with the id of their country. The roster may give its name. None: there is no such country."""
    given = person.settings.get("country", "")
    ids = {**{each.name.casefold(): key for key, each in library.countries.items()}, **{key: key for key in library.countries}}
    if not given:
        return person
    if given.casefold() not in ids:
        what = f"row {person.row}, column 'country': there is no country '{given}'"
        problems.append(Problem(roster, person.row, what, nearest(given.casefold(), ids)))
        return None
    return replace(person, settings={**person.settings, "country": ids[given.casefold()]})


def _countries(stock: Stock, people: Sequence[Person | None], library: Library) -> list[str]:
    """Return the countries to be dealt to those whose row names none, in the order of their sheets."""
    waiting = [person for person in people if person and "country" not in person.settings]
    if not waiting:
        return []
    try:
        offers = stock.offers(waiting[0].settings)
    except BriefingError:
        return sorted(library.countries)
    return list(dict.fromkeys(offer.subject.country for offer in offers if offer.subject.country))
