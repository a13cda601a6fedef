"""Maps: what a drawing of a part of the world shows, by places on the globe. Part of `Figure`."""

from __future__ import annotations

from typing import Literal

from briefing.dataclass import dataclass

Place = tuple[float, float]
"""Longitude and latitude in degrees, east and north of 0."""
Pattern = Literal["solid", "rising", "falling", "level", "upright", "dense-1", "dense-2", "dense-3", "dense-4", "dense-5"]
"""How the areas of countries are filled: solid, with lines in a direction, or with ever denser lines for ever higher values. All of them
can be told apart in black and white, and lines in two directions where two layers overlap."""
Sign = Literal["capital", "city", "base", "port", "field", "site"]
"""What marks a place."""
Way = Literal["pipeline", "river", "railway", "road", "route"]
"""What a line is."""


@dataclass(frozen=True, slots=True)
class MapLayer:
    """Countries that are filled alike. Part of `WorldMap`."""

    label: str
    """In the legend; empty if it needs none there."""
    pattern: Pattern
    countries: tuple[str, ...]
    """Their codes."""


@dataclass(frozen=True, slots=True)
class MapName:
    """A country that is named. Part of `WorldMap`."""

    code: str
    label: str
    is_shown: bool
    """Whether the map is about it: the others are named where there is room."""


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A place with a sign and a name. Part of `WorldMap`."""

    label: str
    sign: Sign
    at: Place


@dataclass(frozen=True, slots=True)
class MapLine:
    """A line with a name. Part of `WorldMap`."""

    label: str
    way: Way
    through: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class WorldMap:
    """A part of the world. Part of `Figure`."""

    view: tuple[float, float, float, float]
    """The western and the southern edge, the eastern, which may be beyond 180, and the northern, in degrees."""
    owners: tuple[tuple[str, str], ...]
    """Whose the areas in dispute are: the name of each in the data, and the code of a country."""
    names: tuple[MapName, ...]
    layers: tuple[MapLayer, ...] = ()
    points: tuple[MapPoint, ...] = ()
    lines: tuple[MapLine, ...] = ()
    key: tuple[tuple[Sign | Way, str], ...] = ()
    """Signs and kinds of lines that the legend explains, with the words for them."""
    scales: tuple[tuple[int, str], ...] = ()
    """Lengths that a scale bar may have, in kilometres, with their words, the shortest first; none where no scale holds everywhere."""
    rivers: bool = False
    share: float = 1.0
    """Its width as a share of the room for it."""
    is_locator: bool = False
    """Whether it is a small one that only shows where a country is."""
