"""Where seeds, templates and output are: the folder that the user works in, or the shipped one."""

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
    """Where packs are written unless the user says otherwise."""
    is_shipped: bool = False
    """Whether it is the one that comes with the program, because the user named none and is in none."""

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
        BriefingError: The chosen folder is no workspace, the current one is half of one, or it has been deleted.
    """
    try:
        here = Path.cwd()
    except OSError:
        hint = "Change to a folder that is there: cd DIR."
        raise BriefingError([Problem("", 0, "the folder that you are in is no longer there", hint)]) from None
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
    if (here / "seeds").is_dir():
        hint = "Make a folder 'templates' beside 'seeds', with an outline in it; 'briefing init DIR' makes both."
        raise BriefingError([Problem("", 0, "this folder has 'seeds' and no 'templates', and is no workspace", hint)])
    return Workspace(shipped(), here / "output", is_shipped=True)


def shipped() -> Path:
    """Return the workspace that comes with the program: beside the package in a clone, inside it when installed."""
    inside = _PACKAGE / "shipped"
    return inside if _is_workspace(inside) else _PACKAGE.parent


def starter() -> Path:
    """Return the small example that a new workspace begins with."""
    return _PACKAGE / "workspace" / "starter"


def blank() -> Path:
    """Return the workspace with an outline and nothing else."""
    return _PACKAGE / "workspace" / "blank"


def guide() -> Path:
    """Return the guide to the files of `seeds/`, which `make` puts into every new workspace."""
    return shipped() / "seeds" / "README.md"


def make(folder: Path, model: Path) -> None:
    """Make a workspace of the user's own, with the guide to writing in it. All of it, or nothing.

    Args:
        folder: Where; it is empty, or not there yet.
        model: The workspace to copy (`starter`, `blank`, `shipped`); its originals and its output stay behind.

    Raises:
        BriefingError: The folder holds something already, or cannot be written to.
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
        hint = "Choose a folder that you may write to, or make room."
        raise BriefingError([Problem(folder.as_posix(), 0, f"no workspace can be made here: {error.strerror}", hint)]) from None


_KEPT_OUT = "# Copies of other people's texts are not yours to pass on.\n/seeds/originals/\n/output/\n"


def _refuse_occupied(folder: Path) -> None:
    try:
        if folder.is_dir() and all(path.name in (".git", ".DS_Store") for path in folder.iterdir()):
            return
        if not folder.exists():
            return
    except OSError as error:
        raise BriefingError(
            [Problem(folder.as_posix(), 0, f"this folder cannot be read: {error.strerror}", "Choose another one.")]
        ) from None
    what = "this folder holds files already" if folder.is_dir() else "this is a file"
    raise BriefingError([Problem(folder.as_posix(), 0, what, "Name a folder that is empty, or not there yet.")])


def is_installed(root: Path) -> bool:
    """Say whether a workspace is the one inside the installed package, which is not the user's to change."""
    return root == _PACKAGE / "shipped"


def _is_workspace(folder: Path) -> bool:
    return all((folder / name).is_dir() and os.access(folder / name, os.R_OK) for name in ("seeds", "templates"))
