"""Trees of numbers and of names, written leaf by leaf: of a leaf that is written, only its first and last key stay (ISO 32000-1, 7.9)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from briefing.dataclass import dataclass
from briefing.render.pdf.pdf_file import PdfFile, array, name_key, text_string

LEAF = 100
"""Entries of a leaf at most. Smaller trees have a root and no leaves."""
BRANCH = 100
"""Nodes below a node at most."""


@dataclass(frozen=True, slots=True)
class _Node:
    """A node that is written."""

    first: str
    """Its lowest key, as keys are sorted."""
    last: str
    reference: str


class NumberTree:
    """A tree whose keys are counted from 0."""

    def __init__(self, file: PdfFile) -> None:
        """Begin a tree in a file."""
        self._file = file
        self.count = 0
        """The entries there are, which is the next key."""
        self._waiting: list[str] = []
        self._nodes: list[_Node] = []

    def add(self, values: Iterable[str]) -> None:
        """Give the next keys their values."""
        for value in values:
            if len(self._waiting) == LEAF:
                self._write_leaf()
            self._waiting.append(f"{self.count} {value}")
            self.count += 1

    def _write_leaf(self) -> None:
        first, last = str(self.count - len(self._waiting)), str(self.count - 1)
        entries = {"Limits": array([first, last]), "Nums": array(self._waiting)}
        self._nodes.append(_Node(first, last, self._file.add(entries)))
        self._waiting = []

    def finish(self) -> dict[str, str]:
        """Write what is left, and return the entries of the root."""
        if not self._nodes:
            return {"Nums": array(self._waiting)}
        self._write_leaf()
        return _root(self._file, self._nodes, str)


class NameTree:
    """A tree whose keys are names. They come in groups, and no key of a group is between two keys of another."""

    def __init__(self, file: PdfFile) -> None:
        """Begin a tree in a file."""
        self._file = file
        self._waiting: list[tuple[str, str]] = []
        self._nodes: list[_Node] = []

    def __bool__(self) -> bool:
        """Return whether it has any entry."""
        return bool(self._waiting or self._nodes)

    def add(self, group: Mapping[str, str]) -> None:
        """Give names their values."""
        if group:
            self._write_leaves()
            self._waiting = sorted((name_key(name), value) for name, value in group.items())

    def _write_leaves(self) -> None:
        for start in range(0, len(self._waiting), LEAF):
            some = self._waiting[start : start + LEAF]
            first, last = some[0][0], some[-1][0]
            entries = {"Limits": array([text_string(first), text_string(last)]), "Names": _named(some)}
            self._nodes.append(_Node(first, last, self._file.add(entries)))
        self._waiting = []

    def finish(self) -> dict[str, str]:
        """Write what is left, and return the entries of the root."""
        if not self._nodes and len(self._waiting) <= LEAF:
            return {"Names": _named(self._waiting)}
        self._write_leaves()
        nodes = sorted(self._nodes, key=lambda node: node.first)
        assert all(before.last < after.first for before, after in pairwise(nodes)), "two groups of names are mixed"
        return _root(self._file, nodes, text_string)


def _root(file: PdfFile, nodes: Sequence[_Node], written: Callable[[str], str]) -> dict[str, str]:
    """Write nodes above others as long as there are many, and return the entries of the root."""
    while len(nodes) > BRANCH:
        groups = [nodes[start : start + BRANCH] for start in range(0, len(nodes), BRANCH)]
        nodes = [_Node(group[0].first, group[-1].last, file.add(_branch(group, written))) for group in groups]
    return {"Kids": array(node.reference for node in nodes)}


def _branch(nodes: Sequence[_Node], written: Callable[[str], str]) -> dict[str, str]:
    return {
        "Limits": array([written(nodes[0].first), written(nodes[-1].last)]),
        "Kids": array(node.reference for node in nodes),
    }


def _named(entries: Iterable[tuple[str, str]]) -> str:
    return array(f"{text_string(key)} {value}" for key, value in entries)
