"""A folder for drafts, beside the folder that they are moved to."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from briefing.errors import BriefingError, Problem, near
from briefing.files import scraps
from briefing.files.writing import folder_for


def written_by_hand(path: Path) -> str:
    """Return `seeds` or `templates` if a path is one of these folders of a workspace or is inside it, else an empty text."""
    whole = path.resolve() if path.exists() or not path.is_symlink() else path.absolute()
    for folder in (whole, *whole.parents):
        if folder.name in ("seeds", "templates") and all((folder.parent / name).is_dir() for name in ("seeds", "templates")):
            return folder.name
    return ""


def hold_folder(folder: Path) -> None:
    """Refuse a folder for results that is a link to nothing, a file, or a place for what the user writes.

    Raises:
        BriefingError: It is one.
    """
    if folder.is_symlink() and not folder.is_dir():
        hint = "Delete the link, or choose another folder with -o."
        named = near(folder.parent) + f"/{folder.name}"  # the link itself, and not where it leads
        raise BriefingError([Problem(named.removeprefix("./"), 0, "this is a link that leads to no folder", hint)])
    if folder.exists() and not folder.is_dir():
        raise BriefingError([Problem(near(folder), 0, "this is a file, not a folder", "Move it away, or choose another folder with -o.")])
    if place := written_by_hand(folder):
        what = f"the files would be in {place}/, which holds what you write yourself"
        raise BriefingError([Problem(near(folder), 0, what, "Choose another folder with -o, such as output/.")])


@contextlib.contextmanager
def scratch_for(folder: Path) -> Iterator[Path]:
    """Give a temporary folder for drafts, which only this user can open, beside the folder of the targets.

    It is not inside: that folder is handed out, and drafts are not proved yet. It is on the same disk, so that moving a file into place
    cannot fail half-way.

    Raises:
        BriefingError: The folder cannot be written to, or the disk is full. Files that were there before are as they were.
    """
    hold_folder(folder)
    try:
        with folder_for(folder):
            place = _beside(folder)
            scraps.clear([folder, place])
            draft = place / scraps.name()
            draft.mkdir(mode=0o700)
            try:
                yield draft
            finally:
                scraps.remove(draft)
    except OSError as error:
        what = f"the packs cannot be written here: {error.strerror or error}"
        raise BriefingError([Problem(near(folder), 0, what, "Choose another folder with -o, or free space on the disk.")]) from None


def _beside(folder: Path) -> Path:
    """Return the folder above another one if drafts can be moved from there, else the folder itself."""
    whole = folder.resolve()
    above = whole.parent
    if os.access(above, os.W_OK | os.X_OK) and os.access(whole, os.W_OK | os.X_OK) and above.stat().st_dev == whole.stat().st_dev:
        return above
    return whole
