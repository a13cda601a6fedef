"""The workspace: the folder with `seeds/` and `templates/` that the user works in, or the workspace that comes with the program."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem
from briefing.files import scraps
from briefing.files.writing import BIN

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
    def takes_additions(self) -> bool:
        """Return whether the user's files can be kept here. The next update takes away what is in the program's own workspace."""
        return not (self.is_shipped or is_installed(self.root))

    @property
    def seeds(self) -> Path:
        """Return the folder of the library."""
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


def form(name: str) -> Path:
    """Return the folder of a form: the outline of a kind of pack, with placeholders that say what to write.

    Args:
        name: One of `FORMS`.
    """
    return _PACKAGE / "workspace" / "forms" / name


def guide() -> Path:
    """Return the file of the guide to `seeds/`, which `make` copies into every new workspace."""
    return shipped() / "seeds" / "README.md"


def make(folder: Path, model: Path, finish: Callable[[Path], object] = lambda _: None, *, examples: bool = True) -> None:
    """Make a new workspace for the user, with the guide to `seeds/`. If something fails, make nothing.

    Args:
        folder: The new workspace: an empty folder, or a folder that does not exist yet.
        model: The workspace to copy (`starter`, `blank`, `shipped`), without its originals and its output; or a form (`form`), to which the
            examples of the starter are added.
        finish: Writes what else belongs into the workspace, before it is moved to its place.
        examples: Whether a form has the examples; else it has only what its outline names.

    Raises:
        BriefingError: The folder has files in it, or cannot be written to.
    """
    if scraps.clear([folder, folder.absolute().parent]) and _is_workspace(folder):
        return  # begun by a run that was killed, and finished now
    _refuse_occupied(folder)
    present = [each for each in (folder, *folder.absolute().parents) if each.exists()]
    draft = (folder if folder.exists() else folder.absolute().parent) / scraps.name()
    try:
        draft.mkdir(parents=True)
        _fill(draft, model, examples=examples)
        finish(draft)
        if folder.exists():
            _move_into(folder, draft)
        else:
            draft.replace(folder)  # in one moment: whoever stops it stops it before or after
    except OSError as error:
        _take_back(draft, folder, present)
        hint = "Choose a folder that you may write to, and check that the disk is not full."
        raise BriefingError([Problem(folder.as_posix(), 0, f"a workspace cannot be made here: {_reason(error)}", hint)]) from None
    except BaseException:
        _take_back(draft, folder, present)
        raise


def _reason(error: OSError) -> str:
    """Return what the system says. `shutil.Error` has a list of what it says of each file, as text only."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        said = re.match(r"\[Errno (\d+)\]", str(error.args[0][0][-1]))
        return os.strerror(int(said[1])) if said else str(error.args[0][0][-1])
    return error.strerror or str(error)


def _fill(folder: Path, model: Path, *, examples: bool) -> None:
    is_form = model.parent.name == "forms"
    parts = [starter() / name for name in ("seeds", "articles")] if is_form and examples else []
    left = ("originals", ".*", "~*", *(() if examples else ("example-*",)))
    for part in (*parts, *(model / name for name in ("seeds", "templates", "articles"))):
        if part.is_dir():
            shutil.copytree(part, folder / part.name, ignore=shutil.ignore_patterns(*left), dirs_exist_ok=True)
    for file in model.glob("*.csv") if is_form else ():
        shutil.copyfile(file, folder / file.name)
    if parts and (model / "seeds" / "countries").is_dir():
        _leave_out_countries(folder)
    if not examples:
        _cite_no_examples(folder)
    from briefing.library.shelves import SHELVES  # only a new workspace needs the models of records

    for shelf in ("originals", *SHELVES):
        (folder / "seeds" / shelf).mkdir(parents=True, exist_ok=True)
    shutil.copyfile(guide(), folder / "seeds" / "README.md")
    (folder / ".gitignore").write_text(_KEPT_OUT, encoding="utf-8")


def _cite_no_examples(folder: Path) -> None:
    """Take the citations of the examples out of the texts of a form."""
    names = "|".join(path.stem for path in (starter() / "seeds" / "sources").glob("*.md"))
    for path in folder.glob("seeds/*/*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(rf" \[@(?:{names})\b[^\]]*\]", "", text), encoding="utf-8", newline="")


def _leave_out_countries(folder: Path) -> None:
    """Take out the countries of the examples, and what refers to them: each would be a card among the form's own roles."""
    names = [path.stem for path in (starter() / "seeds" / "countries").glob("*.md")]
    for name in names:
        (folder / "seeds" / "countries" / f"{name}.md").unlink()
    line = re.compile(rf"^countries: \[(?:{'|'.join(names)})\]\n|, countries: \[(?:{'|'.join(names)})\]", re.MULTILINE)
    for path in folder.glob("seeds/*"):
        for file in path.glob("*.md") if path.is_dir() else [path]:
            text = file.read_text(encoding="utf-8")
            if text != (kept := line.sub("", text)):
                file.write_text(kept, encoding="utf-8", newline="")


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
            [Problem(folder.as_posix(), 0, f"this folder cannot be read: {error.strerror}", "Choose another folder.")]
        ) from None
    what = "this folder already has files in it" if folder.is_dir() else "this is a file, not a folder"
    raise BriefingError([Problem(folder.as_posix(), 0, what, "Name an empty folder, or a folder that does not exist yet.")])


def is_installed(root: Path) -> bool:
    """Say whether a workspace is inside the installed package, where the user should not change it."""
    return root == _PACKAGE / "shipped"


def _is_workspace(folder: Path) -> bool:
    return all((folder / name).is_dir() and os.access(folder / name, os.R_OK) for name in ("seeds", "templates"))
