"""Traces of passages: a hexadecimal digit for each word. A trace shows where a text has changed, even without the old text.

Nobody can restore a passage from its trace, because a digit says very little about a word. Two different words have the same digit once in
sixteen times, so a trace proves nothing. The hash proves the passage; the trace only shows where to look.
"""

from __future__ import annotations

import difflib
import hashlib
from collections import Counter
from collections.abc import Iterator

from briefing.dataclass import dataclass
from briefing.originals.normal import normalise
from briefing.passages.word_diffs import change

_LONGEST = 1_000
"""How many words are compared at most; the time grows with the square of their number."""
_SURE = 3
"""How many equal digits in a row count as the same words."""
_SHOWN = 4
"""How many words are shown before and after a change."""
_GRAM = 5
"""How many equal digits in a row are surely the same words: by chance they occur once in a million words."""
_MOST_ALIKE = 20
"""How many places of such a row are looked at. A row with more places says nothing."""


def trace(text: str) -> str:
    """Return a digit for each word of a text, normalised."""
    return "".join(hashlib.blake2b(word.encode(), digest_size=1).hexdigest()[0] for word in normalise(text).text.split())


def changes(old: str, text: str) -> str:
    """Return the changes since a trace was made, as in `… toll [-2 words-] {+was raised+} in …`; empty if the trace shows no change.

    Args:
        old: The trace of the old text.
        text: The new text.
    """
    words = text.split()[:_LONGEST]
    parts = list(_parts(old[:_LONGEST], words))
    return " ".join(part for part, _ in parts) if any(is_change for _, is_change in parts) else ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text whose words look like the words of a trace."""

    first: int
    """The number of the first word that looks the same, counted from 0."""
    end: int
    """The number of the word after the last word that looks the same."""
    before: int
    """How many words the old text had before the first of these words."""
    after: int
    """How many words the old text had after the last of these words."""


def locate(old: str, text: str) -> Place | None:
    """Return where a text looks most like the old text of a trace, or None if less than half of the old text is there."""
    old, new = old[:_LONGEST], trace(text)
    if len(old) < _GRAM:
        return None
    places: dict[str, list[int]] = {}
    for place in range(len(new) - _GRAM + 1):
        places.setdefault(new[place : place + _GRAM], []).append(place)
    shifts: Counter[int] = Counter()
    for place in range(len(old) - _GRAM + 1):
        found = places.get(old[place : place + _GRAM], ())
        shifts.update(each - place for each in found[:_MOST_ALIKE])
    if not shifts:
        return None
    slack = len(old) // 4 + _GRAM
    near = {shift: sum(count for other, count in shifts.items() if abs(other - shift) <= slack) for shift in shifts}
    start = max(min(shifts, key=lambda shift: (-near[shift], -shifts[shift], shift)) - slack, 0)
    return _within(old, new[start : start + len(old) + 2 * slack], start)


def _within(old: str, window: str, start: int) -> Place | None:
    """Return the place of a trace in a window. The window begins with the word number `start`."""
    blocks = [block for block in difflib.SequenceMatcher(None, old, window, autojunk=False).get_matching_blocks() if block.size >= _GRAM]
    if 2 * sum(block.size for block in blocks) < len(old):
        return None
    first, last = blocks[0], blocks[-1]
    return Place(start + first.b, start + last.b + last.size, first.a, len(old) - last.a - last.size)


def _parts(old: str, words: list[str]) -> Iterator[tuple[str, bool]]:
    """Yield each piece of the result, and whether it is a change."""
    new = trace(" ".join(words))
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    sure = [block for block in blocks if block.size >= min(_SURE, len(old)) or block.a + block.size in (0, len(old)) or block.a == 0]
    old_place = new_place = 0
    for block in sure:
        gone, come = block.a - old_place, words[new_place : block.b]
        yield from ((part, True) for part in change(f"{gone} word{'s' if gone > 1 else ''}" if gone else "", " ".join(come)))
        yield from ((word, False) for word in _kept(words[block.b : block.b + block.size]))
        old_place, new_place = block.a + block.size, block.b + block.size


def _kept(words: list[str]) -> list[str]:
    return words if len(words) <= 2 * _SHOWN + 1 else [*words[:_SHOWN], "…", *words[-_SHOWN:]]
