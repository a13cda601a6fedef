"""The galley: the whole text as one column of strips, before it is cut into pages.

A strip is what never breaks: a line, a row of a table, the padding of a box. Between strips stand penalties for a page break there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from briefing.dataclass import dataclass
from briefing.document import Inlines, NoteMark, walk
from briefing.document.directions import BACKWARD, FORWARD, runs_backward
from briefing.render.pdf.chains import first_of
from briefing.render.pdf.fillable_lines import Field
from briefing.render.pdf.paragraph import Line, baseline_below_top, lay
from briefing.render.pdf.runs import Mark, RunMaker
from briefing.render.pdf.set_words import Made, SetWords
from briefing.render.pdf.strips import NEVER, Box, SetLine, SideBox, Strip, height_of
from briefing.render.pdf.structure_tree import Element
from briefing.render.pdf.text_styles import Style

DIVIDED = 40.0
"""The penalty of a page break within a word."""
TWO_LINES = 20.0
"""The penalty of a page break that parts two lines from the rest of a paragraph."""
WHOLE = 350.0
"""The penalty of a page break in what should stay whole."""
LINES_AFTER_HEADING = 2.6
TALLEST = 300.0
"""What is taller is never kept together at all costs."""
FLOW_GAP = 13.0
"""Below a box in the column."""


@dataclass(frozen=True, slots=True)
class State:
    """How far a galley has come."""

    strips: int
    children: int
    """Of the element that the next strips go into."""
    values: Mapping[str, Any]
    """What else the next strip depends on."""


class Galley:
    """Takes strips in reading order, and knows the column and the element that the next ones go into."""

    def __init__(
        self, left: float, width: float, element: Element, language: str, marks: dict[str, Mark], words: SetWords | None = None
    ) -> None:
        """Begin with an empty column. `marks` are the marks of the notes by id, `words` keeps what is set, if it may be set again."""
        self.strips: list[Strip] = []
        self.left = left
        self.width = width
        self.element = element
        self.language = language
        self.body: Style | None = None
        """The style of running text here, where it is not the usual one."""
        self.in_margin = False
        """Whether what follows stands in the narrow column beside the text."""
        self.marks = marks
        self._words = words
        self.anchors: dict[str, Strip] = {}
        """Where the mark of each note stands."""
        self.fields: list[Field] = []
        """The lines on which other words can be put."""
        self.turns: tuple[float, ...] = ()
        """The columns in which left and right are exchanged, the outer first: each by its two ends, added up."""
        self._boxes: tuple[Box, ...] = ()
        self._penalty = 0.0
        self._after = 0.0
        self._tight = False
        """Whether `_after` holds whatever the next strip asks for."""
        self._heading_end = 0
        """How many strips there were below the last heading."""
        self._keep = 0.0
        self._keep_below = 0.0
        """Likewise, of a heading: until the next section begins."""
        self._new_page = False
        self._places: list[str] = []
        self._begins: list[int] = []
        self._in_columns = False
        self._beyond = 0.0
        """How much wider what is not in columns is."""
        self.counted: list[Strip] | None = None
        """The lines of the passage under way, if they are counted."""
        self._sides: list[SideBox] = []
        """Boxes for the margin that wait for a line to stand beside."""
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
    def moved(self, left: float, width: float) -> Iterator[None]:
        """Set what follows in another column."""
        saved = self.left, self.width, self.in_margin
        self.left, self.width, self.in_margin = left, width, True
        yield
        self.left, self.width, self.in_margin = saved

    @contextmanager
    def styled(self, body: Style | None) -> Iterator[None]:
        """Change the style of running text."""
        saved, self.body = self.body, body
        yield
        self.body = saved

    @contextmanager
    def turned(self, *, backward: bool) -> Iterator[None]:
        """Exchange left and right in what follows: it begins on the right if it runs `backward`."""
        saved = self.turns, self.language
        self.turns = (*self.turns, 2 * self.left + self.width)
        if runs_backward(self.language) != backward:
            self.language = BACKWARD if backward else FORWARD
        yield
        self.turns, self.language = saved

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

    @contextmanager
    def in_columns(self, width: float) -> Iterator[None]:
        """Set what follows in two columns of `width`."""
        saved = self._in_columns, self._beyond
        self._in_columns, self._beyond = True, self.width - width
        with self.indented(0, self._beyond):
            yield
        self._in_columns, self._beyond = saved

    @contextmanager
    def across(self) -> Iterator[None]:
        """Set what follows over the whole width, and not in columns."""
        saved = self._in_columns, self.width
        self._in_columns, self.width = False, self.width + self._beyond
        yield
        self._in_columns, self.width = saved

    @contextmanager
    def apart(self) -> Iterator[list[Strip]]:
        """Put what follows into a list instead of the galley."""
        names = ("_after", "_tight", "_keep", "_keep_below", "_new_page", "_places", "_begins", "_boxes", "_sides")
        saved = {name: getattr(self, name) for name in names}
        outer, self.strips = self.strips, []
        self._after, self._tight, self._keep, self._keep_below, self._new_page = 0, False, 0, 0, False
        self._places, self._begins, self._boxes, self._sides = [], [], (), []
        yield self.strips
        self.strips = outer
        for name, value in saved.items():
            setattr(self, name, value)

    @property
    def stands_in_columns(self) -> bool:
        """Return whether what follows stands in one of two columns."""
        return self._in_columns

    @property
    def stands_across(self) -> bool:
        """Return whether what follows stands over both columns of a text that has two."""
        return self._beyond > 0 and not self._in_columns

    @property
    def is_below_heading(self) -> bool:
        """Return whether what follows stands right below something that says how much white there is, such as a heading."""
        return self._tight

    def is_open(self, left: float, width: float) -> bool:
        """Return whether what follows stands in the column of running text, and no label waits for it."""
        return (self.left, self.width) == (left, width) and not self._hung

    def state(self) -> State:
        """Return how far the galley has come, so that it can go back there."""
        names = ("_after", "_tight", "_keep", "_keep_below", "_heading_end", "_new_page")
        lists = ("_places", "_begins", "_sides")
        values = {name: getattr(self, name) for name in names} | {name: [*getattr(self, name)] for name in lists}
        return State(len(self.strips), len(self.element.children), values)

    def go_back(self, state: State) -> None:
        """Take out again what was added since."""
        del self.strips[state.strips :]
        del self.element.children[state.children :]
        for name, value in state.values.items():
            setattr(self, name, [*value] if isinstance(value, list) else value)

    # ── adding ──

    def append(self, strip: Strip, gap: float) -> Strip:
        """Add a strip with at least `gap` above it."""
        strip.space = (self._after if self._tight else max(self._after, gap)) if self.strips else 0
        self._after, self._tight = 0, False
        strip.penalty = max(strip.penalty, self._penalty)
        if self._keep > 0 or self._keep_below > 0:
            strip.penalty = NEVER
            self._keep -= strip.height
            self._keep_below -= strip.height
        if self._new_page and self.strips:
            strip.new_page, strip.penalty = True, 0
        self._new_page = False
        strip.in_columns = self._in_columns
        strip.spreads = strip.spreads or self.stands_across
        strip.turns = self.turns
        strip.boxes = self._boxes
        strip.places += self._places
        strip.begins += self._begins
        self._places, self._begins = [], []
        if self._hung and strip.lines:
            depth = strip.lines[0].depth
            hung = [SetLine(label[0].line, label[0].left, depth) for label in self._hung]
            strip.lines[:0] = hung
            for each in hung:
                self._anchor(each.line, strip)
            self._hung = [label[1:] for label in self._hung if len(label) > 1]
        self.strips.append(strip)
        if self._sides and strip.lines:
            strip.side = self._sides.pop(0)
        return strip

    def text(self, inlines: Inlines, style: Style, element: Element) -> list[Strip]:
        """Add a paragraph, and return its strips."""

        def made() -> list[Line]:
            return lay(RunMaker(style, element, self.language, self.marks).make(inlines), style, self.width)

        return self.add_lines(self.kept((inlines, style, self.width), element, made), style)

    def kept(self, key: tuple[Any, ...], element: Element, make: Callable[[], Made]) -> Made:
        """Return what `make` makes of words below their element, or what it made of the same words when they were set before.

        `key` is what it is made from; the language and the marks of the notes in the words count, too.
        """
        if self._words is None or element.children:
            return make()
        marks = tuple(self.marks[each.note] for each in walk(key[0]) if isinstance(each, NoteMark))
        return self._words.made((*key, self.language, marks), element, make)

    def add_lines(self, lines: list[Line], style: Style) -> list[Strip]:
        """Add the lines of a paragraph: no line of it is left alone at the end or the beginning of a page."""
        strips = []
        for number, line in enumerate(lines):
            above, below = line.overhang(style)
            strip = Strip(above + style.leading + below, lines=[SetLine(line, self.left, above + baseline_below_top(style))])
            if number == 1 or (number and number == len(lines) - 1):
                strip.penalty = NEVER
            elif number and lines[number - 1].is_divided:
                strip.penalty = DIVIDED
            elif number > 1 and number in (2, len(lines) - 2):
                strip.penalty = TWO_LINES
            self._anchor(line, strip)
            strips.append(self.append(strip, 0 if number else style.gap))
        self._after = style.gap
        if self.counted is not None:
            self.counted += strips
        return strips

    def _anchor(self, line: Line, strip: Strip) -> None:
        for note in line.notes:
            self.anchors[note] = strip
        strip.places += line.places

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

    def keep_below_heading(self, height: float) -> None:
        """Keep what follows, until it has that height, on the page of the heading that was added last."""
        self._keep_below = height
        self._heading_end = len(self.strips)

    def begin_section(self, name: str) -> None:
        """Give the next strip a name, and keep it no longer with the last heading, unless nothing stands between them."""
        self.place(name)
        if len(self.strips) != self._heading_end:
            self._keep_below = 0

    def keep_ends(self, start: int) -> None:
        """Let no single strip of those from `start` on be left alone on a page."""
        strips = self.strips[start:]
        for strip in (*strips[1:2], *strips[2:][-1:]):
            strip.penalty = NEVER

    def keep_together(self, start: int, most: int) -> bool:
        """Keep the strips from `start` on together on a page, if they have no more than `most` lines and no page break among them.

        Returns whether they are.
        """
        strips = self.strips[start:]
        height = sum(strip.height for strip in strips)
        if sum(bool(strip.lines) for strip in strips) <= most and height <= TALLEST and not any(strip.new_page for strip in strips[1:]):
            for strip in strips[1:]:
                strip.penalty = NEVER
            return bool(strips)
        return False

    def hold(self, start: int, stop: int | None = None, penalty: float = WHOLE) -> None:
        """Try to keep the strips from `start` on, or up to `stop`, each on the page of the one above."""
        for strip in self.strips[start:stop]:
            strip.penalty = max(strip.penalty, penalty)

    def height_of_chain(self) -> float:
        """Return how high what the next strip is kept with is, up from there to where a page may begin, in points."""
        is_bound = self._keep > 0 or self._keep_below > 0
        return height_of(self.strips[first_of(self.strips, len(self.strips) - 1) :]) if is_bound else 0.0

    def break_page(self) -> None:
        """Begin a page with what follows."""
        self._new_page = True

    def beside(self, box: SideBox) -> None:
        """Set a box beside what follows."""
        self._sides.append(box)

    def set_sides_in_flow(self) -> None:
        """Set the boxes that nothing followed into the column."""
        for box in self._sides:
            self.strips += box.flow
            self._after, self._tight = max(self._after, FLOW_GAP), False
        self._sides = []

    def finish(self) -> None:
        """Give the last strip the names that are still waiting for one."""
        if self.strips:
            self.strips[-1].places += self._places
            self._places = []

    def begin(self, block: int) -> None:
        """Let a block begin with the next strip."""
        self._begins.append(block)

    def place(self, name: str) -> None:
        """Give the next strip a name that links can lead to."""
        self._places.append(name)
