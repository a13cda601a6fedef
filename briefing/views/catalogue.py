"""What a library or a folder of outlines holds: a line for each thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefing.document.numbering import ranges
from briefing.library import Library
from briefing.outline import names, read
from briefing.workspace import Workspace


def catalogue(kind: str, workspace: Workspace, load: Callable[[Workspace], Library]) -> str:
    """Return a line for each thing of a kind: its id and what it is."""
    if kind == "outlines":
        templates = [read(workspace.templates, name, workspace.root) for name in names(workspace.templates)]
        return _columns(("outline", "title", "parameters"), [(each.id, each.title, ", ".join(each.params)) for each in templates])
    library = load(workspace)
    match kind:
        case "sources":
            return _columns(
                ("source", "author or publication", "date", "words"),
                [(s.id, s.short, str(s.issued or "no date"), str(s.original.words)) for s in library.sources.values()],
            )
        case "excerpts":
            return _columns(
                ("excerpt", "source", "¶", "words", "title"),
                [(e.id, e.source, ranges(e.paragraphs), str(e.words), e.title) for e in library.excerpts.values()],
            )
        case "countries":
            return _columns(("country", "name"), [(c.id, c.name) for c in library.countries.values()])
        case "actors":
            return _columns(
                ("actor", "kind", "name"),
                [(a.id, a.kind, f"{a.abbreviation} ({a.name})" if a.abbreviation else a.name) for a in library.actors.values()],
            )
        case _:
            return _columns(
                ("question", "level", "min", "objective"),
                [(q.id, q.level, str(q.minutes), q.objective) for q in library.questions.values()],
            )


def _columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(len(head))]
    return "\n".join("  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in (head, *rows))
