"""Sections of a Word file that were written before: their XML and how high their paragraphs are, to be put into the file as they are.

A section is found by its nodes, by all that its writing depends on, and by the numbers that the file has given away before it. An element
holds its place in the tree; its XML is put there when the tree has become a text.
"""

from __future__ import annotations

import hashlib
import marshal
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from briefing.dataclass import dataclass
from briefing.document import Block, Blocks, Note, NoteMark, Section, walk
from briefing.render.docx.body_writer import BodyWriter
from briefing.render.docx.measuring import Box, Measured, Row
from briefing.render.docx.wml import HOLDER, Border, Element, add, w
from briefing.render.remembered import Memory, as_bytes

_HOLDER = re.compile(rb'<w:known w:n="([0-9]+)"(?: w:p="1")?/>')
_FIRST_TAG = re.compile(rb"<[^>]*>")
_NAMESPACES = re.compile(rb' xmlns:[wr]="[^"]*"')


@dataclass(slots=True)
class _Written:
    """A section that was written now."""

    name: str
    elements: tuple[list[Element], ...]
    """Those of the body, the footnotes and the numbering instances."""
    marked: dict[str, int]
    """How often each of its notes is marked."""
    state: tuple[Any, ...]
    """The numbers that were given away when it was complete."""
    changes: tuple[list[str], ...]
    """Its footnotes, and the addresses that came with it: those in the body and those in notes."""


