"""What all parts of an OpenDocument text share: its styles, the objects in it, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from briefing.dataclass import dataclass
from briefing.originals.readers import formulas
from briefing.originals.readers.odt_elements import attribute, kind
from briefing.originals.readers.odt_numbers import Numbers
from briefing.originals.readers.telling import Told

_MOST_PARENTS = 20
"""How many styles may be based on each other."""


@dataclass(slots=True)
class Document:
    """What all stories of a document share."""

    numbers: Numbers
    told: Told
    styles: Mapping[tuple[str, str], Any]
    """The styles by family and name."""
    part: Callable[[str], Any]
    """Returns the tree of an embedded object by its address, or None."""
    controls: Mapping[str, str]
    """The words on the controls of forms, by their ids."""
    deleted: dict[str, str]
    """The words of tracked deletions, by their ids. They go as their places are found."""
    notes: list[str] = field(default_factory=list)

    def property(self, element: Any, family: str, name: str) -> str | None:
        """Return what the style of an element, or a style that it is based on, says; None if none does."""
        style = element.get(attribute("text", "style-name"), "")
        for _ in range(_MOST_PARENTS):
            found = self.styles.get((family, style))
            if found is None:
                return None
            said = [found, *found] if name == "list-style-name" else list(found)
            value = next((each.get(attribute("style", name)) for each in said if each.get(attribute("style", name)) is not None), None)
            if value is not None:
                return str(value)
            style = found.get(attribute("style", "parent-style-name"), "")
        return None

    def formula(self, element: Any) -> str | None:
        """Return the formula that a frame has; None if it has none."""
        for each in element.iter():
            if kind(each) == "draw:object":
                root = self._object(each)
                found = next((inner for inner in root.iter() if _is_formula(inner)), None) if root is not None else None
                return formulas.mathml(found) if found is not None else None
            if kind(each) == "text:p":
                return None
        return None

    def _object(self, element: Any) -> Any:
        inner = next((each for each in element if isinstance(each.tag, str)), None)
        return inner if inner is not None else self.part(element.get("{http://www.w3.org/1999/xlink}href", ""))

    def drawing(self, element: Any) -> list[str]:
        """Return the words of a chart or of another embedded object. Numbers in its table are not shown as words."""
        root = self._object(element)
        found: list[str] = []
        for each in root.iter() if root is not None else ():
            cell = each.getparent()
            if kind(each) == "text:p" and (kind(cell) != "table:table-cell" or cell.get(attribute("office", "value-type")) != "float"):
                found.append(" ".join("".join(each.itertext()).split()))
        return list(dict.fromkeys(filter(None, found)))


def _is_formula(element: Any) -> bool:
    return isinstance(element.tag, str) and element.tag.rpartition("}")[2] == "math"
