"""Where the labels of a map go: each takes the best of its candidates that meets no other label, no sign, and not the edge.

The best one is where a reader looks first, and covers little of the lines of the map. The same labels come to stand in the same places:
there is no chance in it. What is written first chooses first. No name of a country lies on another one, unless a thin line joins it to its
own. What finds no place has a number, which the legend explains.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import cos, dist, pi, sin

from briefing.dataclass import dataclass
from briefing.document.atlas.planes import Box, Point, box_of, overlap, within
from briefing.document.atlas.world import crossings, is_between, is_inside
from briefing.render.figures.words import Setter

GAP = 2.5
"""Between a sign and its label, in points."""
APART = 3.0
"""Between two labels side by side."""
PADDING = 0.8
"""Around a label, where no line runs."""
DISTANCES = (13.0, 20.0, 30.0, 42.0, 56.0)
"""Of labels that a thin line joins to their signs, where there is no room beside these."""
DIRECTIONS = 16
GRID = 11
"""Places across the box of a country at which its name is tried, and as many down."""
CELL = 2.0
"""The side of the squares in which lines are looked for, in points."""
ELSEWHERE = 0.3
"""The share of a name that may lie on other countries than its own, at the most."""
SAMPLES = 10
"""Places along a name or a line at which is looked what is there."""
AWAY = 40.0
"""What it costs that the line to a name runs over another small country."""
OUTSIDE = 8.0
"""What each corner of a name outside of its country costs, in squares of lines that it covers."""


Rings = Sequence[Sequence[Point]]
"""The edges of an area."""


class Inked:
    """Where lines run that labels had better not cover."""

    def __init__(self) -> None:
        """Begin without any."""
        self._cells: dict[tuple[int, int], float] = {}

    def add(self, lines: Iterable[Sequence[Point]], weight: float) -> None:
        """Add lines; `weight` says how bad it is to cover them."""
        for line in lines:
            for (x0, y0), (x1, y1) in itertools.pairwise(line):
                steps = int(max(abs(x1 - x0), abs(y1 - y0)) / CELL) + 1
                for step in range(steps + 1):
                    cell = (int((x0 + (x1 - x0) * step / steps) // CELL), int((y0 + (y1 - y0) * step / steps) // CELL))
                    self._cells[cell] = max(weight, self._cells.get(cell, 0.0))

    def under(self, box: Box) -> float:
        """Return how much a box covers."""
        if not self._cells:
            return 0.0
        left, top, right, bottom = (int(edge // CELL) for edge in box)
        return sum(self._cells.get((x, y), 0.0) for x in range(left, right + 1) for y in range(top, bottom + 1))


@dataclass(frozen=True, slots=True)
class Placed:
    """A label in its place."""

    text: str
    style: Setter
    box: Box
    leader: tuple[Point, Point] | None = None
    """The line that joins it to its sign."""

    @property
    def cleared(self) -> Box:
        """Return the box that lines stay out of."""
        left, top, right, bottom = self.box
        return left - PADDING, top - PADDING, right + PADDING, bottom + PADDING


class Labels:
    """The labels of a map, one after another."""

    def __init__(
        self, frame: Box, taken: Iterable[Box], inked: Inked | None = None, land: Iterable[Sequence[Point]] = (), small: Rings = ()
    ) -> None:
        """Begin.

        Args:
            frame: What no label reaches beyond.
            taken: The boxes of signs.
            inked: Lines that should be seen.
            land: The edges of all countries in the frame.
            small: Those of the small countries that lines to names should keep away from.
        """
        left, top, right, bottom = frame
        self._frame = (left + 1, top + 1, right - 1, bottom - 1)
        self._taken = list(taken)
        self._inked = inked or Inked()
        self._land = [(box_of(ring), ring) for ring in land]
        self._small = small
        self.placed: list[Placed] = []
        self.numbered: list[tuple[str, str]] = []
        """The numbers in the place of names that found none, with these names."""

    def or_number(self, text: str, place: Callable[[str], bool]) -> None:
        """Place a label, or a number where there is no room for its words."""
        number = str(len(self.numbered) + 1)
        if not place(text) and place(number):
            self.numbered.append((number, text))

    def beside(self, text: str, style: Setter, sign: Box) -> bool:
        """Place the label of a sign: beside it, above or below it, or at the end of a thin line; say whether there was room."""
        size = _size(text, style)
        if self._place(text, style, _beside(sign, size)):
            return True
        middle = ((sign[0] + sign[2]) / 2, (sign[1] + sign[3]) / 2)
        for box in _around(middle, size):
            end = (min(max(middle[0], box[0]), box[2]), min(max(middle[1], box[1]), box[3]))
            start = _towards(middle, end, (sign[2] - sign[0]) / 2)
            if self._is_free(box) and self._is_clear(start, end, box):
                self.placed.append(Placed(text, style, box, (start, end)))
                return True
        return False

    def along(self, text: str, style: Setter, lines: Sequence[Sequence[Point]]) -> bool:
        """Place the label of a line beside its longest part; say whether there was room."""
        longest = max(lines, key=lambda line: sum(map(dist, line, line[1:])), default=())
        return bool(longest) and self._place(text, style, _along(longest, _size(text, style)))

    def inside(self, text: str, style: Setter, rings: Rings, most_out: int = 4) -> bool:
        """Place the name of a country inside of it, with at most so many corners outside; say whether there was room."""
        if not rings:
            return False
        return self._place(text, style, _inside(rings, _size(text, style), most_out), lambda box: self._elsewhere(box, rings) <= ELSEWHERE)

    def pointing(self, text: str, style: Setter, rings: Rings) -> bool:
        """Place the name of a country beside it, at the end of a thin line; say whether there was room."""
        if not rings:
            return False
        largest = _largest(rings)
        size, middle, own = _size(text, style), _middle(largest), box_of(largest)
        found = []
        for number, box in enumerate(_around(middle, size)):
            end = (min(max(middle[0], box[0]), box[2]), min(max(middle[1], box[1]), box[3]))
            if self._is_free(box) and not overlap(box, own) and self._is_clear(middle, end, box):
                cost = dist(middle, end) / CELL + self._inked.under(box) + AWAY * self._meets_small(middle, end, box, largest)
                found.append((cost, number, box, end))
        if found:
            *_, box, end = min(found)
            self.placed.append(Placed(text, style, box, (middle, end)))
        return bool(found)

    def _place(
        self, text: str, style: Setter, candidates: Iterable[tuple[float, Box]], may_be: Callable[[Box], bool] = lambda _: True
    ) -> bool:
        """Place a label in the best of the boxes, each with its cost, in which nothing else is; say whether there was one."""
        best: tuple[float, int, Box] | None = None
        for cost, number, box in sorted((cost, number, box) for number, (cost, box) in enumerate(candidates)):
            if best and cost > best[0]:
                break
            if self._is_free(box) and may_be(box):
                found = (cost + self._inked.under(box), number, box)
                best = min(best, found) if best else found
        if best:
            self.placed.append(Placed(text, style, best[2]))
        return best is not None

    def _is_free(self, box: Box) -> bool:
        if not within(box, self._frame) or any(overlap(box, taken) for taken in self._taken):
            return False
        wider = (box[0] - APART, box[1], box[2] + APART, box[3])
        return not any(overlap(wider, each.box) or (each.leader and overlap(box, box_of(each.leader))) for each in self.placed)

    def _is_clear(self, start: Point, end: Point, label: Box) -> bool:
        """Say whether a line to a label runs through no other label and no sign."""
        steps = [(start[0] + (end[0] - start[0]) * n / 12, start[1] + (end[1] - start[1]) * n / 12) for n in range(1, 12)]
        boxes = [*self._taken, *(each.box for each in self.placed)]
        if any(each.leader and _cross((start, end), each.leader) for each in self.placed):
            return False
        return not any(box[0] < x < box[2] and box[1] < y < box[3] for x, y in steps for box in boxes if box != label)

    def _elsewhere(self, label: Box, own: Rings) -> float:
        """Return the share of a label that lies on other countries."""
        left, top, right, bottom = label
        y, places = (top + bottom) / 2, [left + (right - left) * (n + 0.5) / SAMPLES for n in range(SAMPLES)]
        inside = [crossings(ring, y) for ring in own]
        away = [x for x in places if not sum(is_between(x, met) for met in inside) % 2]
        land = [crossings(ring, y) for box, ring in self._land if overlap(box, label)] if away else []
        return sum(any(is_between(x, met) for met in land) for x in away) / SAMPLES

    def _meets_small(self, start: Point, end: Point, label: Box, own: Sequence[Point]) -> int:
        """Return over how many other small countries a label lies, or the line to it runs."""
        steps = [(start[0] + (end[0] - start[0]) * n / SAMPLES, start[1] + (end[1] - start[1]) * n / SAMPLES) for n in range(SAMPLES + 1)]
        others = (ring for ring in self._small if ring is not own and ring != own)
        return sum(overlap(box_of(ring), label) or any(is_inside(step, ring) for step in steps) for ring in others)


def is_smaller(text: str, style: Setter, rings: Rings) -> bool:
    """Say whether a country is smaller than its name, so that the name would hide it."""
    if not rings:
        return False
    largest = _largest(rings)
    left, top, right, bottom = box_of(largest)
    wide = style.width(text)
    return right - left < wide and bottom - top < wide and is_inside(((left + right) / 2, (top + bottom) / 2), largest)


def _largest(rings: Rings) -> Sequence[Point]:
    return max(rings, key=lambda ring: abs(_area(ring)))


def _middle(ring: Sequence[Point]) -> Point:
    """Return a place inside of a ring: the middle of its box or, where that is outside, the middle of its widest part near there."""
    left, top, right, bottom = box_of(ring)
    found = ((left + right) / 2, (top + bottom) / 2)
    if is_inside(found, ring):
        return found
    widest = (0.0, found)
    for row in range(1, GRID):
        y = top + (bottom - top) * row / GRID
        met = crossings(ring, y)
        for start, end in zip(met[::2], met[1::2], strict=False):
            widest = max(widest, (end - start, ((start + end) / 2, y)))
    return widest[1]


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Say whether two lines cross."""

    def side(line: tuple[Point, Point], point: Point) -> float:
        (x0, y0), (x1, y1) = line
        return (x1 - x0) * (point[1] - y0) - (y1 - y0) * (point[0] - x0)

    return side(one, other[0]) * side(one, other[1]) < 0 and side(other, one[0]) * side(other, one[1]) < 0


