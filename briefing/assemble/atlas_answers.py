"""What the outlines of the world say about a map. They are large, and opened only for what nobody has asked before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from briefing.document.atlas import Borders, View
from briefing.document.atlas.projection import Place
from briefing.system import known_answers


def areas_in(view: View) -> tuple[str, ...]:
    """Return the areas of the data of which a map of a view shows a part."""
    from briefing.document.atlas import framing

    return known_answers.kept("areas", _edges(view), lambda: framing.areas_in(view), _names)


def view_of(countries: Iterable[str], borders: Borders, places: Sequence[Place] = (), **room: float) -> View:
    """Return a view of countries and places; of the whole world if there are none. `room` is as for `framing.view_of`."""
    from briefing.document.atlas import framing

    codes = tuple(countries)
    given = codes, borders.convention, borders.others, places, sorted(room.items())
    return known_answers.kept("view", given, lambda: _edges(framing.view_of(codes, borders, places, **room)), lambda edges: View(*edges))


def country_at(place: Place, borders: Borders) -> str:
    """Return the code of the country at a place; empty at sea."""
    from briefing.document.atlas.world import area_at

    area = known_answers.kept("area", place, lambda: area_at(place), str)
    return borders.owner(area) if area else ""


def course(stops: Sequence[Place]) -> tuple[Place, ...]:
    """Return a river through places, along its line in the outlines where they have it."""
    from briefing.document.atlas import courses

    return known_answers.kept("course", stops, lambda: courses.course(stops), _places)


def _edges(view: View) -> tuple[float, float, float, float]:
    return view.west, view.south, view.east, view.north


def _names(data: Any) -> tuple[str, ...]:
    return tuple(str(each) for each in data)


def _places(data: Any) -> tuple[Place, ...]:
    return tuple((longitude, latitude) for longitude, latitude in data)
