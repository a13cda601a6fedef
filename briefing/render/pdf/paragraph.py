"""Set a paragraph: make lines from words, and draw the lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from itertools import groupby, pairwise
from math import inf
from operator import add, attrgetter, itemgetter

from briefing.dataclass import dataclass
from briefing.render.pdf.canvas import Canvas, Target
from briefing.render.pdf.faces import SOFT_HYPHEN
from briefing.render.pdf.font_tokens import NO_BREAK, Drawn, Token
from briefing.render.pdf.formula_pieces import Piece, draw_pieces
from briefing.render.pdf.linebreak import Break, Word, break_lines
from briefing.render.pdf.paragraph_words import Words, after, before, make_words, read_with_hyphen
from briefing.render.pdf.picture_pieces import PictureFont, PicturePiece
from briefing.render.pdf.runs import Run
from briefing.render.pdf.text_styles import Style
from briefing.render.pdf.turning import Span, begins_right, in_places, levelled, needs_turning

ANYWHERE_LEVEL = 2
JUSTIFIED = ((0, 1.4), (1, 3.0), (1, inf), (ANYWHERE_LEVEL, inf))
RAGGED = ((0, 2.0), (1, 30.0), (ANYWHERE_LEVEL, inf))
"""Attempts to break a paragraph: whether words are divided (0 not, 1 by rule, 2 anywhere), and how ugly lines may be."""
APART = 0.055
"""How far the mark of a note is from its word, in sizes of the mark. There is a space that takes no room. Any nearer, pdf.js drops it."""
DOTS_BELOW = 2.4
"""From the base line to the dots under annotated words."""
STRUCK_ABOVE, STRUCK_WEIGHT = 0.26, 0.6
"""From the base line to the line through struck words, in sizes of the type; and how thick it is."""
NEXT_TO_FORMULA = 0.6
"""The least room between a formula in a line and the lines above and below it, in points."""
LOOSEST = 0.9
"""Added to each space, in sizes of the type: a line that would need more is left ragged."""
NARROWEST = 0.45
"""The share of the width that balanced lines fill at least."""
CAP_HEIGHT = 0.67
"""Of both families, roughly: a line of type stands so that its capitals are in the middle of its leading."""
WIDTH = attrgetter("width")
RUN = itemgetter(0)
ROUNDING = 1e-6
"""What is shorter than a line by this many points fits into it, in whatever order its widths are added up."""


@dataclass(slots=True)
class Line:
    """A line of text, ready to be drawn."""

    spans: list[Span]
    offset: float
    """From the left edge of its column to its first character."""
    extra: float
    """What is added to each space."""
    end: str
    """What is written after it for those who read the text: a space between words, nothing at the end of a paragraph."""
    width: float = 0
    indent: float = 0
    """From the edge where its column begins to where it may begin."""
    notes: list[str] = field(default_factory=list)
    """Notes whose marks stand in this line."""
    places: list[str] = field(default_factory=list)
    """Mentions of an index that stand in it, or begin in it."""
    column: float = 0
    """The width of its column."""
    backward: bool | None = None
    """Whether its paragraph begins on the right; None where all words run from left to right."""

    def overhang(self, style: Style) -> tuple[float, float]:
        """Return how far formulas and pictures reach above and below the leading of the line."""
        pieces = [token for run, tokens in self.spans if not run.is_plain for token in tokens if isinstance(token, Drawn)]
        if not pieces:
            return 0.0, 0.0
        above = baseline_below_top(style)
        tallest, deepest = max(each.above for each in pieces), max(each.below for each in pieces)
        return max(tallest + NEXT_TO_FORMULA - above, 0), max(deepest + NEXT_TO_FORMULA - (style.leading - above), 0)

    @property
    def tokens(self) -> Sequence[Token]:
        """Return all that stands in it, one after another."""
        return _tokens(self.spans)

    @property
    def is_divided(self) -> bool:
        """Return whether it ends within a word."""
        return bool(self.spans) and self.spans[-1][1][-1].text == SOFT_HYPHEN

    def alone(self) -> Line:
        """Let its column be as wide as it is, and return it."""
        self.offset, self.column = (0.0, self.width) if self.backward is not None else (self.offset, self.width)
        return self

    def reach(self) -> float:
        """Return how far it goes from the edge where its column begins, if the whole document begins where it does."""
        return self.column - self.offset if self.backward else self.offset + self.width

    def draw(self, canvas: Canvas, left: float, baseline: float) -> None:
        """Draw the line in a column that begins at `left`."""
        if not canvas.is_mirrored:
            self._draw(canvas, left, baseline)
            return
        with canvas.straight(left, self.column) as place:
            self._draw(canvas, place, baseline)

    def _draw(self, canvas: Canvas, left: float, baseline: float) -> None:
        x = left + self.offset
        spans = self.spans
        if self.end and spans:
            run, tokens = spans[-1]
            spans = [*spans[:-1], (run, [*tokens, run.font.ending])]
        places: Sequence[float] = ()
        if self.backward is not None:
            spans, places = in_places(spans, x, self.extra, ends_apart=bool(self.end), backward=self.backward)
        annotated: list[tuple[float, float]] = []
        terms: list[tuple[float, float]] = []
        struck: list[tuple[float, float, float, str]] = []
        colour = ""
        links: dict[int, tuple[Run, Target, float, float]] = {}
        for number, (run, tokens) in enumerate(spans):
            level = baseline + run.rise
            pieces: list[tuple[float, Drawn]] = []
            if places:
                x = places[number]
            if run.is_plain:
                x = canvas.show_row(run.slot, x, level, tokens, self.extra, run.colour)
                continue
            for token in tokens:
                is_space = token.text == " "
                start = x + (APART * run.font.size * (-1 if run.level % 2 else 1) if run.note else 0)
                if run.note:
                    canvas.show(run.slot, start, level, " ", run.font.space.width, run.font, run.colour)
                if isinstance(token, Drawn):
                    pieces.append((start, token))
                elif token.width:
                    _draw_pieces(canvas, run, pieces, level)
                    canvas.show(run.slot, start, level, token.shown, token.width, token.font, run.colour, token.reading)
                stop = x + token.width + (self.extra if token.grows else 0)
                if run.annotated:
                    annotated.append((x, stop))
                if run.struck:
                    struck.append((x, stop, level + STRUCK_ABOVE * run.font.size, run.colour))
                if run.term and not is_space:
                    terms.append((x, stop))
                    colour = run.term
                if run.note:
                    canvas.place(back_to(run.note), x, baseline + 2 * run.font.size)
                if run.target is not None and not is_space:
                    key = id(run.target.element)
                    begun, ended = links[key][2:] if key in links else (x, stop)
                    links[key] = (run, run.target, min(begun, x), max(ended, stop))
                x = stop
            _draw_pieces(canvas, run, pieces, level)
        for run, target, start, stop in links.values():
            canvas.link(_link_box(run, start, stop, baseline), target)
        if places:
            annotated.sort()
            terms.sort()
        for start, stop in _joined(annotated):
            canvas.dots(start, stop, baseline - DOTS_BELOW)
        for start, stop, height, ink in struck:
            canvas.rule(start, stop, height, STRUCK_WEIGHT, ink)
        for start, stop in _joined(terms):
            canvas.dots(start + 0.3, stop, baseline - DOTS_BELOW, colour, gap=1.5, weight=0.5)


def _draw_pieces(canvas: Canvas, run: Run, pieces: list[tuple[float, Drawn]], level: float) -> None:
    """Draw the parts of a run that are in one line and are not written, and forget them."""
    for x, each in pieces:
        if isinstance(each, PicturePiece):
            each.draw(canvas, run.slot, x, level)
    draw_pieces(canvas, run.slot, [(x, each) for x, each in pieces if isinstance(each, Piece)], level, run.colour)
    pieces.clear()


def _link_box(run: Run, start: float, stop: float, baseline: float) -> tuple[float, float, float, float]:
    """Return the rectangle of a link: as high as its words, or as its picture."""
    level, size = baseline + run.rise, run.font.size
    above = run.font.piece.above if isinstance(run.font, PictureFont) else 0.85 * size
    return start, level - 0.25 * size, stop, level + above


def _tokens(spans: Sequence[Span]) -> Sequence[Token]:
    return spans[0][1] if len(spans) == 1 else [token for _, tokens in spans for token in tokens]


def back_to(note: str) -> str:
    """Return the name of the place where the mark of a note stands."""
    return f"mark of {note}"


def _joined(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for start, stop in spans:
        if joined and start - joined[-1][1] < 0.1:
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return joined


def baseline_below_top(style: Style) -> float:
    """Return the distance from the top of a line's leading to its baseline."""
    return (style.leading + CAP_HEIGHT * style.size) / 2


