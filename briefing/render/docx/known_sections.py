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
from typing import Any, NamedTuple

from lxml import etree

from briefing.dataclass import dataclass
from briefing.document import Block, Blocks, Note, NoteMark, PageNumber, Section, walk
from briefing.render.docx.body_writer import BodyWriter
from briefing.render.docx.measuring import Box, Measured, Row
from briefing.render.docx.wml import HOLDER, Border, Element, add, w
from briefing.render.remembered import Memory, as_bytes

_HOLDER = re.compile(rb'<w:known w:n="([0-9]+)"(?: w:p="1")?/>')
_FIRST_TAG = re.compile(rb"<[^>]*>")
_NAMESPACES = re.compile(rb' xmlns:[wr]="[^"]*"')
_NUMBERED = re.compile(rb'(<w:(bookmarkStart|bookmarkEnd|footnoteReference|footnote|numId|num)(?: [^>]*?)? w:(?:id|val|numId)=")([0-9]+)"')
"""The elements with numbers that go through the whole file: bookmarks, footnotes, and instances of lists."""
_STYLE = re.compile(rb'<w:pStyle w:val="([^"]+)"')
_OUTSIDE = b'"rIdLink'
"""What the relationship of a link that leads out of the file begins with."""


class _Numbers(NamedTuple):
    """The last numbers that were given away."""

    bookmark: int
    footnote: int
    instance: int
    asked: int
    """The instance of the last question."""


class _Shift:
    """Moves the numbers in what was written from where they were to where they are now."""

    def __init__(self, was: _Numbers, now: _Numbers) -> None:
        self._was, self._now = was, now

    def instance(self, number: int) -> int:
        """Return the instance of a list."""
        if number == self._was.asked:
            return self._now.asked
        return number + self._now.instance - self._was.instance if number > self._was.instance else number

    def footnote(self, number: str) -> str:
        """Return the number of a footnote."""
        return str(int(number) + self._now.footnote - self._was.footnote)

    def xml(self, piece: bytes) -> bytes:
        """Return XML with its numbers moved."""
        return piece if self._was == self._now else _NUMBERED.sub(self._moved, piece)

    def _moved(self, match: re.Match[bytes]) -> bytes:
        number = int(match[3])
        match match[2]:
            case b"bookmarkStart" | b"bookmarkEnd":
                number += self._now.bookmark - self._was.bookmark
            case b"footnoteReference" | b"footnote":
                number += self._now.footnote - self._was.footnote
            case _:
                number = self.instance(number)
        return b'%b%d"' % (match[1], number)


