"""Maps: land and sea, what fills countries, lines, signs, labels and a legend. Lines stay out of labels, so that all words can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from math import cos, pi, sin

from briefing.document.atlas.planes import Box, Point, lines_outside, overlap
from briefing.document.maps import MapName, MapPoint, Pattern, WorldMap
from briefing.render.figures.map_ground import Ground, Outlines
from briefing.render.figures.map_labels import Inked, Labels, Rings, is_smaller
from briefing.render.figures.map_legend import legend
from briefing.render.figures.map_signs import WAYS, filling, sign, sign_box, way
from briefing.render.figures.shapes import Drawing, Ink, Path, Shape, Stroke, Words
from briefing.render.figures.words import Setter, setter
from briefing.theme.model import Size, Theme

LOCATOR_WIDTH = 190.0
LOCATOR_SHARE = 0.5
"""Of a small map that shows where a country is, in points."""
SQUAREST = 1.05
"""How high a map may be, as a share of its width."""
NARROWEST = 0.4
"""The least width of a legend, as a share of the room for the map: below it, the legend is wider than the map."""
ASIDE = (7.4, 10.0, 14.0)
"""How far signs are moved that would cover others, in points."""
SPARING: dict[Pattern, Pattern] = {"solid": "rising"}
"""What takes the place of a filling where ink is saved."""
BREAK = 3.0
"""The length of the dashes of a border that is not settled."""


def draw_map(chart: WorldMap, theme: Theme, width: float, tallest: float) -> Drawing:
    """Return the drawing of a map, at most `width` wide and, with its legend, about `tallest` high."""
    if not theme.grounds:
        # To save ink, what would be solid is hatched.
        chart = replace(chart, layers=tuple(replace(each, pattern=SPARING.get(each.pattern, each.pattern)) for each in chart.layers))
    wide = min(width * LOCATOR_SHARE, LOCATOR_WIDTH) if chart.is_locator else width * chart.share
    ground = Ground(chart, wide, min(wide * SQUAREST, tallest * 0.85))
    small = Size(theme.note.size * 0.96, theme.note.size * 1.2)
    name, other = setter(theme, small, "ink", "bold"), setter(theme, small, "muted", "italic")
    word = setter(theme, small)
    signs = _signs(chart, ground)
    lines = [(line, ground.line(line.through)) for line in chart.lines]
    outlines = ground.outlines(frozenset(each.code for each in chart.names if each.is_shown))
    inked = Inked()
    inked.add(outlines.own, 1.0)
    inked.add(ground.rivers if chart.rivers else (), 1.0)
    inked.add((part for _, parts in lines for part in parts), 6.0)
    names = sorted(chart.names, key=lambda each: not each.is_shown)
    areas = {each.code: ground.area([each.code]) for each in names}
    little = [each.code for each in names if each.is_shown and is_smaller(each.label, name, areas[each.code])]
    rings = [ring for code in little for ring in areas[code]]
    labels = Labels(ground.box, (sign_box(at) for _, at in signs), inked, ground.land, rings)
    if chart.is_locator:
        # It is about this one country, so that its name chooses first.
        _name_shown(labels, names[0], name, areas[names[0].code], is_small=False)
        names = names[1:]
    for point, at in signs:
        labels.or_number(point.label, partial(labels.beside, style=word, sign=sign_box(at)))
    for line, parts in lines:
        labels.or_number(line.label, partial(labels.along, style=word, lines=parts))
    for each in names:
        if each.is_shown and not chart.is_locator:
            _name_shown(labels, each, name, areas[each.code], is_small=each.code in little)
        else:
            labels.inside(each.label, name if each.is_shown else other, areas[each.code], 1 if chart.is_locator else 4)
    cleared = [each.cleared for each in labels.placed]
    shapes = list(_ground(chart, ground, outlines, [*cleared, *(sign_box(at) for _, at in signs)]))
    for line, parts in lines:
        shapes += way(line.way, lines_outside(parts, cleared))
    for point, at in signs:
        shapes += sign(point.sign, at)
    for label in labels.placed:
        if label.leader:
            (x0, y0), (x1, y1) = label.leader
            shapes.append(Stroke(x0, y0, x1, y1, 0.5, "ink"))
        left, top, _, bottom = label.box
        shapes += (each for each in label.style.set([label.text], left, (top + bottom) / 2 - small.leading / 2))
    box = ground.box
    shapes.append(Path((((0.0, 0.0), (box[2], 0.0), (box[2], box[3]), (0.0, box[3]), (0.0, 0.0)),), "rule", 0.6))
    below, bottom = legend(chart, word, max(box[2], wide * NARROWEST), box[3], ground.scale, labels.numbered)
    return Drawing(width, bottom, (*shapes, *below))


def _name_shown(labels: Labels, named: MapName, style: Setter, rings: Rings, *, is_small: bool) -> None:
    """Place the name of a country that the map is about: in it, or beside it at the end of a line, which a small one has first."""

    def place(words: str) -> bool:
        ways = (labels.pointing, labels.inside) if is_small and words == named.label else (labels.inside, labels.pointing)
        return any(way(words, style, rings) for way in ways)

    labels.or_number(named.label, place)


def _signs(chart: WorldMap, ground: Ground) -> list[tuple[MapPoint, Point]]:
    """Return the places in the frame, and where their signs are drawn: apart from one another, so that each is seen."""
    found: list[tuple[MapPoint, Point]] = []
    box = ground.box
    for point in chart.points:
        x, y = ground.point(point.at)
        if not (box[0] <= x <= box[2] and box[1] <= y <= box[3]):
            continue
        taken = [sign_box(at) for _, at in found]
        tried = [(x, y), *((x + r * cos(n * pi / 4), y - r * sin(n * pi / 4)) for r in ASIDE for n in range(8))]
        free = (at for at in tried if not any(overlap(sign_box(at), each) for each in taken))
        found.append((point, next(free, (x, y))))
    return found


def _ground(chart: WorldMap, ground: Ground, outlines: Outlines, cleared: Sequence[Box]) -> Iterator[Shape]:
    """Yield the sea and the lakes, what fills countries, coasts, rivers and borders."""
    left, top, right, bottom = ground.box
    sea = [((left, top), (right, top), (right, bottom), (left, bottom)), *map(tuple, ground.land)]
    yield Path(tuple(sea), "tint")
    for layer in chart.layers:
        yield from filling(layer.pattern, ground.area(layer.countries), cleared)
    if ground.lakes:
        yield Path(tuple(map(tuple, ground.lakes)), "tint")
    shore = [[*lake, lake[0]] for lake in ground.lakes]
    yield from _drawn([*outlines.coasts, *shore], "muted", 0.4, cleared)
    if chart.rivers:
        yield from _drawn(ground.rivers, "accent", 0.8, cleared, WAYS["river"][1])
    yield from _drawn(outlines.borders, "muted", 0.5, cleared)
    yield from _drawn(outlines.unsettled, "muted", 0.6, cleared, BREAK)
    yield from _drawn(outlines.own, "ink", 0.9, cleared)


def _drawn(lines: Sequence[Sequence[Point]], ink: Ink, weight: float, cleared: Sequence[Box], dash: float = 0) -> Iterator[Shape]:
    parts = tuple(tuple(line) for line in lines_outside(lines, cleared) if len(line) > 1)
    if parts:
        yield Path(parts, ink, weight, dash)


def words_of(drawing: Drawing) -> list[str]:
    """Return the words in a drawing, in the order in which they are drawn."""
    return [shape.text for shape in drawing.shapes if isinstance(shape, Words)]
