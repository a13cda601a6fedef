"""The galley: the whole text as one column of strips, before it is cut into pages.

A strip is what never breaks: a line, a row of a table, the padding of a box. Between strips stand penalties for a page break there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf

from briefing.document import Inlines
from briefing.render.pdf.canvas import Canvas
from briefing.render.pdf.notes import NoteText
from briefing.render.pdf.paragraph import Line, baseline_below_top, lay
from briefing.render.pdf.runs import Mark, RunMaker
from briefing.render.pdf.structure import Element
from briefing.render.pdf.styles import Style

NEVER = inf
"""The penalty of a page break that must not be."""
WHOLE = 350.0
"""The penalty of a page break in what should stay whole."""
LINES_AFTER_HEADING = 2.6


@dataclass(frozen=True, slots=True, eq=False)
class Box:
    """A ground or frame behind strips that follow one another."""

    left: float
    width: float
    fill: str = ""
    bar: str = ""
    """The colour of a bar at the left edge."""
    bar_width: float = 2

    def draw(self, canvas: Canvas, top: float, bottom: float) -> None:
        """Draw it behind the strips of one page."""
        if self.fill:
            canvas.fill(self.left, bottom, self.width, top - bottom, self.fill)
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
    notes: list[NoteText] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    """Ids of blocks that begin here."""
    heading: Heading | None = None

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw everything but boxes and notes."""
        for name in self.places:
            canvas.place(name, self.lines[0].left if self.lines else 0, top + 8)
        for paint in self.paint:
            paint(canvas, top)
        for each in self.lines:
            each.line.draw(canvas, each.left, top - each.depth)
        for paint in self.after:
            paint(canvas, top)


