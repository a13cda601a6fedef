"""The run sheet for the teacher: what happens in each session, minute by minute."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefing.assemble.context import Context
from briefing.assemble.programme import clock, slots
from briefing.dataclass import dataclass
from briefing.document import (
    Block,
    Blocks,
    Column,
    Inline,
    Inlines,
    NumberedList,
    PageBreak,
    Paragraph,
    Question,
    Reference,
    Section,
    Table,
    Text,
    WritingSpace,
    plain,
    walk_blocks,
)
from briefing.errors import counted
from briefing.files.origin import Location
from briefing.outline import PlannedSection, RunSheetSection, TextSection

PART = "– "
"""Before the name of a part of an exercise."""


@dataclass(frozen=True)
class Step:
    """Something that is done in a session."""

    name: Inlines
    minutes: int
    words: int = 0
    """To be read; none where something else is done."""
    parts: tuple[Step, ...] = ()
    """What is done in it one after the other, where its text says how long each part takes."""


@dataclass(frozen=True)
class Session:
    """A section with a length in class, and the steps of the class."""

    section: Section
    limit: int
    """Minutes that it may take."""
    reading: tuple[Step, ...]
    """What is read before class; none where it is read in class."""
    steps: tuple[Step, ...]
    start: int | None = None
    """When it begins, in minutes after midnight; None where the outline does not say it."""
    pause: int = 0
    """Minutes between its end and the next session; below 0 if that begins too soon."""
    then: str = ""
    """What follows it until the next session, such as `Lunch`."""
    material: str = ""
    """What the teacher brings."""

    @property
    def minutes(self) -> int:
        """Return how long it takes in class."""
        return sum(step.minutes for step in self.steps)


def note_session(context: Context, plan: TextSection, location: Location, identity: str) -> None:
    """Note the number of a session, and how long it or an exercise lasts in class."""
    if plan.session:
        if plan.session in context.noted.sessions:
            free = next(number for number in itertools.count(1) if number not in context.noted.sessions)
            what = f"another section is session {plan.session} already"
            context.problem((*location, "session"), what, f"Give each session a number of its own, such as 'session: {free}'.")
        context.noted.sessions.setdefault(plan.session, location)
        context.noted.openers[identity] = plan.activities
    if plan.activities:
        context.chosen(plan.activities, context.library.activities, "activity", (*location, "activities"))
    if plan.minutes:
        note_time(context, plan, location, identity)
    if plan.starts and not plan.minutes:
        what = "a section that starts at a time has no length in class"
        context.problem((*location, "starts"), what, "Add a line such as 'minutes: 90'.")


def note_time(context: Context, plan: TextSection, location: Location, identity: str) -> None:
    """Note how long a section lasts in class."""
    context.noted.in_class[identity] = (plan, location)
    if not plan.title:
        context.problem((*location, "minutes"), "a section with a length in class has no title", "Add a line such as 'title: Session 1'.")


def sessions(context: Context, blocks: Blocks) -> list[Session]:
    """Return the sessions of a pack: its outermost sections with a length in class. Warn of each session that takes too long."""
    found = [_session(context, section) for section in _outermost(context, blocks)]
    for session in found:
        _warn(context, session)
    return _by_the_clock(context, found)


def _by_the_clock(context: Context, found: list[Session]) -> list[Session]:
    """Return the sessions with the times at which they begin, and the breaks between them. Warn of those that begin too soon."""
    plans = [context.noted.in_class[session.section.id] for session in found]
    timed = [
        replace(session, start=slot.start, pause=slot.pause) for session, slot in zip(found, slots(plan for plan, _ in plans), strict=True)
    ]
    for before, session, (plan, location) in zip(timed, timed[1:], plans[1:], strict=False):
        if before.pause < 0:
            end = clock((before.start or 0) + before.limit)
            what = f"'{plain(session.section.title)}' starts at {plan.starts}, but the session before it ends at {end}"
            context.warn((*location, "starts"), what, f"Write 'starts: \"{end}\"' or later, or make the session before it shorter.")
    return timed


def run_sheets(context: Context, plans: Mapping[str, tuple[PlannedSection, Location]], found: list[Session]) -> dict[str, Blocks]:
    """Return the blocks of the planned run sheets, by the ids of their sections."""
    return {
        identity: _run_sheet(context, plan, location, found)
        for identity, (plan, location) in plans.items()
        if isinstance(plan, RunSheetSection)
    }


def _warn(context: Context, session: Session) -> None:
    if session.minutes > session.limit:
        what = f"'{plain(session.section.title)}' takes {session.minutes} minutes, but it has only {session.limit}"
        hint = "Take something out, limit the questions with 'fit: 50 minutes', or write 'read-in-class: no' to have passages read before."
        context.warn((*context.noted.in_class[session.section.id][1], "minutes"), what, hint)
    if untimed := sum(step.minutes == 0 for step in session.steps):
        what = f"the time of '{plain(session.section.title)}' does not count {counted(untimed, 'question')} without 'minutes'"
        context.warn((*context.noted.in_class[session.section.id][1], "minutes"), what, "Add a line such as 'minutes: 10' to the question.")


def _run_sheet(context: Context, plan: RunSheetSection, location: Location, found: list[Session]) -> Blocks:
    """Return a table for each session, and how it keeps its time."""
    if plan.sessions:
        by_id = {session.section.id: session for session in found}
        found = context.chosen(plan.sessions, by_id, "session", (*location, "sessions"))
    elif not found:
        hint = "Add the length of each session to its section, such as 'minutes: 90'."
        context.problem(location, "this run sheet has no session", hint)
    return tuple(block for session in found for block in _sheet(context, session))


# ── what is in a session ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _outermost(context: Context, blocks: Blocks) -> Iterator[Section]:
    for block in blocks:
        if isinstance(block, Section):
            if block.id in context.noted.in_class:
                yield block
            else:
                yield from _outermost(context, block.blocks)


def _session(context: Context, section: Section) -> Session:
    found = list(steps(context, section))
    before = () if context.outline.read_in_class else tuple(step for step in found if step.words)
    plan, _ = context.noted.in_class[section.id]
    during = tuple(step for step in found if step not in before)
    parts = [part.id for part in section.blocks if isinstance(part, Section) and part.id in context.noted.in_class]
    material = [plan.material, *(context.noted.in_class[part][0].material for part in parts)]
    return Session(section, plan.minutes, before, during, then=plan.then, material="; ".join(dict.fromkeys(filter(None, material))))


def steps(context: Context, section: Section) -> Iterator[Step]:
    """Yield what is read and done in a session, in the order of its parts."""
    opening = tuple(block for block in section.blocks if not isinstance(block, Section))
    yield from _reading(context, (context.label("run-sheet.opening"),), opening)
    yield from _questions(context, opening)
    for part in section.blocks:
        if isinstance(part, Section) and part.id in context.noted.in_class:
            yield Step(_linked(part), context.noted.in_class[part.id][0].minutes, parts=tuple(_timed_items(part)))
        elif isinstance(part, Section):
            yield from _reading(context, _linked(part), part.blocks)
            yield from _questions(context, part.blocks)


_LENGTH = re.compile(r"(?P<name>[^.()]{2,80}?)[ \u00a0]*\((?P<minutes>\d{1,3})[ \u00a0]*(?:min|мин)\w*\.?\)")
"""The beginning of an item that says how long it takes: `Prepare (10 minutes)`."""


def _timed_items(section: Section) -> Iterator[Step]:
    """Yield the items of numbered lists that begin with a few words and a number of minutes in brackets."""
    for node in walk_blocks(section.blocks):
        if isinstance(node, NumberedList):
            firsts = (item[0] for item in node.items if item)
            for found in (_LENGTH.match(plain(first)) for first in firsts if isinstance(first, Paragraph)):
                if found:
                    yield Step((Text(found["name"]),), int(found["minutes"]))


def _reading(context: Context, name: Inlines, blocks: Blocks) -> Iterator[Step]:
    words = sum(map(_words, blocks))
    if words:
        yield Step(name, math.ceil(words / context.outline.words_a_minute), words)


def _words(block: Block) -> int:
    """Return how many words there are to read in a block; a question has its own time."""
    if isinstance(block, Section):
        return len(plain(block.title).split()) + sum(map(_words, block.blocks))
    return 0 if isinstance(block, Question | WritingSpace | PageBreak) else len(plain(block).split())


def _questions(context: Context, blocks: Blocks) -> Iterator[Step]:
    for node in walk_blocks(blocks):
        if isinstance(node, Question):
            label = context.numbered("run-sheet.question", node)
            yield Step((*label, Text(f" {opening(node)}")), context.library.questions[context.noted.key(node.id)].minutes)


def opening(question: Question) -> str:
    """Return the first words of a question."""
    words = plain(question.blocks).split()
    return " ".join(words[:8]) + ("\N{NO-BREAK SPACE}…" if len(words) > 8 else "")


def _linked(section: Section) -> Inlines:
    return (Reference(section.id, (Text(plain(section.title)),)),)


# ── the sheet ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _sheet(context: Context, session: Session) -> Blocks:
    heads = [("run-sheet.start", 0.7), ("run-sheet.step", 4.0), ("run-sheet.words", 0.8), ("run-sheet.minutes", 0.9)]
    columns = tuple(Column((context.label(key),), weight, "start" if key == "run-sheet.step" else "end") for key, weight in heads)
    rows = [_row(context.label("run-sheet.before"), step) for step in session.reading]
    now = session.start or 0
    for step in session.steps:
        rows.append(_row(Text(clock(now)), step))
        inner = now
        for part in step.parts:
            rows.append(((Text(clock(inner)),), (Text(PART), *part.name), (Text("–"),), (Text(f"({part.minutes})"),)))
            inner += part.minutes
        now += step.minutes
    title = plain(session.section.title)
    if session.start is not None:
        end = session.start + session.limit
        title = f"{title}, {clock(session.start)}–{clock(end)}"
        pause = Text(session.then) if session.then else context.label("run-sheet.break")
        rows += [_row(Text(clock(end)), Step((pause,), session.pause))] if session.pause > 0 else []
    table = Table(
        context.claim(f"table-run-sheet-{session.section.id}"),
        (Text(title),),
        columns,
        tuple(rows),
        context.say("run-sheet.summary"),
    )
    material = [Paragraph((context.label("run-sheet.material"), Text(f" {session.material}")), "small")] if session.material else []
    return table, *material, Paragraph((context.own(_balance(context, session)),), "small")


def _row(start: Inline, step: Step) -> tuple[Inlines, ...]:
    return ((start,), step.name, (Text(str(step.words) if step.words else "–"),), (Text(str(step.minutes) if step.minutes else "–"),))


def _balance(context: Context, session: Session) -> str:
    """Return how the session keeps its time, in one or two sentences."""
    rest = session.limit - session.minutes
    key = "run-sheet.over" if rest < 0 else "run-sheet.left" if rest else "run-sheet.even"
    text = context.say(key, minutes=session.minutes, limit=session.limit, rest=abs(rest))
    before = sum(step.minutes for step in session.reading)
    reads = before or any(step.words for step in session.steps)
    speed = context.say("run-sheet.speed", speed=context.outline.words_a_minute) if reads else ""
    return " ".join(filter(None, (text, context.say("run-sheet.ahead", minutes=before) if before else "", speed)))
