"""Set a paragraph: make words from runs and lines from words, and draw the lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from math import inf

from briefing.render.pdf import faces, hyphenation, linebreak
from briefing.render.pdf.canvas import Canvas, Reading, Target
from briefing.render.pdf.faces import SOFT_HYPHEN
from briefing.render.pdf.linebreak import Break, Division
from briefing.render.pdf.runs import Run
from briefing.render.pdf.text_styles import Style

HANG = {"-": 0.5, SOFT_HYPHEN: 0.5, ",": 0.6, ".": 0.6, ";": 0.35, ":": 0.35, "”": 0.4, "’": 0.5, "»": 0.3}
"""The share of a character that may stand outside a justified column."""
NO_BREAK = "\u00a0"
SPACES = (" ", NO_BREAK)
"""What grows and shrinks in a justified line. A line never ends at the second."""
AFTER = "-–—/\u200b"
"""Characters after which a word may be divided without a hyphen."""
ANYWHERE_LEVEL = 2
JUSTIFIED = ((0, 1.4), (1, 3.0), (1, inf), (ANYWHERE_LEVEL, inf))
RAGGED = ((0, 2.0), (1, 30.0), (ANYWHERE_LEVEL, inf))
"""Attempts to break a paragraph: whether words are divided (0 not, 1 by rule, 2 anywhere), and how ugly lines may be."""
ANYWHERE = 3000.0
"""What it costs to divide a word where no rule allows it."""
APART = 0.055
"""How far the mark of a note is from its word, in sizes of the mark. There is a space that takes no room. Any nearer, pdf.js drops it."""
DOTS_BELOW = 2.4
"""From the base line to the dots under annotated words."""
LOOSEST = 0.9
"""Added to each space, in sizes of the type: a line that would need more is left ragged."""
NARROWEST = 0.45
"""The share of the width that balanced lines fill at least."""
CAP_HEIGHT = 0.67
"""Of both families, roughly: a line of type stands so that its capitals are in the middle of its leading."""


class Piece:
    """A part of a word in one run."""

    __slots__ = ("reading", "run", "text", "width")

    def __init__(self, run: Run, text: str, reading: Reading | None = None) -> None:
        self.run = run
        self.text = text
        self.reading = reading
        """What programs read in its place: the whole word, where this is the first part of a divided one."""
        self.width = faces.width(run.face, run.size, text, run.features)
        """In points."""


class _Word:
    __slots__ = ("divisions", "gap", "inner", "pieces", "width")

    def __init__(self, pieces: list[Piece], gap: Piece | None = None) -> None:
        self.pieces = pieces
        self.gap = gap
        """The space after it."""
        self.divisions: tuple[Division, ...] = ()
        self.width = sum(piece.width for piece in pieces)
        self.inner = sum(piece.width for piece in pieces if piece.text == NO_BREAK)
        """The width of the spaces within it."""


@dataclass(slots=True)
class Line:
    """A line of text, ready to be drawn."""

    pieces: list[Piece]
    offset: float
    """From the left edge of its column to its first character."""
    extra: float
    """What is added to each space."""
    end: str
    """What is written after it for those who read the text: a space between words, nothing at the end of a paragraph."""
    width: float = 0
    notes: list[str] = field(default_factory=list)
    """Notes whose marks stand in this line."""

    @property
    def is_divided(self) -> bool:
        """Return whether it ends within a word."""
        return bool(self.pieces) and self.pieces[-1].text == SOFT_HYPHEN

    def draw(self, canvas: Canvas, left: float, baseline: float) -> None:
        """Draw the line in a column that begins at `left`."""
        x = left + self.offset
        pieces = [*self.pieces, Piece(self.pieces[-1].run, self.end)] if self.end and self.pieces else self.pieces
        annotated: list[tuple[float, float]] = []
        terms: list[tuple[float, float]] = []
        colour = ""
        links: dict[int, tuple[Run, Target, float, float]] = {}
        for piece in pieces:
            run, text = piece.run, piece.text
            # More programs know "-" at the end of a line than a soft hyphen.
            shown = "-" if text == SOFT_HYPHEN else text
            look = run.face, run.size, run.colour, run.features
            start = x + (APART * run.size if run.note else 0)
            if run.note:
                canvas.show(run.slot, start, baseline + run.rise, " ", faces.width(run.face, run.size, " "), *look)
            canvas.show(run.slot, start, baseline + run.rise, shown, piece.width, *look, piece.reading)
            after = x + piece.width + (self.extra if text in SPACES else 0)
            if run.annotated:
                annotated.append((x, after))
            if run.term and text != " ":
                terms.append((x, after))
                colour = run.term
            if run.note:
                canvas.place(back_to(run.note), x, baseline + 2 * run.size)
            if run.target is not None and text != " ":
                key = id(run.target.element)
                links[key] = (run, run.target, links[key][2] if key in links else x, after)
            x = after
        for run, target, start, stop in links.values():
            level = baseline + run.rise
            canvas.link((start, level - 0.25 * run.size, stop, level + 0.85 * run.size), target)
        for start, stop in _joined(annotated):
            canvas.dots(start, stop, baseline - DOTS_BELOW)
        for start, stop in _joined(terms):
            canvas.dots(start + 0.3, stop, baseline - DOTS_BELOW, colour, gap=1.5, weight=0.5)


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
    words = _words(stretches[0])
    colons = [number for number, word in enumerate(words) if word.pieces[-1].text.endswith(":")]
    if len(stretches) > 1 or not colons or colons[0] == len(words) - 1:
        return []
    halves = words[: colons[0] + 1], words[colons[0] + 1 :]
    lines = [line for half in halves for line in _filled(half, style, (width, width), width)]
    lines[0].end = " "
    return lines if len(lines) == 2 else []


def _stacked(stretches: Sequence[list[Run]], style: Style, width: float) -> list[Line]:
    """Return the lines of stretches one below the other."""
    lines: list[Line] = []
    for number, runs in enumerate(stretches):
        words = _words(runs)
        if words:
            first = width - (style.hanging if number else 0)
            broken = _filled(words, style, (first, width - style.hanging), width)
            if lines:
                lines[-1].end = " "
            lines += broken
    return lines


def _words(runs: list[Run]) -> list[_Word]:
    words: list[_Word] = []
    pieces: list[Piece] = []
    for run in runs:
        for number, text in enumerate(run.text.split(" ")):
            if number and pieces:
                words.append(_Word(pieces, Piece(run, " ")))
                pieces = []
            pieces += [Piece(run, part) for part in re.split(f"({NO_BREAK})", text) if part]
    if pieces:
        words.append(_Word(pieces))
    return words


def _filled(words: list[_Word], style: Style, widths: tuple[float, float], column: float) -> list[Line]:
    """Return words in lines: the first of one width, the others of another, within a column."""
    justify = style.align == "justify"
    breaks = _chosen_breaks(words, style, widths, justify=justify)
    lines: list[Line] = []
    word, division = 0, -1
    for number, key in enumerate(breaks):
        pieces, spaces, hang = _line_pieces(words, Break(word, division), key)
        natural = sum(piece.width for piece in pieces)
        indent = 0.0 if number == 0 and widths[0] > widths[1] else column - widths[1]
        room = column - indent - natural + (hang if justify else 0)
        last = number == len(breaks) - 1
        extra = room / spaces if justify and spaces and (not last or room < 0) else 0
        if extra > LOOSEST * style.size:
            extra = 0
        offset = indent + {"end": room, "centre": room / 2}.get(style.align, 0)
        within = key.division >= 0
        line = Line(pieces, offset, extra, "" if last or within else " ", natural + extra * spaces)
        line.notes = list(dict.fromkeys(piece.run.note for piece in pieces if piece.run.note))
        lines.append(line)
        word, division = (key.word, key.division) if within else (key.word + 1, -1)
    return lines


def _chosen_breaks(words: list[_Word], style: Style, widths: tuple[float, float], *, justify: bool) -> list[Break]:
    """Return where lines end. Words are divided only if lines are too loose without, and anywhere only if they do not fit otherwise."""
    attempts = JUSTIFIED if justify else RAGGED
    slack = 4 * style.size
    for level, tolerance in attempts:
        if level:
            for word in words:
                word.divisions = _divisions(word, style, min(widths) if level == ANYWHERE_LEVEL else inf)
        if tolerance == inf and level < ANYWHERE_LEVEL and any(_longest_part(word) > min(widths) for word in words):
            continue
        measured = tuple(
            linebreak.Word(
                word.width, word.gap.width if word.gap else 0, _hang(word.pieces[-1]) if justify else 0, word.divisions, word.inner
            )
            for word in words
        )
        if found := linebreak.break_lines(measured, widths, tolerance, justify=justify, slack=slack):
            return found
    raise AssertionError("at infinite tolerance there is always a way")


def _longest_part(word: _Word) -> float:
    places = [0.0, *(cut.before for cut in word.divisions), word.width]
    return max(after - before for before, after in pairwise(places))


def _hang(piece: Piece) -> float:
    character = piece.text[-1]
    share = HANG.get(character, 0)
    return share * faces.width(piece.run.face, piece.run.size, character) if share else 0.0


def _divisions(word: _Word, style: Style, room: float) -> tuple[Division, ...]:
    """Return where a word may be divided: by rule, and anywhere if it is wider than `room`."""
    found: list[Division] = []
    before = 0.0
    too_wide = word.width > room
    for number, piece in enumerate(word.pieces):
        run, single = piece.run, len(word.pieces) == 1
        for index, hyphened, penalty in _places(piece.text, run.language if style.hyphenate or too_wide else "", anywhere=too_wide):
            if index < len(piece.text) or (not single and number < len(word.pieces) - 1):
                hyphen = faces.width(run.face, run.size, SOFT_HYPHEN) if hyphened else 0.0
                hang = HANG[SOFT_HYPHEN] * hyphen if style.align == "justify" else 0.0
                reach = before + faces.width(run.face, run.size, piece.text[:index], run.features)
                found.append(Division(number, index, reach, hyphen, penalty, hang))
        before += piece.width
    return tuple(found)


READ_BEFORE = "\u200b"
"""What is read in the place of the rest of a divided word: nothing that is seen. Some programs take an empty text for none."""
LONG = 400
"""Letters of a word beyond which it is not divided after each of them: the ways to break a line grow with the square of the places."""


@lru_cache(50_000)
def _places(text: str, language: str, *, anywhere: bool) -> tuple[tuple[int, bool, float], ...]:
    """Return (index, whether a hyphen is added, penalty) for each place where `text` may be divided, in order."""
    places = dict.fromkeys(hyphenation.divisions(text, language) if language and len(text) <= LONG else (), (True, linebreak.DIVISION))
    for index, character in enumerate(text[:-1], 1):
        if (
            character in AFTER
            and index > 1
            and (character != "/" or (len(text) > 12 and "/" not in (text[index], text[index - 2 : index - 1])))
        ):
            places[index] = (False, linebreak.DIVISION / 2)
    if anywhere:
        for index in range(2, len(text) - 1, 1 + len(text) // LONG):
            letters = text[index - 1].isalpha() and text[index].isalpha() and "/" not in text
            places.setdefault(index, (letters, ANYWHERE))
    return tuple((index, hyphened, penalty) for index, (hyphened, penalty) in sorted(places.items()))


def _line_pieces(words: list[_Word], start: Break, stop: Break) -> tuple[list[Piece], int, float]:
    """Return the pieces of the line between two breaks, how many spaces it has, and what stands out at its end."""
    pieces: list[Piece] = []
    spaces = 0
    for index in range(start.word, stop.word + 1):
        word = words[index]
        part = list(word.pieces)
        if index == stop.word and stop.division >= 0:
            part = _before(part, word.divisions[stop.division])
        if index == start.word and start.division >= 0:
            part = _after(part, word.divisions[start.division])
        pieces += part
        spaces += sum(piece.text == NO_BREAK for piece in part)
        if index < stop.word and word.gap is not None:
            pieces.append(word.gap)
            spaces += 1
    hang = words[stop.word].divisions[stop.division].hang if stop.division >= 0 else _hang(pieces[-1])
    last = pieces[-1]
    if last.text.endswith("-") and last.reading is None:
        # Programs that join divided words would take the hyphen of "pre- and post-war" away.
        pieces[-1] = Piece(last.run, last.text, Reading(last.text + READ_BEFORE))
    return pieces, spaces, hang


def _before(pieces: list[Piece], cut: Division) -> list[Piece]:
    """Return what of a word stands before a cut. Its last piece is read as a whole, with what comes on the next line."""
    last = pieces[cut.piece]
    whole = Reading(last.text) if cut.index < len(last.text) else None
    kept = [*pieces[: cut.piece], Piece(last.run, last.text[: cut.index], whole)]
    return [*kept, Piece(last.run, SOFT_HYPHEN, whole)] if cut.hyphen else kept


def _after(pieces: list[Piece], cut: Division) -> list[Piece]:
    """Return what of a word stands behind a cut. What was read on the line before is not read again."""
    first, *others = pieces[cut.piece :]
    read = Reading(READ_BEFORE)
    rest = [Piece(first.run, first.text[cut.index :], read)] if cut.index < len(first.text) else []
    if first.reading is not None:
        # The same piece is cut again at the end of this line, and its hyphen follows.
        others = [Piece(piece.run, piece.text, read) for piece in others]
    return [*rest, *others]


def extent(stretches: Sequence[list[Run]]) -> tuple[float, float]:
    """Return the width of the widest word, which a narrow column should have room for, and of the whole without any break."""
    word_lists = [_words(runs) for runs in stretches]
    widest = max((word.width for words in word_lists for word in words), default=0.0)
    whole = max((sum(word.width + (word.gap.width if word.gap else 0) for word in words) for words in word_lists), default=0.0)
    return widest, whole
