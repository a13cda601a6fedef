"""Tables of a PDF whose cells are divided by rules: they are read row by row, and a row cell by cell.

Two level rules and the upright ones between them make the cells of a row. A row in which each cell has one line is one line of the text.
The cells of other rows are read one after the other.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from briefing.dataclass import dataclass
from briefing.originals.readers.pdf_columns import rejoined
from briefing.originals.readers.pdf_letters import Piece
from briefing.originals.readers.pdf_lines import Line
from briefing.originals.readers.pdf_shapes import Box

_SAME = 3.0
"""How far apart two rules are at most that are one, in points."""
_SHARED = 0.97
"""The part of a level rule that has the next one of its table below it."""
_LEAST = 2
"""Rows with several cells that a table has at least."""
_HIGHEST = 0.9
"""The part of the height of all lines that a row has at most: a higher one is a frame around the page."""


@dataclass(frozen=True, slots=True)
class _Band:
    """The space between two level rules."""

    low: float
    high: float
    edges: tuple[float, ...]
    """The left side of each cell, and the right side of the last one."""

    def holds(self, y: float, left: float, right: float) -> bool:
        """Say whether a level rule is inside this row: it parts some of its cells, or is of a table in a cell."""
        return self.low + _SAME < y < self.high - _SAME and self.edges[0] - _SAME < left and right < self.edges[-1] + _SAME


def level(rules: Sequence[Box]) -> list[tuple[float, float, float]]:
    """Return the level rules, from top to bottom: the height, the left and the right side of each. Parts of one rule are joined."""
    found = [((low + high) / 2, left, right) for left, right, low, high in rules if right - left > high - low]
    return [(y, left, right) for y, left, right in _joined(found)][::-1]


def with_rows(lines: Sequence[Line], rules: Sequence[Box]) -> list[Line]:
    """Return the lines of a page, or of a cell, with the rows of its tables as lines of their own, from top to bottom."""
    bands = _bands(rules, lines)
    if sum(len(band.edges) > 2 for band in bands) < _LEAST:
        return list(lines)
    left = list(lines)
    made: list[Line] = []
    for band in bands:
        row, left = _row(band, left, rules)
        made += row
    return sorted([*left, *made], key=lambda line: (-line.base, line.left))


def _bands(rules: Sequence[Box], lines: Sequence[Line]) -> list[_Band]:
    """Return the rows of tables, from top to bottom."""
    upright = [(x, low, high) for x, low, high in _joined([((a + b) / 2, low, high) for a, b, low, high in rules if high - low >= b - a])]
    levels = [each for each in level(rules) if any(_touch(each, other) for other in upright)]
    if len(levels) < 3 or not lines:
        return []
    highest = max(_HIGHEST * (max(line.top for line in lines) - min(line.bottom for line in lines)), 60)
    found: list[_Band] = []
    for number, (high, left, right) in enumerate(levels):
        below = next((each for each in levels[number + 1 :] if high - each[0] > _SAME and _shares(each, left, right)), None)
        if below is None or high - below[0] > highest or any(band.holds(high, left, right) for band in found):
            continue
        low, start, end = below[0], max(left, below[1]), min(right, below[2])
        edges = [start]
        for x in [x for x, bottom, top in upright if start - _SAME < x < end + _SAME and bottom < low + _SAME and top > high - _SAME] + [
            end
        ]:
            if x - edges[-1] > 2 * _SAME:
                edges.append(x)
        if len(edges) > 2:
            found.append(_Band(low, high, tuple(edges)))
    return found


def _touch(rule: tuple[float, float, float], upright: tuple[float, float, float]) -> bool:
    """Say whether a level rule and an upright one meet, as an underline and the side of its cell do not."""
    return rule[1] - _SAME < upright[0] < rule[2] + _SAME and upright[1] - _SAME < rule[0] < upright[2] + _SAME


def _shares(rule: tuple[float, float, float], left: float, right: float) -> bool:
    """Say whether a level rule is below or above most of another one."""
    return min(rule[2], right) - max(rule[1], left) > _SHARED * (right - left)


def _joined(parts: Sequence[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Join the parts of rules: those at one place that touch each other."""
    found: list[tuple[float, float, float]] = []
    for _, group in itertools.groupby(_placed(parts), key=lambda each: each[0]):
        for place, start, end in sorted((part for _, part in group), key=lambda part: part[1]):
            if found and abs(found[-1][0] - place) < _SAME and found[-1][1] <= start < found[-1][2] + _SAME:
                found[-1] = (found[-1][0], found[-1][1], max(found[-1][2], end))
            else:
                found.append((place, start, end))
    return found


