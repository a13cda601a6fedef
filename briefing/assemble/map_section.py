"""Sections of maps: each map is drawn, what it shows follows as a table or as a sentence, and how to read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing.assemble import atlas_answers
from briefing.assemble.citeproc import placeholder
from briefing.assemble.context import Context
from briefing.assemble.countries import together
from briefing.assemble.locators import locator_section
from briefing.assemble.map_words import about_borders, coordinates, country_name, kind, scales, step_names
from briefing.dataclass import dataclass
from briefing.document import (
    Blocks,
    Column,
    Inline,
    Inlines,
    MapLayer,
    MapLine,
    MapName,
    MapPoint,
    Pattern,
    Section,
    Sign,
    Table,
    Text,
    Way,
    WorldMap,
)
from briefing.document import Figure as Drawn
from briefing.document.atlas import Borders, View
from briefing.document.changing import joined, paragraph
from briefing.document.maps import Place
from briefing.files.origin import Location
from briefing.library import Map
from briefing.library.map_records import LineOnMap, PointOnMap, Shades
from briefing.outline import MapSection

HATCHES: tuple[Pattern, ...] = ("rising", "falling", "level", "upright")
"""Of the layers, in their order."""
DENSITIES: dict[int, tuple[Pattern, ...]] = {
    1: ("dense-2",),
    2: ("dense-2", "dense-4"),
    3: ("dense-1", "dense-3", "dense-5"),
    4: ("dense-1", "dense-2", "dense-3", "dense-5"),
    5: ("dense-1", "dense-2", "dense-3", "dense-4", "dense-5"),
}
"""Of values, by the number of densities, from low to high."""
FEWEST = 4
"""Values that have densities of their own if the map names no steps; with more, so many share a density that there are four."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table."""

    name: str
    what: str
    where: str
    cites: tuple[str, ...]
    value: str = ""


def maps(context: Context, plan: MapSection, location: Location) -> Blocks:
    """Return a section for each map that the outline names, and for each country of which it wants a small one. Default: all maps."""
    shelf = context.library.maps
    chosen = context.chosen(plan.maps, shelf, "map", (*location, "maps")) if plan.maps or plan.countries else list(shelf.values())
    if not (chosen or plan.countries):
        context.none_left(plan, location, "map")
    locators = (locator_section(context, code, (*location, "countries")) for code in plan.countries)
    return (*(_map(context, plan, each) for each in chosen), *(each for each in locators if each))


def _map(context: Context, plan: MapSection, record: Map) -> Section:
    identity = context.claim(f"map-{record.id}")
    context.noted.cited_beside.append(record)
    borders = Borders(record.borders, tuple((each.area, each.to) for each in record.disputed))
    view = _view(record, borders)
    rows = list(_rows(context, record, borders))
    has_one_source = bool(record.cite) and {cite for row in rows for cite in row.cites} <= {record.cite}
    # Muted, below the bold caption, as what a chart measures.
    source: Inlines = (context.label("figure.source"), Text(": "), placeholder(together((record.cite,)))) if has_one_source else ()
    chart = replace(_chart(context, record, borders, view), share=int(plan.width.rstrip("%") or 100) / 100)
    has_table = plan.table and bool(rows)
    described = _described(context, record, rows)
    details = context.claim(f"table-{record.id}")
    about, also = _about(context, rows, chart), _also_named(context, rows, chart)
    told = context.say("map.follows") if has_table else "" if plan.table else also
    alt = " ".join(filter(None, (context.words_of(record.alt), about, described, told)))
    drawn = Drawn(
        context.claim(f"drawing-{record.id}"), context.inlines(record.caption), alt, chart, details if has_table else "", measure=source
    )
    for name in (record.id, identity):
        context.noted.anchors.setdefault(name, drawn.id)
    said: list[Inline] = [*about_borders(context, borders, view)]
    if record.credit:
        said += [Text(" "), *context.inlines(record.credit)]
    if plan.table:
        said += [each for words in (about, also) if words for each in (Text(" "), context.own(words))]
    elif rows:
        values = [Text(" "), context.own(described)] if record.shades else []
        said += [*values, *_cited(rows, record)]
    small = paragraph(*joined(said), style="small")
    below: Blocks = (_table(context, rows, details, has_one_source=has_one_source),) if has_table else ()
    noted = [*((point.name, point.note) for point in record.points), *((line.name, line.note) for line in record.lines)]
    remarks = context.remarks((context.words_of(name), note) for name, note in noted)
    description = context.blocks(record.description, identity) if plan.description else ()
    return Section(identity, (Text(context.words_of(record.title)),), (drawn, small, *below, *remarks, *description))


