"""The workspace: the folder with `seeds/` and `templates/` that the user works in, or the workspace that comes with the program."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import BriefingError, Problem

_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with `seeds/` and `templates/`."""

    root: Path
    output: Path
    """The folder into which packs are written by default."""
    is_shipped: bool = False
    """Whether this is the workspace that comes with the program. It is used if the user names no workspace and is in none."""

    @property
    def seeds(self) -> Path:
        """Return the folder of the library."""
        return self.root / "seeds"

    @property
    def templates(self) -> Path:
        """Return the folder of the outlines."""
        return self.root / "templates"


def find(chosen: Path | None = None) -> Workspace:
    """Return the workspace: the chosen folder, else the nearest workspace from the current folder upwards, else the shipped workspace.

    Raises:
        BriefingError: The chosen folder is not a workspace, or the current folder has no `templates/` or has been deleted.
    """
    try:
        here = Path.cwd()
    except OSError:
        raise BriefingError([Problem("", 0, "the current folder no longer exists", "Change to a folder that exists: cd DIR.")]) from None
    if chosen is not None:
        root = chosen.resolve()
        if not _is_workspace(root):
            hint = "Name a folder that has the folders 'seeds' and 'templates'. 'briefing init DIR' makes one."
            raise BriefingError([Problem(chosen.as_posix(), 0, "this folder is not a workspace", hint)])
        return Workspace(root, root / "output")
    for root in (here, *here.parents):
        if _is_workspace(root):
            return Workspace(root, root / "output")
    if (here / "seeds").is_dir():
        hint = "Make a folder 'templates' with an outline in it. 'briefing init DIR' makes a new workspace with both."
        raise BriefingError([Problem("", 0, "this folder has 'seeds' but no 'templates', so it is not a workspace", hint)])
    return Workspace(shipped(), here / "output", is_shipped=True)


def shipped() -> Path:
    """Return the workspace that comes with the program: inside the installed package, or beside the package in a clone."""
    inside = _PACKAGE / "shipped"
    return inside if _is_workspace(inside) else _PACKAGE.parent


def starter() -> Path:
    """Return the folder with the small example that a new workspace begins with."""
    return _PACKAGE / "workspace" / "starter"


def blank() -> Path:
    """Return the folder of a workspace that has one outline and no sources."""
    return _PACKAGE / "workspace" / "blank"


def guide() -> Path:
    """Return the file of the guide to `seeds/`, which `make` copies into every new workspace."""
    return shipped() / "seeds" / "README.md"


def make(folder: Path, model: Path) -> None:
    """Make a new workspace for the user, with the guide to `seeds/`. If something fails, make nothing.

    Args:
        folder: The new workspace: an empty folder, or a folder that does not exist yet.
        model: The workspace to copy (`starter`, `blank`, `shipped`), without its originals and its output.

    Raises:
        BriefingError: The folder has files in it, or cannot be written to.
    """
    _refuse_occupied(folder)
    present = folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".briefing-") as scratch:
            for part in (model / name for name in ("seeds", "templates", "articles")):
                if part.is_dir():
                    shutil.copytree(part, Path(scratch) / part.name, ignore=shutil.ignore_patterns("originals", ".*", "~*"))
            (Path(scratch) / "seeds" / "originals").mkdir(parents=True)
            shutil.copyfile(guide(), Path(scratch) / "seeds" / "README.md")
            (Path(scratch) / ".gitignore").write_text(_KEPT_OUT, encoding="utf-8")
            for part in Path(scratch).iterdir():
                part.replace(folder / part.name)
    except OSError as error:
        if not present:
            shutil.rmtree(folder, ignore_errors=True)
        hint = "Choose a folder that you may write to, and check that the disk is not full."
        raise BriefingError([Problem(folder.as_posix(), 0, f"a workspace cannot be made here: {error.strerror}", hint)]) from None


_KEPT_OUT = "# Copies of other people's texts are not yours to pass on.\n/seeds/originals/\n/output/\n"


def _refuse_occupied(folder: Path) -> None:
    try:
        if folder.is_dir() and all(path.name in (".git", ".DS_Store") for path in folder.iterdir()):
            return
        if not folder.exists():
            return
    except OSError as error:
        raise BriefingError(
            [Problem(folder.as_posix(), 0, f"this folder cannot be read: {error.strerror}", "Choose another folder.")]
        ) from None
    what = "this folder already has files in it" if folder.is_dir() else "this is a file, not a folder"
    raise BriefingError([Problem(folder.as_posix(), 0, what, "Name an empty folder, or a folder that does not exist yet.")])


def is_installed(root: Path) -> bool:
    """Say whether a workspace is inside the installed package, where the user should not change it."""
    return root == _PACKAGE / "shipped"


def _is_workspace(folder: Path) -> bool:
    return all((folder / name).is_dir() and os.access(folder / name, os.R_OK) for name in ("seeds", "templates"))