def _placed(parts: Sequence[tuple[float, float, float]]) -> Iterator[tuple[int, tuple[float, float, float]]]:
    """Yield parts in order, with a number for each place."""
    number, last = 0, None
    for part in sorted(parts):
        number += last is None or part[0] - last > _SAME / 2
        last = part[0]
        yield number, part


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _row(band: _Band, lines: Sequence[Line], rules: Sequence[Box]) -> tuple[list[Line], list[Line]]:
    """Return the lines of a row, and the lines that are not of it."""
    cells: list[list[Line]] = [[] for _ in band.edges[1:]]
    rest: list[Line] = []
    for line in lines:
        if line.row or not band.low - 1 < line.base + 0.2 * line.size < band.high:
            rest.append(line)
            continue
        for place, group in itertools.groupby(line.pieces, key=lambda piece: _cell(band, piece)):
            pieces = list(group)
            part = line if len(pieces) == len(line.pieces) else Line(line.page, pieces, line.base, line.size)
            (rest if place is None else cells[place]).append(part)
    if sum(map(bool, cells)) < 2:
        return [], list(lines)
    cells = [rejoined(cell) for cell in cells]
    parts = _parts(band, cells, [rule for rule in rules if band.low - _SAME < rule[2] and rule[3] < band.high + _SAME])
    if len(parts) == 1 and _are_rows(parts[0]):
        return _by_base(parts[0]), rest
    row = _whole([cell for part in parts for cell in ([_by_base(part)] if _are_rows(part) else part)])
    return [row], rest


def _parts(band: _Band, cells: Sequence[list[Line]], rules: Sequence[Box]) -> list[list[list[Line]]]:
    """Return the cells of a row, in several parts if rules that are shorter than the row divide some of its cells again.

    A cell that has a table of its own has the rows of this table. The rules are those inside the row.
    """
    inside = [each for each in level(rules) if band.holds(*each)]
    spans = [(y, _edge(band, left), _edge(band, right)) for y, left, right in inside]
    divided = [(y, first, last) for y, first, last in spans if first is not None and last is not None and last - first > 1]
    if not divided:
        return [
            [_inner(cell, left, right, rules) for cell, (left, right) in zip(cells, itertools.pairwise(band.edges), strict=True) if cell]
        ]
    first, last = min(each[1] or 0 for each in divided), max(each[2] or 0 for each in divided)
    heights = [band.high, *(y for y, _, _ in divided), band.low]
    found = [[cell] for cell in cells[:first] if cell]
    for high, low in itertools.pairwise(heights):
        part = [[line for line in cell if low - 1 < line.base + 0.2 * line.size < high] for cell in cells[first:last]]
        found += [[cell for cell in part if cell]] if any(part) else []
    return [*found, *([cell] for cell in cells[last:] if cell)]


def _edge(band: _Band, x: float) -> int | None:
    return next((number for number, edge in enumerate(band.edges) if abs(edge - x) < _SAME), None)


def _inner(cell: list[Line], left: float, right: float, rules: Sequence[Box]) -> list[Line]:
    """Return the lines of a cell, with the rows of a table in it."""
    inner = [rule for rule in rules if left + 1 < rule[0] and rule[1] < right - 1]
    return with_rows(cell, inner) if len(inner) > 5 else cell


def _are_rows(cells: Sequence[Sequence[Line]]) -> bool:
    """Say whether the lines of some cells are rows: one in each cell, or as many in each at the same heights, with no sentence in them."""
    if any(line.row for cell in cells for line in cell):
        return False
    if not any(_several(cell) for cell in cells):
        return True
    first = [line.base for line in cells[0]]
    return len(cells) > 2 and all(
        len(cell) == len(first)
        and all(abs(line.base - base) < 0.3 * line.size for line, base in zip(cell, first, strict=True))
        and not any(line.text[:1].islower() for line in cell[1:])
        for cell in cells
    )


def _by_base(cells: Sequence[list[Line]]) -> list[Line]:
    """Return the rows of cells that have one line for each row."""
    if not any(_several(cell) for cell in cells):
        return [_line(cells)]
    return [_line([[cell[number]] for cell in cells]) for number in range(len(cells[0]))]


def _line(cells: Sequence[list[Line]]) -> Line:
    """Return a row that is one line."""
    row = _whole(cells)
    row.cell_lines = []
    return row


def _cell(band: _Band, piece: Piece) -> int | None:
    middle = (piece.left + piece.right) / 2
    return next((place for place, (left, right) in enumerate(itertools.pairwise(band.edges)) if left <= middle < right), None)


def _whole(cells: Sequence[list[Line]]) -> Line:
    """Return the line of a row."""
    spans = [(min(line.left for line in cell), max(line.right for line in cell)) for cell in cells]
    for cell in cells:
        cell[0].pieces[0].spaced = True
    pieces = [piece for cell in cells for line in cell for piece in line.pieces]
    # A cell beside it that goes over several rows begins higher than its last line, and comes before it.
    last = min((line for cell in cells for line in cell), key=lambda line: line.base)
    row = Line(last.page, pieces, last.base, last.size)
    row.cells, row.row, row.cell_lines = spans, True, list(cells)
    return row


def _several(cell: Sequence[Line]) -> bool:
    return max(line.base for line in cell) - min(line.base for line in cell) > 0.5 * cell[0].size
