"""Searching for words in the user's copies and in digests."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from briefing import markup
from briefing.dataclass import dataclass
from briefing.document import Paragraph, plain, walk
from briefing.library import Library
from briefing.originals.normal import normalise
from briefing.passages.pasted import spans
from briefing.passages.readings import Span, reading, whole_words

MOST = 50
"""How many hits are shown at most."""
_AROUND = 40
"""How many characters of context are shown on each side."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words were found."""

    source: str
    place: str
    """The paragraph of the copy, or the excerpt whose digest has the words."""
    kind: str
    """`copy` or `digest`."""
    context: str


def search(library: Library, words: str, source: str | None = None) -> list[Hit]:
    """Return the first places of some words, in copies before digests. Upper and lower case do not matter.

    Args:
        library: The library to search.
        words: The words. The forms of quotation marks and white space do not matter.
        source: The only source to search. Default: all.
    """
    if not normalise(words).text:
        return []
    hits = itertools.chain(_in_copies(library, words), _in_digests(library, _pattern(normalise(words).text)))
    return list(itertools.islice((hit for hit in hits if source in (None, hit.source)), MOST))


def as_pasted(library: Library, words: str, source: str | None = None) -> list[Hit]:
    """Return the first places where copies have some words in another form, as after pasting. The arguments are those of `search`."""
    copies = ((key, reading(copy.paragraphs)) for key, copy in library.originals.items() if source in (None, key))
    found = ((key, body, span) for key, body in copies for span in spans(words, body))
    hits = (Hit(key, f"¶{body.paragraphs(span)[0]}", "copy", _context(body.text, span)) for key, body, span in found)
    return list(itertools.islice(hits, MOST))


def scattered(library: Library, words: str, source: str | None = None) -> list[Hit]:
    """Return the first paragraphs that have all of some words, or longer forms of them, in any order. The arguments are those of `search`.

    The context shown is the text around the longest word, which is likely to be the rarest.
    """
    wanted = sorted(re.findall(r"\w+", normalise(words).text), key=len, reverse=True)
    patterns = [re.compile(rf"(?<!\w){re.escape(word)}", re.IGNORECASE) for word in wanted]
    found: list[Hit] = []
    for key, place, kind, text in _paragraphs(library):
        matches = [pattern.search(text) for pattern in patterns] if source in (None, key) else []
        if matches and matches[0] and all(matches):
            found.append(Hit(key, place, kind, _context(text, matches[0].span())))
    return found[:MOST]


def _paragraphs(library: Library) -> Iterator[tuple[str, str, str, str]]:
    """Yield source, place, kind and text of every paragraph."""
    for key, copy in library.originals.items():
        yield from ((key, f"¶{number}", "copy", normalise(text).text) for number, text in enumerate(copy.paragraphs, 1))
    yield from ((source, place, "digest", text) for source, place, text in _digests(library))


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(whole_words(text).pattern, re.IGNORECASE)


def _in_copies(library: Library, words: str) -> Iterator[Hit]:
    for key, copy in library.originals.items():
        body = reading(copy.paragraphs)
        for match in _pattern(body.as_here(words)).finditer(body.text):
            yield Hit(key, f"¶{body.paragraphs(match.span())[0]}", "copy", _context(body.text, match.span()))


def _in_digests(library: Library, pattern: re.Pattern[str]) -> Iterator[Hit]:
    for source, place, text in _digests(library):
        match = pattern.search(text)
        if match:
            yield Hit(source, place, "digest", _context(text, match.span()))


def _digests(library: Library) -> Iterator[tuple[str, str, str]]:
    """Yield source, place and text of every paragraph of a digest."""
    digests = [
        *((key, "", source.digest) for key, source in library.sources.items()),
        *((excerpt.source, key, excerpt.digest) for key, excerpt in library.excerpts.items()),
    ]
    for source, excerpt, digest in digests:
        for paragraph in (node for node in walk(markup.parse(digest).blocks) if isinstance(node, Paragraph)):
            text = normalise(plain(paragraph)).text
            number = re.match(r"¶\d+(?:–\d+)?", text.replace("-", "–"))
            yield source, excerpt or (number[0] if number else ""), text


def _context(text: str, span: Span) -> str:
    start, end = max(span[0] - _AROUND, 0), span[1] + _AROUND
    return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"
