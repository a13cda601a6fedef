"""Files that the user names to be written: never one of the library, of the outlines, or of another program."""

from __future__ import annotations

from pathlib import Path

from briefing.errors import BriefingError, Problem, near
from briefing.files.scratch import written_by_hand


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


def theirs(path: Path, what: str) -> BriefingError:
    """Return the refusal to overwrite a file that this command has not made.

    Args:
        path: The file.
        what: What the file is not, such as `an export of excerpts`.
    """
    hint = "Choose another name, or delete the file first."
    return BriefingError([Problem(near(path), 0, f"there is a file of this name, and it is not {what}", hint)])
