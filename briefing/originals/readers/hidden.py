"""The notice about words that a file hides."""

from __future__ import annotations

from collections.abc import Sequence

_SHOWN = 12
"""Hidden words that a notice quotes."""


def notices(words: str, count: int = 0) -> tuple[str, ...]:
    """Return a notice for the user if there were hidden words.

    Args:
        words: The words.
        count: How many there are, if they are not known themselves.
    """
    every = words.split()
    count = count or len(every)
    if not count:
        return ()
    what = "1 word that the file hides is" if count == 1 else f"{count} words that the file hides are"
    return (f"{what} left out{quoted(every)}",)


def quoted(words: Sequence[str]) -> str:
    """Return the first of some words in quotation marks, behind a colon; nothing if there are none."""
    return f": “{' '.join(words[:_SHOWN])}{' …' if len(words) > _SHOWN else ''}”" if words else ""
