"""What the builders of sections share: the library, the outline, the ids that are taken, the problems found."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from briefing import markup
from briefing.assemble.rewrite import adopt
from briefing.document import Blocks, Inlines
from briefing.errors import Problem, nearest
from briefing.files import Location, Source
from briefing.library import Library
from briefing.outline import Outline
from briefing.rights import Printed
from briefing.seeds import all_of

Item = TypeVar("Item")


@dataclasses.dataclass
class Context:
    """One assembly."""

    library: Library
    outline: Outline
    origin: Source
    """The file of the outline, for the lines of problems."""
    refused: frozenset[str] = frozenset()
    """Sources whose passages may not be printed: their digests are, with or without an original."""
    root: Path = Path()
    """The workspace, for the lines of its files."""
    printed: list[Printed] = dataclasses.field(default_factory=list)
    """What stands in the pack of its sources' passages. Whoever adds a quotation or a digest to the pack notes it here."""
    problems: list[Problem] = dataclasses.field(default_factory=list)
    questions: itertools.count[int] = dataclasses.field(default_factory=lambda: itertools.count(1))
    """The numbers of the questions, through the whole pack."""
    _taken: set[str] = dataclasses.field(default_factory=set)

    def claim(self, wanted: str) -> str:
        """Return `wanted`, or `wanted-2`, `wanted-3` … where it is taken."""
        for number in itertools.count(1):
            free = wanted if number == 1 else f"{wanted}-{number}"
            if free not in self._taken:
                self._taken.add(free)
                return free
        raise AssertionError

    def problem(self, location: Location, message: str, hint: str = "") -> None:
        """Note what is wrong with the outline at a place."""
        file, place = self.origin.home(location)
        self.problems.append(Problem(file.name, file.line(place), message, hint))

    def blocks(self, text: str, prefix: str) -> Blocks:
        """Return a Markdown text as blocks with ids of their own."""
        return adopt(markup.parse(text).blocks, prefix, self.claim)

    def inlines(self, text: str) -> Inlines:
        """Return a Markdown text of one paragraph."""
        return markup.parse_inline(text)

    def title(self, text: str) -> Inlines:
        """Return a heading."""
        return markup.parse_inline(text, "title")

    def chosen(self, keys: Sequence[str], shelf: Mapping[str, Item], kind: str, location: Location) -> list[Item]:
        """Return the things that the outline names; those that are not there become problems."""
        found = []
        for number, key in enumerate(keys):
            if key in shelf:
                found.append(shelf[key])
            else:
                self.problem((*location, number), f"there is no {kind} '{key}'", nearest(key, shelf, all_of(kind, shelf)))
        for key in {key for key in keys if list(keys).count(key) > 1}:
            self.problem(location, f"the {kind} '{key}' is named twice", "Take one of the two out.")
        return found

    def none_left(self, location: Location, what: str) -> None:
        """Note that a section would be empty."""
        self.problem(location, f"no {what} fits this section", "Widen its conditions, or take the section out.")
