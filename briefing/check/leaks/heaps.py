"""Find passages in a text that has their words in another order: cells read down the columns, notes and labels that are placed one by one.

Most of the rare words of a sentence, within few words of a text, are that sentence, in whatever order they come.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

NEEDED = 8
"""Different rare words of a passage that must come together."""
_REACH = 11
"""Rare words of a passage, one after another in it, of which these must be."""
_WIDTH = 40
"""Words of the text among which they must be."""

Met = tuple[int, Sequence[tuple[int, int]]]
"""The place of a rare word in a text; the passages that have it, each with its order among the rare words there."""

_Near = tuple[int, int, int]
"""A place in a text, the order of the rare word there, and the number of the word."""


class Heaps:
    """The rare words of passages, in any order."""

    def __init__(self, readable: Sequence[Met]) -> None:
        """Take the rare words of what students may read."""
        self._known = set[tuple[int, int]]()
        for passage, orders in list(self._found(readable)):
            self._known.update((passage, order) for order in orders)

    def found(self, words: Sequence[Met]) -> Iterator[tuple[int, tuple[int, int]]]:
        """Yield the numbers of passages that are in the rare words of a text, each once, with the first and last rare word that was met."""
        seen = set[int]()
        for passage, orders in self._found(words):
            if passage not in seen:
                seen.add(passage)
                yield passage, (min(orders), max(orders))

    def _found(self, words: Sequence[Met]) -> Iterator[tuple[int, frozenset[int]]]:
        met: dict[int, deque[_Near]] = {}
        for place, keys in words:
            for passage, order in keys:
                if (passage, order) not in self._known:
                    near = met.setdefault(passage, deque())
                    near.append((place, order, id(keys)))
                    while near[0][0] <= place - _WIDTH:
                        near.popleft()
                    if len(near) >= NEEDED and (heap := _heap(near, order)):
                        yield passage, heap


def _heap(near: Iterable[_Near], order: int) -> frozenset[int]:
    """Return the rare words that come together with the last one that was met; empty if too few different words do."""
    close = sorted({(each, word) for _, each, word in near if abs(each - order) <= _REACH})
    for start, (first, _) in enumerate(close[: max(len(close) - NEEDED + 1, 0)]):
        heap = [(each, word) for each, word in close[start:] if each - first <= _REACH]
        if len({word for _, word in heap}) >= NEEDED:
            return frozenset(each for each, _ in heap)
    return frozenset()
