"""Writing files: one of them whole, or not at all; or several, all of them or none, even if the program is killed in the middle."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Container, Iterator, Mapping
from contextvars import ContextVar
from pathlib import Path

from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem
from briefing.files import scraps

BIN = ".bin"
"""The folder of a workspace that keeps what was replaced or removed. Neither git nor the reader looks into it."""


@contextlib.contextmanager
def replacing(path: Path, *, lasting: bool = False, tidy: bool = True) -> Iterator[Path]:
    """Yield a temporary file beside `path` to write to. Move it to `path` if all went well, else leave `path` as it was.

    Args:
        path: The file.
        lasting: Wait until the disk has it, because it cannot be made again.
        tidy: First clear away what killed runs left in its folder.

    Raises:
        BriefingError: The user may not write to the folder, or the disk is full.
    """
    draft = path.parent / scraps.name(".part")
    if tidy:
        scraps.clear([path.parent])
    try:
        with folder_for(path.parent):
            try:
                draft.touch(mode=0o600, exist_ok=False)
                yield draft
                draft.chmod(0o666 & ~_umask())
                if lasting:
                    _to_disk(draft)
                draft.replace(path)
                if lasting:
                    _to_disk(path.parent)
            finally:
                draft.unlink(missing_ok=True)
    except OSError as error:
        raise BriefingError([_unwritable(path, error)]) from error


@contextlib.contextmanager
def folder_for(folder: Path) -> Iterator[None]:
    """Make a folder, and those above it. At the end, delete those of them that are empty.

    Raises:
        OSError: It cannot be made.
    """
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    finally:
        for each in missing:
            with contextlib.suppress(OSError):
                each.rmdir()


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to a file."""

    path: Path
    before: bytes | None
    """What was in it; None if it was not there."""
    after: bytes | None
    """What is in it now; None if it was removed."""


_recorders: ContextVar[list[Change] | None] = ContextVar("recorders", default=None)


@contextlib.contextmanager
def recording() -> Iterator[list[Change]]:
    """Yield a list. What batches change in the meantime is in the list at the end, so that it can be undone."""
    changes: list[Change] = []
    token = _recorders.set(changes)
    try:
        yield changes
    finally:
        _recorders.reset(token)


class Batch:
    """Files of one folder that are written together."""

    def __init__(self, root: Path) -> None:
        """Begin with nothing to write below `root`."""
        self.root = root
        self.drafts: dict[Path, Path] = {}
        """The draft of each file; `root` itself for a file that is to be removed."""
        self._old: list[tuple[Path, Path | None]] = []
        self._folders: list[Path] = []
        self._note: Path | None = None
        """The note of the moves."""
        self._changes: list[Change] = []
        """What `place` did, if somebody records it."""

    def draft(self, path: Path) -> Path:
        """Return a temporary file beside `path`, to write to.

        Raises:
            BriefingError: The folder cannot be written to.
        """
        draft = path.parent / scraps.name(".part")
        try:
            self._make(path.parent)
            draft.touch(mode=0o600, exist_ok=False)
        except OSError as error:
            raise BriefingError([_unwritable(path, error)]) from None
        self.drafts[path] = draft
        return draft

    def write(self, path: Path, text: str) -> None:
        """Write a text.

        Raises:
            BriefingError: The folder cannot be written to, or the disk is full.
        """
        draft = self.draft(path)
        try:
            draft.write_text(text, encoding="utf-8", newline="")
        except OSError as error:
            raise BriefingError([_unwritable(path, error)]) from None

    def copy(self, file: Path, path: Path) -> None:
        """Write what another file has.

        Raises:
            BriefingError: It cannot be read, the folder cannot be written to, or the disk is full.
        """
        draft = self.draft(path)
        try:
            shutil.copyfile(file, draft)
        except OSError as error:
            raise BriefingError([_unwritable(path, error)]) from None

    def keep(self, path: Path) -> Path:
        """Put a copy of a file into the bin of the workspace; return where.

        Raises:
            BriefingError: It cannot be written there.
        """
        if (self.root / BIN).is_symlink():
            what = "this is a link, and what was replaced would leave the workspace"
            raise BriefingError([Problem((self.root / BIN).as_posix(), 0, what, "Delete the link.")])
        place = _free_in_bin(self.root, path, self.drafts)
        ignore = self.root / BIN / ".gitignore"
        if not ignore.exists() and ignore not in self.drafts:
            self.write(ignore, "*\n")
        draft = self.draft(place)
        try:
            shutil.copyfile(path, draft)
        except OSError as error:
            raise BriefingError([_unwritable(place, error)]) from None
        return place

    def remove(self, path: Path) -> None:
        """Remove a file."""
        self.drafts[path] = self.root

    def place(self) -> None:
        """Move all drafts to their places. If this process is killed meanwhile, the next one finishes the work (`scraps.clear`).

        Raises:
            OSError: One of them cannot be moved. What was moved is as before when `undo` has run.
        """
        mask = 0o666 & ~_umask()
        for draft in self.drafts.values():
            if draft != self.root:
                draft.chmod(mask)
                _to_disk(draft)
        self._note = _noted(self.root, self.drafts)
        for path, draft in self.drafts.items():
            old = self._kept_aside(path) if path.exists() or path.is_symlink() else None
            self._old.append((path, old))
            if _recorders.get() is not None:
                after = None if draft == self.root else draft.read_bytes()
                self._changes.append(Change(path, old.read_bytes() if old else None, after))
            if draft == self.root:
                path.unlink()
            else:
                draft.replace(path)
        for folder in dict.fromkeys(path.parent for path in self.drafts):
            _to_disk(folder)

    def _kept_aside(self, path: Path) -> Path:
        old = path.parent / scraps.name(".old")
        try:
            if sys.platform == "win32":  # where a second name cannot be told from a file of a run that was killed
                raise NotImplementedError
            os.link(path, old, follow_symlinks=False)
        except (OSError, NotImplementedError):  # or a file system without second names
            shutil.copyfile(path, old)
        return old

    def tell(self) -> None:
        """Tell whoever records changes what was done."""
        recorder = _recorders.get()
        if recorder is not None:
            recorder += self._changes

    def undo(self) -> None:
        """Put everything back as it was before `place`."""
        if self._note:
            scraps.remove(self._note)
        for path, old in reversed(self._old):
            with contextlib.suppress(OSError):
                if old is not None:
                    old.replace(path)
                else:
                    path.unlink(missing_ok=True)
        self.clear()
        for folder in reversed(self._folders):
            with contextlib.suppress(OSError):
                folder.rmdir()

    def clear(self) -> None:
        """Delete what was only needed while writing: the note first, for with it the rest would be written again."""
        made = [*filter(None, [self._note]), *(old for _, old in self._old if old), *self.drafts.values()]
        for scrap in made:
            if scrap != self.root:
                scraps.remove(scrap)

    def _make(self, folder: Path) -> None:
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        self._folders += reversed(missing)


