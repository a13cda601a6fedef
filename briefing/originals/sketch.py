"""Telling whether a file holds a text that only its sketch is known of: hashes of a few of its word sequences, and no words."""

from __future__ import annotations

import hashlib
import re

from briefing.originals.normal import normalise

_WORDS = 3
"""In a sequence (shingle): long enough to be rare, short enough to outlive a correction beside it."""
_SIZE = 64
"""Hashes in a sketch: a share is estimated to about 0.06 either way (Broder 1997, On the resemblance and containment of documents)."""
_DIGITS = 8
"""Hexadecimal digits of a hash."""


def sketch(text: str) -> str:
    """Return the sketch of a text: the least hashes of its sequences of words, in order, without anything between them."""
    return "".join(sorted(_hashes(text))[:_SIZE])


def overlap(known: str, text: str) -> float:
    """Return the share of a sketched text that another text holds, from 0 to 1, as its sketch tells.

    That the other text holds more, such as the furniture of a page, takes nothing from it.
    """
    digits = re.sub(r"\s", "", known)
    wanted = {digits[place : place + _DIGITS] for place in range(0, len(digits), _DIGITS)}
    return len(wanted & _hashes(text)) / len(wanted) if wanted else 0.0


def _hashes(text: str) -> set[str]:
    words = re.findall(r"\w+", normalise(text).text.casefold())
    sequences = {" ".join(words[place : place + _WORDS]) for place in range(max(len(words) - _WORDS + 1, min(len(words), 1)))}
    return {hashlib.blake2b(sequence.encode(), digest_size=_DIGITS // 2).hexdigest() for sequence in sequences}
