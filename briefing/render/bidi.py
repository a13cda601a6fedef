"""The order of words in lines of both directions (Unicode Standard Annex 9). python-bidi knows the rules up to the levels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, groupby
from typing import TypeVar

from briefing.document.directions import has_backward, runs_backward

Item = TypeVar("Item")
LRI, RLI, PDI = "\u2066", "\u2067", "\u2069"
"""What begins words that are a whole from left to right, or from right to left, and what ends them."""
_LEVELS = "\n    levels: ["
_PARAGRAPHS = "\n    paragraphs: ["


@lru_cache(5_000)
def levels(text: str, *, backward: bool) -> tuple[int, ...]:
    """Return the level of each character: odd where it runs from right to left.

    Args:
        text: A paragraph, or a part of one between line breaks.
        backward: Whether it begins on the right.
    """
    from bidi import get_display  # most packs have no words in this direction

    # What a paragraph begins with again would be counted anew.
    plain = re.sub("[\n\r\x1c-\x1e\x85\u2029]", " ", text)
    told = str(get_display(plain, base_dir="R" if backward else "L", debug=True))
    # The text itself stands before the levels, and in it a new line is written as two characters.
    of_bytes = [int(each) for each in re.findall(r"\d+", told.rpartition(_LEVELS)[2].partition(_PARAGRAPHS)[0])]
    places = [0, *accumulate(len(each.encode()) for each in plain)]
    assert len(of_bytes) == places[-1], "python-bidi says a level for each byte"
    return tuple(of_bytes[place] for place in places[:-1])


def levels_in(parts: Sequence[tuple[str, str]], *, backward: bool) -> list[int]:
    """Return the level of each character of a paragraph, given as languages with words in them.

    Words that are marked as of a language of the other direction are a whole, whatever is around them (isolates).
    """
    is_marked = len({runs_backward(language) for language, _ in parts}) > 1
    text, own = "", list[bool]()
    for language, words in parts:
        turns = runs_backward(language)
        apart = is_marked and turns != backward and turns == has_backward(words)
        text += f"{RLI if turns else LRI}{words}{PDI}" if apart else words
        own += [False, *[True] * len(words), False] if apart else [True] * len(words)
    return [level for level, is_own in zip(levels(text, backward=backward), own, strict=True) if is_own]


def stretches(text: str, *, backward: bool) -> Iterator[tuple[int, str]]:
    """Yield the parts of a text that have one level, in the order of reading."""
    for level, part in groupby(zip(levels(text, backward=backward), text, strict=True), lambda each: each[0]):
        yield level, "".join(character for _, character in part)


def from_left(items: Sequence[Item], item_levels: Sequence[int]) -> list[Item]:
    """Return the items of a line, each with one level, as they stand from left to right (rule L2)."""
    order = [*items]
    ranks = [*item_levels]
    lowest = min((level for level in ranks if level % 2), default=0)
    for floor in range(max(ranks, default=0), lowest - 1, -1) if lowest else ():
        start = 0
        while start < len(order):
            stop = start
            while stop < len(order) and ranks[stop] >= floor:
                stop += 1
            order[start:stop] = order[start:stop][::-1]
            ranks[start:stop] = ranks[start:stop][::-1]
            start = max(stop, start + 1)
    return order
