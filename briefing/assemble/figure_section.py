"""Sections of figures: each figure is drawn, and its numbers follow as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefing.assemble.citeproc import placeholder
from briefing.assemble.context import Context
from briefing.document import Bar, BarChart, Block, Blocks, Certainty, Column, Inlines, Panel, Row, Section, Table, Text
from briefing.document import Figure as Drawn
from briefing.document.changing import paragraph
from briefing.files.origin import Location
from briefing.library import Figure, Measure
from briefing.outline import FiguresSection

MOST_ROWS = 24
"""Of a drawing; a longer figure is a table only."""
MOST_PARTS = 12
"""Into which a whole is divided where it is drawn."""


def figures(context: Context, plan: FiguresSection, location: Location) -> Blocks:
    """Return a section for each figure: its drawing, its table, remarks on its rows, and how to read it."""
    shelf = context.library.figures
    chosen = context.chosen(plan.figures, shelf, "figure", (*location, "figures")) if plan.figures else list(shelf.values())
    if not chosen:
        context.none_left(plan, location, "figure")
    return tuple(_figure(context, plan, figure) for figure in chosen)


def _figure(context: Context, plan: FiguresSection, figure: Figure) -> Section:
    identity = context.claim(f"figure-{figure.id}")
    context.noted.cited_beside.append(figure)
    table = _table(context, figure)
    drawing: list[Block] = []
    if plan.drawing and _can_be_drawn(figure):
        alt = f"{figure.alt} {context.say('figure.follows')}"
        drawn = Drawn(context.claim(f"drawing-{figure.id}"), table.caption, alt, _bars(figure), table.id)
        drawing.append(drawn)
        context.noted.anchors.setdefault(figure.id, drawn.id)
        drawing += _key(context, figure)
        # A listener hears the gist at the drawing, and once.
        table = replace(table, caption=(context.label("figure.numbers"),), summary="")
    blocks = [*drawing, table, *context.remarks((row.label, row.note) for row in figure.rows)]
    context.noted.anchors.setdefault(figure.id, table.id)
    if plan.description:
        blocks += context.blocks(figure.description, identity)
    return Section(identity, (Text(figure.title),), tuple(blocks))


# ── the drawing ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _can_be_drawn(figure: Figure) -> bool:
    """Return whether bars say more than the table does: there are at least two of them, and no more rows than one page shows."""
    drawn = sum(value is not None for row in figure.rows for value in row.values)
    return drawn > 1 and len(figure.rows) <= MOST_ROWS


def _bars(figure: Figure) -> BarChart:
    longest: dict[str, float] = {}
    for series, values in zip(figure.series, _columns(figure), strict=True):
        longest[series.unit] = max([longest.get(series.unit, 0.0), *(abs(value) for value in values if value is not None)])
    periods = {row.period for row in figure.rows if row.period}
    rows = tuple(Row(row.label, row.period if len(periods) > 1 else "") for row in figure.rows)
    scales = [series.whole or longest[series.unit] or 1.0 for series in figure.series]
    most: dict[str, float] = {}
    for series, scale in zip(figure.series, scales, strict=True):
        most[series.unit] = max(scale, most.get(series.unit, 0.0))
    panels = []
    for number, (series, values, scale) in enumerate(zip(figure.series, _columns(figure), scales, strict=True)):
        bars = tuple(
            Bar(None if value is None else value / scale, row.shown[number], _certainty(row, number))
            for row, value in zip(figure.rows, values, strict=True)
        )
        parts = None if series.whole is None else _parts(series.whole)
        panels.append(Panel(series.name, series.unit, bars, parts, scale / most[series.unit]))
    return BarChart(rows, tuple(panels))


def _columns(figure: Figure) -> list[tuple[float | None, ...]]:
    return [tuple(row.values[number] for row in figure.rows) for number in range(len(figure.series))]


def _parts(whole: float) -> int:
    return int(whole) if whole == int(whole) and 1 < whole <= MOST_PARTS else 0


def _certainty(row: Measure, number: int) -> Certainty:
    match row.exactness[number] if row.exactness else "exact":
        case "at-most" | "at-least":
            return "limit"
        case "about":
            return "about"
        case _:
            return "exact"


def _key(context: Context, figure: Figure) -> Iterator[Block]:
    """Yield what the looks of the bars mean, as far as the figure has them."""
    found = {_certainty(row, number) for row in figure.rows for number, value in enumerate(row.values) if value}
    keys = [context.say(f"figure.{certainty}") for certainty in ("about", "limit") if certainty in found]
    if any(series.whole for series in figure.series):
        keys.append(context.say("figure.whole"))
    if keys:
        yield paragraph(context.own(" ".join(keys)), style="small")


# ── the table ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _table(context: Context, figure: Figure) -> Table:
    has_periods = any(row.period for row in figure.rows)
    columns = [Column((Text(figure.label),), 1.6)]
    columns += [Column((Text(f"{series.name} ({series.unit})"),), 1.0, "end") for series in figure.series]
    columns += [Column((context.label("figure.period"),), 1.1)] if has_periods else []
    columns.append(Column((context.label("figure.source"),), 1.2))
    rows = tuple(_row(row, has_period=has_periods) for row in figure.rows)
    return Table(context.claim(f"table-{figure.id}"), context.inlines(figure.caption), tuple(columns), rows, figure.alt)


def _row(row: Measure, *, has_period: bool) -> tuple[Inlines, ...]:
    period: tuple[Inlines, ...] = ((Text(row.period),) if row.period else (),) if has_period else ()
    return ((Text(row.label),), *((Text(shown),) for shown in row.shown), *period, (placeholder(row.cite),))
