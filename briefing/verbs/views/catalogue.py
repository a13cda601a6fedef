"""Tables of what a library or a folder of outlines holds, with a row for each thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from briefing.dataclass import dataclass
from briefing.document.numbering import ranges
from briefing.library import Library
from briefing.outline import Template

Kind = Literal["outlines", "sources", "excerpts", "countries", "actors", "questions"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The things of a kind."""

    kind: Kind
    columns: tuple[str, ...]
    """What the cells of a row are."""
    rows: tuple[tuple[str, ...], ...]
    """A row for each thing, which begins with its id."""


def of_outlines(templates: Iterable[Template]) -> Catalogue:
    """Return the outlines of a workspace."""
    rows = ((each.id, each.title, ", ".join(each.params)) for each in templates)
    return Catalogue("outlines", ("outline", "title", "parameters"), tuple(rows))


def of_library(kind: Kind, library: Library) -> Catalogue:
    """Return the things of a kind in a library."""
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]
    match kind:
        case "sources":
            columns = ("source", "author or publication", "date", "words")
            rows = [(s.id, s.name, str(s.issued) if s.issued else "no date", str(s.original.words)) for s in library.sources.values()]
        case "excerpts":
            columns = ("excerpt", "source", "¶", "words", "title")
            rows = [(e.id, e.source, ranges(e.paragraphs), str(e.words), e.title) for e in library.excerpts.values()]
        case "countries":
            columns, rows = ("country", "name"), [(c.id, c.name) for c in library.countries.values()]
        case "actors":
            columns = ("actor", "kind", "name")
            rows = [(a.id, a.kind, f"{a.label} ({a.name})" if a.abbreviation else a.label) for a in library.actors.values()]
        case _:
            columns = ("question", "level", "min", "objective")
            rows = [(q.id, q.level, str(q.minutes or ""), q.objective) for q in library.questions.values()]
    return Catalogue(kind, columns, tuple(rows))


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return rows as plain text, in columns as wide as their widest cell."""
    every = [columns, *rows]
    widths = [max(len(row[place]) for row in every) for place in range(len(columns))]
    return "\n".join("  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in every)
