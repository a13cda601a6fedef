"""Finding the words of an annotation in a copy, also as browsers and viewers of PDFs give them.

They leave out the space between two paragraphs, keep the hyphen at the end of a line, and take parts of words. Such words are searched
without regard to white space and hyphens, and a stretch that begins or ends within a word is made longer to whole words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from briefing.dataclass import dataclass
from briefing.library import Selector
from briefing.originals.copies import Copy
from briefing.originals.normal import normalise, whole
from briefing.passages import pasted
from briefing.passages.mark import Mark
from briefing.passages.readings import Reading, Span, reading
from briefing.passages.verdict import nearest, place, shortened
from briefing.passages.word_diffs import difference

_SLACK = 50
"""How many more characters than the context has are compared with it, because white space may differ."""
_ENDS = 4
"""How many words of a passage are typed on each side to choose it."""
_SHORT = 100
"""Characters of a comment up to which a command that is shown has the whole comment."""
_LINE_END = re.compile(r"(?<=[^\W\d])[-\u00ad\u2010]\s+(?=[^\W\d])")
"""The hyphen of a word that the end of a line divides, as people paste it."""
_UNSURE = re.compile(r"(?<=[^\W\d])-\s?(?=[^\W\d])|(?<!\d)\s+|\s+(?!\d)")
"""What may differ: a hyphen between letters, with a space or not, and white space that does not part two numbers."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the words of an annotation are."""

    spans: tuple[Span, ...]
    guessed: tuple[str, ...] = ()
    """How the words of the passage differ from those of the annotation. Each is the end of a sentence about the annotation."""


def places_of(mark: Mark, copy: Copy) -> Places:
    """Return the places of the words of an annotation.

    Of several places, return those with the same text around them; else the one that has the same turn, else those on the same page.

    Args:
        mark: The annotation.
        copy: The copy of its source.
    """
    body = reading(copy.paragraphs)
    found = _by_words(mark, body)
    if len(found.spans) < 2:
        return found
    turn, count = mark.turn
    every = sorted({*found.spans, *(match.span() for match in body.places(mark.quote))}) if count else []
    if len(every) == count > 0 and every[turn - 1] in found.spans:
        why = f"is in the copy {count} times, as in its file: place {turn} of {count} was taken"
        return Places((every[turn - 1],), (*found.guessed, why))
    here = [span for span in found.spans if _is_on(mark.page, body.paragraphs(span), copy)] if mark.page else []
    if len(here) != 1:
        return found
    why = f"is in the copy {len(found.spans)} times: the place on page {mark.page} was taken"
    return Places(tuple(here), (*found.guessed, why))


def _is_on(page: int, paragraphs: Sequence[int], copy: Copy) -> bool:
    """Say whether paragraphs of a copy can be on a page. A paragraph goes on to the page on which the next begins."""
    first, last = copy.page(paragraphs[0]), copy.page(paragraphs[-1] + 1) or copy.page(paragraphs[-1])
    return first is not None and last is not None and first <= page <= last


def _by_words(mark: Mark, body: Reading) -> Places:
    before, after = (_solid(normalise(text).text) for text in mark.around)

    def fitting(spans: Iterable[Span]) -> list[Span]:
        return [span for span in spans if _between(body, span, before, after)]

    exact = [match.span() for match in body.places(mark.quote)] if mark.quote else body.shortest(Selector(*map(str.strip, mark.fragment)))
    fit = fitting(exact)
    if fit or (exact and not (before and after)):
        return _whole_words(fit or exact, mark.quote, body)
    loose = _loose(mark.quote, body) or _pasted(mark, body)
    fit = fitting(loose)
    return _whole_words(exact if exact and not fit else fit or loose, mark.quote, body)


def _pasted(mark: Mark, body: Reading) -> list[Span]:
    """Return the places of the words of an annotation as people paste them."""
    if mark.quote:
        return pasted.spans(mark.quote, body)
    start, end = map(str.strip, mark.fragment)
    return [(first[0], last[1]) for first, last in pasted.passages(Selector(start, end), body)] if start and end else []


def _loose(quote: str, body: Reading) -> list[Span]:
    """Return the places of some words without regard to white space and hyphens, also within words."""
    solid, kept = _kept(body.text)
    uncut = re.sub(r"(?<=[^\W\d])[-\u00ad\u2010]$", "", quote.rstrip())  # the hyphen of a word that the end of a page divides
    for words in dict.fromkeys(_solid_words(form(text).text) for text in (quote, uncut) for form in (whole, normalise)):
        found = [(kept[each.start()], kept[each.end() - 1] + 1) for each in re.finditer(re.escape(words), solid)] if words else []
        if found:
            return found
    return []


def _whole_words(spans: Iterable[Span], quote: str, body: Reading) -> Places:
    """Return stretches that end where words end, and say what was guessed."""
    found = list(spans)
    wide = tuple(dict.fromkeys(map(body.widened, found)))
    guessed = []
    same = [_squeezed(form(text).text) for text in (quote, _LINE_END.sub("", quote)) for form in (whole, normalise)] if quote else []
    if same and any(_squeezed(body.text[slice(*span)]) not in same for span in found):
        known = _solid_words(whole(quote).text), _solid_words(normalise(quote).text)
        is_solid = all(_solid_words(body.text[slice(*span)]) in known for span in found)
        guessed.append("was found without regard to spaces and hyphens" if is_solid else "was found in another form, which the passage has")
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


def unmarked(mark: Mark, copy: Copy) -> tuple[str, str]:
    """Say what text is beside an annotation that marks no words, and how it becomes an excerpt.

    Returns:
        How a message about the annotation goes on, and what to do.
    """
    found = _by_words(replace(mark, quote=mark.beside), reading(copy.paragraphs)).spans if mark.beside else ()
    if len(found) != 1:
        near = f" It is beside “{shortened(mark.beside)}”." if mark.beside else ""
        return " marks no words", f"Mark the words that it is about, and import again.{near}"
    body = reading(copy.paragraphs)
    words = body.text[slice(*found[0])].split()
    ends = max(1, min(_ENDS, len(words) // 2))
    where = place(body.paragraphs(found[0]))
    note = " ".join(" ".join(mark.comments).split())
    said = f' --note "{note}"' if note and len(note) <= _SHORT and note == _typed([note]) else ""
    command = f'briefing excerpt {copy.source} --from "{_typed(words[:ends])}" --to "{_typed(words[-ends:])}"{said}'
    return f" marks no words: it is beside {where} of '{copy.source}', “{shortened(' '.join(words))}”", f"To quote this: {command}"


def _typed(words: Sequence[str]) -> str:
    """Return words as they can be typed between quotation marks of a shell."""
    return re.sub(r"[\"$`\\!]", "", " ".join(words)).strip()


def _around(mark: Mark, body: Reading) -> Iterator[Span]:
    """Yield the places of the text before and after an annotation, the first and last word of which may be cut."""
    for text, part in zip(mark.around, (slice(1, None), slice(0, -1)), strict=True):
        words = " ".join(text.split()[part])
        if len(words.split()) > 1:
            yield from (match.span() for match in body.places(words))
