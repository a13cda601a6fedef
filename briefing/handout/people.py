"""Make orders from a roster: the sheets that each person gets, and the words to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from functools import partial

from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem, collect, counted
from briefing.handout import drawing, filenames, groups
from briefing.handout.assigning import COLUMN, assigned, by_groups, in_rows
from briefing.handout.kind_values import PEOPLE
from briefing.handout.order import Order
from briefing.handout.roster import Person
from briefing.handout.sheet import Sheet
from briefing.handout.source import Source
from briefing.handout.stock import MakeOffers, Stock
from briefing.languages import catalogue
from briefing.library import Country, Library
from briefing.outline import OF_COLUMN


@dataclass
class Orders:
    """Orders, the sheets that they are about, and the rows that nothing can be made for."""

    sheets: list[Sheet] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    failed: set[int] = field(default_factory=set)
    """Rows of the roster that get nothing because of a problem in another file, or of a value that several rows have."""
    how: str = ""
    """A sentence on how people come to their cards; empty if nothing is to be said."""
    of_values: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    """The rows with a value that is wrong, by the message and the hint."""


def for_everybody(pack: str, make: MakeOffers, *, separate: bool) -> Orders:
    """Return orders without names: a file for each kind, or for each sheet."""
    sheets = Stock(make).everything()
    places: dict[str, list[int]] = {}
    for number, sheet in enumerate(sheets):
        if not sheet.fault:
            places.setdefault(sheet.name if separate else sheet.kind, []).append(number)
    return _some(Orders(sheets, [Order(f"{pack}-{name}", "", tuple(each), ()) for name, each in places.items()], _too_long(sheets)))


def for_groups(labels: Sequence[str], source: Source, language: str, roster: str = "") -> Orders:
    """Return an order for each group, with all sheets that fit their pages: of the cards its own, if it is named after one.

    Raises:
        BriefingError: Only some groups are named after a card.
    """
    words, stock = catalogue(language), Stock(source.offers)
    settings = [{"group": label} if "group" in source.of_person else {} for label in labels]
    cards = by_groups(labels, _cards(source, stock, settings), roster)
    every = [
        stock.places([each for each in stock.offers(own) if each.subject.country in ("", cards.get(label, each.subject.country))])
        for label, own in zip(labels, settings, strict=True)
    ]
    sheets = stock.sheets
    titles = [words.say("handout.group", number=label) if label.isdecimal() else label for label in labels]
    names = filenames.unique((title, f"group-{number}") for number, title in enumerate(titles, 1))
    filled = [((words.say("blanks.group"), label),) for label in labels]
    fitting = [tuple(number for number in places if not sheets[number].fault) for places in every]
    rows = zip(names, titles, fitting, filled, strict=True)
    orders = [Order(name, title, places, each) for name, title, places, each in rows if places]
    return _some(Orders(sheets, orders, _too_long(sheets)))


def for_list(people: Sequence[Person], pack: str, source: Source, roster: str) -> Orders:
    """Return one order for each kind, with all people in it.

    Raises:
        BriefingError: There are names that cannot be printed: a list without somebody is no list.
    """
    stock = Stock(source.offers)
    words = {person.row: "".join((person.name, person.group, *person.settings.values())) for person in people}
    faults = [(row, fault) for row, each in words.items() if (fault := drawing.unset(each, source.theme))]
    if faults:
        raise BriefingError(Problem(roster, row, f"row {row}: {fault}", drawing.OTHER_LETTERS) for row, fault in faults)
    names = "\n".join(map(_line, people))
    places = stock.places(stock.offers({PEOPLE: names}))
    sheets = stock.sheets
    orders = [Order(f"{pack}-{sheets[place].name}", "", (place,), ()) for place in places if not sheets[place].fault]
    return _some(Orders(sheets, orders, _too_long(sheets)))


def _line(person: Person) -> str:
    """Return a person as a list has them (`OF_COLUMN`)."""
    name, group = (person.name, person.group) if person.name else (person.group, "")
    return "\t".join((name, group, *(f"{head}{OF_COLUMN}{words}" for head, words in person.settings.items())))


def _too_long(sheets: Sequence[Sheet]) -> list[Problem]:
    return [sheet.fault for sheet in sheets if sheet.fault]


def _some(found: Orders) -> Orders:
    """Return orders unless there are none."""
    if not found.orders:
        raise BriefingError(found.problems)
    return found


def for_people(people: Sequence[Person], source: Source, language: str, roster: str) -> Orders:
    """Return an order for each person. Only sheets that somebody gets are made.

    Args:
        people: The people. A person with a `country` among the settings gets the sheets about that country.
        source: What sheets there can be for the other settings.
        language: Of the sheets, for the labels of lines to fill in.
        roster: The file, for problems.
    """
    words, stock, found, library = catalogue(language), Stock(source.offers), Orders(), source.library
    found.sheets = stock.sheets
    cards = _cards(source, stock, map(source.values, people))
    assignment = assigned(people, cards, roster, strict="country" in source.params)
    named, found.how = assignment.people, assignment.how
    found.problems += assignment.problems
    found.failed |= assignment.failed
    countries = _countries(stock, named, library)
    shared = groups.shares(people, countries) if countries else [""] * len(people)
    names = filenames.unique((person.name or person.group, f"row-{person.row}") for person in people)
    for person, dealt, name in zip(named, shared, names, strict=True):
        if person is None:
            continue
        settings = source.values(person)
        country = settings.pop("country", dealt)
        try:
            chosen = [offer for offer in stock.offers(settings) if offer.subject.country in ("", country)]
            places = stock.places(chosen)
        except BriefingError as error:
            _fail(found, person, error.problems, has_values=bool(settings))
            continue
        if not chosen:
            what = f"row {person.row}: the pack has no sheet about {library.countries[country].name}"
            found.problems.append(Problem(roster, person.row, what, "Choose a country that has a page in the pack."))
            continue
        if faults := _too_long([found.sheets[place] for place in places]):
            _fail(found, person, faults, has_values=bool(settings))
            continue
        filled = ((words.say("blanks.name"), person.name), (words.say("blanks.group"), person.group))
        found.orders.append(Order(name, person.name or person.group, places, tuple(pair for pair in filled if pair[1]), person.row))
    if countries and not any(person and "country" in person.settings for person in named):
        found.problems += _lacking(people, countries, roster)
    ranks = groups.ranks(people)
    found.orders.sort(key=lambda order: ranks[order.row])  # as they are handed over, table by table
    _told(found, roster)
    return found


def _cards(source: Source, stock: Stock, tried: Iterable[Mapping[str, str]]) -> dict[str, Country]:
    """Return the countries that sheets are about, in the order of these, by their ids.

    Args:
        source: What sheets there can be.
        stock: Remembers them.
        tried: The settings of people or groups. The first with which there can be sheets are taken.
    """
    for settings in tried:
        if offers := collect([], partial(stock.offers, {key: each for key, each in settings.items() if key != COLUMN})):
            return {key: source.library.countries[key] for offer in offers if (key := offer.subject.country)}
    return dict(source.library.countries)


def _lacking(people: Sequence[Person], countries: Sequence[str], roster: str) -> list[Problem]:
    """Return a warning if groups have fewer people than there are countries, so that nobody brings some of them."""
    sizes = {group: len(places) for group, places in groups.members(people).items() if group}
    small = [group for group, size in sizes.items() if size < len(countries)]
    if not small:
        return []
    who = f"group {small[0]} lacks" if len(small) == 1 else f"{len(small)} of {len(sizes)} groups lack"
    most = len(people) // len(countries)
    fewer = f"Make fewer groups: --groups {most}" if most else "Give it to one group"
    what = f"{who} a country: the pack has {counted(len(countries), 'card')}, and nobody in a smaller group brings the rest"
    return [
        Problem(roster, 0, what, f"{fewer}, or let people bring two: hand out 'briefing handout -k cards' besides.", severity="warning")
    ]


def _fail(found: Orders, person: Person, problems: Sequence[Problem], *, has_values: bool) -> None:
    """Note why a person gets nothing: what a value of the row causes, in the roster; anything else where it is wrong. All once only."""
    found.failed.add(person.row)
    for each in problems:
        if has_values and each.file.startswith("--"):
            found.of_values.setdefault((each.message, each.hint), []).append(person.row)
        elif each not in found.problems:
            found.problems.append(each)


def _told(found: Orders, roster: str) -> None:
    """Add a problem for each wrong value, with all its rows."""
    for (message, hint), rows in found.of_values.items():
        found.problems.append(Problem(roster, rows[0], f"{in_rows(rows)}: {message}", hint))


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
