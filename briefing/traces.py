"""Traces of passages: a hexadecimal digit for each word, by which one can see where a text has changed without having the old one.

Four bits are far less than a word carries, so that a trace does not give the passage away; two words have the same digit once in sixteen
times, so that it proves nothing. The hash proves; the trace only shows where to look.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator

from briefing.originals.normal import normalise

_LONGEST = 1_000
"""Words that are compared; the time grows with their square."""
_SURE = 3
"""Digits in a row that are taken for the same words."""
_SHOWN = 4
"""Words shown before and after a change."""


def trace(text: str) -> str:
    """Return a digit for each word of a text, normalised."""
    return "".join(hashlib.blake2b(word.encode(), digest_size=1).hexdigest()[0] for word in normalise(text).text.split())


def changes(old: str, text: str) -> str:
    """Return what changed since a trace was taken: `… toll [-2 words-] {+was raised+} in …`; empty where the trace shows nothing.

    Args:
        old: The trace of the old text.
        text: The new one.
    """
    words = text.split()[:_LONGEST]
    parts = list(_parts(old[:_LONGEST], words))
    return " ".join(parts) if any(part.startswith(("[-", "{+")) for part in parts) else ""


def _parts(old: str, words: list[str]) -> Iterator[str]:
    new = trace(" ".join(words))
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    sure = [block for block in blocks if block.size >= min(_SURE, len(old)) or block.a + block.size in (0, len(old)) or block.a == 0]
    old_place = new_place = 0
    for block in sure:
        gone, come = block.a - old_place, words[new_place : block.b]
        if gone:
            yield f"[-{gone} word{'s' if gone > 1 else ''}-]"
        if come:
            yield f"{{+{' '.join(come)}+}}"
        yield from _kept(words[block.b : block.b + block.size])
        old_place, new_place = block.a + block.size, block.b + block.size


def _kept(words: list[str]) -> list[str]:
    return words if len(words) <= 2 * _SHOWN + 1 else [*words[:_SHOWN], "…", *words[-_SHOWN:]]
