"""Maps on the page: labels that never meet, lines that keep out of them, signs apart, the same drawing each time."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from briefing.document import MapLayer, MapName, MapPoint, WorldMap
from briefing.document.atlas import BORDERS
from briefing.document.atlas.planes import overlap, within
from briefing.document.atlas.world import is_inside
from briefing.render.figures import draw, draw_parts, map_drawing
from briefing.render.figures.map_ground import Ground
from briefing.render.figures.map_labels import Labels
from briefing.render.figures.shapes import Path, Stroke, Words
from briefing.render.whole_width import as_printed
from briefing.theme.model import Finish, Theme, finished, large_print
from tests.support.random_maps import world_map
from tests.support.variants import variants

THEME = Theme()
ASTANA = MapPoint("Astana", "capital", (71.45, 51.18))
STEPPE = WorldMap((64, 45, 80, 54), BORDERS.owners, (MapName("kz", "Kazakhstan", is_shown=True),), points=(ASTANA,))


def labels_of(chart: WorldMap, width: float, monkeypatch: pytest.MonkeyPatch) -> Labels:
    """Return the labels of a map as they are placed."""
    found: list[Labels] = []

    def begun(*given: Any) -> Labels:
        found.append(Labels(*given))
        return found[-1]

    monkeypatch.setattr(map_drawing, "Labels", begun)
    draw_parts.cache_clear()
    draw(chart, THEME, width)
    return found[0]


@pytest.mark.parametrize("seed", variants(range(24), [7]))
def test_no_two_labels_meet(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """On maps with more places than anybody would put there, in a narrow column and over a page; nor does one reach over the edge."""
    labels = labels_of(world_map(random.Random(seed)), (250, 440)[seed % 2], monkeypatch)
    boxes = [each.box for each in labels.placed]
    assert not [(one, other) for number, one in enumerate(boxes) for other in boxes[:number] if overlap(one, other)]
    assert not [(box, sign) for box in boxes for sign in labels._taken if overlap(box, sign)]
    assert all(within(box, labels._frame) for box in boxes)


def test_same_map_is_the_same_drawing() -> None:
    """Whatever was drawn before it."""
    first = draw(STEPPE, THEME, 430)
    draw(replace(STEPPE, view=(5, 45, 9, 48)), THEME, 250)
    assert draw(STEPPE, THEME, 430) == first


def test_lines_keep_out_of_labels() -> None:
    """Hatches and borders stop around a name, so that it can be read without a white ground."""
    chart = replace(STEPPE, layers=(MapLayer("Members", "rising", ("kz",)),))
    drawing = draw(chart, THEME, 430)
    (name,) = [each for each in drawing.shapes if isinstance(each, Words) and each.text == "Kazakhstan"]
    box = (name.x, name.y - name.size * 0.6, name.x + name.width, name.y)
    points = [point for each in drawing.shapes if isinstance(each, Path) and each.weight for part in each.parts for point in part]
    assert not [(x, y) for x, y in points if box[0] < x < box[2] and box[1] < y < box[3]]


def test_name_of_a_small_country_leaves_it_visible() -> None:
    """It is beside the country, at the end of a thin line that begins inside; that of a large one is inside."""
    names = (MapName("rw", "Rwanda", is_shown=True), MapName("tz", "Tanzania", is_shown=True))
    chart = WorldMap((15, -20, 50, 15), BORDERS.owners, names)
    drawing = draw(chart, THEME, 300)
    ground = Ground(chart, 300, 315)
    (leader,) = [each for each in drawing.shapes if isinstance(each, Stroke)]
    (rwanda,) = ground.area(["rw"])
    assert is_inside((leader.x0, leader.y0), rwanda)
    (word,) = [each for each in drawing.shapes if isinstance(each, Words) and each.text == "Rwanda"]
    assert not any(is_inside((word.x + word.width * share, word.y), rwanda) for share in (0, 0.5, 1))


def test_signs_of_one_place_stand_side_by_side() -> None:
    """A base in a capital is seen beside it."""
    chart = replace(STEPPE, points=(ASTANA, MapPoint("Base", "base", ASTANA.at)))
    drawing = draw(chart, THEME, 430)
    texts = {each.text for each in drawing.shapes if isinstance(each, Words)}
    assert {"Astana", "Base", "Kazakhstan"} <= texts
    marks = [each for each in drawing.shapes if isinstance(each, Path) and each.ink == "ink" and not each.weight]
    middles = [sum(x for x, _ in each.parts[0]) / len(each.parts[0]) for each in marks]
    assert max(middles) - min(middles) > 5


def test_words_of_a_map_are_larger_in_large_print() -> None:
    """As those of all drawings."""
    small, large = (
        max(each.size for each in draw(STEPPE, look, 400).shapes if isinstance(each, Words)) for look in (THEME, large_print(THEME))
    )
    assert large > 1.8 * small


def test_borders_that_are_not_settled_are_broken_lines() -> None:
    """That of Kosovo, whichever country it is drawn in; where it is apart, too."""
    chart = WorldMap((20, 42, 22, 43.2), BORDERS.owners, (MapName("al", "Albania", is_shown=True),))
    for owners in (BORDERS.owners, (*(each for each in BORDERS.owners if each[0] != "xk"), ("xk", "xk"))):
        drawing = draw(replace(chart, owners=owners), THEME, 300)
        assert [each for each in drawing.shapes if isinstance(each, Path) and each.dash]


def test_sea_is_around_the_land() -> None:
    """The Caspian Sea is one, and Lake Balkhash is a lake; the steppe between them is neither."""
    ground = Ground(replace(STEPPE, view=(46, 38, 88, 56)), 430, 560)
    sea, lake, steppe = (ground.point(place) for place in ((51.0, 42.0), (74.5, 46.2), (67.0, 48.0)))
    assert sum(is_inside(sea, ring) for ring in ground.land) % 2 == 0
    assert sum(is_inside(steppe, ring) for ring in ground.land) % 2 == 1
    assert any(is_inside(lake, ring) for ring in ground.lakes)


def test_where_ink_is_saved_nothing_is_solid() -> None:
    """The country of a small map is hatched instead."""
    chart = replace(STEPPE, layers=(MapLayer("", "solid", ("kz",)),))
    areas = [
        [each for each in draw(chart, look, 200).shapes if isinstance(each, Path) and each.ink == "rule" and not each.weight]
        for look in (THEME, finished(THEME, Finish(ink_saver=True)))
    ]
    assert (len(areas[0]), len(areas[1])) == (1, 0)


NILE = WorldMap(
    (22, -12, 49, 32),
    BORDERS.owners,
    tuple(
        MapName(code, label, is_shown=True) for code, label in (("tz", "Tanzania"), ("rw", "Rwanda"), ("bi", "Burundi"), ("ke", "Kenya"))
    ),
)


@pytest.mark.parametrize("width", [90, 130, 180, 250, 400])
def test_no_name_lies_on_another_country_without_a_line_to_its_own(width: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """However small the map is: what has no place has a number, which the legend explains."""
    ground = Ground(NILE, width, width * 1.05)
    labels = labels_of(NILE, width, monkeypatch)
    names = {each.label: each.code for each in NILE.names}
    for each in (each for each in labels.placed if each.text in names and not each.leader):
        left, top, right, bottom = each.box
        places = [(left + (right - left) * n / 20, (top + bottom) / 2) for n in range(21)]
        others = [ground.area([code]) for code in names.values() if code != names[each.text]]
        covered = [place for place in places if any(is_inside(place, ring) for rings in others for ring in rings)]
        assert len(covered) <= 0.4 * len(places), each.text
    assert {each.text for each in labels.placed} | {label for _, label in labels.numbered} >= set(names)


def test_number_in_the_place_of_a_name_is_in_the_legend(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the name, and once on the map."""
    places = tuple(
        MapPoint(f"A town with a name that is long {chr(65 + n)}", "city", (30 + n % 4 * 0.6, -2 - n // 4 * 0.6)) for n in range(12)
    )
    chart = replace(NILE, points=places)
    numbered = labels_of(chart, 180, monkeypatch).numbered
    words = [each.text for each in draw(chart, THEME, 180).shapes if isinstance(each, Words)]
    assert numbered
    for number, label in numbered:
        assert words.count(number) == 2
        assert "".join(label.split()) in "".join("".join(words).split())


def test_lines_to_names_do_not_cross(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two small neighbours, the northern one has its name above."""
    for width in (170, 200, 260):
        placed = {each.text: each for each in labels_of(NILE, width, monkeypatch).placed}
        assert placed["Rwanda"].leader
        assert placed["Burundi"].leader
        assert placed["Rwanda"].box[1] < placed["Burundi"].box[1]


@pytest.mark.parametrize("column", [400.0, 453.0])
def test_map_for_another_column_has_the_size_that_it_has_in_print(column: float) -> None:
    """With its names in the same places, if it fits there; charts and small maps have the width of the column."""
    paper = THEME.paper
    printed = draw(replace(NILE, share=0.4), THEME, paper.measure + paper.gutter + paper.margin)
    elsewhere = draw(as_printed(replace(NILE, share=0.4), THEME, column), THEME, column)
    assert [each for each in elsewhere.shapes if isinstance(each, Words)] == [each for each in printed.shapes if isinstance(each, Words)]
    assert as_printed(NILE, THEME, column) == NILE
    locator = replace(NILE, is_locator=True)
    assert as_printed(locator, THEME, column) == locator
