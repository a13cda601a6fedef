"""Cut the galley into pages, with their notes at the foot and in the margin. The breaks are chosen so that all pages together look best."""

from __future__ import annotations

import math
from bisect import insort
from collections.abc import Callable, Sequence
from dataclasses import field
from functools import partial, reduce
from heapq import heappop, heappush
from typing import NamedTuple

from briefing.dataclass import dataclass
from briefing.render.pdf import costs
from briefing.render.pdf.chains import first_of, large, loosen
from briefing.render.pdf.chapters_ahead import ChaptersAhead
from briefing.render.pdf.columns import Columns, ends_of_columns, fill
from briefing.render.pdf.costs import PAGE, TIGHT, TIGHTENED
from briefing.render.pdf.note_places import GAP, Margin, NoteText, Wish, arrange
from briefing.render.pdf.page_drafts import FOOT_GAP, SEPARATOR, Draft, foot_height, wishes
from briefing.render.pdf.strips import NEVER, SideBox, Strip, height_of

TIGHTEST = 0.6
"""The least share of the white between strips, if otherwise a chapter would end with a few lines on a new page."""
SHORTER = (0.0, 12.5, 25.0, 37.5, 50.0)
"""How far above the foot of the page columns may end, in points, so that the last columns are not too short."""
NEAR = 400
"""So many strips from the end of columns it matters how high they end: earlier, each page is filled."""
CHOICES = 8
"""How many ways to end a page are tried further."""
ROUNDING = 1e-6
"""By how much a cost may lie under the least that was reckoned for it, because both are rounded sums."""


Placed = tuple[SideBox, float]
"""A box in the margin, with the depth of its top."""


@dataclass(slots=True)
class Page:
    """The content of a page. Depths are from the top of the text area."""

    strips: list[tuple[Strip, float]] = field(default_factory=list)
    """With the depths of their tops."""
    repeated: Strip | None = None
    """The head of a table that goes on from the page before."""
    feet: list[NoteText] = field(default_factory=list)
    margin: list[Wish] = field(default_factory=list)
    boxes: list[Placed] = field(default_factory=list)


class _End(NamedTuple):
    """A place where a page may end. What it costs is known only when its margin is set."""

    stop: int
    """The strip that begins the next page."""
    draft: Draft
    least: float
    """What the page costs at the least."""


class _Candidate(NamedTuple):
    stop: int
    cost: float
    page: Callable[[], Page]
    """Makes the page, if it is wanted."""


_Step = tuple[int, float, Sequence[Callable[[], Page]]]
"""A way on from a strip: where the next page begins, what the pages up to there cost, and what makes them."""


@dataclass(slots=True)
class _Way:
    """The best way found to a strip that begins a page."""

    cost: float
    pages: Sequence[Callable[[], Page]]
    """Those since the way before."""
    before: int


def _exact(cost: float) -> float:
    """Return a cost as a multiple of 1/65,536, not less. Such costs add up exactly: equal ways stay equal wherever they begin."""
    return math.ceil(cost * 65_536) / 65_536


