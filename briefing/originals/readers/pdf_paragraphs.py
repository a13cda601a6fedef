"""The paragraphs of a PDF: lines that belong together, also across columns and pages. Headings, captions and rows of tables are apart."""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import field

from briefing.dataclass import dataclass
from briefing.originals.readers.east_asian import is_wide
from briefing.originals.readers.lexicon import lexicon
from briefing.originals.readers.pdf_blacked import SIGN
from briefing.originals.readers.pdf_columns import Column
from briefing.originals.readers.pdf_hyphens import Guess, Spelling, joined
from briefing.originals.readers.pdf_lines import Line, spelled

END = re.compile(r"[.!?…:;。！？：；][”’\"')\]」』）】]*$|[”’\"」』]$")
STOP = re.compile(r"[.!?…。！？][”’\"')\]」』）】]*$|[”’\"」』]$")
HYPHEN = re.compile(r"\w[-\u2010]$")
ITEM = re.compile(r"(?:[•▪●■◦∙·❖➢✓✗◊→]|[–—-](?=\s)|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)](?=\s)|\((?:\d{1,3}|[a-z]|[ivx]{1,5})\))\s*")
_BULLET = re.compile(r"[•▪●■◦∙❖➢✓✗◊](?=\s)")
"""The mark of a list item that is never within a sentence."""
_BARE = re.compile(r"(?:§\s*)?\d{1,3}[a-z]?\s")
"""The number of a paragraph or of a question without a full stop."""
_DATED = re.compile(r"(?:[^\W\d_]{3,9}\.?\s\d{1,2}|\d{1,2}\.?\s[^\W\d_]{3,9}(?:\s\d{4})?|\d{4})(?:\s?[–-]\s?\d{1,4})?\s?[–—:]\s")
"""The date before an entry of a calendar or a chronology."""
_LONG = 40
"""Letters of a line from which it is no row of a table with a number in its first cell."""
_CAPTION = re.compile(
    r"(?:(?:supplementary |extended data )?(?:table|figure|fig|tab|map|chart|box|plate|photo|graph|diagram|exhibit|"
    r"abbildung|abb|tabelle|karte|"
    r"tableau|graphique|carte|cuadro|tabla|gráfico|figura|mapa|таблица|рисунок|рис|карта))\.?\s*(?:\d+|[IVXL]+|[A-Z])?(?:[.-]\d+)*\s*[a-z]?\s*([.:|–—]|$|(?=[A-Z]))",
    re.IGNORECASE,
)
_APART = 1.22
"""The distance of two lines from which they are two paragraphs, as a share of the usual one."""
_ROOM = 2.5
"""Room at the end of a line of Chinese or Japanese from which its paragraph ends, as a share of the size."""
_GRID = 6
"""Cells with one sign each that are a row of a table of signs at least."""
_IDEOGRAPH = re.compile("[\u2e80-\u9fff\uac00-\ud7af]")
"""Signs that may be spread in a line of text."""
WRAPPED = "it is a row of a table or of columns, whose lines may be mixed"
_WRAPPED = 12
"""Letters of a cell that may go on in the line below at least."""
_ROW_GAP = 1.5
"""The gap between two cells of a table at least, as a share of the size."""


@dataclass(slots=True, eq=False)
class Block:
    """Lines that make one paragraph."""

    lines: list[Line]
    kind: str
    """`body`, `heading`, `caption`, `row` of a table, `note`, or `aside`."""
    flush: bool = False
    """Whether its first line begins at the margin."""
    room: float = 0.0
    """How far its last line ends before the margin, in points."""
    doubts: list[str] = field(default_factory=list)
    """Why it may be otherwise than in the file."""

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.lines[0].page


@dataclass(slots=True)
class Layout:
    """What the lines of the whole text have in common."""

    usual: float
    """The size of most letters."""
    pitches: dict[int, float]
    """The usual distance of two lines, by twice their size."""
    indents: bool = False
    """Whether paragraphs begin with an indent."""
    justified: bool = False
    """Whether the lines of paragraphs end at one margin."""
    runs_on: bool = False
    """Whether more full lines that end with a sentence are within paragraphs than at their ends."""

    def pitch(self, line: Line) -> float:
        """Return the usual distance of lines as large as this one."""
        return self.pitches.get(round(line.size * 2), 1.2 * line.size)


