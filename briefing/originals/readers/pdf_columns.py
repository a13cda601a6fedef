"""The reading order of the lines of a PDF page: columns one after the other, and what goes across them between.

The white space between two columns is an upright strip that no line crosses, with lines of prose on both sides. A page is cut at the
tallest strip: first what is above it, then the left side, the right side, and what is below it. Each part is cut in the same way. A strip
between the cells of a table is no such space: its rows are read one by one.
"""

from __future__ import annotations

import itertools
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence

from briefing.dataclass import dataclass
from briefing.originals.readers.pdf_letters import Piece
from briefing.originals.readers.pdf_lines import Line
from briefing.originals.readers.pdf_strips import Cut, Rule, Strip, has_sentences, is_between_columns, is_ruled

_DEEPEST = 8
"""How many times parts of a page are cut again."""
_CENTRED = 4
"""Lines above the columns, in the middle of the page, at most."""
_TOO_LONG = 12
"""One in so many lines of a column may be too long for it."""
_FEWEST = 3
"""Lines with two parts that show where two short columns are at least."""
_EXACT = 0.6
"""Points between two things that are at the same place."""


@dataclass(slots=True, eq=False)
class Column:
    """Lines that are read one after the other."""

    page: int
    lines: list[Line]
    left: float
    right: float
    cell: bool = False
    """Whether it is a cell of a table."""


def columns(lines: Sequence[Line], known: Sequence[Strip] = (), rules: Sequence[Rule] = ()) -> tuple[list[Column], list[Strip]]:
    """Return the columns of a page in reading order, and the strips between them.

    Args:
        lines: The lines of the page.
        known: The strips of other pages. Where one of them is, fewer lines make a column.
        rules: The level rules of the page. Between columns there are none.
    """
    strips: list[Strip] = []
    found = list(_parts(list(lines), (known, rules), strips, 0))
    parted = [part for line in lines for part in _at_strips(line, lines, strips)]
    if len(parted) > len(lines):
        strips = []
        found = list(_parts(parted, (known, rules), strips, 0))
    return [column for part in found for column in _columns(part)], strips


def _at_strips(line: Line, lines: Sequence[Line], strips: Sequence[Strip]) -> list[Line]:
    """Return a line, in two parts if it is the lines of two columns of which the left one is too long for the space between them.

    A word of it begins exactly where the right column does, and the lines above and below begin there.
    """
    for _, edge in strips:
        place = next((number for number, piece in enumerate(line.pieces) if number and abs(piece.left - edge) < _EXACT), 0)
        if not place or line.pieces[place - 1].right > edge or line.initial or line.row:
            continue
        near = [each.base - line.base for each in lines if abs(each.left - edge) < _EXACT and abs(each.size - line.size) < _EXACT]
        if any(0 < step < 1.6 * line.size for step in near) and any(-1.6 * line.size < step < 0 for step in near):
            return [Line(line.page, pieces, line.base, line.size) for pieces in (line.pieces[:place], line.pieces[place:])]
    return [line]


def _columns(lines: Sequence[Line], *, is_cell: bool = False) -> Iterator[Column]:
    """Yield a column, in several parts if it has rows of tables with several lines in a cell. Each cell is a part."""
    rows = sorted((line for line in lines if line.cell_lines), key=lambda line: -line.base)
    rest = [line for line in lines if not line.cell_lines]
    for row in rows:
        above = [line for line in rest if line.base > row.base]
        if above:
            yield _column(above, cell=is_cell)
        rest = [line for line in rest if line.base <= row.base]
        for cell in row.cell_lines:
            yield from _columns(cell, is_cell=True)
    if rest:
        yield _column(rest, cell=is_cell)


def _column(lines: list[Line], *, cell: bool = False) -> Column:
    joined = rejoined(lines)
    return Column(joined[0].page, joined, min(line.left for line in joined), max(line.right for line in joined), cell)


_Known = tuple[Sequence[Strip], Sequence[Rule]]
"""The strips of other pages, and the rules of this one."""


def _parts(lines: list[Line], known: _Known, strips: list[Strip], depth: int) -> Iterator[list[Line]]:
    if not lines:
        return
    cut = _cut(lines, known) if depth < _DEEPEST and len(lines) > 1 else None
    if cut is None:
        yield lines
        return
    strips.append(cut.strip)
    beside = {id(line) for line in (*cut.left, *cut.right)}
    above = [line for line in lines if id(line) not in beside and line.base > cut.high]
    below = [line for line in lines if id(line) not in beside and line.base <= cut.high]
    for part in (above, cut.left, cut.right, below):
        yield from _parts(part, known, strips, depth + 1)


def _cut(lines: list[Line], known: _Known) -> Cut | None:
    """Return the tallest strip between two columns."""
    best: Cut | None = None
    places = _places(lines, known[0])
    for place in (*places, *_edges(lines, places)):
        for cut in _runs(lines, place):
            if place not in places and not (has_sentences(cut.left) and has_sentences(cut.right)):
                continue
            if (best is None or cut.height > best.height) and not is_ruled(cut, known[1]) and is_between_columns(cut, known[0]):
                best = cut
    return best


