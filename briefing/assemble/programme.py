"""The programme for participants: when each session begins and ends, what is done in it, and the breaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from briefing.assemble.context import Context
from briefing.dataclass import dataclass
from briefing.document import Blocks, Column, Inlines, Strong, Table, Text
from briefing.files.origin import Location
from briefing.outline import PlannedSection, ProgrammeSection, TextSection


@dataclass(frozen=True, slots=True)
class Slot:
    """When a session begins."""

    start: int | None
    """In minutes after midnight; None where the outline does not say it."""
    pause: int = 0
    """Minutes between its end and the next session; below 0 if that begins too soon."""


def clock(minutes: int) -> str:
    """Return a time of the day: 570 is `9:30`."""
    return f"{minutes // 60 % 24}:{minutes % 60:02}"


def minutes_of(stated: str) -> int:
    """Return the minutes after midnight of a time such as `9:30`."""
    hours, _, minutes = stated.partition(":")
    return 60 * int(hours) + int(minutes)


def slots(plans: Iterable[TextSection]) -> list[Slot]:
    """Return when sessions begin that follow one another. Without a stated time, one begins when the session before it ends."""
    found: list[Slot] = []
    end: int | None = None
    for plan in plans:
        start = minutes_of(plan.starts) if plan.starts else end
        if end is not None and start is not None:
            found[-1] = replace(found[-1], pause=start - end)
        found.append(Slot(start))
        end = None if start is None else start + plan.minutes
    return found


def _sessions(plans: tuple[PlannedSection, ...]) -> Iterator[TextSection]:
    """Yield the sessions of an outline that everybody attends: its outermost sections with a length in class."""
    for plan in plans:
        if isinstance(plan, TextSection) and plan.when and plan.edition != "teacher":
            if plan.minutes:
                yield plan
            else:
                yield from _sessions(plan.sections)


def rows(plans: tuple[PlannedSection, ...], say: Callable[..., str]) -> tuple[str, ...]:
    """Return the sessions of an outline and the breaks between them as rows of a section `programme`.

    Args:
        plans: The sections of the outline.
        say: Says the words of the pack's language.
    """
    found: list[str] = []
    sessions = list(_sessions(plans))
    for plan, slot in zip(sessions, slots(sessions), strict=True):
        end = (slot.start or 0) + plan.minutes
        time = say("programme.minutes", minutes=plan.minutes) if slot.start is None else _from_to(slot.start, end)
        parts = [
            f"{part.title} ({say('programme.minutes', minutes=part.minutes)})"
            for part in plan.sections
            if isinstance(part, TextSection) and part.when and part.minutes and part.edition != "teacher"
        ]
        found.append(_TAB.join((time, plan.title, " · ".join(parts))))
        if slot.pause > 0:
            found.append(_TAB.join((_from_to(end, end + slot.pause), "", plan.then or say("run-sheet.break"))))
    return tuple(found)


_TAB = "\t"
"""Between the time of a row, the title of a session, and its exercises or the name of a break."""
_TIME = re.compile(r"(\d{1,2}[:.]\d\d(?:\s*[-–]\s*\d{1,2}[:.]\d\d)?)\s+(.*)", re.DOTALL)
"""A row that a person wrote: `9:00–9:30 Registration`."""


def programme(context: Context, plan: ProgrammeSection, location: Location) -> Blocks:
    """Return a table with a row for each session and each break."""
    found = plan.rows or rows(context.outline.sections, context.say)
    if not found:
        hint = "Add the length of each session to its section, such as 'minutes: 90', and when it begins: 'starts: \"9:00\"'."
        context.problem(location, "this programme has no session", hint)
        return ()
    columns = (Column((context.label("programme.time"),), 1.0), Column((context.label("programme.what"),), 5.0))
    caption, summary = (context.label("programme.caption"),), context.say("programme.summary")
    return (Table(context.claim("table-programme"), caption, columns, tuple(map(_cells, found)), summary),)


def _cells(row: str) -> tuple[Inlines, ...]:
    time, title, more = row.split(_TAB) if row.count(_TAB) == 2 else ("", "", row)
    if not time and (found := _TIME.fullmatch(row)):
        time, more = found.groups()
    what: Inlines = (Strong((Text(title),)),) if title else ()
    what += (Text(f" · {more}" if title else more),) if more else ()
    return (Text(time),) if time else (), what


def _from_to(start: int, end: int) -> str:
    return f"{clock(start)}–{clock(end)}"
