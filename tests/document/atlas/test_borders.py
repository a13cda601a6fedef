"""Whose a place is: by resolutions of the General Assembly of the United Nations, as it is controlled, or as somebody sets it."""

from __future__ import annotations

from importlib.resources import files

import pytest

from briefing.assemble.atlas_answers import country_at
from briefing.document.atlas import BORDERS, TERRITORIES, Borders, world
from briefing.document.atlas.country_codes import CODES
from briefing.document.atlas.planes import Point
from briefing.document.atlas.world import Ring

PLACES = {
    "Simferopol": ((34.10, 44.95), "ua", "ru"),
    "Kerch": ((36.4, 45.3), "ua", "ru"),
    "Laayoune": ((-13.2, 27.15), "eh", "ma"),
    "Dakhla": ((-15.9, 23.75), "eh", "ma"),
    "Tifariti": ((-10.6, 26.1), "eh", "eh"),
    "Tarfaya, north of the cut": ((-12.6, 27.85), "ma", "ma"),
    "the western Golan": ((35.72, 33.0), "sy", "il"),
    "Tiberias, west of the cut": ((35.5, 32.8), "il", "il"),
    "eastern Jerusalem": ((35.245, 31.78), "ps", "ps"),
    "northern Nicosia": ((33.3, 35.3), "cy", "northern-cyprus"),
    "Mamoudzou": ((45.15, -12.8), "km", "yt"),
    "Pristina": ((21.17, 42.66), "rs", "xk"),
    "Hargeisa": ((44.06, 9.56), "so", "somaliland"),
    "Donetsk": ((37.8, 48.0), "ua", "ua"),
    "Sukhumi": ((41.05, 43.05), "ge", "ge"),
    "Astana": ((71.45, 51.18), "kz", "kz"),
    "the Atlantic": ((-30.0, 30.0), "", ""),
}


@pytest.mark.parametrize("name", PLACES)
def test_place_is_in_the_country_that_the_assembly_says(name: str) -> None:
    """The default draws Crimea in Ukraine and Western Sahara apart from Morocco; as controlled, they are in Russia and in Morocco."""
    place, un, controlled = PLACES[name]
    assert country_at(place, BORDERS) == un
    assert country_at(place, Borders("controlled")) == controlled


def test_area_can_be_given_to_another_country() -> None:
    """Whatever the convention, an author can set a single area; the others stay."""
    borders = Borders("un", (("crimea", "ru"),))
    assert country_at(PLACES["Simferopol"][0], borders) == "ru"
    assert country_at(PLACES["Laayoune"][0], borders) == "eh"


def test_every_resolution_has_the_symbol_of_one() -> None:
    """As the United Nations write them, so that they can be looked up."""
    assert {each.resolution.startswith("A/RES/") for each in TERRITORIES.values() if each.resolution} == {True}


def test_codes_are_those_of_the_outlines() -> None:
    """The list that is read without the outlines is not another one, and every code has two letters."""
    assert {code for code in world().countries() | set(world().faces) if len(code) == 2} == CODES


def test_data_are_small() -> None:
    """They travel with the program."""
    assert len(files("briefing.document.atlas").joinpath("outlines.json.xz").read_bytes()) < 250_000


def ends(ring: Ring) -> tuple[Point, Point]:
    points = world().points(ring)
    return points[0], points[-1]


def test_rings_are_closed_and_no_border_runs_through_a_country() -> None:
    """Also where an area was cut from another, and where areas are put together."""
    for borders in (BORDERS, Borders("controlled")):
        for country in sorted(world().countries(borders)):
            rings = world().rings(world().areas(country, borders))
            assert {ends(ring)[0] == ends(ring)[1] for ring in rings} == {True}, country
    inner = [arc for arc, areas in world().sides.items() if set(areas) in ({"ma", "western-sahara-west"}, {"il", "golan"})]
    assert len(inner) == 2


def test_neighbours_follow_the_borders() -> None:
    """The countries of the shipped pack; and with Western Sahara apart, Morocco has no border with Mauritania."""
    assert world().neighbours("kz") == ["ru", "cn", "uz", "kg", "tm"]
    assert set(world().neighbours("uz")) == {"af", "kg", "kz", "tj", "tm"}
    assert set(world().neighbours("ma")) == {"dz", "eh"}
    assert set(world().neighbours("ma", Borders("controlled", (("western-sahara-west", "ma"),)))) == {"dz", "eh"}
    assert world().neighbours("cy") == []