def lay(stretches: Sequence[list[Run]], style: Style, width: float) -> list[Line]:
    """Break runs into lines of `width`; each stretch begins a new line. A paragraph without words has no lines."""
    stretches = [[_fitted(run, width) for run in runs] for runs in stretches] if _has_pictures(stretches) else stretches
    backward = None
    if needs_turning(stretches):
        backward = begins_right(stretches)
        stretches = [levelled(runs, backward=backward) for runs in stretches]
    lines = _laid(stretches, style, width)
    for line in lines:
        line.column, line.backward = width, backward
        if (style.on_right or backward) and style.align != "centre":
            line.offset = 0 if style.align == "end" else width - line.indent - line.width
    return lines


def _has_pictures(stretches: Sequence[list[Run]]) -> bool:
    return any(isinstance(run.font, PictureFont) for runs in stretches for run in runs)


def _fitted(run: Run, width: float) -> Run:
    """Return a run for a column of some width: a picture may have to be smaller."""
    return replace(run, font=run.font.fitted(width)) if isinstance(run.font, PictureFont) else run


def _narrowed(run: Run) -> Run:
    return replace(run, font=run.font.narrowest()) if isinstance(run.font, PictureFont) else run


def _laid(stretches: Sequence[list[Run]], style: Style, width: float) -> list[Line]:
    lines = _stacked(stretches, style, width)
    if style.balance and len(lines) == 2 and (parted := _after_colon(stretches, style, width)):
        return parted
    if style.balance and len(lines) > 1:
        for narrower in range(int(width) - 6, int(width * NARROWEST), -6):
            closer = _stacked(stretches, style, narrower)
            if len(closer) > len(lines):
                break
            lines = closer
    return lines


