"""Chapters that were written before: their files, compressed, to be put into the publication as they are.

A chapter is found by its nodes, by what the writing of every chapter depends on, and by the pages that begin in it. What it asked of the
rest of the pack is kept with it, and asked again: where an answer is another one, the chapter is written anew.
"""

from __future__ import annotations

import hashlib
import marshal
from typing import Any, NamedTuple

from briefing.render.epub.chapters import Chapter
from briefing.render.epub.xhtml_blocks import BlockWriter
from briefing.render.epub.xhtml_directions import finished
from briefing.render.remembered import Memory, as_bytes
from briefing.render.zip_file import Member, deflated


class TextFile(NamedTuple):
    """A content document, and what the rest of the publication depends on."""

    data: bytes | Member
    characters: frozenset[str]
    """All that it has."""
    properties: str
    """What the manifest has to say of it (EPUB 3.3, D.3.6)."""
    turns: bool
    """Whether something in it begins on the other side."""


def text_file(data: bytes) -> TextFile:
    """Return a content document as a file."""
    properties = " ".join(name for name, mark in (("mathml", b"<math"), ("svg", b"<svg")) if mark in data)
    return TextFile(data, frozenset(data.decode()), properties, b' dir="' in data)


class KnownChapters:
    """The chapters of one publication, in a memory."""

    def __init__(self, memory: Memory, writer: BlockWriter, context: object) -> None:
        """Prepare. `context` is all that the writing of every chapter depends on."""
        self._memory = _Noting(memory)
        writer.memory = self._memory
        self._writer = writer
        self._context = as_bytes(context)

    def text(self, chapter: Chapter) -> TextFile:
        """Return the file of the next chapter."""
        hashed = hashlib.blake2b(self._context, digest_size=20)
        hashed.update(as_bytes((chapter, self._writer.pages.ahead(chapter.parts))))
        name = f"chapter {hashed.hexdigest()}"
        return self._known(name, chapter) or self._new(name, chapter)

    def _known(self, name: str, chapter: Chapter) -> TextFile | None:
        """Return a chapter as it was written; None if it is not known, or if the pack around it is another one."""
        around, data = self._writer.around, self._memory.get(name)
        if data is None:
            return None
        try:
            member, characters, properties, turns, asked, marked, (pages, far), drawings = marshal.loads(data)  # noqa: S302  # by its hash
            found = TextFile(Member(*member), frozenset(characters), properties, turns)
            around.begin(chapter.name)
            if not around.answers_are(asked):
                return None
        except (ValueError, TypeError, EOFError, AttributeError):
            return None
        around.take_marks(marked)
        self._writer.pages.skip(pages, far, chapter.path)
        for each in drawings:
            self._memory.get(each)  # so that it is kept
        return found

    def _new(self, name: str, chapter: Chapter) -> TextFile:
        around, (before, _) = self._writer.around, self._writer.pages.done
        self._memory.asked.clear()
        data = finished(self._writer.write(chapter))
        drawings = list(self._memory.asked)
        found, member = text_file(data), deflated(data)
        left, far = self._writer.pages.done
        rest = around.asked, dict(around.marked), (before - left, far), drawings
        kept: Any = tuple(member), "".join(sorted(found.characters)), found.properties, found.turns, *rest
        self._memory.put(name, marshal.dumps(kept))
        return found._replace(data=member)


class _Noting:
    """A memory that notes what it is asked for."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.asked: dict[str, None] = {}

    def get(self, name: str) -> bytes | None:
        """Return what is kept under a name."""
        self.asked[name] = None
        return self._memory.get(name)

    def put(self, name: str, data: bytes) -> None:
        """Keep something."""
        self._memory.put(name, data)
