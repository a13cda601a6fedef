"""A small file beside the handouts notes what each was made from, so that a second run makes only what has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from typing import BinaryIO

from briefing.dataclass import dataclass
from briefing.files import scraps
from briefing.files.writing import replacing

NAME = ".briefing-handouts.json"
_VERSION = 1
OFTEN = 100
"""Files after which the note is written, so that a run that is killed need not make every file again."""


@dataclass
class Ledger:
    """The files of a folder, each with a digest of what it was made of and one of itself."""

    folder: Path
    entries: dict[str, tuple[str, str]] = field(default_factory=dict)
    changed: bool = False
    unnoted: int = 0
    """Files that were written since the note was."""

    def holds(self, name: str, key: str) -> bool:
        """Say whether a file is there, whole, and made of what it would be made of now."""
        made_of, digest = self.entries.get(name, ("", ""))
        path = self.folder / name
        return made_of == key and not path.is_symlink() and path.is_file() and _digest(path) == digest

    def write(self, name: str, key: str, data: bytes) -> None:
        """Write a file, in place of an older one, and note what it was made of."""
        with self.writing(name, key) as target:
            target.write(data)

    @contextmanager
    def writing(self, name: str, key: str) -> Iterator[BinaryIO]:
        """Yield an open file. When all is written to it, put it in place of an older one, and note what it was made of.

        Raises:
            BriefingError: The folder cannot be made or written to, the disk is full, or a folder has the name.
        """
        with replacing(self.folder / name, tidy=False) as draft:
            with draft.open("wb") as target:
                yield target
            digest = _digest(draft)
        self.entries[name] = (key, digest)
        self.changed = True
        self.unnoted += 1
        if self.unnoted >= OFTEN:
            self.close()

    def close(self) -> None:
        """Write down what was noted, if anything was."""
        if not self.changed:
            return
        data = {"version": _VERSION, "files": {name: list(entry) for name, entry in sorted(self.entries.items())}}
        self.unnoted = 0
        with replacing(self.folder / NAME, lasting=True) as draft:
            draft.write_text(json.dumps(data, indent=1, ensure_ascii=False), encoding="utf-8", newline="")


def opened(folder: Path) -> Ledger:
    """Return what is known of a folder: nothing where nothing was made there, or the note of it was damaged."""
    scraps.clear([folder])
    try:
        data = json.loads((folder / NAME).read_bytes())
        entries = {str(name): (str(made_of), str(digest)) for name, (made_of, digest) in data["files"].items()}
        return Ledger(folder, entries if data["version"] == _VERSION else {})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Ledger(folder)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