def _after_colon(stretches: Sequence[list[Run]], style: Style, width: float) -> list[Line]:
    """Return `Session 1: What rivers know` in two lines, the first of which ends with the colon; none where they do not fit."""
    words = make_words(stretches[0])
    colons = [number for number in range(len(words)) if words.tokens[words.ends[number] - 1].text.endswith(":")]
    if len(stretches) > 1 or not colons or colons[0] == len(words) - 1:
        return []
    halves = words.part(0, colons[0] + 1), words.part(colons[0] + 1, len(words))
    lines = [line for half in halves for line in _filled(half, style, (width, width), width)]
    lines[0].end = " "
    return lines if len(lines) == 2 else []


def _stacked(stretches: Sequence[list[Run]], style: Style, width: float) -> list[Line]:
    """Return the lines of stretches one below the other."""
    lines: list[Line] = []
    for number, runs in enumerate(stretches):
        words = make_words(runs)
        if words:
            first = width - (style.hanging if number else 0)
            broken = _filled(words, style, (first, width - style.hanging), width)
            if lines:
                lines[-1].end = " "
            lines += broken
    return lines


def _filled(words: Words, style: Style, widths: tuple[float, float], column: float) -> list[Line]:
    """Return words in lines: the first of one width, the others of another, within a column."""
    justify = style.align == "justify"
    parts, breaks = _chosen_breaks(words, style, widths, justify=justify)
    lines: list[Line] = []
    start = Break(0, -1)
    for number, key in enumerate(breaks):
        spans, spaces, hang = _line_spans(words, parts, start, key)
        natural = sum(map(WIDTH, _tokens(spans)))
        indent = 0.0 if number == 0 and widths[0] > widths[1] else column - widths[1]
        room = column - indent - natural + (hang if justify else 0)
        last = number == len(breaks) - 1
        extra = room / spaces if justify and spaces and (not last or room < 0) else 0
        if extra > LOOSEST * style.size:
            extra = 0
        offset = indent + {"end": room, "centre": room / 2}.get(style.align, 0)
        within = key.division >= 0
        line = Line(spans, offset, extra, "" if last or within or not words.spaces[key.word] else " ", natural + extra * spaces, indent)
        line.notes = list(dict.fromkeys(run.note for run, _ in spans if run.note))
        line.places = list(dict.fromkeys(run.place for run, _ in spans if run.place))
        lines.append(line)
        start = key if within else Break(key.word + 1, -1)
    return lines