def chart_of(context: Context, record: Map) -> tuple[WorldMap, Inlines]:
    """Return the drawing of a map, and what is said of the outlines in it."""
    borders = Borders(record.borders, tuple((each.area, each.to) for each in record.disputed))
    view = _view(record, borders)
    return _chart(context, record, borders, view), about_borders(context, borders, view)


def _view(record: Map, borders: Borders) -> View:
    if record.view:
        (west, one), (east, other) = record.view
        return View(west, min(one, other), east if east > west else east + 360, max(one, other))
    places = [*(each.at for each in record.points), *(stop for line in record.lines for stop in record.stops(line))]
    return atlas_answers.view_of(record.countries, borders, places)


# ── the drawing ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _chart(context: Context, record: Map, borders: Borders, view: View) -> WorldMap:
    own = {each.country: each.name for each in record.names}
    layers = [(_layer_name(context, record, n), HATCHES[n], _members(context, record, n)) for n in range(len(record.layers))]
    if record.shades:
        layers = list(_shaded(context, record.shades))
    filled = {code for _, _, codes in layers for code in codes}
    if not filled or (len(record.countries) == 1 and not filled.intersection(record.countries)):
        layers.insert(0, ("", "solid", record.countries))  # so that they stand out, as on a small map
    shown = tuple(dict.fromkeys((*record.countries, *(code for _, _, codes in layers for code in codes))))
    names = [MapName(code, country_name(context, code, own), is_shown=True) for code in shown]
    names += [MapName(code, country_name(context, code, own), is_shown=False) for code in record.around if code not in shown]
    kinds: dict[Sign | Way, str] = {point.kind: kind(context, point.kind) for point in record.points}
    ways: list[Way] = [*(line.kind for line in record.lines), *(("river",) if record.rivers else ())]
    kinds |= {each: kind(context, each) for each in ways}
    return WorldMap(
        (view.west, view.south, view.east, view.north),
        borders.owners,
        tuple(names),
        tuple(MapLayer(label, pattern, codes) for label, pattern, codes in layers),
        tuple(MapPoint(context.words_of(each.name), each.kind, each.at) for each in record.points),
        tuple(MapLine(context.words_of(each.name), each.kind, _stops(record, each)) for each in record.lines),
        tuple(kinds.items()),
        scales(context, view),
        record.rivers,
    )


def _stops(record: Map, line: LineOnMap) -> tuple[Place, ...]:
    """Return where a line runs; a river follows its course in the outlines."""
    return atlas_answers.course(record.stops(line)) if line.kind == "river" else record.stops(line)


def _layer_name(context: Context, record: Map, number: int) -> str:
    layer = record.layers[number]
    return context.words_of(layer.name) or context.say("map.members", name=context.library.actors[layer.actor].label)


def _members(context: Context, record: Map, number: int) -> tuple[str, ...]:
    layer = record.layers[number]
    if layer.countries or not layer.actor:
        return layer.countries
    return tuple(each.country for each in context.library.actors[layer.actor].members if each.status == "member")


def _shaded(context: Context, shades: Shades) -> Iterator[tuple[str, Pattern, tuple[str, ...]]]:
    """Yield the words, the density and the countries between two steps."""
    steps = shades.steps or _even_steps([each.value for each in shades.countries])
    names = step_names(context, steps, shades.unit)
    for number, (label, pattern) in enumerate(zip(names, DENSITIES[len(names)], strict=True)):
        found = tuple(each.country for each in shades.countries if sum(each.value > step for step in steps) == number)
        yield label, pattern, found


