"""Recognising a text by its sketch: hashes of a few of its sequences of words. A sketch has no words of the text."""

from __future__ import annotations

import hashlib
import re

from briefing.originals.normal import normalise

_WORDS = 3
"""How many words a sequence (shingle) has: enough to be rare, but few enough that a correction nearby does not change it."""
_SIZE = 64
"""How many hashes a sketch has. The error of a share is then about 0.06 (Broder 1997, On the resemblance and containment of documents)."""
_DIGITS = 8
"""How many hexadecimal digits a hash has."""


def sketch(text: str) -> str:
    """Return the sketch of a text: the smallest hashes of its sequences of words, in order and without separators."""
    return "".join(sorted(_hashes(text))[:_SIZE])


def overlap(known: str, text: str) -> float:
    """Return how much of a sketched text another text has, estimated from the sketch, as a share from 0 to 1.

    Other words of the other text, such as page headers, do not lower the share.
    """
    digits = re.sub(r"\s", "", known)
    wanted = {digits[place : place + _DIGITS] for place in range(0, len(digits), _DIGITS)}
    return len(wanted & _hashes(text)) / len(wanted) if wanted else 0.0


def _hashes(text: str) -> set[str]:
    words = re.findall(r"\w+", normalise(text).text.casefold())
    sequences = {" ".join(words[place : place + _WORDS]) for place in range(max(len(words) - _WORDS + 1, min(len(words), 1)))}
    return {hashlib.blake2b(sequence.encode(), digest_size=_DIGITS // 2).hexdigest() for sequence in sequences}
