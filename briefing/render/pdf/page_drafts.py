"""Pages that may be: as far as one has grown, where it may end, and what that costs at the least."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from briefing.render.pdf.note_places import GAP, GAP_WITHIN, NoteText, Wish
from briefing.render.pdf.paragraph import baseline_below_top
from briefing.render.pdf.strips import Strip

SEPARATOR = 15.0
"""The distance from the end of the text to the first footnote, with the rule between them, in points."""
FOOT_GAP = 2.0
"""The distance between two footnotes, in points."""


class Draft:
    """A page as far as it has grown. All lengths are in points, all depths from the top of the text area."""

    __slots__ = ("_carried", "_feet", "_group", "_margin", "_measure", "head", "low", "solid", "strips", "white")

    def __init__(self, head: float, carried: Sequence[NoteText], measure: float, margin: float) -> None:
        """Begin a page.

        Args:
            head: The height of a repeated table head.
            carried: Notes that found no room at the foot of the page before.
            measure: The width of the notes at the foot.
            margin: The width of those in the margin.
        """
        self._measure, self._margin = measure, margin
        self._carried = carried
        self._feet = 0.0
        self._group: int | None = None
        self.head = head
        self.strips: tuple[Strip, ...] = ()
        self.solid = 0.0
        """The height of its strips without the white between them …"""
        self.white = 0.0
        """… and of that white."""
        self.low = 0.0
        """How far down the notes in its margin reach at the most; infinity where something is in their way."""
        self._stand(carried)

    def add(self, strip: Strip) -> None:
        """Let it grow by a strip."""
        self.white += strip.space if self.strips else 0.0
        if strip.notes:
            self._stand([note for note in strip.notes if not note.beside])
            self._hang(wishes(strip, self.head + self.solid + self.white))
        if strip.wide or strip.side is not None:
            self.low = inf
        self.solid += strip.height
        self.strips += (strip,)

    def _stand(self, notes: Sequence[NoteText]) -> None:
        for note in notes:
            self._feet += note.height(self._measure) + FOOT_GAP

    def _hang(self, beside: Sequence[Wish]) -> None:
        for wish in beside:
            gap = 0.0 if self._group is None else GAP_WITHIN if wish.note.group == self._group else GAP
            self.low = max(wish.depth, self.low + gap) + wish.note.height(self._margin)
            self._group = wish.note.group

    def with_(self, strip: Strip) -> Draft:
        """Return it with a strip more; it stays as it is."""
        more = Draft(self.head, (), self._measure, self._margin)
        more._carried, more._feet, more._group = self._carried, self._feet, self._group
        more.strips, more.solid, more.white, more.low = self.strips, self.solid, self.white, self.low
        more.add(strip)
        return more

    def without_last(self) -> Draft:
        """Return it without its last strip."""
        less = Draft(self.head, self._carried, self._measure, self._margin)
        for strip in self.strips[:-1]:
            less.add(strip)
        return less

    @property
    def feet(self) -> list[NoteText]:
        """The notes that belong at its foot."""
        return [*self._carried, *(note for strip in self.strips if strip.notes for note in strip.notes if not note.beside)]

    @property
    def foot(self) -> float:
        """The height of those notes, with the rule and the white above them."""
        return SEPARATOR + self._feet - FOOT_GAP if self._feet else 0.0

    def depths(self, tightness: float) -> list[tuple[Strip, float]]:
        """Return its strips with the depths of their tops, where `tightness` is the share of the white that is kept."""
        depth = self.head
        found: list[tuple[Strip, float]] = []
        for strip in self.strips:
            depth += strip.space * tightness if found else 0
            found.append((strip, depth))
            depth += strip.height
        return found


def foot_height(notes: Sequence[NoteText], measure: float) -> float:
    """Return the height of notes at the foot in a column of width `measure`, with the rule and the white above them."""
    if not notes:
        return 0
    return SEPARATOR + sum(note.height(measure) + FOOT_GAP for note in notes) - FOOT_GAP


def wishes(strip: Strip, depth: float) -> list[Wish]:
    """Return where the margin notes of a strip would like to stand: with their first base line on that of the strip."""
    baseline = strip.lines[0].depth if strip.lines else 0.0
    return [Wish(note, depth + max(baseline - baseline_below_top(note.style), 0)) for note in strip.notes if note.beside]
