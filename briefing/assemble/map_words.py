"""The words of maps: names of countries and areas, coordinates, steps of values, and what is said of borders."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from briefing.assemble import atlas_answers
from briefing.assemble.context import Context
from briefing.document import Inline, Inlines, Link, Text, Way
from briefing.document.atlas import TERRITORIES, Borders, View
from briefing.document.atlas.borders import UNSETTLED
from briefing.document.changing import joined
from briefing.document.maps import Place, Sign
from briefing.languages import catalogue
from briefing.languages.territory_names import territory_name

RESOLUTIONS = "https://docs.un.org/en/"
"""Where the documents of the United Nations are, by their symbols."""
CLDR = {"western-sahara-west": "EH", "yt": "YT", "io": "IO", "xk": "XK"}
"""Areas that Unicode has a name for, by its code."""
SCALES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
"""Lengths of scale bars, in kilometres."""


def country_name(context: Context, code: str, own: dict[str, str] | None = None) -> str:
    """Return the name of a country: that of the map, that of the library, or the usual one in the language of the library."""
    if own and code in own:
        return context.words_of(own[code])
    if code in context.library.countries:
        return context.words_of(context.library.countries[code].name)
    return territory_name(catalogue(context.content).locale, code.upper())


def area_name(context: Context, area: str) -> str:
    """Return the name of an area that states dispute."""
    if area in CLDR:
        return territory_name(catalogue(context.outline.language).locale, CLDR[area])
    return context.say(f"map.area.{area}")


def kind(context: Context, each: Sign | Way) -> str:
    """Return the word for a sign or a line of a kind."""
    return context.say(f"map.kind.{each}")


def coordinates(context: Context, place: Place) -> str:
    """Return a place as `51.18° N, 71.45° E`."""
    longitude, latitude = place
    ends = (("north", "south", latitude), ("east", "west", longitude))
    parts = (context.say(f"map.{one if angle >= 0 else other}", degrees=_degrees(context, angle)) for one, other, angle in ends)
    return ", ".join(part.replace(" ", "\u00a0") for part in parts)


def _degrees(context: Context, angle: float) -> str:
    from babel.numbers import format_decimal

    return str(format_decimal(abs(angle), "0.00", context.words.locale))


def step_names(context: Context, steps: Sequence[float], unit: str) -> list[str]:
    """Return the words for the densities between steps."""
    if not steps:
        return [context.words_of(unit)]
    numbers = [context.words.decimal(step) for step in steps]
    middle = [context.say("map.between", low=low, high=high) for low, high in pairwise(numbers)]
    words = [context.say("map.up-to", number=numbers[0]), *middle, context.say("map.more", number=numbers[-1])]
    return [f"{each} {context.words_of(unit)}" for each in words]


def scales(context: Context, view: View) -> tuple[tuple[int, str], ...]:
    """Return lengths of scale bars with their words; none for a view that no one scale is right for."""
    if not view.has_scale:
        return ()
    return tuple((length, context.say("map.kilometres", number=context.words.number(length))) for length in SCALES)


# ── borders ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def disputed_in(view: View) -> list[str]:
    """Return the areas in view that states dispute."""
    return sorted((area for area in atlas_answers.areas_in(view) if area in TERRITORIES), key=list(TERRITORIES).index)


def about_borders(context: Context, borders: Borders, view: View, *, with_credit: bool = True) -> Inlines:
    """Return what is said of the outlines, if it is asked for, and of the areas in view that states dispute."""
    stated = [_stated(context, borders, area) for area in disputed_in(view)]
    credit = f"{context.say('map.outlines')} " if with_credit else ""
    parts: list[Inline] = [context.own(f"{credit}{context.say(f'map.{borders.convention}')}")]
    for number, words in enumerate(stated):
        parts += [Text("; " if number else ": "), *words]
    parts.append(context.own(f". {context.say('map.others')}" if with_credit else "."))
    return tuple(joined(parts))


def _stated(context: Context, borders: Borders, area: str) -> Inlines:
    owner, name = borders.owner(area), area_name(context, area)
    territory = TERRITORIES[area]
    other = territory.controlled if owner == territory.un else territory.un
    if owner in (area, "eh"):
        words = context.say("map.apart", area=name, country=country_name(context, territory.un if owner == area else other))
    elif area in UNSETTLED:
        words = context.say("map.open", area=name)
    else:
        words = context.say("map.in", area=name, country=country_name(context, owner))
    if owner != territory.un or not territory.resolution or borders.convention != "un":
        return (context.own(words),)
    symbol = territory.resolution
    return (context.own(f"{words} ("), Link(RESOLUTIONS + symbol, (Text(symbol),)), Text(")"))
