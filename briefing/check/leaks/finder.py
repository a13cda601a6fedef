"""Find passages in texts, by every run of at least six words and twenty-four letters.

Wherever such a run lies in a text, one of the twelve-letter pieces that begin at each twelfth letter of the text lies wholly inside it. So
a text is looked at in those places only, and compared letter by letter where a passage has the same piece: time grows with the text and
hardly with the number of passages.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from briefing.check.leaks.ciphers import Ciphers
from briefing.check.leaks.letters import decoded, letters, plain_letters
from briefing.check.leaks.sought import Passage
from briefing.check.leaks.threads import Threads, words_of
from briefing.dataclass import dataclass

WORDS = 6
"""Words that a run has at least: fewer words in a row can be in any text."""
LETTERS = 24
"""Letters that a run has at least."""
FEWEST = 12
"""Letters of a stretch that is looked for as a whole, where a passage has no run."""
_PIECE = 12
_PIECES = re.compile(f".{{{_PIECE}}}")
_WHOLE = 2 * _PIECE - 1
"""This many letters contain a whole piece, wherever in a text they begin."""

_NEAR = (_WHOLE - _PIECE) // 2
"""And of these, so many lie at least on one side of the piece."""

_LONG, _MOST = 1_000, 20_000
"""Characters of a text for which it is remembered what was found in it, and how many such texts."""

_Span = tuple[int, int]
"""The first word of a run, and the one after its last."""
_Key = tuple[int, _Span]
"""A stretch by its number, and a run in it."""


@dataclass(frozen=True, slots=True)
class Found:
    """Words of a passage that were found in a text."""

    passage: Passage
    words: str


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words of a passage, and the runs by which they are found."""

    passage: int
    words: tuple[str, ...]
    runs: tuple[_Span, ...]

    def said(self, run: _Span) -> str:
        return " ".join(self.words[slice(*run)])


class _Index:
    """Where the runs of stretches are in one spelling, by their pieces."""

    def __init__(self, stretches: Sequence[_Stretch], spell: Callable[[str], str]) -> None:
        self.spelled: list[str] = []
        self.places: list[dict[_Span, tuple[int, int]]] = []
        self.pieces = defaultdict[str, list[tuple[int, int]]](list)
        self.short: list[tuple[str, _Key]] = []
        self.found_in: dict[bytes, frozenset[_Key]] = {}
        """What was found in long texts, by their hashes: in a watching build most of them come again."""
        for number, stretch in enumerate(stretches):
            self._add(number, stretch, [spell(word) for word in stretch.words])
        self._backwards = frozenset(piece[::-1] for piece in self.pieces)

    def _add(self, number: int, stretch: _Stretch, words: list[str]) -> None:
        bounds = [0, *itertools.accumulate(map(len, words))]
        text = "".join(words)
        long: dict[_Span, tuple[int, int]] = {}
        free = 0
        for run in stretch.runs:  # from left to right
            start, end = bounds[run[0]], bounds[run[1]]
            if end - start >= _WHOLE:
                long[run] = (start, end)
                for first in range(max(start, free), end - _PIECE + 1):
                    self.pieces[text[first : first + _PIECE]].append((number, first))
                free = max(free, end - _PIECE + 1)
            elif end - start >= FEWEST:
                self.short.append((text[start:end], (number, run)))
        self.spelled.append(text)
        self.places.append(long)

    def __iter__(self) -> Iterator[_Key]:
        """Yield every run that can be found in this spelling."""
        yield from ((number, run) for number, runs in enumerate(self.places) for run in runs)
        yield from (key for _, key in self.short)

    def words_of(self, keys: Collection[_Key]) -> Iterator[str]:
        """Yield some of the runs as they are spelled."""
        for number, runs in enumerate(self.places):
            yield from (self.spelled[number][start:end] for run, (start, end) in runs.items() if (number, run) in keys)
        yield from (words for words, key in self.short if key in keys)

    def found(self, text: str) -> Iterator[_Key]:
        """Yield the runs that are in a text, some more than once. The text is in the spelling of this index."""
        yield from self._long(text, _PIECES.findall(text))
        yield from (key for words, key in self.short if words in text)

    def found_either_way(self, text: str) -> Iterator[_Key]:
        """Yield the runs that are in a text forwards or backwards, as scripts and marks of direction can show them."""
        cut = _PIECES.findall(text)
        yield from self._long(text, cut)
        if not self._backwards.isdisjoint(cut):  # hardly ever
            yield from self._long(text[::-1], _PIECES.findall(text[::-1]))
        yield from (key for words, key in self.short if words in text or words[::-1] in text)

    def _long(self, text: str, cut: Sequence[str]) -> Iterator[_Key]:
        """Yield the runs that are in a text, which is also cut into pieces."""
        pieces = self.pieces
        for order, piece in [(order, piece) for order, piece in enumerate(cut) if piece in pieces]:
            for number, inside in pieces[piece]:
                yield from self._around(number, inside, text, order * _PIECE)

    def _around(self, number: int, inside: int, text: str, place: int) -> Iterator[_Key]:
        """Yield the runs of a stretch around a piece that a text has, too. Most often there is none, and the next letters tell."""
        other, end = self.spelled[number], inside + _PIECE
        after, before = text[place + _PIECE : place + _PIECE + _NEAR], text[max(place - _NEAR, 0) : place]
        if other[end : end + _NEAR] == after or other[max(inside - _NEAR, 0) : inside] == before:
            first, last = _shared(text, place, other, inside)
            yield from ((number, run) for run, (start, stop) in self.places[number].items() if first <= start and stop <= last)


