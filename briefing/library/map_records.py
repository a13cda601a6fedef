"""The records of maps: which part of the world, and what is shown on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Literal, get_args

from briefing.dataclass import Limits, PlainValidator, model
from briefing.document.atlas.borders import TERRITORIES, Convention
from briefing.document.atlas.country_codes import CODES
from briefing.document.maps import Place, Sign, Way
from briefing.errors import WrongValueError, nearest
from briefing.library.fields import Citation, Markdown, MarkdownLine, Title
from briefing.library.positions import Position, position

MOST_LAYERS, MOST_POINTS, MOST_LINES, MOST_STOPS, MOST_STEPS = 4, 60, 20, 200, 4
"""How much a map can show: more cannot be told apart."""
LEAST = 0.2
"""The least width and height of a map, in degrees: the outlines have no more detail."""
_CORNERS = 'Write two, the western one first: ["35 N, 46 E", "56 N, 88 E"].'
Value = Annotated[float, Limits(allow_inf_nan=False)]
Area = Literal["crimea", "golan", "io", "northern-cyprus", "somaliland", "western-sahara-west", "xk", "yt"]
"""An area that states dispute, by its name in the outlines."""


@model(frozen=True)
class Layer:
    """Countries that are hatched alike: the members of an organisation, or any others."""

    name: str = ""
    """What the hatched countries have in common, as the legend prints it. Default: the name of the actor."""
    countries: tuple[str, ...] = ()
    """The codes of the countries. Default: the members of the actor."""
    actor: str = ""
    """The id of an actor: its members are hatched, and its sources are those of the layer."""
    cite: Citation = ""
    """The source of the layer. Default: that of the map, or those of the actor's members."""


@model(frozen=True)
class Shade:
    """The value of a country: the higher, the denser the country is hatched."""

    country: str
    """The code of the country."""
    value: Value
    """The value."""
    cite: Citation = ""
    """The source of the value. Default: that of all values."""


@model(frozen=True)
class Shades:
    """Values by which countries are hatched."""

    name: str
    """What is measured."""
    unit: str
    """The unit: `km³ a year`."""
    countries: tuple[Shade, ...]
    """Countries with their values."""
    steps: tuple[Value, ...] = ()
    """Where one density ends and the next begins, from low to high, four at most. Default: so that as many countries have each density."""
    cite: Citation = ""
    """The source of all values. Default: that of the map."""


@model(frozen=True)
class PointOnMap:
    """A place with a sign: a capital, a base, a port."""

    name: str
    """The name, as the map prints it."""
    at: Position
    """Where it is: latitude and longitude, such as `51.18 N, 71.43 E`."""
    kind: Sign = "city"
    """What it is: capital, city, base, port, field or site."""
    cite: Citation = ""
    """The source of what the map says about it. Default: that of the map."""
    note: MarkdownLine = ""
    """A remark on the place."""


def _stop(value: object) -> Place | str:
    """Read a stop of a line: a place on the globe, or the name of one of the places of the map."""
    if isinstance(value, str) and not any(each.isdigit() for each in value):
        return value.strip()
    return position(value)


Stop = Annotated[Place | str, PlainValidator(_stop, json_schema_input_type=str | tuple[float, float])]


@model(frozen=True)
class LineOnMap:
    """A line: a pipeline, a river, a railway."""

    name: str
    """The name, as the map prints it."""
    through: tuple[Stop, ...]
    """Where it runs: places such as `51.18 N, 71.43 E`, or the names of places of the map. A river follows its course between them."""
    kind: Way = "route"
    """What it is: pipeline, river, railway, road or route."""
    cite: Citation = ""
    """The source of the line. Default: that of the map."""
    note: MarkdownLine = ""
    """A remark on the line."""


@model(frozen=True)
class NameOnMap:
    """A country with the name that the map prints."""

    country: str
    """The code of the country."""
    name: str
    """The name."""


@model(frozen=True)
class Assignment:
    """An area that states dispute, and whose it is on the map."""

    area: Area
    """The area."""
    to: str
    """The code of the country that it is drawn in; the area's own name draws it apart."""


