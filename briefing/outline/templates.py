"""Outlines as they stand in their files: finding them, reading them, putting parameters in."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter

from briefing.errors import BriefingError, Problem, nearest, shown_path
from briefing.files import Source, leads_out, read_yaml, validate
from briefing.library import Library
from briefing.outline.expressions import put_in
from briefing.outline.model import Outline
from briefing.outline.parameters import Parameter, Value, country_names
from briefing.outline.parameters import value as read_value

_PARAMETERS: TypeAdapter[dict[str, Parameter]] = TypeAdapter(dict[str, Parameter])
_OUTLINE: TypeAdapter[Outline] = TypeAdapter(Outline)


@dataclasses.dataclass(frozen=True)
class Template:
    """An outline as it stands in its file, before its parameters are put in."""

    origin: Source
    params: Mapping[str, Parameter]

    @property
    def id(self) -> str:
        """Return the file name without its ending."""
        return Path(self.origin.name).stem

    @property
    def title(self) -> str:
        """Return the title, with an ellipsis for each parameter."""
        return re.sub(r"\{\{.*?\}\}", "…", str(self.origin.data.get("title", self.id)))


def names(folder: Path) -> list[str]:
    """Return the ids of the outlines in a folder."""
    return sorted(path.stem for path in folder.glob("*.yaml") if not path.name.startswith("."))


def read(folder: Path, name: str, base: Path) -> Template:
    """Read an outline by its id.

    Raises:
        BriefingError: There is none, it is not YAML, or its parameters are wrong.
    """
    known = names(folder)
    if name not in known:
        hint = f"Rename {name}.yml to {name}.yaml." if (folder / f"{name}.yml").exists() else nearest(name, known)
        raise BriefingError(
            [Problem("", 0, f"there is no outline '{name}' in {shown_path(folder, base)}/", hint or "'briefing list' shows all.")]
        )
    path = folder / f"{name}.yaml"
    if leads_out(path, base):
        what = "this is a link that leads out of the workspace, and is not followed"
        raise BriefingError([Problem(shown_path(path, base), 0, what, "Copy what it points to to this place.")])
    origin = read_yaml(path, shown_path(path, base))
    if not isinstance(origin.data, Mapping):
        raise BriefingError([Problem(origin.name, 1, "an outline is a list of 'key: value' lines", "Begin with 'title: …'.")])
    if "id" in origin.data:
        raise BriefingError([Problem(origin.name, origin.line(("id",)), "'id' is not a setting of an outline", "The file name is the id.")])
    params = validate(origin, origin.data.get("params") or {}, _PARAMETERS, ("params",))
    for key in params:
        if not str(key).isidentifier():
            what = f"'{key}' cannot be the name of a parameter"
            raise BriefingError([Problem(origin.name, origin.line(("params", key)), what, "Use letters, digits and _.")])
    return Template(origin, params)


def fill(template: Template, library: Library, settings: Mapping[str, str]) -> Outline:
    """Put parameters into an outline and check it.

    Args:
        template: The outline.
        library: What countries and levels can be.
        settings: What the user set, by name of the parameter.

    Raises:
        BriefingError: All that is wrong with the settings, or with the outline.
    """
    origin, problems = template.origin, []
    values: dict[str, Value] = {}
    for name in settings:
        if name not in template.params:
            hint = nearest(name, template.params) or f"The outline '{template.id}' has no parameters."
            problems.append(Problem("--set", 0, f"the outline '{template.id}' has no parameter '{name}'", hint))
    for name, parameter in template.params.items():
        place, given = (origin.name, origin.line(("params", name, "default"))), parameter.default
        if name in settings:
            place, given = ("--set", 0), settings[name]
        try:
            values[name] = read_value(parameter, given, library)
            values.update(country_names(name, values[name], parameter, library))
        except ValueError as error:
            message, _, hint = str(error).partition("\n")
            problems.append(Problem(*place, f"the parameter '{name}' {message}", hint))
    if problems:
        raise BriefingError(problems)
    data = {key: put_in(origin, value, (key,), values, problems) for key, value in origin.data.items() if key != "params"}
    if problems:
        raise BriefingError(problems)
    return validate(origin, {**data, "id": template.id}, _OUTLINE)
