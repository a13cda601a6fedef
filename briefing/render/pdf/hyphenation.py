"""Where a word may be divided, by language (Liang's patterns through pyphen). Most languages of Central Asia have no patterns."""

from __future__ import annotations

from functools import cache, lru_cache

import pyphen

SHORTEST = 6
"""Shorter words stay whole."""
LEFT, RIGHT = 2, 3
"""Letters that stay on the line, and that go to the next, at least."""
MARKS = "“”‘’«»„()[].,;:!?—–…"


@cache
def _patterns(language: str) -> pyphen.Pyphen | None:
    name = pyphen.language_fallback(language.replace("-", "_"))
    return pyphen.Pyphen(lang=name, left=LEFT, right=RIGHT) if name else None


@lru_cache(100_000)
def divisions(word: str, language: str) -> tuple[int, ...]:
    """Return the places where `word` may be divided, as indices of the first letter after each. Capitals and digits stay whole."""
    core = word.strip(MARKS)
    patterns = _patterns(language)
    if patterns is None or len(core) < SHORTEST or not core.isalpha() or core[1:] != core[1:].lower():
        return ()
    start = word.index(core)
    # The Russian patterns know no ё; е divides alike.
    return tuple(start + int(place) for place in patterns.positions(core.replace("ё", "е").replace("Ё", "Е")))