@dataclass(slots=True)
class _Written:
    """A section that was written now."""

    name: str
    elements: tuple[list[Element], ...]
    """Those of the body, the footnotes and the numbering instances."""
    marked: dict[str, int]
    """How often each of its notes is marked."""
    numbers: _Numbers
    """Those before it."""
    links: Any
    """The addresses before it."""
    after: tuple[Any, ...]
    """How many bookmarks and instances it has, the last question, and what waits for the next paragraph."""
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
        writer, notes = self._writer, self._writer.notes
        writer.open_chapter(section)
        if any(isinstance(each, PageNumber) for each in walk(section)):  # the pages may be others now
            writer.block(section, following)
            return
        kinds, pictures, (footnotes, comments) = writer.numbering.kinds, writer.pictures.count, notes.counts
        hashed = hashlib.blake2b(self._context, digest_size=20)
        hashed.update(as_bytes((section, writer.waiting, writer.numbering.state[1][:2], kinds)))
        name = hashed.hexdigest()
        data = self._memory.get(name)
        if data is not None and self._put(data):
            return
        numbers, links = self._numbers(), self._links()
        lasts = [top[-1] if len(top) else None for top in self._tops]
        writer.block(section, following)
        elements = tuple(list(_after(top, last)) for top, last in zip(self._tops, lasts, strict=True))
        marked = self._marks(section)
        is_more = (writer.numbering.kinds, writer.pictures.count, notes.counts[1]) != (kinds, pictures, comments)
        if marked is None or is_more or any(any(True for _ in each.iter(w("sectPr"))) for each in elements[0]):
            return
        instance, asked = writer.numbering.state
        after = notes.bookmarks.count - numbers.bookmark, instance - numbers.instance, asked, writer.waiting
        addresses = zip((writer.inlines.links, notes.footnote_links), links, strict=True)
        urls = [[url for url, _ in each.items()[count:]] for each, (count, _) in addresses]
        self._new.append(_Written(name, elements, marked, numbers, links, after, (notes.footnotes_since(footnotes), *urls)))

    def _put(self, data: bytes) -> bool:
        """Put a section into the file. Return False if it does not fit."""
        writer, notes, now = self._writer, self._writer.notes, self._numbers()
        try:
            pieces, boxes, lines, marked, was, links, after, changes, styles = marshal.loads(data)  # noqa: S302  # plain data, by its hash
            if any(notes.marked(note) != count for note, count in marked.items()) or links not in (None, self._links()):
                return False
            shift = _Shift(_Numbers(*was), now)
            found = [_box(shift, *each) for each in boxes]
            heights = {shift.footnote(number): tuple(each) for number, each in lines.items()}
            body, foot, numbering = map(shift.xml, pieces)
            footnotes, urls, in_notes = changes
            bookmarks, instances, (sign, number, asked), waiting = after
        except (ValueError, TypeError, EOFError):
            return False
        writer.styles.take(styles)
        for top, piece in zip(self._tops, (body, foot, numbering), strict=True):
            if piece:
                place = str(len(self._pieces))
                holder = add(top, HOLDER, n=place)
                if piece.endswith(b"</w:p>"):
                    holder.set(w("p"), "1")
                self._pieces.append(piece)
                self.boxes[place], self.lines[place] = found, heights
        for note in footnotes:
            notes.count_footnote(note)
        for each, some in ((writer.inlines.links, urls), (notes.footnote_links, in_notes)):
            for url in some:
                each.relationship(url)
        notes.bookmarks.count = now.bookmark + bookmarks
        writer.numbering.state = now.instance + instances, (sign, number, shift.instance(asked))
        writer.waiting = waiting
        return True

    def _numbers(self) -> _Numbers:
        instance, (_, _, asked) = self._writer.numbering.state
        return _Numbers(self._writer.notes.bookmarks.count, self._writer.notes.counts[0], instance, asked)

    def _links(self) -> list[list[Any]]:
        """Return what tells the addresses so far, in the body and in notes, from all others."""
        return [[len(each), each.fingerprint] for each in (self._writer.inlines.links, self._writer.notes.footnote_links)]

    def _marks(self, section: Section) -> dict[str, int] | None:
        """Return how often each note of a section is marked; None if one is marked or written elsewhere, or marked twice."""
        nodes = list(walk(section))
        marks = Counter(each.note for each in nodes if isinstance(each, NoteMark))
        written = {each.id: marks[each.id] for each in nodes if isinstance(each, Note)}
        is_whole = marks.keys() <= written.keys() and all(self._writer.notes.marked(each) == count <= 1 for each, count in written.items())
        return written if is_whole else None

    def keep(self, measured: Measured) -> None:
        """Keep the sections that were written now. `measured` is what was measured of them."""
        for each in self._new:
            pieces = [b"".join(map(_xml, elements)) for elements in each.elements]
            boxes = [_plain(box) for element in each.elements[0] for box in measured.boxes.get(element, ())]
            links = each.links if any(_OUTSIDE in piece for piece in pieces) else None
            lines = {str(note.get(w("id"))): measured.lines[note] for note in each.elements[1]}
            styles = self._writer.styles.kept({str(found, "utf-8") for found in _STYLE.findall(pieces[0])})
            kept = pieces, boxes, lines, each.marked, tuple(each.numbers), links, each.after, each.changes, styles
            self._memory.put(each.name, marshal.dumps(kept))

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
    return rows, box.before, box.after, box.keep_next, box.keep_lines, box.page_break_before, box.names, borders, box.is_row, box.head


def _box(shift: _Shift, rows: Sequence[tuple[float, tuple[str, ...]]], *others: Any) -> Box:
    *some, borders, is_row, head = others
    every: list[Any] = [*some, tuple([Border(*each) for each in borders]), is_row, head]
    return Box(tuple([Row(height, tuple(map(shift.footnote, notes)) if notes else ()) for height, notes in rows]), *every)
