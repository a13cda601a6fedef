"""The one passage of a copy that somebody names by its first and last words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem
from briefing.library import Selector
from briefing.originals.copies import Copy
from briefing.passages import pasted, verdict
from briefing.passages.finding import Passage, candidate, select
from briefing.passages.readings import Span, reading
from briefing.passages.word_diffs import difference


@dataclass(frozen=True, slots=True)
class Choice:
    """The one passage that fits some words."""

    selector: Selector
    """The words as the copy has them."""
    passage: Passage
    differences: tuple[str, ...] = ()
    """How the words of the copy differ from those that were asked for."""


def only(copy: Copy, selector: Selector, paragraph: int | None) -> Choice:
    """Return the one passage with the words of a selector; if there is none, the one that has them in another form.

    Args:
        copy: The copy to look in.
        selector: The first and the last words.
        paragraph: The paragraph in which the passage must begin. Default: any.

    Raises:
        BriefingError: No passage has the words, or several have.
    """
    found = select(copy, selector, paragraph)
    if len(found) == 1:
        return Choice(selector, found[0])
    if found:
        raise _several(found)
    elsewhere = select(copy, selector) if paragraph else []
    if elsewhere:
        where = ", ".join(verdict.place(each.paragraphs) for each in elsewhere[:10])
        raise _refusal(f"no passage with these words begins in ¶{paragraph}", f"There is one in {where}.")
    choices = [each for each in _as_pasted(copy, selector) if paragraph is None or each.passage.paragraphs[0] == paragraph]
    if len(choices) == 1:
        return choices[0]
    if choices:
        raise _several([each.passage for each in choices])
    near_words = " ".join(verdict.nearest(selector, copy))
    raise _refusal(verdict.lost(selector, copy), near_words or "'briefing excerpt --find WORDS' searches the copies.")


@dataclass(frozen=True, slots=True)
class Point:
    """A place in a copy, as a program has it in which somebody has marked words."""

    paragraph: int
    """Counted from 1."""
    offset: int
    """How many characters of the paragraph, as the copy has it, are before the place."""


def between(copy: Copy, start: Point, end: Point) -> Span:
    """Return the whole words between two places of a copy, as a stretch of its reading.

    Raises:
        BriefingError: One of the places is outside of the copy, or there are no words between them.
    """
    body = reading(copy.paragraphs)
    if not 1 <= start.paragraph <= end.paragraph <= len(copy.paragraphs) or min(start.offset, end.offset) < 0:
        raise _refusal("this place is not in the copy", f"It has {len(copy.paragraphs)} paragraphs.")
    first, last = body.place_of(start.paragraph, start.offset), body.place_of(end.paragraph, end.offset)
    while first < last and body.text[first].isspace():
        first += 1
    while last > first and body.text[last - 1].isspace():
        last -= 1
    if not re.search(r"\w", body.text[first:last]):
        raise _refusal("there are no words between these two places", "Mark at least a word.")
    return body.widened((first, last))


def named(copy: Copy, span: Span) -> tuple[Selector, int]:
    """Return the first and the last words of a stretch, as few as tell it from all others, and the paragraph in which it begins.

    Raises:
        BriefingError: The paragraph has the same words again.
    """
    body = reading(copy.paragraphs)
    words = body.text[slice(*span)].split()
    paragraph = body.paragraphs(span)[0]
    for count in range(min(_FEW, max(1, len(words) // 2)), len(words) + 1):
        selector = Selector(" ".join(words[:count]), " ".join(words[-count:]))
        found = select(copy, selector, paragraph)
        if len(found) == 1 and found[0].sha256 == body.sha256(span):
            return selector, paragraph
    raise _refusal(f"¶{paragraph} has these words more than once", "Mark more words before or after them.")


_FEW = 4
"""How many words on each side name a passage, if they are enough."""


def _as_pasted(copy: Copy, selector: Selector) -> Iterator[Choice]:
    """Yield the passages that have the words of a selector in another form, such as without the number of a note."""
    body = reading(copy.paragraphs)
    for first, last in pasted.passages(selector, body):
        words = [" ".join(body.printed(span).split()) for span in (first, last)]
        asked = [(given, words[number]) for number, given in enumerate((selector.start, selector.end)) if not body.places(given)]
        span = (first[0], last[1])
        passage = candidate(body, span, "unproved")
        theirs = Selector(body.text[slice(*first)], body.text[slice(*last)])
        yield Choice(theirs, passage, tuple(difference(*pair) for pair in asked))


def _several(found: Sequence[Passage]) -> BriefingError:
    shown = "\n  ".join(f"{verdict.place(each.paragraphs)}: {verdict.shortened(' '.join(each.candidate.split()))}" for each in found[:10])
    hint = f"Name the paragraph with --paragraph, or write more words.\n  {shown}"
    return _refusal(f"there are {len(found)} passages with these words", hint)


def _refusal(message: str, hint: str) -> BriefingError:
    return BriefingError([Problem("", 0, message, hint)])
