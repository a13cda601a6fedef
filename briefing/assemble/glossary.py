"""The glossary: which terms a pack uses, their entries, and links from the first use in each section."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from briefing.assemble import update_section
from briefing.assemble.context import Context
from briefing.assemble.noted import node_id
from briefing.document import (
    Block,
    Blocks,
    Callout,
    Definition,
    Definitions,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Paragraph,
    Reference,
    Section,
    Spoken,
    Table,
    Term,
    Text,
    definitions,
    plain,
    walk,
)
from briefing.document.changing import inlines
from briefing.document.identifiers import slug
from briefing.files.origin import Location
from briefing.languages.letter_order import first_letters, letter_order
from briefing.library import Actor, Library
from briefing.outline import GlossarySection

LINKED_LEVELS = 2
"""A term is linked once in each section of these levels, and not again in the sections inside."""
_MANY = 20
"""A glossary of at least so many entries has letter heads, and leads from other names to its entries."""
_BEGINNING = 3
"""Of names with so many letters in common at their beginning, one leads to the entry."""
_DIGITS = "0–9"


@lru_cache(maxsize=8)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    first = "".join(sorted({re.escape(name[0]) for name in names}))  # most words begin otherwise, and need not be compared with all names
    return re.compile(rf"(?<!\w)(?=[{first}])(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _owners(actors: Iterable[Actor]) -> dict[str, str]:
    return {name: actor.id for actor in actors for name in actor.names}


def mentioned(node: object, library: Library) -> set[str]:
    """Return the actors that the printed words below a node name."""
    owners = _owners(library.actors.values())
    if not owners:
        return set()
    pattern = _pattern(tuple(owners))
    texts = (each.text for each in walk(node) if isinstance(each, Text) and not each.text.startswith("[@"))
    return {owners[match.group()] for text in texts for match in pattern.finditer(text)}


# ── entries ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def glossary(context: Context, plan: GlossarySection, location: Location, used: set[str]) -> Blocks:
    """Return the entries of the actors that the outline names, or of those that the pack uses and that their entries use in turn."""
    shelf = context.library.actors
    if plan.actors:
        chosen = context.chosen(plan.actors, shelf, "actor", (*location, "actors"))
    elif plan.include == "all":
        chosen = list(shelf.values())
    else:
        chosen = _closure(context, plan, used)
    if not chosen:
        context.none_left(plan, location, "actor")
        return ()
    entries = [(_head(actor), _entry(context, actor, plan)) for actor in sorted(chosen, key=lambda actor: actor.id)]
    if len(entries) < _MANY:
        return (Definitions(tuple(entry for _, entry in sorted(entries, key=_order)), "glossary"),)
    return tuple(_by_letters([*entries, *_leads(context, chosen, dict(entries))]))


def _head(actor: Actor) -> str:
    return actor.heading if actor.kind == "person" else actor.label


def _order(entry: tuple[str, Definition]) -> tuple[object, ...]:
    return letter_order(entry[0])


def _leads(context: Context, actors: Iterable[Actor], entries: Mapping[str, Definition]) -> Iterator[tuple[str, Definition]]:
    """Yield entries that lead from other names of the actors to theirs, where a reader would look elsewhere."""
    order = sorted(map(letter_order, entries))
    taken = set(entries)
    for actor in actors:
        head = _head(actor)
        seen = {first_letters(actor.name, _BEGINNING)} if actor.kind == "person" else set[str]()
        for name in actor.names:
            is_longer = actor.kind == "person" and any(name.endswith(f" {other}") for other in actor.aliases)
            first, last = sorted(bisect.bisect_left(order, letter_order(each)) for each in (name, head))
            is_near = last - first <= (letter_order(name) > letter_order(head))  # no other entry is between them
            if is_near or is_longer or name[0].islower() or name in taken or first_letters(name, _BEGINNING) in seen:
                continue
            seen.add(first_letters(name, _BEGINNING))
            taken.add(name)
            lead = (Text(f"{context.say('index.see')} "), Reference(entries[head].id, (Text(head),)))
            yield name, Definition(context.claim(f"lead-{slug(name)}"), (Text(name),), (Paragraph(lead),))


def _by_letters(entries: Iterable[tuple[str, Definition]]) -> Iterator[Block]:
    """Yield the entries below the letters that they begin with."""
    for letter, found in itertools.groupby(sorted(entries, key=_order), lambda entry: _letter(entry[0])):
        yield Paragraph((Text(letter),), "letter")
        yield Definitions(tuple(entry for _, entry in found), "glossary")


def _letter(head: str) -> str:
    first = first_letters(head, 1) or head[:1]
    return _DIGITS if first.isdigit() else first.upper()


def _closure(context: Context, plan: GlossarySection, used: set[str]) -> list[Actor]:
    shelf = context.library.actors
    known: set[str] = set()
    waiting = set(used)
    while waiting:
        known |= waiting
        entries = tuple(block for key in waiting for block in _text(context, shelf[key], plan, f"draft-{key}"))
        waiting = mentioned(entries, context.library) - known
    return [shelf[key] for key in known]


def _entry(context: Context, actor: Actor, plan: GlossarySection) -> Definition:
    identity = context.claim_for("term", actor.id)
    return Definition(identity, (Text(_head(actor)),), _text(context, actor, plan, identity))


def _text(context: Context, actor: Actor, plan: GlossarySection, prefix: str) -> Blocks:
    head: list[Inline] = []
    if actor.abbreviation:
        head += [Emphasis((Text(actor.name),)), Text(". ")]
    first = Paragraph((*head, *context.inlines(actor.summary), *_spellings(context, actor)))
    longer = context.blocks(actor.text, prefix) if plan.depth == "full" and actor.text else ()
    since = update_section.lines(context, ("term", actor.id), plan.updates)
    *before, last = first, *longer
    if since and update_section.are_dates(context, ("term", actor.id), plan.updates) and isinstance(last, Paragraph):
        return (*before, replace(last, children=(*last.children, Text(" "), *since[0].children)))
    return (*before, last, *since)


def _spellings(context: Context, actor: Actor) -> Inlines:
    """Return ` Also: Zhaparov.`: the names that do not show in the name itself, each once however it is hyphenated or spelled."""
    shown = f"{actor.label} {actor.name}"
    seen = {_bare(actor.label), _bare(actor.name)}
    others: list[str] = []
    for alias in actor.aliases:
        is_part = alias in shown or any(alias != other and alias in other for other in actor.aliases)
        if not is_part and _bare(alias) not in seen:
            seen.add(_bare(alias))
            others.append(alias)
    return (context.own(f" {context.say('glossary.also', names=', '.join(others))}"),) if others else ()


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold()).replace("isation", "ization")


# ── links ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def linked(blocks: Blocks, library: Library) -> Blocks:
    """Return the blocks with the first use of each defined term in each section linked to its entry."""
    defined = {definition.id for definition in definitions(blocks)}
    actors = [actor for actor in library.actors.values() if node_id("term", actor.id) in defined]
    return _Linker(_owners(actors), {_head(actor): actor.id for actor in actors}).blocks(blocks, set(), 1) if actors else blocks


class _Linker:
    def __init__(self, owners: Mapping[str, str], heads: Mapping[str, str]) -> None:
        self.owners = owners
        self.heads = heads
        self.pattern = _pattern(tuple(owners))

    def blocks(self, blocks: Blocks, seen: set[str], level: int) -> Blocks:
        return tuple(self.block(block, seen, level) for block in blocks)

    def block(self, block: Block, seen: set[str], level: int) -> Block:
        if isinstance(block, Section):
            inner = set[str]() if level <= LINKED_LEVELS else seen
            return replace(block, blocks=self.blocks(block.blocks, inner, level + 1))
        if isinstance(block, Definitions) and block.style == "glossary":
            return Definitions(tuple(self.definition(item) for item in block.items), block.style)
        if isinstance(block, Definitions) and block.style == "references":
            return block
        if isinstance(block, Callout):
            return replace(block, blocks=self.blocks(block.blocks, seen, level))
        if isinstance(block, Table):
            linked = {node.target for node in walk(block.columns) if isinstance(node, Term)}
            seen |= {owner for owner in self.owners.values() if node_id("term", owner) in linked}
            rows = tuple(tuple(self.run(cell, seen) for cell in row) for row in block.rows)
            return replace(block, rows=rows)
        return inlines(block, lambda inline: self.change(inline, seen))

    def definition(self, item: Definition) -> Definition:
        """Link each entry for itself, but not to itself."""
        own = self.heads.get(plain(item.term))
        seen = {own} if own else set()
        return Definition(item.id, item.term, self.blocks(item.blocks, seen, LINKED_LEVELS + 1))

    def run(self, run: Inlines, seen: set[str]) -> Inlines:
        return inlines(run, lambda inline: self.change(inline, seen))

    def change(self, inline: Inline, seen: set[str]) -> Inlines | None:
        if isinstance(inline, Link | Reference | Term | Spoken):
            return (inline,)
        return self.split(inline, seen) if isinstance(inline, Text) else None

    def split(self, text: Text, seen: set[str]) -> Inlines:
        parts: list[Inline] = []
        start = 0
        for match in self.pattern.finditer(text.text):
            owner = self.owners[match.group()]
            if owner in seen:
                continue
            seen.add(owner)
            if match.start() > start:
                parts.append(Text(text.text[start : match.start()]))
            parts.append(Term(node_id("term", owner), (Text(match.group()),)))
            start = match.end()
        if not parts:
            return (text,)
        return (*parts, Text(text.text[start:])) if start < len(text.text) else tuple(parts)
