"""Axes: the numbers of a scale, and the dates of a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefing.document import Tick
from briefing.render.figures.shapes import Shape, Stroke
from briefing.render.figures.words import Setter

TICK = 4.0
TICK_GAP = 2.5
LABEL_GAP = 4.0


def shown(ticks: Sequence[Tick], style: Setter, length: float, *, is_centred: bool) -> list[Tick]:
    """Return the ticks whose labels have room: every one, or every second, third … one."""
    for step in range(1, len(ticks)):
        some = ticks[::step]
        edges = [_edges(tick, style, length, is_centred=is_centred) for tick in some]
        if all(end + LABEL_GAP <= start for (_, end), (start, _) in pairwise(edges)):
            return list(some)
    return list(ticks[:1])


def _edges(tick: Tick, style: Setter, length: float, *, is_centred: bool) -> tuple[float, float]:
    width, at = style.width(tick.label), tick.at * length
    left = at - width / 2 if is_centred else at + TICK_GAP
    return left, left + width


def time_axis(ticks: Sequence[Tick], style: Setter, place: tuple[float, float, float], room: float, *, is_centred: bool) -> Iterator[Shape]:
    """Yield the marks and the labels of an axis of time.

    Args:
        ticks: The dates.
        style: Of the labels.
        place: Where the axis begins, how long it is, and how deep.
        room: The width of the drawing, which no label leaves.
        is_centred: Whether labels are below their marks, and not behind them.
    """
    left, length, ground = place
    for tick in ticks:
        yield Stroke(left + tick.at * length, ground, left + tick.at * length, ground + TICK, 0.7, "ink")
    reached = -LABEL_GAP
    for tick in shown(ticks, style, length, is_centred=is_centred):
        start, end = _edges(tick, style, length, is_centred=is_centred)
        x = min(max(0.0, left + start), room - (end - start))
        if x < reached + LABEL_GAP:  # it was moved into the drawing, where another is
            continue
        reached = x + end - start
        yield from style.set([tick.label], x, ground + (TICK if is_centred else 1.5))


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Return the upper edges of labels as near as possible to where they are wanted, in order, apart, and between two lines."""
    tops: list[float] = []
    for each, height in zip(wanted, heights, strict=True):
        least = tops[-1] + heights[len(tops) - 1] if tops else top
        tops.append(max(least, min(each, bottom - height)))
    floor = bottom
    for number in range(len(tops) - 1, -1, -1):
        tops[number] = min(tops[number], floor - heights[number])
        floor = tops[number]
    return tops