def _shared(text: str, place: int, other: str, inside: int) -> tuple[int, int]:
    """Return from where to where another text agrees with a text around a piece that both have."""
    first, last, shift = inside, inside + _PIECE, place - inside
    while first > 0 and first + shift > 0 and other[first - 1] == text[first - 1 + shift]:
        first -= 1
    while last < len(other) and last + shift < len(text) and other[last] == text[last + shift]:
        last += 1
    return first, last


class Finder:
    """Looks for passages by the runs of words that no student may read."""

    def __init__(self, passages: Sequence[Passage], readable: Iterable[str] = ()) -> None:
        """Take the passages, and the texts that students may read."""
        self.passages = passages
        public = list(readable)
        self._stretches, wide, narrow = _indexed(tuple(passages))
        self._known = set(wide.found("".join(map(_letters, public))))
        """The runs that students may read."""
        self._wide, self._narrow = wide, narrow
        runs = set(wide) - self._known
        told = {self._stretches[number].passage for number, _ in runs}
        self.sought = tuple(passage.name for number, passage in enumerate(passages) if number in told)
        """The names of the passages that are looked for."""
        self.indistinct = tuple(passage.name for number, passage in enumerate(passages) if number not in told)
        """Those without words of their own, or with too few: no search can tell them from what students may read."""
        self._foreign, self._fewest = _foreign_letters(self._wide.words_of(runs.difference(self._narrow)))
        sought = set(self.sought)
        words = [" ".join(passage.stretches).split() if passage.name in sought else [] for passage in passages]
        read = words_of("\n".join(public))
        self._threads = Threads(words, read)
        self._ciphers = Ciphers(words, frozenset((*read, *(each for text in words for each in words_of(" ".join(text))))))

    def search_whole(self, text: str, *, in_letters: bool = True) -> list[Found]:
        """Return the passages that a whole text has with other words between theirs, in another order, or in other letters.

        Args:
            text: The text.
            in_letters: Whether a font may show other letters than the text has.
        """
        searched = (self._threads, self._ciphers) if in_letters else (self._threads,)
        return [Found(self.passages[number], words) for each in searched for number, words in each.found(text)]

    def may_hold(self, texts: Sequence[str | bytes]) -> bool:
        """Return False if `search` finds nothing in any of some texts. They are searched as if they followed one another."""
        if not all(self._known.issuperset(self._runs_in(text)) for text in texts if len(text) >= _LONG):
            return True
        short = [text for text in texts if len(text) < _LONG]
        written = b"".join(text for text in short if isinstance(text, bytes))
        if not self._known.issuperset(self._narrow.found_either_way(plain_letters(written))):
            return True
        if any(self._in_other_letters(text) for text in texts if isinstance(text, bytes)):
            return True
        said = [text for text in short if isinstance(text, str)]
        plain = plain_letters("".join(filter(str.isascii, said)).encode())
        whole = plain + "".join(letters(text) for text in said if not text.isascii())
        return not self._known.issuperset(self._wide.found_either_way(whole))

    def _runs_in(self, text: str | bytes) -> frozenset[_Key]:
        """Return the runs in a text, whether students may read them or not. They depend on the text and the passages alone."""
        index, data = (self._wide, text.encode("utf-8", "surrogatepass")) if isinstance(text, str) else (self._narrow, text)
        name = hashlib.blake2b(data, digest_size=20).digest()
        if name not in index.found_in:
            if len(index.found_in) >= _MOST:
                index.found_in.clear()
            spelled = letters(text) if isinstance(text, str) else plain_letters(text)
            index.found_in[name] = frozenset(index.found_either_way(spelled))
        return index.found_in[name]

    def search(self, text: str | bytes) -> list[Found]:
        """Return the passages with words in a text or in bytes, each once, with the first words found."""
        index, spelled = (self._wide, letters(text)) if isinstance(text, str) else (self._narrow, plain_letters(text))
        keys = [key for key in index.found_either_way(spelled) if key not in self._known]
        keys += self._in_other_letters(text) if isinstance(text, bytes) else ()
        first: dict[int, _Key] = {}
        for number, run in keys:
            first.setdefault(self._stretches[number].passage, (number, run))
        return [Found(self.passages[passage], self._stretches[number].said(run)) for passage, (number, run) in first.items()]

    def _in_other_letters(self, text: bytes) -> list[_Key]:
        """Return the runs that bytes have in a script other than the Latin one."""
        if not self._foreign:
            return []
        return [
            key for each in decoded(text) if self._is_foreign(each) for key in self._wide.found(letters(each)) if key not in self._known
        ]

    def _is_foreign(self, text: str) -> bool:
        """Say whether a text has enough of the letters that are sought and are not ASCII. Most bytes are no text in another script."""
        return len(self._foreign.intersection(letters("".join(set(text))))) >= self._fewest


