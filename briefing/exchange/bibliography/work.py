"""A work as a bibliography describes it, in the words of CSL."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from briefing.dataclass import dataclass

MOST = 20_000
"""How many works one bibliography may have."""
LONGEST = 20_000
"""The greatest length of one field, in characters."""


@dataclass(slots=True)
class Raw:
    """A work as its format has it, before its values are read."""

    line: int
    """The line of the file on which it begins."""
    key: str = ""
    """Its key in the file; empty if it has none."""
    fields: dict[str, Any] = field(default_factory=dict)
    """Variables of CSL: texts, lists of names, and dates as CSL-JSON or as people write them. `type` is among them."""
    files: list[str] = field(default_factory=list)
    """The paths of attached files."""
    rest: dict[str, str] = field(default_factory=dict)
    """What the format says besides, by the names of its fields."""
    notices: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """The names of fields in which a program says something of its own entry."""

    def put(self, name: str, value: Any) -> bool:
        """Set a variable if it is not set yet; say whether it has this value now."""
        return bool(value) and self.fields.setdefault(name, value) == value

    def keep(self, name: str, value: str) -> None:
        """Keep in words what no variable of CSL can hold."""
        if value and value not in self.rest.get(name, "").split("; "):
            self.rest[name] = f"{self.rest[name]}; {value}" if name in self.rest else value


@dataclass(frozen=True, slots=True)
class Work:
    """A work whose values a record can hold."""

    line: int
    key: str
    fields: dict[str, Any]
    """Settings of a record: texts, lists of names, and dates in the form of a record."""
    files: tuple[str, ...] = ()
    rest: dict[str, str] = field(default_factory=dict)
    """What no setting can hold, by its name in the file, in words."""
    notices: tuple[str, ...] = ()
    """What a person should look at."""
