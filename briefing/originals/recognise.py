"""Recognising which record of the library a file belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefing.dataclass import dataclass
from briefing.originals.normal import fingerprint, normalise
from briefing.originals.readers.result import Reading
from briefing.originals.sketch import overlap

SURE = 0.8
"""The least score at which a file is surely the text of a source."""
POSSIBLE = 0.3
"""The least score at which the user is asked."""
_TITLE = 0.5
"""The score of a file that has the title near the top, if its text has a lower score."""
_BY_SIGNS = 0.9
"""The score of a file that has the DOI of a record, or its title and author, if nothing is known of the text of the record."""
_TOP = 12
"""How many paragraphs from the top are searched for a title."""


@dataclass(frozen=True, slots=True)
class Known:
    """The properties of the text of a source, as its record states them."""

    id: str
    title: str
    paragraphs: int
    """How many paragraphs the whole text has."""
    body: tuple[int, ...]
    """The numbers of the paragraphs that are not titles, page headers or footers."""
    sha256: str = ""
    """The SHA-256 hash of the normalised body."""
    sketch: str = ""
    """The sketch of the body."""
    doi: str = ""
    authors: tuple[str, ...] = ()
    """The family names of the authors."""
    year: str = ""
    files: frozenset[str] = frozenset()
    """The names of the files that a bibliography attaches to the record."""


@dataclass(frozen=True, slots=True)
class Match:
    """How well a file fits a record."""

    id: str
    score: float
    """The share of the body that the file has, from 0 to 1; 1 if the hash is the same."""
    reason: str
    """Why the file fits the record, in words."""
    exact: bool = False
    """Whether the hash is the same."""


def body_of(paragraphs: Sequence[str], numbers: Iterable[int]) -> str:
    """Return the body of a text, with one paragraph on each line. Numbers of paragraphs that the text does not have are skipped."""
    return "\n".join(paragraphs[number - 1] for number in numbers if 0 < number <= len(paragraphs))


def matches(reading: Reading, records: Iterable[Known], name: str = "") -> list[Match]:
    """Return the records that a file may belong to, the likeliest first.

    Args:
        reading: The result of reading the file.
        records: The records that there are.
        name: The name of the file.
    """
    text = "\n".join(reading.paragraphs)
    found = [_match(reading, text, record, name) for record in records]
    return sorted((match for match in found if match.score >= POSSIBLE), key=lambda match: (not match.exact, -match.score, match.id))


def _match(reading: Reading, text: str, record: Known, name: str) -> Match:
    if record.sha256 and len(reading.paragraphs) == record.paragraphs:
        body = normalise(body_of(reading.paragraphs, record.body)).text
        if fingerprint(body) == record.sha256:
            return Match(record.id, 1.0, "exactly the same text", exact=True)
    share = overlap(record.sketch, text) if record.sketch else 0.0
    if (not record.sketch or share >= POSSIBLE) and (reason := _sign(reading, record, name)):
        return Match(record.id, max(share, _BY_SIGNS), reason)
    if share < _TITLE and _has_title(reading, record.title):
        agreement = f", and {share:.0%} of the text agrees" if record.sketch else ""
        return Match(record.id, _TITLE, f"its title is near the top{agreement}")
    return Match(record.id, share, f"{share:.0%} of the text agrees")


def _sign(reading: Reading, record: Known, name: str) -> str:
    """Say by what a file is known as the text of a record whose text is not known; empty if there is nothing."""
    if name and name.casefold() in record.files:
        return "the bibliography names this file"
    if record.doi and reading.doi.casefold() == record.doi.casefold():
        return "the same DOI"
    near = _plain("\n".join((name, *reading.author, *reading.paragraphs[:_TOP])))
    is_by_author = any(re.search(rf"\b{re.escape(_plain(author))}\b", near) for author in record.authors[:3] if _plain(author))
    if is_by_author and _has_title(reading, record.title):
        return "the same title and author"
    if not (record.authors or record.sketch) and any(_plain(line) == _plain(record.title) for line in _heads(reading, record.title)):
        return "the same title"  # of a work without authors, such as a treaty; else it may be a review
    words = [word for word in _plain(record.title).split() if len(word) > 3]
    named = _plain(name)
    if is_by_author and record.year and record.year in named and len(words) > 1 and all(word in named for word in words[:3]):
        return "author, year and title are in its name"
    return ""


def _has_title(reading: Reading, title: str) -> bool:
    return any(_plain(line).startswith(_plain(title)) for line in _heads(reading, title))


def _heads(reading: Reading, title: str) -> Sequence[str]:
    """Return the lines among which a title is looked for; none for a title that is too short to say anything."""
    return (reading.title, *reading.paragraphs[:_TOP]) if len(_plain(title)) >= 12 else ()


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", normalise(text).text.casefold()))
