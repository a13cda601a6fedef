"""Which words of a PDF are at a place of its pages: the words under the boxes of an annotation, and the line beside it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.dataclass import dataclass
from briefing.originals.readers.pdf_blocks import Block
from briefing.originals.readers.pdf_hyphens import spelling
from briefing.originals.readers.pdf_letters import Piece
from briefing.originals.readers.pdf_lines import Line
from briefing.originals.readers.pdf_paragraphs import text_of
from briefing.originals.readers.pdf_reading import Text

_AROUND = 40
"""How many characters before and after a stretch say which place is meant."""
_COVERED = 0.5
"""The part of a word that a highlight must cover, for it to have the word."""
_SIGNS = ".,;:!?()[]{}\"'“”‘’„‚«»‹›…—–"
_NARROW = 0.3
"""The part of the usual width of a letter that a sign may be uncovered and still belong to the highlight."""
_MIDDLE = 0.3
"""The height of the middle of small letters above their line, as a share of their size."""
_THIN, _RISE = 5.0, 9.0
"""The height of a box up to which it is only the line under words, and how far above it their middle may be."""
_LONG = 24
"""Letters from which a run without spaces is no word: Chinese, Japanese and Thai have none."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        """The place in the middle."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def holds(self, x: float, y: float, more: float = 0.0) -> bool:
        """Say whether a place is inside, or at most `more` points outside."""
        return self.left - more <= x <= self.right + more and self.bottom - more <= y <= self.top + more

    def turned(self, quarters: int) -> Box:
        """Return the box as text that is turned by quarters of a turn has it, turned back."""
        match quarters:
            case 1:
                return Box(self.bottom, -self.right, self.top, -self.left)
            case 2:
                return Box(-self.right, -self.top, -self.left, -self.bottom)
            case 3:
                return Box(-self.top, self.left, -self.bottom, self.right)
            case _:
                return self


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that follow each other in the text of a PDF."""

    page: int
    words: str
    around: tuple[str, str]
    """The text before and after them."""
    turn: tuple[int, int]
    """Which of the places with these words in the PDF it is, counted from 1, and how many there are."""


class Places:
    """The words of a PDF by their places."""

    def __init__(self, text: Text) -> None:
        """Begin to look for words.

        Args:
            text: The paragraphs of the PDF, with their lines.
        """
        self._turns = text.pages.turns
        self._blocks = [block for words, block in text.blocks if words]
        self._words = [words for words, _ in text.blocks if words]
        self._spelling = spelling(line.text.removeprefix(line.initial) for block in self._blocks for line in block.lines)
        solid = list(map(_solid, self._words))
        self._text_of_all = "".join(solid)
        self._starts = list(itertools.accumulate(map(len, solid), initial=0))
        self._on_page: dict[int, list[int]] = {}
        for number, block in enumerate(self._blocks):
            for page in {line.page for line in block.lines}:
                self._on_page.setdefault(page, []).append(number)

    def stretches(self, page: int, boxes: Sequence[Box]) -> list[Stretch]:
        """Return the words under some boxes of a page, in the order of the text: one stretch for paragraphs that follow each other."""
        turned = [box.turned(self._turn(page)) for box in boxes]
        covered = {number: found for number in self._on_page.get(page, ()) if (found := _covered(self._blocks[number], page, turned))}
        if not covered:
            thin = [replace(box, bottom=box.bottom - 1, top=box.bottom + _RISE) for box in turned if box.top - box.bottom < _THIN]
            covered = {number: found for number in self._on_page.get(page, ()) if (found := _covered(self._blocks[number], page, thin))}
        runs: list[list[int]] = []
        for number in sorted(covered):
            if runs and number == runs[-1][-1] + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        every = [self._stretch(page, run, covered) for run in runs]
        return [each for each in every if each.words]

    def _turn(self, page: int) -> int:
        return self._turns[page - 1] if 0 < page <= len(self._turns) else 0

    def _stretch(self, page: int, run: Sequence[int], covered: dict[int, dict[int, str]]) -> Stretch:
        words = " ".join(filter(None, (self._text(self._blocks[number], covered[number]) for number in run)))
        before = self._text(self._blocks[run[0]], _outside(self._blocks[run[0]], covered[run[0]], after=False))
        after = self._text(self._blocks[run[-1]], _outside(self._blocks[run[-1]], covered[run[-1]], after=True))
        turn = self._turn_of(words, self._starts[run[0]] + len(_solid(before)))
        before = before or (self._words[run[0] - 1] if run[0] else "")
        after = after or (self._words[run[-1] + 1] if run[-1] + 1 < len(self._words) else "")
        return Stretch(page, words, (before[-_AROUND:], after[:_AROUND]), turn)

    def _turn_of(self, words: str, place: int) -> tuple[int, int]:
        """Return which of all places with some words is the one at a place, or nearest to it, and how many there are."""
        found = [match.start() for match in re.finditer(f"(?={re.escape(_solid(words))})", self._text_of_all)] if words else []
        return (1 + min(range(len(found)), key=lambda each: abs(found[each] - place)), len(found)) if found else (0, 0)

    def _text(self, block: Block, kept: dict[int, str]) -> str:
        """Return the words of some pieces of a block, as the reader of PDFs puts them together.

        Args:
            block: The paragraph.
            kept: The pieces by their identity, each with the letters that count.
        """
        lines = []
        for line in block.lines:
            pieces = [_with_text(piece, kept[id(piece)]) for piece in line.pieces if kept.get(id(piece))]
            if pieces:
                initial = line.initial if kept.get(id(line.pieces[0])) else ""
                lines.append(Line(line.page, pieces, line.base, line.size, initial=initial))
        return text_of(lines, self._spelling) if lines else ""

    def beside(self, page: int, box: Box) -> str:
        """Return the words of the line of text that is nearest to a box, with the line after it."""
        box = box.turned(self._turn(page))
        x, y = box.left, (box.bottom + box.top) / 2
        lines = [(line, block) for number in self._on_page.get(page, ()) for block in [self._blocks[number]] for line in block.lines]
        here = [(_distance(line, x, y), line, block) for line, block in lines if line.page == page and line.text]
        if not here:
            return ""
        _, line, block = min(here, key=lambda each: each[0])
        at = next(place for place, each in enumerate(block.lines) if each is line)
        return self._text(block, {id(piece): piece.text for each in block.lines[at : at + 2] for piece in each.pieces})


def _solid(text: str) -> str:
    return "".join(text.split())


def _with_text(piece: Piece, text: str) -> Piece:
    return piece if piece.text == text else replace(piece, text=text)


def _outside(block: Block, covered: dict[int, str], *, after: bool) -> dict[int, str]:
    """Return the pieces of a block before, or after, those that are covered, with what is not covered of the piece at the edge."""
    pieces = [piece for line in block.lines for piece in line.pieces]
    places = [place for place, piece in enumerate(pieces) if id(piece) in covered]
    edge = pieces[places[-1] if after else places[0]]
    rest = edge.text.rpartition(covered[id(edge)])[2] if after else edge.text.partition(covered[id(edge)])[0]
    beyond = pieces[places[-1] + 1 :] if after else pieces[: places[0]]
    return {**{id(piece): piece.text for piece in beyond}, id(edge): rest}


def _covered(block: Block, page: int, boxes: Sequence[Box]) -> dict[int, str]:
    """Return the pieces of a block that boxes cover, by their identity, each with the letters that are covered."""
    found: dict[int, str] = {}
    touched: tuple[float, Piece] | None = None
    for line in block.lines:
        if line.page != page:
            continue
        for piece in line.pieces:
            share, letters = _share(piece, boxes)
            if letters:
                found[id(piece)] = letters
            elif share and (touched is None or share > touched[0]):
                touched = share, piece
    if not found and touched is not None and touched[0] > _COVERED / 2:
        found[id(touched[1])] = touched[1].text
    return found


def _share(piece: Piece, boxes: Sequence[Box]) -> tuple[float, str]:
    """Return the greatest part of a piece that a box covers, and its covered letters: all of a word, or none."""
    middle, width = piece.base + _MIDDLE * piece.size, max(piece.right - piece.left, 0.01)
    most, letters = 0.0, ""
    for box in boxes:
        if not box.bottom <= middle <= box.top:
            continue
        start, end = (min(max((side - piece.left) / width, 0.0), 1.0) for side in (box.left, box.right))
        most = max(most, end - start)
        if _is_cut(piece.text):
            part = piece.text[round(start * len(piece.text)) : round(end * len(piece.text))]
            letters = part if len(part) > len(letters) else letters
        elif end - start >= _COVERED:
            letters = _without_signs(piece.text, start, end)
    return most, letters


def _without_signs(text: str, start: float, end: float) -> str:
    """Return a word without the signs before and after it that a box does not cover."""
    before, after = len(text) - len(text.lstrip(_SIGNS)), len(text) - len(text.rstrip(_SIGNS))
    first = before if start > _NARROW * before / len(text) else 0
    last = after if 1 - end > _NARROW * after / len(text) else 0
    return text[first : len(text) - last] or text


def _is_cut(text: str) -> bool:
    """Say whether a run of letters may be covered in part: it is no word, or its script has no spaces between words."""
    return len(text) > _LONG or any(
        "\u2e80" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af" or "\u0e00" <= letter <= "\u0eff" for letter in text
    )


def _distance(line: Line, x: float, y: float) -> tuple[float, float]:
    height = max(line.bottom - y, y - line.top, 0.0)
    return round(height, 1), max(line.left - x, x - line.right, 0.0)
