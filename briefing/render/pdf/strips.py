"""Strips: the parts of the galley. A strip is always on one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import field
from math import inf

from briefing.dataclass import dataclass
from briefing.render.pdf.canvas import Canvas
from briefing.render.pdf.note_places import NoteText
from briefing.render.pdf.paragraph import Line

NEVER = inf
"""The penalty of a page break that must not be."""


@dataclass(frozen=True, slots=True, eq=False)
class Box:
    """A ground or frame behind strips that follow one another."""

    left: float
    width: float
    fill: str = ""
    bar: str = ""
    """The colour of a bar at the left edge."""
    bar_width: float = 2
    frame: str = ""
    """The colour of a thin line all around."""
    turns: tuple[float, ...] = ()
    """The columns in which left and right are exchanged, the outer first: each by its two ends, added up."""

    def draw(self, canvas: Canvas, top: float, bottom: float) -> None:
        """Draw it behind the strips of one page."""
        with canvas.mirrored(*self.turns) if self.turns else nullcontext():
            self._draw(canvas, top, bottom)

    def _draw(self, canvas: Canvas, top: float, bottom: float) -> None:
        if self.fill:
            canvas.fill(self.left, bottom, self.width, top - bottom, self.fill)
        if self.frame:
            canvas.frame(self.left, bottom, self.width, top - bottom, self.frame)
        if self.bar:
            canvas.fill(self.left, bottom, self.bar_width, top - bottom, self.bar)


@dataclass(frozen=True, slots=True)
class Heading:
    """A section as page furniture and bookmarks know it."""

    level: int
    title: str
    id: str


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line at its place in a strip."""

    line: Line
    left: float
    depth: float
    """From the top of the strip to the base line."""


@dataclass(slots=True, eq=False)
class SideBox:
    """A box that stands in the margin beside the strip that it hangs on, and those after it."""

    strips: list[Strip]
    flow: list[Strip]
    """The same box for the column of text, where the margin has no room."""

    @property
    def height(self) -> float:
        """Return its height in the margin."""
        return height_of(self.strips)

    @property
    def baseline(self) -> float:
        """Return the distance from its top to its first base line."""
        above = 0.0
        for strip in self.strips:
            above += strip.space
            if strip.lines:
                return above + strip.lines[0].depth
            above += strip.height
        return above

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw it in the margin."""
        for strip in self.strips:
            strip.draw(canvas, top - strip.space)
            top -= strip.space + strip.height


@dataclass(slots=True, eq=False)
class Strip:
    """What never breaks over pages."""

    height: float
    space: float = 0
    """The white above, dropped at the top of a page."""
    penalty: float = 0
    """Of a page break above."""
    new_page: bool = False
    lines: list[SetLine] = field(default_factory=list)
    paint: list[Callable[[Canvas, float], None]] = field(default_factory=list)
    """Rules and the like, drawn with the top of the strip."""
    after: list[Callable[[Canvas, float], None]] = field(default_factory=list)
    """What is drawn after the lines, such as a page number."""
    boxes: tuple[Box, ...] = ()
    repeat: Strip | None = None
    """What comes again, as an artifact, where a page begins with this strip: the head of a table."""
    wide: bool = False
    """Whether it reaches into the margin."""
    spreads: bool = False
    """Whether it reaches into the margin, but keeps no note from its place there."""
    notes: list[NoteText] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    """Ids of blocks that begin here."""
    begins: list[int] = field(default_factory=list)
    """The blocks that begin here, by their places in the order of reading."""
    heading: Heading | None = None
    opens: bool = False
    """Whether a chapter begins here that has a page of its own."""
    leads: bool = False
    """Whether it belongs to what stands below it: part of a heading or of a caption."""
    stays_whole: bool = False
    """Whether what begins here should not be cut even where the page before then ends far above its foot."""
    side: SideBox | None = None
    """A box that stands beside it."""
    in_columns: bool = False
    """Whether it stands in one of two columns."""
    within: list[Strip] = field(default_factory=list)
    """The strips of two columns that stand on a page as one strip."""
    turns: tuple[float, ...] = ()
    """The columns in which left and right are exchanged, the outer first: each by its two ends, added up."""

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw everything but boxes and notes."""
        with canvas.mirrored(*self.turns) if self.turns else nullcontext():
            self._draw(canvas, top)

    def _draw(self, canvas: Canvas, top: float) -> None:
        for name in self.places:
            canvas.place(name, self.lines[0].left if self.lines else 0, top + 8)
        for paint in self.paint:
            paint(canvas, top)
        for each in self.lines:
            each.line.draw(canvas, each.left, top - each.depth)
        for paint in self.after:
            paint(canvas, top)


def height_of(strips: Sequence[Strip]) -> float:
    """Return the height of strips below one another, with the white above each."""
    return sum(strip.height + strip.space for strip in strips)