@contextlib.contextmanager
def all_or_nothing(root: Path, holds: Callable[[], object] = lambda: None) -> Iterator[Batch]:
    """Write several files below a folder: all of them, or none.

    Args:
        root: The folder.
        holds: Is called when all is in place. If it raises, everything is put back.

    Raises:
        BriefingError: One of them cannot be written. Everything is as before.
    """
    scraps.clear([root])
    batch = Batch(root)
    try:
        yield batch
        batch.place()
        holds()
    except OSError as error:
        batch.undo()
        place = Path(str(error.filename)) if error.filename else root
        raise BriefingError([_unwritable(place, error)]) from error
    except BaseException:
        batch.undo()
        raise
    batch.tell()
    batch.clear()


def move(drafts: Mapping[Path, Path], root: Path) -> None:
    """Move drafts to their places. If this process is killed meanwhile, the next one finishes the work (`scraps.clear`).

    Args:
        drafts: The draft of each file.
        root: A folder above all of them. The drafts are in a folder of drafts.

    Raises:
        OSError: One of them cannot be moved. Those before it have been moved.
    """
    note = _noted(root, drafts) if len(drafts) > 1 else None
    try:
        for path, draft in drafts.items():
            draft.replace(path)
    finally:
        if note:
            scraps.remove(note)


def _noted(root: Path, drafts: Mapping[Path, Path]) -> Path:
    """Write down which drafts are about to be moved where; return the note."""
    note = root / scraps.name(".json")
    moves = [(draft.relative_to(root).as_posix(), path.relative_to(root).as_posix()) for path, draft in drafts.items()]
    with replacing(note, lasting=True) as begun:
        begun.write_text(json.dumps(moves), encoding="utf-8")
    return note


def _free_in_bin(root: Path, path: Path, taken: Container[Path]) -> Path:
    """Return where a file goes in the bin of its workspace: its folder and name, with the next free number."""
    try:
        inside = path.resolve().relative_to(root.resolve())
    except ValueError:
        inside = Path(path.name)
    folder = root / BIN / inside.parent
    number = 1
    while (place := folder / f"{inside.stem}.{number}{inside.suffix}").exists() or place in taken:
        number += 1
    return place


def _to_disk(path: Path) -> None:
    """Wait until the disk has a file, or the names in a folder. Where the system knows no such thing for folders, nothing happens."""
    try:
        descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if not path.is_dir():
            raise error from None
    finally:
        os.close(descriptor)


def _unwritable(path: Path, error: OSError) -> Problem:
    hint = "Check that you may write to this folder and that the disk is not full."
    for each in (path.parent, *path.parent.parents):
        if each.is_symlink() and not each.exists():
            return Problem(each.as_posix(), 0, "this is a link that leads to no folder", "Delete the link, or choose another folder.")
        if each.exists() and not each.is_dir():
            return Problem(each.as_posix(), 0, "this is a file, not a folder", "Move it away, or choose another folder.")
    if scrap := next((each for each in (path, *path.parents) if scraps.is_scrap(each.name)), None):  # nobody knows its name
        return Problem(scrap.parent.as_posix(), 0, f"nothing can be written into this folder: {error.strerror}", hint)
    return Problem(path.as_posix(), 0, f"this file cannot be written: {error.strerror}", hint)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
