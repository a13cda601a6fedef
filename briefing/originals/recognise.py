"""Which record of the library a file belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.originals.normal import fingerprint, normalise
from briefing.originals.readers.result import Reading
from briefing.originals.sketch import overlap

SURE = 0.8
"""From this score on, a file is taken for the source's text."""
POSSIBLE = 0.3
"""From this score on, the user is asked."""
_TITLE = 0.5
"""What a title near the top counts, where the text itself says less."""
_TOP = 12
"""Paragraphs in which a title is looked for."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a record tells of the text of its source."""

    id: str
    title: str
    paragraphs: int
    """In the whole text."""
    body: tuple[int, ...]
    """The numbers of those that are neither title nor furniture."""
    sha256: str = ""
    """Of the normalised body."""
    sketch: str = ""
    """Of the body."""


@dataclass(frozen=True, slots=True)
class Match:
    """How well a file fits a record."""

    id: str
    score: float
    """From 0 to 1: the share of the body that the file holds; 1 with the same fingerprint."""
    reason: str
    """In words."""
    exact: bool = False
    """The fingerprint is the same."""


def body_of(paragraphs: Sequence[str], numbers: Iterable[int]) -> str:
    """Return the body of a text, a paragraph a line, from the numbers of its paragraphs; those that it does not have are left out."""
    return "\n".join(paragraphs[number - 1] for number in numbers if 0 < number <= len(paragraphs))


def matches(reading: Reading, records: Iterable[Known]) -> list[Match]:
    """Return the records that a file may belong to, the likeliest first."""
    text = "\n".join(reading.paragraphs)
    found = [_match(reading, text, record) for record in records]
    return sorted((match for match in found if match.score >= POSSIBLE), key=lambda match: (not match.exact, -match.score, match.id))


def _match(reading: Reading, text: str, record: Known) -> Match:
    if record.sha256 and len(reading.paragraphs) == record.paragraphs:
        body = normalise(body_of(reading.paragraphs, record.body)).text
        if fingerprint(body) == record.sha256:
            return Match(record.id, 1.0, "the same text to the letter", exact=True)
    share = overlap(record.sketch, text) if record.sketch else 0.0
    if share < _TITLE and _has_title(reading, record.title):
        return Match(record.id, _TITLE, f"its title is near the top, and {share:.0%} of the text agrees")
    return Match(record.id, share, f"{share:.0%} of the text agrees")


def _has_title(reading: Reading, title: str) -> bool:
    wanted = _plain(title)
    return len(wanted) >= 12 and any(_plain(line).startswith(wanted) for line in (reading.title, *reading.paragraphs[:_TOP]))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", normalise(text).text.casefold()))
