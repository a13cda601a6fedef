"""An `Origin` is a file that was read. It knows the line and the column of each of its settings."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from briefing.dataclass import dataclass
from briefing.errors import Problem, Severity
from briefing.files.places import beginning_of, line_and_column, written

Location = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """A file that was read: its settings as plain data and, for Markdown, its text."""

    name: str
    """The path as the user knows it."""
    data: Any
    """The settings as YAML reads them, with the line of each key."""
    first: int
    """The line on which the YAML begins."""
    text: str = ""
    """The text below the front matter."""
    text_line: int = 1
    """The line on which that text begins."""
    whole: str = field(default="", repr=False)
    """The text of the whole file."""
    parts: Mapping[Location, tuple[Origin, Location]] = field(default_factory=dict)
    """For data that was put together from several files: the file of each part, and its place in that file, by its place in `data`."""

    def home(self, location: Location) -> tuple[Origin, Location]:
        """Return the file that a piece of the data comes from, and its place in that file. Ask that file for the line."""
        for end in range(len(location), -1, -1):
            if location[:end] in self.parts:
                origin, place = self.parts[location[:end]]
                return origin.home((*place, *location[end:]))
        return self, location

    def files(self) -> list[str]:
        """Return the names of the file and of those that its parts come from, each once."""
        return list(dict.fromkeys((self.name, *(name for origin, _ in self.parts.values() for name in origin.files()))))

    def line(self, location: Location = ()) -> int:
        """Return the line of a key or of an item. If it has no line of its own, return the line of the nearest thing around it."""
        return self.position(location)[0]

    def position(self, location: Location, *, of_key: bool = False) -> tuple[int, int]:
        """Return the line and the column of a key or of an item, both counted from 1; the column is 0 if it is not known.

        The column is the column of the value if the value begins on the line of its key, else the column of the key. Something without a
        line of its own has the line of the nearest thing around it.
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
        """Return a problem with a piece of the data, with the file and the line that the piece comes from.

        Args:
            location: Where the piece is.
            message: What is wrong.
            hint: What to write instead.
            of_key: Whether the problem is the key, not the value.
            severity: How serious it is.
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
        """Return a problem at a place in a text, with its file, line and column.

        Args:
            location: Where the text is among the settings; None for the text below the settings.
            text: The text as it was read.
            offset: The place of the problem in the text.
            message: What is wrong.
            hint: What to write instead.
            severity: How serious it is.
        """
        origin, at = (self, None) if location is None else self.home(location)
        begin, line = origin.text_begins(at)
        place = written(origin.whole, begin, text, offset)
        if place is not None:
            line, column = line_and_column(origin.whole, place)
            return Problem(origin.name, line, message, hint, column, severity=severity)
        return Problem(origin.name, line + text.count("\n", 0, offset), message, hint, severity=severity)

    def text_begins(self, location: Location | None) -> tuple[int, int]:
        """Return where a text begins in the file, and on which line. A block of text (`|`, `>`) begins below its key."""
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
        if getattr(node, "style", "") in ("|", ">"):  # as both readers of YAML mark a block of text
            return beginning_of(self.whole, line + 1), line + 1
        begin = beginning_of(self.whole, line) + column
        return begin + (self.whole[begin : begin + 1] in ("'", '"')), line
