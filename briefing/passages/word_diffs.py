"""Differences between two texts, word by word, in the notation of wdiff: `[-words that are gone-]`, `{+words that are new+}`."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

_LONGEST = 2_000
"""Words of a text that are compared. The time grows with their square."""


def change(gone: str, come: str) -> Iterator[str]:
    """Yield what is gone and what is new at one place, each only if there is any."""
    if gone:
        yield f"[-{gone}-]"
    if come:
        yield f"{{+{come}+}}"


def difference(ours: str, theirs: str) -> str:
    """Return the words of two texts as one, with what only one of them has marked."""
    old, new = ours.split()[:_LONGEST], theirs.split()[:_LONGEST]
    parts: list[str] = []
    for tag, old_start, old_end, new_start, new_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = " ".join(old[old_start:old_end]), " ".join(new[new_start:new_end])
        parts += [gone] if tag == "equal" else change(gone, come)
    return " ".join(parts)
