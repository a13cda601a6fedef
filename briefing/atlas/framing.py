"""Which part of the world shows some countries and places, with room around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, radians

from briefing.atlas.borders import Borders
from briefing.atlas.projection import Place, View, around, turned
from briefing.atlas.world import world

MAIN = 0.12
"""The size of an island beside the largest part of its country from which it must be in view."""
NEAR = 4.0
"""How far from the largest part of its country any island must be in view, in degrees."""
EDGE = 0.06
"""The room around what is in view, as a share of its width and height."""
LEAST = 1.5
"""The least width and height of a view, in degrees."""


def view_of(countries: Iterable[str], borders: Borders, places: Sequence[Place] = (), edge: float = EDGE, least: float = LEAST) -> View:
    """Return a view of countries and places; of the whole world if there are none."""
    found = around([*places, *(corner for country in countries for corner in _corners(country, borders))])
    if found is None:
        return View(-180.0, -58.0, 180.0, 84.0)
    wide, high = found.east - found.west, found.north - found.south
    # A degree of longitude is shorter than one of latitude.
    least_wide = least / max(0.2, cos(radians(found.centre[1])))
    more_wide, more_high = max(wide * edge, (least_wide - wide) / 2), max(high * edge, (least - high) / 2)
    if wide + 2 * more_wide >= 330:
        return View(-180.0, max(-88.0, found.south - more_high), 180.0, min(88.0, found.north + more_high))
    south, north = max(-89.0, found.south - more_high), min(89.0, found.north + more_high)
    return View(found.west - more_wide, south, found.east + more_wide, north)


def _corners(country: str, borders: Borders) -> list[Place]:
    """Return places along the edges of a country, without islands that are small and far away."""
    outlines = world()
    rings = [ring for area in outlines.areas(country, borders) for ring in outlines.faces[area]]
    parts = sorted(((outlines.points(ring)) for ring in rings), key=_size, reverse=True)
    if not parts:
        return []
    largest = _size(parts[0])
    main = [part for part in parts if _size(part) >= MAIN * largest]
    view = around(main[0])
    close = [part for part in parts if part not in main and view and _is_close(part[0], view)]
    return [place for part in (*main, *close) for place in part[:: max(1, len(part) // 60)]]


def _is_close(place: Place, view: View) -> bool:
    across = abs(turned(place[0] - view.centre[0])) <= (view.east - view.west) / 2 + NEAR
    return across and view.south - NEAR <= place[1] <= view.north + NEAR


def _size(ring: Sequence[Place]) -> float:
    """Return the area of a ring, in square degrees at the equator."""
    middle = cos(radians(ring[0][1]))
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2 * middle


def areas_in(view: View) -> list[str]:
    """Return the areas of the data of which a part is in view."""
    outlines = world()
    return [face for face, rings in outlines.faces.items() if any(_reaches(arc, view) for ring in rings for arc in ring)]


def _reaches(arc: int, view: View) -> bool:
    west, south, east, north = world().boxes[max(arc, ~arc)]
    if north < view.south or south > view.north:
        return False
    if not any(_overlaps(west + turn, east + turn, view) for turn in (-360, 0, 360)):
        return False
    return any(
        view.south <= y <= view.north and abs(turned(x - view.centre[0])) <= (view.east - view.west) / 2
        for x, y in world().arcs[max(arc, ~arc)]
    )


def _overlaps(west: float, east: float, view: View) -> bool:
    return west <= view.east and view.west <= east