def layout(columns: Sequence[Column], usual: float) -> Layout:
    """Measure the lines of a text."""
    steps: dict[int, list[float]] = defaultdict(list)
    for column in columns:
        for before, line in zip(column.lines, column.lines[1:], strict=False):
            step = before.base - line.base
            if abs(before.size - line.size) < 0.3 and 0.85 * line.size < step < 3 * line.size:
                steps[round(line.size * 2)].append(step)
    pitches = {size: _usual_step(found) for size, found in steps.items() if len(found) > 2}
    found = Layout(usual, pitches)
    flush = indented = full = count = within = at_end = 0
    for column in columns:
        margins = _Margins(column, found)
        full += sum(abs(margins.right - line.right) < 1 for line in column.lines)
        count += len(column.lines)
        for before, line in itertools.pairwise(column.lines):
            gap = (before.base - line.base) / found.pitch(line)
            if (
                STOP.search(before.text)
                and line.text[:1].isupper()
                and abs(before.size - line.size) < 0.3
                and not margins.is_short(before, line)
            ):
                within += 0.7 < gap < _APART
                at_end += _APART <= gap < 4
        for before, line, after in zip(column.lines, column.lines[1:], column.lines[2:], strict=False):
            if STOP.search(before.text) and abs(line.size - usual) < 0.3 and before.base - line.base < 2 * found.pitch(line):
                if 0.6 * line.size < line.left - margins.left < 4 * line.size and after.left - margins.left < 0.4 * line.size:
                    indented += 1
                elif margins.is_short(before, line) and line.left - margins.left < 0.4 * line.size:
                    flush += 1
    found.indents = indented > flush and indented > 1
    found.justified = full > 0.6 * count
    found.runs_on = within >= at_end
    return found


def _usual_step(steps: Sequence[float]) -> float:
    """Return the commonest distance of lines: of several that are about as common, the smallest."""
    counts = Counter(round(step * 2) for step in steps)
    most = max(counts.values())
    first = min(step for step, count in counts.items() if count >= 0.6 * most)
    return statistics.median(step for step in steps if abs(step * 2 - first) <= 1)


class _Margins:
    """The sides of a column, and how its paragraphs begin."""

    def __init__(self, column: Column, layout: Layout) -> None:
        self.layout = layout
        size = _main_size(column)
        lines = [line for line in column.lines if abs(line.size - size) < 0.4] or column.lines
        lefts = Counter(round(line.left) for line in lines)
        most = max(lefts.values())
        # Of margins that many lines have, the outermost one is that of the column.
        self.left = min(left for left, count in lefts.items() if count >= max(0.3 * most, 1))
        rights = sorted(line.right for line in lines)
        self.right = rights[min(int(0.92 * len(rights)), len(rights) - 1)]
        self.width = max(self.right - self.left, 1.0)
        self.hangs = self._hanging(column.lines)

    def is_short(self, before: Line, line: Line) -> bool:
        """Say whether the first word of a line would have had room at the end of the line before."""
        room = self.right - before.right
        return room > line.first + 0.35 * line.size and room > 0.04 * self.width

    def indent(self, line: Line) -> float:
        """Return how far a line is from the margin, as a share of its size."""
        return (line.left - self.left) / line.size

    def _hanging(self, lines: Sequence[Line]) -> set[int]:
        """Return the lines of lists whose items begin at the margin and go on with an indent, by their identity."""
        found: set[int] = set()
        run: list[Line] = []
        for line in (*lines, None):
            if (
                line is not None
                and run
                and run[-1].base - line.base < 1.7 * self.layout.pitch(line)
                and abs(run[-1].size - line.size) < 0.4
            ):
                run.append(line)
                continue
            if self._hangs(run):
                found.update(id(each) for each in run)
            run = [line] if line is not None else []
        return found

    def _hangs(self, run: Sequence[Line]) -> bool:
        begin = go_on = 0
        for before, line in itertools.pairwise(run):
            step = self.indent(line) - self.indent(before)
            ended = bool(STOP.search(before.text)) or self.is_short(before, line)
            if step > 0.6:
                begin += ended
                go_on += not ended
            elif step < -0.6:
                begin += not ended
                go_on += ended
        return go_on > begin and go_on > 1


def _main_size(column: Column) -> float:
    weights: Counter[float] = Counter()
    for line in column.lines:
        weights[line.size] += len(line.text)
    return weights.most_common(1)[0][0]


# ── lines to blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def blocks(columns: Sequence[Column], layout: Layout) -> list[Block]:
    """Group the lines of all columns, in reading order."""
    found: list[Block] = []
    for column in columns:
        margins = _Margins(column, layout)
        group: list[Line] = []
        first = len(found)
        for number, line in enumerate(column.lines):
            after = column.lines[number + 1] if number + 1 < len(column.lines) else None
            if group and _begins(group, line, after, margins, layout):
                found.append(_block(group, margins, layout))
                group = []
            group.append(line)
        if group:
            found.append(_block(group, margins, layout))
        doubt_wrapped(found[first:])
        if column.cell:
            for block in found[first:]:
                block.kind = "row" if block.kind in ("body", "aside") else block.kind
    return found


