"""The drawings of figures as charts of the document: lines, grouped and stacked bars, dots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing import dates
from briefing.assemble.context import Context
from briefing.assemble.number_scales import Scale
from briefing.assemble.time_axes import TimeAxis
from briefing.document import Bar, Block, Row
from briefing.document.changing import paragraph
from briefing.document.plots import Dot, DotChart, DotRow, Group, GroupChart, Line, LineChart, LinePanel, Point
from briefing.library import Figure, Series

Printed = Sequence[tuple[str, ...]]
"""The values of each row as words."""


def lines(context: Context, figure: Figure, printed: Printed) -> LineChart:
    """Return lines over time, in a panel for each unit. A date is where its middle is, and rows may be in any order."""
    days = [dates.parse(row.label) for row in figure.rows]
    axis = TimeAxis.through_middles(days)
    order = sorted(range(len(days)), key=lambda number: axis.middle(days[number]))
    panels = []
    for unit in dict.fromkeys(series.unit for series in figure.series):
        columns = [number for number, series in enumerate(figure.series) if series.unit == unit]
        scale = _scale(figure, columns)
        drawn = tuple(
            Line(
                context.words_of(figure.series[column].name),
                tuple(
                    Point(axis.middle(days[row]), _share(scale, figure, row, column), printed[row][column], _is_exact(figure, row, column))
                    for row in order
                ),
            )
            for column in columns
        )
        panels.append(LinePanel(context.words_of(unit), drawn, scale.ticks(context.words), scale.zero))
    middles = axis.middles(days, context.words)
    return LineChart(tuple(panels), middles or axis.ticks(context.words), is_centred=bool(middles))


def groups(context: Context, figure: Figure, printed: Printed, rows: Sequence[Row]) -> GroupChart:
    """Return bars of all series in each row, beside each other or stacked."""
    is_stacked = figure.draw == "stacked"
    whole = figure.series[0].whole if is_stacked else None
    sums = [sum(value or 0.0 for value in row.values) for row in figure.rows]
    longest = max((abs(value) for row in figure.rows for value in row.values if value is not None), default=0.0)
    most = whole or (max(sums, default=0.0) if is_stacked else longest) or 1.0
    found = tuple(
        Group(row, tuple(Bar(None if value is None else value / most, words) for value, words in zip(measure.values, labels, strict=True)))
        for row, measure, labels in zip(rows, figure.rows, printed, strict=True)
    )
    return GroupChart(_names(context, figure.series), context.words_of(figure.series[0].unit), found, is_stacked, whole is not None)


def dots(context: Context, figure: Figure, printed: Printed, rows: Sequence[Row]) -> DotChart:
    """Return dots of all series in each row, on one scale."""
    scale = _scale(figure, range(len(figure.series)))
    found = tuple(
        DotRow(
            row,
            tuple(
                Dot(_share(scale, figure, number, column), printed[number][column], _is_exact(figure, number, column))
                for column in range(len(figure.series))
            ),
        )
        for number, row in enumerate(rows)
    )
    return DotChart(_names(context, figure.series), context.words_of(figure.series[0].unit), found, scale.ticks(context.words))


def key(context: Context, figure: Figure) -> Iterator[Block]:
    """Yield what the looks of the marks mean, as far as the figure has them."""
    sentences = []
    cells = [(row, column) for row in range(len(figure.rows)) for column in range(len(figure.series))]
    values = [figure.rows[row].values[column] for row, column in cells]
    if figure.draw in ("lines", "dots"):
        if any(not _is_exact(figure, row, column) for row, column in cells if figure.rows[row].values[column] is not None):
            sentences.append("figure.mark-empty")
        if figure.draw == "lines" and None in values:
            sentences.append("figure.gap")
        panels = dict.fromkeys(series.unit for series in figure.series)
        columns = [[number for number, series in enumerate(figure.series) if series.unit == unit] for unit in panels]
        if any(_scale(figure, each).zero is None for each in columns):
            sentences.append("figure.no-zero")
    whole = figure.series[0].whole
    if figure.draw == "stacked" and whole and any(sum(value or 0 for value in row.values) < whole for row in figure.rows):
        sentences.append("figure.whole-dashed")
    if sentences:
        yield paragraph(context.own(" ".join(map(context.say, sentences))), style="small")


def _scale(figure: Figure, columns: Sequence[int]) -> Scale:
    values = [value for row in figure.rows for column in columns if (value := row.values[column]) is not None]
    return Scale.of(values, zero=figure.zero)


def _share(scale: Scale, figure: Figure, row: int, column: int) -> float | None:
    value = figure.rows[row].values[column]
    return None if value is None else scale.share(value)


def _is_exact(figure: Figure, row: int, column: int) -> bool:
    exactness = figure.rows[row].exactness
    return not exactness or exactness[column] == "exact"


def _names(context: Context, series: Sequence[Series]) -> tuple[str, ...]:
    return tuple(context.words_of(each.name) for each in series)
