"""`new`: begin an outline of your own that follows another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from briefing import outline, steps
from briefing.dataclass import dataclass
from briefing.document.identifiers import slug
from briefing.errors import BriefingError, Problem
from briefing.files.writing import all_or_nothing
from briefing.theme.settings import THEME_FILE
from briefing.workspace import Workspace, schema


@dataclass(frozen=True, slots=True)
class NewOutline:
    """An outline that was begun."""

    file: Path
    outline: str
    """Its id."""
    base: str
    """The id of the outline that it follows."""


def new(workspace: Workspace, name: str, base: str = "", *, settings: Mapping[str, str] | None = None) -> NewOutline:
    """Begin an outline that follows another and says as remarks all that can be set and changed.

    Args:
        workspace: Where the outlines are.
        name: The id of the new outline.
        base: The id of the outline that it follows. Default: `seminar`, or the only outline.
        settings: Values of the base's parameters, by their names.

    Raises:
        BriefingError: The name is taken or cannot be a file's, or something is wrong with the base or the library.
    """
    path = _free(name, workspace.templates)
    base = base or outline.default_names(workspace.templates)[0]
    template = outline.read(workspace.templates, base, workspace.root)
    outline.fill(template, steps.load(workspace), settings or {})
    text = schema.mark("outline", "templates") + outline.beginning(path.stem, template, settings or {})
    with all_or_nothing(workspace.root) as batch:
        for file, content in {path: text, **schema.files(workspace.root)}.items():
            batch.write(file, content)
    return NewOutline(path, path.stem, base)


def _free(name: str, folder: Path) -> Path:
    """Return the file of a new outline.

    Raises:
        BriefingError: The name cannot be the name of a file, or it is taken.
    """
    if not re.fullmatch(r"[^\W_][\w-]*", name):
        raise BriefingError([Problem("", 0, f"'{name}' cannot be the name of an outline", f"Write '{slug(name)}'.")])
    path = folder / f"{name}.yaml"
    if path.name == THEME_FILE:
        raise BriefingError(
            [Problem("", 0, f"'{name}' cannot be the name of an outline: {THEME_FILE} sets the look of all packs", f"Write 'my-{name}'.")]
        )
    taken = next((each for each in (path, folder / f"{name}.yml") if each.exists() or each.is_symlink()), None)
    if taken:
        hint = "Choose another name, or move that file away first."
        raise BriefingError([Problem(f"templates/{taken.name}", 0, "there is an outline with this name already", hint)])
    return path
