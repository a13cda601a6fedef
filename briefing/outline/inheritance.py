"""Outlines that extend another outline, their base: `extends:`, `set:`, and changes to sections of the base by their ids."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from briefing.dataclass import BeforeValidator, model
from briefing.errors import BriefingError, Problem, WrongValueError, nearest
from briefing.files.origin import Location, Origin
from briefing.files.validation import validate
from briefing.outline.parameters import Parameter
from briefing.outline.section_fields import Keys
from briefing.outline.tree import Tree, compose, grow


def _required(value: object) -> object:
    if not str(value or "").strip():
        raise WrongValueError("no outline is named", "Write the name of an outline, or delete the line.")
    return value


@model(frozen=True)
class Addition:
    """A section to add before or after a section of the base. Without `before` and `after`, it is added at the end."""

    section: Mapping[str, Any]
    """The new section."""
    before: str = ""
    """The id of the section that comes after it."""
    after: str = ""
    """The id of the section that comes before it."""

    def __post_init__(self) -> None:
        """Check that the addition has one place only."""
        if self.before and self.after:
            raise WrongValueError("a section cannot have both 'before' and 'after'", "Delete one of the two.")


@model(frozen=True)
class Move:
    """A section of the base, and the place to move it to."""

    id: str
    """The id of the section."""
    before: str = ""
    """The id of the section that comes after it."""
    after: str = ""
    """The id of the section that comes before it."""

    def __post_init__(self) -> None:
        """Check that the move has exactly one place."""
        if bool(self.before) == bool(self.after):
            raise WrongValueError("a move needs either 'before' or 'after'", "Write 'before: ID' or 'after: ID', not both.")


@model(frozen=True)
class Changes:
    """The changes that an outline makes to its base. They are made in this order: replace, change, add, move, drop."""

    extends: Annotated[str, BeforeValidator(_required)]
    """The id of the base."""
    set: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """Other default values for the parameters of the base."""
    replace: Mapping[str, Mapping[str, Any]] = dataclasses.field(default_factory=dict)
    """New sections instead of the sections with these ids. Each new section keeps the id."""
    change: Mapping[str, Mapping[str, Any]] = dataclasses.field(default_factory=dict)
    """New settings for the sections with these ids. Their other settings do not change."""
    add: tuple[Addition, ...] = ()
    """New sections."""
    move: tuple[Move, ...] = ()
    """Sections of the base in other places."""
    drop: Keys = ()
    """The ids of sections to leave out, with everything in them."""


KEYS = tuple(field.name for field in dataclasses.fields(Changes))
"""The settings of an outline that are about its base."""


def base_of(origin: Origin) -> Changes | None:
    """Return the changes that an outline makes to its base, or None if it has no base.

    Raises:
        BriefingError: The changes cannot be read, or the outline has changes but no base.
    """
    given = {key: origin.data[key] for key in KEYS if origin.data.get(key) is not None or (key == "extends" and key in origin.data)}
    if given and "extends" not in given:
        hint = "Add a line 'extends: NAME' with the name of that outline."
        raise BriefingError(
            origin.problem((key,), f"'{key}' changes another outline, but this outline has no 'extends'", hint, of_key=True)
            for key in given
        )
    return validate(origin, given, Changes) if given else None


def inherit(origin: Origin, changes: Changes, base: Origin, base_name: str, problems: list[Problem]) -> Origin:
    """Return the whole outline: its base with the changes made.

    Args:
        origin: The file with the changes.
        changes: The changes.
        base: The outline that it extends, with all changes made.
        base_name: The id of that outline.
        problems: A problem is added for each change that cannot be made.
    """
    own = {key: value for key, value in origin.data.items() if key not in KEYS}
    settings = {**base.data, **own}
    parts: dict[Location, tuple[Origin, Location]] = {(): (origin, ())}
    parts.update({(key,): (base, (key,)) for key in base.data if key not in own})
    plan = Tree(grow(origin if "sections" in own else base, settings.get("sections")))
    _apply(origin, changes, plan, base_name, problems)
    if "sections" in settings and isinstance(settings["sections"], list):
        settings["sections"] = compose(plan.nodes, ("sections",), parts)
    return Origin(origin.name, settings, origin.first, parts=parts)


def parameters(
    origin: Origin, changes: Changes, base: Mapping[str, Parameter], own: Mapping[str, Parameter], problems: list[Problem]
) -> tuple[dict[str, Parameter], dict[Location, tuple[Origin, Location]]]:
    """Return the parameters of the base and of the outline itself, with the defaults that are set, and the places of these defaults.

    A problem is added for each value that is set for an unknown parameter.
    """
    known = {**base, **own}
    problems += [
        origin.problem(("set", name), f"'{changes.extends}' has no parameter '{name}'", nearest(name, known, _NONE), of_key=True)
        for name in changes.set
        if name not in known
    ]
    found = {name: dataclasses.replace(each, default=changes.set[name]) if name in changes.set else each for name, each in known.items()}
    return found, {("params", name, "default"): (origin, ("set", name)) for name in changes.set if name in known}


_NONE = "Delete the line, or declare the parameter under 'params:'."


# ── the changes ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _apply(origin: Origin, changes: Changes, plan: Tree, base_name: str, problems: list[Problem]) -> None:
    """Make the changes in the plan. Add a problem for each change that cannot be made."""
    of_base, doubled = set(plan.ids), plan.doubled

    def known(identity: str, location: Location) -> bool:
        if identity in doubled:
            what = f"'{location[0]}' names a section '{identity}', but '{base_name}' has {doubled[identity]} sections with this id"
            problems.append(origin.problem(location, what, f"Give each section of '{base_name}' an id of its own."))
            return False
        if identity in plan.ids:
            return True
        what = f"'{location[0]}' names a section '{identity}', but '{base_name}' has no such section"
        is_key = location[0] in ("replace", "change")
        problems.append(origin.problem(location, what, _like(identity, plan.ids, of_base, base_name), of_key=is_key))
        return False

    for identity in changes.replace:
        if known(identity, ("replace", identity)):
            plan.replace(identity, origin, ("replace", identity))
    for identity in changes.change:
        if known(identity, ("change", identity)):
            plan.change(identity, origin, ("change", identity))
    for number, addition in enumerate(changes.add):
        side = "before" if addition.before else "after"
        beside, location = addition.before or addition.after, ("add", number)
        taken = origin.data["add"][number]["section"].get("id")
        if taken and taken in plan.ids:
            what = f"there is already a section '{taken}'"
            problems.append(origin.problem((*location, "section", "id"), what, "Give this section another id."))
        elif not beside or known(beside, (*location, side)):
            plan.add(origin, (*location, "section"), beside, before=side == "before")
    for number, move in enumerate(changes.move):
        side = "before" if move.before else "after"
        beside, location = move.before or move.after, ("move", number)
        if known(move.id, (*location, "id")) & known(beside, (*location, side)) and not plan.move(move.id, beside, before=side == "before"):
            what = f"the section '{move.id}' cannot move next to itself or to a section inside it"
            problems.append(origin.problem((*location, side), what, "Name a section outside of it."))
    drops = [
        (number, each) for number, each in enumerate(changes.drop) if known(each, ("drop", number))
    ]  # find all of them first: one of these sections may be inside another
    for _, identity in drops:
        plan.drop(identity)


def _like(identity: str, present: Iterable[str], of_base: Iterable[str], base_name: str) -> str:
    """Return a hint with the ids that are most like an unknown id. If there are none, list all ids of the base."""
    close = difflib.get_close_matches(identity, sorted({*present, *of_base}), n=3, cutoff=0.6)
    if len(close) > 1:
        return f"Did you mean {', '.join(map(repr, close[:-1]))} or {close[-1]!r}?"
    if close:
        return f"Did you mean {close[0]!r}?"
    return f"Choose from the sections of '{base_name}': {', '.join(present)}." if present else f"'{base_name}' has no sections."
