"""Finding the words of an annotation in a copy, also as browsers and viewers of PDFs give them.

They leave out the space between two paragraphs, keep the hyphen at the end of a line, and take parts of words. Such words are searched
without regard to white space and hyphens, and a stretch that begins or ends within a word is made longer to whole words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from briefing.dataclass import dataclass
from briefing.library import Selector
from briefing.originals.copies import Copy
from briefing.originals.normal import normalise, whole
from briefing.passages.annotations import Mark
from briefing.passages.finding import Reading, Span, reading
from briefing.passages.verdict import nearest, place, shortened
from briefing.passages.word_diffs import difference

_SLACK = 50
"""How many more characters than the context has are compared with it, because white space may differ."""
_UNSURE = re.compile(r"(?<=[^\W\d])-\s?(?=[^\W\d])|(?<!\d)\s+|\s+(?!\d)")
"""What may differ: a hyphen between letters, with a space or not, and white space that does not part two numbers."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the words of an annotation are."""

    spans: tuple[Span, ...]
    guessed: tuple[str, ...] = ()
    """How the words of the passage differ from those of the annotation. Each is the end of a sentence about the annotation."""


def places_of(mark: Mark, body: Reading) -> Places:
    """Return the places of the words of an annotation. Of several places, return those with the same text around them, if there are any.

    Args:
        mark: The annotation.
        body: The copy of its source.
    """
    before, after = (_solid(normalise(text).text) for text in mark.around)

    def fitting(spans: Iterable[Span]) -> list[Span]:
        return [span for span in spans if _between(body, span, before, after)]

    exact = [match.span() for match in body.places(mark.quote)] if mark.quote else body.shortest(Selector(*map(str.strip, mark.fragment)))
    fit = fitting(exact)
    if fit or (exact and not (before and after)):
        return _whole_words(fit or exact, mark.quote, body)
    loose = _loose(mark.quote, body)
    fit = fitting(loose)
    return _whole_words(exact if exact and not fit else fit or loose, mark.quote, body)


def _loose(quote: str, body: Reading) -> list[Span]:
    """Return the places of some words without regard to white space and hyphens, also within words."""
    solid, kept = _kept(body.text)
    for words in dict.fromkeys((_solid_words(whole(quote).text), _solid_words(normalise(quote).text))):
        found = [(kept[each.start()], kept[each.end() - 1] + 1) for each in re.finditer(re.escape(words), solid)] if words else []
        if found:
            return found
    return []


def _whole_words(spans: Iterable[Span], quote: str, body: Reading) -> Places:
    """Return stretches that end where words end, and say what was guessed."""
    found = list(spans)
    wide = tuple(dict.fromkeys(map(body.widened, found)))
    guessed = []
    same = (_squeezed(whole(quote).text), _squeezed(normalise(quote).text)) if quote else ()
    if same and any(_squeezed(body.text[slice(*span)]) not in same for span in found):
        guessed.append("was found without regard to spaces and hyphens")
    if set(wide) != set(found):
        words = " ".join(body.text[slice(*wide[0])].split())
        guessed.append(f"begins or ends within a word: the passage has the whole words, “{shortened(words)}”")
    return Places(wide, tuple(guessed))


def _between(body: Reading, span: Span, before: str, after: str) -> bool:
    """Say whether a stretch has these texts before and after it.

    White space does not count, because a web page may have no white space between two paragraphs.
    """
    start, end = span
    preceding = _solid(body.text[max(start - 2 * len(before) - _SLACK, 0) : start])
    following = _solid(body.text[end : end + 2 * len(after) + _SLACK])
    return preceding.endswith(before) and following.startswith(after)


def _solid(text: str) -> str:
    return "".join(text.split())


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _solid_words(text: str) -> str:
    return _UNSURE.sub("", text)


@lru_cache(maxsize=32)
def _kept(text: str) -> tuple[str, tuple[int, ...]]:
    """Return a text without what may differ, and the place of each of its characters in the text."""
    left_out = {place for match in _UNSURE.finditer(text) for place in range(*match.span())}
    kept = tuple(place for place in range(len(text)) if place not in left_out)
    return "".join(text[place] for place in kept), kept


def nearest_text(mark: Mark, copy: Copy) -> str:
    """Say what in a copy is most like the words of an annotation, else where the text around them is; nothing if neither is there."""
    body = reading(copy.paragraphs)
    if not mark.quote:
        return " ".join(nearest(Selector(*map(str.strip, mark.fragment)), copy))
    span = body.similar(mark.quote)
    if span:
        return f"Nearest text in {place(body.paragraphs(span))}: {difference(mark.quote, body.printed(span))}."
    around = next(_around(mark, body), None)
    if around:
        return f"The text beside it is in {place(body.paragraphs(around))}: “{shortened(' '.join(body.printed(around).split()))}”."
    return "No text of the copy is like it."


def _around(mark: Mark, body: Reading) -> Iterator[Span]:
    """Yield the places of the text before and after an annotation, the first and last word of which may be cut."""
    for text, part in zip(mark.around, (slice(1, None), slice(0, -1)), strict=True):
        words = " ".join(text.split()[part])
        if len(words.split()) > 1:
            yield from (match.span() for match in body.places(words))
