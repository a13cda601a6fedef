"""An index of names: which words of a pack it leads to, and its entries.

Names of the library are found in the text of the whole pack, but for lists of sources, the page of rights and the index itself.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from briefing.assemble.context import Context
from briefing.assemble.csl_words import entry_id
from briefing.document import (
    Blocks,
    Definition,
    Formula,
    Indexed,
    IndexEntry,
    Inline,
    InlinePicture,
    Inlines,
    LineBreak,
    Link,
    NameIndex,
    Note,
    NoteMark,
    Paragraph,
    Reference,
    Section,
    Spoken,
    Table,
    Term,
    Text,
    changing,
    notes,
    plain,
    walk,
)
from briefing.document.changing import below, inlines
from briefing.document.identifiers import slug
from briefing.files.origin import Location
from briefing.languages.letter_order import letter_order
from briefing.library import Actor
from briefing.library.bibliographic import Name
from briefing.outline import IndexSection, PlannedSection

_APART = 400
"""So many letters are between two mentions of a name in one paragraph that the index leads to: the second may be on the next page."""
_EXCLUDED = frozenset({"references", "colophon", "index"})
"""The roles of sections whose words are in no index."""


def with_index(context: Context, blocks: Blocks, late: Mapping[str, tuple[PlannedSection, Location]]) -> Blocks:
    """Return the blocks with their index, and with the words that it leads to; words that were marked for no index are plain words."""
    plans = {identity: found for identity, found in late.items() if isinstance(found[0], IndexSection)}
    if not plans:
        return inlines(blocks, lambda inline: inline.children if isinstance(inline, Indexed) else None) if _marked(blocks) else blocks
    for _, location in list(plans.values())[1:]:
        context.problem(location, "a pack has one index", "Take this section out, or list more names in the first one.")
    (identity, (plan, location)), *_ = plans.items()
    assert isinstance(plan, IndexSection)
    finder = _Finder(context, plan, blocks)
    blocks = finder.blocks(blocks)
    if not finder.marks:
        context.warn(location, "this index is empty: the pack mentions none of the names that it lists", "Take the section out.")
        return changing.without_sections(blocks, {identity})
    return changing.fill(blocks, {identity: (_index(context, finder, identity),)})


def _marked(blocks: Blocks) -> bool:
    return any(isinstance(each, Indexed) for each in walk(blocks))


def _index(context: Context, finder: _Finder, identity: str) -> NameIndex:
    found: dict[str, IndexEntry] = {}
    for heading, marks in finder.marks.items():
        found[heading] = IndexEntry(context.claim(f"{identity}-{slug(heading)}"), heading, tuple(marks))
    for heading, others in finder.see_also():
        if heading in found:
            see = tuple(found[each].id for each in sorted(others, key=letter_order) if each in found and each != heading)
            found[heading] = replace(found[heading], see=see)
    for name, heading in finder.see():
        if heading in found and name not in found:
            found[name] = IndexEntry(context.claim(f"{identity}-{slug(name)}"), name, (), (found[heading].id,))
    items = tuple(found[heading] for heading in sorted(found, key=letter_order))
    return NameIndex(context.claim(f"{identity}-names"), items, context.say("index.see"), context.say("index.see-also"))


class _Finder:
    """Finds the names of an index in the blocks of a pack, and marks them."""

    def __init__(self, context: Context, plan: IndexSection, blocks: Blocks) -> None:
        library = context.library
        self.marks: dict[str, list[str]] = {}
        """The ids of the mentions of each entry, by its heading."""
        self._context = context
        self._takes_words = "words" in plan.names
        self._actors: list[Actor] = list(library.actors.values()) if "actors" in plan.names else []
        self._headings = {name: actor.heading for actor in self._actors for name in actor.names}
        if "countries" in plan.names:
            self._headings |= {country.name: country.name for country in library.countries.values() if country.name not in self._headings}
        self._authors = {entry_id(key): tuple(map(_inverted, source.author)) for key, source in library.sources.items()}
        for key, pages in context.noted.bound_pages.items():  # citations lead to these, too
            self._authors |= dict.fromkeys(pages.labels.values(), self._authors[entry_id(key)])
        self._authors = self._authors if "authors" in plan.names else {}
        names = sorted(self._headings, key=lambda name: (-len(name), name))
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)") if names else None
        self._notes = {identity: tuple(self._named(note.children)) for identity, note in notes(blocks).items()}
        self._pending: list[str] = []
        """The headings that the title above the next paragraph has."""
        self._last: dict[str, int] = {}
        """Where in the paragraph under way each heading was marked last."""
        self._at = 0

    # ── entries without pages of their own ──

    def see(self) -> Iterator[tuple[str, str]]:
        """Yield the names of actors under which nothing is listed, with the headings to look under."""
        for actor in self._actors:
            heading = actor.heading
            begun = {_first_word(heading), *(_first_word(heading.partition(", ")[2]),)}
            for name in actor.names if actor.kind != "person" else ():
                if _first_word(name) not in begun and not name[0].islower():
                    begun.add(_first_word(name))
                    yield name, heading

    def see_also(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the headings of actors with the headings of those that their records name beside them."""
        actors = self._context.library.actors
        for actor in self._actors:
            yield actor.heading, [actors[key].heading for key in actor.see_also if key in actors]

    # ── mentions ──

    def blocks(self, node: Any) -> Any:
        """Return blocks, or what is in them, with their mentions marked."""
        match node:
            case tuple():
                return tuple(map(self.blocks, node))
            case Section():
                if node.role in _EXCLUDED:
                    return node
                self._pending += self._named(node.title)
                return replace(node, blocks=self.blocks(node.blocks))
            case Definition():
                self._pending += self._named(node.term)
                return replace(node, blocks=self.blocks(node.blocks))
            case Paragraph():
                return replace(node, children=self._paragraph(node.children))
            case Table():
                return replace(node, rows=tuple(tuple(map(self._paragraph, row)) for row in node.rows))
            case Note():
                return node
            case _:
                return below(node, self.blocks)

    def _paragraph(self, children: Inlines) -> Inlines:
        self._last, self._at = {}, 0
        pending, self._pending = (tuple(dict.fromkeys(self._pending)), []) if children else ((), self._pending)
        self._last |= dict.fromkeys(pending, 0)
        found = tuple(itertools.chain.from_iterable(map(self._inline, children)))
        return (self._mark(pending, (found[0],)), *found[1:]) if pending else found

    def _inline(self, inline: Inline) -> Inlines:
        match inline:
            case Text(text):
                return tuple(self._text(text))
            case Indexed():
                words = tuple(itertools.chain.from_iterable(map(self._inline, inline.children)))
                return (self._mark(self._new(inline.headings), words),) if self._takes_words else words
            case NoteMark():
                words = tuple(itertools.chain.from_iterable(map(self._inline, inline.children)))
                headings = self._new(self._notes.get(inline.note, ()))
                mark = replace(inline, children=words)
                return (self._mark(headings, (mark,)),) if headings else (mark,)
            case Reference() | Link() | Term():
                headings = self._new((*self._authors.get(getattr(inline, "target", ""), ()), *self._named(inline.children)))
                self._at += len(plain(inline.children))
                return (self._mark(headings, (inline,)),) if headings else (inline,)
            case Spoken() | Formula() | InlinePicture() | LineBreak():
                return (inline,)
            case _:
                return (below(inline, lambda value: tuple(itertools.chain.from_iterable(map(self._inline, value)))),)

    def _text(self, text: str) -> Iterator[Inline]:
        start = 0
        for match in self._pattern.finditer(text) if self._pattern else ():
            at, self._at = self._at, self._at + match.start() - start
            headings = self._new((self._headings[match.group()],))
            self._at = at
            if headings:
                if match.start() > start:
                    yield Text(text[start : match.start()])
                yield self._mark(headings, (Text(match.group()),))
                self._at += match.end() - start
                start = match.end()
        if start < len(text):
            yield Text(text[start:])
            self._at += len(text) - start

    def _new(self, headings: Iterable[str]) -> tuple[str, ...]:
        """Return the headings that have no mark near in this paragraph."""
        wanted = [each for each in dict.fromkeys(headings) if each not in self._last or self._at - self._last[each] >= _APART]
        self._last |= dict.fromkeys(wanted, self._at)
        return tuple(wanted)

    def _mark(self, headings: tuple[str, ...], words: Inlines) -> Indexed:
        identity = self._context.claim(f"mention-{sum(map(len, self.marks.values())) + 1}")
        for heading in headings:
            self.marks.setdefault(heading, []).append(identity)
        return Indexed(headings, words, identity)

    def _named(self, node: object) -> Iterator[str]:
        """Yield the headings of all names in some words."""
        for each in walk(node):
            match each:
                case Text(text) if self._pattern:
                    yield from (self._headings[match.group()] for match in self._pattern.finditer(text))
                case Reference():
                    yield from self._authors.get(each.target, ())
                case Indexed() if self._takes_words:
                    yield from each.headings


def _first_word(name: str) -> str:
    return re.split(r"[\s–-]", name, maxsplit=1)[0].casefold()


def _inverted(name: Name) -> str:
    """Return the name of an author as an index has it: `Engvall, Johan`."""
    if name.literal:
        return name.literal
    given = " ".join(filter(None, (name.given, name.dropping_particle)))
    surname = " ".join(filter(None, (name.non_dropping_particle, name.family)))
    return ", ".join(filter(None, (surname, given, name.suffix)))
