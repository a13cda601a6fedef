"""Chains: strips that no page break parts, such as a heading, a caption and the drawing below it.

A chain that is longer than a page has to be cut all the same. Where, is decided here: at the place that readers mind least.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.render.pdf.costs import TIGHT
from briefing.render.pdf.strips import NEVER, Strip

CUT = 350.0
"""The penalty of a page break in a chain that is longer than a page."""
LARGE = 0.35
"""The share of a page from which what cannot be cut is large: white before it is nobody's fault."""


def first_of(strips: Sequence[Strip], index: int) -> int:
    """Return the nearest strip up from `index` that may begin a page."""
    while index > 0 and strips[index].penalty == NEVER and not strips[index].new_page:
        index -= 1
    return index


def height_from(strips: Sequence[Strip], start: int, stop: int | None = None) -> float:
    """Return how high strips are at the least that begin a page."""
    white = sum(strip.space for strip in strips[start + 1 : stop])
    return sum(strip.height for strip in strips[start:stop]) + white * TIGHT


def loosen(strips: Sequence[Strip], height: float) -> None:
    """Allow a page break in each chain that is higher than a page of `height`, and again in what is left of it."""
    start = 0
    while start < len(strips):
        stop = _end(strips, start)
        if stop - start > 1 and height_from(strips, start, stop) > height:
            stop = _least_bad(strips, start, stop, height)
            strips[stop].penalty = CUT
        start = stop


def large(strips: Sequence[Strip], height: float) -> dict[int, float]:
    """Return the chains that take a large share of a page of `height`, each by its first strip, with how high it is."""
    found: dict[int, float] = {}
    start = 0
    while start < len(strips):
        stop = _end(strips, start)
        if (high := height_from(strips, start, stop)) >= LARGE * height:
            found[start] = high
        start = stop
    return found


def _end(strips: Sequence[Strip], start: int) -> int:
    stop = start + 1
    while stop < len(strips) and strips[stop].penalty == NEVER and not strips[stop].new_page:
        stop += 1
    return stop


def _least_bad(strips: Sequence[Strip], start: int, stop: int, height: float) -> int:
    """Return where a chain is cut: of the places that the page reaches, the best, and of those the last."""
    best, least = start + 1, 9
    high = strips[start].height
    for index in range(start + 1, stop):
        if (how := _badness(strips, index)) <= least:
            best, least = index, how
        high += strips[index].space * TIGHT + strips[index].height
        if high > height:
            break
    return best


def _badness(strips: Sequence[Strip], index: int) -> int:
    """Return how bad it is to begin a page with a strip: least before a heading and below a drawing, most below a heading or a caption."""
    above = strips[index - 1]
    if above.leads:
        return 3
    if strips[index].heading:
        return 0
    return 2 if above.lines else 1
