"""Where seeds, templates and output are: the folder that the user works in, or the shipped one."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import BriefingError, Problem
from briefing.files import scraps
from briefing.files.writing import BIN

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

    def written_to(self) -> Iterator[Path]:
        """Yield the folders in which the program writes, but for the output."""
        yield self.root
        for top in (self.seeds, self.templates, self.root / BIN):
            yield from (Path(folder) for folder, _, _ in os.walk(top))


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


def make(folder: Path, model: Path, finish: Callable[[Path], object] = lambda _: None) -> None:
    """Make a workspace of the user's own, with the guide to writing in it. All of it, or nothing.

    Args:
        folder: Where; it is empty, or not there yet.
        model: The workspace to copy (`starter`, `blank`, `shipped`); its originals and its output stay behind.
        finish: Writes what else belongs into the workspace, before it is moved to its place.

    Raises:
        BriefingError: The folder holds something already, or cannot be written to.
    """
    if scraps.clear([folder, folder.absolute().parent]) and _is_workspace(folder):
        return  # begun by a run that was killed, and finished now
    _refuse_occupied(folder)
    present = [each for each in (folder, *folder.absolute().parents) if each.exists()]
    draft = (folder if folder.exists() else folder.absolute().parent) / scraps.name()
    try:
        draft.mkdir(parents=True)
        _fill(draft, model)
        finish(draft)
        if folder.exists():
            _move_into(folder, draft)
        else:
            draft.replace(folder)  # in one moment: whoever stops it stops it before or after
    except OSError as error:
        _take_back(draft, folder, present)
        hint = "Choose a folder that you may write to, or make room."
        raise BriefingError([Problem(folder.as_posix(), 0, f"no workspace can be made here: {error.strerror}", hint)]) from None
    except BaseException:
        _take_back(draft, folder, present)
        raise


def _fill(folder: Path, model: Path) -> None:
    for part in (model / name for name in ("seeds", "templates", "articles")):
        if part.is_dir():
            shutil.copytree(part, folder / part.name, ignore=shutil.ignore_patterns("originals", ".*", "~*"))
    (folder / "seeds" / "originals").mkdir(parents=True)
    shutil.copyfile(guide(), folder / "seeds" / "README.md")
    (folder / ".gitignore").write_text(_KEPT_OUT, encoding="utf-8")


def _move_into(folder: Path, draft: Path) -> None:
    """Move a finished workspace into a folder that is there and empty: the user may be in it. Seeds and templates come last.

    Raises:
        OSError: Something cannot be moved. Nothing is in the folder.
    """
    parts = sorted(draft.iterdir(), key=lambda part: (part.name in ("seeds", "templates"), part.name))
    moved: list[Path] = []
    note = folder / scraps.name(".json")
    try:
        note.write_text(json.dumps([(f"{draft.name}/{part.name}", part.name) for part in parts]), encoding="utf-8")
        for part in parts:
            part.replace(folder / part.name)
            moved = [*moved, folder / part.name]
    except BaseException:
        scraps.remove(note)
        for part in moved:
            scraps.remove(part)
        raise
    scraps.remove(note)
    draft.rmdir()


def _take_back(draft: Path, folder: Path, present: Sequence[Path]) -> None:
    """Delete what was begun, and the folders that were made for it."""
    scraps.remove(draft)
    for each in (folder, *folder.absolute().parents):
        if each in present:
            return
        with contextlib.suppress(OSError):
            each.rmdir()


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
