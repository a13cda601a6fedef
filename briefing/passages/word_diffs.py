"""The differences between two texts, word by word, written as wdiff does: `[-words that are gone-]`, `{+words that are new+}`."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

_LONGEST = 2_000
"""How many words of a text are compared at most. The time grows with the square of their number."""


def change(gone: str, come: str) -> Iterator[str]:
    """Yield the words that are gone and the words that are new at one place, with their marks. Skip what is empty."""
    if gone:
        yield f"[-{gone}-]"
    if come:
        yield f"{{+{come}+}}"


def difference(ours: str, theirs: str) -> str:
    """Return the words of two texts as one text. Words that only one of the texts has are marked."""
    old, new = ours.split()[:_LONGEST], theirs.split()[:_LONGEST]
    parts: list[str] = []
    for tag, old_start, old_end, new_start, new_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = " ".join(old[old_start:old_end]), " ".join(new[new_start:new_end])
        parts += [gone] if tag == "equal" else change(gone, come)
    return " ".join(parts)
