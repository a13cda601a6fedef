"""A matrix: a row for each thing, a square for each column, full or half or empty."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.document import Fill, MatrixChart
from briefing.render.figures.shapes import Area, Drawing, Shape, Stroke, outline
from briefing.render.figures.words import Setter, setter
from briefing.theme.model import Theme

SIDE = 9.0
"""Of a square."""
COLUMN_GAP = 10.0
WIDEST_COLUMN = 84.0
NAMES_SHARE = 0.36
"""The share of the width that the names may take."""
ROW_GAP = 5.0


def draw_matrix(chart: MatrixChart, theme: Theme, width: float) -> tuple[Drawing, ...]:
    """Return a drawing of the columns that find room side by side, and one for each further set of them."""
    title, name = setter(theme, theme.table, "accent", "bold"), setter(theme, theme.table)
    names = min(max(name.width(label) for label, _ in chart.rows) + 1, width * NAMES_SHARE) + COLUMN_GAP
    room = width - names
    longest = max(title.width(word) for column in chart.columns for word in column.split()) + 1 + COLUMN_GAP
    abreast = max(1, min(len(chart.columns), int(room / max(longest, SIDE + COLUMN_GAP))))
    pitch = min(WIDEST_COLUMN, room / abreast)
    starts = range(0, len(chart.columns), abreast)
    return tuple(_draw_part(chart, slice(start, start + abreast), (title, name), (names, pitch), width) for start in starts)


def _draw_part(chart: MatrixChart, columns: slice, styles: tuple[Setter, Setter], across: tuple[float, float], width: float) -> Drawing:
    """Draw some of the columns beside the names of the rows. `across` is the width of the names, and of a column."""
    title, name = styles
    names, pitch = across
    heads = [title.lines(column, pitch - COLUMN_GAP) for column in chart.columns[columns]]
    below = max(map(len, heads)) * title.size.leading
    shapes: list[Shape] = []
    for number, head in enumerate(heads):
        # Heads of fewer lines stand on the same ground as those of more.
        shapes += title.set(head, names + number * pitch, below - len(head) * title.size.leading)
    top = below + ROW_GAP
    for label, fills in chart.rows:
        lines = name.lines(label, names - COLUMN_GAP)
        height = len(lines) * name.size.leading
        shapes.append(Stroke(0, top - ROW_GAP / 2, names + len(heads) * pitch, top - ROW_GAP / 2, 0.5, "rule"))
        shapes += name.set(lines, 0, top)
        for number, fill in enumerate(fills[columns]):
            shapes += _square(fill, names + number * pitch, top + (name.size.leading - SIDE) / 2)
        top += height + ROW_GAP
    return Drawing(width, top, tuple(shapes))


def _square(fill: Fill, x: float, y: float) -> Iterator[Shape]:
    match fill:
        case "full":
            yield Area(x, y, SIDE, SIDE, "accent")
        case "half":
            yield from outline(x, y, SIDE, SIDE, 1, "accent")
            yield Area(x, y, SIDE / 2, SIDE, "accent")
        case "empty":
            yield from outline(x, y, SIDE, SIDE, 0.6, "muted")
        case "missing":
            pass
