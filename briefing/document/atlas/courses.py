"""The courses of rivers: from place to place along the lines of the outlines, where these have the river. The lines have no names."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterator, Sequence
from math import cos, hypot, radians

from briefing.document.atlas.projection import Place, turned
from briefing.document.atlas.world import world

NEAR = 0.6
"""How far from a river a place on it may be, in degrees: the lines are coarse."""
ASIDE = 4.0
"""What a degree beside a river costs, in degrees along it: the nearest river is the one that is meant."""
LONGEST = 3.0
"""The length of a course, as a multiple of the straight line: a longer one is a way round by other rivers."""

_Links = dict[Place, list[tuple[float, Place]]]


def course(stops: Sequence[Place]) -> tuple[Place, ...]:
    """Return a river through places: along its line in the outlines from each to the next, straight where they have none."""
    found = [stops[0]]
    links = _links(stops)
    for start, end in itertools.pairwise(stops):
        found += _way(links, start, end) or [end]
    return tuple(found)


def _links(stops: Sequence[Place]) -> _Links:
    """Return the steps along the rivers around places."""
    found: _Links = {}
    for arc in {max(arc, ~arc) for river in world().rivers for arc in river}:
        if not any(_is_beside(world().boxes[arc], start, end) for start, end in itertools.pairwise(stops)):
            continue
        for one, other in itertools.pairwise(world().arcs[arc]):
            length = _length(one, other)
            found.setdefault(one, []).append((length, other))
            found.setdefault(other, []).append((length, one))
    return found


def _is_beside(box: tuple[float, float, float, float], start: Place, end: Place) -> bool:
    """Say whether an arc may be a part of a course between two places: in a box around them, as wide as they are apart."""
    room = max(abs(start[0] - end[0]), abs(start[1] - end[1])) / 2 + NEAR
    west, east = sorted((start[0], end[0]))
    south, north = sorted((start[1], end[1]))
    return box[0] <= east + room and west - room <= box[2] and box[1] <= north + room and south - room <= box[3]


def _way(links: _Links, start: Place, end: Place) -> list[Place]:
    """Return the places from one to another along rivers, without the first; none if there is no such way (Dijkstra)."""
    last = dict(_near(links, end))
    queue = [(away * ASIDE, place) for place, away in _near(links, start)]
    heapq.heapify(queue)
    costs = {place: cost for cost, place in queue}
    before: dict[Place, Place] = {}
    best, goal = LONGEST * _length(start, end) + 2 * NEAR * ASIDE, None
    while queue:
        cost, place = heapq.heappop(queue)
        if cost >= best:
            break
        if cost > costs[place]:
            continue
        if place in last and cost + last[place] * ASIDE < best:
            best, goal = cost + last[place] * ASIDE, place
        for length, other in links[place]:
            if cost + length < costs.get(other, float("inf")):
                costs[other], before[other] = cost + length, place
                heapq.heappush(queue, (cost + length, other))
    if goal is None:
        return []
    found = [end, goal]
    while found[-1] in before:
        found.append(before[found[-1]])
    return found[::-1]


def _near(links: _Links, place: Place) -> Iterator[tuple[Place, float]]:
    return ((each, away) for each in links if (away := _length(place, each)) <= NEAR)


def _length(one: Place, other: Place) -> float:
    """Return how far two places that are not far apart are from each other, in degrees."""
    return hypot(turned(one[0] - other[0]) * cos(radians((one[1] + other[1]) / 2)), one[1] - other[1])
