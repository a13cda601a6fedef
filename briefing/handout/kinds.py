"""Kinds of handouts: outlines with a setting `handout:`. Some come with the program; the user's own are in `templates/handouts/`."""

from __future__ import annotations

from pathlib import Path

from briefing import outline as outlines
from briefing.errors import BriefingError, Problem, nearest
from briefing.outline import Template
from briefing.workspace import Workspace

_SHIPPED = Path(__file__).resolve().parent / "kinds"
USUAL = ("cards", "worksheet", "glossary", "comparison")
"""The order in which sheets of several kinds are handed out; kinds of the user's own follow by name."""
ON_REQUEST = ("sign-in", "certificate", "badge", "programme")
"""The kinds that are made only if somebody asks for them."""
SHIPPED = (*USUAL, *ON_REQUEST)
"""The kinds that come with the program."""


def names(workspace: Workspace) -> list[str]:
    """Return the kinds that are made unless somebody chooses others."""
    own = set(outlines.names(_own(workspace)))
    return [*USUAL, *sorted(own - set(SHIPPED))]


def every(workspace: Workspace) -> list[str]:
    """Return the kinds that there are, with those that are made only if somebody asks for them."""
    return [*names(workspace), *ON_REQUEST]


def read(workspace: Workspace, name: str) -> Template:
    """Read a kind: the user's own of that name, else the program's.

    Raises:
        BriefingError: There is none, or it is wrong.
    """
    known = every(workspace)
    if name not in known:
        raise BriefingError([Problem("--kind", 0, f"there is no kind of handout '{name}'", nearest(name, known))])
    if name in outlines.names(_own(workspace)):
        return outlines.read(_own(workspace), name, workspace.root)
    return outlines.read(_SHIPPED, name, _SHIPPED.parent)


def shown(template: Template) -> str:
    """Return the file of a kind as the user knows it; nothing for one of the program's, which they cannot change."""
    return "" if template.origin.name.startswith(f"{_SHIPPED.name}/") else template.origin.name


def _own(workspace: Workspace) -> Path:
    return workspace.templates / "handouts"