@model(frozen=True)
class Map:
    """A map of a part of the world."""

    id: str
    title: Title
    """The title."""
    caption: MarkdownLine
    """What the map shows, in one sentence."""
    description: Markdown
    """How to read the map."""
    alt: str = ""
    """The main point, for readers who cannot see the map. What it shows is added."""
    countries: tuple[str, ...] = ()
    """The codes of the countries that the map is about: it shows all of them, and draws their borders stronger."""
    around: tuple[str, ...] = ()
    """The codes of countries that are named, too, where there is room."""
    view: tuple[Position, ...] = ()
    """Two opposite corners of what is shown, the western one first: `["35 N, 46 E", "56 N, 88 E"]`. Default: what the map is about."""
    layers: tuple[Layer, ...] = ()
    """Countries that are hatched alike."""
    shades: Shades | None = None
    """Values by which countries are hatched."""
    points: tuple[PointOnMap, ...] = ()
    """Places."""
    lines: tuple[LineOnMap, ...] = ()
    """Lines."""
    names: tuple[NameOnMap, ...] = ()
    """Names of countries that are to be other than those of the library or of Unicode."""
    rivers: bool = False
    """Draw the large rivers, as dotted lines without names. A line of the kind `river` is named."""
    borders: Convention = "un"
    """`un`: borders as in resolutions of the UN General Assembly. `controlled`: as areas are controlled."""
    disputed: tuple[Assignment, ...] = ()
    """Areas that are to be in other countries than `borders` says."""
    cite: Citation = ""
    """The source of all that names none."""
    credit: MarkdownLine = ""
    """Where the coordinates of places and lines are from; printed below the map."""

    def __post_init__(self) -> None:
        """Check that codes exist, that all has a source, that names are there once, and that the map does not show too much."""
        for code, place in self._codes():
            if code not in CODES:
                hint = nearest(code.lower(), sorted(CODES), "Write a code of two letters, such as nl (ISO 3166).")
                raise WrongValueError(f"there is no country '{code}' for {place}", hint)
        if not (self.countries or self.points or self.lines or self.view):
            raise WrongValueError("this map shows nothing", "Write 'countries: [nl, be]', or give it 'points'.")
        if self.view and len(self.view) != 2:
            raise WrongValueError(f"'view' has {len(self.view)} corners", _CORNERS)
        if self.view and (abs(self.view[0][1] - self.view[1][1]) < LEAST or abs(self.view[0][0] - self.view[1][0]) < LEAST):
            raise WrongValueError(f"'view' is less than {LEAST:g} degrees wide or high", _CORNERS)
        self._check_limits()
        for name, count in Counter([*(each.name for each in self.points), *(each.name for each in self.lines)]).items():
            if count > 1:
                raise WrongValueError(f"'{name}' is on the map twice", "Give one of them another name, or take it out.")
        self._check_sources()
        self._check_lines()
        self._check_shades()

    def _codes(self) -> Iterator[tuple[str, str]]:
        """Yield each code of a country with where it is written."""
        yield from ((code, "the map") for code in (*self.countries, *self.around))
        yield from ((code, f"the layer '{layer.name or layer.actor}'") for layer in self.layers for code in layer.countries)
        if self.shades:
            yield from ((each.country, f"'{self.shades.name}'") for each in self.shades.countries)
        yield from ((each.country, f"the name '{each.name}'") for each in self.names)
        yield from ((each.to, f"the area '{each.area}'") for each in self.disputed if each.to != each.area)

    def _check_limits(self) -> None:
        counts = (
            ("layers", len(self.layers), MOST_LAYERS),
            ("points", len(self.points), MOST_POINTS),
            ("lines", len(self.lines), MOST_LINES),
            ("stops in a line", max((len(line.through) for line in self.lines), default=0), MOST_STOPS),
        )
        for what, count, most in counts:
            if count > most:
                raise WrongValueError(f"this map has {count} {what}, but {most} is the most that can be told apart", "Make two maps of it.")
        if self.layers and self.shades:
            raise WrongValueError("this map has both 'layers' and 'shades', which are hatched alike", "Make two maps of it.")

    def _check_sources(self) -> None:
        cited = [(point.name, point.cite) for point in self.points] + [(line.name, line.cite) for line in self.lines]
        cited += [(each.name or each.actor, each.cite or each.actor) for each in self.layers]
        cited += [(self.shades.name, self.shades.cite or "".join(each.cite for each in self.shades.countries))] if self.shades else []
        for name, cite in cited:
            if not (cite or self.cite):
                raise WrongValueError(f"'{name}' has no source", "Write 'cite' there, or once for the whole map, beside 'title'.")
        if (self.points or self.lines) and not self.credit:
            hint = "Say where the coordinates are from: 'credit: Places after [GeoNames](https://www.geonames.org).'"
            raise WrongValueError("the coordinates of this map have no source", hint)

    def _check_lines(self) -> None:
        known = {point.name for point in self.points}
        for line in self.lines:
            if len(line.through) < 2:
                raise WrongValueError(f"the line '{line.name}' has fewer than two places", "Write where it begins and where it ends.")
            for stop in line.through:
                if isinstance(stop, str) and stop not in known:
                    what = f"the line '{line.name}' runs through '{stop}', which is no place of the map"
                    raise WrongValueError(what, nearest(stop, sorted(known), "Write a place of the map, or '51.18 N, 71.43 E'."))
        for layer in self.layers:
            if not (layer.actor or (layer.countries and layer.name)):
                raise WrongValueError("a layer has no countries, or no name", "Write 'actor', or 'name' and 'countries'.")

    def _check_shades(self) -> None:
        if not self.shades:
            return
        if len(self.shades.steps) > MOST_STEPS or any(one >= other for one, other in pairwise(self.shades.steps)):
            raise WrongValueError("the steps are not four values at most, each higher than the one before", "Write 'steps: [10, 50]'.")
        twice = [code for code, count in Counter(each.country for each in self.shades.countries).items() if count > 1]
        if twice:
            raise WrongValueError(f"'{twice[0]}' has two values", "Take one of the two out.")

    @property
    def places(self) -> dict[str, Place]:
        """Return where each named place is."""
        return {point.name: point.at for point in self.points}

    def stops(self, line: LineOnMap) -> tuple[Place, ...]:
        """Return where a line runs."""
        return tuple(self.places[stop] if isinstance(stop, str) else stop for stop in line.through)


assert set(get_args(Area)) == set(TERRITORIES)
