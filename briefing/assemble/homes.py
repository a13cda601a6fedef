"""Which section prints which excerpt or question. A pack prints each of them only once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from briefing.dataclass import dataclass
from briefing.files.origin import Location
from briefing.outline import ExcerptsSection, PlannedSection, QuestionsSection, TextSection

Kind = Literal["excerpt", "question"]


@dataclass(frozen=True)
class Home:
    """A section that prints excerpts or questions."""

    location: Location
    name: str
    """For messages."""

    @classmethod
    def of(cls, plan: ExcerptsSection | QuestionsSection, location: Location) -> Home:
        """Return a section of the outline as a home."""
        return cls(location, f"'{plan.title}'" if plan.title else f"a section 'use: {plan.use}'")


class Homes:
    """The sections of excerpts and questions: the first section that names or takes a thing prints it."""

    def __init__(self, sections: Iterable[PlannedSection]) -> None:
        """Begin with what the sections of an outline name."""
        self._found: dict[tuple[Kind, str], Home] = {}
        for plan, location in _printed(sections, ("sections",)):
            for key in plan.select:
                self._found.setdefault((kind_of(plan), key), Home.of(plan, location))

    def settle(self, kind: Kind, keys: Iterable[str], home: Home) -> None:
        """Note that a section prints these things. Other sections may print the other things that it names."""
        self._found = {thing: each for thing, each in self._found.items() if thing[0] != kind or each != home}
        self._found.update({(kind, key): home for key in keys})

    def has(self, kind: Kind, key: str) -> bool:
        """Return whether any section prints this by itself."""
        return (kind, key) in self._found

    def elsewhere(self, kind: Kind, key: str, home: Home) -> Home | None:
        """Return the section that prints this, if it is another one than `home`."""
        found = self._found.get((kind, key), home)
        return None if found == home else found


def kind_of(plan: ExcerptsSection | QuestionsSection) -> Kind:
    """Return what a section prints."""
    return "question" if isinstance(plan, QuestionsSection) else "excerpt"


def _printed(sections: Iterable[PlannedSection], location: Location) -> Iterator[tuple[ExcerptsSection | QuestionsSection, Location]]:
    for number, plan in enumerate(sections):
        if plan.when and isinstance(plan, ExcerptsSection | QuestionsSection):
            yield plan, (*location, number)
        elif plan.when and isinstance(plan, TextSection):
            yield from _printed(plan.sections, (*location, number, "sections"))
