"""Putting the values of parameters into an outline: `{{ name }}` in texts, conditions (`when:`), and `for:`, which repeats a section."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Any

from briefing.dataclass import dataclass
from briefing.errors import Problem, nearest
from briefing.files.origin import Location, Origin
from briefing.outline.parameters import Value
from briefing.outline.section_fields import one_or_many

_LOOP = re.compile(r"\s*(?P<name>[A-Za-z_]\w*)\s+in\s+(?:(?P<parameter>[A-Za-z_]\w*)|\[(?P<list>[^\[\]]*)\])\s*")
MOST = 2_000
"""Sections of a pack: `for` in `for` in `for` makes thousands of a few lines, which nobody reads and which take minutes."""


@dataclass(frozen=True)
class Filling:
    """An outline while the values of its parameters are put in."""

    origin: Origin
    countries: Mapping[str, str]
    """The names of the countries, by their codes."""
    problems: list[Problem] = dataclasses.field(default_factory=list)
    parts: dict[Location, tuple[Origin, Location]] = dataclasses.field(default_factory=dict)
    """The place of each section in the file of the outline, by its place in the result."""
    literal: frozenset[str] = frozenset()
    """The parameters whose values are no Markdown, such as names of people."""

    def put_in(self, data: Any, location: Location, values: Mapping[str, Value], place: Location | None = None) -> Any:
        """Return the data with the values of parameters put in.

        Sections whose condition is not true stay in the result, so that mistakes in them are found.

        Args:
            data: The data as YAML reads it.
            location: The place of the data in the outline.
            values: The values, by the name of the parameter.
            place: The place of the data in the result. Default: `location`.
        """
        place = location if place is None else place
        if isinstance(data, Mapping):
            found = {key: self.put_in(value, (*location, key), values, (*place, key)) for key, value in data.items() if key != "when"}
            if "when" in data:
                from briefing.outline.expressions import is_wanted  # here and below: it loads Jinja2

                found["when"] = is_wanted(self.origin, data["when"], (*location, "when"), values, self.problems)
            return found
        if isinstance(data, list) and location[-1] == "sections":
            return list(self._sections(data, location, values, place))
        if isinstance(data, list):
            return [self.put_in(each, (*location, number), values, (*place, number)) for number, each in enumerate(data)]
        if isinstance(data, str) and ("{{" in data or "{%" in data):
            from briefing.outline.expressions import rendered

            literal = {name: _escaped(str(values[name])) for name in self.literal if name in values and location[-1] in _MARKDOWN}
            return rendered(self.origin, str(data), location, {**values, **literal}, self.problems)
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
        """Return the values that `for:` sets, for each repetition of a section. Without `for:` there is one repetition and no value."""
        if not isinstance(section, Mapping) or "for" not in section:
            return [{}]
        loop = _LOOP.fullmatch(str(section["for"]))
        location = (*location, "for")
        if not loop:
            return self._fault(location, f"'for: {section['for']}' cannot be read", "Write 'for: x in NAME'. NAME is a parameter.")
        if loop["name"] in values:
            hint = "Choose another word before 'in'."
            return self._fault(location, f"'{loop['name']}' is already the name of a parameter", hint)
        if loop["parameter"] and loop["parameter"] not in values:
            return self._fault(location, f"there is no parameter '{loop['parameter']}'", nearest(loop["parameter"], values, _DECLARE))
        listed = one_or_many(loop["list"]) if loop["list"] is not None else values[loop["parameter"]]
        if isinstance(listed, str):
            listed = one_or_many(listed)
        if not isinstance(listed, tuple):
            what = f"the parameter '{loop['parameter']}' has one value only, so the section cannot be repeated for it"
            return self._fault(location, what, "Name a parameter of type 'countries', or a parameter of type 'text' with commas in it.")
        return [self._turn(loop["name"], each, listed) for each in listed]

    def _turn(self, name: str, value: str, listed: tuple[str, ...]) -> dict[str, Value]:
        """Return a value under its name. If all values are countries, add the name of the country: `{{ x_name }}`."""
        if all(each in self.countries for each in listed):
            return {name: value, f"{name}_name": self.countries[value]}
        return {name: value}

    def _fault(self, location: Location, message: str, hint: str) -> list[dict[str, Value]]:
        self.problems.append(self.origin.problem(location, message, hint))
        return []


_MARKDOWN = ("text", "lead")
"""The settings of sections that hold Markdown."""


def _escaped(value: str) -> str:
    """Return words as Markdown that prints them as they are."""
    return re.sub(r"([!#-&(-/:-@\[-`{-~])", r"\\\1", value)


_DECLARE = "Declare it under 'params:'."