def _size(text: str, style: Setter) -> Point:
    return style.width(text), style.size.size * 1.05


def _beside(sign: Box, size: Point) -> Iterator[tuple[float, Box]]:
    """Yield the boxes around a sign, with what it costs that they are read less well."""
    left, top, right, bottom = sign
    wide, high = size
    middle, centre = (top + bottom) / 2 - high / 2, (left + right) / 2 - wide / 2
    places = (
        (right + GAP, middle),
        (left - GAP - wide, middle),
        (right + 1, top - high + 1),
        (right + 1, bottom - 1),
        (centre, top - high - 1),
        (centre, bottom + 1),
        (left - 1 - wide, top - high + 1),
        (left - 1 - wide, bottom - 1),
    )
    for number, (x, y) in enumerate(places):
        yield number * 1.0, (x, y, x + wide, y + high)


def _around(middle: Point, size: Point) -> Iterator[Box]:
    wide, high = size
    for distance in DISTANCES:
        for number in range(DIRECTIONS):
            angle = 2 * pi * number / DIRECTIONS
            x, y = middle[0] + distance * cos(angle), middle[1] - distance * sin(angle)
            left = x if cos(angle) > 0.1 else x - wide if cos(angle) < -0.1 else x - wide / 2
            yield left, y - high / 2, left + wide, y + high / 2


