"""The way from the globe to the page: areas keep their proportions, lines stay inside of frames and out of boxes."""

from __future__ import annotations

from math import cos, hypot, pi, radians

import pytest

from briefing.document.atlas import View, projected
from briefing.document.atlas.borders import BORDERS
from briefing.document.atlas.framing import view_of
from briefing.document.atlas.planes import area_in, hatch, lines_in, lines_outside, simpler
from briefing.document.atlas.projection import RADIUS, around

SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
HOLE = [(4.0, 4.0), (6.0, 4.0), (6.0, 6.0), (4.0, 6.0)]


def area(points: list[tuple[float, float]]) -> float:
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True))) / 2


@pytest.mark.parametrize("view", [View(46, 34, 88, 56), View(-12, -40, 60, 38), View(160, -50, 200, -30), View(-180, -60, 180, 85)])
def test_areas_keep_their_proportions(view: View) -> None:
    """A field has the area on the plane that it has on the globe: in the middle and at the edges, of a region and of the world."""
    project = projected(view)
    for x, y in (view.centre, (view.west + 2, view.south + 2), (view.east - 3, view.north - 3)):
        field = [(x, y), (x + 0.1, y), (x + 0.1, y + 0.1), (x, y + 0.1)]
        on_the_globe = (RADIUS * radians(0.1)) ** 2 * cos(radians(y + 0.05))
        assert area([project(place) for place in field]) == pytest.approx(on_the_globe, rel=0.01)


def test_scale_is_right_in_the_middle_of_a_region() -> None:
    """A degree of latitude is 111 kilometres."""
    project = projected(View(46, 34, 88, 56))
    (x0, y0), (x1, y1) = project((67, 45)), project((67, 46))
    assert hypot(x1 - x0, y1 - y0) == pytest.approx(pi * RADIUS / 180, rel=0.001)


def test_view_takes_the_short_way_round() -> None:
    """Of places on both sides of the date line, and of a country without its far islands."""
    found = around([(170.0, 0.0), (-170.0, 10.0)])
    assert found is not None
    assert (found.west, found.east) == (170.0, 190.0)
    netherlands = view_of(["nl"], BORDERS)
    assert (netherlands.west > 2, netherlands.south > 50) == (True, True)  # without the islands in the Caribbean Sea
    assert view_of([], BORDERS).east == 180.0


def test_lines_are_cut_at_frames_and_boxes() -> None:
    """What is outside of a frame is not drawn, nor what would run through a label."""
    assert lines_in([(-5.0, 5.0), (15.0, 5.0)], (0, 0, 10, 10)) == [[(0.0, 5.0), (10.0, 5.0)]]
    assert lines_outside([[(0.0, 5.0), (10.0, 5.0)]], [(4, 4, 6, 6)]) == [[(0.0, 5.0), (4.0, 5.0)], [(6.0, 5.0), (10.0, 5.0)]]
    assert lines_in([(-5.0, -5.0), (-1.0, -9.0)], (0, 0, 10, 10)) == []
    assert area(area_in([(-5.0, -5.0), (5.0, -5.0), (5.0, 5.0), (-5.0, 5.0)], (0, 0, 10, 10))) == 25


def test_hatches_leave_holes_free() -> None:
    """Lines fill an area and stop at its edges and at those of a hole, in each direction."""
    for angle in (0, 45, 90, 135):
        lines = hatch([SQUARE, HOLE], angle, 0.3)
        middles = [((one[0] + other[0]) / 2, (one[1] + other[1]) / 2) for one, other in lines]
        assert lines
        assert not [each for each in middles if 4 < each[0] < 6 and 4 < each[1] < 6]
        total = sum(hypot(one[0] - other[0], one[1] - other[1]) for one, other in lines)
        assert total == pytest.approx(96 / 0.3, rel=0.05)


def test_simpler_line_keeps_its_bends() -> None:
    """Points that bend a line by less than is seen go; its ends stay, and a ring stays one."""
    assert simpler([(0.0, 0.0), (5.0, 0.1), (10.0, 0.0), (10.0, 10.0)], 0.5) == [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]
    assert len(simpler([*SQUARE, SQUARE[0]], 0.5)) == 5
