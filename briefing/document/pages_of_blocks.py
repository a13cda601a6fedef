"""The pages on which the blocks of a pack begin, and references to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefing.document.blocks import Block
from briefing.document.changing import inlines
from briefing.document.inlines import Inline, Inlines, PageNumber
from briefing.document.pack import Document
from briefing.document.walking import walk, walk_blocks


def pages_of_blocks(document: Document) -> dict[str, str]:
    """Return the number that is printed on the page on which each block begins, by its id: nothing where the pages are not known."""
    begun = [page for page in document.pages if page.block is not None]
    found: dict[str, str] = {}
    place = -1
    for number, block in enumerate(each for each in walk_blocks(document.blocks) if isinstance(each, Block)):
        while place + 1 < len(begun) and (first := begun[place + 1].block) is not None and first <= number:
            place += 1
        if place >= 0 and (identity := getattr(block, "id", "")):
            found.setdefault(identity, begun[place].label)
    for page in document.pages:
        for identity in page.leaf:
            found.setdefault(identity, page.label)
    return found


def has_page_numbers(document: Document) -> bool:
    """Say whether a text of a pack names the page of something. A title page is not counted: it is drawn when the pages are known."""
    head = document.status if document.cover == "block" else ()
    return any(isinstance(each, PageNumber) for each in walk((document.blocks, document.supplement, head)))


def with_page_numbers(document: Document, labels: Mapping[str, str]) -> Document:
    """Return a document whose texts name the pages that are known."""
    if not labels:
        return document

    def change(inline: Inline) -> Inlines | None:
        return (replace(inline, label=labels.get(inline.target, inline.label)),) if isinstance(inline, PageNumber) else None

    return replace(
        document,
        blocks=inlines(document.blocks, change),
        supplement=inlines(document.supplement, change),
        status=inlines(document.status, change),
    )
