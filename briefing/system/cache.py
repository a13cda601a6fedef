"""Store what the program remembers between runs: files in a folder of the user's own, which may be deleted at any time.

Each begins with the hash of what follows it. A file that is damaged is as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import marshal
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import platformdirs

VARIABLE = "BRIEFING_CACHE"
"""The environment variable that names another folder, or says `off`."""
OFF = "off"
LARGEST = 100_000_000
"""Bytes that all entries together may have. The oldest go first."""


def folder() -> Path | None:
    """Return the folder of the entries; None if the cache is off."""
    chosen = os.environ.get(VARIABLE, "")
    if chosen == OFF:
        return None
    return Path(chosen) if chosen else platformdirs.user_cache_path("briefing", appauthor=False)


def read(name: str) -> dict[str, Any] | None:
    """Return an entry; None if it is missing or damaged."""
    try:
        found = json.loads(_content(f"{name}.json") or b"null")
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def write(name: str, entry: dict[str, Any]) -> None:
    """Write an entry in one moment, and delete the oldest where there are too many. A folder that cannot be written to stays as it is."""
    write_text(name, json.dumps(entry))


def write_text(name: str, entry: str) -> None:
    """Write an entry that is JSON already."""
    _put(f"{name}.json", entry.encode())


class Box:
    """Pieces of one thing in one entry, by names that tell what they were made from. Those that a run does not use go out of it."""

    def __init__(self, name: str) -> None:
        """Open an entry."""
        self._name = f"{name}.box"
        self._used: dict[str, bytes] = {}
        try:
            self._old: dict[str, bytes] = marshal.loads(_content(self._name) or b"")  # noqa: S302  # plain data, by its hash as written
        except (ValueError, EOFError, TypeError):
            self._old = {}

    @property
    def is_empty(self) -> bool:
        """Return whether there was no such entry."""
        return not self._old

    def get(self, name: str) -> bytes | None:
        """Return a piece."""
        found = self._used.get(name) or self._old.get(name)
        if found is not None:
            self._used[name] = found
        return found

    def put(self, name: str, piece: bytes) -> None:
        """Keep a piece."""
        self._used[name] = piece

    def save(self) -> None:
        """Write the pieces that were used or are new, if they are others than before and not too many."""
        if self._used.keys() != self._old.keys() and sum(map(len, self._used.values())) < LARGEST // 2:
            _put(self._name, marshal.dumps(self._used))


def _content(file: str) -> bytes | None:
    """Return the content of a file of the cache; None if it is missing or damaged."""
    place = folder()
    if place is None:
        return None
    try:
        hash_, _, content = (place / file).read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if hash_ == _hash(content).encode() else None


def _put(file: str, content: bytes) -> None:
    place = folder()
    if place is None:
        return
    draft = place / f"{file}.{os.getpid()}.part"
    with contextlib.suppress(OSError):
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft.touch(mode=0o600)  # nobody else may read it, whatever folder the user has chosen
        draft.write_bytes(_hash(content).encode() + b"\n" + content)
        draft.replace(place / file)
        _prune()


@contextlib.contextmanager
def disabled() -> Iterator[None]:
    """Read and write nothing for a while."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = OFF
    try:
        yield
    finally:
        os.environ.pop(VARIABLE)
        if before is not None:
            os.environ[VARIABLE] = before


def key(name: str, *parts: object) -> str:
    """Return the name of an entry that depends on all the parts, which JSON can hold."""
    return f"{name}-{_hash(json.dumps(parts, sort_keys=True).encode())[:40]}"


def entries() -> Iterator[tuple[Path, os.stat_result]]:
    """Yield all files of the cache, the newest first."""
    place = folder()
    found: list[tuple[Path, os.stat_result]] = []
    with contextlib.suppress(OSError):
        for path in place.iterdir() if place else ():
            if path.suffix in (".json", ".box", ".part"):
                with contextlib.suppress(OSError):
                    found.append((path, path.stat()))
    yield from sorted(found, key=lambda each: each[1].st_mtime_ns, reverse=True)


def clear() -> None:
    """Delete all entries."""
    for path, _ in entries():
        path.unlink(missing_ok=True)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _prune() -> None:
    total = 0
    for path, status in entries():
        total += status.st_size
        if total > LARGEST:
            path.unlink(missing_ok=True)
