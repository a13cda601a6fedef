"""The legend of a map, below it: what each filling, line and sign means, and how long a kilometre is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from briefing.document.maps import Pattern, Sign, Way, WorldMap
from briefing.render.figures.map_signs import WAYS, filling, sign, way
from briefing.render.figures.shapes import Path, Shape
from briefing.render.figures.words import Setter

SWATCH = (18.0, 9.0)
"""The width and the height of a sample of a filling, in points."""
GAP = 5.0
BETWEEN = 16.0
"""Between two entries."""
ABOVE = 5.0
ROW_GAP = 2.5
"""Between two rows, so that no sample touches another."""
LONGEST_SCALE = 0.3
"""The share of the width of the map that the scale bar has at most."""
Sample = Callable[[float, float], Iterator[Shape]]
"""Draws a sample with its left end at a place, on a middle line."""


def legend(
    chart: WorldMap, style: Setter, width: float, top: float, scale: float, numbered: Sequence[tuple[str, str]] = ()
) -> tuple[list[Shape], float]:
    """Return the legend with its upper edge at `top`, and its lower edge.

    Args:
        chart: The map.
        style: Of its words.
        width: The room for it.
        top: Where it begins.
        scale: Points to a kilometre.
        numbered: Numbers on the map, with the names that they stand for.
    """
    shapes: list[Shape] = []
    x, y = 0.0, top + ABOVE
    for wide, sample, words in (*_numbers(style, numbered), *_entries(chart, width, scale)):
        room = width - wide - GAP
        if x and x + wide + GAP + style.width(words) > width:
            x, y = 0.0, y + style.size.leading + ROW_GAP
        lines = style.lines(words, room)
        shapes += sample(x, y + style.size.leading / 2)
        shapes += style.set(lines, x + wide + GAP, y)
        x += wide + GAP + max(map(style.width, lines), default=0) + BETWEEN
        if len(lines) > 1:
            x, y = 0.0, y + len(lines) * style.size.leading
    return shapes, (y + style.size.leading if x else y) + 2


def _numbers(style: Setter, numbered: Sequence[tuple[str, str]]) -> Iterator[tuple[float, Sample, str]]:
    for number, words in numbered:
        yield style.width(number), lambda x, y, number=number: iter(style.set([number], x, y - style.size.leading / 2)), words  # type: ignore[misc]


def _entries(chart: WorldMap, width: float, scale: float) -> Iterator[tuple[float, Sample, str]]:
    """Yield the width of each sample, what draws it, and its words."""
    for layer in chart.layers:
        if layer.label:
            yield SWATCH[0], lambda x, y, layer=layer: _swatch(layer.pattern, x, y), layer.label  # type: ignore[misc]
    for kind, words in chart.key:
        yield (18.0 if kind in WAYS else 8.0), lambda x, y, kind=kind: _mark(kind, x, y), words  # type: ignore[misc]
    fitting = [(length, words) for length, words in chart.scales if length * scale <= width * LONGEST_SCALE]
    if fitting:
        length, words = fitting[-1]
        yield length * scale, lambda x, y: _bar(x, y, length * scale), words


def _swatch(pattern: Pattern, x: float, y: float) -> Iterator[Shape]:
    wide, high = SWATCH
    ring = ((x, y - high / 2), (x + wide, y - high / 2), (x + wide, y + high / 2), (x, y + high / 2))
    yield from filling(pattern, [ring], ())
    yield Path(((*ring, ring[0]),), "muted", 0.5)


def _mark(kind: Sign | Way, x: float, y: float) -> Iterator[Shape]:
    if kind in WAYS:
        yield from way(kind, [[(x, y), (x + 18, y)]])
    else:
        yield from sign(kind, (x + 4, y))  # type: ignore[arg-type]


def _bar(x: float, y: float, length: float) -> Iterator[Shape]:
    yield Path((((x, y - 3), (x, y), (x + length, y), (x + length, y - 3)),), "ink", 0.8)
