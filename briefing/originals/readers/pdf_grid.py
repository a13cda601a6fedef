"""Which boxes of a PDF page are near a place, so that each place is compared with few boxes and not with all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Generic, TypeVar

MOST_NEAR = 64
"""Boxes near a place that are looked at: those that are drawn last."""
_CELLS = 32
"""Parts into which the longer side of the page is divided."""

Box = tuple[float, float, float, float]
"""Left, right, lower and upper edge in points."""
Thing = TypeVar("Thing")


class Grid(Generic[Thing]):
    """Things in boxes on a page."""

    def __init__(self, things: Sequence[tuple[Thing, Box]], side: float) -> None:
        """Take things with their boxes, in the order in which they are drawn, and the longer side of the page."""
        self._things = things
        self._step = max(side / _CELLS, 1.0)
        self._cells: dict[tuple[int, int], list[tuple[Thing, Box]]] = {}

    def near(self, x: float, y: float) -> list[tuple[Thing, Box]]:
        """Return the boxes that may hold a point, the last one first. No more than `MOST_NEAR` are returned."""
        step = self._step
        across, up = int(x // step), int(y // step)
        cell = self._cells.get((across, up))
        if cell is None:
            left, right, low, high = across * step, (across + 1) * step, up * step, (up + 1) * step
            hits = (each for each in reversed(self._things) if _meets(each[1], left, right, low, high))
            cell = self._cells[across, up] = list(islice(hits, MOST_NEAR))
        return cell


def _meets(box: Box, left: float, right: float, low: float, high: float) -> bool:
    return box[0] <= right and box[1] >= left and box[2] <= high and box[3] >= low
