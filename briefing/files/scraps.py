"""Drafts and the notes of unfinished writes: how they are named, and clearing away those that a killed run left behind."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import re
import secrets
import shutil
import time
import zlib
from collections.abc import Iterable
from pathlib import Path

_NAME = re.compile(r"\.briefing-(?P<pid>[0-9]{1,10})-(?P<host>[0-9a-f]{8})-[0-9a-f]{8}(?P<kind>\.part|\.old|\.json)?")
"""A draft (`.part`), what a file held before (`.old`), a note of an unfinished write (`.json`), or a folder of drafts."""
_DAY = 86_400
"""Seconds after which a scrap of another machine, of whose processes nothing is known here, is taken for left behind."""
_SLACK = 5
"""Seconds by which the clocks of a file system and of the processes may differ."""


def name(kind: str = "") -> str:
    """Return a new name for a scrap of this process: by it a later run sees whether the process still lives."""
    return f".briefing-{os.getpid()}-{_machine()}-{secrets.token_hex(4)}{kind}"


def is_scrap(name: str) -> bool:
    """Say whether a file or folder has the name of a scrap."""
    return _NAME.fullmatch(name) is not None


def clear(folders: Iterable[Path]) -> bool:
    """Finish or take back what runs that were killed left in some folders. What cannot be read or changed stays.

    A run that was killed while it renamed its drafts left a note: the rest of them is renamed now, so that all is written or nothing.

    Returns:
        Whether there was such a note.
    """
    notes = 0
    with contextlib.suppress(OSError):
        dead = [scrap for folder in dict.fromkeys(folders) for scrap in _scraps(folder) if _is_left_behind(scrap)]
        for note in dead:
            if note.suffix == ".json":
                notes += _finish(note)
        for scrap in dead:
            remove(scrap)
    return notes > 0


def count(folder: Path) -> int:
    """Return how many scraps a folder holds."""
    return len(_scraps(folder))


def remove(scrap: Path) -> None:
    """Delete a scrap, a file or a folder, if it is there and can be deleted."""
    with contextlib.suppress(OSError):
        if scrap.is_dir() and not scrap.is_symlink():
            shutil.rmtree(scrap, ignore_errors=True)
        else:
            scrap.unlink(missing_ok=True)


def _machine() -> str:
    return f"{zlib.crc32(platform.node().encode('utf-8', 'replace')):08x}"


def _scraps(folder: Path) -> list[Path]:
    try:
        return [folder / entry.name for entry in os.scandir(folder) if entry.name.startswith(".briefing-") and _NAME.fullmatch(entry.name)]
    except OSError:
        return []


def _is_left_behind(scrap: Path) -> bool:
    """Say whether the process that made a scrap lives no more. One of another machine is given a day."""
    match = _NAME.fullmatch(scrap.name)
    if match is None:
        return False
    status = scrap.lstat()
    made = status.st_ctime if match["kind"] == ".old" else status.st_mtime  # a second name of a file has the day of the file
    if match["host"] != _machine():
        return time.time() - made > _DAY
    import psutil

    try:
        # A process that began after the scrap was made has only been given the number of the one that made it.
        return bool(psutil.Process(int(match["pid"])).create_time() > made + _SLACK)
    except psutil.NoSuchProcess:
        return True
    except psutil.Error:
        return False


def _finish(note: Path) -> bool:
    """Rename the drafts that a note names and that are still there; return whether it is a note of ours.

    Raises:
        OSError: One of them cannot be renamed. All scraps stay for the next run.
    """
    root = note.parent.resolve()
    try:
        moves = [(root / str(draft), root / str(target)) for draft, target in json.loads(note.read_bytes())]
    except (ValueError, TypeError):
        return False
    if not all(_is_ours(draft, target, root) for draft, target in moves):
        return False
    for draft, target in moves:
        if draft == root:  # a file that was to be removed
            target.unlink(missing_ok=True)
        elif draft.exists() and not draft.is_symlink():
            draft.replace(target)
    return True


def _is_ours(draft: Path, target: Path, root: Path) -> bool:
    """Say whether a note that may come from anywhere names files below its own folder only."""
    named = draft == root or _NAME.fullmatch(draft.name) or _NAME.fullmatch(draft.parent.name)
    return bool(named) and all(path == root or path.parent.resolve().is_relative_to(root) for path in (draft, target)) and target != root
