"""What a renderer may remember of the parts of a file, and what tells a part from all others."""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Callable
from typing import Protocol

from briefing.theme import font_files
from briefing.theme.model import Theme


class Memory(Protocol):
    """What remembers parts of files, in this process or in a file that is safe from others."""

    def get(self, name: str) -> bytes | None:
        """Return what is kept under a name."""

    def put(self, name: str, data: bytes) -> None:
        """Keep something."""


def recalled(memory: Memory | None, name: str, made_from: object, make: Callable[[], bytes]) -> bytes:
    """Return a part of a file from a memory; make it, and keep it, if it is not there.

    Args:
        memory: The memory, if there is one.
        name: What the part is.
        made_from: All that it depends on.
        make: Makes it.
    """
    if memory is None:
        return make()
    key = f"{name} {hashlib.blake2b(as_bytes(made_from), digest_size=20).hexdigest()}"
    found = memory.get(key)
    if found is None:
        memory.put(key, found := make())
    return found


def as_bytes(value: object) -> bytes:
    """Return plain data and nodes of a document as bytes, the same for the same value."""
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, protocol=4)
    pickler.fast = True  # the same word is then written the same way, whether it is one object or two
    pickler.dump(value)
    return stream.getvalue()


def own_fonts(theme: Theme) -> list[tuple[str, str, str]]:
    """Return the hashes of the font files of the user; files that come with a package never change."""
    return [
        (typeface.family, face, hashlib.sha256(font_files.face_path(typeface, face).read_bytes()).hexdigest())
        for typeface in theme.typefaces
        for face in (() if typeface.package else font_files.FACES)
    ]
