"""The parts of a document before its text: what the contents list names, what stands below it, and what leads to the supplement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefing.document import Blocks, Document, Reference, Section, front, walk


def opened(document: Document) -> Document:
    """Return a document whose supplement begins with what names its parts: what stands before the text and leads to it."""
    if not (document.supplement and document.cover == "page" and isinstance(first := document.supplement[0], Section)):
        return document
    apart = supplementary(document)
    before, text = front(document)
    guides = tuple(block for block in before if any(isinstance(each, Reference) and each.target in apart for each in walk(block)))
    rest = tuple(block for block in before if block not in guides)
    return replace(document, blocks=(*rest, *text), supplement=(replace(first, blocks=(*guides, *first.blocks)), *document.supplement[1:]))


def supplementary(document: Document) -> frozenset[str]:
    """Return the ids of what is in the supplement."""
    return frozenset(identity for each in walk(document.supplement) if (identity := getattr(each, "id", "")))


def contents(document: Document) -> Iterator[tuple[int, Section]]:
    """Yield the sections that the contents list names, with their levels."""
    return _sections(document.blocks, document.contents_depth)


def _sections(blocks: Blocks, depth: int, level: int = 1) -> Iterator[tuple[int, Section]]:
    for block in blocks:
        if isinstance(block, Section) and level <= depth:
            yield level, block
            yield from _sections(block.blocks, depth, level + 1)
