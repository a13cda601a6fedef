"""The outlines of the world, read once: areas bounded by arcs that neighbours share, lakes, and rivers."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

from briefing.dataclass import dataclass
from briefing.document.atlas.borders import BORDERS, NO_STATES, Borders
from briefing.document.atlas.projection import Place

Arc = tuple[Place, ...]
Ring = tuple[int, ...]
"""Numbers of arcs, one after the other; the complement of a number is an arc the other way round."""


@dataclass(frozen=True)
class World:
    """All outlines."""

    arcs: tuple[Arc, ...]
    faces: dict[str, tuple[Ring, ...]]
    """The rings of each area, its islands and its holes, by its name: mostly the code of a country."""
    lakes: tuple[tuple[Ring, ...], ...]
    rivers: tuple[Ring, ...]

    @cached_property
    def sides(self) -> dict[int, tuple[str, ...]]:
        """Return the areas on each side of an arc, by its number: one at a coast."""
        found: dict[int, list[str]] = {}
        for face, rings in self.faces.items():
            for ring in rings:
                for arc in ring:
                    found.setdefault(max(arc, ~arc), []).append(face)
        return {arc: tuple(areas) for arc, areas in found.items()}

    @cached_property
    def boxes(self) -> tuple[tuple[float, float, float, float], ...]:
        """Return the western, southern, eastern and northern ends of each arc."""
        sides = (tuple(zip(*arc, strict=True)) for arc in self.arcs)
        return tuple((min(xs), min(ys), max(xs), max(ys)) for xs, ys in sides)

    def countries(self, borders: Borders = BORDERS) -> frozenset[str]:
        """Return the codes of all that owns an area."""
        return frozenset(map(borders.owner, self.faces))

    def areas(self, country: str, borders: Borders = BORDERS) -> list[str]:
        """Return the areas of a country."""
        return [face for face in self.faces if borders.owner(face) == country]

    def rings(self, areas: Iterable[str]) -> list[Ring]:
        """Return the outer edge of areas together, and the edges of holes in it: lines between two of them are gone."""
        rings = [ring for area in areas for ring in self.faces[area]]
        times = Counter(max(arc, ~arc) for ring in rings for arc in ring)
        whole = [ring for ring in rings if all(times[max(arc, ~arc)] == 1 for arc in ring)]
        loose = [arc for ring in rings if ring not in whole for arc in ring if times[max(arc, ~arc)] == 1]
        return [*whole, *self._joined(loose)]

    def _joined(self, loose: Sequence[int]) -> Iterator[Ring]:
        """Yield the rings that arcs form, each from its end to the arc that begins there."""
        begins: dict[Place, list[int]] = {}
        for arc in loose:
            begins.setdefault(self._ends(arc)[0], []).append(arc)
        left = set(loose)
        for first in loose:
            if first not in left:
                continue
            ring = [first]
            left.discard(first)
            start, end = self._ends(first)
            while end != start:
                following = next((arc for arc in begins.get(end, ()) if arc in left), None)
                if following is None:
                    break
                ring.append(following)
                left.discard(following)
                end = self._ends(following)[1]
            yield tuple(ring)

    def _ends(self, arc: int) -> tuple[Place, Place]:
        points = self.arcs[max(arc, ~arc)]
        return (points[0], points[-1]) if arc >= 0 else (points[-1], points[0])

    def points(self, ring: Ring) -> list[Place]:
        """Return the places along arcs."""
        found: list[Place] = []
        for arc in ring:
            points = self.arcs[max(arc, ~arc)]
            found += points if arc >= 0 else points[::-1]
        return found

    def neighbours(self, country: str, borders: Borders = BORDERS) -> list[str]:
        """Return the countries that have a border with a country, with the longest border first."""
        found: Counter[str] = Counter()
        for arc, areas in self.sides.items():
            owners = {borders.owner(area) for area in areas}
            if country in owners and len(owners) > 1 and not owners & NO_STATES:
                (other,) = owners - {country}
                found[other] += len(self.arcs[arc])
        return [code for code, _ in sorted(found.items(), key=lambda each: (-each[1], each[0]))]


def is_inside(place: Place, ring: Sequence[Place]) -> bool:
    """Say whether a place is inside a ring of places, on a plane."""
    return is_between(place[0], crossings(ring, place[1]))


def crossings(ring: Sequence[Place], y: float) -> list[float]:
    """Return where a level line meets a ring of places, from left to right."""
    found = []
    x0, y0 = ring[-1]
    for x1, y1 in ring:
        if (y0 > y) != (y1 > y):
            found.append((x1 - x0) * (y - y0) / (y1 - y0) + x0)
        x0, y0 = x1, y1
    return sorted(found)


def is_between(x: float, met: Sequence[float]) -> bool:
    """Say whether a place is inside a ring that its level line meets there."""
    return (len(met) - bisect_right(met, x)) % 2 == 1


@lru_cache(1024)
def area_at(place: Place) -> str:
    """Return the area at a place; empty at sea."""

    def is_within(ring: Ring) -> bool:
        _, south, east, north = around(ring)
        return south <= place[1] <= north and place[0] <= east and is_inside(place, world().points(ring))

    return next((face for face, rings in world().faces.items() if sum(map(is_within, rings)) % 2), "")


@lru_cache(8192)
def around(ring: Ring) -> tuple[float, float, float, float]:
    """Return the western, southern, eastern and northern ends of a ring."""
    west, south, east, north = zip(*(world().boxes[max(arc, ~arc)] for arc in ring), strict=True)
    return min(west), min(south), max(east), max(north)


@cache
def world() -> World:
    """Return the outlines that travel with the program."""
    import lzma

    data: dict[str, Any] = json.loads(lzma.decompress(files(__package__).joinpath("outlines.json.xz").read_bytes()))
    grid = float(data["grid"])
    faces = {name: tuple(tuple(ring) for polygon in polygons for ring in polygon) for name, polygons in data["faces"].items()}
    lakes = tuple(tuple(tuple(ring) for ring in lake) for lake in data["lakes"])
    return World(tuple(_arc(each, grid) for each in data["arcs"]), faces, lakes, tuple(map(tuple, data["rivers"])))


def _arc(deltas: Sequence[int], grid: float) -> Arc:
    """Return an arc from its first point and the steps to the others."""
    longitudes, latitudes = accumulate(deltas[::2]), accumulate(deltas[1::2])
    return tuple(zip([x / grid for x in longitudes], [y / grid for y in latitudes], strict=True))
