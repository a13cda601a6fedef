"""Where seeds, templates and output are: the folder that the user works in, or the shipped one."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import BriefingError, Problem

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with `seeds/` and `templates/`."""

    root: Path
    output: Path
    """Where packs are written unless the user says otherwise."""

    @property
    def seeds(self) -> Path:
        """Return the folder of the content library."""
        return self.root / "seeds"

    @property
    def templates(self) -> Path:
        """Return the folder of the outlines."""
        return self.root / "templates"


def find(chosen: Path | None = None) -> Workspace:
    """Return the workspace: the chosen folder, else the nearest one from the current folder upwards, else the shipped one.

    Raises:
        BriefingError: The chosen folder is no workspace.
    """
    here = Path.cwd()
    if chosen is not None:
        root = chosen.resolve()
        if not _is_workspace(root):
            raise BriefingError(
                [Problem(chosen.as_posix(), 0, "this folder is no workspace", "A workspace has a folder 'seeds' and a folder 'templates'.")]
            )
        return Workspace(root, root / "output")
    for root in (here, *here.parents):
        if _is_workspace(root):
            return Workspace(root, root / "output")
    return Workspace(shipped(), here / "output")


def shipped() -> Path:
    """Return the workspace that comes with the program: beside the package in a clone, inside it when installed."""
    inside = _PACKAGE / "shipped"
    return inside if _is_workspace(inside) else _PACKAGE.parent


def is_installed(root: Path) -> bool:
    """Say whether a workspace is the one inside the installed package, which is not the user's to change."""
    return root == _PACKAGE / "shipped"


def _is_workspace(folder: Path) -> bool:
    return all((folder / name).is_dir() and os.access(folder / name, os.R_OK) for name in ("seeds", "templates"))
