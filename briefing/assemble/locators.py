"""Locators: small maps that show where a country is. All their words are said beside them, too."""

from __future__ import annotations

from math import cos, radians

from briefing.assemble.context import Context
from briefing.assemble.map_words import about_borders, country_name, disputed_in, scales
from briefing.atlas import BORDERS, View, world
from briefing.atlas.country_codes import CODES
from briefing.atlas.framing import view_of
from briefing.document import Blocks, Figure, MapLayer, MapName, MapPoint, Section, Text, WorldMap
from briefing.document.changing import paragraph
from briefing.errors import nearest
from briefing.files.origin import Location

EDGE = 0.22
"""The room around the country, as a share of its width and height: its neighbours are seen."""
WIDEST, HIGHEST = 1.5, 1.1
"""The width of a locator as a share of its height at most, and its height as a share of its width."""
LEAST = 4.0
"""The least width and height of a locator, in degrees."""
MOST_NAMED = 8
"""How many neighbours are named on a locator: those with the longest borders."""


def locator(context: Context, code: str) -> Blocks:
    """Return the small map of a country, and a paragraph with all its words. It is no figure with a number."""
    view, country = _view(code), context.library.countries.get(code)
    near = world().neighbours(code)[:MOST_NAMED]
    names = (
        MapName(code, country_name(context, code), is_shown=True),
        *(MapName(each, country_name(context, each), is_shown=False) for each in near),
    )
    points: tuple[MapPoint, ...] = ()
    if country and country.capital and country.capital_at:
        points = (MapPoint(context.words_of(country.capital), "capital", country.capital_at),)
    edges = (view.west, view.south, view.east, view.north)
    chart = WorldMap(edges, BORDERS.owners, names, (MapLayer("", "solid", (code,)),), points, scales=scales(context, view), is_locator=True)
    words = " ".join([_about(context, code), *_capital(context, points)])
    alt = f"{context.say('map.locator-alt', country=names[0].label)} {words}"
    drawn = Figure(context.claim(f"locator-{code}"), (), alt, chart, "")
    context.noted.anchors.setdefault(f"locator-{code}", drawn.id)
    borders = about_borders(context, BORDERS, view, with_credit=False) if disputed_in(view) else ()
    return (drawn, paragraph(context.own(words), *((Text(" "),) if borders else ()), *borders, style="small"))


def _about(context: Context, code: str) -> str:
    """Return a sentence with the neighbours of a country, in the order of the alphabet."""
    found = sorted(country_name(context, each) for each in world().neighbours(code))
    name = country_name(context, code)
    if not found:
        return context.say("map.no-neighbours", country=name)
    return context.say("map.borders", country=name, countries=context.words.joined(found))


def _capital(context: Context, points: tuple[MapPoint, ...]) -> list[str]:
    return [context.say("map.described", what=context.say("map.kind.capital"), names=point.label) for point in points]


def _view(code: str) -> View:
    """Return the view of a locator: of a long country, more of what is beside it."""
    found = view_of([code], BORDERS, edge=EDGE, least=LEAST)
    if not found.has_scale:
        return view_of([code], BORDERS)
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