class PageMaker:
    """Cuts strips into pages."""

    def __init__(self, strips: Sequence[Strip], height: float, measure: float, margin: float, column: float = 0) -> None:
        """Prepare for a text area, the width of the margin beside it, and that of one of two columns."""
        self._strips = _settled(strips, height)
        loosen(self._strips, height)
        long = (index for index, strip in enumerate(self._strips) if strip.side is not None or strip.stays_whole)
        self._roomy = {first_of(self._strips, index) for index in long}
        """Where a page may begin that has to be long: with a box in the margin, or with what should not be cut."""
        self._large = large(self._strips, height)
        self._ends_of_columns = ends_of_columns(self._strips)
        self._height = height
        self._measure = measure
        self._margin = margin
        self._column = column

    def pages(self) -> list[Page]:
        """Return all pages."""
        ways = self._ways()
        found: list[Page] = []
        at = len(self._strips)
        while at > 0:
            found[:0] = [make() for make in ways[at].pages]
            at = ways[at].before
        return found

    def _ways(self) -> dict[int, _Way]:
        """Return the best ways to the strips that begin pages.

        Chapter after chapter, the ways that promise most are followed first. What costs more at the least than a way to the end of the
        chapter that was found is left. Of ways that cost the same, the one from the earlier strip is taken.
        """
        end, ahead = len(self._strips), ChaptersAhead(self._strips, self._height, self._measure)
        ways = {0: _Way(0.0, (), -1)}
        queue = [(0, 0.0, 0, 0.0)] if end else []
        while queue:
            chapter, least, start, cost = heappop(queue)
            best = ways.get(chapter)
            if cost > ways[start].cost or (best is not None and ahead.meets[start] and least > best.cost + ROUNDING):
                continue
            for stop, more, pages in self._onward(start):
                total, way = cost + more, ways.get(stop)
                if way is not None and (total, start) >= (way.cost, way.before):
                    continue
                ways[stop] = _Way(total, pages, start)
                if stop < end and (way is None or total < way.cost):
                    order = total + ahead.least[stop] if ahead.meets[stop] else stop
                    heappush(queue, (ahead.ends[stop], order, stop, total))
        return ways

    def _onward(self, start: int) -> list[_Step]:
        """Return the ways on from a page that begins with the strip `start`: where the next begins, the cost, the pages on the way."""
        candidates, draft = self._candidates(start, [], CHOICES)
        if candidates:
            return [(each.stop, each.cost, (each.page,)) for each in candidates]
        page, stop, waiting = self._forced(draft, start, [])
        pages = [page]
        while waiting:
            candidates, draft = self._candidates(stop, waiting, 1)
            if candidates:
                page, stop, waiting = candidates[0].page(), candidates[0].stop, []
            else:
                page, stop, waiting = self._forced(draft, stop, waiting)
            pages.append(page)
        return [(stop, PAGE * len(pages), [partial(_same, page) for page in pages])]

    def _candidates(self, start: int, carried: Sequence[NoteText], choices: int) -> tuple[list[_Candidate], Draft]:
        """Return the best pages that begin with the strip `start`, and the page as far as it could grow."""
        ends, draft = self._ends(start, carried)
        found: list[tuple[float, int, _Candidate]] = []
        # A margin is dear to set: it is set only where the page can still be among the best.
        for number, end in sorted(enumerate(ends), key=lambda each: each[1].least):
            if len(found) >= choices and end.least > found[choices - 1][0] + ROUNDING:
                break
            if (page := self._candidate(end, start)) is not None:
                insort(found, (page.cost, number, page))
        return [page for _, _, page in found[:choices]], draft

    def _ends(self, start: int, carried: Sequence[NoteText]) -> tuple[list[_End], Draft]:
        """Return where a page that begins with the strip `start` may end, and the page as far as it could grow."""
        draft = self._draft(start, carried)
        found: list[_End] = []
        index = start
        while index < len(self._strips):
            strip = self._strips[index]
            if index > start:
                found += self._end(draft, start, index)
                if strip.new_page:
                    break
            stop = index + 1
            if strip.in_columns and self._column:
                end, room = self._ends_of_columns[index], self._room(draft, TIGHT) - strip.space
                ways = [
                    fill(self._strips, index, end, room - less, self._column) for less in (SHORTER if end - index <= NEAR else SHORTER[:1])
                ]
                for way in ways:
                    if way and self._goes_on(way):
                        found += self._end(draft.with_(way.strip), start, way.stop)
                if ways[0] is None or self._goes_on(ways[0]):
                    break
                strip, stop = ways[0].strip, ways[0].stop
            more = draft.with_(strip)
            if draft.head + draft.solid + strip.height + more.white * TIGHTEST + more.foot > self._height:
                break
            draft, index = more, stop
        else:
            found += self._end(draft, start, len(self._strips))
        return found, draft

    def _draft(self, start: int, carried: Sequence[NoteText]) -> Draft:
        """Return an empty page that begins with the strip `start`."""
        again = self._repeated(start)
        return Draft(again.height if again else 0.0, carried, self._measure, self._margin)

    def _repeated(self, start: int) -> Strip | None:
        return self._strips[start].repeat if start < len(self._strips) else None

    def _goes_on(self, columns: Columns) -> bool:
        return columns.stop < len(self._strips) and self._strips[columns.stop].in_columns and not self._strips[columns.stop].new_page

    def _room(self, draft: Draft, tightness: float) -> float:
        return self._height - draft.head - draft.solid - draft.white * tightness - draft.foot

    def _end(self, draft: Draft, start: int, stop: int) -> list[_End]:
        """Return the end of a page before the strip `stop`, after all strips of the draft, if the page may end there."""
        closes = self._closes(stop)
        penalty = 0.0 if closes else self._strips[stop].penalty
        if penalty == NEVER:
            return []
        room = self._height - draft.head - draft.solid - draft.foot
        tightness = min(room / draft.white, 1.0) if draft.white else 1.0
        if tightness < (TIGHTEST if closes else TIGHT):
            return []
        # Notes that have no room in the margin go to the foot, at the most as far down as the foot of the page.
        used = self._height if draft.low > self._height else self._height - room + draft.white * tightness
        least = PAGE + penalty + TIGHTENED * (1 - tightness)
        return [_End(stop, draft, least + self._cost_of_end(start, stop, used, max(used, draft.low)))]

    def _closes(self, stop: int) -> bool:
        """Return whether a page has to end before the strip `stop`."""
        return stop == len(self._strips) or self._strips[stop].new_page

    def _cost_of_end(self, start: int, stop: int, used: float, filled: float) -> float:
        """Return the cost of the page's end: `used` is the height of its text and notes, `filled` reckons its margin in."""
        if not self._closes(stop):
            white = max(self._height - filled, 0)
            is_roomy = stop in self._roomy or self._large.get(stop, 0) > white
            return costs.of_end(self._strips, stop, white / self._height, is_roomy=is_roomy)
        return costs.of_last_page(used) if start and not self._strips[start].new_page else 0.0

    def _candidate(self, end: _End, start: int) -> _Candidate | None:
        """Return the page that ends there, if there may be such a page."""
        draft, closes, feet = end.draft, self._closes(end.stop), list(end.draft.feet)
        # Notes for which the margin has no room take some at the foot; so it may take a second, tighter attempt.
        for _ in range(2):
            room = self._height - draft.head - draft.solid - foot_height(feet, self._measure)
            tightness = min(room / draft.white, 1.0) if draft.white else 1.0
            if tightness < (TIGHTEST if closes else TIGHT) or (arranged := self._arranged(draft, tightness)) is None:
                return None
            margin, boxes = arranged
            feet = [*draft.feet, *margin.left_over]
            used = draft.head + draft.solid + draft.white * tightness + foot_height(feet, self._measure)
            if used <= self._height + 0.01:
                break
        else:
            return None
        cost = PAGE + (0.0 if closes else self._strips[end.stop].penalty) + costs.of_notes(margin) + TIGHTENED * (1 - tightness)
        cost += costs.of_boxes(boxes, self._height) if start else 0
        filled = max([used, *(wish.depth + wish.note.height(self._margin) for wish in margin.placed)])
        page = partial(_page, draft, tightness, self._repeated(start), feet, margin.placed, boxes)
        return _Candidate(end.stop, _exact(cost + self._cost_of_end(start, end.stop, used, filled)), page)

    def _arranged(self, draft: Draft, tightness: float) -> tuple[Margin, list[Placed]] | None:
        """Set the margin of a page: first the boxes, then the notes. None where a box has no room."""
        boxes: list[Placed] = []
        if not draft.hangs:
            return Margin([], [], 0.0), boxes
        marked = draft.marked_depths(tightness)
        taken = [(depth, depth + strip.height) for strip, depth in marked if strip.wide]
        for strip, depth in marked:
            if strip.side is not None:
                top = depth + max(strip.lines[0].depth - strip.side.baseline, 0)
                bottom = top + strip.side.height
                if bottom > self._height or any(start < bottom + GAP and stop > top - GAP for start, stop in taken):
                    return None
                taken.append((top, bottom))
                boxes.append((strip.side, top))
        hanging = [wish for strip, depth in marked for wish in wishes(strip, depth)]
        return arrange(hanging, self._margin, self._height, taken), boxes

    def _forced(self, draft: Draft, start: int, carried: Sequence[NoteText]) -> tuple[Page, int, list[NoteText]]:
        """Break where nothing allows it; notes that do not fit go on to the next page."""
        while len(draft.strips) > 1 and (self._room(draft, 1) < 0 or self._arranged(draft, 1.0) is None):
            draft = reduce(Draft.with_, draft.strips[:-1], self._draft(start, carried))
        if not draft.strips and start < len(self._strips) and not draft.feet:
            draft = draft.with_(self._strips[start])
        unplaced = Margin([], [note for strip in draft.strips for note in strip.notes if note.beside], 0.0)
        margin, boxes = self._arranged(draft, 1.0) or (unplaced, [])
        page = _page(draft, 1.0, self._repeated(start), [], margin.placed, boxes)
        last, depth = page.strips[-1] if page.strips else (None, 0.0)
        room = self._height - (depth + last.height if last else 0.0) - SEPARATOR
        waiting = [*draft.feet, *margin.left_over]
        while waiting and (height := waiting[0].height(self._measure)) <= room:
            page.feet.append(waiting.pop(0))
            room -= height + FOOT_GAP
        if waiting:
            part, rest = waiting[0].parts(room, self._measure)
            if part is not None:
                page.feet.append(part)
                waiting[0] = rest
        return page, start + sum(len(strip.within) or 1 for strip in draft.strips), waiting


def _same(page: Page) -> Page:
    return page


def _page(draft: Draft, tightness: float, repeated: Strip | None, feet: list[NoteText], margin: list[Wish], boxes: list[Placed]) -> Page:
    return Page(draft.depths(tightness), repeated, feet, margin, boxes)


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
    above = height_of(strips[first_of(strips, index) : index])
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
