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
from briefing.library import Exactness, Figure, Measure
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
        drawn = Drawn(context.claim(f"drawing-{figure.id}"), table.caption, alt, _bars(context, figure), table.id)
        drawing.append(drawn)
        context.noted.anchors.setdefault(figure.id, drawn.id)
        drawing += _key(context, figure)
        # A listener hears the gist at the drawing, and once.
        caption = context.label("figure.numbers-alone" if figure.has_one_source else "figure.numbers")
        table = replace(table, caption=(caption,), summary="")
    blocks = [*drawing, table, *context.remarks((context.words_of(row.label), row.note) for row in figure.rows)]
    context.noted.anchors.setdefault(figure.id, table.id)
    if plan.description:
        blocks += context.blocks(figure.description, identity)
    return Section(identity, (Text(context.words_of(figure.title)),), tuple(blocks))


# ── the drawing ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _can_be_drawn(figure: Figure) -> bool:
    """Return whether bars say more than the table does: there are at least two of them, and no more rows than one page shows."""
    drawn = sum(value is not None for row in figure.rows for value in row.values)
    return drawn > 1 and len(figure.rows) <= MOST_ROWS


def _bars(context: Context, figure: Figure) -> BarChart:
    longest: dict[str, float] = {}
    for series, values in zip(figure.series, _columns(figure), strict=True):
        longest[series.unit] = max([longest.get(series.unit, 0.0), *(abs(value) for value in values if value is not None)])
    periods = {row.period for row in figure.rows if row.period}
    rows = tuple(Row(context.words_of(row.label), context.words_of(row.period) if len(periods) > 1 else "") for row in figure.rows)
    scales = [series.whole or longest[series.unit] or 1.0 for series in figure.series]
    most: dict[str, float] = {}
    for series, scale in zip(figure.series, scales, strict=True):
        most[series.unit] = max(scale, most.get(series.unit, 0.0))
    panels = []
    printed = [_printed(context, row) for row in figure.rows]
    for number, (series, values, scale) in enumerate(zip(figure.series, _columns(figure), scales, strict=True)):
        bars = tuple(
            Bar(None if value is None else value / scale, shown[number], _certainty(row, number))
            for row, shown, value in zip(figure.rows, printed, values, strict=True)
        )
        parts = None if series.whole is None else _parts(series.whole)
        panels.append(Panel(context.words_of(series.name), context.words_of(series.unit), bars, parts, scale / most[series.unit]))
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
    columns = [Column((Text(context.words_of(figure.label)),), 1.6)]
    columns += [Column((Text(context.words_of(f"{series.name} ({series.unit})")),), 1.0, "end") for series in figure.series]
    columns += [Column((context.label("figure.period"),), 1.1)] if has_periods else []
    columns += [] if figure.has_one_source else [Column((context.label("figure.source"),), 1.2)]
    rows = tuple(_row(context, figure, row, has_period=has_periods) for row in figure.rows)
    return Table(context.claim(f"table-{figure.id}"), context.inlines(_caption(figure)), tuple(columns), rows, figure.alt)


def _caption(figure: Figure) -> str:
    """Return the caption, with the source if there is one for all rows: before the full stop, as in texts."""
    if not figure.has_one_source:
        return figure.caption
    words = figure.caption.rstrip()
    stop = words[len(words.rstrip(".")) :]
    return f"{words.removesuffix(stop)} {figure.cite}{stop}"


def _row(context: Context, figure: Figure, row: Measure, *, has_period: bool) -> tuple[Inlines, ...]:
    period: tuple[Inlines, ...] = ((Text(context.words_of(row.period)),) if row.period else (),) if has_period else ()
    source: tuple[Inlines, ...] = () if figure.has_one_source else ((placeholder(row.cite or figure.cite),),)
    cells = ((Text(shown) if row.shown else context.own(shown),) for shown in _printed(context, row))
    return ((Text(context.words_of(row.label)),), *cells, *period, *source)


def _printed(context: Context, row: Measure) -> tuple[str, ...]:
    """Return each value as it is printed: as the figure says, else as the language of the pack writes numbers."""
    exact: Exactness = "exact"
    exactness = row.exactness or (exact,) * len(row.values)
    return tuple(map(context.words_of, row.shown)) or tuple(
        _value(context, value, each) for value, each in zip(row.values, exactness, strict=True)
    )


def _value(context: Context, value: float | None, exactness: Exactness) -> str:
    if value is None:
        return context.say("figure.none")
    number = context.words.decimal(value)
    return number if exactness == "exact" else context.say(f"figure.value-{exactness}", number=number)
