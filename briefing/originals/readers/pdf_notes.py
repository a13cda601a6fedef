"""The footnotes of a PDF: small lines at the foot of a page or a column that begin with the mark of a note."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence
from dataclasses import field

from briefing.dataclass import dataclass
from briefing.originals.readers.pdf_columns import Column
from briefing.originals.readers.pdf_letters import Piece
from briefing.originals.readers.pdf_lines import Line

SMALLER = 0.94
"""Notes are smaller than this share of the text."""
_REST, _APART = 8, 1.3
"""Lines of the rest of a note at most, and the distance from the text above it at least, in line heights."""
_MOST = 0.6
"""The part of a page that notes without a raised mark may have."""
UNMARKED = "the text has no mark of this footnote, so it may be something else"
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
SYMBOLS = "*∗⁎†‡§¶‖#"
RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN_LABEL = re.compile(
    rf"(?:(?P<number>\d{{1,3}})(?:[.)]|(?=\s))\s*|[\[(](?P<inside>\d{{1,3}}|[a-z]|[{SYMBOLS}]{{1,3}})[\])]\s*"
    rf"|(?P<raised>[{RAISED_DIGITS}]{{1,3}})\s*|(?P<symbol>[{SYMBOLS}]{{1,4}})\s*)(?=\S)"
)
_RAISED_LABEL = re.compile(rf"[\[(]?(?:\d{{1,3}}[a-z]?|[a-z]|[{SYMBOLS}]{{1,4}})[\])]?[.]?")
_LETTERED = re.compile(r"(?:tab(?:le|\.|elle)|fig(?:ure|\.)|source|note|abb|map|chart|карта|таблица|рис)\b", re.IGNORECASE)
_HEADING = 40
_REFERENCES = re.compile(
    r"(?:\d+\.?\s+|[IVX]+\.\s+)?(?:references|bibliography|works cited|notes|endnotes|sources|"
    r"literature|literatur|literaturverzeichnis|quellen|"
    r"bibliographie|références|bibliografía|referencias|список литературы|литература|примечания)(?: and notes| cited)?[.:]?",
    re.IGNORECASE,
)
"""The heading of a list of references, or of notes at the end."""
_END = re.compile(r"[.!?…][”’\"')\]]*$")


@dataclass(slots=True, eq=False)
class Note:
    """A footnote."""

    label: str
    page: int
    lines: list[Line] = field(default_factory=list)

    def doubts(self, marks: Collection[str]) -> list[str]:
        """Return why it may be no note, if the text has none of these marks for it."""
        return [UNMARKED] if self.label and self.label not in marks else []


def without_notes(pages: Sequence[list[Column]], usual: float) -> list[Note]:
    """Take the notes out of the columns of all pages, and return them in order.

    Args:
        pages: The columns of each page, in reading order. They lose their notes.
        usual: The size of the text.
    """
    notes: list[Note] = []
    listed = False
    for columns in pages:
        count = sum(len(column.lines) for column in columns)
        marks = {mark for column in columns for line in column.lines for mark in _raised(line)}
        for column in columns:
            listed = listed or any(len(line.text) < _HEADING and _REFERENCES.fullmatch(line.text) for line in column.lines)
            found = _foot(column, usual, count, notes, marks) if not column.cell else []
            if found and listed and found[0].pieces[0].level != 1:  # the entries of a list of references are no notes
                continue
            if found and not _has_text_below(found, columns, usual):
                gone = {id(line) for line in found}
                column.lines = [line for line in column.lines if id(line) not in gone]
                _sort(found, notes, marks)
        columns[:] = [column for column in columns if column.lines]
    return notes


def _foot(column: Column, usual: float, count: int, notes: Sequence[Note], marks: set[str]) -> list[Line]:
    """Return the notes at the foot of a column; nothing if there are none."""
    tail: list[Line] = []
    for line in reversed(column.lines):
        if line.size >= SMALLER * usual and not (tail and len(line.text) < 4):
            break
        tail.insert(0, line)
    if not tail:
        return _of_usual_size(column, usual, marks, notes)
    whole = len(tail) == len(column.lines)
    page = column.lines[0].page
    before = notes[-1].lines[-1] if notes else None
    unfinished = before is not None and page - notes[-1].page < 2 and not _END.search(before.text) and _is_elsewhere(before, tail[0])
    starts = [number for number, line in enumerate(tail) if label(line, marks) and (line.pieces[0].level == 1 or not line.cells[2:])]
    if unfinished and (not starts or _is_near(tail, starts[0])) and not _LETTERED.match(tail[0].text):
        return tail if starts or len(tail) < 0.5 * count else []
    for start in starts:
        found = tail[start:]
        is_raised = found[0].pieces[0].level > 0 or (label(found[0], marks) or "") in marks or found[0].text[0] in SYMBOLS + RAISED_DIGITS
        is_apart = start > 0 or whole or _gap(column.lines[-len(tail) - 1], tail[0]) > 1.05
        fits = is_raised or (len(found) < _MOST * count and is_apart and not (whole and len(found) == count))
        if fits and not (whole and start == 0 and count == len(found) and not is_raised):
            return found
    return []


def _has_text_below(found: Sequence[Line], columns: Sequence[Column], usual: float) -> bool:
    """Say whether there is text below some lines. Then they are no footnotes, but stand below a title or a table."""
    left, right, base = min(line.left for line in found), max(line.right for line in found), found[-1].base
    return any(
        line.base < base and line.left < right and left < line.right and line.size >= SMALLER * usual and len(line.text) > 3
        for column in columns
        for line in column.lines
    )


def _of_usual_size(column: Column, usual: float, marks: set[str], notes: Sequence[Note]) -> list[Line]:
    """Return notes that are as large as the text: each begins with a raised mark that the text has, too, and they rise.

    Lines above the first of them, after a gap, may be the rest of a note of the page before. If text goes on after a gap below them, they
    are no notes: they may be the affiliations of the authors.
    """
    lines = column.lines
    first, last = len(lines), 10_000
    for number in range(len(lines) - 1, 0, -1):
        line = lines[number]
        mark = label(line) if line.pieces[0].level == 1 and len(line.pieces) > 1 else None
        if mark is None or line.size < SMALLER * usual:
            continue
        value = int(mark) if mark.isdigit() else last - 1
        if mark not in marks and value != last - 1:
            continue
        if value >= last and last != 1:  # a new chapter may begin on the page
            break
        first, last = number, value
    if any(_gap(before, line) >= _APART and label(line) is None for before, line in itertools.pairwise(lines[first:])):
        return []
    start = first - 1
    while 0 < start < len(lines) - 1 and first - start < _REST and _gap(lines[start - 1], lines[start]) < _APART:
        start -= 1
    before = notes[-1].lines[-1] if notes else None
    goes_on = before is not None and lines[0].page - before.page == 1 and not _END.search(before.text)
    is_rest = goes_on and start > 0 and lines[start].text[:1].islower() and _gap(lines[start - 1], lines[start]) >= _APART
    return lines[start:] if is_rest and first < len(lines) else lines[first:]


def _is_elsewhere(before: Line, line: Line) -> bool:
    """Say whether a line is on a later page than another one, or in another column."""
    return before.page < line.page or line.left >= before.right or before.left >= line.right


def _gap(before: Line, line: Line) -> float:
    """Return the distance of two lines, in line heights of 1.2."""
    return (before.base - line.base) / (1.2 * max(before.size, line.size))


def _is_near(tail: Sequence[Line], start: int) -> bool:
    """Say whether the lines before the first mark follow each other closely, as the rest of a note does."""
    return all(_gap(before, line) < 1.45 for before, line in itertools.pairwise(tail[: start + 1]))


def label(line: Line, letters: Collection[str] = ()) -> str | None:
    """Return the mark at the beginning of a note; None if there is none.

    Args:
        line: The first line of the note.
        letters: The letters that may be a mark even if they are not raised.
    """
    first = line.pieces[0]
    if first.level == 1 and len(line.pieces) > 1:
        raised = "".join(piece.text for piece in _leading(line))
        return bare(raised) if _RAISED_LABEL.fullmatch(raised) else None
    if re.match(r"[a-z] (?=[A-Z“])", line.text) and line.text[0] in letters:
        return line.text[0]
    match = _PLAIN_LABEL.match(line.text)
    return bare(match[0].strip()) if match and match.end() < len(line.text) else None


def _leading(line: Line) -> list[Piece]:
    found: list[Piece] = []
    for piece in line.pieces:
        if piece.level != 1:
            break
        found.append(piece)
    return found


def bare(mark: str) -> str:
    """Return a mark without brackets and points, and raised digits as digits."""
    return mark.strip("()[]. ").translate(str.maketrans(RAISED_DIGITS, "0123456789")).replace("∗", "*").replace("⁎", "*")


def _raised(line: Line) -> list[str]:
    found = [bare(piece.text) for piece in line.pieces[1:] if piece.level == 1]
    return found + [bare(mark) for mark in re.findall(rf"[{RAISED_DIGITS}]{{1,3}}", line.text[1:])]


def _sort(lines: Sequence[Line], notes: list[Note], marks: Collection[str]) -> None:
    """Divide lines into notes. Lines before the first mark go on with the last note of the page before."""
    for line in lines:
        mark = label(line, marks)
        if mark is not None and _follows(mark, line, notes):
            notes.append(Note(mark, line.page))
        elif not notes:
            notes.append(Note("", line.page))
        notes[-1].lines.append(line)


def _follows(mark: str, line: Line, notes: Sequence[Note]) -> bool:
    """Say whether a mark at the beginning of a line is the next one. A note may have a line that begins with a number, such as a year."""
    if line.pieces[0].level == 1 or not mark.isdigit() or not notes or not notes[-1].label.isdigit():
        return True
    last = notes[-1]
    if int(mark) == int(last.label) + 1:
        return True
    return line.page != last.page and last.lines[-1].page != line.page and (mark == "1" or int(mark) > int(last.label))


def without_label(note: Note) -> None:
    """Take the mark of a note off its first line."""
    line = note.lines[0]
    if line.pieces[0].level == 1:
        count = len(_leading(line))
        if count < len(line.pieces):
            line.pieces = line.pieces[count:]
            line.measure()
        return
    match = re.match(rf"{note.label}\s+", line.text) if note.label.isalpha() else _PLAIN_LABEL.match(line.text)
    if not match:
        return
    gone = len("".join(match[0].split()))
    while gone and line.pieces:
        piece = line.pieces[0]
        if len(piece.text) > gone:
            piece.text = piece.text[gone:]
            gone = 0
        else:
            gone -= len(piece.text)
            line.pieces = line.pieces[1:]
    if line.pieces:
        line.measure()