class KnownSections:
    """The sections of one file, in a memory."""

    def __init__(self, memory: Memory, writer: BodyWriter, context: object) -> None:
        """Prepare. `context` is all that the writing of every section depends on."""
        self._memory = memory
        self._writer = writer
        self._tops = writer.body, writer.notes.footnotes, writer.numbering.part()
        """The parts of the file that sections are written into."""
        self._context = as_bytes(context)
        self._new: list[_Written] = []
        self._pieces: list[bytes] = []
        self.boxes: dict[str, list[Box]] = {}
        """The boxes of the sections that were not written again, by the number of the element that holds their places …"""
        self.lines: dict[str, dict[str, tuple[float, ...]]] = {}
        """… and the heights of the lines of their footnotes, by the number of the footnote."""

    def write(self, blocks: Blocks) -> None:
        """Write the blocks of the text; of sections that were written before, only the XML is put in its place."""
        writer = self._writer
        for number, block in enumerate(blocks):
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            if isinstance(block, Section) and isinstance(following, Section | None) and not writer.in_columns(block, 1):
                self._section(block, following)
            else:
                writer.block(block, following)

    def _section(self, section: Section, following: Block | None) -> None:
        before = self._state()
        hashed = hashlib.blake2b(self._context, digest_size=20)
        hashed.update(as_bytes((section, before)))
        name = hashed.hexdigest()
        data = self._memory.get(name)
        if data is None or not self._put(data):
            lasts = [top[-1] if len(top) else None for top in self._tops]
            self._writer.block(section, following)
            body, footnotes, numbers = (list(_after(top, last)) for top, last in zip(self._tops, lasts, strict=True))
            changes, marked = self._changes(before), self._marks(section)
            if changes is not None and marked is not None and not any(any(True for _ in each.iter(w("sectPr"))) for each in body):
                self._new.append(_Written(name, (body, footnotes, numbers), marked, self._state(), changes))

    def _put(self, data: bytes) -> bool:
        """Put a section into the file. Return False if it does not fit."""
        notes = self._writer.notes
        try:
            pieces, boxes, lines, marked, state, changes = marshal.loads(data)  # noqa: S302  # plain data, whose hash the memory has compared
            if any(notes.marked(note) != count for note, count in marked.items()):
                return False
            found = [_box(*each) for each in boxes]
            body, foot, numbering = pieces
            footnotes, links, in_notes = changes
            waiting, bookmarks, numbers, *_ = state
        except (ValueError, TypeError, EOFError):
            return False
        for top, piece in zip(self._tops, (body, foot, numbering), strict=True):
            if piece:
                number = str(len(self._pieces))
                holder = add(top, HOLDER, n=number)
                if piece.endswith(b"</w:p>"):
                    holder.set(w("p"), "1")
                self._pieces.append(piece)
                self.boxes[number], self.lines[number] = found, lines
        for note in footnotes:
            notes.count_footnote(note)
        for each, urls in ((self._writer.inlines.links, links), (notes.footnote_links, in_notes)):
            for url in urls:
                each.relationship(url)
        self._writer.waiting, notes.bookmarks.count, self._writer.numbering.state = waiting, bookmarks, numbers
        return True

    def _state(self) -> tuple[Any, ...]:
        """Return the numbers that were given away, and what waits for the next paragraph."""
        writer, notes = self._writer, self._writer.notes
        links = [(len(each), each.fingerprint) for each in (writer.inlines.links, notes.footnote_links)]
        kinds = writer.numbering.kinds
        return writer.waiting, notes.bookmarks.count, writer.numbering.state, kinds, writer.pictures.count, notes.counts, links

    def _changes(self, before: tuple[Any, ...]) -> tuple[list[str], ...] | None:
        """Return the footnotes and the addresses since a state; None if there is more."""
        writer, notes = self._writer, self._writer.notes
        *_, kinds, pictures, (footnotes, comments), links = before
        if (writer.numbering.kinds, writer.pictures.count, notes.counts[1]) != (kinds, pictures, comments):
            return None
        addresses = zip((writer.inlines.links, notes.footnote_links), links, strict=True)
        return notes.footnotes_since(footnotes), *([url for url, _ in each.items()[count:]] for each, (count, _) in addresses)

    def _marks(self, section: Section) -> dict[str, int] | None:
        """Return how often each note of a section is marked; None if some are marked elsewhere, or written elsewhere."""
        nodes = list(walk(section))
        marks = Counter(each.note for each in nodes if isinstance(each, NoteMark))
        written = {each.id: marks[each.id] for each in nodes if isinstance(each, Note)}
        is_whole = marks.keys() <= written.keys() and all(self._writer.notes.marked(note) == count for note, count in written.items())
        return written if is_whole else None

    def keep(self, measured: Measured) -> None:
        """Keep the sections that were written now. `measured` is what was measured of them."""
        for each in self._new:
            pieces = [b"".join(map(_xml, elements)) for elements in each.elements]
            boxes = [_plain(box) for element in each.elements[0] for box in measured.boxes.get(element, ())]
            lines = {str(note.get(w("id"))): measured.lines[note] for note in each.elements[1]}
            self._memory.put(each.name, marshal.dumps((pieces, boxes, lines, each.marked, each.state, each.changes)))

    def filled(self, part: bytes) -> bytes:
        """Return a part with the XML of sections where their places are held."""
        return _HOLDER.sub(lambda match: self._pieces[int(match[1])], part)


def _after(parent: Element, last: Element | None) -> Iterator[Element]:
    return iter(parent) if last is None else last.itersiblings()


def _xml(element: Element) -> bytes:
    """Return an element as it is written within its part, where the namespaces are known."""
    text = bytes(etree.tostring(element, encoding="UTF-8"))
    tag = _FIRST_TAG.match(text)
    assert tag
    return _NAMESPACES.sub(b"", tag[0]) + text[tag.end() :]


def _plain(box: Box) -> tuple[Any, ...]:
    rows = [(row.height, row.notes) for row in box.rows]
    borders = [(each.side, each.width, each.space, each.colour) for each in box.borders]
    return rows, box.before, box.after, box.keep_next, box.keep_lines, box.page_break_before, box.names, borders, box.head


def _box(rows: Sequence[tuple[float, tuple[str, ...]]], *others: Any) -> Box:
    *some, borders, head = others
    every: list[Any] = [*some, tuple([Border(*each) for each in borders]), head]
    return Box(tuple([Row(*each) for each in rows]), *every)
