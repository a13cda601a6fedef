"""What every reader gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from briefing.system.confined.limits import UnreadableError

LONGEST = 1_800_000
"""Bytes of UTF-8 that its text may have; a copy is one file of a library, which may not be larger."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file, read."""

    format: str
    """Such as `docx`."""
    paragraphs: tuple[str, ...]
    """Each one line of text; none is empty."""
    pages: tuple[int, ...] = ()
    """The page of each paragraph, counted from 1, where the format has pages."""
    title: str = ""
    author: tuple[str, ...] = ()
    issued: str = ""
    """ISO 8601, as exact as the file says it."""
    language: str = ""
    """A BCP 47 tag."""
    notices: tuple[str, ...] = ()
    """What the user should know of how it was read."""
    sha256: str = ""
    """Of the bytes of the file."""


_SEPARATORS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\U000e0000-\U000e0fff\ud800-\udfff]"
)
"""Controls, overrides of the writing direction, soft hyphens, tags and non-characters: what can hide in a text. Joiners and plain direction
marks (U+200C to U+200F) stay, because scripts need them; U+FFFD is replaced by itself."""
_SILENT = frozenset("\u00ad\u200b\ufeff\u2060")
"""Those that ordinary files are full of."""


def cleaned(reading: Reading) -> Reading:
    """Return a reading with a line for each paragraph and without what cannot be seen, which is reported.

    Raises:
        UnreadableError: No words are left, or more than a library can keep.
    """
    dropped: Counter[str] = Counter()
    kept: list[tuple[str, int]] = []
    pages = reading.pages or (0,) * len(reading.paragraphs)
    for paragraph, page in zip(reading.paragraphs, pages, strict=True):
        line = _line(paragraph, dropped)
        if line:
            kept.append((line, page))
    _refuse_length([line for line, _ in kept])
    return replace(
        reading,
        paragraphs=tuple(line for line, _ in kept),
        pages=tuple(page for _, page in kept) if reading.pages else (),
        title=_line(reading.title, Counter())[:300],
        author=tuple(filter(None, (_line(name, Counter())[:100] for name in reading.author[:20]))),
        notices=(*reading.notices, *_reported(dropped)),
    )


def _line(text: str, dropped: Counter[str]) -> str:
    line = _SEPARATORS.sub(" ", text)
    found = [character for character in _INVISIBLE.findall(line) if character != "\ufffd"]
    if found:
        dropped.update(found)
        line = _INVISIBLE.sub(lambda match: match[0] if match[0] == "\ufffd" else "", line)
    return line.strip()


def _reported(dropped: Counter[str]) -> Iterable[str]:
    loud = {character: count for character, count in sorted(dropped.items()) if character not in _SILENT}
    if loud:
        codes = ", ".join(f"U+{ord(character):04X}" for character in loud)
        total = sum(loud.values())
        yield f"{total} invisible control character{'s' if total > 1 else ''} left out ({codes})"


def _refuse_length(lines: list[str]) -> None:
    if not any(character.isalnum() for line in lines for character in line):
        raise UnreadableError("there is no text in this file", "Look whether it is the right one.")
    if sum(len(line.encode()) + 1 for line in lines) > LONGEST:
        what = f"its text is longer than {LONGEST / 1_000_000:g} MB"
        raise UnreadableError(what, "Put the chapter that you need into a file of its own.")
