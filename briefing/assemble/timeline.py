"""The timeline: dated events as a drawing and as a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from briefing.assemble import update_section
from briefing.assemble.citeproc import placeholder
from briefing.assemble.context import Context
from briefing.assemble.time_axes import MOST_TICKS, STEPS
from briefing.assemble.timeline_lanes import Lanes
from briefing.document import (
    Band,
    Blocks,
    Column,
    Definition,
    Definitions,
    Figure,
    Inlines,
    Paragraph,
    Span,
    Strong,
    Table,
    Text,
    Tick,
    TimeChart,
)
from briefing.document.changing import paragraph
from briefing.files.origin import Location
from briefing.library import Event
from briefing.outline import TimelineSection

FEWEST = 6
"""Events that are worth an axis."""
MOST_BANDS = 12


def timeline(context: Context, plan: TimelineSection, location: Location) -> Blocks:
    """Return the events that fit, in order of their dates."""
    context.chosen(plan.countries, context.library.countries, "country", (*location, "countries"))
    events = [event for event in context.library.events if _fits(event, plan)]
    if not events:
        context.none_left(plan, location, "event")
        return ()
    is_drawn = plan.drawing and len(events) >= FEWEST
    lanes = Lanes.of(context, plan, location, events) if is_drawn and plan.draw == "lanes" else None
    rows: list[tuple[Inlines, ...]] = [((context.own(context.day(event.date)),), _told(context, event)) for event in events]
    columns = [Column((context.label("timeline.date"),), 1.25), Column((context.label("timeline.event"),), 3.6)]
    if lanes:
        rows = [
            ((Text(str(number)),), day, (*_short(context, event), *told))
            for number, ((day, told), event) in enumerate(zip(rows, events, strict=True), 1)
        ]
        columns.insert(0, Column((context.label("timeline.number"),), 0.35, "end"))
    first, last = events[0].date.year, max(event.date.last.year for event in events)
    caption = context.label("timeline.year", year=first) if first == last else context.label("timeline.caption", first=first, last=last)
    summary = context.say("timeline.summary", count=len(events))
    table = Table(context.claim("table-timeline"), (caption,), tuple(columns), tuple(rows), summary) if plan.table else None
    told = table or _listed(context, events, has_numbers=lanes is not None)
    if not is_drawn or (lanes and not lanes.by_name):
        return (told,)
    gist, chart, key = (
        (lanes.gist(context), lanes.chart(context), lanes.key(context))
        if lanes
        else (_gist(context, events), _chart(context, events), paragraph(context.label("timeline.key"), style="small"))
    )
    alt, details = (f"{gist} {context.say('figure.follows')}", table.id) if table else (gist, "")
    return (Figure(context.claim("drawing-timeline"), (context.label("timeline.drawn"),), alt, chart, details), key, told)


def _listed(context: Context, events: Sequence[Event], *, has_numbers: bool) -> Definitions:
    """Return events as a list, each under its number and its short name, as drawings have them."""
    items = []
    for number, event in enumerate(events, 1):
        name = [Text(f"{number}\N{NO-BREAK SPACE}")] if has_numbers else []
        name += [Text(context.words_of(event.short))] if event.short else []
        words = (Paragraph((context.own(f"{context.day(event.date)}: "), *_told(context, event))),)
        items.append(Definition(context.claim(f"event-{number}"), tuple(name), words))
    return Definitions(tuple(items), "terms")


def _told(context: Context, event: Event) -> Inlines:
    return (*context.inlines(event.text), Text(" "), placeholder(event.cite), *update_section.behind(context, event))


def _short(context: Context, event: Event) -> Inlines:
    """Return the words beside the mark of an event, by which its row is found."""
    return (Strong((Text(f"{context.words_of(event.short)}."),)), Text(" ")) if event.short else ()


def _gist(context: Context, events: Sequence[Event]) -> str:
    years = [event.date.year for event in events]
    busiest = max(sorted(set(years)), key=years.count)
    return context.say("timeline.alt", count=len(events), first=min(years), last=max(years), most=years.count(busiest), year=busiest)


def _chart(context: Context, events: Sequence[Event]) -> TimeChart:
    """Return a band for each year, months across; or, of more years than a reader can compare, one band of them all."""
    years = range(events[0].date.year, max(event.date.last.year for event in events) + 1)
    if len(years) > MOST_BANDS:
        step = next(each for each in STEPS if len(years) / each <= MOST_TICKS)
        ticks = tuple(Tick(_share(_day(year), years), str(year)) for year in years if year % step == 0)
        return TimeChart((_band(events, years),), ticks)
    # Of a year that is as long as most, so that the months stand at one place in all of them.
    starts = [(dt.date(2023, month, 1) - dt.date(2023, 1, 1)).days / 365 for month in range(1, 13)]
    months = tuple(Tick(start, context.words.month(month, "abbreviated")) for month, start in enumerate(starts, 1))
    by_year = {year: [event for event in events if event.date.year <= year <= event.date.last.year] for year in years}
    return TimeChart(tuple(_band(found, range(year, year + 1), str(year)) for year, found in by_year.items()), months)


def _band(events: Sequence[Event], years: range, label: str = "") -> Band:
    spans = (
        Span(
            max(0.0, _share(event.date.first.toordinal(), years)),
            min(1.0, _share(event.date.last.toordinal() + 1, years)),
            event.date.inferred,
        )
        for event in events
    )
    return Band(tuple(spans), label)


def _share(day: int, years: range) -> float:
    """Return how much of the years is over when a day begins."""
    start, end = _day(years[0]), _day(years[-1] + 1)
    return (day - start) / (end - start)


def _day(year: int) -> int:
    """Return the number of the first day of a year; the year after the last that Python knows ends with it."""
    return dt.date(year, 1, 1).toordinal() if year <= dt.MAXYEAR else dt.date.max.toordinal() + 1


def _fits(event: Event, plan: TimelineSection) -> bool:
    since, until = plan.since, plan.until
    return (
        (since is None or event.date.order >= (since.year, since.month, since.day))
        and (until is None or event.date.order <= until.order)
        and (not plan.countries or not event.countries or bool(set(plan.countries) & set(event.countries)))
    )
