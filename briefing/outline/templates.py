"""The files of outlines: finding them, reading them, and putting in the values of parameters."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from briefing.dataclass import dataclass
from briefing.dates import parse
from briefing.errors import BriefingError, Problem, WrongValueError, choice_of, collect, nearest, shown_path
from briefing.files.origin import Location, Origin
from briefing.files.reading import read_settings
from briefing.files.validation import validate
from briefing.library import Library
from briefing.outline.filling import Filling
from briefing.outline.inheritance import Changes, base_of, inherit, parameters
from briefing.outline.outline import Outline
from briefing.outline.parameters import Parameter, Value, country_names, read_value
from briefing.system.patterns import pattern
from briefing.theme.settings import THEME_FILE


@dataclass(frozen=True)
class FilledOutline:
    """An outline with the values of its parameters."""

    outline: Outline
    origin: Origin
    """Knows the file and the line of each part of the outline."""
    settings: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """The values that the user set, by the name of the parameter."""
    numbers: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """The numbers that questions have in another pack, by their ids."""


@dataclass(frozen=True)
class Template:
    """An outline before the values of its parameters are put in. If it extends another outline, it has the parts of both."""

    origin: Origin
    params: Mapping[str, Parameter]
    base: str = ""
    """The id of the outline that it extends; empty if it extends none."""
    problems: tuple[Problem, ...] = ()
    """The changes of a base that cannot be made. `fill` raises them together with all other problems."""

    @property
    def id(self) -> str:
        """Return the file name without its ending."""
        return Path(self.origin.name).stem

    @property
    def title(self) -> str:
        """Return the title, with `…` for each parameter."""
        return re.sub(r"\{\{.*?\}\}", "…", str(self.origin.data.get("title", self.id)))


def names(folder: Path) -> list[str]:
    """Return the ids of the outlines in a folder."""
    return sorted(path.stem for path in folder.glob("*.yaml") if not path.name.startswith(".") and path.name != THEME_FILE)


def default_names(folder: Path) -> list[str]:
    """Return the outline to use if the user names none: `seminar`, or the only outline. Those of the cards of others do not count.

    Raises:
        BriefingError: There is no outline, or there are several and none is `seminar`.
    """
    every = names(folder)
    if "seminar" in every:
        return ["seminar"]
    of_cards = {_cards_of(folder, each) for each in every} if len(every) > 1 else set()
    found = [name for name in every if name not in of_cards] or every
    if len(found) == 1:
        return found
    if found:
        raise BriefingError([Problem("", 0, "there are several outlines: name one of them", choice_of(found))])
    misnamed = sorted(path.name for path in folder.glob("*.yml"))
    hint = f"Rename {misnamed[0]} to {misnamed[0].removesuffix('.yml')}.yaml." if misnamed else f"Write one in {folder.as_posix()}."
    raise BriefingError([Problem("", 0, f"there is no outline in {folder.name}/", hint)])


def _cards_of(folder: Path, name: str) -> str:
    """Return the outline that an outline names for its cards. The file may be wrong otherwise, which is told when it is read."""
    try:
        text = (folder / f"{name}.yaml").read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError):
        return ""
    found = _CARDS.search(text)
    return found["name"] if found and found["name"] != name else ""


_CARDS = pattern(r"""^cards:[ \t]*(?P<quote>["']?)(?P<name>[^"'#\s]+)(?P=quote)[ \t]*(?:#.*)?$""", re.MULTILINE)


def read(folder: Path, name: str, base: Path, below: tuple[str, ...] = ()) -> Template:
    """Read an outline by its id, and the outlines that it extends.

    Args:
        folder: The folder of the outlines.
        name: The id.
        base: The workspace, for the names of files in messages.
        below: The ids of the outlines that extend this one.

    Raises:
        BriefingError: There is no such outline, it is not YAML, or its parameters are wrong.
    """
    known = names(folder)
    if name not in known:
        hint = f"Rename {name}.yml to {name}.yaml." if (folder / f"{name}.yml").exists() else nearest(name, known)
        raise BriefingError(
            [Problem("", 0, f"there is no outline '{name}' in {shown_path(folder, base)}/", hint or "Run 'briefing list' to see all.")]
        )
    twin = next((each for each in known if each != name and each.casefold() == name.casefold()), "")
    if twin:
        what = f"'{twin}.yaml' is beside it, and on macOS and Windows the two are one file"
        raise BriefingError([Problem(shown_path(folder / f"{name}.yaml", base), 0, what, "Give one of them another name.")])
    origin = _opened(folder / f"{name}.yaml", base)
    changes = base_of(origin)
    own = _declared(origin)
    if changes is None:
        return Template(origin, own)
    extended = _extended(folder, origin, changes, base, (*below, name))
    problems = list(extended.problems)
    params, defaults = parameters(origin, changes, extended.params, own, problems)
    merged = inherit(origin, changes, extended.origin, changes.extends, problems)
    inherited: dict[Location, tuple[Origin, Location]] = {
        ("params", key): (extended.origin, ("params", key)) for key in extended.params if key not in own
    }
    parts: dict[Location, tuple[Origin, Location]] = {**merged.parts, **inherited, **defaults}
    return Template(dataclasses.replace(merged, parts=parts), params, changes.extends, tuple(problems))


def _opened(path: Path, base: Path) -> Origin:
    if not path.name.isprintable():
        raise BriefingError([Problem(shown_path(path, base), 0, "the name of this file has broken characters", "Rename the file.")])
    origin = read_settings(path, base, "an outline", "title: …")
    if "id" in origin.data:
        hint = "Delete it: the file name is the id."
        raise BriefingError([origin.problem(("id",), "'id' is not a setting of an outline", hint, of_key=True)])
    return origin


def _declared(origin: Origin) -> dict[str, Parameter]:
    """Return the parameters that the file itself declares."""
    params = validate(origin, origin.data.get("params") or {}, dict[str, Parameter], ("params",))
    for key in params:
        if not str(key).isidentifier():
            what, hint = f"'{key}' cannot be the name of a parameter", "Use letters, digits and _, and begin with a letter."
            raise BriefingError([origin.problem(("params", key), what, hint, of_key=True)])
    return params


def _extended(folder: Path, origin: Origin, changes: Changes, base: Path, below: tuple[str, ...]) -> Template:
    """Read the outline that another outline extends.

    Raises:
        BriefingError: There is no outline with this name, it is wrong itself, or it extends the other outline in turn.
    """
    name = changes.extends
    if name in below:
        chain = " extends ".join(f"'{each}'" for each in (*below[below.index(name) :], name))
        hint = "Delete the line 'extends: …' in one of them."
        raise BriefingError([origin.problem(("extends",), f"'extends' leads back to the same outline: {chain}", hint)])
    known = [each for each in names(folder) if each not in below]
    if name not in known:
        hint = nearest(name, known, "Run 'briefing list' to see all.")
        raise BriefingError([origin.problem(("extends",), f"there is no outline '{name}' to extend", hint)])
    return read(folder, name, base, below)


def _twins(origin: Origin) -> Iterator[Problem]:
    """Yield a problem for each section with the id of one before it: a change of that id would be made in the first alone.

    Of two that are there under a condition, one may be there at a time.
    """
    before: dict[str, bool] = {}
    pending: list[tuple[Location, Any]] = [(("sections",), origin.data.get("sections"))]
    while pending:
        location, sections = pending.pop(0)
        for number, section in enumerate(sections if isinstance(sections, list) else ()):
            if isinstance(section, Mapping):
                place, identity = (*location, number), str(section.get("id") or "")
                if identity and identity in before and not ("when" in section and before[identity]):
                    what, hint = f"there is a section '{identity}' already", "Give each section an id of its own."
                    yield origin.problem((*place, "id"), what, hint)
                before.setdefault(identity, "when" in section)
                pending.append(((*place, "sections"), section.get("sections")))


def _day(data: Mapping[str, Any]) -> dict[str, Value]:
    """Return the date of the pack as a value, for the words on its pages; nothing if it has none, or a wrong one."""
    try:
        return {"date": parse(data["date"])}
    except (KeyError, WrongValueError):
        return {}


def fill(template: Template, library: Library, settings: Mapping[str, str], literal: frozenset[str] = frozenset()) -> FilledOutline:
    """Put the values of its parameters into an outline, and check it.

    Args:
        template: The outline.
        library: The library with the countries that a parameter can name.
        settings: The values that the user set, by the name of the parameter.
        literal: The parameters whose values are no Markdown.

    Raises:
        BriefingError: All problems with the values, or with the outline.
    """
    origin, problems = template.origin, list(template.problems)
    values: dict[str, Value] = {}
    for name in settings:
        if name not in template.params:
            hint = nearest(name, template.params) or f"The outline '{template.id}' has no parameters."
            problems.append(Problem("--set", 0, f"the outline '{template.id}' has no parameter '{name}'", hint))
    for name, parameter in template.params.items():
        try:
            values[name] = read_value(parameter, settings.get(name, parameter.default), library)
            values.update(country_names(name, values[name], parameter, library))
        except WrongValueError as error:
            what, hint = f"the parameter '{name}' {error.message}", error.hint
            is_set = name in settings
            problems.append(Problem("--set", 0, what, hint) if is_set else origin.problem(("params", name, "default"), what, hint))
    if set(template.params) - set(values):
        raise BriefingError(problems)
    faults = len(problems)
    problems += _twins(origin)
    filling = Filling(origin, {country.id: country.name for country in library.countries.values()}, problems, literal=literal)
    data = {key: filling.put_in(value, (key,), values) for key, value in origin.data.items() if key not in ("params", "running")}
    if "running" in origin.data:
        data["running"] = filling.put_in(origin.data["running"], ("running",), {**_day(data), **values})
    filled = Origin(origin.name, data, origin.first, parts={(): (origin, ()), **filling.parts})
    whole = {**data, "id": template.id}
    outline = None if filling.problems[faults:] else collect(problems, lambda: validate(filled, whole, Outline, noun="section"))
    if outline is None or problems:
        raise BriefingError(problems)
    return FilledOutline(outline, filled, settings)