def doubt_wrapped(blocks: Sequence[Block]) -> None:
    """Note rows of a table whose cells may have several lines: a cell of the next row goes on in small letters below one of theirs."""
    for block, after in itertools.pairwise(blocks):
        if len(block.lines) > 1 or len(block.lines[0].cells) < 2 or block.lines[0].row:
            continue
        line, below = block.lines[0], after.lines[0]
        begun = [_cell_text(line, left, right) for left, right in line.cells]
        for (left, _), text in zip(line.cells, begun, strict=True):
            under = next(
                (_cell_text(below, *cell) for cell in below.cells or [(below.left, below.right)] if abs(cell[0] - left) < 0.5 * line.size),
                "",
            )
            if under[:1].islower() and text and not END.search(text) and len(text) > _WRAPPED:
                for each in (block, after):
                    if WRAPPED not in each.doubts:
                        each.doubts.append(WRAPPED)


def _cell_text(line: Line, left: float, right: float) -> str:
    return spelled([piece for piece in line.pieces if left <= piece.left and piece.right <= right])


def _block(lines: list[Line], margins: _Margins, layout: Layout) -> Block:
    text, first = lines[0].text, lines[0]
    caption = _CAPTION.match(text)
    kind = "body"
    if _is_row(first) and len(lines) == 1:
        kind = "row"
    elif caption and (first.size < 0.97 * layout.usual or caption[1] or first.bold or caption.end() == len(text)):
        kind = "caption"
    elif sum(len(line.text) for line in lines) < 220 and (first.size > 1.08 * layout.usual or first.bold) and not text[:1].islower():
        kind = "heading"
    elif first.size < 0.9 * layout.usual:
        kind = "aside"
    return Block(lines, kind, margins.indent(first) < 0.4, margins.right - lines[-1].right)


def _has_label(line: Line) -> bool:
    """Say whether a line has a number or another mark of a list item before it, apart from its words."""
    cells = line.cells
    is_apart = len(cells) == 2 and cells[0][1] - cells[0][0] < 2.5 * line.size
    return is_apart and (ITEM.match(line.text) is not None or (_BARE.match(line.text) is not None and len(line.text) > _LONG))


def _is_row(line: Line) -> bool:
    """Say whether a line is a row of a table: its cells are further apart than words. The mark of a list item is no cell."""
    cells = line.cells
    if line.row:
        return True
    if len(cells) < 2 or _has_label(line):
        return False
    if len(cells) >= _GRID and all(right - left < 1.2 * line.size for left, right in cells) and not _IDEOGRAPH.search(line.text):
        return True
    widest = max(right[0] - left[1] for left, right in itertools.pairwise(cells))
    return widest > _ROW_GAP * line.size and not _is_loose(line, widest)


def _has_label_beside(before: Line, line: Line, margins: _Margins) -> bool:
    """Say whether a full line has a label in the margin of its column, and the next line goes on below its words."""
    return (
        not before.row
        and len(before.cells) == 2
        and before.cells[0][1] < margins.left + 0.5 * line.size
        and abs(line.left - margins.left) < 0.4 * line.size
        and not margins.is_short(before, line)
    )


def _is_loose(line: Line, widest: float) -> bool:
    """Say whether a line has few words, spread over a narrow column: then the gaps between all words are alike."""
    gaps = [after.left - before.right for before, after in zip(line.pieces, line.pieces[1:], strict=False) if after.spaced]
    return (
        widest < 3.5 * line.size
        and len(gaps) > 0
        and min(gaps) > 0.7 * widest
        and (len(gaps) < 2 or HYPHEN.search(line.text) is not None or len(line.pieces) < 5)
    )


def _begins(group: list[Line], line: Line, after: Line | None, margins: _Margins, layout: Layout) -> bool:
    """Say whether a line begins a paragraph."""
    before = group[-1]
    if (
        HYPHEN.search(before.text)
        and re.match(r"\w", line.text)
        and abs(before.size - line.size) < 0.15 * before.size
        and not _is_row(before)
    ):
        return False
    if (
        _is_row(line)
        or (_is_row(before) and not _has_label_beside(before, line, margins))
        or not any(letter.isalnum() or letter == SIGN for letter in before.text)
    ):
        return True
    unfinished = not END.search(before.text) and line.text[:1].islower()
    if abs(before.size - line.size) > 0.12 * max(before.size, line.size) and len(line.text) > 3 and len(before.text) > 3:
        return True
    gap = (before.base - line.base) / max(layout.pitch(line), layout.pitch(before), 0.9 * line.size)
    if gap > 1.9 or (gap > _APART and not (unfinished and not margins.is_short(before, line))):
        return True
    if unfinished and not (before.bold and not line.bold) and before.mono == line.mono:
        return False
    return _begins_by_style(group, line, margins) or _begins_by_place(group, line, after, margins, layout)


