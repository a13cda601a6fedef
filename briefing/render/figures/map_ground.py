"""The ground of a map: land, sea, lakes and borders of a view, projected onto a frame of some width."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from functools import cached_property

from briefing.dataclass import dataclass
from briefing.document.atlas import Borders, View, world
from briefing.document.atlas.borders import UNSETTLED
from briefing.document.atlas.planes import Box, Point, area_in, box_of, lines_in, overlap, simpler
from briefing.document.atlas.projection import Place, turned
from briefing.document.atlas.world import Ring, around, is_inside
from briefing.document.maps import WorldMap
from briefing.render.figures.map_plane import plane

LEAST = 0.25
"""How far a point must be from the line between its neighbours to be drawn, in points."""
SMALLEST = 0.4
"""The width or height that an island must have to be drawn, in points."""


@dataclass(frozen=True, slots=True)
class Outlines:
    """The lines between areas, each in pieces that are in the frame."""

    coasts: list[list[Point]]
    borders: list[list[Point]]
    unsettled: list[list[Point]]
    """Borders that the General Assembly has not settled."""
    own: list[list[Point]]
    """Those of the countries that the map is about."""


class Ground:
    """What a map is drawn on."""

    def __init__(self, chart: WorldMap, width: float, tallest: float) -> None:
        """Fit a view into a width and a height."""
        self.view = View(*chart.view)
        self.borders = Borders(others=chart.owners)
        self._plane = plane(self.view)
        self._is_region = self._plane.is_region
        left, top, right, bottom = self._plane.frame
        self.scale = min(width / (right - left), tallest / (bottom - top))
        """Points to a kilometre."""
        self._origin = (left, top)
        self.box: Box = (0.0, 0.0, (right - left) * self.scale, (bottom - top) * self.scale)
        self._arcs: dict[int, list[Point]] = {}
        self._seen = frozenset(number for number, box in self._plane.near.items() if not self._is_region or self._is_in_frame(box))
        """The arcs that the frame may show."""

    def point(self, place: Place) -> Point:
        """Return where a place is in the frame."""
        return self._points((place,))[0]

    def _points(self, places: Iterable[Place]) -> list[Point]:
        return self._framed(self._plane.project.points(places))

    def _framed(self, points: Iterable[Point]) -> list[Point]:
        (left, top), scale = self._origin, self.scale
        return [((x - left) * scale, (y - top) * scale) for x, y in points]

    def line(self, places: Sequence[Place]) -> list[list[Point]]:
        """Return the parts of a line from place to place that are in the frame. A long step is bent as the projection bends it."""
        return lines_in(simpler(self._points(_fine(places)), LEAST), self.box)

    # ── areas ──

    @cached_property
    def faces(self) -> list[str]:
        """Return the areas that the frame may show."""
        found = world()
        return [face for face, rings in found.faces.items() if any(map(self._is_near, rings))]

    def area(self, countries: Iterable[str]) -> list[list[Point]]:
        """Return the edges of countries, as one area, in the frame."""
        wanted = set(countries)
        return self._rings(world().rings(face for face in self.faces if self.borders.owner(face) in wanted))

    @cached_property
    def land(self) -> list[list[Point]]:
        """Return the edges of all land in the frame."""
        return self._rings(world().rings(self.faces))

    @cached_property
    def lakes(self) -> list[list[Point]]:
        """Return the edges of the lakes in the frame."""
        return self._rings(ring for lake in world().lakes for ring in lake if self._is_near(ring))

    def _rings(self, rings: Iterable[Ring]) -> list[list[Point]]:
        found = []
        for ring in rings:
            if not self._is_near(ring):
                continue
            for points in self._edges(ring):
                inside = area_in(points, self.box)
                if len(inside) > 2 and _is_seen(inside):
                    found.append(inside)
        return found

    def _edges(self, ring: Ring) -> list[list[Point]]:
        """Return a ring on the plane; for a map of the world in pieces that the edge of the projection does not tear."""
        if self._is_region:
            return [[point for arc in ring for point in self._arc(arc)]]
        middle = self.view.centre[0]
        along = [turned(longitude - middle) for longitude, _ in world().points(ring)]
        whole = [(x, y) for x, (_, y) in zip(_unbroken(along), world().points(ring), strict=True)]
        pieces = (area_in([(x + shift, y) for x, y in whole], (-180.0, -90.0, 180.0, 90.0)) for shift in (-360.0, 0.0, 360.0))
        return [simpler(self._points((x + middle, y) for x, y in piece), LEAST) for piece in pieces if len(piece) > 2]

    def _arc(self, arc: int) -> list[Point]:
        number = max(arc, ~arc)
        points = self._arcs.get(number)
        if points is None:
            flat = self._plane.arc(number, is_seen=number in self._seen)
            points = self._arcs[number] = simpler(self._framed(flat), LEAST)
        return points if arc >= 0 else points[::-1]

    def _is_in_frame(self, box: Box) -> bool:
        """Say whether an arc with this box on the plane may be in the frame: else it only closes a ring, and its shape does not matter."""
        left, top, right, bottom = self.box
        wide, high = right / 3, bottom / 3
        (x0, y0), (x1, y1) = self._framed((box[:2], box[2:]))
        return overlap((x0, y0, x1, y1), (left - wide, top - high, right + wide, bottom + high))

    def _is_near(self, ring: Ring) -> bool:
        """Say whether a ring has an arc that the frame may show, or is around all of it."""
        return any(max(arc, ~arc) in self._seen for arc in ring) or self._is_around(ring)

    def _is_around(self, ring: Ring) -> bool:
        x, y = self._plane.middle
        west, south, east, north = around(ring)
        return west < x < east and south < y < north and is_inside((x, y), world().points(ring))

    # ── lines ──

    @cached_property
    def rivers(self) -> list[list[Point]]:
        """Return the rivers in the frame."""
        return [line for river in world().rivers if any(max(arc, ~arc) in self._seen for arc in river) for line in self._lines(river)]

    def outlines(self, shown: frozenset[str]) -> Outlines:
        """Return the lines between areas. `shown` are the countries that the map is about."""
        found = Outlines([], [], [], [])
        for arc, areas in world().sides.items():
            if arc not in self._seen:
                continue
            owners = {self.borders.owner(area) for area in areas}
            lines = self._lines((arc,))
            if len(owners) > 1 and owners & UNSETTLED:
                found.unsettled.extend(lines)
            elif owners & shown and (len(owners) > 1 or len(areas) == 1):
                found.own.extend(lines)
            elif len(areas) == 1:
                found.coasts.extend(lines)
            elif len(owners) > 1:
                found.borders.extend(lines)
            elif len(set(areas)) > 1 and set(areas) & UNSETTLED:
                found.unsettled.extend(lines)
        return found

    def _lines(self, arcs: Ring) -> list[list[Point]]:
        found = []
        for arc in arcs:
            places = world().arcs[max(arc, ~arc)]
            if not self._is_region:
                for piece in _untorn(places, self.view.centre[0]):
                    found += lines_in(simpler(self._points(piece), LEAST), self.box)
            else:
                found += lines_in(self._arc(arc), self.box)
        return [line for line in found if line[0] != line[-1] or _is_seen(line)]


def _is_seen(points: Sequence[Point]) -> bool:
    left, top, right, bottom = box_of(points)
    return max(right - left, bottom - top) >= SMALLEST


def _fine(places: Sequence[Place]) -> list[Place]:
    """Return places with others between those that are more than some degrees apart."""
    found = [places[0]]
    for (x0, y0), (x1, y1) in itertools.pairwise(places):
        dx, dy = turned(x1 - x0), y1 - y0
        steps = int(max(abs(dx), abs(dy)) / 3) + 1
        found += [(x0 + dx * step / steps, y0 + dy * step / steps) for step in range(1, steps + 1)]
    return found


def _unbroken(longitudes: Sequence[float]) -> list[float]:
    """Return longitudes without jumps from one side of the date line to the other."""
    found = [longitudes[0]]
    for longitude in longitudes[1:]:
        found.append(found[-1] + turned(longitude - found[-1]))
    return found


def _untorn(places: Sequence[Place], middle: float) -> list[list[Place]]:
    """Return the pieces of a line that do not cross the edge of a map of the world, without lines along the date line itself."""
    pieces: list[list[Place]] = [[places[0]]]
    for before, after in itertools.pairwise(places):
        is_seam = abs(before[0]) == abs(after[0]) == 180
        if is_seam or abs(turned(after[0] - middle) - turned(before[0] - middle)) > 180:
            pieces.append([after])
        else:
            pieces[-1].append(after)
    return [piece for piece in pieces if len(piece) > 1]
