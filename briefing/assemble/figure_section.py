"""Sections of figures: each figure is drawn, and its numbers follow as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefing import dates
from briefing.assemble import figure_charts
from briefing.assemble.citeproc import placeholder
from briefing.assemble.context import Context
from briefing.assemble.figure_gist import gist
from briefing.document import (
    Bar,
    BarChart,
    Block,
    Blocks,
    Certainty,
    Chart,
    Column,
    Inline,
    Inlines,
    LineBreak,
    Panel,
    Row,
    Section,
    Table,
    Text,
)
from briefing.document import Figure as Drawn
from briefing.document.changing import paragraph
from briefing.errors import BriefingError, Problem, Severity
from briefing.files.origin import Location
from briefing.files.reading import read_markdown
from briefing.library import Exactness, Figure, Measure
from briefing.outline import FiguresSection

MOST_ROWS = 24
"""Of a drawing; a longer figure is a table only."""
MOST_GROUPED = 48
"""Bars of a drawing with several bars in each row."""
MOST_SPOKEN = 96
"""Numbers of a drawing without a table: who listens hears them all, one after the other."""
MOST_PARTS = 12
"""Into which a whole is divided where it is drawn."""


def figures(context: Context, plan: FiguresSection, location: Location) -> Blocks:
    """Return a section for each figure: its drawing, how to read it, its table, and remarks on its rows."""
    shelf = context.library.figures
    chosen = context.chosen(plan.figures, shelf, "figure", (*location, "figures")) if plan.figures else list(shelf.values())
    if not chosen:
        context.none_left(plan, location, "figure")
    return tuple(_figure(context, plan, figure, location) for figure in chosen)


def _figure(context: Context, plan: FiguresSection, written: Figure, location: Location) -> Section:
    figure = _with_rows(context, written)
    identity = context.claim(f"figure-{figure.id}")
    context.noted.cited_beside.append(figure)
    printed = [_printed(context, figure, row) for row in figure.rows]
    table = _table(context, figure, printed)
    drawing: list[Block] = []
    has_table = True
    if plan.drawing and _can_be_drawn(context, figure):
        has_table = plan.table
        if not has_table:
            _check_spoken(context, figure, printed, (*location, "table"))
        alt = f"{table.summary} {context.say('figure.follows') if has_table else _in_words(context, figure, printed)}"
        caption, measure = (
            (context.inlines(figure.finding), _caption(context, figure)) if figure.finding else (_caption(context, figure), ())
        )
        chart = _chart(context, figure, printed)
        drawn = Drawn(context.claim(f"drawing-{figure.id}"), caption, alt, chart, table.id if has_table else "", measure=measure)
        drawing.append(drawn)
        context.noted.anchors.setdefault(figure.id, drawn.id)
        drawing += _key(context, figure) if figure.draw == "bars" else figure_charts.key(context, figure)
        if not has_table:
            drawing += _sources(context, figure)
        # A listener hears the gist at the drawing, and once.
        numbers = context.label("figure.numbers-alone" if figure.has_one_source else "figure.numbers")
        table = replace(table, caption=(numbers,), summary="")
    blocks = [*drawing, *(context.blocks(figure.description, identity) if plan.description else ()), *([table] if has_table else [])]
    blocks += context.remarks((_label(context, figure, row), row.note) for row in figure.rows)
    context.noted.anchors.setdefault(figure.id, table.id)
    return Section(identity, (Text(context.words_of(figure.title)),), tuple(blocks))


def _in_words(context: Context, figure: Figure, printed: figure_charts.Printed) -> str:
    """Return each row with its period and its values: `Tajikistan: 2022 51 % of GDP, 2024 45 % of GDP`."""
    rows = []
    for row, words in zip(figure.rows, printed, strict=True):
        period = f" ({context.words_of(row.period)})" if row.period else ""
        values = (
            f"{context.words_of(series.name)} {value} {context.words_of(series.unit)}"
            for series, value in zip(figure.series, words, strict=True)
        )
        rows.append(f"{_label(context, figure, row)}{period}: {', '.join(values)}")
    return f"{'; '.join(rows)}."


def _check_spoken(context: Context, figure: Figure, printed: figure_charts.Printed, location: Location) -> None:
    """Note a figure that has too many numbers to be heard in its description."""
    count = sum(map(len, printed))
    if count > MOST_SPOKEN:
        what = f"the figure '{figure.id}' has {count:,} numbers: without its table nobody who cannot see the drawing gets at them"
        hint = f"Leave 'table: no' out, or keep at most {MOST_SPOKEN} numbers of the figure."
        context.problem(location, what, hint)


def _sources(context: Context, figure: Figure) -> Iterator[Block]:
    """Yield where the numbers of each row are from, unless the caption says it of all."""
    if figure.has_one_source:
        return
    rows: dict[str, list[str]] = {}
    for row in figure.rows:
        rows.setdefault(row.cite or figure.cite, []).append(_label(context, figure, row))
    parts: list[Inline] = [context.own(f"{context.say('matrix.stated')} ")]
    for number, (cite, labels) in enumerate(rows.items()):
        parts += [Text("; ")] if number else []
        parts += [Text(f"{context.words.joined(labels)} "), placeholder(cite)]
    yield paragraph(*parts, ".", style="small")


def _with_rows(context: Context, figure: Figure) -> Figure:
    """Return a figure with the rows of its data file, if it has one. What is wrong with them is noted, and so is what was guessed."""
    if not figure.data:
        return figure
    from briefing.library import figure_data  # most packs have no such figure, and it takes longer to load than a pack to check

    try:
        found, warnings = figure_data.completed(figure, context.root)
    except BriefingError as error:
        of_figure = [_problem(context, figure, "data", each.message, each.hint) for each in error.problems if not each.file]
        context.noted.problems += [*of_figure, *(each for each in error.problems if each.file)]
        return figure
    context.noted.warnings += warnings
    return found


def _problem(context: Context, figure: Figure, setting: str, message: str, hint: str, severity: Severity = "error") -> Problem:
    """Return a problem with a setting of a figure."""
    file = f"seeds/figures/{figure.id}.md"
    return read_markdown(context.root / file, file).problem((setting,), message, hint, severity=severity)


# ── the drawing ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _can_be_drawn(context: Context, figure: Figure) -> bool:
    """Return whether marks say more than the table does: there are at least two of them, and no more than one page shows."""
    drawn = sum(value is not None for row in figure.rows for value in row.values)
    bars = len(figure.rows) * (len(figure.series) if figure.draw == "grouped" else 1)
    most = MOST_GROUPED if figure.draw == "grouped" else MOST_ROWS
    if figure.draw != "lines" and bars > most:
        what = (
            f"this figure is printed as a table alone: a drawing has room for {most} rows of {'bars' if figure.draw != 'dots' else 'dots'}"
        )
        setting = "data" if context.library.figures[figure.id].data else "rows"
        context.noted.warnings.append(
            _problem(context, figure, setting, what, "Make several figures of it, or keep fewer rows.", "warning")
        )
        return False
    return drawn > 1


def _chart(context: Context, figure: Figure, printed: figure_charts.Printed) -> Chart:
    if figure.draw == "lines":
        return figure_charts.lines(context, figure, printed)
    periods = {row.period for row in figure.rows if row.period}
    rows = tuple(Row(context.words_of(row.label), context.words_of(row.period) if len(periods) > 1 else "") for row in figure.rows)
    if figure.draw == "dots":
        return figure_charts.dots(context, figure, printed, rows)
    return _bars(context, figure, printed, rows) if figure.draw == "bars" else figure_charts.groups(context, figure, printed, rows)


def _bars(context: Context, figure: Figure, printed: figure_charts.Printed, rows: tuple[Row, ...]) -> BarChart:
    longest: dict[str, float] = {}
    for series, values in zip(figure.series, _columns(figure), strict=True):
        longest[series.unit] = max([longest.get(series.unit, 0.0), *(abs(value) for value in values if value is not None)])
    scales = [series.whole or longest[series.unit] or 1.0 for series in figure.series]
    most: dict[str, float] = {}
    for series, scale in zip(figure.series, scales, strict=True):
        most[series.unit] = max(scale, most.get(series.unit, 0.0))
    panels = []
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


def _table(context: Context, figure: Figure, printed: figure_charts.Printed) -> Table:
    has_periods = any(row.period for row in figure.rows)
    label = context.words_of(figure.label)
    columns = [Column((Text(f"{label[:1].upper()}{label[1:]}" if label.islower() else label),), 1.6)]
    columns += [Column((Text(context.words_of(f"{series.name} ({series.unit})")),), 1.0, "end") for series in figure.series]
    columns += [Column((context.label("figure.period"),), 1.1)] if has_periods else []
    columns += [] if figure.has_one_source else [Column((context.label("figure.source"),), 1.2)]
    rows = tuple(_row(context, figure, row, words, has_period=has_periods) for row, words in zip(figure.rows, printed, strict=True))
    labels = [_label(context, figure, row) for row in figure.rows]
    summary = gist(context, figure, labels, printed)
    finding: Inlines = (*context.inlines(figure.finding), LineBreak()) if figure.finding else ()
    return Table(context.claim(f"table-{figure.id}"), (*finding, *_caption(context, figure)), tuple(columns), rows, summary)


def _caption(context: Context, figure: Figure) -> Inlines:
    """Return the caption, with the source if there is one for all rows: before the full stop, as in texts."""
    words = figure.caption.rstrip()
    stop = words[len(words.rstrip(".")) :]
    return context.inlines(f"{words.removesuffix(stop)} {figure.cite}{stop}" if figure.has_one_source else figure.caption)


def _row(context: Context, figure: Figure, row: Measure, words: tuple[str, ...], *, has_period: bool) -> tuple[Inlines, ...]:
    period: tuple[Inlines, ...] = ((Text(context.words_of(row.period)),) if row.period else (),) if has_period else ()
    source: tuple[Inlines, ...] = () if figure.has_one_source else ((placeholder(row.cite or figure.cite),),)
    cells = ((Text(shown) if row.shown else context.own(shown),) for shown in words)
    label = _label(context, figure, row)
    return ((context.own(label) if figure.draw == "lines" else Text(label),), *cells, *period, *source)


def _label(context: Context, figure: Figure, row: Measure) -> str:
    """Return the label of a row as it is printed: a date in words, if the figure has lines over time."""
    return context.day(dates.parse(row.label)) if figure.draw == "lines" else context.words_of(row.label)


def _printed(context: Context, figure: Figure, row: Measure) -> tuple[str, ...]:
    """Return each value as it is printed: as the figure says, else as the language of the pack writes numbers."""
    exact: Exactness = "exact"
    exactness = row.exactness or (exact,) * len(row.values)
    return tuple(map(context.words_of, row.shown)) or tuple(
        _value(context, value, each, series.decimals) for value, each, series in zip(row.values, exactness, figure.series, strict=True)
    )


def _value(context: Context, value: float | None, exactness: Exactness, decimals: int | None) -> str:
    if value is None:
        return context.say("figure.none")
    number = context.words.decimal(value, decimals)
    return number if exactness == "exact" else context.say(f"figure.value-{exactness}", number=number)
