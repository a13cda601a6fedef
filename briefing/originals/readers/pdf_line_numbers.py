"""The numbers of lines beside the text of pleadings, bills and drafts: a column of rising numbers next to lines that go on."""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.originals.readers.pdf_letters import Piece
from briefing.originals.readers.pdf_lines import Line

_STEPS = (1, 2, 5, 10)
_ALIGNED = 3.0
"""Points by which the edges of numbers below each other may differ."""
_GOES_ON = 0.12
"""The part of the numbered lines that go on with a sentence, at least."""
_END = re.compile(r"[.!?:;…][”’\"')]*$")


@dataclass(slots=True)
class _Number:
    value: int
    line: Line
    piece: Piece


def without_line_numbers(pages: Sequence[list[Line]]) -> tuple[list[list[Line]], list[int]]:
    """Return the lines without the numbers beside them, and how many numbers each page had."""
    columns = [[column for is_left in (True, False) for column in _columns(lines, is_left=is_left)] for lines in pages]
    evidence = [_goes_on(column, lines) for found, lines in zip(columns, pages, strict=True) for column in found]
    numbered, going_on = sum(count for count, _ in evidence), sum(going for _, going in evidence)
    if numbered < 3 or going_on < max(_GOES_ON * numbered, 2):
        return [list(lines) for lines in pages], [0] * len(pages)
    return [_without(lines, found) for lines, found in zip(pages, columns, strict=True)], [sum(map(len, found)) for found in columns]


def _columns(lines: Sequence[Line], *, is_left: bool) -> Iterator[list[_Number]]:
    """Yield the columns of rising numbers at one side of the lines."""
    found = sorted(_numbers(lines, is_left=is_left), key=lambda number: -number.line.base)
    used: set[int] = set()
    for edge in ("right", "left"):
        for start in found:
            place = getattr(start.piece, edge)
            group = [each for each in found if id(each) not in used and abs(getattr(each.piece, edge) - place) < _ALIGNED]
            column = _rising(group)
            if column:
                used.update(id(each) for each in column)
                yield column


def _numbers(lines: Sequence[Line], *, is_left: bool) -> Iterator[_Number]:
    for line in lines:
        piece = line.pieces[0] if is_left else line.pieces[-1]
        alone = len(line.pieces) == 1
        if piece.level or not re.fullmatch(r"\d{1,4}", piece.text) or line.initial:
            continue
        beside = line.pieces[1] if is_left and not alone else line.pieces[-2] if not alone else None
        gap = 99.0 if beside is None else (beside.left - piece.right if is_left else piece.left - beside.right)
        if gap > 0.2 * line.size and not _has_neighbour(piece, line, lines, is_left=is_left):
            yield _Number(int(piece.text), line, piece)


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
        if len(run) > len(best) and len(run) >= (3 if step > 1 else 4):
            best = run
    if len(best) < 3:
        return []
    pitches = [before.line.base - after.line.base for before, after in itertools.pairwise(best)]
    usual = statistics.median(pitches)
    even = sum(abs(pitch - usual) < 0.12 * usual or abs(pitch / usual - round(pitch / usual)) < 0.15 for pitch in pitches)
    return best if even >= 0.6 * len(pitches) else []


def _goes_on(column: Sequence[_Number], lines: Sequence[Line]) -> tuple[int, int]:
    """Return how many lines of text the numbers are beside, and how many of these go on with a sentence."""
    taken = {id(number.piece) for number in column}
    rows: list[tuple[float, str]] = []
    for line in sorted(lines, key=lambda line: (-line.base, line.left)):
        rest = [piece for piece in line.pieces if id(piece) not in taken]
        if rest:
            rows.append((line.base, " ".join(piece.text for piece in rest)))
    bases = [number.line.base for number in column]
    high, low = max(bases) + 2, min(bases) - 2
    inside = [text for base, text in rows if low <= base <= high]
    going = sum(not _END.search(before) and after[:1].islower() and len(before) > 20 for before, after in itertools.pairwise(inside))
    return len(inside), going


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
