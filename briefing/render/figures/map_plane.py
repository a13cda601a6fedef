"""The outlines of the world on the plane of one view, before they are fitted into a width: two widths of a map share them."""

from __future__ import annotations

from functools import cached_property, lru_cache

from briefing.document.atlas import Projection, View, projected, world
from briefing.document.atlas.planes import Box, Point, box_of
from briefing.document.atlas.projection import Place, frame, turned

COARSE = 12
"""Of an arc outside of the frame, every so many points are enough."""
SMALL = 2.0
"""The width and height of an arc, in degrees, below which the corners of its box are enough to tell where it is."""
BEYOND = 45.0
"""How far beyond the view, in degrees, outlines are looked for: the corners of the frame show more than the view."""


class Plane:
    """A view on the plane, in kilometres."""

    def __init__(self, view: View) -> None:
        """Project a view."""
        self.view = view
        self.is_region = view.is_region
        self.project: Projection = projected(view)
        self.frame: Box = frame(view, self.project)
        self._centre = view.centre[0]
        self.middle: Place = (turned(self._centre), view.centre[1])
        self._arcs: dict[tuple[int, bool], list[Point]] = {}

    @cached_property
    def near(self) -> dict[int, Box]:
        """Return the arcs that may be near the view, with their boxes on the plane; of a map of the world with empty ones."""
        boxes = world().boxes
        near = filter(lambda number: self._may_be_near(boxes[number]), range(len(boxes)))
        return {number: self._box(boxes[number]) if self.is_region else (0.0, 0.0, 0.0, 0.0) for number in near}

    def arc(self, number: int, *, is_seen: bool) -> list[Point]:
        """Return an arc; one that is not seen with a few of its points."""
        found = self._arcs.get((number, is_seen))
        if found is None:
            places = world().arcs[number]
            if len(places) > COARSE and not is_seen:
                places = (*places[:-1:COARSE], places[-1])
            found = self._arcs[number, is_seen] = self.project.points(places)
        return found

    def _may_be_near(self, box: Box) -> bool:
        west, south, east, north = box
        view = self.view
        if north < view.south - BEYOND or south > view.north + BEYOND:
            return False
        if not self.is_region and max(view.north, -view.south) + BEYOND > 80:
            return True
        reach = BEYOND if max(abs(view.north), abs(view.south)) < 60 else 180.0
        half = (view.east - view.west) / 2 + reach + (east - west) / 2
        return abs(turned((west + east) / 2 - self._centre)) <= half

    def _box(self, box: Box) -> Box:
        """Return the box on the plane around points all over a box of the globe."""
        west, south, east, north = box
        steps = 1 if max(east - west, north - south) < SMALL else 4
        along = [west + (east - west) * x / steps for x in range(steps + 1)]
        return box_of(self.project.points((x, south + (north - south) * y / steps) for x in along for y in range(steps + 1)))


@lru_cache(8)
def plane(view: View) -> Plane:
    """Return the plane of a view. Those of the last views are kept."""
    return Plane(view)
