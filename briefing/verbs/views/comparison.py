"""The differences between two packs, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefing.dataclass import dataclass
from briefing.document import Document, Question, Section, plain, walk_blocks
from briefing.document.index import Index
from briefing.verbs.views.overview import minutes, words


@dataclass(frozen=True)
class Contents:
    """What a pack holds, as far as two packs are compared."""

    facts: Mapping[str, str]
    """The words of the title page, by their kinds, such as `title`."""
    sections: Mapping[str, str]
    """The titles of sections by their ids, in order, without excerpts."""
    inside: Mapping[str, str]
    """The id of the outer section of each section."""
    excerpts: Mapping[str, str]
    questions: Mapping[str, str]
    """The words that each begins with."""
    words: int
    minutes: int
    """To read it all."""


def contents(document: Document, index: Index, reading_speed: int) -> Contents:
    """Return what a pack holds.

    Args:
        document: The pack.
        index: Where it has which excerpts and questions.
        reading_speed: Words a minute.
    """
    nodes = [node for node in walk_blocks(document.blocks) if isinstance(node, Section)]
    titles = {node.id: plain(node.title) for node in nodes}
    openings = {node.id: _opening(plain(node.blocks)) for node in walk_blocks(document.blocks) if isinstance(node, Question)}
    excerpts = {entry.id: entry.key for entry in index.excerpts}
    count = words(document.blocks)
    names = {"title": document.title, "subtitle": document.subtitle, "kicker": document.kicker, "byline": document.byline}
    return Contents(
        facts={**names, "date": document.date, "language": document.language},
        sections={key: title for key, title in titles.items() if key not in excerpts},
        inside={each.id: node.id for node in nodes for each in node.blocks if isinstance(each, Section)},
        excerpts={key: titles[identity] for identity, key in excerpts.items()},
        questions={entry.key: openings[entry.id] for entry in index.questions},
        words=count,
        minutes=minutes(count, reading_speed),
    )


def _opening(text: str) -> str:
    words = text.split()
    return " ".join(words[:9]) + (" …" if len(words) > 9 else "")


def difference(base: Contents, mine: Contents) -> list[str]:
    """Return how a pack differs from its base, a line for each thing. The result is empty if they are the same."""
    lines = [
        f"{key.capitalize()}: {_quoted(mine.facts[key])} instead of {_quoted(value)}."
        for key, value in base.facts.items()
        if mine.facts[key] != value
    ]
    lines += _listed("Sections", base.sections, mine.sections, {**base.inside, **mine.inside})
    lines += _order(base.sections, mine.sections, mine.inside)
    lines += _listed("Excerpts", base.excerpts, mine.excerpts)
    lines += _listed("Questions", base.questions, mine.questions)
    if mine.words != base.words:
        change = mine.words - base.words
        more = f"{abs(change):,} {'more' if change > 0 else 'fewer'}"
        lines.append(f"Words: {mine.words:,} instead of {base.words:,}, {more}.")
    if mine.minutes != base.minutes:
        lines.append(f"Minutes to read it all: {mine.minutes} instead of {base.minutes}.")
    return lines


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "nothing"


def _listed(kind: str, base: Mapping[str, str], mine: Mapping[str, str], inside: Mapping[str, str] | None = None) -> Iterator[str]:
    """Yield the things that were removed, added and renamed. Of a section that is named, the inner sections are not named, too."""
    out = _outermost([key for key in base if key not in mine], inside or {})
    new = _outermost([key for key in mine if key not in base], inside or {})
    renamed = [key for key in mine if key in base and base[key] != mine[key]]
    if not (out or new or renamed):
        return
    yield f"{kind}: {len(mine)} instead of {len(base)}." if len(mine) != len(base) else f"{kind}: {len(mine)}, as before."
    yield from (f"  removed: {key} ({base[key]})" for key in out)
    yield from (f"  added: {key} ({mine[key]})" for key in new)
    yield from (f"  now called “{mine[key]}”: {key} ({base[key]})" for key in renamed)


def _outermost(keys: list[str], inside: Mapping[str, str]) -> list[str]:
    return [key for key in keys if inside.get(key) not in keys]


def _order(base: Mapping[str, str], mine: Mapping[str, str], inside: Mapping[str, str]) -> Iterator[str]:
    """Yield the sections of both packs that are in another place."""
    ours = [key for key in mine if key in base]
    theirs = [key for key in base if key in mine]
    if ours != theirs:
        yield "Sections in another place:"
        yield from (f"  {key} ({mine[key]})" for key in _outermost(_moved(theirs, ours), inside))


def _moved(theirs: list[str], ours: list[str]) -> list[str]:
    """Return the fewest keys that have to move to make one order of the other: all but a longest common run of both."""
    place = {key: number for number, key in enumerate(theirs)}
    best: dict[str, list[str]] = {}
    for key in ours:
        before = [best[each] for each in best if place[each] < place[key]]
        best[key] = [*max([[], *before], key=len), key]
    kept = max([[], *best.values()], key=len)
    return [key for key in ours if key not in kept]
