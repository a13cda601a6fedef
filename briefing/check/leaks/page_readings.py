"""What pages of PDFs say, remembered by all that the pages draw, so that a page that is the same again need not be read again.

What is remembered is what a page says and never that it is harmless: its words are searched each time. A page is known by its content,
its size and everything that its resources lead to: fonts with their tables of letters, drawings, pictures. If that cannot be told, or if
what is remembered is damaged, the page is read.
"""

from __future__ import annotations

import hashlib
import marshal
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from briefing.check.leaks.pdf_objects import Written
from briefing.check.leaks.plain_objects import Number
from briefing.check.leaks.strings import without_strings

if TYPE_CHECKING:
    import pikepdf

Said = list[tuple[str, list[str]]]
"""What a page says, and what it says by looks; once more where words replace others, without these."""
_REFERENCE = re.compile(rb"(\d+)\s+(\d+)\s+R\b")
_SHOWN = ("/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit")
"""What a page may have from the tree that it is in (ISO 32000-1, 7.7.3.4), and the unit of its lengths."""
_DEEPEST = 40
"""How many objects may lead from a page to another object, and how many branches of the tree to a page."""


class Memory(Protocol):
    """What keeps readings."""

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was kept before."""

    def get(self, name: str) -> bytes | None:
        """Return what is kept under a name."""

    def put(self, name: str, piece: bytes) -> None:
        """Keep something."""


class Readings:
    """What pages said before, and what they say now."""

    def __init__(self, memory: Memory) -> None:
        """Begin with what a memory has."""
        self._memory = memory
        self.used: dict[str, bytes] = {}
        """What was asked for and is known, or is new."""

    def get(self, key: str) -> Said | None:
        """Return what a page says; None if that is not known."""
        found = self.used.get(key) or self._memory.get(key)
        if found is None:
            return None
        try:
            said = [(str(text), list(map(str, looks))) for text, looks in marshal.loads(found)]  # noqa: S302  # its hash was compared
        except (ValueError, TypeError, EOFError):
            return None
        self.used[key] = found
        return said

    def put(self, key: str, said: Said) -> None:
        """Keep what a page says."""
        self.used[key] = marshal.dumps(said)


class Drawn:
    """All that the pages of a document draw."""

    def __init__(self, objects: Sequence[Written]) -> None:
        """Take the objects of the document."""
        self._objects: Mapping[Number, Written] = {each.number: each for each in objects}
        self._digests: dict[Number, bytes | None] = {}
        self.contents: dict[Number, bytes] = {}
        """The hashes of what streams hold, unpacked."""

    def key(self, page: pikepdf.Page, *flags: bool) -> str:
        """Return a name for all that a page draws, read in the way that flags say; an empty one if that cannot be told."""
        parts = [bytes(page.obj.Contents.unparse()) if "/Contents" in page.obj else b""]
        for name in _SHOWN:
            found = _own_or_inherited(page.obj, name)
            parts.append(b"" if found is None else bytes(found.unparse()) if hasattr(found, "unparse") else str(found).encode())
        digest = self._digest(b"\n".join(parts), 0)
        return "" if digest is None else f"{digest.hex()} {flags}"

    def _digest(self, text: bytes, depth: int) -> bytes | None:
        """Return a hash of what is written, with what references lead to in the place of their numbers; None where that is not known."""
        found = _REFERENCE.findall(text)
        if found and (b"(" in text or b"<" in text.replace(b"<<", b"")) and len(_REFERENCE.findall(without_strings(text))) != len(found):
            return None
        hashed = hashlib.blake2b(_REFERENCE.sub(b"R", text), digest_size=20)
        for number, generation in found:
            digest = self._object((int(number), int(generation)), depth + 1)
            if digest is None:
                return None
            hashed.update(digest)
        return hashed.digest()

    def _object(self, number: Number, depth: int) -> bytes | None:
        if number in self._digests:
            return self._digests[number]
        self._digests[number] = None  # until it is known: what leads to itself has no name
        each = self._objects.get(number)
        if each is None or depth > _DEEPEST:
            return None
        digest = self._digest(each.text, depth)
        if each.is_stream and digest is not None:
            content = self.contents.get(number)
            digest = None if content is None else hashlib.blake2b(digest + content, digest_size=20).digest()
        self._digests[number] = digest
        return digest


def _own_or_inherited(page: Any, name: str) -> Any:
    import pikepdf

    node = page
    for _ in range(_DEEPEST):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if name in node:
            return node[name]
        node = node.get("/Parent")
    return None
