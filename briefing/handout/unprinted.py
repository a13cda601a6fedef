"""Tell what the roster has and no sheet shows, names and columns; and what sheets print that nobody has written."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from textwrap import shorten

from briefing import steps
from briefing.document import Blank, Document, walk
from briefing.errors import BriefingError, Problem, counted
from briefing.handout import kinds
from briefing.handout.kind_values import own
from briefing.handout.order import Order
from briefing.handout.people import Orders
from briefing.handout.roster import Person
from briefing.handout.sheet import Sheet
from briefing.handout.source import Source
from briefing.handout.subjects import Subject
from briefing.languages import catalogue


def nameless(orders: Orders, source: Source) -> Iterator[Problem]:
    """Yield a warning for each kind whose sheets for people have no place for the name."""
    label = catalogue(source.plan.outline.language).say("blanks.name")
    used = {number for order in orders.orders for number in order.sheets}
    without = {each.kind for each in (orders.sheets[number] for number in used) if not _has_blank(each, label)}
    for name in sorted(without):
        template = source.kinds[name]
        if "name" not in own(template):
            what = f"the sheets of the kind '{name}' have no place for a name: nobody sees whose they are"
            hint = "Write {{ name }} into one of its texts, or add the section 'use: blanks'."
            yield Problem(kinds.shown(template), 0, what, hint, severity="warning")


def _has_blank(sheet: Sheet, label: str) -> bool:
    return any(isinstance(node, Blank) and node.label == label for node in walk(sheet.document.blocks))


def unwritten(orders: Orders, source: Source) -> Iterator[Problem]:
    """Yield a problem if sheets print texts that are still to be written: the title of the pack, or what a form says in their place."""
    used = {number for order in orders.orders for number in order.sheets}
    found = list(dict.fromkeys(text for number in sorted(used) for text in _unwritten(orders.sheets[number].document)))
    if found:
        what = f"these sheets print {counted(len(found), 'text')} still to be written, such as “{shorten(found[0], 60, placeholder=' …')}”"
        yield Problem(source.plan.origin.name, 0, what, "'briefing check' names them.", severity="unfinished")


def _unwritten(document: Document) -> list[str]:
    of_pack, _, _ = document.kicker.rpartition(" · ")  # the title of the pack, in front of the kind of the sheet
    return steps.unwritten(replace(document, kicker=of_pack))


def idle(people: Sequence[Person], orders: Orders, source: Source, roster: str) -> Iterator[Problem]:
    """Yield a warning for each column with values of a parameter that change no sheet.

    A column of a kind's own parameter is used by the kind. One of the outline's parameters is tried out: the sheets of the first person
    with a value of their own are compared with those without it.
    """
    rows = {order.row: order for order in orders.orders}
    columns = dict.fromkeys(name for person in people for name in person.settings)
    for name in columns:
        if name not in source.of_kinds and _is_idle(name, people, orders, rows, source):
            what = f"column '{name}' changes nothing on these sheets"
            known = ", ".join(sorted(source.of_kinds - {name}))
            hint = f"A kind of handout prints it as {{{{ {name} }}}} in its texts." if name != "country" else "Their kind has no countries."
            yield Problem(roster, 0, what, f"{hint} Columns that it prints: {known}." if known else hint, severity="warning")


def _is_idle(name: str, people: Sequence[Person], orders: Orders, rows: dict[int, Order], source: Source) -> bool:
    if name == "country" and name not in source.params:
        return bool(rows) and not any(sheet.subject.country for sheet in orders.sheets)
    usual = str(source.params[name].default) if name in source.params else ""
    person = next((each for each in people if each.row in rows and each.settings.get(name, usual) != usual), None)
    if person is None:
        return False
    sheets = {row: [orders.sheets[number] for number in order.sheets] for row, order in rows.items()}
    whole = sheets[person.row]
    if any(_documents(whole) != _documents(sheets[each]) for each in _alike(name, person, people, sheets)):
        return False
    try:
        return _documents(whole) == _documents(_without(name, person, whole, source))
    except BriefingError:
        return False


def _alike(name: str, person: Person, people: Sequence[Person], sheets: Mapping[int, Sequence[Sheet]]) -> Iterator[int]:
    """Yield the row of one who has another value in a column, and the same values in all others and sheets about the same subjects."""

    def rest(each: Person) -> dict[str, str]:
        return {key: value for key, value in each.settings.items() if key != name}

    def subjects(each: Person) -> list[Subject]:
        return [sheet.subject for sheet in sheets[each.row]]

    others = (each for each in people if each.row in sheets and each.settings.get(name) != person.settings[name])
    alike = (each.row for each in others if rest(each) == rest(person) and subjects(each) == subjects(person))
    yield from itertools.islice(alike, 1)


def _without(name: str, person: Person, whole: Sequence[Sheet], source: Source) -> list[Sheet]:
    """Return the sheets of a person as they would be without one of the values."""
    kept = {key: value for key, value in source.values(person).items() if key not in (name, "country")}
    countries = {sheet.subject.country for sheet in whole}
    return [offer.make() for offer in source.offers(kept) if offer.subject.country in countries]


def _documents(sheets: Sequence[Sheet]) -> list[Document]:
    return [sheet.document for sheet in sheets]