def _foreign_letters(words: Iterable[str]) -> tuple[frozenset[str], int]:
    """Return the letters of words that are not ASCII, and how many different ones each of the words has at the least."""
    found = [frozenset(letter for letter in each if not letter.isascii()) for each in words]
    return frozenset[str]().union(*found), min(map(len, found), default=0)


@functools.lru_cache(2)  # a watching build looks for the same passages in each of its rounds
def _indexed(passages: tuple[Passage, ...]) -> tuple[list[_Stretch], _Index, _Index]:
    """Return the stretches of passages, and where all their runs are in both spellings."""
    spell = functools.cache(letters)
    stretches = _stretches(passages, spell)
    return stretches, _Index(stretches, spell), _Index(stretches, functools.cache(_narrow))


@functools.lru_cache(_MOST)
def _letters(text: str) -> str:
    return letters(text)


def _narrow(word: str) -> str:
    return plain_letters(word.encode())


def _stretches(passages: Sequence[Passage], spell: Callable[[str], str]) -> list[_Stretch]:
    """Return the stretches of passages with all their runs; where a passage is too short for one, each stretch is a run."""
    found = []
    for number, passage in enumerate(passages):
        stretches = [tuple(word for word in text.split() if spell(word)) for text in passage.stretches]
        runs = [tuple(_runs([len(spell(word)) for word in words])) for words in stretches]
        if not any(runs):
            runs = [((0, len(words)),) if words else () for words in stretches]
        found += [_Stretch(number, *each) for each in zip(stretches, runs, strict=True)]
    return found


def _runs(lengths: Sequence[int]) -> Iterator[_Span]:
    """Yield from each word on, given by its length, the fewest words that make a run."""
    for first in range(len(lengths)):
        total = 0
        for last in range(first, len(lengths)):
            total += lengths[last]
            if last - first + 1 >= WORDS and total >= LETTERS:
                yield first, last + 1
                break
