"""The numbers of the pages that a pack names in its texts and its index, found before the pack is laid out with them.

A number may move what follows it, so that it is found in attempts: first without numbers, then with those of the attempt before. An attempt
asks only on which of its own pages each part has which ids. Whoever remembers that need not set the part again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from briefing.dataclass import dataclass
from briefing.document import Document
from briefing.document.name_index import with_pages
from briefing.document.pages_of_blocks import with_page_numbers
from briefing.render.pdf.bound_pages import needs_blank
from briefing.render.pdf.document_parts import Part, parts_of
from briefing.theme.model import Theme

ATTEMPTS = 5
"""A pack that names its pages is set at most so many times. Most often two are enough."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the blocks of a part begin."""

    pages: list[list[str]]
    """The ids of blocks that begin on each of its pages."""
    blocks: int
    """How many blocks it has."""


PlacesOf = Callable[[Part, int, int, int], Places | None]
"""Returns the places of a part, or None if it does not stand alone. It is called with the part, the number of the part, and the counts of
the pages and of the blocks before it."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A document that names its pages as they are."""

    document: Document
    numbers: dict[str, str]
    """The number of the page on which each id begins."""


def with_numbers(document: Document, numbers: Mapping[str, str]) -> Document:
    """Return a document whose index and texts name the pages that are known, by the ids of what begins on them."""
    return with_page_numbers(with_pages(document, numbers), numbers)


def settled(document: Document, theme: Theme, places_of: PlacesOf) -> Settled | None:
    """Return a document with the numbers of its pages.

    The attempts always begin without numbers, so that the result does not depend on what is remembered.

    Returns:
        The document; None if a part does not stand alone, or if the numbers still change after the attempts that a pack has.
    """
    numbers: dict[str, str] = {}
    for _ in range(ATTEMPTS):
        numbered = with_numbers(document, numbers)
        now = _numbers(numbered, theme, places_of)
        if now is None:
            return None
        if now == numbers:
            return Settled(numbered, numbers)
        numbers = now
    return None


def _numbers(document: Document, theme: Theme, places_of: PlacesOf) -> dict[str, str] | None:
    first = 2 if document.cover == "page" else 1
    numbers: dict[str, str] = {}
    pages = blocks = 0
    for number, each in enumerate(parts_of(document)):
        part = replace(each, is_first=not pages)
        if needs_blank(pages + first, theme.paper) and (part.blocks or part.named):
            pages += 1
        found = places_of(part, number, pages + first - 1, blocks)
        if found is None:
            return None
        for label, places in enumerate(found.pages, pages + first):
            for place in places:
                numbers.setdefault(place, str(label))
        pages += len(found.pages)
        blocks += found.blocks
    return numbers
