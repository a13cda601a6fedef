"""The sections of an outline as a tree of ids that changes can be made in, each with its place in the file that it comes from."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from briefing.document.identifiers import first_free, slug
from briefing.files.origin import Location, Origin


@dataclasses.dataclass(eq=False)
class Node:
    """A section as it stands in a file."""

    data: Any
    """Its settings without the sections inside; whatever stands there where it is no section."""
    home: tuple[Origin, Location]
    """The file and the place in it."""
    children: list[Node] | None = None
    """The sections inside, where it lists any."""
    id: str = ""
    """Its own, else made from its title or its kind."""
    changed: dict[str, tuple[Origin, Location]] = dataclasses.field(default_factory=dict)
    """Where those of its settings stand that another outline changes."""


def grow(origin: Origin, sections: Any, location: Location = ("sections",)) -> list[Node]:
    """Return the sections of an outline as nodes, still without ids."""
    if not isinstance(sections, list):
        return []
    return [_node(origin, data, (*location, number)) for number, data in enumerate(sections)]


def _node(origin: Origin, data: Any, location: Location) -> Node:
    if not isinstance(data, Mapping) or not isinstance(data.get("sections"), list):
        return Node(data, (origin, location))
    own = {key: value for key, value in data.items() if key != "sections"}
    return Node(own, (origin, location), grow(origin, data["sections"], (*location, "sections")))


def compose(nodes: Iterable[Node], location: Location, parts: dict[Location, tuple[Origin, Location]]) -> list[Any]:
    """Return nodes as the data of an outline, and note in `parts` where each is from."""
    found = []
    for number, node in enumerate(nodes):
        place = (*location, number)
        parts[place] = node.home
        parts.update({(*place, key): home for key, home in node.changed.items()})
        if isinstance(node.data, Mapping) and node.children is not None:
            found.append({**node.data, "sections": compose(node.children, (*place, "sections"), parts)})
        else:
            found.append(node.data)
    return found


class Tree:
    """The sections of an outline, found by id."""

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self._after: dict[str, Node] = {}
        self._name(self.nodes)

    @property
    def ids(self) -> list[str]:
        """Return all ids, in the order of the plan."""
        return [node.id for _, node in self.walk()]

    def walk(self, nodes: list[Node] | None = None, depth: int = 0) -> Iterator[tuple[int, Node]]:
        """Yield each section with the number of sections around it, in the order of the plan."""
        for node in self.nodes if nodes is None else nodes:
            yield depth, node
            yield from self.walk(node.children or [], depth + 1)

    def replace(self, identity: str, origin: Origin, location: Location) -> None:
        """Put a section of a file in the place of another, whose id it keeps."""
        siblings, index = self._find(identity)
        node = _node(origin, _at(origin, location), location)
        if isinstance(node.data, Mapping):
            node.data = {**node.data, "id": identity}
        node.id = identity
        siblings[index] = node
        self._name(node.children or [])

    def change(self, identity: str, origin: Origin, location: Location) -> None:
        """Put settings of a file into a section; one without a value is taken out."""
        siblings, index = self._find(identity)
        node = siblings[index]
        new = {key: value for key, value in _at(origin, location).items() if key != "sections"}
        if isinstance(node.data, Mapping):
            node.data = {key: value for key, value in {**node.data, **new, "id": identity}.items() if value is not None}
        node.changed.update({key: (origin, (*location, key)) for key in new})
        if "sections" in _at(origin, location):
            node.children = grow(origin, _at(origin, location)["sections"], (*location, "sections"))
            self._name(node.children)

    def add(self, origin: Origin, location: Location, beside: str, *, before: bool) -> None:
        """Put a section of a file beside another, or at the end of all. Those that come after the same one keep their order."""
        node = _node(origin, _at(origin, location), location)
        if not beside:
            self.nodes.append(node)
        else:
            self._insert(node, beside, before=before)
        self._name([node])

    def move(self, identity: str, beside: str, *, before: bool) -> bool:
        """Take a section from its place and put it beside another; say whether that can be done."""
        siblings, index = self._find(identity)
        node = siblings[index]
        if beside in [each.id for _, each in self.walk([node])]:
            return False
        del siblings[index]
        self._insert(node, beside, before=before)
        return True

    def drop(self, identity: str) -> None:
        """Leave a section out, with all that is in it."""
        if identity in self.ids:
            siblings, index = self._find(identity)
            del siblings[index]

    def _insert(self, node: Node, beside: str, *, before: bool) -> None:
        siblings, index = self._find(beside)
        last = self._after.get(beside)
        if not before and last is not None and last in siblings:
            index = siblings.index(last)
        siblings.insert(index if before else index + 1, node)
        if not before:
            self._after[beside] = node

    def _find(self, identity: str) -> tuple[list[Node], int]:
        """Return the list that holds a section, and its index there."""
        pending = [self.nodes]
        for siblings in pending:
            for index, node in enumerate(siblings):
                if node.id == identity:
                    return siblings, index
                if node.children:
                    pending.append(node.children)
        raise KeyError(identity)

    def _name(self, nodes: list[Node]) -> None:
        """Give each section that has none an id: its own, else one from its title or its kind that is not taken."""
        new = [node for _, node in self.walk(nodes) if not node.id]
        taken = set(self.ids)
        for node in sorted(new, key=lambda node: not _own(node)):
            node.id = first_free(_own(node) or _made(node), taken)
            taken.add(node.id)


def _own(node: Node) -> str:
    return str(node.data.get("id") or "") if isinstance(node.data, Mapping) else ""


def _made(node: Node) -> str:
    if not isinstance(node.data, Mapping):
        return "section"
    return slug(str(node.data.get("title") or node.data.get("use") or "section"))


def _at(origin: Origin, location: Location) -> Any:
    node = origin.data
    for step in location:
        node = node[step]
    return node
