"""Putting parameters into the data of an outline: `{{ name }}` in texts, `when:`, and `for:`, which repeats a section."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Any

from briefing.errors import Problem, nearest
from briefing.files.origin import Location, Origin
from briefing.outline.expressions import is_wanted, rendered
from briefing.outline.parameters import Value
from briefing.outline.sections import one_or_many

_LOOP = re.compile(r"\s*(?P<name>[A-Za-z_]\w*)\s+in\s+(?:(?P<parameter>[A-Za-z_]\w*)|\[(?P<list>[^\[\]]*)\])\s*")
MOST = 2_000
"""Sections of a pack: `for` in `for` in `for` makes thousands of a few lines, which nobody reads and which take minutes."""


@dataclasses.dataclass(frozen=True)
class Filling:
    """One outline while its parameters are put in."""

    origin: Origin
    countries: Mapping[str, str]
    """The names of the countries, by their codes."""
    problems: list[Problem] = dataclasses.field(default_factory=list)
    parts: dict[Location, tuple[Origin, Location]] = dataclasses.field(default_factory=dict)
    """Where each section of the result stands in the outline, by its place in the result."""

    def put_in(self, data: Any, location: Location, values: Mapping[str, Value], place: Location | None = None) -> Any:
        """Return the data with its parameters put in.

        Sections that are not wanted stay in their places: so mistakes in them are found.

        Args:
            data: What YAML gave.
            location: Where it stands in the outline.
            values: What there is to put in, by name.
            place: Where it stands in the result; left out where that is the same.
        """
        place = location if place is None else place
        if isinstance(data, Mapping):
            found = {key: self.put_in(value, (*location, key), values, (*place, key)) for key, value in data.items() if key != "when"}
            if "when" in data:
                found["when"] = is_wanted(self.origin, data["when"], (*location, "when"), values, self.problems)
            return found
        if isinstance(data, list) and location[-1] == "sections":
            return list(self._sections(data, location, values, place))
        if isinstance(data, list):
            return [self.put_in(each, (*location, number), values, (*place, number)) for number, each in enumerate(data)]
        if isinstance(data, str) and ("{{" in data or "{%" in data):
            return rendered(self.origin, str(data), location, values, self.problems)
        return data

    def _sections(self, data: list[Any], location: Location, values: Mapping[str, Value], place: Location) -> Iterator[Any]:
        count = 0
        for number, section in enumerate(data):
            here = (*location, number)
            plain = {key: value for key, value in section.items() if key != "for"} if isinstance(section, Mapping) else section
            for more in self._turns(section, here, values):
                if len(self.parts) >= MOST:
                    if len(self.parts) == MOST:
                        self.parts[(*place, count)] = (self.origin, here)
                        what, hint = f"the outline has more than {MOST:,} sections", "Repeat fewer of them, or build several packs."
                        self.problems.append(self.origin.problem(here, what, hint))
                    return
                self.parts[(*place, count)] = (self.origin, here)
                yield self.put_in(plain, here, {**values, **more}, (*place, count))
                count += 1

    def _turns(self, section: Any, location: Location, values: Mapping[str, Value]) -> list[dict[str, Value]]:
        """Return what `for:` names in each repetition of a section; once nothing where it has none."""
        if not isinstance(section, Mapping) or "for" not in section:
            return [{}]
        loop = _LOOP.fullmatch(str(section["for"]))
        location = (*location, "for")
        if not loop:
            return self._fault(location, f"'for: {section['for']}' cannot be read", "Write 'for: x in NAME', with the name of a parameter.")
        if loop["name"] in values:
            hint = "Choose another word before 'in'."
            return self._fault(location, f"'{loop['name']}' is the name of a parameter already", hint)
        if loop["parameter"] and loop["parameter"] not in values:
            return self._fault(location, f"there is no parameter '{loop['parameter']}'", nearest(loop["parameter"], values, _DECLARE))
        listed = one_or_many(loop["list"]) if loop["list"] is not None else values[loop["parameter"]]
        if isinstance(listed, str):
            listed = one_or_many(listed)
        if not isinstance(listed, tuple):
            what = f"the parameter '{loop['parameter']}' holds one value, and a section is repeated for several"
            return self._fault(location, what, "Name a parameter of type countries, or a text with commas.")
        return [self._turn(loop["name"], each, listed) for each in listed]

    def _turn(self, name: str, value: str, listed: tuple[str, ...]) -> dict[str, Value]:
        """Return a value under its name and, among countries, the name of the country: `{{ x_name }}`."""
        if all(each in self.countries for each in listed):
            return {name: value, f"{name}_name": self.countries[value]}
        return {name: value}

    def _fault(self, location: Location, message: str, hint: str) -> list[dict[str, Value]]:
        self.problems.append(self.origin.problem(location, message, hint))
        return []


_DECLARE = "Set it under 'params:'."
