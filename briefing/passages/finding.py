"""Finding the passage of an excerpt in the user's copy of its source: by its first and last words, proved by its hash.

Nothing here guesses. A passage begins and ends with the words of the selector, and has the hash of the excerpt. A text that only looks like
the passage is a candidate: briefing shows it to the user and never prints it as a quotation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from briefing.dataclass import dataclass
from briefing.library import Excerpt, Selector
from briefing.originals.copies import Copy
from briefing.originals.normal import fingerprint, fold
from briefing.passages.readings import Reading, Span, reading
from briefing.passages.traces import locate

Status = Literal["exact", "moved", "changed", "ambiguous", "missing", "no original", "unproved"]
"""The result of looking for a passage.

- `exact`: it is in the paragraphs that the excerpt names, with the right hash.
- `moved`: it is in other paragraphs, with the right hash.
- `changed`: a text begins and ends with its words, but has another hash.
- `ambiguous`: it is in the copy more than once.
- `missing`: its first or last words are not in the copy, or they are far from the text that is most like it.
- `no original`: there is no copy.
- `unproved`: it is in the copy, but the excerpt has no hash to prove it.
"""

PROVED = frozenset[Status]({"exact", "moved"})
"""The statuses of passages that may be printed as quotations."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The result of looking for the passage of an excerpt."""

    status: Status
    text: str = ""
    """The passage in the copy's own characters, with one line for each paragraph; empty if it is not proved. It lacks the characters that
    normalising removes (link addresses, escapes, footnote markers, marks that do not print), and has single spaces."""
    paragraphs: tuple[int, ...] = ()
    """The paragraphs of the copy that the passage, or the candidate, is in."""
    candidate: str = ""
    """The nearest text, in the form of `text`, if the passage is not proved."""
    sha256: str = ""
    """The hash of the normalised candidate, if it begins and ends as the selector says, or if a trace led to it."""
    places: tuple[tuple[int, ...], ...] = ()
    """The paragraphs of each place where the words were found, if there are several places."""
    before: str = ""
    """The words of the copy, normalised, with which the first sentence of the passage begins outside the passage."""
    after: str = ""
    """The words or the full stop of the copy, normalised, with which the last sentence of the passage ends outside the passage."""


def find(excerpt: Excerpt, copy: Copy | None) -> Passage:
    """Look for the passage of an excerpt in the user's copy of its source.

    Args:
        excerpt: The excerpt with the selector and the hash.
        copy: The copy, or None if there is no copy.
    """
    if copy is None:
        return Passage("no original")
    body = reading(copy.paragraphs)
    if excerpt.sha256 is None:
        return _unproved(body, excerpt)
    found = (span for span in body.pairs(excerpt.select, reach(excerpt)) if body.sha256(span) == excerpt.sha256)
    proved = [span for span in found if fingerprint(fold(body.printed(span))) == excerpt.sha256]
    at_home = [span for span in proved if body.paragraphs(span) == excerpt.paragraphs]
    if len(at_home) == 1:
        return Passage("exact", body.printed(at_home[0]), excerpt.paragraphs, before=body.before(at_home[0]), after=body.after(at_home[0]))
    if len(proved) == 1:
        there = proved[0]
        return Passage("moved", body.printed(there), body.paragraphs(there), before=body.before(there), after=body.after(there))
    if proved:
        return _several(body, proved, excerpt)
    shortest = body.shortest(excerpt.select)
    traced = _traced(body, excerpt)
    if traced and not any(start < traced[1] and traced[0] < end for start, end in shortest):
        return candidate(body, traced, "missing")
    return candidate(body, _nearest(body, shortest, excerpt), "changed") if shortest else _missing(body, excerpt)


def select(copy: Copy, selector: Selector, paragraph: int | None = None) -> list[Passage]:
    """Return every passage that begins and ends with the words of a selector, as a candidate with its hash.

    Args:
        copy: The copy to look in.
        selector: The first and the last words.
        paragraph: The paragraph in which the passage must begin. Default: any.
    """
    body = reading(copy.paragraphs)
    found = [candidate(body, span, "unproved") for span in body.shortest(selector)]
    return [passage for passage in found if paragraph is None or passage.paragraphs[0] == paragraph]


def reach(excerpt: Excerpt) -> int:
    """Return how many characters a passage can have at most. The number of words in the record may be a little wrong."""
    return 30 * excerpt.words + 1_000


def _unproved(body: Reading, excerpt: Excerpt) -> Passage:
    found = body.shortest(excerpt.select)
    at_home = [span for span in found if body.paragraphs(span) == excerpt.paragraphs]
    if len(found) > 1 and len(at_home) != 1:
        return _several(body, found, excerpt)
    if not found:
        return _missing(body, excerpt)
    return candidate(body, (at_home or found)[0], "unproved")


def _several(body: Reading, spans: Sequence[Span], excerpt: Excerpt) -> Passage:
    places = tuple(body.paragraphs(span) for span in spans)
    return replace(candidate(body, _nearest(body, spans, excerpt), "ambiguous"), places=places)


def candidate(body: Reading, span: Span, status: Status) -> Passage:
    """Return a stretch of a copy as a passage that is not proved."""
    ends = {"before": body.before(span), "after": body.after(span)}
    return Passage(status, "", body.paragraphs(span), body.printed(span), body.sha256(span), **ends)  # type: ignore[arg-type]


def _nearest(body: Reading, spans: Sequence[Span], excerpt: Excerpt) -> Span:
    """Return the place nearest to the paragraph that the excerpt names. Of two equally near places, the better length decides."""
    home = excerpt.paragraphs[0]

    def distance(span: Span) -> tuple[int, int]:
        return abs(body.paragraphs(span)[0] - home), abs(len(body.text[slice(*span)].split()) - excerpt.words)

    return min(spans, key=distance)


def _traced(body: Reading, excerpt: Excerpt) -> Span | None:
    """Return where the passage seems to be, as its trace shows, even if its first and last words are not there."""
    found = locate(excerpt.trace, body.text) if excerpt.trace else None
    if found is None:
        return None
    first = (
        body.sentence_near(found.first - found.before, (found.first - 2 * found.before - 2, found.first)) if found.before else found.first
    )
    end = body.sentence_near(found.end + found.after, (found.end, found.end + 2 * found.after + 2)) if found.after else found.end
    return body.words[first][0], body.words[end - 1][1]


def _missing(body: Reading, excerpt: Excerpt) -> Passage:
    """Return a candidate: the text at the first words, else the text before the last words, else the text most like the first words."""
    starts, ends = body.places(excerpt.select.start), body.places(excerpt.select.end)
    if starts:
        start = starts[0].start()
        candidate = (start, body.word_end(start, excerpt.words))
    elif ends:
        candidate = (body.word_start(ends[0].end(), excerpt.words), ends[0].end())
    else:
        similar = body.similar(excerpt.select.start)
        if similar is None:
            return Passage("missing")
        candidate = (similar[0], body.word_end(similar[0], excerpt.words))
    return Passage("missing", "", body.paragraphs(candidate), body.printed(candidate))