def _chosen_breaks(words: Words, style: Style, widths: tuple[float, float], *, justify: bool) -> tuple[Sequence[Word], list[Break]]:
    """Return the words with the places where they may be divided, and where lines end.

    Words are divided only if lines are too loose without, and anywhere only if they do not fit otherwise.
    """
    attempts = JUSTIFIED if justify else RAGGED
    parts: Sequence[Word] = words.words
    end = len(words) - 1
    if sum(map(WIDTH, parts)) + sum(words.spaces) < widths[0] - ROUNDING:
        return parts, [Break(end, -1)]
    for level, tolerance in attempts:
        if level:
            parts = words.divided(style, min(widths) if level == ANYWHERE_LEVEL else inf)
        if tolerance == inf and level < ANYWHERE_LEVEL and any(_longest_part(part) > min(widths) for part in parts):
            continue
        if found := break_lines(parts, words.spaces, widths, tolerance, justify=justify, slack=4 * style.size):
            return parts, found
    raise AssertionError("at infinite tolerance there is always a way")


def _longest_part(word: Word) -> float:
    places = [0.0, *(cut.before for cut in word.divisions), word.width]
    return max(after - before for before, after in pairwise(places))


def _line_spans(words: Words, parts: Sequence[Word], start: Break, stop: Break) -> tuple[list[Span], int, float]:
    """Return the tokens of the line between two breaks, how many spaces it has, and what stands out at its end."""
    first, end = words.starts[start.word], words.ends[stop.word]
    spaces = stop.word - start.word
    if words.run is not None and start.division == stop.division == -1:
        tokens = words.tokens[first:end]
        hang = tokens[-1].hang
        tokens[-1] = read_with_hyphen(tokens[-1])
        return [(words.run, tokens)], spaces, hang
    pieces = words.pieces(first, end)
    hang = pieces[-1][1].hang
    if stop.division >= 0:
        cut = parts[stop.word].divisions[stop.division]
        begin, hang = words.starts[stop.word] - first, cut.hang
        pieces[begin:] = before(pieces[begin:], cut)
    if start.division >= 0:
        begin = len(pieces) if start.word == stop.word else words.ends[start.word] - first
        pieces[:begin] = after(pieces[:begin], parts[start.word].divisions[start.division])
    run, last = pieces[-1]
    pieces[-1] = run, read_with_hyphen(last)
    spaces += sum(token.text == NO_BREAK for _, token in pieces)
    return [(run, [token for _, token in group]) for run, group in groupby(pieces, RUN)], spaces, hang


def extent(stretches: Sequence[list[Run]]) -> tuple[float, float]:
    """Return the width of the widest word, which a narrow column should have room for, and of the whole without any break."""
    lines = [make_words(runs) for runs in stretches]
    narrow = [make_words([_narrowed(run) for run in runs]) for runs in stretches] if _has_pictures(stretches) else lines
    widest = max((word.width for words in narrow for word in words.words), default=0.0)
    whole = max((sum(map(add, map(WIDTH, words.words), words.spaces)) for words in lines), default=0.0)
    return widest, whole
