"""The names of rows on the left of a drawing, with their remarks below them; and the key of series above it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from briefing.dataclass import dataclass
from briefing.document import Row
from briefing.render.figures.shapes import Shape
from briefing.render.figures.words import Setter, setter
from briefing.theme.model import Theme

NAMES_SHARE = 0.32
"""The share of the width that the names may take."""
SAMPLE = 10.0
"""The width of a sample in a key."""
SAMPLE_GAP = 3.5
KEY_GAP = 11.0
"""Between two entries of a key."""


@dataclass(frozen=True, slots=True)
class RowNames:
    """Sets the names of rows in a column."""

    name: Setter
    remark: Setter
    width: float

    @classmethod
    def of(cls, rows: Sequence[Row], theme: Theme, width: float) -> RowNames:
        """Return the column for rows of a drawing that is `width` points wide."""
        name, remark = setter(theme, theme.table), setter(theme, theme.note, "muted")
        widest = max((max(name.width(row.name), remark.width(row.remark)) for row in rows), default=0.0)
        return cls(name, remark, min(widest + 1, width * NAMES_SHARE))

    def height(self, row: Row) -> float:
        """Return how high the words of a row are."""
        name, remark = self._lines(row)
        return max(len(name), 1) * self.name.size.leading + len(remark) * self.remark.size.leading

    def set(self, row: Row, top: float) -> Iterator[Shape]:
        """Yield the words of a row."""
        name, remark = self._lines(row)
        yield from self.name.set(name, 0, top)
        yield from self.remark.set(remark, 0, top + len(name) * self.name.size.leading)

    def _lines(self, row: Row) -> tuple[list[str], list[str]]:
        return self.name.lines(row.name, self.width), self.remark.lines(row.remark, self.width)


def key(
    names: Sequence[str], style: Setter, width: float, sample: Callable[[int, float, float], Iterator[Shape]]
) -> tuple[list[Shape], float]:
    """Return a key and its height: a sample before the name of each series, as many in a line as have room.

    Args:
        names: The series.
        style: Of their names.
        width: Of the drawing.
        sample: Draws the sample of a series, `SAMPLE` wide, from a left edge on, in the middle of a line at a depth.
    """
    shapes: list[Shape] = []
    x, top = 0.0, 0.0
    for number, name in enumerate(names):
        room = width - SAMPLE - SAMPLE_GAP
        lines = style.lines(name, room)
        wide = SAMPLE + SAMPLE_GAP + max(map(style.width, lines), default=0.0)
        if x and x + wide > width:
            x, top = 0.0, top + style.size.leading
        shapes += sample(number, x, top + style.size.leading / 2)
        shapes += style.set(lines, x + SAMPLE + SAMPLE_GAP, top)
        top += (len(lines) - 1) * style.size.leading
        x += wide + KEY_GAP
    return shapes, top + style.size.leading
