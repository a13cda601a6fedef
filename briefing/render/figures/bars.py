"""Bars: a row for each thing counted, a panel for each way to count, every value as words beside its bar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from math import inf

from briefing.dataclass import dataclass
from briefing.document import Bar, BarChart, Panel
from briefing.render.figures.shapes import Area, Drawing, Shape, Stroke, hatched, outline
from briefing.render.figures.words import Setter, setter
from briefing.theme.model import Size, Theme

THICKNESS = 10.0
LABEL_GAP = 5.0
"""Between a bar and its value."""
COLUMN_GAP = 18.0
NARROWEST_PANEL = 92.0
NAMES_SHARE = 0.32
"""The share of the width that the names may take …"""
LABEL_SHARE = 0.5
"""… and the share of a panel that a value may take before it is broken into lines …"""
WIDEST_LABEL = 0.8
"""… or, for the sake of a long word, at most."""
ROW_GAP = 6.0
THINNEST = 0.8
"""What is more than nothing is seen."""
PART_GAP = 1.6
MOST_PARTS = 12
"""A whole of more parts is drawn as one."""


@dataclass(slots=True)
class _Row:
    """The words of a row, broken into lines."""

    name: list[str]
    remark: list[str]
    labels: list[list[str]] = field(default_factory=list)
    top: float = 0
    height: float = 0


@dataclass(frozen=True, slots=True)
class _Styles:
    name: Setter
    remark: Setter
    value: Setter
    title: Setter
    unit: Setter


def draw_bars(chart: BarChart, theme: Theme, width: float) -> tuple[Drawing, ...]:
    """Return a drawing of the panels that find room side by side, and one for each further row of them."""
    small = Size(theme.note.size, theme.note.leading)
    styles = _Styles(
        setter(theme, theme.table),
        setter(theme, small, "muted"),
        setter(theme, theme.table),
        setter(theme, theme.table, "accent", "bold"),
        setter(theme, small, "muted"),
    )
    texts = [(styles.name, row.name) for row in chart.rows] + [(styles.remark, row.remark) for row in chart.rows]
    names = min(max(style.width(text) for style, text in texts) + 1, width * NAMES_SHARE)
    room = width - names
    abreast = max(1, min(len(chart.panels), int(room / (NARROWEST_PANEL + COLUMN_GAP))))
    rows = [chart.panels[start : start + abreast] for start in range(0, len(chart.panels), abreast)]
    panel_width = room / abreast - COLUMN_GAP
    scales = _scales(chart.panels, styles.value, panel_width)
    parts = (_draw_panels(chart, panels, styles, (names, panel_width), scales) for panels in rows)
    return tuple(replace(part, width=width) for part in parts)


def _scales(panels: tuple[Panel, ...], style: Setter, width: float) -> dict[str, float]:
    """Return how long the longest bar of each unit can be, in points, so that all bars of the unit and their values have room."""
    scales: dict[str, float] = {}
    for panel in panels:
        below, ends = _extent(panel)
        labels = [_label_width(style, _label(style, bar.label, width)) for bar in panel.bars]
        lengths = [(width - label) / (below + end) for label, end in zip(labels, ends, strict=True) if below + end]
        if lengths:
            scales[panel.unit] = min(min(lengths) / panel.reach, scales.get(panel.unit, inf))
    return scales


def _extent(panel: Panel) -> tuple[float, list[float]]:
    """Return how far bars reach to the left of zero, and how far the bar or the whole of each row reaches to the right, as shares."""
    shares = [bar.share or 0.0 for bar in panel.bars]
    return max(0.0, -min(shares, default=0.0)), [1.0 if panel.parts is not None else max(0.0, share) for share in shares]


def _label_width(style: Setter, lines: list[str]) -> float:
    return max(map(style.width, lines), default=0.0) + LABEL_GAP


def _draw_panels(
    chart: BarChart, panels: tuple[Panel, ...], styles: _Styles, widths: tuple[float, float], scales: dict[str, float]
) -> Drawing:
    """Draw panels side by side beside the names of their rows; `widths` are those of the names and of each panel."""
    names, width = widths
    shapes: list[Shape] = []
    lefts = [names + COLUMN_GAP + number * (width + COLUMN_GAP) for number in range(len(panels))]
    heads = [(styles.title.lines(panel.title, width), styles.unit.lines(panel.unit, width)) for panel in panels]
    below = max(_height(styles.title, title) + _height(styles.unit, unit) for title, unit in heads) + ROW_GAP
    for (title, unit), left in zip(heads, lefts, strict=True):
        shapes += styles.title.set(title, left, 0)
        shapes += styles.unit.set(unit, left, _height(styles.title, title))
    rows: list[_Row] = []
    for number, row in enumerate(chart.rows):
        set_row = _Row(styles.name.lines(row.name, names), styles.remark.lines(row.remark, names))
        set_row.labels = [_label(styles.value, panel.bars[number].label, width) for panel in panels]
        set_row.top = rows[-1].top + rows[-1].height + ROW_GAP if rows else below
        words = _height(styles.name, set_row.name) + _height(styles.remark, set_row.remark)
        set_row.height = max(words, styles.name.size.leading, *(_height(styles.value, label) for label in set_row.labels))
        rows.append(set_row)
        shapes += styles.name.set(set_row.name, 0, set_row.top)
        shapes += styles.remark.set(set_row.remark, 0, set_row.top + _height(styles.name, set_row.name))
    end = rows[-1].top + rows[-1].height if rows else below
    for number, (panel, left) in enumerate(zip(panels, lefts, strict=True)):
        labelled = [(row, row.labels[number]) for row in rows]
        shapes += _draw_panel(panel, labelled, styles.value, left, scales.get(panel.unit, 0.0) * panel.reach)
    return Drawing(names + len(panels) * (width + COLUMN_GAP), end + ROW_GAP, tuple(shapes))


def _label(style: Setter, label: str, width: float) -> list[str]:
    """Return a value in lines that leave room for its bar and, if that is possible, cut no word."""
    longest = max(map(style.width, label.split()), default=0.0) + 0.1
    return style.lines(label, min(max(width * LABEL_SHARE, longest), width * WIDEST_LABEL))


def _height(style: Setter, lines: list[str]) -> float:
    return len(lines) * style.size.leading


def _draw_panel(panel: Panel, rows: list[tuple[_Row, list[str]]], style: Setter, left: float, unit: float) -> Iterator[Shape]:
    """Draw a panel from a left edge on; each row has its place and the lines of its value. A share of 1 is `unit` points long."""
    below, ends = _extent(panel)
    zero = left + below * unit
    for bar, (row, lines), end in zip(panel.bars, rows, ends, strict=True):
        middle = row.top + style.size.leading / 2
        if panel.parts is not None and bar.share is not None:
            yield from _draw_whole(panel.parts, zero, middle, unit)
        yield from _draw_bar(bar, panel.parts or 0, (zero, middle, unit))
        yield from style.set(lines, zero + end * unit + LABEL_GAP, row.top)
    if rows:
        yield Stroke(zero, rows[0][0].top - 2, zero, rows[-1][0].top + rows[-1][0].height + 2, 0.7, "ink")


def _draw_whole(parts: int, left: float, middle: float, length: float) -> Iterator[Shape]:
    """Draw the frames of all parts of a whole."""
    count = parts if 0 < parts <= MOST_PARTS else 1
    part = length / count
    gap = PART_GAP if count > 1 else 0.0
    for number in range(count):
        yield from outline(left + number * part + gap / 2, middle - THICKNESS / 2, part - gap, THICKNESS, 0.6, "muted")


def _draw_bar(bar: Bar, parts: int, place: tuple[float, float, float]) -> Iterator[Shape]:
    """Draw a bar: full for a value as stated, hatched for an approximate one, an empty frame for a limit."""
    if not bar.share:
        return
    zero, middle, unit = place
    length = max(abs(bar.share) * unit, THINNEST)
    left, top = (zero if bar.share > 0 else zero - length), middle - THICKNESS / 2
    count = bar.share * parts
    if 0 < parts <= MOST_PARTS and abs(count - round(count)) < 1e-9:
        part = unit / parts
        pieces = [(left + number * part + PART_GAP / 2, part - PART_GAP) for number in range(round(count))]
    else:
        pieces = [(left, length)]
    for x, width in pieces:
        match bar.certainty:
            case "exact":
                yield Area(x, top, width, THICKNESS, "accent")
            case "about":
                yield from hatched(x, top, width, THICKNESS, "accent")
            case "limit":
                yield from outline(x, top, width, THICKNESS, 1.4, "accent")
