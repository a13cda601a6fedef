"""Locators: small maps that show where a country is. All their words are said beside them, too."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import cos, hypot, radians

from briefing.assemble import atlas_answers
from briefing.assemble.context import Context
from briefing.assemble.map_words import about_borders, country_name, disputed_in, scales
from briefing.document import Blocks, Figure, MapLayer, MapName, MapPoint, Section, Text, WorldMap
from briefing.document.atlas import BORDERS, View, projected, world
from briefing.document.atlas.borders import NO_STATES
from briefing.document.atlas.country_codes import CODES
from briefing.document.changing import paragraph
from briefing.errors import nearest
from briefing.files.origin import Location
from briefing.languages.letter_order import letter_order
from briefing.system import known_answers

EDGE = 0.22
"""The room around the country, as a share of its width and height: its neighbours are seen."""
WIDEST, HIGHEST = 1.5, 1.1
"""The width of a locator as a share of its height at most, and its height as a share of its width."""
LEAST = 4.0
"""The least width and height of a locator, in degrees."""
MOST_NAMED = 14
"""How many countries around it a locator names."""


def locator(context: Context, code: str, *, is_described: bool = True) -> Blocks:
    """Return the small map of a country. It is no figure with a number.

    A paragraph has all its words if it `is_described`. It says how the map draws borders in any case.
    """
    view, country = _view(code), context.library.countries.get(code)
    near, are_all = known_answers.kept("around", code, lambda: _around(code, view), tuple)
    names = (
        MapName(code, country_name(context, code), is_shown=True),
        *(MapName(each, country_name(context, each), is_shown=False) for each in near),
    )
    points: tuple[MapPoint, ...] = ()
    if country and country.capital and country.capital_at:
        points = (MapPoint(context.words_of(country.capital), "capital", country.capital_at),)
    edges = (view.west, view.south, view.east, view.north)
    chart = WorldMap(edges, BORDERS.owners, names, (MapLayer("", "solid", (code,)),), points, scales=scales(context, view), is_locator=True)
    words = " ".join([_about(context, near, are_all=are_all), *_capital(context, points)])
    alt = f"{context.say('map.locator-alt', country=names[0].label)} {words}"
    drawn = Figure(context.claim(f"locator-{code}"), (), alt, chart, "")
    context.noted.anchors.setdefault(f"locator-{code}", drawn.id)
    borders = about_borders(context, BORDERS, view, with_credit=False) if disputed_in(view) else ()
    said = (context.own(words),) if is_described else ()
    below = (*said, *((Text(" "),) if said and borders else ()), *borders)
    return (drawn, paragraph(*below, style="small")) if below else (drawn,)


def _around(code: str, view: View) -> tuple[list[str], bool]:
    """Return the other countries that are on the map, those with the longest common outlines first, and whether these are all of them.

    Nothing is said of borders: outlines of this scale do not have the short ones, such as that of Botswana and Zambia.
    """
    seen = {BORDERS.owner(area) for area in atlas_answers.areas_in(view)} - {code, *NO_STATES}
    beside = [each for each in world().neighbours(code) if each in seen]
    others = sorted(seen.difference(beside), key=lambda each: (_distance(each, view), each))
    found = [*beside, *others]
    return found[:MOST_NAMED], len(found) <= MOST_NAMED


@lru_cache(1024)  # a course has the same countries in many packs, and a watching build in all of its rounds
def _distance(code: str, view: View) -> float:
    """Return how far a country is from the middle of a map, in kilometres."""
    project = projected(view)
    rings = (ring for area in world().areas(code, BORDERS) for ring in world().faces[area])
    return min(hypot(*point) for ring in rings for point in project.points(world().points(ring)[::4]))


def _about(context: Context, near: Sequence[str], *, are_all: bool) -> str:
    """Return a sentence with the countries around a country, in the order of the alphabet."""
    if not near:
        return context.say("map.alone")
    found = sorted((country_name(context, each) for each in near), key=letter_order)
    return context.say("map.around" if are_all else "map.around-some", countries=context.words.joined(found))


def _capital(context: Context, points: tuple[MapPoint, ...]) -> list[str]:
    return [context.say("map.described", what=context.say("map.kind.capital"), names=point.label) for point in points]


def _view(code: str) -> View:
    """Return the view of a locator: of a long country, more of what is beside it."""
    found = atlas_answers.view_of([code], BORDERS, edge=EDGE, least=LEAST)
    if not found.has_scale:
        return atlas_answers.view_of([code], BORDERS)
    middle = found.centre
    shrink = cos(radians(middle[1]))
    wide, high = (found.east - found.west) * shrink, found.north - found.south
    high, wide = max(high, wide / WIDEST) / 2, max(wide, high / HIGHEST) / 2 / shrink
    south, north = max(-89.0, middle[1] - high), min(89.0, middle[1] + high)
    return View(middle[0] - wide, south, middle[0] + wide, north)


def can_be_located(code: str) -> bool:
    """Say whether there is an outline of a country; the ids of countries in a library may be those of rivers or roles, too."""
    return code in CODES


def locator_section(context: Context, code: str, location: Location) -> Section | None:
    """Return a section with the small map of a country; what is no country is a problem."""
    if code not in CODES:
        hint = nearest(code, [*sorted(CODES), *context.library.countries], "Write a code of two letters, such as nl (ISO 3166).")
        context.problem(location, f"there are no outlines of '{code}'", hint)
        return None
    return Section(context.claim(f"locator-of-{code}"), (Text(country_name(context, code)),), locator(context, code))
