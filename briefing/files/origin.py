"""Where settings come from: a file that was read, with the line and the column of each of its settings."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString

from briefing.errors import Problem, Severity
from briefing.files.places import beginning_of, line_and_column, written

Location = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """A file that was read: its settings as plain data and, for Markdown, its text."""

    name: str
    """The path as the user knows it."""
    data: Any
    """What YAML gives; keeps the line of each key."""
    first: int
    """The line on which the YAML begins."""
    text: str = ""
    """What follows the front matter."""
    text_line: int = 1
    """The line on which it begins."""
    whole: str = field(default="", repr=False)
    """The file as it was read."""
    parts: Mapping[Location, tuple[Origin, Location]] = field(default_factory=dict)
    """Where data comes from that was put together from several places: the file and the place in it, by the place here."""

    def home(self, location: Location) -> tuple[Origin, Location]:
        """Return the file in which a piece of the data stands, and its place in that file. Ask that file for the line."""
        for end in range(len(location), -1, -1):
            if location[:end] in self.parts:
                origin, place = self.parts[location[:end]]
                return origin.home((*place, *location[end:]))
        return self, location

    def line(self, location: Location = ()) -> int:
        """Return the line of a key or of an item, or of the nearest thing above it that has one."""
        return self.position(location)[0]

    def position(self, location: Location, *, of_key: bool = False) -> tuple[int, int]:
        """Return the line of a key or of an item, or of the nearest thing above it that has one, and a column; 0 where none is known.

        The column is that of the value where it begins on the line of its key, else that of the key. Both count from 1.
        """
        node, line, column = self.data, self.first, 0
        for number, step in enumerate(location, 1):
            marks = getattr(node, "lc", None)
            try:
                place = marks.key(step) if isinstance(node, Mapping) else marks.item(step)  # type: ignore[union-attr]
                value = marks.value(step) if isinstance(node, Mapping) else place  # type: ignore[union-attr]
                node = node[step]
            except (AttributeError, KeyError, IndexError, TypeError):
                break
            is_meant = number == len(location) and not of_key and value[0] == place[0]
            line, column = self.first + int(place[0]), int((value if is_meant else place)[1]) + 1
        return line, column

    def problem(self, location: Location, message: str, hint: str = "", *, of_key: bool = False, severity: Severity = "error") -> Problem:
        """Return what is wrong with a piece of the data, in the file in which it stands.

        Args:
            location: Where the piece is.
            message: What is wrong.
            hint: What to write instead.
            of_key: Whether its key is meant, not its value.
            severity: Whether it stops anything.
        """
        origin, place = self.home(location)
        line, column = origin.position(place, of_key=of_key)
        return Problem(origin.name, line, message, hint, column, severity=severity)

    def text_problem(
        self,
        location: Location | None,
        text: str,
        offset: int,
        message: str,
        hint: str = "",
        *,
        severity: Severity = "error",
    ) -> Problem:
        """Return what is wrong at a place in a text.

        Args:
            location: Where the text stands among the settings; None for the text below them.
            text: The text as it was read.
            offset: The place in it.
            message: What is wrong.
            hint: What to write instead.
            severity: Whether it stops anything.
        """
        origin, at = (self, None) if location is None else self.home(location)
        begin, line = origin.text_begins(at)
        place = written(origin.whole, begin, text, offset)
        if place is not None:
            line, column = line_and_column(origin.whole, place)
            return Problem(origin.name, line, message, hint, column, severity=severity)
        return Problem(origin.name, line + text.count("\n", 0, offset), message, hint, severity=severity)

    def text_begins(self, location: Location | None) -> tuple[int, int]:
        """Return where a text begins in the file, and on which line: below its key where it is written as a block (`|`, `>`)."""
        if location is None:
            leading = self.text[: len(self.text) - len(self.text.lstrip())].count("\n")
            return beginning_of(self.whole, self.text_line), self.text_line + leading
        above, node = None, self.data
        with contextlib.suppress(KeyError, IndexError, TypeError):
            for step in location:
                above, node = node, node[step]
        marks = getattr(above, "lc", None)
        if marks is None or not location:
            return 0, self.line(location)
        row, column = marks.value(location[-1]) if isinstance(above, Mapping) else marks.item(location[-1])
        line = self.first + row
        if isinstance(node, LiteralScalarString | FoldedScalarString):
            return beginning_of(self.whole, line + 1), line + 1
        begin = beginning_of(self.whole, line) + column
        return begin + (self.whole[begin : begin + 1] in ("'", '"')), line
