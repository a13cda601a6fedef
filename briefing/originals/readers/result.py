"""The result of every reader, and cleaning it: control characters are removed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import field, replace

from briefing.dataclass import dataclass
from briefing.system.confined.limits import UnreadableError
from briefing.system.patterns import pattern

LONGEST = 1_800_000
"""The greatest length of a text, in bytes of UTF-8. A copy is one file of a library, and such a file has a greatest size."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading a file."""

    format: str
    """The format of the file, such as `docx`."""
    paragraphs: tuple[str, ...]
    """The paragraphs, each as one line of text. No paragraph is empty."""
    pages: tuple[int, ...] = ()
    """The page of each paragraph, counted from 1, if the format has pages."""
    printed: str = ""
    """The numbers that are printed on the pages, in order, as `document.page_labels` writes them; empty if they are not known."""
    title: str = ""
    author: tuple[str, ...] = ()
    issued: str = ""
    """The date of publication as in ISO 8601, as exact as the file states it."""
    language: str = ""
    """The language as a BCP 47 tag."""
    doi: str = ""
    work: dict[str, str] = field(default_factory=dict)
    """Where the text appeared, and what it is: other fields of its record, by the names of CSL."""
    notices: tuple[str, ...] = ()
    """Notices for the user about how the file was read."""
    doubts: tuple[tuple[int, str], ...] = ()
    """Paragraphs, counted from 1, that may be otherwise than in the file, and why."""
    sha256: str = ""
    """The SHA-256 hash of the bytes of the file."""


_SEPARATORS = pattern(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_INVISIBLE = pattern(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\U000e0000-\U000e0fff\ud800-\udfff]"
)
"""Invisible characters to remove: controls, overrides of the writing direction, soft hyphens, tags and non-characters.

Joiners and plain direction marks (U+200C to U+200F) stay, because some scripts need them. U+FFFD is replaced by itself.
"""
_SILENT = frozenset("\u00ad\u200b\ufeff\u2060")
"""Invisible characters that are not reported, because many ordinary files have them."""
_UNREADABLE = "some characters cannot be read, and are shown as \ufffd"


def cleaned(reading: Reading) -> Reading:
    """Return a reading with one line for each paragraph and without invisible characters. Removed characters are reported.

    Raises:
        UnreadableError: The file has no words, or more text than a library can keep.
    """
    dropped: Counter[str] = Counter()
    kept: list[tuple[str, int]] = []
    numbers: dict[int, int] = {}
    pages = reading.pages or (0,) * len(reading.paragraphs)
    for number, (paragraph, page) in enumerate(zip(reading.paragraphs, pages, strict=True), 1):
        line = _line(paragraph, dropped)
        if line:
            kept.append((line, page))
            numbers[number] = len(kept)
    _refuse_length([line for line, _ in kept])
    doubts = [(numbers[number], reason) for number, reason in reading.doubts if number in numbers]
    doubted = {number for number, _ in doubts}
    doubts += [(number, _UNREADABLE) for number, (line, _) in enumerate(kept, 1) if "\ufffd" in line and number not in doubted]
    return replace(
        reading,
        paragraphs=tuple(line for line, _ in kept),
        pages=tuple(page for _, page in kept) if reading.pages else (),
        title=_line(reading.title, Counter())[:300],
        work={key: line[:500] for key, value in reading.work.items() if (line := _line(value, Counter()))},
        author=tuple(filter(None, (_line(name, Counter())[:1_000] for name in reading.author[:40]))),
        notices=(*reading.notices, *_reported(dropped)),
        doubts=tuple(doubts),
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
        raise UnreadableError("there is no text in this file", "Check that it is the right file.")
    if sum(len(line.encode()) + 1 for line in lines) > LONGEST:
        what = f"its text is longer than {LONGEST / 1_000_000:g} MB"
        raise UnreadableError(what, "Save the chapter that you need as a new file.")
