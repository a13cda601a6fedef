"""Formulas in a PDF: a line of text cannot show them, so the paragraphs that have one are doubtful.

A PDF draws the signs of a formula above and below each other, and says nowhere that they are one. They are known by their typefaces, by
signs that only formulas have, by letters above or below the line, and by lines that stand closer together than lines of text.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from briefing.originals.readers.pdf_blocks import Block
from briefing.originals.readers.pdf_letters import Piece
from briefing.originals.readers.pdf_lines import Line

FORMULA = "it has a formula, whose signs may be missing or in another order"
CLOSE = "its lines are so close to each other that their order is a guess"
RAISED = "it has letters above or below the line, which are written as plain ones"
_SIGNS = re.compile("[∑∏∐∫-∳√-∜⋂⋃⨀-⨿⎛-⎳∂∇∞∀∃∈∉⊂⊆⊕⊗⇒⇔↦]")
"""Signs that only formulas have."""
_ITALIC = re.compile("[\U0001d400-\U0001d7ff]")
"""Letters that only formulas have."""
_LETTER = re.compile(r"[^\W\d_]")
_OPERATOR = re.compile(r"[\d.,]*[\d=<>≤≥≠≈∼+×·⋅/|−][\d.,]*")
_WORD = re.compile(r"[^\W\d_]{3}")
_TEXT = 0.5
"""The part of all letters from which a typeface of formulas is that of the text."""
_MARK = re.compile(r"(?:[*∗†‡§¶®©]|™|tm|sm|st|nd|rd|th|er?|ère|re|ème|es|os?|as?|do|ta|to|[\W\d_]|[⁰¹²³⁴-₎])+", re.IGNORECASE)
"""What stands above or below the line in words: ordinals, marks, and signs that have a raised or lowered form."""
_LEAST, _CLOSEST = 0.16, 0.82
"""How far apart the base lines of signs in a formula are, as a share of the size: more than in one line, less than between two."""
_BESIDE = 1.0
"""How far apart they are to the side at most, as a share of the size."""
_SHORT = 0.6
"""How long the shorter one of two such lines is at most, as a share of the longer one."""


def mark(blocks: Sequence[Block]) -> list[Block]:
    """Note the blocks that have a formula, and return them in order."""
    lines = [line for block in blocks for line in block.lines]
    stacked = set(_stacked(lines))
    is_text = _share(lines) > _TEXT
    found = []
    for block in blocks:
        reason = _reason(block, stacked, is_text=is_text)
        if reason:
            block.doubts.append(reason)
            found.append(block)
    return found


def _reason(block: Block, stacked: set[int], *, is_text: bool) -> str:
    if any(_SIGNS.search(line.text) or (not is_text and _is_formula(line.pieces)) for line in block.lines):
        return FORMULA
    close = [line for line in block.lines if id(line) in stacked]
    if close:
        return CLOSE if any(map(_WORD.search, (line.text for line in close))) else FORMULA
    if any(line.mono for line in block.lines):
        return ""
    return RAISED if any(map(_has_lost, block.lines)) else ""


def _is_formula(pieces: Sequence[Piece]) -> bool:
    """Say whether a line has a formula in a typeface for formulas. A letter that stands alone is right in any case."""
    kinds = [len((_LETTER if piece.math else _ITALIC).findall(piece.text)) for piece in pieces]
    beside = [letters or _OPERATOR.fullmatch(piece.text) is not None for letters, piece in zip(kinds, pieces, strict=True)]
    return any(
        letters > 1 or (letters and any((*beside[max(place - 1, 0) : place], *beside[place + 1 : place + 2])))
        for place, letters in enumerate(kinds)
    )


def _has_lost(line: Line) -> bool:
    """Say whether a line has letters above or below it that nothing in the copy shows."""
    runs = ("".join(piece.text for piece in run) for level, run in itertools.groupby(line.pieces, key=lambda piece: piece.level) if level)
    return any(not _MARK.fullmatch(run) for run in runs)


def _share(lines: Sequence[Line]) -> float:
    """Return which part of all letters is in typefaces for formulas."""
    math = sum(len(piece.text) for line in lines for piece in line.pieces if piece.math)
    return math / max(sum(len(piece.text) for line in lines for piece in line.pieces), 1)


def _stacked(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the identities of lines that stand above each other more closely than lines of text do, as the parts of a fraction."""
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if not line.initial and not line.indented:
            pages[line.page].append(line)
    for page in pages.values():
        page.sort(key=lambda line: -line.base)
        for number, line in enumerate(page):
            for other in page[number + 1 :]:
                if line.base - other.base > _CLOSEST * line.size:
                    break
                if _is_stack(line, other):
                    yield from (id(line), id(other))


def _is_stack(line: Line, other: Line) -> bool:
    size = min(line.size, other.size)
    if not _LEAST * size < line.base - other.base < _CLOSEST * size or max(line.size, other.size) > 2 * size:
        return False
    apart = max(line.left, other.left) - min(line.right, other.right)
    shorter, longer = sorted((line.width, other.width))
    return apart < _BESIDE * size and shorter < _SHORT * longer
