"""Searching for words in the user's copies and in digests."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing import markup
from briefing.document import Paragraph, plain, walk
from briefing.library import Library
from briefing.originals.normal import normalise
from briefing.passages import reading, whole

MOST = 50
"""Hits that are shown."""
_AROUND = 40
"""Characters of context on each side."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where words stand."""

    source: str
    place: str
    """A paragraph of the copy, or the excerpt whose digest it is."""
    kind: str
    """`copy` or `digest`."""
    context: str


def search(library: Library, words: str, source: str | None = None) -> list[Hit]:
    """Return the first places where words stand, in copies first, whatever their case.

    Args:
        library: Where to look.
        words: What to look for; the forms of quotation marks and white space do not matter.
        source: Where to look only; everywhere where it is None.
    """
    if not normalise(words).text:
        return []
    pattern = re.compile(whole(words).pattern, re.IGNORECASE)
    hits = itertools.chain(_in_copies(library, pattern), _in_digests(library, pattern))
    return list(itertools.islice((hit for hit in hits if source in (None, hit.source)), MOST))


def _in_copies(library: Library, pattern: re.Pattern[str]) -> Iterator[Hit]:
    for key, copy in library.originals.items():
        body = reading(copy.paragraphs)
        for match in pattern.finditer(body.text):
            yield Hit(key, f"¶{body.paragraphs(match.span())[0]}", "copy", _context(body.text, match))


def _in_digests(library: Library, pattern: re.Pattern[str]) -> Iterator[Hit]:
    digests = [
        *((key, "", source.digest) for key, source in library.sources.items()),
        *((excerpt.source, key, excerpt.digest) for key, excerpt in library.excerpts.items()),
    ]
    for source, excerpt, digest in digests:
        for paragraph in (node for node in walk(markup.parse(digest).blocks) if isinstance(node, Paragraph)):
            text = normalise(plain(paragraph)).text
            match = pattern.search(text)
            if match:
                number = re.match(r"¶\d+(?:–\d+)?", text.replace("-", "–"))
                yield Hit(source, excerpt or (number[0] if number else ""), "digest", _context(text, match))


def _context(text: str, match: re.Match[str]) -> str:
    start, end = max(match.start() - _AROUND, 0), match.end() + _AROUND
    return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"
