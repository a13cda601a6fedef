"""Making and changing trees. A change returns a new tree; nodes that stay the same are shared with the old one."""

from __future__ import annotations

import dataclasses
import operator
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast, get_args

from briefing.document import (
    Block,
    Blocks,
    Callout,
    Definition,
    Equation,
    Inline,
    Inlines,
    Note,
    NoteMark,
    PageNumber,
    Paragraph,
    Picture,
    Quote,
    Reference,
    Section,
    Table,
    Term,
    Text,
    walk,
)
from briefing.document.walking import branches

Node = TypeVar("Node")
_INLINES = frozenset(get_args(Inline))
_NAMED = (Section, Table, Note, Quote, Callout, Definition, Picture, Equation)
"""Nodes that have ids in a parsed text."""
_OPEN = re.compile(r"#[?@-]?")
"""The beginning of the target of a reference that leads nowhere yet."""
UNNAMED = "box"
"""The id of a box that has none of its own."""
PICTURE = "picture"
"""The id of a picture that has none of its own."""
EQUATION = "equation"
"""The id of a formula on a line of its own that has no id of its own."""
Change = Callable[[Inline], Inlines | None]
"""Returns what stands in an inline's place, or None to keep it and to look inside."""


def below(node: Node, change: Callable[[Any], Any]) -> Node:
    """Return a node with each tuple of its fields changed: itself where that changes nothing, or where it is no node."""
    changed: dict[str, Any] | None = None
    for name in branches(type(node)) or ():  # most nodes are words, and have none
        value = getattr(node, name)
        if value and isinstance(value, tuple) and (new := change(value)) is not value:
            changed = changed or {}
            changed[name] = new
    return cast(Node, replace(cast(Any, node), **changed)) if changed else node


def joined(found: Iterable[Any]) -> tuple[Any, ...]:
    """Return nodes with neighbouring texts as one."""
    runs: list[Any] = []
    for each in found:
        last = runs[-1] if runs else None
        if isinstance(each, Text) and isinstance(last, Text):
            runs[-1] = Text(last.text + each.text)
        else:
            runs.append(each)
    return tuple(runs)


def inlines(node: Node, change: Change) -> Node:
    """Return the tree with every inline changed, outermost first, in reading order. A tree without changes is returned as it is."""

    def among(items: Any) -> Any:
        if type(items) is not tuple:
            return below(items, among)
        found: list[Any] = []
        add = found.append
        for item in items:
            kind = type(item)
            if kind not in _INLINES:
                add(among(item))
            elif (changed := change(item)) is not None:
                found += changed
            else:
                add(item if kind is Text else below(item, among))
        return _same_or_new(items, found)

    return cast(Node, among(node))


def replaced(node: Node, change: Callable[[Any], Any]) -> Node:
    """Return the tree with other blocks in the place of some, outermost first.

    Args:
        node: A block, or a tuple of blocks.
        change: Returns what takes the place of a block, or None to look inside it.
    """

    def among(node: Any) -> Any:
        if isinstance(node, tuple):
            is_of_words = node and type(node[0]) in _INLINES  # no block is among words
            return node if is_of_words else _same_or_new(node, [among(each) for each in node])
        other = change(node)
        return below(node, among) if other is None else other

    return cast(Node, among(node))


def _same_or_new(node: tuple[Any, ...], items: list[Any]) -> tuple[Any, ...]:
    """Return a tuple itself if it has these items, so that nodes that stay the same are shared."""
    return node if len(items) == len(node) and all(map(operator.is_, items, node)) else tuple(items)


def texts(node: Node, change: Callable[[str], str]) -> Node:
    """Return the tree with all its strings changed, but for web addresses."""
    if isinstance(node, str):
        return cast(Node, change(node))
    if isinstance(node, tuple):
        items = tuple(texts(item, change) for item in node)
        return node if all(new is old for new, old in zip(items, node, strict=True)) else cast(Node, items)
    if not is_dataclass(node) or isinstance(node, type):
        return node
    values = {field.name: getattr(node, field.name) for field in fields(node) if field.name != "url"}
    changed = {name: new for name, value in values.items() if (new := texts(value, change)) is not value}
    return cast(Node, replace(node, **changed)) if changed else node


def with_notes(blocks: Blocks, change: Change, change_in_note: Change, taken: Callable[[], list[Note]]) -> Blocks:
    """Change inlines block by block, and put behind each block the notes that its changes made.

    Args:
        blocks: The blocks of a document or of a section.
        change: What to do with an inline.
        change_in_note: What to do with an inline of a note, which can have no note of its own.
        taken: Returns the notes made since it was last called.
    """
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Section):
            found.append(dataclasses.replace(block, blocks=with_notes(block.blocks, change, change_in_note, taken)))
        elif isinstance(block, Note):
            found.append(inlines(block, change_in_note))
        else:
            changed, made = inlines(block, change), taken()
            marks = {note.id for note in made}
            found += [closed_up(changed, lambda node, marks=marks: isinstance(node, NoteMark) and node.note in marks), *made]  # type: ignore[misc]
    return tuple(found)


