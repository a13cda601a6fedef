"""Which part of the world shows some countries and places, with room around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import cos, radians

from briefing.document.atlas.borders import Borders
from briefing.document.atlas.projection import Place, View, around, frame, projected, turned
from briefing.document.atlas.world import world

MAIN = 0.12
"""The size of an island beside the largest part of its country from which it must be in view."""
NEAR = 4.0
"""How far from the largest part of its country any island must be in view, in degrees."""
EDGE = 0.06
"""The room around what is in view, as a share of its width and height."""
POLAR = 60.0
"""The latitude from which the frame of a view may reach any meridian."""
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


@lru_cache(maxsize=64)
def areas_in(view: View) -> tuple[str, ...]:
    """Return the areas of the data of which a map of a view shows a part: its frame reaches beyond the view, at the corners."""
    project = projected(view)
    left, top, right, bottom = frame(view, project)
    arcs = {
        number
        for number, box in enumerate(world().boxes)
        if _may_reach(box, view) and any(left <= x <= right and top <= y <= bottom for x, y in project.points(world().arcs[number]))
    }
    return tuple(face for face, rings in world().faces.items() if any(max(arc, ~arc) in arcs for ring in rings for arc in ring))


def _may_reach(box: tuple[float, float, float, float], view: View) -> bool:
    """Say whether an arc may be in the frame of a view, by its box."""
    west, south, east, north = box
    half, high = (view.east - view.west) / 2, view.north - view.south
    above = 1 + high / 4 + half / 4
    if north < view.south - above or south > view.north + above:
        return False
    latitudes = (view.south - above, view.north + above)
    highest = max(map(abs, latitudes))
    if highest >= POLAR:
        return True
    widest = 0.0 if latitudes[0] < 0 < latitudes[1] else min(map(abs, latitudes))
    reach = 1 + half * cos(radians(widest)) / cos(radians(highest))
    middle = view.centre[0]
    return any(west + turn <= middle + reach and middle - reach <= east + turn for turn in (-360, 0, 360))