def _even_steps(values: Sequence[float]) -> tuple[float, ...]:
    """Return steps between which there are about as many values."""
    found = sorted(set(values))
    count = min(FEWEST, len(found))
    return tuple(found[len(found) * number // count - 1] for number in range(1, count))


# ── the words ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rows(context: Context, record: Map, borders: Borders) -> Iterator[_Row]:
    own = {each.country: each.name for each in record.names}
    yield from _shade_rows(context, record, own) if record.shades else _layer_rows(context, record, own)
    for point in record.points:
        country = atlas_answers.country_at(point.at, borders)
        where = ", ".join(filter(None, (country_name(context, country, own) if country else "", coordinates(context, point.at))))
        yield _Row(context.words_of(point.name), kind(context, point.kind), where, _cite(point, record))
    for line in record.lines:
        stops = [stop if isinstance(stop, str) else coordinates(context, stop) for stop in line.through]
        kept = [stop for n, stop in enumerate(stops) if n in (0, len(stops) - 1) or isinstance(line.through[n], str)]
        yield _Row(context.words_of(line.name), kind(context, line.kind), " – ".join(map(context.words_of, kept)), _cite(line, record))


def _cite(each: PointOnMap | LineOnMap, record: Map) -> tuple[str, ...]:
    return (each.cite or record.cite,)


def _layer_rows(context: Context, record: Map, own: dict[str, str]) -> Iterator[_Row]:
    found = [
        (_layer_name(context, record, n), _members(context, record, n), _layer_cite(context, record, n)) for n in range(len(record.layers))
    ]
    for code in dict.fromkeys((*record.countries, *(code for _, codes, _ in found for code in codes))):
        inside = [(label, cite) for label, codes, cite in found if code in codes]
        if inside:
            cites = tuple(dict.fromkeys(each for _, cite in inside for each in (cite.get(code, ""),) if each))
            yield _Row(country_name(context, code, own), "; ".join(label for label, _ in inside), "", cites)


def _layer_cite(context: Context, record: Map, number: int) -> dict[str, str]:
    """Return the source for each country of a layer."""
    layer = record.layers[number]
    if layer.actor and not layer.cite:
        return {each.country: each.cite for each in context.library.actors[layer.actor].members}
    return dict.fromkeys(layer.countries or _members(context, record, number), layer.cite or record.cite)


def _shade_rows(context: Context, record: Map, own: dict[str, str]) -> Iterator[_Row]:
    shades = record.shades
    assert shades is not None
    for each in shades.countries:
        cite = each.cite or shades.cite or record.cite
        name, value = country_name(context, each.country, own), context.words.decimal(each.value)
        yield _Row(name, context.words_of(shades.name), "", (cite,), f"{value} {context.words_of(shades.unit)}")


def _table(context: Context, rows: Sequence[_Row], identity: str, *, has_one_source: bool) -> Table:
    has_values, has_places = any(row.value for row in rows), any(row.where for row in rows)
    columns = [Column((context.label("map.name"),), 1.3), Column((context.label("map.what"),), 1.2)]
    columns += [Column((context.label("map.value"),), 0.9)] if has_values else []
    columns += [Column((context.label("map.where"),), 1.6)] if has_places else []
    columns += [] if has_one_source else [Column((context.label("figure.source"),), 1.2)]
    cells = []
    for row in rows:
        line: list[Inlines] = [(Text(row.name),), (Text(row.what),)]
        line += [(Text(row.value),) if row.value else ()] if has_values else []
        line += [(context.own(row.where),) if row.where else ()] if has_places else []
        line += [] if has_one_source else [(placeholder(together(row.cites)),) if row.cites else ()]
        cells.append(tuple(line))
    caption = context.label("map.table-alone" if has_one_source else "map.table")
    return Table(identity, (caption,), tuple(columns), tuple(cells))


def _described(context: Context, record: Map, rows: Sequence[_Row]) -> str:
    """Return what the map shows, as sentences: which countries each filling is for, the places of each kind, and where lines run."""
    points = {context.words_of(each.name) for each in record.points}
    lines = {context.words_of(each.name) for each in record.lines}
    groups: dict[str, list[str]] = {}
    for row in rows:
        if row.name in lines:
            continue
        for what in row.what.split("; ") if row.name not in points else [row.what]:
            groups.setdefault(what, []).append(f"{row.name} {row.value}".strip())
    found = [context.say("map.described", what=what, names=context.words.joined(names)) for what, names in groups.items()]
    found += [context.say("map.described", what=row.name, names=row.where) for row in rows if row.name in lines]
    return " ".join(found)


def _cited(rows: Sequence[_Row], record: Map) -> tuple[Inline, ...]:
    """Return one cluster of the sources of all rows, unless the caption has it."""
    cites = tuple(dict.fromkeys(cite for row in rows for cite in row.cites if cite))
    if not cites or (record.cite and set(cites) <= {record.cite}):
        return ()
    return (Text(" "), placeholder(together(cites)))


def _about(context: Context, rows: Sequence[_Row], chart: WorldMap) -> str:
    """Return a sentence with the countries that the map is about, unless the table has them all."""
    known = {row.name for row in rows}
    names = [each.label for each in chart.names if each.is_shown]
    return "" if known.issuperset(names) else context.say("map.about", countries=context.words.joined(names))


def _also_named(context: Context, rows: Sequence[_Row], chart: WorldMap) -> str:
    """Return a sentence with the countries that the map names, that it is not about, and that the table does not have."""
    known = {row.name for row in rows}
    names = [each.label for each in chart.names if not each.is_shown and each.label not in known]
    return context.say("map.also", countries=context.words.joined(names)) if names else ""
