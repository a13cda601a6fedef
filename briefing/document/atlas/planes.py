"""Lines and areas on a plane: made simpler, cut to a frame, kept clear of boxes, and filled with slanting lines."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import ceil, cos, radians, sin

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


def simpler(points: Sequence[Point], least: float) -> list[Point]:
    """Return a line without the points that bend it by less than `least` (Douglas and Peucker). A ring keeps a point far from its first."""
    if len(points) < 3:
        return list(points)
    ends = [0, len(points) - 1]
    if points[0] == points[-1]:
        ends.insert(1, max(range(len(points)), key=lambda n: _square(points[n], points[0])))
    keep = set(ends)
    spans = list(itertools.pairwise(ends))
    while spans:
        start, end = spans.pop()
        (x0, y0), (x1, y1) = points[start], points[end]
        dx, dy = x1 - x0, y1 - y0
        length = dx * dx + dy * dy
        far, place = -1.0, 0
        for number, (x, y) in enumerate(points[start + 1 : end], start + 1):
            x, y = x - x0, y - y0  # noqa: PLW2901  # the inner loop of all maps: most of their time is here
            along = (x * dx + y * dy) / length if length else 0.0
            if along > 0:
                along = 1.0 if along > 1 else along
                x, y = x - along * dx, y - along * dy  # noqa: PLW2901
            distance = x * x + y * y
            if distance > far:
                far, place = distance, number
        if far > least * least:
            keep.add(place)
            if place - start > 1:
                spans.append((start, place))
            if end - place > 1:
                spans.append((place, end))
    return [points[number] for number in sorted(keep)]


def _square(one: Point, other: Point) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def box_of(points: Iterable[Point]) -> Box:
    """Return the smallest box around points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def overlap(one: Box, other: Box) -> bool:
    """Say whether two boxes have a part in common; edges that touch are none."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def within(inner: Box, outer: Box) -> bool:
    """Say whether a box is wholly inside of another."""
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


# ── cutting ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def area_in(ring: Sequence[Point], box: Box) -> list[Point]:
    """Return the part of an area that is inside of a box (Sutherland and Hodgman): its edges may run along those of the box."""
    left, top, right, bottom = box
    found = list(ring)
    if found and within(box_of(found), box):
        return found
    edges: tuple[tuple[int, float, int], ...] = ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1))
    for axis, limit, side in edges:
        if not found:
            break
        found = list(_half(found, axis, limit, side))
    return found


def _half(ring: list[Point], axis: int, limit: float, side: int) -> Iterator[Point]:
    before = ring[-1]
    was_in = (before[axis] - limit) * side >= 0
    for point in ring:
        is_in = (point[axis] - limit) * side >= 0
        if is_in != was_in:
            share = (limit - before[axis]) / (point[axis] - before[axis])
            crossing = (before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1]))
            yield (limit, crossing[1]) if axis == 0 else (crossing[0], limit)
        if is_in:
            yield point
        before, was_in = point, is_in


def lines_in(line: Sequence[Point], box: Box) -> list[list[Point]]:
    """Return the parts of a line that are inside of a box."""
    if len(line) < 2:
        return []
    left, top, right, bottom = around = box_of(line)
    if within(around, box):
        return [list(line)]
    if right < box[0] or box[2] < left or bottom < box[1] or box[3] < top:
        return []
    return _pieces(line, lambda start, end: [span] if (span := _span(start, end, box)) else [])


def lines_outside(lines: Iterable[Sequence[Point]], boxes: Sequence[Box]) -> list[list[Point]]:
    """Return the parts of lines that are outside of boxes."""
    if not boxes:
        return [list(line) for line in lines]
    found: list[list[Point]] = []
    for line in lines:
        around = box_of(line)
        near = [box for box in boxes if overlap(_grown(box, 0.01), _grown(around, 0.01))]
        found += _pieces(line, lambda start, end, near=near: _left_over(start, end, near)) if near else [list(line)]  # type: ignore[misc]
    return found


def _grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _left_over(start: Point, end: Point, boxes: Sequence[Box]) -> list[tuple[float, float]]:
    """Return the shares of a segment that no box covers."""
    covered = sorted(span for box in boxes if (span := _span(start, end, box)))
    found, at = [], 0.0
    for first, last in covered:
        if first > at:
            found.append((at, first))
        at = max(at, last)
    return [*found, (at, 1.0)] if at < 1 else found


def _pieces(line: Sequence[Point], kept: Callable[[Point, Point], Sequence[tuple[float, float]]]) -> list[list[Point]]:
    found: list[list[Point]] = []
    for start, end in itertools.pairwise(line):
        for first, last in kept(start, end):
            one, other = _along(start, end, first), _along(start, end, last)
            if found and first == 0 and found[-1][-1] == one:
                found[-1].append(other)
            else:
                found.append([one, other])
    return found


def _along(start: Point, end: Point, share: float) -> Point:
    if share in (0, 1):
        return end if share else start
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def _span(start: Point, end: Point, box: Box) -> tuple[float, float] | None:
    """Return the share of a segment that is inside of a box (Liang and Barsky)."""
    first, last = 0.0, 1.0
    for axis, low, high in ((0, box[0], box[2]), (1, box[1], box[3])):
        step, at = end[axis] - start[axis], start[axis]
        if not step:
            if not low <= at <= high:
                return None
            continue
        one, other = sorted(((low - at) / step, (high - at) / step))
        first, last = max(first, one), min(last, other)
    return (first, last) if first < last else None


# ── filling ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def hatch(rings: Sequence[Sequence[Point]], angle: float, step: float) -> list[list[Point]]:
    """Return parallel lines in an area with holes. Lines of the same angle and step lie on one another in neighbouring areas.

    Args:
        rings: The edges of the area.
        angle: Of the lines, in degrees: 0 is level, 45 rises to the right.
        step: From line to line.
    """
    cos_, sin_ = cos(radians(angle)), sin(radians(angle))
    # Turned so that the lines are level: u runs along them, v across.
    turned = [[(x * cos_ - y * sin_, x * sin_ + y * cos_) for x, y in ring] for ring in rings]
    crossings: dict[int, list[float]] = {}
    for ring in turned:
        u0, v0 = ring[-1]
        for u1, v1 in ring:
            low, high = (v0, v1) if v0 < v1 else (v1, v0)
            for number in range(ceil(low / step), ceil(high / step)):
                v = number * step
                crossings.setdefault(number, []).append(u0 + (v - v0) * (u1 - u0) / (v1 - v0))
            u0, v0 = u1, v1
    found = []
    for number in sorted(crossings):
        us, v = sorted(crossings[number]), number * step
        for one, other in zip(us[::2], us[1::2], strict=False):
            found.append([(u * cos_ + v * sin_, -u * sin_ + v * cos_) for u in (one, other)])
    return found