def closed_up(node: Node, is_mark: Callable[[Any], bool]) -> Node:
    """Return the tree without the space before each mark, which stands where a citation in brackets would."""

    def change(node: Any) -> Any:
        if isinstance(node, tuple):
            items = [change(item) for item in node]
            for place, item in enumerate(items[1:], 1):
                before = items[place - 1]
                if isinstance(before, Text) and before.text.endswith(" ") and is_mark(item):
                    items[place - 1] = Text(before.text.rstrip())
            return _same_or_new(node, [item for item in items if not (isinstance(item, Text) and not item.text)])
        return below(node, change)

    return cast(Node, change(node))


def renumbered(node: Node, numbers: dict[str, int]) -> Node:
    """Return the tree with new marks on the notes that are named, and with neighbouring ones of them in order of their numbers."""

    def change(node: Any) -> Any:
        if isinstance(node, tuple):
            items: list[Any] = [item if type(item) is Text else change(item) for item in node]
            for start, item in enumerate(items):
                if isinstance(item, Note):
                    end = start
                    while end < len(items) and isinstance(items[end], Note) and items[end].id in numbers:
                        end += 1
                    items[start:end] = sorted(items[start:end], key=lambda note: numbers[note.id])
            return _same_or_new(node, items)
        if isinstance(node, Note) and node.id in numbers:
            return dataclasses.replace(node, mark=str(numbers[node.id]))
        return below(node, change)

    return cast(Node, change(node))


def adopt(blocks: Blocks, prefix: str, claim: Callable[[str], str]) -> tuple[Blocks, dict[str, str]]:
    """Give the nodes of a parsed text ids that are unique in the document, and lead its references to its own ids there.

    Args:
        blocks: What `markup.parse` made.
        prefix: What the new ids begin with.
        claim: Returns the id that it is given, or one like it that is free.

    Returns:
        The blocks, and the new id of each heading, table, term and box that the text names; of two that are alike that of the first.
    """
    new: dict[int, str] = {}
    names: dict[str, str] = {}
    hidden = set[str]()
    for node in walk(blocks):
        if isinstance(node, _NAMED):
            kind = "table" if isinstance(node, Table) else "part"
            new[id(node)] = claim(f"{prefix}-{node.id or kind}")
            names.setdefault(node.id, new[id(node)])
            if isinstance(node, Note | Quote) or node.id in (UNNAMED, PICTURE, EQUATION):
                hidden.add(node.id)

    def rename(node: Any) -> Any:
        if isinstance(node, tuple):
            return _same_or_new(node, [item if type(item) is Text else rename(item) for item in node])
        if isinstance(node, NoteMark):
            return dataclasses.replace(node, note=names[node.note], children=rename(node.children))
        if isinstance(node, Reference | PageNumber) and (open_target := _OPEN.match(node.target)):
            own = names.get(node.target[open_target.end() :])
            led = dataclasses.replace(node, target=f"{open_target[0].replace('?', '')}{own}" if own else node.target)
            return dataclasses.replace(led, children=rename(led.children)) if isinstance(led, Reference) else led
        renamed = below(node, rename)
        return dataclasses.replace(renamed, id=new[id(node)]) if isinstance(node, _NAMED) else renamed

    renamed = cast(Blocks, rename(blocks))
    return renamed, {name: names[name] for name in names if name and name not in hidden}


def without_dead_ends(blocks: Blocks, around: Blocks = ()) -> Blocks:
    """Return the blocks with references to what is neither in them nor `around` them turned into their words."""
    nodes = list(walk(blocks))
    if not any(isinstance(each, Reference | Term | PageNumber) for each in nodes):
        return blocks
    known = {each.id for each in (*nodes, *walk(around)) if hasattr(each, "id")}

    def change(inline: Inline) -> Inlines | None:
        if isinstance(inline, Reference | Term) and inline.target not in known:
            return inlines(inline.children, change)
        if isinstance(inline, PageNumber) and inline.target not in known:
            return ()
        return None

    return inlines(blocks, change)


def fill(blocks: Blocks, content: dict[str, Blocks]) -> Blocks:
    """Return the blocks with more put at the end of the sections that `content` names."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Section):
            found.append(dataclasses.replace(block, blocks=fill(block.blocks, content) + content.get(block.id, ())))
        else:
            found.append(block)
    return tuple(found)


def without_sections(blocks: Blocks, ids: Collection[str]) -> Blocks:
    """Return the blocks without the sections that have these ids."""
    if not ids:
        return blocks
    kept = (block for block in blocks if not (isinstance(block, Section) and block.id in ids))
    return tuple(replace(block, blocks=without_sections(block.blocks, ids)) if isinstance(block, Section) else block for block in kept)


def paragraph(*parts: Inline | str, style: str = "body") -> Paragraph:
    """Return a paragraph of texts and inlines."""
    children = tuple(Text(part) if isinstance(part, str) else part for part in parts if part != "")
    return Paragraph(children, cast(Any, style))
