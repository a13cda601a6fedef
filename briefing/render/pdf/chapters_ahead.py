"""What the pages up to the end of a chapter cost at the least: by that the search for page breaks goes first where it promises most.

A chapter ends where a page must begin. All ways to cut it meet there, unless a note for which no page has room goes on in the next chapter.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from briefing.render.pdf.costs import PAGE
from briefing.render.pdf.page_drafts import SEPARATOR, foot_height
from briefing.render.pdf.strips import Strip

ROUNDING = 1e-9
"""A share of a page that is only the rounding of its sums."""


class ChaptersAhead:
    """Looks from any strip to the end of its chapter."""

    def __init__(self, strips: Sequence[Strip], height: float, measure: float) -> None:
        """Prepare for pages of a `height`, with notes at their feet in a column of width `measure`."""
        self.ends: list[int] = []
        """For each strip, the strip after the last of its chapter …"""
        self.meets: list[bool] = []
        """… whether all ways to cut its chapter meet there …"""
        self.least: list[float] = []
        """… and what the pages up to there cost at the least."""
        starts = [index for index, strip in enumerate(strips) if strip.new_page and index]
        for start, end in zip([0, *starts], [*starts, len(strips)], strict=True):
            chapter = strips[start:end]
            self.ends += [end] * len(chapter)
            self.meets += [_meets(chapter, height, measure)] * len(chapter)
            self.least += _least(chapter, height)


def _least(chapter: Sequence[Strip], height: float) -> list[float]:
    """Return for each strip what the pages cost that it and those after it fill at the least."""
    found: list[float] = []
    ahead = 0.0
    for strip in reversed(chapter):
        # Strips in columns stand side by side, and what is taller than a page stands on one all the same.
        ahead += min(strip.height, height) / (2 if strip.in_columns else 1)
        found.append(PAGE * ceil(ahead / height - ROUNDING))
    return found[::-1]


def _meets(chapter: Sequence[Strip], height: float, measure: float) -> bool:
    """Return whether all notes of a chapter have room at the foot of one page, below any strip of it: then none goes on to another page."""
    notes = [note for strip in chapter for note in strip.notes]
    if not notes:
        return True
    tallest = max(strip.height + (strip.repeat.height if strip.repeat else 0.0) for strip in chapter)
    return not any(note.beside for note in notes) and tallest + foot_height(notes, measure) + SEPARATOR <= height