def _towards(start: Point, end: Point, by: float) -> Point:
    share = min(1.0, by / (dist(start, end) or 1))
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _along(line: Sequence[Point], size: Point) -> Iterator[tuple[float, Box]]:
    """Yield boxes beside the points of a line, with what it costs that they are far from its middle."""
    wide, high = size
    whole = sum(map(dist, line, line[1:]))
    for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9):
        x, y = _at(line, share * whole)
        for left, top in (
            (x + 3, y + 1),
            (x + 3, y - high - 1),
            (x - wide - 3, y - high - 1),
            (x - wide - 3, y + 1),
            (x - wide / 2, y + 4),
        ):
            yield abs(share - 0.5) * 20, (left, top, left + wide, top + high)


def _at(line: Sequence[Point], wanted: float) -> Point:
    for start, end in itertools.pairwise(line):
        step = dist(start, end)
        if step >= wanted:
            return _towards(start, end, wanted)
        wanted -= step
    return line[-1]


def _inside(rings: Rings, size: Point, most_out: int) -> Iterator[tuple[float, Box]]:
    """Yield boxes around places in a country, with what it costs that they are near its edges or reach beyond them."""
    wide, high = size
    largest = _largest(rings)
    left, top, right, bottom = box_of(largest)
    for row in range(1, GRID):
        y = top + (bottom - top) * row / GRID
        middle, upper, lower = (crossings(largest, level) for level in (y, y - high / 2, y + high / 2))
        for column in range(1, GRID):
            x = left + (right - left) * column / GRID
            box = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
            if not is_between(x, middle):
                continue
            out = sum(not is_between(end, met) for end in (box[0], box[2]) for met in (upper, lower))
            if out > most_out:
                continue
            yield out * OUTSIDE - min(map(dist, largest, itertools.repeat((x, y)))) / 4, box


def _area(ring: Sequence[Point]) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2
