"""The numbers of lines beside the text of pleadings, bills, drafts and poems: a column of rising numbers that count the lines beside them.

Numbers of paragraphs and of questions rise, too, but each has several lines beside it, or no sentence that goes on in the next line.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Iterator, Sequence

from briefing.dataclass import dataclass
from briefing.originals.readers.pdf_letters import Piece
from briefing.originals.readers.pdf_lines import Line

_STEPS = (1, 2, 5, 10)
_ALIGNED = 3.0
"""Points by which the edges of numbers below each other may differ."""
_COUNTS, _EXACT = 0.7, 2
"""The part of the steps from one number to the next that fit the number of lines between, at least; and how many such steps prove that
numbers which skip lines, as 5, 10 and 15 do, count them."""
_GOES_ON = 0.12
"""The part of the numbered lines that go on with a sentence, at least."""
_LEAST = 3
"""Lines beside numbers at least."""
_LINE = 20
"""Letters of a line of prose at least."""
_MOST = 300
"""Numbers of a page that are looked at."""
_GOES = re.compile(r"[^\W\d_][,’'-]?$")
"""The end of a line after which a sentence goes on."""


@dataclass(slots=True, eq=False)
class _Number:
    value: int
    line: Line
    piece: Piece
    apart: bool
    """Whether nothing is near on the side away from the text."""


def without_line_numbers(pages: Sequence[list[Line]]) -> tuple[list[list[Line]], list[int]]:
    """Return the lines without the numbers beside them, and how many numbers each page had."""
    found = [{is_left: list(_numbers(lines, is_left=is_left)) for is_left in (True, False)} for lines in pages]
    columns = [_of_both_sides(sides) for sides in found]
    known = [[(column, _evidence(column, lines)) for column in own] for own, lines in zip(columns, pages, strict=True)]
    columns = [[column for column, evidence in own if evidence.fits >= _COUNTS * evidence.steps] for own in known]
    kept = [evidence for own in known for _, evidence in own if evidence.fits >= _COUNTS * evidence.steps]
    if not _is_proved(kept):
        return [list(lines) for lines in pages], [0] * len(pages)
    every = [column for own in columns for column in own]
    for sides, own in zip(found, columns, strict=True):
        rest = _like_others(sides, own, every)
        own.extend([rest] if rest else [])
    return [_without(lines, own) for lines, own in zip(pages, columns, strict=True)], [sum(map(len, own)) for own in columns]


def _of_both_sides(sides: dict[bool, list[_Number]]) -> list[list[_Number]]:
    """Return the columns of a page. The number of a line may be the last piece of the line in the column before it."""
    every = sorted((number for numbers in sides.values() for number in numbers), key=lambda number: number.apart)
    return list(_columns(list({id(number.piece): number for number in every}.values())))


@dataclass(slots=True)
class _Evidence:
    """What speaks for a column of numbers."""

    steps: int = 0
    """Pairs of neighbouring numbers."""
    fits: int = 0
    """Pairs that have as many lines between them as their difference says, or fewer."""
    exact: int = 0
    """Pairs of numbers that skip lines and have exactly so many between them."""
    beside: int = 0
    """Lines of text beside the numbers."""
    going: int = 0
    """Lines that go on with a sentence."""


def _is_proved(every: Sequence[_Evidence]) -> bool:
    """Say whether the columns of numbers count lines."""
    beside, going = sum(each.beside for each in every), sum(each.going for each in every)
    is_exact = sum(each.exact for each in every) >= _EXACT
    return is_exact or (beside >= _LEAST and going >= max(_GOES_ON * beside, 2))


def _like_others(sides: dict[bool, list[_Number]], own: Sequence[Sequence[_Number]], every: Sequence[Sequence[_Number]]) -> list[_Number]:
    """Return numbers of a page at the place of the line numbers of other pages, if they are too few to be known by themselves."""
    taken = {id(number.piece) for column in own for number in column}
    low = min(number.piece.left for column in every for number in column) - _ALIGNED
    high = max(number.piece.right for column in every for number in column) + _ALIGNED
    step = every[0][1].value - every[0][0].value
    found = [
        each
        for numbers in sides.values()
        for each in numbers
        if each.apart and id(each.piece) not in taken and low < each.piece.left and each.piece.right < high
    ]
    found = sorted({id(each.piece): each for each in found}.values(), key=lambda each: -each.line.base)
    values = [each.value for each in found]
    return found if not own and values == sorted(values) and all(value % step == 0 for value in values) else []


def _columns(numbers: Sequence[_Number]) -> Iterator[list[_Number]]:
    """Yield the columns of rising numbers, the longest first."""
    left = sorted(numbers, key=lambda number: -number.line.base)[:_MOST]
    while True:
        runs = [
            _rising([each for each in left if abs(getattr(each.piece, edge) - getattr(start.piece, edge)) < _ALIGNED])
            for edge in ("right", "left")
            for start in left
        ]
        column = max(runs, key=len, default=[])
        if not column:
            return
        column = _extended(column, left)
        least = len(column) / 2 if _step(column) == 1 else len(column)  # years and sums of tables rise by other steps, too
        if sum(number.apart for number in column) >= least:
            yield column
        taken = {id(each) for each in column}
        left = [each for each in left if id(each) not in taken]


def _extended(column: list[_Number], left: Sequence[_Number]) -> list[_Number]:
    """Add numbers that are aligned at their other side: 9 and 10 have one of their sides below each other."""
    step = column[1].value - column[0].value
    for _ in left:
        low, high = min(each.piece.left for each in column), max(each.piece.right for each in column)
        near = [each for each in left if each not in column and low - 1 < each.piece.right and each.piece.left < high + 1]
        before = [each for each in near if each.value == column[0].value - step and each.line.base > column[0].line.base]
        behind = [each for each in near if each.value == column[-1].value + step and each.line.base < column[-1].line.base]
        if not before and not behind:
            break
        column = [*before[-1:], *column, *behind[:1]]
    return column


def _numbers(lines: Sequence[Line], *, is_left: bool) -> Iterator[_Number]:
    for line in lines:
        piece = line.pieces[0] if is_left else line.pieces[-1]
        alone = len(line.pieces) == 1
        if piece.level or not re.fullmatch(r"\d{1,4}", piece.text) or line.initial:
            continue
        beside = line.pieces[1] if is_left and not alone else line.pieces[-2] if not alone else None
        gap = 99.0 if beside is None else (beside.left - piece.right if is_left else piece.left - beside.right)
        if gap > 0.2 * line.size:
            yield _Number(int(piece.text), line, piece, not _has_neighbour(piece, line, lines, is_left=is_left))


def _has_neighbour(piece: Piece, line: Line, lines: Sequence[Line], *, is_left: bool) -> bool:
    """Say whether there is anything further out on the same row. The numbers of a column in the middle of the page have it near."""
    for other in lines:
        if other is not line and abs(other.base - line.base) < 0.4 * line.size:
            near = -1.2 * line.size < (piece.left - other.right if is_left else other.left - piece.right) < 1.2 * line.size
            if near:
                return True
    return False


def _rising(group: Sequence[_Number]) -> list[_Number]:
    """Return the numbers of a group if they rise by equal steps, at equal distances."""
    best: list[_Number] = []
    for step in _STEPS:
        run: list[_Number] = []
        for each in group:
            if run and each.value == run[-1].value + step:
                run.append(each)
            elif not run or len(run) < 3:
                run = [each]
            elif each.value == 1 or each.value == step:
                break
        least = 4 if step == 1 else 3 if step == 2 or (run and run[0].value % step) else 2
        if len(run) > len(best) and len(run) >= least:
            best = run
    if len(best) < 2:
        return []
    pitches = [before.line.base - after.line.base for before, after in itertools.pairwise(best)]
    usual = statistics.median(pitches)
    even = sum(abs(pitch - usual) < 0.12 * usual or abs(pitch / usual - round(pitch / usual)) < 0.15 for pitch in pitches)
    return best if even >= 0.6 * len(pitches) else []


def _step(column: Sequence[_Number]) -> int:
    return column[1].value - column[0].value


def _evidence(column: Sequence[_Number], lines: Sequence[Line]) -> _Evidence:
    """Compare a column of numbers with the lines beside it: if they count each line, with those on the side that they fit better."""
    taken = {id(number.piece) for number in column}
    texts = [(line, rest) for line in lines if (rest := [piece for piece in line.pieces if id(piece) not in taken])]
    if _step(column) > 1:
        return _evidence_at(column, texts, is_left=None)
    sides = [_evidence_at(column, texts, is_left=is_left) for is_left in (True, False)]
    return max(sides, key=lambda each: (each.fits, each.going))


def _evidence_at(column: Sequence[_Number], texts: Sequence[tuple[Line, list[Piece]]], *, is_left: bool | None) -> _Evidence:
    """Compare a column of numbers with the lines to the right of it, or to the left; if that is not said, with the nearest ones."""
    beside = [each for number in column if (each := _nearest(number, texts, is_left=is_left)) is not None]
    if not beside:
        return _Evidence()
    left, right = min(rest[0].left for _, rest in beside), max(rest[-1].right for _, rest in beside)
    bases = [number.line.base for number in column]
    high, low = max(bases) + 2, min(bases) - 2
    inside = [
        (line.base, " ".join(piece.text for piece in rest))
        for line, rest in sorted(texts, key=lambda each: (-each[0].base, each[0].left))
        if low <= line.base <= high and left - 2 <= rest[0].left < right
    ]
    found = _Evidence(beside=len(inside))
    for before, after in itertools.pairwise(column):
        between = _rows([base for base, _ in inside], before.line.base - 2, after.line.base + 2)
        found.steps += 1
        found.fits += between < after.value - before.value
        found.exact += between + 1 == after.value - before.value > 1
    words = [text for _, text in inside]
    found.going = sum(
        _GOES.search(before) is not None and after[:1].islower() and len(before) > _LINE for before, after in itertools.pairwise(words)
    )
    return found


def _rows(bases: Sequence[float], high: float, low: float) -> int:
    """Return how many rows there are between two base lines."""
    inside = [base for base in bases if low < base < high]
    return sum(before - after > 2 for before, after in itertools.pairwise([high, *inside]))


def _nearest(number: _Number, texts: Sequence[tuple[Line, list[Piece]]], *, is_left: bool | None) -> tuple[Line, list[Piece]] | None:
    """Return the text beside a number that is on the left of it, or on the right, or on either side."""
    piece, size = number.piece, number.line.size
    row = [(line, rest) for line, rest in texts if abs(line.base - number.line.base) < 0.5 * size]
    if is_left is not None:
        row = [each for each in row if (each[1][-1].left > piece.right if is_left else each[1][0].right < piece.left)]
    gaps = [(max(rest[0].left - piece.right, piece.left - rest[-1].right), place) for place, (_, rest) in enumerate(row)]
    return row[min(gaps)[1]] if gaps else None


def _without(lines: Sequence[Line], columns: Sequence[Sequence[_Number]]) -> list[Line]:
    gone = {id(number.piece) for column in columns for number in column}
    kept: list[Line] = []
    for line in lines:
        pieces = [piece for piece in line.pieces if id(piece) not in gone]
        if len(pieces) != len(line.pieces):
            line.pieces = pieces
            if pieces:
                line.measure()
        if pieces:
            kept.append(line)
    return kept


def counted(numbers: Sequence[int]) -> str:
    """Say how many line numbers were left out, and where the first is; empty if there are none."""
    total = sum(numbers)
    first = next((page for page, count in enumerate(numbers, 1) if count), 0)
    return f"left out {total} numbers of lines beside the text, the first on page {first}" if total else ""
