"""Parts that were drawn before: what their pages show and how it is tagged, as plain data, to be drawn again in another file.

A part is found by all that its drawing depends on. What it needs of the file around it, the names and codes of fonts, is written down with
it; if this file has given them away otherwise, nothing that was drawn before is used.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Sequence
from dataclasses import field, replace
from typing import Any

from briefing.dataclass import dataclass
from briefing.document import Document
from briefing.render.pdf.document_parts import Part
from briefing.render.pdf.drawn_pages import Drawn
from briefing.render.pdf.known_pages import KnownPage
from briefing.render.pdf.settled_numbers import Places
from briefing.render.pdf.strips import Heading
from briefing.render.pdf.structure_tree import Element, Slot
from briefing.render.remembered import Memory, as_bytes, own_fonts
from briefing.theme.model import Theme


@dataclass(slots=True)
class KnownPart:
    """A part as it was drawn before."""

    pages: list[KnownPage]
    headings: list[Heading]
    blocks: int
    """How many blocks it has."""
    children: list[Element] = field(default_factory=list)
    """Its uppermost structure elements."""


class DrawnParts:
    """The parts of one document with one look, in a memory."""

    def __init__(self, memory: Memory, document: Document, theme: Theme) -> None:
        """Prepare. Of the document, only what its parts show counts."""
        self._memory = memory
        frame = replace(
            *(document,),
            **dict.fromkeys(("title", "identifier", "subtitle", "kicker", "byline", "date", "stamp", "newest", "description"), ""),
            **dict.fromkeys(("subject", "rights", "running", "certified_by", "edition"), ""),
            **dict.fromkeys(("blocks", "supplement", "pages", "keywords", "status"), ()),
            **dict.fromkeys(("logo", "frontispiece")),
        )
        self._frame = as_bytes((frame, theme, own_fonts(theme)))
        self._names: dict[tuple[int, ...], tuple[Part, str]] = {}
        """The names of parts that were asked for, by the identities of their blocks: each attempt to lay a pack out asks again."""

    def name(self, part: Part, *, is_left: bool) -> str:
        """Return the name of a part: it tells all that its drawing depends on, such as whether it begins on a left-hand page."""
        key = (*map(id, part.blocks), part.is_first, is_left)
        known, name = self._names.get(key, (part, ""))
        if not name or known.named != part.named:
            hashed = hashlib.blake2b(self._frame, digest_size=20)
            hashed.update(as_bytes((part.blocks, part.named, part.is_first, is_left)))
            name = hashed.hexdigest()
            self._names[key] = part, name
        return name

    def get(self, name: str, first_page: int, first_block: int, root: Element) -> KnownPart | None:
        """Return a part for a place in this document, its structure under `root`; None if it is not known.

        Args:
            name: Its name.
            first_page: How many pages are before it.
            first_block: How many blocks are before it.
            root: The element that its structure goes under.
        """
        data = self._memory.get(name)
        if data is None:
            return None
        try:
            pages, headings, blocks, tree = marshal.loads(data)  # noqa: S302  # plain data, whose hash the memory has compared
            elements, children = _elements(tree, first_page, root)
            found = [
                KnownPage(opens, top, titles, places, [each + first_block for each in begins], Drawn(*drawn), elements)
                for opens, top, titles, places, begins, drawn in pages
            ]
            return KnownPart(found, [Heading(*each) for each in headings], blocks, children)
        except (ValueError, TypeError, EOFError, IndexError):
            return None

    def places(self, name: str) -> Places | None:
        """Return where the blocks of a part begin; None if it is not known."""
        data = self._memory.get(f"{name} places")
        try:
            return None if data is None else Places(*marshal.loads(data))  # noqa: S302  # as above
        except (ValueError, TypeError, EOFError):
            return None

    def put_places(self, name: str, places: Places) -> None:
        """Keep where the blocks of a part begin, whether the part is drawn or only set to find the numbers of pages."""
        self._memory.put(f"{name} places", marshal.dumps((places.pages, places.blocks)))

    def put(self, name: str, part: KnownPart, first_page: int, first_block: int) -> None:
        """Keep a part that was drawn from page `first_page` and block `first_block` on."""
        numbers = {id(each): number for number, each in enumerate(each for child in part.children for each in child.walk())}
        pages = [
            (page.opens, page.top, page.headings, page.places, [each - first_block for each in page.begins], page.drawn.numbered(numbers))
            for page in part.pages
        ]
        headings = [(each.level, each.title, each.id) for each in part.headings]
        tree = [_described(each, numbers, first_page) for child in part.children for each in child.walk()]
        self._memory.put(name, marshal.dumps((pages, headings, part.blocks, tree)))


_Described = tuple[str, dict[str, str], str, list[Any]]
"""The type, the entries and the name of an element; of its children the numbers, and where they stand the contents of slots."""


def _described(element: Element, numbers: dict[int, int], first_page: int) -> _Described:
    children: list[Any] = [
        numbers[id(child)] if isinstance(child, Element) else [(page - first_page, mcid) for page, mcid in child.contents]
        for child in element.children
    ]
    return element.tag, element.entries, element.name, children


def _elements(tree: Sequence[_Described], first_page: int, root: Element) -> tuple[list[Element], list[Element]]:
    """Return all elements that were described, and the uppermost."""
    made = [Element(tag, root, entries, name=name) for tag, entries, name, _ in tree]
    for element, (_, _, _, children) in zip(made, tree, strict=True):
        for child in children:
            if type(child) is int:
                below = made[child]
                below.parent = element
                element.children.append(below)
            else:
                element.children.append(Slot(element, [(page + first_page, mcid) for page, mcid in child]))
    return made, [each for each in made if each.parent is root]
