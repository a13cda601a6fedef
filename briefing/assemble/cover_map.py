"""The map on the cover: the outlines of a map of the library, and the names of its countries."""

from __future__ import annotations

from dataclasses import replace

from briefing.assemble.context import Context
from briefing.assemble.map_section import chart_of
from briefing.document import Figure


def cover_map(context: Context) -> Figure | None:
    """Return the map on the cover, if there is one. What the map shows besides, it shows where a section prints it."""
    cover = context.outline.cover
    if not cover.map:
        return None
    if cover.kind == "block":
        hint = "Delete 'kind: block', or put the map into a section: {use: map, maps: [ID]}."
        context.problem(("cover", "map"), "a map needs a cover of its own", hint)
    if cover.picture:
        context.problem(("cover", "map"), "this cover has a picture, too", "Delete one of the lines 'map' and 'picture'.")
    found = context.chosen((cover.map,), context.library.maps, "map", ("cover", "map"))
    if not found:
        return None
    chart, borders = chart_of(context, found[0])
    names = context.words.joined([each.label for each in chart.names if each.is_shown])
    alone = replace(chart, layers=(), points=(), lines=(), key=(), scales=(), names=tuple(each for each in chart.names if each.is_shown))
    return Figure("cover-map", borders, cover.alt or context.say("map.about", countries=names), alone, "")
