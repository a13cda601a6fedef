"""An overview of a pack: its sections, with words and reading minutes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from briefing.dataclass import dataclass
from briefing.document import (
    Block,
    Blocks,
    Document,
    Inline,
    Inlines,
    Note,
    PageBreak,
    PageNumber,
    Paragraph,
    Question,
    Section,
    Table,
    Text,
    WritingSpace,
    full_title,
    plain,
)
from briefing.document.changing import inlines


def words(node: object) -> int:
    """Return how many words are printed below a node."""
    return len(plain(node).split())


@dataclass(frozen=True, slots=True)
class Part:
    """A section, or what is in it."""

    title: str
    depth: int
    """0 for an outermost section."""
    words: int
    minutes: int
    """To read it, at the speed of the pack's readers."""
    page: str = ""
    """The number of the page of the PDF on which it begins; empty where that is not known."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What a pack holds."""

    title: str
    parts: tuple[Part, ...]
    words: int
    minutes: int


def overview(document: Document, reading_speed: int, pages: Mapping[str, str] | None = None) -> Overview:
    """Return what a pack holds.

    Args:
        document: The pack.
        reading_speed: Words a minute.
        pages: The page of each id, where the document was laid out.
    """
    known = pages or {}
    rows = _rows((*document.blocks, *document.supplement), 0, known)
    parts = tuple(Part(title, depth, count, minutes(count, reading_speed), known.get(name, "")) for title, depth, count, name in rows)
    total = words((document.blocks, document.supplement))
    return Overview(full_title(document), parts, total, minutes(total, reading_speed))


def table(found: Overview) -> str:
    """Return an overview as a table of plain text."""
    titles = ["  " * part.depth + part.title for part in found.parts]
    width = min(max(map(len, titles), default=0), 78)
    has_pages = any(part.page for part in found.parts)
    lines = [found.title, f"{'':{width}}  words  minutes{'  page' * has_pages}"]
    for title, part in zip(titles, found.parts, strict=True):
        page = f"  {part.page:>4}" if has_pages else ""
        lines.append(f"{_short(title, width):{width}} {part.words:>6} {part.minutes:>8}{page}".rstrip())
    lines.append(f"{'Total':{width}} {found.words:>6} {found.minutes:>8}")
    return "\n".join(lines)


def _rows(blocks: Blocks, depth: int, pages: Mapping[str, str]) -> Iterator[tuple[str, int, int, str]]:
    """Yield the title, the depth, the words and the id of each block."""
    for block in blocks:
        if isinstance(block, Section):
            yield plain(block.title), depth, words(block), block.id
            yield from _rows(block.blocks, depth + 1, pages)
        elif not isinstance(block, WritingSpace | PageBreak):
            yield f"· {_named(_paged(block, pages))}", depth, words(block), getattr(block, "id", "")


def _paged(block: Block, pages: Mapping[str, str]) -> Block:
    """Return a block that names the pages that are known. Its words are counted without them: the count does not depend on `--pages`."""

    def change(inline: Inline) -> Inlines | None:
        return (Text(pages[inline.target]),) if isinstance(inline, PageNumber) and inline.target in pages else None

    return inlines((block,), change)[0] if pages else block


def _named(block: Block) -> str:
    match block:
        case Paragraph():
            return plain(block)
        case Note():
            return f"{block.kind or 'Note'} {block.mark}: {plain(block)}"
        case Question():
            return f"Question {block.label}: {plain(block.blocks)}"
        case Table():
            return f"Table of {len(block.rows)} rows: {plain(block.caption)}"
        case _:
            return f"{type(block).__name__}: {plain(block)}"


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


def minutes(count: int, reading_speed: int) -> int:
    """Return how many minutes it takes to read some words, at a speed in words a minute."""
    return math.ceil(count / reading_speed)