def _begins_by_style(group: Sequence[Line], line: Line, margins: _Margins) -> bool:
    """Say whether a line begins a paragraph because a heading ends or begins."""
    before = group[-1]
    if before.mono != line.mono:
        return True
    if before.bold != line.bold:
        return bool(before.bold and all(each.bold for each in group)) or bool(END.search(before.text)) or margins.is_short(before, line)
    if before.italic != line.italic:
        return margins.is_short(before, line) and not line.text[:1].islower()
    return before.text.isupper() != line.text.isupper() and margins.is_short(before, line) and len(line.text) > 8 and len(before.text) > 3


def _begins_by_place(group: Sequence[Line], line: Line, after: Line | None, margins: _Margins, layout: Layout) -> bool:
    before = group[-1]
    ended, short = bool(END.search(before.text)), margins.is_short(before, line)
    is_heading = (line.size > 1.08 * layout.usual or (line.bold and before.bold)) and not (short and STOP.search(before.text))
    step = margins.indent(line) - margins.indent(before)
    if _BULLET.match(line.text):
        return True
    if is_heading or _is_centred(before, line, margins):
        return False
    if _ends_between_signs(group, line, margins):
        return True
    if (
        (ITEM.match(line.text) or _has_label(line))
        and (ended or short or step < -0.6)
        and abs(margins.indent(line)) < 8
        and not _is_number_in_text(before, line)
    ):
        return True
    if _DATED.match(line.text) and _DATED.match(group[0].text) and abs(margins.indent(line) - margins.indent(group[0])) < 0.3:
        return True
    if id(line) in margins.hangs and id(before) in margins.hangs:
        return step < -0.6 and (ended or short) if abs(step) > 0.6 else ended and short
    if step > 0.6:
        if line.indented or before.indented:
            return False
        returns = after is not None and margins.indent(after) < margins.indent(line) - 0.6
        return ended or short or (returns and line.text[:1].isupper() and not HYPHEN.search(before.text) and step < 4)
    if step < -0.6 and len(group) > 1 and not (before.indented or line.indented):
        return (ended and short) or (short and not line.text[:1].islower())
    if ended and short:
        return True
    return short and not line.text[:1].islower() and margins.right - before.right > 0.28 * margins.width


def _ends_between_signs(group: Sequence[Line], line: Line, margins: _Margins) -> bool:
    """Say whether a line of Chinese or Japanese ends early. It can end after any sign, so that those within a paragraph are full."""
    before = group[-1]
    if not is_wide(before.text[-1:]) or not is_wide(line.text[:1]) or margins.right - before.right < _ROOM * before.size:
        return False
    around = [line, *group[-2:-1]]  # lines beside a picture are all as long
    return not any(abs(each.right - before.right) < 0.6 * before.size for each in around)


def _is_number_in_text(before: Line, line: Line) -> bool:
    """Say whether a number at the beginning of a line belongs to the sentence, as in "the 19. / century", and is no list item."""
    return not END.search(before.text) and not re.match(r"[•▪●■◦∙❖➢✓(]", line.text)


def _is_centred(before: Line, line: Line, margins: _Margins) -> bool:
    """Say whether two lines of different lengths have one middle, that of their column."""
    middle = (margins.left + margins.right) / 2
    return all(
        abs((each.left + each.right) / 2 - middle) < 0.02 * margins.width and each.left - margins.left > 0.05 * margins.width
        for each in (before, line)
    )


def text_of(lines: Sequence[Line], spelling: Spelling, guesses: list[tuple[str, int]] | None = None) -> str:
    """Return the words of a block.

    Args:
        lines: Its lines.
        spelling: How the text spells its words.
        guesses: Where divided words are put that may have a hyphen or not, with their pages.
    """
    for line in lines:
        if line.initial:
            line.initial = _initial(line, spelling)
            line.forget()
    shown = [line for line in lines if line.text]
    told: list[Guess] = []
    text = joined([line.text for line in shown] or [""], spelling, told)
    if guesses is not None:
        guesses += [(guess.word, shown[guess.line].page) for guess in told]
    return text


def _initial(line: Line, spelling: Spelling) -> str:
    """Return a large initial with a space if it is a word of its own, such as A or I."""
    letter = line.initial.strip()
    rest = line.text[len(line.initial) :]
    word = re.match(r"[^\W\d_]+", rest)
    if not word or letter[-1:] not in "AIOÀYÉ" or not rest[:1].isalpha():
        return letter if not rest[:1].isdigit() else letter + " "
    whole, alone = (letter[-1] + word[0]).lower(), word[0].lower()
    others = spelling.known[alone] - 1  # without this place
    if spelling.known[whole] != max(others, 0):
        return letter + " " if others > spelling.known[whole] else letter
    words = lexicon(spelling.language)
    return letter + " " if not words.count(whole) and words.count(alone) else letter
