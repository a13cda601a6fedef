"""The timeline: a table of dated events."""

from __future__ import annotations

from briefing.assemble.citations import placeholder
from briefing.assemble.context import Context
from briefing.document import Blocks, Column, Table, Text
from briefing.files import Location
from briefing.library import Event
from briefing.outline import TimelineSection


def timeline(context: Context, plan: TimelineSection, location: Location) -> Blocks:
    """Return the events that fit, in order of their dates."""
    context.chosen(plan.countries, context.library.countries, "country", (*location, "countries"))
    events = [event for event in context.library.events if _fits(event, plan)]
    if not events:
        if not context.problems:
            context.none_left(location, "event")
        return ()
    rows = tuple(
        ((context.own(context.words.date(event.date)),), (*context.inlines(event.text), Text(" "), placeholder(event.cite)))
        for event in events
    )
    columns = (Column((context.label("timeline.date"),), 1.0), Column((context.label("timeline.event"),), 3.6))
    caption = context.label("timeline.caption", first=events[0].date.year, last=events[-1].date.year)
    summary = context.say("timeline.summary", count=len(events))
    return (Table(context.claim("table-timeline"), (caption,), columns, rows, summary),)


def _fits(event: Event, plan: TimelineSection) -> bool:
    since, until = plan.since, plan.until
    return (
        (since is None or event.date.order >= (since.year, since.month, since.day))
        and (until is None or event.date.order <= until.order)
        and (not plan.countries or not event.countries or bool(set(plan.countries) & set(event.countries)))
    )
