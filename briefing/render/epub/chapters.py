"""Chapters: how the text is split into files, and in which file each id is."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from briefing.dataclass import dataclass
from briefing.document import Blocks, Document, NoteMark, PageBreak, Paragraph, Section, SectionRole, in_order, plain, walk
from briefing.render.epub.xhtml import anchor

TITLE_PAGE = "title.xhtml"
NAVIGATION = "nav.xhtml"
FOLDER = "text/"
"""The folder of the chapters, seen from the package document."""
BACK_MATTER: frozenset[SectionRole] = frozenset({"glossary", "references", "colophon", "endnotes"})


@dataclass(frozen=True, slots=True)
class Chapter:
    """A file of the text."""

    name: str
    title: str
    parts: tuple[Blocks, ...]
    """Each part is one section of level 1, or blocks that are in none. Its notes at the foot follow it."""
    is_back: bool = False
    """Whether the file is back matter, such as a glossary."""
    is_front: bool = False
    """Whether it has the small print that stands in front: an imprint, a key to short names."""

    @property
    def path(self) -> str:
        """Its path, seen from the package document."""
        return f"{FOLDER}{self.name}"


class Chapters:
    """The files of the text in reading order.

    A section of level 1 has a file of its own, and so have blocks between such sections. A pack without a title page is one file.
    """

    def __init__(self, document: Document) -> None:
        parts = tuple(_parts(in_order(document)))
        self.files: tuple[Chapter, ...]
        if document.cover == "page":
            self.files = tuple(_chapter(number, part, document) for number, part in enumerate(parts, 1))
        else:
            self.files = (Chapter(_name(1), document.title, parts),) if parts else ()
        self._homes: Mapping[str, str] = {name: chapter.name for chapter in self.files[::-1] for name in _ids(chapter)}
        """The file of each id. A note that is marked in two files has its way back to the first."""

    def address(self, identifier: str) -> str:
        """Return the address of a block, seen from the package document."""
        return f"{FOLDER}{self._homes[anchor(identifier)]}#{anchor(identifier)}"

    def link(self, identifier: str, origin: str) -> str:
        """Return the address of a block or a definition, seen from the chapter named `origin`; from the package if that is empty.

        Raises:
            ValueError: There is none with this id.
        """
        name = anchor(identifier)
        home = self._homes.get(name)
        if home is None:
            raise ValueError(f"A link leads to '{identifier}', but no block has that id")
        return f"#{name}" if home == origin else f"{home if origin else FOLDER + home}#{name}"

    def link_back(self, note: str, origin: str) -> str:
        """Return the address of the first mark of a note, seen from the chapter named `origin`; nothing if the note has no mark."""
        return self.link(mark_id(note), origin) if mark_id(note) in self._homes else ""

    def start(self) -> str | None:
        """Return the path of the file where the text begins, if there is text."""
        return next((each.path for each in self.files if not each.is_front), None)


def mark_id(note: str) -> str:
    """Return the id of the first mark of a note."""
    return f"{anchor(note)}.mark"


def _parts(blocks: Blocks) -> Iterator[Blocks]:
    for is_section, run in itertools.groupby(blocks, key=lambda block: isinstance(block, Section)):
        if is_section:
            yield from ((section,) for section in run)
        elif part := without_outer_breaks(tuple(run)):
            yield part


def without_outer_breaks(blocks: Blocks) -> Blocks:
    """Return blocks without page breaks at both ends: each chapter is a file, and a file begins a new page."""
    start, end = 0, len(blocks)
    while start < end and isinstance(blocks[start], PageBreak):
        start += 1
    while end > start and isinstance(blocks[end - 1], PageBreak):
        end -= 1
    return blocks[start:end]


def _chapter(number: int, part: Blocks, document: Document) -> Chapter:
    match part:
        case (Section(title=title, role=role),):
            return Chapter(_name(number), plain(title), (part,), role in BACK_MATTER)
        case _:
            is_front = number == 1 and all(isinstance(each, Paragraph) and each.style == "small" for each in part)
            return Chapter(_name(number), document.title, (part,), is_front=is_front)


def _name(number: int) -> str:
    return f"ch{number:03}.xhtml"


def _ids(chapter: Chapter) -> Iterator[str]:
    for each in walk(chapter.parts):
        if isinstance(each, NoteMark):
            yield mark_id(each.note)
        elif isinstance(identifier := getattr(each, "id", None), str):
            yield anchor(identifier)
