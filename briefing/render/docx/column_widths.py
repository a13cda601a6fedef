"""The widths of the columns of a table: they follow the weights, and are then changed until the rows are as low as possible."""

from __future__ import annotations

import re
from itertools import pairwise, product

from briefing.document import InlinePicture, Table, plain, walk
from briefing.render.docx.embedded_fonts import half_points, widths
from briefing.render.docx.geometry import line_count, text_width
from briefing.render.docx.style_model import CELL_PADDING
from briefing.render.docx.wml import twips
from briefing.render.widths import shares
from briefing.theme.model import Theme

LEAST_PADDING = 1.0
"""On either side of what stands in a cell of a table that would else be too narrow for its words, in points."""
SIDE_BY_SIDE = 14.0
"""The room to the left of a column of words after a column of figures, in points."""
WIDEST_WORD = 0.3
"""The largest share of the table that a column gets because of one long word."""
HOUSE_LETTERS = 1.3
"""How much wider the letters of a house style may be than the pack's, since its typefaces are not known."""
BREAK = re.compile(r"\s+|(?<=[-–—])")
"""The places where a line may end."""
LINE = re.compile(r"\n")
"""The places where a line must end."""
PIECE = re.compile(r"[^\s–—-]+[\s–—-]?|[\s–—-]")
"""A piece of text that is not divided, with the space or hyphen after it."""
STEPS = (48.0, 24.0, 12.0, 6.0)
"""By how many points a column grows while another shrinks: first in large steps, then in small ones."""


def cell_padding(table: Table, theme: Theme) -> float:
    """Return the white on either side of a cell, in points: less than usual if words would else be divided to fit."""
    total, columns = text_width(theme), [_Column(table, place, theme, CELL_PADDING) for place in range(len(table.columns))]
    lacking = sum(min(column.longest(BREAK), total * WIDEST_WORD) for column in columns) - total
    return max(LEAST_PADDING, min(CELL_PADDING, CELL_PADDING - lacking / (2 * len(columns))))


def column_widths(table: Table, theme: Theme, padding: float = CELL_PADDING) -> list[int]:
    """Return the widths of the columns in twentieths of a point; they make up the text width to the last one.

    They follow the weights, but each column has room for its longest word, and no more than its longest text needs. Then columns give room
    to others if that saves lines.
    """
    total = text_width(theme)
    columns = [_Column(table, place, theme, padding) for place in range(len(table.columns))]
    least = [min(column.longest(BREAK), total * WIDEST_WORD) for column in columns]
    most = [total if table.room else max(min(column.longest(LINE), total), low) for column, low in zip(columns, least, strict=True)]
    found = shares(total, [column.weight for column in table.columns], least, most)
    if not table.room:
        _settle(found, columns, least)
    edges, part = [0], 0.0
    for width in found:
        part += width
        edges.append(round(twips(total) * part / total))
    return [right - left for left, right in pairwise(edges)]


def room_to_the_left(table: Table, place: int) -> float:
    """Return the room to the left of a column where it is not the usual."""
    aligned = [column.align for column in table.columns]
    return SIDE_BY_SIDE if place and aligned[place - 1] == "end" and aligned[place] != "end" else 0.0


class _Column:
    """The texts of a column, measured."""

    def __init__(self, table: Table, place: int, theme: Theme, padding: float) -> None:
        self._texts = [plain(table.columns[place].head), *(plain(row[place]) for row in table.rows)]
        cells = (table.columns[place].head, *(row[place] for row in table.rows))
        self._pictures = max((each.natural for each in walk(cells) if isinstance(each, InlinePicture)), default=0.0)
        self._size = half_points(theme.table.size) * (HOUSE_LETTERS if theme.reference else 1)
        self._widths = widths(theme.sans, "bold"), widths(theme.sans, "regular")
        """Of the head, and of what is below it."""
        self._padding = 2 + (room_to_the_left(table, place) or padding) + padding
        self._pieces = [[self._width(piece, row) for piece in PIECE.findall(text)] for row, text in enumerate(self._texts)]
        self._blank = self._width(" ", 1)

    def longest(self, ends: re.Pattern[str]) -> float:
        """Return the width that the column needs so that nothing is cut but where its texts may end."""
        words = max(self._width(part, row) for row, text in enumerate(self._texts) for part in ends.split(text))
        return max(words, self._pictures) + self._padding

    def lines(self, width: float) -> list[int]:
        """Return of how many lines each cell is in a column of this width."""
        return [line_count(pieces, width - self._padding + self._blank) for pieces in self._pieces]

    def _width(self, text: str, row: int) -> float:
        return self._widths[bool(row)][text] * self._size


def _settle(widths: list[float], columns: list[_Column], least: list[float]) -> None:
    """Change the widths, step by step, as long as the table becomes lower."""
    lines = [column.lines(width) for column, width in zip(columns, widths, strict=True)]
    for step in STEPS:
        while better := _best_step(widths, columns, least, lines, step):
            giver, taker = better
            for place, change in ((giver, -step), (taker, step)):
                widths[place] += change
                lines[place] = columns[place].lines(widths[place])


def _best_step(
    widths: list[float], columns: list[_Column], least: list[float], lines: list[list[int]], step: float
) -> tuple[int, int] | None:
    """Return the column to narrow and the column to widen, or None. No cell except a head gets more lines in the narrower column."""
    found, lowest = None, _height(lines)
    narrower = {place: columns[place].lines(width - step) for place, width in enumerate(widths) if width - step >= least[place]}
    givers = [place for place, now in narrower.items() if all(new <= old for new, old in zip(now[1:], lines[place][1:], strict=True))]
    wider = [column.lines(width + step) for column, width in zip(columns, widths, strict=True)]
    for giver, taker in product(givers, range(len(columns))):
        if giver != taker:
            tried = [narrower[giver] if place == giver else wider[place] if place == taker else each for place, each in enumerate(lines)]
            height = _height(tried)
            if height < lowest:
                found, lowest = (giver, taker), height
    return found


def _height(lines: list[list[int]]) -> int:
    return sum(map(max, zip(*lines, strict=True)))
