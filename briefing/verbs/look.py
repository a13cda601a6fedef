"""The look of all packs of a workspace: which shipped theme it begins with, and its colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem
from briefing.files.reading import parsed_yaml, read_text
from briefing.files.resetting import with_settings
from briefing.files.writing import all_or_nothing
from briefing.theme.layers import DEFAULT, names, of_workspace, stacked
from briefing.theme.resolve import resolve
from briefing.theme.settings import THEME_FILE
from briefing.workspace import Workspace


@dataclass(frozen=True, slots=True)
class WorkspaceLook:
    """How the packs of a workspace look, where their outlines do not say otherwise."""

    base: str
    """The shipped theme that it begins with."""
    bases: tuple[str, ...]
    """The shipped themes that there are."""
    colours: Mapping[str, str]
    """Each colour, `#rrggbb`, by its name."""


def look(workspace: Workspace) -> WorkspaceLook:
    """Return the look of a workspace.

    Raises:
        BriefingError: Everything that is wrong with its `theme.yaml`.
    """
    own = of_workspace(workspace.templates, workspace.root)
    found = resolve(stacked(own), workspace.root, paper=None, is_short=False, has_margin_notes=True)
    base = own.settings.base if own and own.settings.base else DEFAULT
    return WorkspaceLook(base, tuple(names()), asdict(found.theme.colours))


def choose(workspace: Workspace, *, base: str = "", colours: Mapping[str, str] | None = None) -> WorkspaceLook:
    """Change the look of a workspace. Everything else in its `theme.yaml` stays.

    Args:
        workspace: Where the packs are.
        base: The shipped theme. Default: the one that it has.
        colours: New colours, by their names. Default: the ones that it has; those of another theme, if `base` is another.

    Raises:
        BriefingError: A colour is none, or text in it could not be read on white or on the background of boxes. Nothing is changed.
    """
    path, name = workspace.templates / THEME_FILE, f"templates/{THEME_FILE}"
    text = read_text(path, name) if path.exists() else "# The look of all packs of this folder.\n"
    before = parsed_yaml(text, name)
    new: dict[str, object] = {"base": base} if base else {}
    if colours:
        new["colours"] = {**(before.get("colours") or {}), **colours}
    elif base and base != before.get("base") and "colours" in before:
        new["colours"] = {}
    changed = with_settings(f"---\n{text.rstrip()}\n---\n", new)
    if changed is None:
        what = "the lines of this file are written in an unusual way, and cannot be changed by a form"
        raise BriefingError([Problem(name, 0, what, "Change them in the text.")])
    found: list[WorkspaceLook] = []
    with all_or_nothing(workspace.root, lambda: found.append(look(workspace))) as batch:
        batch.write(path, changed.removeprefix("---\n").removesuffix("---\n"))
    return found[0]
