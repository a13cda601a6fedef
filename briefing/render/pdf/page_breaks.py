"""Cut the galley into pages, with their notes at the foot and in the margin. The breaks are chosen so that all pages together look best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush, nsmallest

from briefing.render.pdf import costs
from briefing.render.pdf.columns import Columns, fill
from briefing.render.pdf.costs import PAGE, TIGHTENED
from briefing.render.pdf.note_places import GAP, Margin, NoteText, Wish, arrange
from briefing.render.pdf.paragraph import baseline_below_top
from briefing.render.pdf.strips import NEVER, SideBox, Strip, height_of

SEPARATOR = 15.0
"""The distance from the end of the text to the first footnote, with the rule between them, in points."""
FOOT_GAP = 2.0
"""The distance between two footnotes, in points."""
TIGHTEST = 0.6
"""The least share of the white between strips, if otherwise a chapter would end with a few lines on a new page."""
TIGHT = 0.75
"""The least share of the white between strips on other pages."""
SHORTER = (0.0, 12.5, 25.0, 37.5, 50.0)
"""How far above the foot of the page columns may end, in points, so that the last columns are not too short."""
CHOICES = 8
"""How many ways to end a page are tried further."""


@dataclass(slots=True)
class Page:
    """The content of a page. Depths are from the top of the text area."""

    strips: list[tuple[Strip, float]] = field(default_factory=list)
    """With the depths of their tops."""
    repeated: Strip | None = None
    """The head of a table that goes on from the page before."""
    feet: list[NoteText] = field(default_factory=list)
    margin: list[Wish] = field(default_factory=list)
    boxes: list[tuple[SideBox, float]] = field(default_factory=list)
    """Boxes in the margin, with the depths of their tops."""


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
    foot: list[NoteText] = field(default_factory=list)
    """The notes of its strips that belong at its foot."""

    def feet(self) -> list[NoteText]:
        """Return the notes that belong at its foot."""
        return [*self.carried, *self.foot]

    def add(self, strip: Strip) -> None:
        """Let it grow by a strip."""
        self.white += strip.space if self.strips else 0.0
        self.solid += strip.height
        self.strips.append(strip)
        self.foot += [note for note in strip.notes if not note.beside] if strip.notes else []

    def and_(self, strip: Strip) -> _Draft:
        """Return it with a strip more."""
        more = _Draft(list(self.strips), self.head, self.carried, self.solid, self.white, list(self.foot))
        more.add(strip)
        return more

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


@dataclass(slots=True)
class _Way:
    """The best way found to a strip that begins a page."""

    cost: float
    pages: list[Page]
    """Those since the way before."""
    before: int


class PageMaker:
    """Cuts strips into pages."""

    def __init__(self, strips: Sequence[Strip], height: float, measure: float, margin: float, column: float = 0) -> None:
        """Prepare for a text area, the width of the margin beside it, and that of one of two columns."""
        self._strips = _settled(strips, height)
        long = (index for index, strip in enumerate(self._strips) if strip.side is not None or strip.stays_whole)
        self._roomy = {_first(self._strips, index) for index in long}
        """Where a page may begin that has to be long: with a box in the margin, or with what should not be cut."""
        self._height = height
        self._measure = measure
        self._margin = margin
        self._column = column

    def pages(self) -> list[Page]:
        """Return all pages."""
        end = len(self._strips)
        ways = {0: _Way(0.0, [], -1)}
        queue, done = [0], set[int]()
        while queue:
            start = heappop(queue)
            if start in done or start == end:
                continue
            done.add(start)
            for stop, cost, pages in self._onward(start):
                total = ways[start].cost + cost
                if stop not in ways or total < ways[stop].cost:
                    ways[stop] = _Way(total, pages, start)
                    heappush(queue, stop)
        found: list[Page] = []
        at = end
        while at > 0:
            found[:0] = ways[at].pages
            at = ways[at].before
        return found

    def _foot_height(self, notes: Sequence[NoteText]) -> float:
        return foot_height(notes, self._measure)

    def _onward(self, start: int) -> list[tuple[int, float, list[Page]]]:
        """Return the ways on from a page that begins with the strip `start`: where the next begins, the cost, the pages on the way."""
        candidates, draft = self._candidates(start, [])
        if candidates:
            return [(each.stop, each.cost, [each.page]) for each in nsmallest(CHOICES, candidates, key=lambda each: each.cost)]
        page, stop, waiting = self._forced(draft, start)
        pages = [page]
        while waiting:
            candidates, draft = self._candidates(stop, waiting)
            if candidates:
                best = min(candidates, key=lambda each: each.cost)
                page, stop, waiting = best.page, best.stop, []
            else:
                page, stop, waiting = self._forced(draft, stop)
            pages.append(page)
        return [(stop, PAGE * len(pages), pages)]

    def _candidates(self, start: int, carried: list[NoteText]) -> tuple[list[_Candidate], _Draft]:
        """Return the possible pages that begin with the strip `start`, and the page as far as it could grow."""
        again = self._strips[start].repeat if start < len(self._strips) else None
        draft = _Draft([], again.height if again else 0.0, carried)
        found: list[_Candidate] = []
        index = start
        while index < len(self._strips):
            strip = self._strips[index]
            if index > start:
                found += self._candidate(draft, start, index)
                if strip.new_page:
                    break
            stop = index + 1
            if strip.in_columns and self._column:
                ways = [fill(self._strips, index, self._room(draft, TIGHT) - strip.space - less, self._column) for less in SHORTER]
                for way in ways:
                    if way and self._goes_on(way):
                        found += self._candidate(draft.and_(way.strip), start, way.stop)
                if ways[0] is None or self._goes_on(ways[0]):
                    break
                strip, stop = ways[0].strip, ways[0].stop
            white = strip.space if draft.strips else 0.0
            feet = self._foot_height([*draft.feet(), *(note for note in strip.notes if not note.beside)])
            if draft.head + draft.solid + strip.height + (draft.white + white) * TIGHTEST + feet > self._height:
                break
            draft.add(strip)
            index = stop
        else:
            found += self._candidate(draft, start, len(self._strips))
        for each in found:
            each.page.repeated = again
        return found, draft

    def _goes_on(self, columns: Columns) -> bool:
        return columns.stop < len(self._strips) and self._strips[columns.stop].in_columns and not self._strips[columns.stop].new_page

    def _room(self, draft: _Draft, tightness: float) -> float:
        return self._height - draft.head - draft.solid - draft.white * tightness - self._foot_height(draft.feet())

    def _candidate(self, draft: _Draft, start: int, stop: int) -> list[_Candidate]:
        """Return the page that ends before the strip `stop`, after all strips of the draft, if there may be such a page."""
        ends = stop == len(self._strips) or self._strips[stop].new_page
        penalty = 0.0 if ends else self._strips[stop].penalty
        if penalty == NEVER:
            return []
        least = TIGHTEST if ends else TIGHT
        displaced: list[NoteText] = []
        # Notes for which the margin has no room take some at the foot; so it may take a second, tighter attempt.
        for _ in range(2):
            feet = [*draft.feet(), *displaced]
            room = self._height - draft.head - draft.solid - self._foot_height(feet)
            tightness = min(room / draft.white, 1.0) if draft.white else 1.0
            page = Page(draft.depths(tightness))
            if tightness < least or (margin := self._arranged(page)) is None:
                return []
            displaced = margin.left_over
            page.margin, page.feet = margin.placed, [*draft.feet(), *displaced]
            used = draft.head + draft.solid + draft.white * tightness + self._foot_height(page.feet)
            if used <= self._height + 0.01:
                break
        else:
            return []
        cost = PAGE + penalty + costs.of_notes(margin) + TIGHTENED * (1 - tightness)
        cost += costs.of_boxes(page.boxes, self._height) if start else 0
        if not ends:
            filled = max([used, *(wish.depth + wish.note.height(self._margin) for wish in page.margin)])
            cost += costs.of_end(self._strips, stop, max(1 - filled / self._height, 0), is_roomy=stop in self._roomy)
        elif start and not self._strips[start].new_page:
            cost += costs.of_last_page(used)
        return [_Candidate(stop, cost, page)]

    def _arranged(self, page: Page) -> Margin | None:
        """Set the margin of a page: first the boxes, then the notes. None where a box has no room."""
        marked = [each for each in page.strips if each[0].notes or each[0].wide or each[0].side is not None]
        if not marked:
            return Margin([], [], 0.0)
        taken = [(depth, depth + strip.height) for strip, depth in marked if strip.wide]
        for strip, depth in marked:
            if strip.side is not None:
                top = depth + max(strip.lines[0].depth - strip.side.baseline, 0)
                bottom = top + strip.side.height
                if bottom > self._height or any(start < bottom + GAP and stop > top - GAP for start, stop in taken):
                    return None
                taken.append((top, bottom))
                page.boxes.append((strip.side, top))
        wishes = [wish for strip, depth in marked for wish in _wishes(strip, depth)]
        return arrange(wishes, self._margin, self._height, taken)

    def _forced(self, draft: _Draft, start: int) -> tuple[Page, int, list[NoteText]]:
        """Break where nothing allows it; notes that do not fit go on to the next page."""
        while len(draft.strips) > 1 and (self._room(draft, 1) < 0 or self._arranged(Page(draft.depths(1.0))) is None):
            draft.strips.pop()
            draft = self._again(draft)
        if not draft.strips and start < len(self._strips) and not draft.carried:
            draft.add(self._strips[start])
        page = Page(draft.depths(1.0))
        margin = self._arranged(page) or Margin([], [note for strip in draft.strips for note in strip.notes if note.beside], 0.0)
        page.margin = margin.placed
        page.repeated = self._strips[start].repeat if start < len(self._strips) else None
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
        return page, start + sum(len(strip.within) or 1 for strip in draft.strips), waiting

    @staticmethod
    def _again(draft: _Draft) -> _Draft:
        fresh = _Draft([], draft.head, draft.carried)
        for strip in draft.strips:
            fresh.add(strip)
        return fresh

    @staticmethod
    def _depth(draft: _Draft) -> float:
        depths = draft.depths(1.0)
        return depths[-1][1] + depths[-1][0].height if depths else 0.0


def foot_height(notes: Sequence[NoteText], measure: float) -> float:
    """Return the height of notes at the foot in a column of width `measure`, with what separates them from the text."""
    if not notes:
        return 0
    return SEPARATOR + sum(note.height(measure) + FOOT_GAP for note in notes) - FOOT_GAP


def _settled(strips: Sequence[Strip], height: float) -> list[Strip]:
    """Set boxes into the column that no margin has room for, even at the head of a page: too tall, or beside a table or another box."""
    found: list[Strip] = []
    for index, strip in enumerate(strips):
        if strip.side is not None and not _has_room(strips, index, height):
            flow, strip.side = strip.side.flow, None
            flow[0].penalty, flow[0].new_page, flow[0].boxes = strip.penalty, strip.new_page, flow[0].boxes
            found += flow
            strip.penalty, strip.new_page, strip.space = 0, False, max(strip.space, flow[0].space)
        found.append(strip)
    return found


def _has_room(strips: Sequence[Strip], index: int, height: float) -> bool:
    side = strips[index].side
    assert side is not None
    above = height_of(strips[_first(strips, index) : index])
    depth = 0.0
    for strip in strips[index:]:
        if strip.new_page and depth:
            break
        depth += strip.space if depth else 0
        if depth > side.height + GAP:
            break
        if strip.wide or strip.in_columns or (strip.side not in (None, side)):
            return False
        depth += strip.height
    return above + side.height <= height


def _first(strips: Sequence[Strip], index: int) -> int:
    """Return the nearest strip up from `index` that may begin a page."""
    while index > 0 and strips[index].penalty == NEVER and not strips[index].new_page:
        index -= 1
    return index


def _wishes(strip: Strip, depth: float) -> list[Wish]:
    """Return where the margin notes of a strip would like to stand: with their first base line on that of the strip."""
    baseline = strip.lines[0].depth if strip.lines else 0.0
    return [Wish(note, depth + max(baseline - baseline_below_top(note.style), 0)) for note in strip.notes if note.beside]
