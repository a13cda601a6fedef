"""What a pack holds: its sections, with words and reading minutes."""

from __future__ import annotations

import math
from collections.abc import Iterator

from briefing.document import Block, Blocks, Document, Note, PageBreak, Paragraph, Question, Section, Table, WritingSpace, full_title, plain


def words(node: object) -> int:
    """Return how many words are printed below a node."""
    return len(plain(node).split())


def overview(document: Document, reading_speed: int) -> str:
    """Return the sections of a document and what stands in them, with words and reading minutes (at `reading_speed` words a minute)."""
    rows = [*_rows((*document.blocks, *document.supplement), 0)]
    total = words((document.blocks, document.supplement))
    width = min(max(len(title) for title, _ in rows), 78)
    lines = [full_title(document), f"{'':{width}}  words  minutes"]
    lines += [f"{_short(title, width):{width}} {count:>6} {_minutes(count, reading_speed):>8}" for title, count in rows]
    lines.append(f"{'Together':{width}} {total:>6} {_minutes(total, reading_speed):>8}")
    return "\n".join(lines)


def _rows(blocks: Blocks, depth: int) -> Iterator[tuple[str, int]]:
    for block in blocks:
        if isinstance(block, Section):
            yield f"{'  ' * depth}{plain(block.title)}", words(block)
            yield from _rows(block.blocks, depth + 1)
        elif not isinstance(block, WritingSpace | PageBreak):
            yield f"{'  ' * depth}· {_named(block)}", words(block)


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


def _minutes(count: int, reading_speed: int) -> int:
    return math.ceil(count / reading_speed)
