"""From the globe to a plane, with all areas in proportion: Lambert's azimuthal projection for a region, Equal Earth for more than that.

Lambert: J. P. Snyder, Map Projections: A Working Manual (1987), 24-1 to 24-4, on a sphere. Equal Earth: B. Šavrič, T. Patterson and
B. Jenny, International Journal of Geographical Information Science 33 (2019), 454–465. Lengths are in kilometres; y grows to the south.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import acos, asin, cos, degrees, pi, radians, sin, sqrt

from briefing.dataclass import dataclass

RADIUS = 6371.0
"""Of the earth, in kilometres."""
FARTHEST, LEVEL = 70.0, 40.0
"""How far the corners of a region are from its middle, in degrees: at most, for Lambert's projection, and for one scale everywhere."""
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796

Place = tuple[float, float]
"""Longitude and latitude in degrees, east and north of 0."""


@dataclass(frozen=True, slots=True)
class View:
    """What a map shows: from a western to an eastern meridian, and between two parallels. The east may be beyond 180."""

    west: float
    south: float
    east: float
    north: float

    @property
    def centre(self) -> Place:
        """Return the place in the middle."""
        return ((self.west + self.east) / 2, (self.south + self.north) / 2)

    @property
    def is_region(self) -> bool:
        """Say whether it is small enough for Lambert's projection."""
        return self._reach <= FARTHEST

    @property
    def has_scale(self) -> bool:
        """Say whether it is small enough for one scale to hold everywhere: lengths differ by 6 % at most."""
        return self._reach <= LEVEL

    @property
    def _reach(self) -> float:
        """Return how far the corners are from the middle, and the middles of the sides, in degrees of the globe."""
        half, middle = (self.east - self.west) / 2, (self.south + self.north) / 2
        if half > 110:
            return 180.0
        return max(_apart(middle, latitude, half) for latitude in (self.south, middle, self.north))


def _apart(one: float, other: float, longitude: float) -> float:
    """Return how far two latitudes are from each other on meridians that many degrees apart."""
    phi, psi, lam = radians(one), radians(other), radians(longitude)
    return degrees(acos(max(-1.0, min(1.0, sin(phi) * sin(psi) + cos(phi) * cos(psi) * cos(lam)))))


@dataclass(frozen=True)
class Projection:
    """A way from places to points."""

    centre: Place
    flat: Callable[[Iterable[Place]], list[tuple[float, float]]]
    """Takes places with longitudes between -180 and 180 from the centre; returns kilometres to the right and down."""

    def __call__(self, place: Place) -> tuple[float, float]:
        """Return the point of a place."""
        return self.points((place,))[0]

    def points(self, places: Iterable[Place]) -> list[tuple[float, float]]:
        """Return the points of many places, in a fraction of the time that it takes one by one."""
        middle = self.centre[0]
        return self.flat([(turned(longitude - middle), latitude) for longitude, latitude in places])


def turned(longitude: float) -> float:
    """Return a longitude between -180 and 180."""
    return longitude if -180 <= longitude <= 180 else (longitude + 180) % 360 - 180


def projected(view: View) -> Projection:
    """Return the projection for a view."""
    return Projection(view.centre, _lambert(view.centre[1]) if view.is_region else _equal_earth)


def frame(view: View, projection: Projection) -> tuple[float, float, float, float]:
    """Return the left, top, right and bottom of a view on the plane."""
    steps = 24
    points = projection.flat(
        (turned_edge(view, across / steps), view.south + (view.north - view.south) * up / steps)
        for across in range(steps + 1)
        for up in range(steps + 1)
    )
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def turned_edge(view: View, share: float) -> float:
    """Return how far a meridian of a view is from its middle, from its western to its eastern edge."""
    return (share - 0.5) * (view.east - view.west)


def around(places: Iterable[Place]) -> View | None:
    """Return the smallest view with places in it, across the date line where that is narrower; None if there are none."""
    found = sorted(places)
    if not found:
        return None
    longitudes = [longitude % 360 for longitude, _ in found]
    longitudes.sort()
    gaps = [(after - before, after) for before, after in zip(longitudes, [*longitudes[1:], longitudes[0] + 360], strict=True)]
    gap, west = max(gaps)
    west = turned(west)
    latitudes = [latitude for _, latitude in found]
    return View(west, min(latitudes), west + 360 - gap, max(latitudes))


def _lambert(middle: float) -> Callable[[Iterable[Place]], list[tuple[float, float]]]:
    degree = pi / 180
    sin0, cos0 = sin(middle * degree), cos(middle * degree)

    def points(places: Iterable[Place]) -> list[tuple[float, float]]:
        found = []
        for longitude, latitude in places:
            lam, phi = longitude * degree, latitude * degree
            sin1, cos1 = sin(phi), cos(phi)
            across = cos1 * cos(lam)
            nearness = 1 + sin0 * sin1 + cos0 * across
            k = RADIUS * sqrt(2 / (nearness if nearness > 1e-9 else 1e-9))  # nothing is as far as the opposite point of the globe
            found.append((k * cos1 * sin(lam), k * (sin0 * across - cos0 * sin1)))
        return found

    return points


def _equal_earth(places: Iterable[Place]) -> list[tuple[float, float]]:
    return [_on_equal_earth(longitude, latitude) for longitude, latitude in places]


def _on_equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = 9 * _A4 * sixth * square + 7 * _A3 * sixth + 3 * _A2 * square + _A1
    x = 2 * sqrt(3) * RADIUS * radians(longitude) * cos(theta) / (3 * slope)
    return x, -RADIUS * theta * (_A4 * sixth * square + _A3 * sixth + _A2 * square + _A1)
