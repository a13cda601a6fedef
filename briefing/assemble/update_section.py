"""What has changed since: a page of all updates, and those of one record beside it."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.assemble.citeproc import placeholder
from briefing.assemble.context import Context
from briefing.assemble.gathered_updates import Target, Told, place_of
from briefing.assemble.noted import node_id
from briefing.document import (
    Blocks,
    BulletList,
    Callout,
    Column,
    Definition,
    Definitions,
    Inline,
    Inlines,
    PageNumber,
    Paragraph,
    Reference,
    Table,
    Text,
)
from briefing.document.identifiers import slug
from briefing.files.origin import Location
from briefing.library import Event
from briefing.outline import UpdatesSection, walk
from briefing.outline.section_fields import Updates


def updates(context: Context, plan: UpdatesSection, location: Location, identity: str) -> Blocks:
    """Return the updates that fit, in order of their dates, as a table that ties each to what it changes something for."""
    context.chosen(plan.countries, context.library.countries, "country", (*location, "countries"))
    found = [told for told in context.updates if _fits(told, plan)]
    if not found:
        context.none_left(plan, location, "update")
        return ()
    _note(context, found)
    context.noted.updates_at = context.noted.updates_at or identity
    if not plan.table:
        return (Definitions(tuple(_entry(context, told, number) for number, told in enumerate(found, 1)), "terms"),)
    columns = (
        Column((context.label("updates.date"),), 1.1),
        Column((context.label("updates.change"),), 3.4),
        Column((context.label("updates.targets"),), 1.3),
    )
    rows = tuple(((context.own(context.day(told.update.date)),), _told(context, told), _targets(context, told.targets)) for told in found)
    first, last = (context.day(found[place].update.date) for place in (0, -1))
    caption = context.label("updates.one", date=first) if first == last else context.label("updates.caption", first=first, last=last)
    summary = context.say("updates.summary", count=len(found))
    return (Table(context.claim("table-updates"), (caption,), columns, rows, summary),)


def _entry(context: Context, told: Told, number: int) -> Definition:
    """Return an update as an entry of a list: its date, what changed, and what that is about."""
    about = (context.own(f" {context.say('updates.targets')}: "), *_targets(context, told.targets), Text("."))
    words = (Paragraph((*_told(context, told), *about)),)
    return Definition(context.claim(f"update-{number}"), (context.own(context.day(told.update.date)),), words)


def _fits(told: Told, plan: UpdatesSection) -> bool:
    date = told.update.date
    return (
        (plan.since is None or date.order >= (plan.since.year, plan.since.month, plan.since.day))
        and (plan.until is None or date.order <= plan.until.order)
        and (not plan.countries or not told.countries or bool(told.countries.intersection(plan.countries)))
    )


def _told(context: Context, told: Told) -> Inlines:
    return (*context.inlines(told.update.text), Text(" "), placeholder(told.update.cite))


def _targets(context: Context, targets: Iterable[Target]) -> Inlines:
    """Return the names of what an update changes something for, each a link to it: `Kazakhstan; CPC`. What is not in the pack has none."""
    parts: list[Inline] = []
    for kind, key in targets:
        parts += [Text("; ")] if parts else []
        if kind == "event":
            event = context.library.events[int(key)]
            parts.append(context.label("updates.event", date=context.day(event.date)))
        elif kind == "country":
            parts.append(Reference(node_id(kind, key), (Text(context.library.countries[key].name),)))
        elif kind == "term":
            parts.append(Reference(node_id(kind, key), (Text(context.library.actors[key].label),)))
        else:
            parts.append(Reference(node_id(kind, key), (Text(context.words_of(context.library.excerpts[key].title)),)))
    return tuple(parts)


# ── beside a record ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def box(context: Context, target: Target, identity: str) -> Blocks:
    """Return a box with the updates of a record; nothing if it has none."""
    found = _of(context, target)
    if not found:
        return ()
    items = tuple((Paragraph((*_dated(context, told), *_told(context, told))),) for told in found)
    return (Callout(context.claim(f"{identity}-since"), (context.label("updates.since"),), (BulletList(items),), "margin"),)


def lines(context: Context, target: Target, wanted: Updates = "yes") -> tuple[Paragraph, ...]:
    """Return a paragraph for each update of a record that has no room for a box; or one with their dates, and the page of all updates."""
    lead = context.say("updates.since")
    if wanted == "no" or not (found := _of(context, target)):
        return ()
    if are_dates(context, target, wanted):
        at = listed_at(context, target)
        dates = context.words.joined([context.day(told.update.date) for told in found])
        page = (context.own(f" {dates} ("), context.label("way-in.page"), Text("\N{NO-BREAK SPACE}"), PageNumber(at), Text(")"))
        return (Paragraph((context.stressed_words(f"{lead}:"), *page)),)
    return tuple(Paragraph((*_dated(context, told, f"{lead}, "), *_told(context, told))) for told in found)


def are_dates(context: Context, target: Target, wanted: Updates) -> bool:
    """Say whether only the dates of a record's updates are printed: a section lists what they say."""
    return wanted == "dates" and bool(listed_at(context, target))


def listed_at(context: Context, target: Target) -> str:
    """Return the id of the section that lists all updates of a record, which may be still to come; empty if there is none."""
    told = [each for each in context.updates if target in each.targets]
    plans = (plan for _, plan in walk(context.outline.sections) if isinstance(plan, UpdatesSection) and plan.when)
    plan = next((plan for plan in plans if all(_fits(each, plan) for each in told)), None)
    return "" if plan is None else plan.id or slug(plan.title or context.say("titles.updates"))


def behind(context: Context, event: Event) -> Inlines:
    """Return the updates of an event as words that follow its own."""
    found: list[Inline] = []
    for told in _of(context, place_of(context.library, event)) if event.since else ():
        found += [Text(" "), *_dated(context, told, f"{context.say('updates.since')}, "), *_told(context, told)]
    return tuple(found)


def _of(context: Context, target: Target) -> list[Told]:
    found = [told for told in context.updates if target in told.targets]
    _note(context, found)
    return found


def _dated(context: Context, told: Told, before: str = "") -> Inlines:
    """Return the date of an update as it opens a line: `13 March 2025: `."""
    return (context.stressed_words(f"{before}{context.day(told.update.date)}:"), Text(" "))


def _note(context: Context, found: Iterable[Told]) -> None:
    """Note the updates that the pack prints."""
    context.noted.updated += [told.update.date for told in found]