class Galley:
    """Takes strips in reading order, and knows the column and the element that the next ones go into."""

    def __init__(self, left: float, width: float, element: Element, language: str, marks: dict[str, Mark]) -> None:
        """Begin with an empty column. `marks` are the marks of the notes by id."""
        self.strips: list[Strip] = []
        self.left = left
        self.width = width
        self.element = element
        self.language = language
        self.body: Style | None = None
        """The style of running text here, where it is not the usual one."""
        self.marks = marks
        self.anchors: dict[str, Strip] = {}
        """Where the mark of each note stands."""
        self._boxes: tuple[Box, ...] = ()
        self._penalty = 0.0
        self._after = 0.0
        self._tight = False
        """Whether `_after` holds whatever the next strip asks for."""
        self._keep = 0.0
        self._new_page = False
        self._places: list[str] = []
        self._hung: list[list[SetLine]] = []
        """Labels that wait for a line to stand beside, the outer before the inner."""

    # ── where the next strips go ──

    @contextmanager
    def inside(self, element: Element, language: str | None = None) -> Iterator[Element]:
        """Put what follows under an element."""
        saved = self.element, self.language
        self.element, self.language = element, language or self.language
        yield element
        self.element, self.language = saved

    @contextmanager
    def indented(self, left: float, right: float = 0) -> Iterator[None]:
        """Narrow the column."""
        saved = self.left, self.width
        self.left, self.width = self.left + left, self.width - left - right
        yield
        self.left, self.width = saved

    @contextmanager
    def styled(self, body: Style | None) -> Iterator[None]:
        """Change the style of running text."""
        saved, self.body = self.body, body
        yield
        self.body = saved

    @contextmanager
    def boxed(self, box: Box, padding: float) -> Iterator[None]:
        """Put a box behind what follows."""
        saved = self._boxes
        self._boxes = (*saved, box)
        if padding:
            self.append(Strip(padding), gap=0)
            self.set_after(0)
            self.keep_next(1)
        yield
        if padding:
            self.set_after(0)
            self.keep_next(1)
            self.append(Strip(padding), gap=0)
        self._boxes = saved

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Try to keep what follows on one page."""
        saved = self._penalty
        start = len(self.strips)
        self._penalty = WHOLE
        yield
        self._penalty = saved
        if start < len(self.strips) and self.strips[start].penalty == WHOLE:
            self.strips[start].penalty = saved

    # ── adding ──

    def append(self, strip: Strip, gap: float) -> Strip:
        """Add a strip with at least `gap` above it."""
        strip.space = (self._after if self._tight else max(self._after, gap)) if self.strips else 0
        self._after, self._tight = 0, False
        strip.penalty = max(strip.penalty, self._penalty)
        if self._keep > 0:
            strip.penalty = NEVER
            self._keep -= strip.height
        if self._new_page and self.strips:
            strip.new_page, strip.penalty = True, 0
        self._new_page = False
        strip.boxes = self._boxes
        strip.places += self._places
        self._places = []
        if self._hung and strip.lines:
            depth = strip.lines[0].depth
            hung = [SetLine(label[0].line, label[0].left, depth) for label in self._hung]
            strip.lines[:0] = hung
            for each in hung:
                self._anchor(each.line, strip)
            self._hung = [label[1:] for label in self._hung if len(label) > 1]
        self.strips.append(strip)
        return strip

    def text(self, inlines: Inlines, style: Style, element: Element) -> list[Strip]:
        """Add a paragraph, and return its strips."""
        stretches = RunMaker(style, element, self.language, self.marks).make(inlines)
        return self.add_lines(lay(stretches, style, self.width), style)

    def add_lines(self, lines: list[Line], style: Style) -> list[Strip]:
        """Add the lines of a paragraph: no line of it is left alone at the end or the beginning of a page."""
        strips = []
        for number, line in enumerate(lines):
            strip = Strip(style.leading, lines=[SetLine(line, self.left, baseline_below_top(style))])
            if number == 1 or (number and number == len(lines) - 1):
                strip.penalty = NEVER
            self._anchor(line, strip)
            strips.append(self.append(strip, 0 if number else style.gap))
        self._after = style.gap
        return strips

    def _anchor(self, line: Line, strip: Strip) -> None:
        for note in line.notes:
            self.anchors[note] = strip

    def anchor_lines(self, strip: Strip) -> None:
        """Note the marks in the lines of a strip that was made elsewhere."""
        for each in strip.lines:
            self._anchor(each.line, strip)

    def hang(self, lines: list[Line], left: float) -> None:
        """Set lines beside the next strips, one to each: bullets, numbers, labels."""
        if lines:
            self._hung.append([SetLine(line, left, 0) for line in lines])

    def finish_hanging(self, style: Style) -> None:
        """Add strips of their own for the lines that are still to hang."""
        while self._hung:
            labels, self._hung = self._hung, [label[1:] for label in self._hung if len(label) > 1]
            depth = baseline_below_top(style)
            strip = Strip(style.leading, penalty=NEVER, lines=[SetLine(label[0].line, label[0].left, depth) for label in labels])
            self.anchor_lines(strip)
            waiting, self._hung = self._hung, []
            self.append(strip, 0)
            self._hung = waiting

    def space(self, gap: float) -> None:
        """Leave at least `gap` before what follows."""
        self._after = max(self._after, gap)

    def set_after(self, gap: float) -> None:
        """Leave that much before what follows, in place of what the style of the last strip says."""
        self._after, self._tight = gap, True

    def keep_next(self, height: float) -> None:
        """Keep the next strips, until they have that height, on the page of the last one."""
        self._keep = max(self._keep, height)

    def keep_ends(self, start: int) -> None:
        """Let no single strip of those from `start` on be left alone on a page."""
        strips = self.strips[start:]
        for strip in (*strips[1:2], *strips[2:][-1:]):
            strip.penalty = NEVER

    def break_page(self) -> None:
        """Begin a page with what follows."""
        self._new_page = True

    def finish(self) -> None:
        """Give the last strip the names that are still waiting for one."""
        if self.strips:
            self.strips[-1].places += self._places
            self._places = []

    def place(self, name: str) -> None:
        """Give the next strip a name that links can lead to."""
        self._places.append(name)
