"""The sections of an outline as a tree that can be changed. Each section has an id, and its place in the file that it comes from."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from briefing.dataclass import dataclass
from briefing.document.identifiers import first_free, slug
from briefing.files.origin import Location, Origin


@dataclass(eq=False)
class Node:
    """A section as it is written in a file."""

    data: Any
    """The settings of the section without the sections inside it. If the file has something else there, that value."""
    home: tuple[Origin, Location]
    """The file of the section, and its place in the file."""
    children: list[Node] | None = None
    """The sections inside, or None if the section lists none."""
    id: str = ""
    """The id of the section: its own, else made from its title or its kind."""
    changed: dict[str, tuple[Origin, Location]] = dataclasses.field(default_factory=dict)
    """For each setting that another outline changes: the file of the change, and its place in the file."""


def grow(origin: Origin, sections: Any, location: Location = ("sections",)) -> list[Node]:
    """Return the sections of an outline as nodes, without ids."""
    if not isinstance(sections, list):
        return []
    return [_node(origin, data, (*location, number)) for number, data in enumerate(sections)]


def _node(origin: Origin, data: Any, location: Location) -> Node:
    if not isinstance(data, Mapping) or not isinstance(data.get("sections"), list):
        return Node(data, (origin, location))
    own = {key: value for key, value in data.items() if key != "sections"}
    return Node(own, (origin, location), grow(origin, data["sections"], (*location, "sections")))


def compose(nodes: Iterable[Node], location: Location, parts: dict[Location, tuple[Origin, Location]]) -> list[Any]:
    """Return nodes as the data of an outline. Write into `parts` the file and the place that each node comes from."""
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
        """Return the ids of all sections, in the order of the outline."""
        return [node.id for _, node in self.walk()]

    @property
    def doubled(self) -> dict[str, int]:
        """Return the ids that several sections have of their own, each with how many have it."""
        counts = Counter(own for _, node in self.walk() if (own := _own(node)))
        return {identity: count for identity, count in counts.items() if count > 1}

    def walk(self, nodes: list[Node] | None = None, depth: int = 0) -> Iterator[tuple[int, Node]]:
        """Yield each section with the number of sections around it, in the order of the outline."""
        for node in self.nodes if nodes is None else nodes:
            yield depth, node
            yield from self.walk(node.children or [], depth + 1)

    def replace(self, identity: str, origin: Origin, location: Location) -> None:
        """Replace a section with a section of a file. The new section keeps the id."""
        siblings, index = self._find(identity)
        node = _node(origin, _at(origin, location), location)
        if isinstance(node.data, Mapping):
            node.data = {**node.data, "id": identity}
        node.id = identity
        siblings[index] = node
        self._name(node.children or [])

    def change(self, identity: str, origin: Origin, location: Location) -> None:
        """Change settings of a section to the settings in a file. A setting without a value there is removed."""
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
        """Add a section of a file before or after another, or at the end. Sections added after the same section keep their order."""
        node = _node(origin, _at(origin, location), location)
        if not beside:
            self.nodes.append(node)
        else:
            self._insert(node, beside, before=before)
        self._name([node])

    def move(self, identity: str, beside: str, *, before: bool) -> bool:
        """Move a section before or after another section. Return False if that is the section itself or a section inside it."""
        siblings, index = self._find(identity)
        node = siblings[index]
        if beside in [each.id for _, each in self.walk([node])]:
            return False
        del siblings[index]
        self._insert(node, beside, before=before)
        return True

    def drop(self, identity: str) -> None:
        """Remove a section, with everything in it."""
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
        """Set the ids that are missing: to the section's own id, else to an id made from its title or its kind that is not taken."""
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
