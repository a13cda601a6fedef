"""Parts that readers fill in by hand: lines for name and date, and a table to compare sources."""

from __future__ import annotations

from briefing.assemble.citeproc import placeholder
from briefing.assemble.context import Context
from briefing.document import Blank, Blanks, Blocks, Column, Inlines, Table, Text
from briefing.files.origin import Location
from briefing.outline import OF_COLUMN, BlanksSection, ComparisonSection, ExcerptsSection, PeopleSection, walk

_KNOWN = {"name": 2.0, "group": 1.6, "date": 0.9}
"""Lines that the pack names in its own language, with their share of the width."""
_COLUMNS = ("claim", "evidence", "limits")


def blanks(context: Context, plan: BlanksSection) -> Blocks:
    """Return the line for name, group and date."""
    labels = [context.say(f"blanks.{field}") if field in _KNOWN else field for field in plan.fields]
    found = (Blank(label, weight=_KNOWN.get(field, 1.6)) for label, field in zip(labels, plan.fields, strict=True))
    return (Blanks(tuple(found)),)


def comparison(context: Context, plan: ComparisonSection, location: Location) -> Blocks:
    """Return a table with a row for each source, its author and date filled in, and the rest to be found out."""
    library = context.library
    chosen = context.chosen(plan.sources or _taken_from(context), library.sources, "source", (*location, "sources"))
    if not chosen:
        context.none_left(plan, location, "source")
        return ()
    heads: list[Inlines] = [(context.label("comparison.source"),)]
    heads += [(Text(head),) for head in plan.columns] or [(context.label(f"comparison.{name}"),) for name in _COLUMNS]
    columns = tuple(Column(head, 1.0 if number else 0.8) for number, head in enumerate(heads))
    rows = tuple(((placeholder(f"@{source.id}"),), *((),) * (len(heads) - 1)) for source in chosen)
    caption, summary = (context.label("comparison.caption"),), context.say("comparison.summary")
    return (Table(context.claim("table-comparison"), caption, columns, rows, summary, room=plan.lines),)


def people(context: Context, plan: PeopleSection) -> Blocks:
    """Return a table with a row for each person, or with empty rows, to be signed."""
    persons = [each.split("\t") for each in plan.people] or [[""]] * plan.rows
    names = [[*each, ""][:2] for each in persons]
    cells = [dict(cell.split(OF_COLUMN, 1) for cell in each[2:]) for each in persons]
    labels = ["blanks.name", *(["blanks.group"] if any(group for _, group in names) else [])]
    heads = list(plan.columns or dict.fromkeys(head for each in cells for head in each))
    columns = [Column((context.label(label),), 1.6 if label == "blanks.name" else 0.6) for label in labels]
    columns += [Column((Text(head),), 1.6) for head in heads]
    columns += [] if plan.columns else [Column((context.label("people.signature"),), 2.0)]

    def row(name: list[str], found: dict[str, str]) -> tuple[Inlines, ...]:
        words = [*name[: len(labels)], *(found.get(head, "") for head in heads)]
        return tuple((Text(each),) if each else () for each in [*words, *[""] * (len(columns) - len(words))])

    rows = tuple(map(row, names, cells))
    caption, summary = (context.label("people.caption"),), context.say("people.summary")
    return (Table(context.claim("table-people"), caption, tuple(columns), rows, summary, room=1),)


def _taken_from(context: Context) -> tuple[str, ...]:
    """Return the sources of the passages that the outline names, else all."""
    excerpts = [key for _, plan in walk(context.outline.sections) if isinstance(plan, ExcerptsSection) for key in plan.select]
    named = (context.library.excerpts[key].source for key in excerpts if key in context.library.excerpts)
    return tuple(dict.fromkeys(named)) or tuple(context.library.sources)
