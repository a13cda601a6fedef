"""Cutting the galley into pages: the best break for each page, with the notes that then stand at its foot and beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf

from briefing.render.pdf.galley import NEVER, Strip
from briefing.render.pdf.notes import Margin, NoteText, Wish, arrange

SEPARATOR = 15.0
"""From the end of the text to the first note at the foot, with the rule between them."""
FOOT_GAP = 2.0
"""Between two notes at the foot."""
EMPTINESS = 1000.0
"""The cost of an empty page; half a page costs a quarter."""
DISPLACED = 120.0
"""The cost of a margin note that is set at the foot for want of room."""
MOVED = 0.15
"""The cost of a point by which a margin note is moved."""


@dataclass(slots=True)
class Page:
    """What stands on a page. Depths are from the top of the text area."""

    strips: list[tuple[Strip, float]] = field(default_factory=list)
    """With the depths of their tops."""
    repeated: Strip | None = None
    """The head of a table that goes on from the page before."""
    feet: list[NoteText] = field(default_factory=list)
    margin: list[Wish] = field(default_factory=list)


@dataclass(slots=True)
class _Candidate:
    stop: int
    cost: float
    margin: Margin


class PageMaker:
    """Cuts strips into pages."""

    def __init__(self, strips: Sequence[Strip], height: float, measure: float, margin: float) -> None:
        """Prepare. `height` and `measure` are those of the text area, `margin` is the width of the column beside it."""
        self._strips = strips
        self._height = height
        self._measure = measure
        self._margin = margin

    def pages(self) -> list[Page]:
        """Return all pages."""
        pages: list[Page] = []
        start, carried = 0, list[NoteText]()
        while start < len(self._strips) or carried:
            page, start, carried = self._next(start, carried)
            pages.append(page)
        return pages

    def foot_height(self, notes: Sequence[NoteText]) -> float:
        """Return the height of notes at the foot, with what separates them from the text."""
        if not notes:
            return 0
        return SEPARATOR + sum(note.height(self._measure) + FOOT_GAP for note in notes) - FOOT_GAP

    def _next(self, start: int, carried: list[NoteText]) -> tuple[Page, int, list[NoteText]]:
        page = Page()
        depth = 0.0
        if start < len(self._strips) and (again := self._strips[start].repeat) is not None:
            page.repeated, depth = again, again.height
        best: _Candidate | None = None
        feet, wishes, taken = list(carried), list[Wish](), list[tuple[float, float]]()
        fits = start
        for index in range(start, len(self._strips)):
            strip = self._strips[index]
            if index > start:
                best = self._better(best, index, depth, feet, wishes, taken)
                if strip.new_page:
                    break
                depth += strip.space
            if depth + strip.height + self.foot_height([*feet, *(n for n in strip.notes if not n.beside)]) > self._height:
                break
            page.strips.append((strip, depth))
            wishes += [Wish(note, depth) for note in strip.notes if note.beside]
            feet += [note for note in strip.notes if not note.beside]
            if strip.wide:
                taken.append((depth, depth + strip.height))
            depth += strip.height
            fits = index + 1
        else:
            best = self._better(best, len(self._strips), depth, feet, wishes, taken)
        if best is None:
            return self._forced(page, start, max(fits, min(start + 1, len(self._strips))), carried)
        del page.strips[best.stop - start :]
        page.margin = best.margin.placed
        page.feet = [*carried, *self._feet_of(page), *best.margin.left_over]
        return page, best.stop, []

    def _better(
        self,
        best: _Candidate | None,
        stop: int,
        depth: float,
        feet: list[NoteText],
        wishes: list[Wish],
        taken: list[tuple[float, float]],
    ) -> _Candidate | None:
        """Return the better of the best break so far and one before the strip `stop`."""
        end = stop == len(self._strips)
        following = None if end else self._strips[stop]
        forced = end or (following is not None and following.new_page)
        penalty = 0.0 if forced or following is None else following.penalty
        if penalty == NEVER:
            return best
        margin = arrange(wishes, self._margin, self._height, taken)
        used = depth + self.foot_height([*feet, *margin.left_over])
        if used > self._height + 0.01:
            return best
        empty = 0.0 if forced else (self._height - used) / self._height
        cost = penalty + EMPTINESS * empty**2 + DISPLACED * len(margin.left_over) + MOVED * margin.moved
        if forced:
            cost = -inf if not margin.left_over else cost
        return _Candidate(stop, cost, margin) if best is None or cost <= best.cost else best

    def _forced(self, page: Page, start: int, stop: int, carried: list[NoteText]) -> tuple[Page, int, list[NoteText]]:
        """Break where nothing allows it; notes that do not fit go on to the next page."""
        if not page.strips and start < len(self._strips) and not carried:
            page.strips = [(self._strips[start], page.repeated.height if page.repeated else 0.0)]
        stop = start + len(page.strips)
        last = page.strips[-1] if page.strips else None
        used = last[1] + last[0].height if last else 0.0
        wishes = [Wish(note, depth) for strip, depth in page.strips for note in strip.notes if note.beside]
        margin = arrange(wishes, self._margin, self._height, [(d, d + s.height) for s, d in page.strips if s.wide])
        page.margin = margin.placed
        room = self._height - used - SEPARATOR
        waiting = [*carried, *self._feet_of(page), *margin.left_over]
        while waiting:
            height = waiting[0].height(self._measure)
            if height <= room:
                page.feet.append(waiting.pop(0))
                room -= height + FOOT_GAP
                continue
            part, rest = waiting[0].parts(self._measure, room)
            if part is not None:
                page.feet.append(part)
                waiting[0] = rest
            break
        return page, stop, waiting

    @staticmethod
    def _feet_of(page: Page) -> list[NoteText]:
        return [note for strip, _ in page.strips for note in strip.notes if not note.beside]
