"""Cutting the galley into pages: the best break for each page, with the notes that then stand at its foot and beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing.render.pdf.galley import NEVER, Strip
from briefing.render.pdf.notes import Margin, NoteText, Wish, arrange
from briefing.render.pdf.paragraph import baseline_below_top

SEPARATOR = 15.0
"""From the end of the text to the first note at the foot, with the rule between them."""
FOOT_GAP = 2.0
"""Between two notes at the foot."""
TIGHTEST = 0.6
"""The share of the white between strips that is kept at least where a chapter would else end with a few lines on a page of their own."""
LAST = 600.0
"""What it is worth to come to the end of a chapter."""
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
class _Draft:
    """A page as far as it has grown."""

    strips: list[Strip]
    head: float
    """The height of a repeated table head."""
    carried: list[NoteText]
    solid: float = 0
    """The height of its strips without the white between them."""
    white: float = 0
    """The height of the white between them."""

    def feet(self) -> list[NoteText]:
        """Return the notes that belong at its foot."""
        return [*self.carried, *(note for strip in self.strips for note in strip.notes if not note.beside)]

    def depths(self, tightness: float) -> list[tuple[Strip, float]]:
        """Return its strips with the depths of their tops, where `tightness` is the share of the white that is kept."""
        depth = self.head
        found = []
        for number, strip in enumerate(self.strips):
            depth += strip.space * tightness if number else 0
            found.append((strip, depth))
            depth += strip.height
        return found


@dataclass(slots=True)
class _Candidate:
    stop: int
    cost: float
    page: Page


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
        """Return the page that begins with the strip `start`, where the next begins, and the notes that are carried on."""
        again = self._strips[start].repeat if start < len(self._strips) else None
        draft = _Draft([], again.height if again else 0.0, carried)
        best: _Candidate | None = None
        for index in range(start, len(self._strips)):
            strip = self._strips[index]
            if index > start:
                best = self._better(best, draft, index)
                if strip.new_page:
                    break
            white = strip.space if index > start else 0.0
            feet = self.foot_height([*draft.feet(), *(note for note in strip.notes if not note.beside)])
            if draft.head + draft.solid + strip.height + (draft.white + white) * TIGHTEST + feet > self._height:
                break
            draft.strips.append(strip)
            draft.solid += strip.height
            draft.white += white
        else:
            best = self._better(best, draft, len(self._strips))
        page, stop, waiting = (best.page, best.stop, []) if best is not None else self._forced(draft, start)
        page.repeated = again
        return page, stop, waiting

    def _better(self, best: _Candidate | None, draft: _Draft, stop: int) -> _Candidate | None:
        """Return the better of the best break so far and one before the strip `stop`, after all strips of the draft."""
        ends = stop == len(self._strips) or self._strips[stop].new_page
        penalty = 0.0 if ends else self._strips[stop].penalty
        if penalty == NEVER:
            return best
        room = self._height - draft.head - draft.solid - self.foot_height(draft.feet())
        tightness = 1.0
        if draft.white > room:
            if not ends:
                return best
            tightness = room / draft.white
        page = Page(draft.depths(tightness))
        margin = self._arranged(page)
        page.margin, page.feet = margin.placed, [*draft.feet(), *margin.left_over]
        used = draft.head + draft.solid + draft.white * tightness + self.foot_height(page.feet)
        if used > self._height + 0.01:
            return best
        cost = penalty + DISPLACED * len(margin.left_over) + MOVED * margin.moved
        if ends:
            cost -= LAST
        else:
            cost += EMPTINESS * ((self._height - used) / self._height) ** 2
        return _Candidate(stop, cost, page) if best is None or cost <= best.cost else best

    def _arranged(self, page: Page) -> Margin:
        wishes = [wish for strip, depth in page.strips for wish in _wishes(strip, depth)]
        taken = [(depth, depth + strip.height) for strip, depth in page.strips if strip.wide]
        return arrange(wishes, self._margin, self._height, taken)

    def _forced(self, draft: _Draft, start: int) -> tuple[Page, int, list[NoteText]]:
        """Break where nothing allows it; notes that do not fit go on to the next page."""
        while len(draft.strips) > 1 and self._depth(draft) + self.foot_height(draft.feet()) > self._height:
            draft.strips.pop()
        if not draft.strips and start < len(self._strips) and not draft.carried:
            draft.strips = [self._strips[start]]
        page = Page(draft.depths(1.0))
        margin = self._arranged(page)
        page.margin = margin.placed
        room = self._height - self._depth(draft) - SEPARATOR
        waiting = [*draft.feet(), *margin.left_over]
        while waiting and (height := waiting[0].height(self._measure)) <= room:
            page.feet.append(waiting.pop(0))
            room -= height + FOOT_GAP
        if waiting:
            part, rest = waiting[0].parts(room)
            if part is not None:
                page.feet.append(part)
                waiting[0] = rest
        return page, start + len(draft.strips), waiting

    @staticmethod
    def _depth(draft: _Draft) -> float:
        depths = draft.depths(1.0)
        return depths[-1][1] + depths[-1][0].height if depths else 0.0


def _wishes(strip: Strip, depth: float) -> list[Wish]:
    """Return where the margin notes of a strip would like to stand: with their first base line on that of the strip."""
    baseline = strip.lines[0].depth if strip.lines else 0.0
    return [Wish(note, depth + max(baseline - baseline_below_top(note.style), 0)) for note in strip.notes if note.beside]
