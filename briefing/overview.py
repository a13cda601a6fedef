"""Plain-text views for people: what a pack holds, and what a library holds."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from briefing import outline as outlines
from briefing.document import Block, Blocks, Document, Note, PageBreak, Paragraph, Question, Section, Table, WritingSpace, full_title, plain
from briefing.library import Library
from briefing.workspace import Workspace


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


def catalogue(kind: str, workspace: Workspace, load: Callable[[Workspace], Library]) -> str:
    """Return a line for each thing of a kind: its id and what it is."""
    if kind == "outlines":
        rows = [
            (template.id, template.title, ", ".join(template.params))
            for template in (outlines.read(workspace.templates, name, workspace.root) for name in outlines.names(workspace.templates))
        ]
        return _columns(("outline", "title", "parameters"), rows)
    library = load(workspace)
    match kind:
        case "sources":
            return _columns(
                ("source", "author or publication", "date", "words"),
                [(s.id, s.short, _date(s.issued), str(s.original.words)) for s in library.sources.values()],
            )
        case "excerpts":
            return _columns(
                ("excerpt", "source", "¶", "words", "title"),
                [(e.id, e.source, _span(e.paragraphs), str(e.words), e.title) for e in library.excerpts.values()],
            )
        case "countries":
            return _columns(("country", "name"), [(c.id, c.name) for c in library.countries.values()])
        case "actors":
            return _columns(
                ("actor", "kind", "name"), [(a.id, a.kind, f"{a.label}{_long(a.abbreviation, a.name)}") for a in library.actors.values()]
            )
        case _:
            return _columns(
                ("question", "level", "min", "objective"),
                [(q.id, q.level, str(q.minutes), q.objective) for q in library.questions.values()],
            )


def _date(date: object) -> str:
    return str(date) if date else "no date"


def _span(numbers: Sequence[int]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"


def _long(abbreviation: str, name: str) -> str:
    return f" ({name})" if abbreviation else ""


def _columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(len(head))]
    return "\n".join("  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in (head, *rows))
