"""Marks of notes in copies, such as `[12]` behind a word, told apart from numbers in brackets that belong to the text.

A mark is right behind a letter, a digit or a sign that closes something. Behind a sign it can be nothing else. Behind a letter or a digit
it may be a number of the text, as in `about[300]` or `20[3]`: there it is a mark only if it goes on with the numbers of the other marks, or
if a list of notes in the copy has it.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from briefing.dataclass import dataclass
from briefing.document.breaks import SOFT_HYPHEN, UNSEEN
from briefing.document.numbering import ranges
from briefing.system.patterns import pattern

MARK = r"\[\d{1,3}\]"
_UNSEEN = str.maketrans("", "", SOFT_HYPHEN + UNSEEN)
_BEFORE_MARK = pattern(r"(?:[^\W_]|[\u0300-\u036f.,;:!?…)%}]|[^\s(\[{“‘«‹„‚–—-][\"'”’“»›])\Z")
"""What a footnote is marked behind: a letter, a digit or a sign that closes something. Elsewhere a number in brackets is a number."""
_BEFORE_NUMBER = pattern(
    r"(?<![^\W_])(?:(?:[^\W\d_]|nos?|nr|paras?|pp|arts?|ss|rr|regs?|cl|ch|cols?|nn|fn|figs?|vols?|vv?|abs|rn|rdnr?|rz|ziff|пп|ст|стр|гл|абз)\.?"
    r"|at|paragraphs?|articles?|sections?|rules?|regulations?|clauses?|chapters?|note|lines?|schedules?|tables?|figures?"
    r"|pages?|verses?|footnote)\Z",
    re.IGNORECASE,
)
"""What a number of the text is behind, even without a space: `para.[45]`, `Rule[3]`, the index of `x[1]`."""
_HALF_A_YEAR = pattern(r"(?<![\d.,])(?:1\d|20)\Z")
"""What two digits in brackets make a year with: `19[91]`."""
_FURTHEST = 24
"""Characters before a bracket that decide what its number is."""
_BRACKET = pattern(r"\[(\d{1,3})(?:\s*[,;–-]\s*(\d{1,3}))*\](?!\w|[.,]\d)")
"""A number in brackets, or several: `[4, 5]`, `[4–6]`."""
_LISTED = pattern(r"\s*\[(\d{1,3})\](?![.,]\d)")
_SHOWN = 5
"""How many numbers of the text are shown at most."""
_AHEAD = 2
"""How many marks behind a number show that a run of numbers begins with it."""


def may_be_mark(text: str, start: int, end: int) -> bool:
    """Say whether the number in brackets from `start` to `end` of a text can be the mark of a note, by what it is behind."""
    before = text[max(start - _FURTHEST, 0) : start].translate(_UNSEEN)
    if end - start == len("[91]") and _HALF_A_YEAR.search(before):
        return False
    return bool(_BEFORE_MARK.search(before)) and not _BEFORE_NUMBER.search(
        before if before.isascii() else unicodedata.normalize("NFKC", before)
    )


@dataclass(frozen=True, slots=True)
class _Bracket:
    paragraph: int
    start: int
    first: int
    last: int
    behind: str
    """The character that it is behind."""
    words: str
    """It, with the word before it; empty for several numbers, which are never left out of a text."""

    @property
    def is_sure(self) -> bool:
        """Whether it is behind a sign, where no number of the text is."""
        return not self.behind.isalnum()


@dataclass(frozen=True, slots=True)
class NoteMarks:
    """What the numbers in brackets of a copy are that can be marks of notes."""

    numbers: Mapping[int, frozenset[int]]
    """The places of the numbers that belong to the text, by paragraph, counted from 0."""
    marks: frozenset[int]
    """The numbers of the marks."""
    guessed: tuple[int, ...]
    """The numbers behind letters and digits that are taken for marks."""
    words: tuple[str, ...]
    """The numbers that belong to the text, with the words before them."""


def note_marks(paragraphs: Sequence[str]) -> NoteMarks:
    """Tell marks of notes and numbers of the text apart, by the numbers of the whole copy."""
    found = [each for number, text in enumerate(paragraphs) if "[" in text for each in _brackets(number, text)]
    listed = {int(match[1]) for text in paragraphs if (match := _LISTED.match(text))}
    firm = [each.first for each in found if not each.behind.isdigit()]
    is_reused = len(set(firm)) < len(firm)
    marks, guessed, rest = set[int](), list[int](), list[_Bracket]()
    top = 0
    for place, each in enumerate(found):
        run = [later.first for later in found[place : place + 1 + _AHEAD]]
        follows = each.first == top + 1 or (each.first > top and _begins_run(run))
        again = each.first in marks and (is_reused or not each.behind.isdigit())
        if each.is_sure or follows or again or each.first in listed:
            top = max(top, each.last)
            marks.add(each.first)
            guessed += [each.first] if each.words and not each.is_sure else []
        elif each.words:
            rest.append(each)
    numbers = {number: frozenset(each.start for each in rest if each.paragraph == number) for number in {each.paragraph for each in rest}}
    return NoteMarks(numbers, frozenset(marks), tuple(guessed), tuple(each.words for each in rest))


def guesses(paragraphs: Sequence[str]) -> Iterator[str]:
    """Yield a sentence on what is taken for marks of notes, and one on what is not, where nothing but the other numbers tells."""
    marks = note_marks(paragraphs)
    if marks.guessed:
        numbers = ranges(tuple(sorted(set(marks.guessed))))
        yield f"numbers in brackets that are taken for marks of notes, and that quotations leave out: {numbers}"
    if marks.words:
        more = f", and {len(marks.words) - _SHOWN} more" if len(marks.words) > _SHOWN else ""
        yield f"numbers in brackets that are taken for words of the text: {', '.join(f'“{each}”' for each in marks.words[:_SHOWN])}{more}"


def _brackets(paragraph: int, text: str) -> list[_Bracket]:
    found: list[_Bracket] = []
    end = -1
    for match in _BRACKET.finditer(text):
        joined = bool(found) and match.start() == end
        if joined or may_be_mark(text, *match.span()):
            behind = found[-1].behind if joined else text[: match.start()].translate(_UNSEEN)[-1:]
            words = "" if match[2] else text[: match.end()].split()[-1]
            found.append(_Bracket(paragraph, match.start(), int(match[1]), int(match[2] or match[1]), behind, words))
            end = match.end()
    return found


def _begins_run(numbers: list[int]) -> bool:
    """Say whether numbers follow each other, with a gap of one at most."""
    pairs = list(itertools.pairwise(numbers))
    return len(pairs) == _AHEAD and all(0 <= after - before <= 2 for before, after in pairs) and numbers[-1] > numbers[0]
