"""Where a word may be divided, by language (Liang's patterns, from pyphen's files). Most languages of Central Asia have no patterns.

A text meets few of the many patterns of its language, so a pattern is read only when a word has its letters. That takes a tenth of the time
that pyphen takes to read all of them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

import pyphen

SHORTEST = 6
"""Shorter words stay whole."""
LEFT, RIGHT = 2, 3
"""Letters that stay on the line, and that go to the next, at least."""
MARKS = "“”‘’«»„()[].,;:!?—–…"
ENCODINGS = {"microsoft-cp1251": "cp1251"}
"""What Python calls the encodings that files name otherwise."""


class Patterns:
    """The patterns of a language: letters, with a digit where a word with these letters may be divided (odd) or may not (even)."""

    def __init__(self, path: Path) -> None:
        """Read a file. Its first line names its encoding; the further lines are patterns, comments and settings."""
        data = path.read_bytes()
        name = data.partition(b"\n")[0].strip().decode("ascii")
        text = re.sub(r"\^\^([0-9a-f]{2})", lambda match: chr(int(match[1], 16)), data.decode(ENCODINGS.get(name.lower(), name)))
        # Behind a slash, and with "=", is how some languages spell a divided word. Comments and settings have signs that no word has.
        lines = [(line.partition("/")[0] if "=" in line else line).strip() for line in text.split("\n")]
        letters = re.sub(r"\d", "", "\n".join(lines)).split("\n")
        self._lines = {key: line for key, line in zip(letters, lines, strict=True) if key != line}
        self._longest = max(map(len, self._lines))

    def places(self, word: str) -> list[int]:
        """Return the places where a word may be divided, as indices of the first letter after each."""
        pointed = f".{word.lower()}."
        values = [0] * (len(pointed) + 1)
        for start in range(len(pointed) - 1):
            for stop in range(start + 1, min(start + self._longest, len(pointed)) + 1):
                if line := self._lines.get(pointed[start:stop]):
                    for place, value in zip(range(start, len(values)), _values(line), strict=False):
                        values[place] = max(values[place], value)
        return [place - 1 for place, value in enumerate(values) if value % 2 and LEFT <= place - 1 <= len(word) - RIGHT]


@lru_cache(50_000)
def _values(pattern: str) -> tuple[int, ...]:
    """Return the digits of a pattern before each of its letters and at its end, 0 for none."""
    return tuple(int(digit or 0) for digit, _ in re.findall(r"(\d?)(\D?)", pattern))


@cache
def _patterns(language: str) -> Patterns | None:
    name = pyphen.language_fallback(language.replace("-", "_"))
    return Patterns(pyphen.LANGUAGES[name]) if name else None


@lru_cache(100_000)
def divisions(word: str, language: str) -> tuple[int, ...]:
    """Return the places where `word` may be divided, as indices of the first letter after each. Capitals and digits stay whole."""
    core = word.strip(MARKS)
    patterns = _patterns(language)
    if patterns is None or len(core) < SHORTEST or not core.isalpha() or core[1:] != core[1:].lower():
        return ()
    start = word.index(core)
    # The Russian patterns know no ё; е divides alike.
    return tuple(start + place for place in patterns.places(core.replace("ё", "е").replace("Ё", "Е")))
