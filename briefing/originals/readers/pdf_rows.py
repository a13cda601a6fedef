"""Rows of tables in a PDF that have no rules between their cells: these are further apart than words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from briefing.originals.readers.pdf_blocks import Block
from briefing.originals.readers.pdf_ends import END, HYPHEN, ITEM
from briefing.originals.readers.pdf_lines import Line, spelled
from briefing.originals.readers.pdf_margins import Margins

_BARE = re.compile(r"(?:§\s*)?\d{1,3}[a-z]?\s")
"""The number of a paragraph or of a question without a full stop."""
_SIGN = re.compile(r"[^\w\s()\[\]]\s")
"""One sign before an item of a list."""
_LONG = 40
"""Letters of a line from which it is no row of a table with a number in its first cell."""
_GRID = 6
"""Cells with one sign each that are a row of a table of signs at least."""
_IDEOGRAPH = re.compile("[\u2e80-\u9fff\uac00-\ud7af]")
"""Signs that may be spread in a line of text."""
WRAPPED = "it is a row of a table or of columns, whose lines may be mixed"
_WRAPPED = 12
"""Letters of a cell that may go on in the line below at least."""
_NUMBER = re.compile(r"[^\w\s]?\s?\d[\d\s.,:/%–-]*\W*")
"""A cell with a number."""
_PITCH = 1.45
"""How far apart the lines of the head of a table are at most, as a share of the size."""
_ROW_GAP = 1.5
"""The gap between two cells of a table at least, as a share of the size."""


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
                _doubt((block, after))
    _doubt_heads(blocks)


VERSE = "its lines may be those of verse, or paragraphs of their own"
_LINES, _CAPITALS = 3, 0.65
"""Lines of a doubtful paragraph at least, and the part of the lines within its sentences that begin with capitals."""


def doubt_verse(blocks: Sequence[Block]) -> None:
    """Note paragraphs in which lines go on with capitals, as those of verse do."""
    for block in blocks:
        pairs = [(before.text, line.text) for before, line in itertools.pairwise(block.lines) if not END.search(before.text)]
        capitals = sum(after[:1].isupper() and not after.isupper() for _, after in pairs)
        if block.kind == "body" and len(block.lines) >= _LINES and len(pairs) > 1 and capitals > _CAPITALS * len(pairs):
            block.doubts.append(VERSE)


def _doubt_heads(blocks: Sequence[Block]) -> None:
    """Note the head of a table that has several lines: rows of words close to each other, above rows of numbers."""
    for is_of_table, group in itertools.groupby(blocks, key=_is_plain_row):
        rows = list(group) if is_of_table else []
        head = list(itertools.takewhile(lambda block: not _has_numbers(block.lines[0]), rows))
        near = all(
            above.lines[0].base - below.lines[0].base < _PITCH * above.lines[0].size
            for above, below in itertools.pairwise(rows[: len(head)])
        )
        if 1 < len(head) < len(rows) and near:
            _doubt(head)


def _is_plain_row(block: Block) -> bool:
    line = block.lines[0]
    return len(block.lines) == 1 and len(line.cells) > 1 and not line.row


def _has_numbers(line: Line) -> bool:
    """Say whether half of the cells of a row are numbers."""
    numbers = sum(_NUMBER.fullmatch(_cell_text(line, left, right)) is not None for left, right in line.cells)
    return 2 * numbers >= len(line.cells)


def _doubt(blocks: Sequence[Block]) -> None:
    for block in blocks:
        if WRAPPED not in block.doubts:
            block.doubts.append(WRAPPED)


def _cell_text(line: Line, left: float, right: float) -> str:
    return spelled([piece for piece in line.pieces if left <= piece.left and piece.right <= right])


def has_label(line: Line) -> bool:
    """Say whether a line has a number or another mark of a list item before it, apart from its words."""
    cells = line.cells
    is_apart = len(cells) == 2 and cells[0][1] - cells[0][0] < 2.5 * line.size
    if is_apart and _SIGN.match(line.text):
        return True
    return is_apart and (ITEM.match(line.text) is not None or (_BARE.match(line.text) is not None and len(line.text) > _LONG))


def is_row(line: Line) -> bool:
    """Say whether a line is a row of a table: its cells are further apart than words. The mark of a list item is no cell."""
    cells = line.cells
    if line.row:
        return True
    if len(cells) < 2 or has_label(line):
        return False
    if len(cells) >= _GRID and all(right - left < 1.2 * line.size for left, right in cells) and not _IDEOGRAPH.search(line.text):
        return True
    widest = max(right[0] - left[1] for left, right in itertools.pairwise(cells))
    return widest > _ROW_GAP * line.size and not _is_loose(line, widest)


def has_label_beside(before: Line, line: Line, margins: Margins) -> bool:
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
