"""Files that the user names to be written: never one of the library, of the outlines, or of another program."""

from __future__ import annotations

from pathlib import Path

from briefing.errors import BriefingError, Problem, near
from briefing.files.scratch import written_by_hand
from briefing.files.writing import all_or_nothing


def hold(path: Path, ending: str) -> None:
    """Refuse to write a file that has another ending, or that would be in the `seeds/` or `templates/` of a workspace.

    Args:
        path: The file, which need not be there.
        ending: The ending that its name must have, such as `.pdf`.

    Raises:
        BriefingError: It would be in the way.
    """
    if path.suffix.lower() != ending:
        what = f"this command writes {ending} files, and the name ends otherwise"
        raise BriefingError([Problem(near(path), 0, what, f"Write '{path.stem or path.name}{ending}'.")])
    if folder := written_by_hand(path):
        what = f"this file would be in {folder}/, which holds what you write yourself"
        raise BriefingError([Problem(near(path), 0, what, "Choose a file in another folder, such as output/.")])


def keep(path: Path, root: Path | None = None) -> Path | None:
    """Put a copy of a file that will be replaced into the bin of a workspace; return where.

    Args:
        path: The file.
        root: The workspace. Default: the one that the file is in.

    Returns:
        None if there is no such file, or no workspace.

    Raises:
        BriefingError: It cannot be written there.
    """
    around = (each for each in path.resolve().parents if all((each / name).is_dir() for name in ("seeds", "templates")))
    home = root or next(around, None)
    if home is None or not path.is_file():
        return None
    with all_or_nothing(home) as batch:
        return batch.keep(path)


def theirs(path: Path, what: str) -> BriefingError:
    """Return the refusal to overwrite a file that this command has not made.

    Args:
        path: The file.
        what: What the file is not, such as `an export of excerpts`.
    """
    hint = "Choose another name, or delete the file first."
    return BriefingError([Problem(near(path), 0, f"there is a file of this name, and it is not {what}", hint)])
