"""Random maps, the same for the same seed: places, lines and names close to one another, as nobody would draw them."""

from __future__ import annotations

import random
from typing import Any, get_args

from briefing.document import MapLayer, MapLine, MapName, MapPoint, Sign, Way, WorldMap
from briefing.document.atlas import BORDERS
from briefing.document.atlas.country_codes import CODES

WORDS = [
    "Bishkek",
    "Kant",
    "Novorossiysk",
    "Ust-Kamenogorsk",
    "Olot",
    "Aktau",
    "Verkehrsinfrastrukturfinanzierungsgesellschaft",
    "Nūr",
    "Әлем",
]


def world_map(chance: random.Random) -> WorldMap:
    """Return a map of anywhere, small or large."""
    wide = chance.choice([3.0, 12.0, 40.0, 95.0, 300.0])
    west, south = chance.uniform(-180, 180), chance.uniform(-60, 40)
    high = min(wide * chance.uniform(0.4, 1.2), 80 - south)
    view = (west, south, west + wide, south + high) if wide < 300 else (-180.0, -58.0, 180.0, 84.0)
    codes = chance.sample(sorted(CODES), 14)
    signs, ways = get_args(Sign), get_args(Way)

    def place() -> tuple[float, float]:
        longitude = chance.uniform(view[0] - 1, view[2] + 1)
        return (longitude + 180) % 360 - 180, chance.uniform(view[1], min(view[3], view[1] + 8))

    def name() -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(1, 2)))

    points = tuple(MapPoint(name(), chance.choice(signs), place()) for _ in range(chance.randint(0, 25)))
    lines = tuple(MapLine(name(), chance.choice(ways), tuple(place() for _ in range(chance.randint(2, 5)))) for _ in range(3))
    patterns: Any = chance.choice([("rising", "falling", "level", "upright"), ("dense-1", "dense-3", "dense-5", "solid")])
    return WorldMap(
        view,
        BORDERS.owners,
        tuple(MapName(code, name(), chance.random() < 0.5) for code in codes),
        tuple(MapLayer(name(), pattern, tuple(chance.sample(codes, 5))) for pattern in patterns[: chance.randint(0, 4)]),
        points,
        lines,
        tuple((each, name()) for each in (*signs, *ways)),
        ((1, "1 km"), (100, "100 km"), (1000, "1,000 km")) if wide < 100 else (),
        rivers=chance.random() < 0.3,
        is_locator=chance.random() < 0.2,
    )
