"""Tables: columns fit their words, rows stay on one page, and the head is repeated on each page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from briefing.dataclass import dataclass
from briefing.document import Inlines, Table, labelled
from briefing.render.pdf.blanks import WRITING_LINE
from briefing.render.pdf.canvas import Canvas
from briefing.render.pdf.galley import Galley
from briefing.render.pdf.paragraph import Line, baseline_below_top, extent, lay
from briefing.render.pdf.pdf_file import text_string
from briefing.render.pdf.runs import Run, RunMaker
from briefing.render.pdf.strips import NEVER, SetLine, Strip
from briefing.render.pdf.structure_tree import Element
from briefing.render.pdf.text_styles import Style, Styles
from briefing.render.widths import shares
from briefing.theme.model import Colours

WIDE_FROM = 4
"""Tables with at least this many columns use the margin, too."""
LONG_FROM = 12
"""Tables with at least this many rows use the margin, too."""
CRAMPED = 3
"""Tables with a cell of at least this many lines use the margin, too, if they have `CRAMPED_FROM` columns or more."""
CRAMPED_ACROSS = 2
"""The same between texts in columns, which use the margin themselves."""
CRAMPED_FROM = 3
"""The least number of columns of a table for which `CRAMPED` counts."""
SHORT_CELL = 130.0
"""Cells up to this width, in points, stay on one line if there is room, and heads on two lines."""
LONG_CELL, LONG_LINES = 150.0, 2.2
"""The room that is reserved for a longer cell: this width in points, or enough width for this many lines."""
CELL_GAP = 10.0
"""The distance between the texts of neighbouring columns, in points."""
LEAST_GAP = 4.0
"""The least distance, in a table whose words would else be divided to fit."""
ROW_PADDING = 3.2
"""The white above and below the text of a row, in points."""
DENSE_PADDING, DENSE_LEADING = 2.3, 0.97
"""The same in a long table, and the share of the distance between its lines that is kept."""
WITHIN_ROW = 200.0
"""The penalty of a page break within a row."""
SHORT, SHORT_TABLE = 10, 300.0
"""A table with at most this many rows is short. The penalty of a page break in it: a third of a page of white is better than that."""
ROWS_TOGETHER = 2
"""How many rows stay on one page with the head of a table, and how many with its end."""
TALLEST = 300.0
"""A row taller than this, in points, may break over pages between its lines."""

Cell = list[list[Run]]


@dataclass(frozen=True, slots=True)
class _Grid:
    """The places of the columns."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    """Of the texts."""
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Room:
    """The room of lines side by side."""

    above: float
    """What it has above the leading."""
    height: float


class TableSetter:
    """Sets one table."""

    def __init__(self, galley: Galley, node: Table, styles: Styles, colours: Colours, reach: float) -> None:
        """Prepare to set a table. `reach` is how far a wide table may extend to the right of the column, in points."""
        self._galley = galley
        self._node = node
        self._styles = styles
        self._colours = colours
        self._reach = reach
        is_parallel = node.layout == "parallel"
        self._text = styles.body_like(styles.quote) if is_parallel else styles.cell
        is_dense = len(node.rows) >= LONG_FROM and not is_parallel
        self._padding = DENSE_PADDING if is_dense else ROW_PADDING
        self._text = replace(self._text, leading=self._text.leading * DENSE_LEADING) if is_dense else self._text
        self._wide = reach > 0 and (is_parallel or len(node.columns) >= WIDE_FROM or len(node.rows) >= LONG_FROM)
        self._width = galley.width + (reach if self._wide else 0)

    def set(self) -> None:
        """Add the strips of the table."""
        node, galley, styles = self._node, self._galley, self._styles
        entries = {"A": f"<</O /Table /Summary {text_string(node.summary)}>>"} if node.summary else {}
        whole = galley.element.add("Table", **entries)
        galley.place(node.id)
        galley.space(styles.body.gap + 3)
        caption = whole.add("Caption")
        head_row = whole.add("THead").add("TR")
        head = [self._cell(column.head, styles.head, head_row.add("TH", A="<</O /Table /Scope /Column>>")) for column in node.columns]
        body = whole.add("TBody")
        rows = [self._row(row, body.add("TR")) for row in node.rows]
        grid = self._grid([head, *rows])
        if self._reach and not self._wide and self._is_cramped([head, *rows], grid):
            self._wide, self._width = True, galley.width + self._reach
            grid = self._grid([head, *rows])
        self._set_caption(caption)
        self._add_rows(head, rows, grid)
        galley.space(styles.body.gap + 5)

    def _set_caption(self, element: Element) -> None:
        galley = self._galley
        if self._node.caption:
            with galley.indented(0, galley.width - self._width):
                caption = self._styles.caption
                own = replace(caption, on_right=caption.on_right and len(galley.turns) % 2 == 0)
                strips = galley.text(labelled(self._node), own, element)
            for strip in strips:
                strip.wide, strip.leads = self._wide, True
                galley.keep_next(1)

    def _is_cramped(self, rows: list[list[Cell]], grid: _Grid) -> bool:
        if len(grid.widths) < CRAMPED_FROM:
            return False
        counts = (len(lay(cell, self._text, width)) for row in rows for cell, width in zip(row, grid.widths, strict=True))
        return max(counts, default=0) >= (CRAMPED_ACROSS if self._galley.stands_across else CRAMPED)

    def _cell(self, inlines: Inlines, style: Style, element: Element) -> Cell:
        return RunMaker(style, element, self._galley.language, self._galley.marks).make(inlines)

    def _row(self, row: Sequence[Inlines], element: Element) -> list[Cell]:
        cells = []
        for number, inlines in enumerate(row):
            is_head = number == 0 and self._node.row_heads
            cell = element.add("TH", A="<</O /Table /Scope /Row>>") if is_head else element.add("TD")
            cells.append(self._cell(inlines, self._text, cell))
        return cells

    def _grid(self, rows: list[list[Cell]]) -> _Grid:
        """Divide the width by the weights of the columns. Each has room for its longest word, and no more than its longest text needs."""
        columns = self._node.columns
        extents = [[extent(row[number]) for row in rows] for number in range(len(columns))]
        words = sum(max(word for word, _ in column) + 0.5 for column in extents)
        gap = max(LEAST_GAP, min(CELL_GAP, (self._width - words) / max(len(columns) - 1, 1)))
        room = self._width - gap * (len(columns) - 1)
        least = [min(max(word for word, _ in column) + 0.5, room / 3) for column in extents]
        short = [max((whole + 0.5 for _, whole in column[1:] if whole <= SHORT_CELL), default=0) for column in extents]
        longest = [max((whole for _, whole in column[1:] if whole > SHORT_CELL), default=0) for column in extents]
        heads = [_width_of_two_lines(cell, self._styles.head) for cell in rows[0]]
        reserve = [min(whole / LONG_LINES, LONG_CELL) for whole in longest]
        least = _raised(least, [[head, cell] for head, cell in zip(heads, short, strict=True)], reserve, room)
        # Cells to be filled in need their whole share, whatever stands in them now.
        needs = [room if self._node.room else max(whole for _, whole in column) + 0.5 for column in extents]
        most = [max(need, lowest) for need, lowest in zip(needs, least, strict=True)]
        widths = shares(room, [column.weight for column in columns], least, most)
        lefts = [self._galley.left + sum(widths[:number]) + gap * number for number in range(len(columns))]
        return _Grid(tuple(lefts), tuple(widths), self._galley.left, self._galley.left + self._width)

    def _add_rows(self, head: list[Cell], rows: list[list[Cell]], grid: _Grid) -> None:
        galley, colours = self._galley, self._colours
        top = self._strips(head, self._aligned(self._styles.head), grid, room=0)[0]
        aligned = self._aligned(self._text)
        top.paint += [_rule(grid, 0, 0.9, colours.accent), _rule(grid, top.height, 0.5, colours.accent)]
        again = Strip(top.height, lines=list(top.lines), paint=list(top.paint), wide=self._wide, turns=galley.turns)
        galley.append(top, 3)
        galley.anchor_lines(top)
        between = SHORT_TABLE if len(rows) <= SHORT else 0
        for number, row in enumerate(rows):
            near_edge = number < ROWS_TOGETHER or number > len(rows) - ROWS_TOGETHER
            strips = self._strips(row, aligned, grid, self._node.room)
            for part, strip in enumerate(strips):
                strip.penalty = NEVER if near_edge and part == 0 else WITHIN_ROW if part else between
                strip.repeat = again
                galley.append(strip, 0)
                galley.anchor_lines(strip)
            if self._node.room:  # who fills in a table sees where a cell ends
                for strip in strips:
                    strip.paint.append(_rules_between(grid, strip.height, colours.rule))
            last = number == len(rows) - 1
            strips[-1].paint.append(_rule(grid, strips[-1].height, 0.6 if last else 0.35, colours.accent if last else colours.rule))

    def _strips(self, row: list[Cell], aligned: list[Style], grid: _Grid, room: float) -> list[Strip]:
        """Return a row as one strip, or as one for each line where it is too tall."""
        cells = [lay(cell, how, width) for cell, how, width in zip(row, aligned, grid.widths, strict=True)]
        own = [[_room([line], aligned[0]) for line in lines] for lines in cells]
        tallest = max(sum(each.height for each in rooms) for rooms in own) + 2 * self._padding
        if any(each.above > aligned[0].leading for rooms in own for each in rooms) and tallest <= TALLEST:
            # Beside a picture that is higher than a line, words begin at its upper edge.
            return [self._strip(cells, grid, own, 0, self._padding, max(tallest, room * WRITING_LINE))]
        rooms = [_room([lines[number] for lines in cells if number < len(lines)], aligned[0]) for number in range(max(map(len, cells)))]
        rooms = rooms or [_Room(0, aligned[0].leading)]
        height = max(sum(each.height for each in rooms) + 2 * self._padding, room * WRITING_LINE)
        if height <= TALLEST or room:
            return [self._strip(cells, grid, [rooms] * len(cells), 0, self._padding, height)]
        strips = []
        for number, each in enumerate(rooms):
            above = self._padding if number == 0 else 0
            below = self._padding if number == len(rooms) - 1 else 0
            strips.append(self._strip(cells, grid, [[each]] * len(cells), number, above, above + each.height + below))
        return strips

    def _aligned(self, style: Style) -> list[Style]:
        """Return a style as it is in each column."""
        return [replace(style, align=column.align) for column in self._node.columns]

    def _strip(self, cells: list[list[Line]], grid: _Grid, rooms: Sequence[list[_Room]], first: int, above: float, height: float) -> Strip:
        """Return the lines of cells from the `first` on, one for each of the rooms of its cell, which are below one another."""
        strip = Strip(height, wide=self._wide)
        baseline = baseline_below_top(self._text)
        for number, lines in enumerate(cells):
            top = above
            for line, room in zip(lines[first:], rooms[number], strict=False):
                strip.lines.append(SetLine(line, grid.lefts[number], top + room.above + baseline))
                top += room.height
        return strip


def _room(lines: Sequence[Line], style: Style) -> _Room:
    """Return the room that lines side by side need: more than the leading, where a formula in one of them does."""
    above, below = (max(sides) for sides in zip(*(line.overhang(style) for line in lines), strict=True))
    return _Room(above, above + style.leading + below)


def _width_of_two_lines(cell: Cell, style: Style) -> float:
    """Return the least width, roughly, in which a cell takes no more than two lines."""
    widest, whole = extent(cell)
    width = max(widest, whole / 2) + 0.5
    while width < whole and len(lay(cell, style, width)) > 2:
        width += 3
    return width


def _raised(least: list[float], wanted: list[list[float]], reserve: list[float], room: float) -> list[float]:
    """Return the least widths of columns, raised to the `wanted` ones as far as there is room beside the `reserve`, the cheapest first."""
    widths = list(least)

    def total() -> float:
        return sum(map(max, widths, reserve))

    for _, number, width in sorted((width - least[number], number, width) for number, each in enumerate(wanted) for width in each):
        before = widths[number]
        widths[number] = max(before, width)
        if total() > room:
            widths[number] = before
    return widths


def _rules_between(grid: _Grid, height: float, colour: str) -> Callable[[Canvas, float], None]:
    def paint(canvas: Canvas, top: float) -> None:
        for left, width, following in zip(grid.lefts, grid.widths, grid.lefts[1:], strict=False):
            canvas.fill((left + width + following) / 2, top - height, 0.35, height, colour)

    return paint


def _rule(grid: _Grid, depth: float, weight: float, colour: str) -> Callable[[Canvas, float], None]:
    def paint(canvas: Canvas, top: float) -> None:
        canvas.rule(grid.left, grid.right, top - depth, weight, colour)

    return paint