def _edges(lines: Sequence[Line], known: Sequence[float]) -> list[float]:
    """Return where the second parts of several lines begin: a strip may be there between short columns, although most lines cross it."""
    ordered = sorted(lines, key=lambda line: -line.base)
    beside = [
        max(pair, key=lambda line: line.left)
        for pair in itertools.pairwise(ordered)
        if pair[0].base - pair[1].base < 0.4 * pair[0].size and (pair[0].left > pair[1].right or pair[1].left > pair[0].right)
    ]
    lefts = Counter(round(line.left) for line in beside)
    return [left - 2.0 for left, count in lefts.items() if count >= _FEWEST and not any(abs(left - place) < 20 for place in known)][:4]


def _places(lines: Sequence[Line], known: Sequence[Strip]) -> list[float]:
    """Return where a strip may be: where fewest lines cross, and at the strips of other pages."""
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    width = right - left
    if width < 60:
        return []
    count = int(width / 2) + 1
    steps = [0] * (count + 1)
    for line in lines:
        steps[int((line.left - left) / 2)] += 1
        steps[min(int((line.right - left) / 2) + 1, count)] -= 1
    covered, crossing = 0, []
    for step in steps[:count]:
        covered += step
        crossing.append(covered)
    limit = 0.45 * max(crossing)
    places: list[float] = []
    start: int | None = None
    for place in range(4, count - 4):
        if crossing[place] <= limit:
            start = place if start is None or crossing[place] < crossing[start] else start
            if crossing[place] > crossing[start]:
                continue
        if start is not None and (crossing[place] > limit or crossing[place + 1] > crossing[place] or place == count - 5):
            end = place if crossing[place] <= limit else place - 1
            places.append(left + (start + end + 1))
            start = None
    near = [(low + high) / 2 for low, high in known if left + 20 < low and high < right - 20]
    return sorted({round(place, 1) for place in (*places[:12], *near)})


def _runs(lines: Sequence[Line], place: float) -> Iterator[Cut]:
    """Yield the parts of a page without a line across a place."""
    cut: Cut | None = None
    middle = (min(line.left for line in lines) + max(line.right for line in lines)) / 2
    crossing = [line for line in lines if line.left < place - 1 and line.right > place + 1]
    heights = [(line.base + 0.5 * line.size, line.base - 0.4 * line.size) for line in crossing]
    for line in sorted(lines, key=lambda line: -line.base):
        if any(low < line.base < high for high, low in heights):
            if cut is not None:
                yield from _measured(cut, middle)
            cut = None
            continue
        cut = cut or Cut((0.0, 0.0), line.base, line.base, [], [])
        cut.low = line.base
        (cut.left if line.right <= place + 1 else cut.right).append(line)
    if cut is not None:
        yield from _measured(cut, middle)


def _measured(cut: Cut, middle: float) -> Iterator[Cut]:
    _take_centred(cut, middle)
    if cut.left and cut.right:
        rights = sorted(line.right for line in cut.left)
        cut.strip = (rights[-1 - len(rights) // _TOO_LONG], min(line.left for line in cut.right))
        yield cut


def _take_centred(cut: Cut, middle: float) -> None:
    """Take lines off that are above both sides, in the middle of the page and apart: the authors below a title, for instance."""
    rows = sorted((*cut.left, *cut.right), key=lambda line: -line.base)
    count, size = 0, statistics.median(line.size for line in rows)
    for number, (line, after) in enumerate(itertools.pairwise(rows[: _CENTRED + 1]), 1):
        side = cut.left if any(line is each for each in cut.left) else cut.right
        widest = max((each.width for each in side if each not in rows[:number]), default=0.0)
        fills_column = line.size < 1.1 * size and 0.95 * widest < line.width < 1.05 * widest
        if abs((line.left + line.right) / 2 - middle) > 3 or fills_column:
            break
        if line.base - after.base > 1.3 * after.size:
            count = number
    if count and count < len(rows):
        gone = {id(line) for line in rows[:count]}
        cut.left, cut.right = ([line for line in side if id(line) not in gone] for side in (cut.left, cut.right))
        cut.high = rows[count].base


def rejoined(lines: list[Line]) -> list[Line]:
    """Join the parts of a line again that were divided at wide gaps which are not between columns."""
    lines.sort(key=lambda line: (-line.base, line.left))
    rows: list[list[Line]] = []
    for line in lines:
        if (
            rows
            and not line.row
            and not rows[-1][0].row
            and abs(rows[-1][0].base - line.base) < 0.16 * min(line.size, rows[-1][0].size) + 0.2
        ):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_whole(row) for row in rows]


def _whole(row: list[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    row.sort(key=lambda line: line.left if not _is_reversed(row) else line.pieces[0].order)
    first = row[0]
    pieces: list[Piece] = []
    for line in row:
        if pieces:
            line.pieces[0].spaced = True
        pieces += line.pieces
    cells = [(line.left, line.right) for line in row]
    joined = Line(first.page, pieces, first.base, first.size)
    joined.initial, joined.indented = first.initial, first.indented
    joined.left = min(joined.left, first.left)
    joined.cells = cells
    return joined


def _is_reversed(row: Sequence[Line]) -> bool:
    """Say whether a row is in a script that runs from right to left: then its letters follow each other to the left."""
    return any(len(line.pieces) > 1 and line.pieces[0].left > line.pieces[-1].left for line in row)
