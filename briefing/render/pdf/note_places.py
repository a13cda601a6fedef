"""Notes: their text, and the places of the notes in the margin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from itertools import accumulate

from briefing.dataclass import dataclass
from briefing.render.pdf.canvas import Canvas
from briefing.render.pdf.paragraph import ROUNDING, Line, baseline_below_top, lay
from briefing.render.pdf.runs import Run
from briefing.render.pdf.text_styles import Style

GAP = 9.0
"""Between two notes in the margin, or between a note and a box …"""
GAP_WITHIN = 4.0
"""… and between two notes to one block."""
HIGHEST = 56.0
"""A note never stands higher than that above its place: it would seem to belong to what stands there. The last of them go elsewhere …"""
FARTHEST = 160.0
"""… and one that would stand lower than that, for want of room above a table or a box, is better at the foot of the page."""


@dataclass(slots=True, eq=False)
class NoteText:
    """A note, or the part of a note that stands on one page."""

    id: str
    stretches: list[list[Run]]
    style: Style
    beside: bool
    """Whether it belongs beside the text rather than at the foot."""
    skip: int = 0
    """Lines that stand on an earlier page."""
    group: int = 0
    """The same for all notes to one block."""
    limit: int | None = None
    """The line, from the first of the note, before which this part ends."""
    _lines: dict[float, list[Line]] = field(default_factory=dict)
    _heights: dict[float, float] = field(default_factory=dict)
    """The height of this part in columns of these widths: each page that may hold it asks for it."""

    def _all(self, width: float) -> list[Line]:
        if width not in self._lines:
            self._lines[width] = lay(self.stretches, self.style, width)
        return self._lines[width]

    def lines(self, width: float) -> list[Line]:
        """Return its lines in a column of `width`."""
        return self._all(width)[self.skip : self.limit]

    def height(self, width: float) -> float:
        """Return its height in a column of `width`."""
        if width not in self._heights:
            lines = self.lines(width)
            self._heights[width] = len(lines) * self.style.leading + sum(sum(line.overhang(self.style)) for line in lines)
        return self._heights[width]

    def _height(self, line: Line) -> float:
        return self.style.leading + sum(line.overhang(self.style))

    def again(self, group: int, *, is_beside: bool) -> NoteText:
        """Return the note for another setting of its part, with the lines that it had."""
        return NoteText(self.id, self.stretches, self.style, is_beside, group=group, _lines=self._lines, _heights=self._heights)

    def parts(self, room: float, width: float) -> tuple[NoteText | None, NoteText]:
        """Return what fits into `room` in a column of `width`, if anything does, and the rest."""
        ends = accumulate(map(self._height, self.lines(width)))
        count = sum(end <= room + ROUNDING for end in ends)
        if count == 0:
            return None, self
        cut = self.skip + count
        share = {
            "id": self.id,
            "stretches": self.stretches,
            "style": self.style,
            "beside": self.beside,
            "group": self.group,
            "_lines": self._lines,
        }
        return NoteText(**share, skip=self.skip, limit=cut), NoteText(**share, skip=cut, limit=self.limit)  # type: ignore[arg-type]

    def draw(self, canvas: Canvas, left: float, top: float, width: float) -> None:
        """Draw it below `top`."""
        if self.skip == 0:
            canvas.place(self.id, left, top + 4)
        for line in self.lines(width):
            line.draw(canvas, left, top - line.overhang(self.style)[0] - baseline_below_top(self.style))
            top -= self._height(line)


@dataclass(frozen=True, slots=True)
class Wish:
    """A note and the place that it would like, from the top of the text area down."""

    note: NoteText
    depth: float


@dataclass(slots=True)
class Margin:
    """What stands beside the text of a page."""

    placed: list[Wish]
    """With the depths that they got."""
    left_over: list[NoteText]
    """Those for which the margin has no room."""
    moved: float
    """How far notes had to be moved from their places, in all."""


def arrange(wishes: Sequence[Wish], width: float, height: float, taken: Sequence[tuple[float, float]]) -> Margin:
    """Stack notes in a margin of `height` without overlaps and in order, around what is `taken` (depths from, to)."""
    margin = Margin([], [], 0.0)
    waiting = list(wishes)
    for start, stop in _free(height, taken):
        here = [wish for wish in waiting if wish.depth < stop]
        waiting = waiting[len(here) :]
        margin.left_over += [wish.note for wish in here if wish.depth + FARTHEST < start]
        here = [wish for wish in here if wish.depth + FARTHEST >= start]
        tops = _stack(here, width, start, stop)
        while tops is None:
            # What finds no room above a table or a box stands below it.
            waiting.insert(0, here.pop())
            tops = _stack(here, width, start, stop)
        margin.placed += [Wish(wish.note, top) for wish, top in zip(here, tops, strict=True)]
        margin.moved += sum(abs(top - wish.depth) for wish, top in zip(here, tops, strict=True))
    margin.left_over += [wish.note for wish in waiting]
    return margin


def _free(height: float, taken: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    free = []
    at = 0.0
    for start, stop in sorted(taken):
        if start > at:
            free.append((at, start - GAP))
        at = max(at, stop + GAP)
    return [*free, (at, height)] if at < height else free


def _stack(wishes: Sequence[Wish], width: float, start: float, stop: float) -> list[float] | None:
    """Return the tops of notes between two depths: each at its wish or below the one before; pushed up only where the end asks for it."""
    tops: list[float] = []
    at = start
    for index, wish in enumerate(wishes):
        top = max(wish.depth, at)
        tops.append(top)
        at = top + wish.note.height(width) + _gap(wishes, index)
    limit = stop
    for index in reversed(range(len(tops))):
        tops[index] = min(tops[index], limit - wishes[index].note.height(width))
        limit = tops[index] - _gap(wishes, index - 1)
    fits = not tops or tops[0] >= start - 0.01
    return tops if fits and all(top >= wish.depth - HIGHEST for top, wish in zip(tops, wishes, strict=True)) else None


def _gap(wishes: Sequence[Wish], index: int) -> float:
    """Return the white between a note and the next."""
    near = 0 <= index < len(wishes) - 1 and wishes[index].note.group == wishes[index + 1].note.group
    return GAP_WITHIN if near else GAP
