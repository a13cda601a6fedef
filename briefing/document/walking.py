"""Reading a tree: its nodes in order, its words, and itself as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache

from briefing.document.blocks import Blank, Block, Definition, Definitions, Figure, Note, Picture, Table
from briefing.document.inlines import Inline, Inlines, LineBreak, Text
from briefing.document.pack import Document, Labels


def blocks_in_order(document: Document, first: int = 0) -> dict[int, int]:
    """Return the place of each block of the text in the order of reading, by its identity; the first place is `first`."""
    found: dict[int, int] = {}
    for number, each in enumerate((each for each in walk_blocks(document.blocks) if isinstance(each, Block)), first):
        found.setdefault(id(each), number)
    return found


def walk(node: object) -> Iterator[object]:
    """Yield every node below `node` and itself, in reading order."""
    waiting = [node]
    pop, push = waiting.pop, waiting.append  # and no calls of ours: large packs have a million nodes on the way
    while waiting:
        each = pop()
        names = _BACKWARDS[type(each)]
        if not names:  # as in most nodes, which are words
            if names is not None:
                yield each
        elif names is _ITEMS:
            waiting += each[::-1]  # type: ignore[index]  # a tuple
        else:
            yield each
            for name in names:
                if value := getattr(each, name):
                    push(value)


def walk_blocks(node: object) -> Iterator[object]:
    """Yield what `walk` does of blocks, without the words in them: most nodes are words."""
    waiting = [node]
    pop, push = waiting.pop, waiting.append
    while waiting:
        each = pop()
        names = _WITHOUT_WORDS[type(each)]
        if names is _ITEMS:
            waiting += each[::-1]  # type: ignore[index]  # a tuple
        elif names is not None:
            yield each
            for name in names:
                if value := getattr(each, name):
                    push(value)


_LEAF = re.compile(r"(?:str|int|float|bool|bytes|Literal\[.*\]|Mapping\[str, str\]|tuple\[(?:int|float|bytes), \.\.\.\])(?: \| None)?")
"""The types of fields that hold no node, as they are written."""


_BRANCHES: dict[type, tuple[str, ...] | None] = {}


def branches(kind: type) -> tuple[str, ...] | None:
    """Return the names of the fields of a kind of node that can hold nodes, in order; None for what is no node."""
    try:
        return _BRANCHES[kind]
    except KeyError:
        is_node = is_dataclass(kind)
        _BRANCHES[kind] = tuple(each.name for each in fields(kind) if not _LEAF.fullmatch(str(each.type))) if is_node else None
        return _BRANCHES[kind]


_ITEMS = ("its items",)
"""In the place of names of fields: the nodes in a tuple have none."""


class _Backwards(dict[type, tuple[str, ...] | None]):
    """The same names, the last first."""

    def __missing__(self, kind: type) -> tuple[str, ...] | None:
        names = branches(kind)
        self[kind] = found = None if names is None else names[::-1]
        return found


class _WithoutWords(dict[type, tuple[str, ...] | None]):
    """Those of them that hold no words."""

    def __missing__(self, kind: type) -> tuple[str, ...] | None:
        types = {each.name: str(each.type) for each in fields(kind)} if is_dataclass(kind) else {}
        names = _BACKWARDS[kind]
        self[kind] = found = None if names is None else tuple(name for name in names if "Inlines" not in types[name])
        return found


_BACKWARDS = _Backwards({tuple: _ITEMS})
_WITHOUT_WORDS = _WithoutWords({tuple: _ITEMS})


def plain(node: object) -> str:
    """Return the printed characters of inlines, or of everything below blocks with a space between any two, without the marks of notes."""
    parts: list[str] = []
    for each in walk(node):
        match each:
            case Text(text):
                parts.append(text)
            case LineBreak():
                parts.append(" ")
            case Blank(label, value):
                parts.append(f"\n{label} {value}".rstrip())
            case _ if not isinstance(each, Inline):
                parts.append("\n")
    return re.sub(r" *\n\s*", " ", "".join(parts).strip("\n"))


def shows(node: object) -> bool:
    """Say whether readers see anything of inlines: a letter or a sign, and not only spaces and characters that print nothing."""
    return any(letter.isprintable() and not letter.isspace() for letter in plain(node))


def labelled(node: Table | Figure | Picture) -> Inlines:
    """Return the caption of a table, a figure or a picture, with its number."""
    if not node.label:
        return node.caption
    return (Text(f"{node.label}. "), *node.caption) if node.caption else (Text(node.label),)


def notes(node: object) -> dict[str, Note]:
    """Return the notes below `node` by id."""
    return {each.id: each for each in walk_blocks(node) if isinstance(each, Note)}


def definitions(node: object) -> Iterator[Definition]:
    """Yield the definitions below `node`."""
    for each in walk_blocks(node):
        if isinstance(each, Definitions):
            yield from each.items


def tree(node: object, depth: int = 0) -> str:
    """Print a tree, one node a line and children indented: what `briefing show --tree` prints and what the golden tests compare."""
    return "\n".join(_lines(node, depth))


def _lines(node: object, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if isinstance(node, Text):
        yield f"{pad}{node.text!r}"
    elif isinstance(node, tuple):
        for item in node:
            yield from _lines(item, depth)
    elif is_dataclass(node):
        names = _names(type(node))  # type: ignore[arg-type]  # mypy takes no class for hashable
        values = {name: value for name in names if not isinstance(value := getattr(node, name), Labels)}
        inside = {name: value for name, value in values.items() if _is_branch(value)}
        scalars = {name: value for name, value in values.items() if name not in inside and not _is_silent(value)}
        yield pad + " ".join([type(node).__name__, *(f"{name}={value!r}" for name, value in scalars.items())])
        for name, value in inside.items():
            if name not in ("children", "blocks", "items", "rows"):
                yield f"{pad}  {name}:"
            yield from _lines(value, depth + (1 if name in ("children", "blocks", "items", "rows") else 2))


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a kind of node."""
    return tuple(each.name for each in fields(kind))


def _is_silent(value: object) -> bool:
    return isinstance(value, bytes) or value in ("", (), None)


def _is_branch(value: object) -> bool:
    return is_dataclass(value) or (isinstance(value, tuple) and any(_is_branch(item) for item in value))
