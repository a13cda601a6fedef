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

    __slots__ = ("_bottom", "_feet", "_group", "_margin", "_measure", "feet", "hangs", "head", "low", "marked", "solid", "strips", "white")

    def __init__(self, head: float, carried: Sequence[NoteText], measure: float, margin: float) -> None:
        """Begin a page.

        Args:
            head: The height of a repeated table head.
            carried: Notes that found no room at the foot of the page before.
            measure: The width of the notes at the foot.
            margin: The width of those in the margin.
        """
        self._measure, self._margin = measure, margin
        self._feet = 0.0
        self._group: int | None = None
        self._bottom = head
        self.head = head
        self.strips: tuple[Strip, ...] = ()
        self.feet: tuple[NoteText, ...] = ()
        """The notes that belong at its foot."""
        self.solid = 0.0
        """The height of its strips without the white between them …"""
        self.white = 0.0
        """… and of that white."""
        self.low = 0.0
        """How far down the notes in its margin reach at the most; infinity where something is in their way."""
        self.marked: tuple[tuple[Strip, float], ...] = ()
        """Strips with notes, and what reaches into the margin, with the depths of their tops if no white is left out."""
        self.hangs = False
        """Whether anything is in its margin but what reaches into it from the text."""
        if carried:
            self._stand(carried)

    def _add(self, strip: Strip) -> None:
        if self.strips:
            self.white += strip.space
            self._bottom += strip.space
        if strip.notes:
            self._stand([note for note in strip.notes if not note.beside])
            self._hang(wishes(strip, self.head + self.solid + self.white))
        if strip.notes or strip.wide or strip.side is not None:
            self.marked += ((strip, self._bottom),)
            if strip.wide or strip.side is not None:
                self.low = inf
            if strip.side is not None:
                self.hangs = True
        self.solid += strip.height
        self._bottom += strip.height
        self.strips += (strip,)

    def _stand(self, notes: Sequence[NoteText]) -> None:
        self.feet += tuple(notes)
        for note in notes:
            self._feet += note.height(self._measure) + FOOT_GAP

    def _hang(self, beside: Sequence[Wish]) -> None:
        for wish in beside:
            gap = 0.0 if self._group is None else GAP_WITHIN if wish.note.group == self._group else GAP
            self.low = max(wish.depth, self.low + gap) + wish.note.height(self._margin)
            self._group = wish.note.group
            self.hangs = True

    def with_(self, strip: Strip) -> Draft:
        """Return it with a strip more; it stays as it is."""
        more = object.__new__(Draft)
        more.head, more._measure, more._margin = self.head, self._measure, self._margin
        more._feet, more._group, more._bottom = self._feet, self._group, self._bottom
        more.strips, more.solid, more.white, more.low = self.strips, self.solid, self.white, self.low
        more.feet, more.marked, more.hangs = self.feet, self.marked, self.hangs
        more._add(strip)
        return more

    @property
    def foot(self) -> float:
        """The height of the notes at its foot, with the rule and the white above them."""
        return SEPARATOR + self._feet - FOOT_GAP if self._feet else 0.0

    def marked_depths(self, tightness: float) -> Sequence[tuple[Strip, float]]:
        """Return the marked strips with the depths of their tops, as `depths` has them."""
        if tightness == 1.0 or not self.marked:
            return self.marked
        return [(strip, depth) for strip, depth in self.depths(tightness) if strip.notes or strip.wide or strip.side is not None]

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
