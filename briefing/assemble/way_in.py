"""The way in: a box at the head of each session says what to do for it and where; questions name the pages of their passages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefing.assemble.context import Context
from briefing.assemble.run_sheet import steps
from briefing.document import (
    Blocks,
    Callout,
    Definition,
    Definitions,
    Inline,
    Inlines,
    PageNumber,
    Paragraph,
    Question,
    Reference,
    Section,
    Text,
    walk_blocks,
)
from briefing.document.changing import replaced
from briefing.document.numbering import ranges

_PAGE, _WORDS = "\0", "\1"
"""Stand in texts of the catalogue for the number of a page, and for words that lead to something."""


def with_ways_in(context: Context, blocks: Blocks) -> Blocks:
    """Return the blocks of a pack with a box in each session, and with the pages of the passages that its questions name."""
    if not context.noted.openers:
        return blocks
    printed = {each.id: each for each in walk_blocks(blocks) if isinstance(each, Section)}

    def change(block: object) -> Question | Section | None:
        if isinstance(block, Question):
            return replace(block, details=tuple(_paged(context, block.details, printed)))
        if isinstance(block, Section) and block.id in context.noted.openers:
            box = _box(context, block, printed)
            return replace(block, blocks=(*box, *replaced(block.blocks, change)))
        return None

    return replaced(blocks, change)


def _paged(context: Context, details: Inlines, printed: dict[str, Section]) -> Iterator[Inline]:
    """Yield what is said of a question, with the page of each passage behind its title, if the pack has the passage."""
    for inline in details:
        yield inline
        if isinstance(inline, Reference) and inline.target in printed:
            yield from (Text(", "), context.label("way-in.page"), Text("\N{NO-BREAK SPACE}"), PageNumber(inline.target))


def _box(context: Context, session: Section, printed: dict[str, Section]) -> Blocks:
    rows = [
        *_readings(context, session),
        *_questions(context, session),
        *_activities(context, context.noted.openers[session.id], printed),
        *_countries(context, printed),
    ]
    if not rows:
        return ()
    name = context.claim(f"way-in-{session.id}")
    items = tuple(
        Definition(context.claim(f"{name}-{number}"), (context.label(key),), (Paragraph(words),))
        for number, (key, words) in enumerate(rows, 1)
    )
    return (Callout(name, (context.label("way-in.title"),), (Definitions(items, "facts"),), "margin"),)


def _readings(context: Context, session: Section) -> Iterator[tuple[str, Inlines]]:
    minutes = sum(step.minutes for step in steps(context, session) if step.words)
    if minutes:
        key = "way-in.reading" if context.outline.read_in_class else "way-in.before"
        yield key, filled(context, "way-in.read", session.id, count=minutes)


def _questions(context: Context, session: Section) -> Iterator[tuple[str, Inlines]]:
    found = [each for each in walk_blocks(session.blocks) if isinstance(each, Question)]
    if found:
        numbers = Reference(found[0].id, (Text(numbered(each.label for each in found)),))
        yield "way-in.questions", filled(context, "way-in.found", found[0].id, (numbers,))


def numbered(labels: Iterable[str]) -> str:
    """Return the numbers of questions as ranges: `1.1–1.4, 1.7`."""
    by_session: dict[str, list[int]] = {}
    for label in labels:
        session, dot, number = label.rpartition(".")
        by_session.setdefault(session + dot, []).append(int(number))
    return ", ".join(re.sub(r"(?=\b\d)", session, ranges(each)) for session, each in by_session.items())


def _activities(context: Context, keys: Sequence[str], printed: dict[str, Section]) -> Iterator[tuple[str, Inlines]]:
    """Yield the activities of a session that the pack prints."""
    lines: list[Inline] = []
    for key in keys:
        identity = context.noted.activities.get(key, "")
        if identity in printed:
            lines += [Text("; ")] if lines else []
            lines += filled(context, "way-in.found", identity, (Reference(identity, printed[identity].title),))
    if lines:
        yield "way-in.in-class", tuple(lines)


def _countries(context: Context, printed: dict[str, Section]) -> Iterator[tuple[str, Inlines]]:
    """Yield the countries that have pages of their own, for classes in which each takes one."""
    lines: list[Inline] = []
    for identity in printed:
        kind, _ = context.noted.things.get(identity, ("", ""))
        if kind == "country":
            lines += [Text("; ")] if lines else []
            lines += filled(context, "way-in.found", identity, (Reference(identity, printed[identity].title),))
    if lines:
        yield "way-in.country", tuple(lines)


def filled(context: Context, key: str, page: str, words: Inlines = (), **values: object) -> Inlines:
    """Return a text of the catalogue with the number of a page, and with words, in the place of what stands for them."""
    said = context.say(key, page=_PAGE, words=_WORDS, **values)
    parts = re.split(f"([{_PAGE}{_WORDS}])", said)
    return tuple(
        each
        for part in parts
        if part
        for each in ((PageNumber(page),) if part == _PAGE else words if part == _WORDS else (context.own(part),))
    )
