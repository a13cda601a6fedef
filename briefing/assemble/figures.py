"""Sections of figures: numbers as tables."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.assemble.citations import placeholder
from briefing.assemble.context import Context
from briefing.assemble.rewrite import paragraph
from briefing.document import Block, Blocks, Column, Inlines, Section, Table, Text
from briefing.files import Location
from briefing.library import Figure, Measure
from briefing.outline import FiguresSection


def figures(context: Context, plan: FiguresSection, location: Location) -> Blocks:
    """Return a section for each figure: its table, remarks on its rows, and how to read it."""
    shelf = context.library.figures
    chosen = context.chosen(plan.figures, shelf, "figure", (*location, "figures")) if plan.figures else list(shelf.values())
    if not chosen and not context.problems:
        context.none_left(location, "figure")
    return tuple(_figure(context, plan, figure) for figure in chosen)


def _figure(context: Context, plan: FiguresSection, figure: Figure) -> Section:
    identity = context.claim(f"figure-{figure.id}")
    blocks = [_table(context, figure), *_remarks(figure)]
    if plan.description:
        blocks += context.blocks(figure.description, identity)
    return Section(identity, (Text(figure.title),), tuple(blocks))


def _table(context: Context, figure: Figure) -> Table:
    has_periods = any(row.period for row in figure.rows)
    columns = [Column((Text(figure.label),), 1.6)]
    columns += [Column((Text(f"{series.name} ({series.unit})"),), 1.0, "end") for series in figure.series]
    columns += [Column((context.label("figure.period"),), 1.1)] if has_periods else []
    columns.append(Column((context.label("figure.source"),), 1.2))
    rows = tuple(_row(row, has_period=has_periods) for row in figure.rows)
    return Table(context.claim(f"table-{figure.id}"), (Text(figure.caption),), tuple(columns), rows, figure.alt)


def _row(row: Measure, *, has_period: bool) -> tuple[Inlines, ...]:
    period: tuple[Inlines, ...] = ((Text(row.period),) if row.period else (),) if has_period else ()
    return ((Text(row.label),), *((Text(shown),) for shown in row.shown), *period, (placeholder(row.cite),))


def _remarks(figure: Figure) -> Iterator[Block]:
    remarks = [f"{row.label}: {row.note}" for row in figure.rows if row.note]
    if remarks:
        yield paragraph("; ".join(remarks) + ".", style="small")
