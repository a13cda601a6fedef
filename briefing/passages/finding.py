"""Finding the passage of an excerpt in the user's copy of its source: by its first and last words, proved by its hash.

Nothing here guesses. A passage begins and ends with the words of the selector, and has the hash of the excerpt. A text that only looks like
the passage is a candidate: briefing shows it to the user and never prints it as a quotation.
"""

from __future__ import annotations

import bisect
import itertools
import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Literal

from briefing.dataclass import dataclass
from briefing.library import Excerpt, Selector
from briefing.originals.copies import Copy
from briefing.originals.normal import as_in, fingerprint, fold, normalise
from briefing.originals.note_marks import note_marks
from briefing.passages import edges
from briefing.passages.traces import locate
from briefing.system.patterns import pattern

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

_MOST_PAIRS = 5_000
"""How many pairs of a beginning and an end are tried at most."""
_MOST_ALIKE = 1_000
"""How many similar stretches are compared word by word at most."""
_SENTENCE_END = pattern(r"(?:[.!?][\"')\]]*|[^\W\d][.!?][\"')\]]*[\d¹²³⁰-⁹]{1,3})\Z")
"""What a word that ends a sentence ends in; the number of a note may follow."""
_SHORTENED = pattern(
    r"[\"'(]*(?:[^\W\d_]|Dr|Mr|Mrs|Ms|Mx|Prof|St|Gen|Col|Capt|Lt|Sgt|Sen|Rep|Gov|Pres|Rev|Hon|Messrs|No|Nos|Art|Arts|Sec|para|pp|vs|cf|e\.g|i\.e"
    r"|Fig|Vol|approx|ca|Nr|Hr|Fr|bzw|vgl|z\.B|Mme|им|ул|гг|т\.е)\.\Z"
)
"""Words with a full stop behind which a sentence goes on: initials and abbreviations that stand before a name or a number."""
_GOES_ON = pattern(r"[:,;-][\"')\]]*\Z")
"""What the last word of a paragraph ends in if its sentence goes on in the next paragraph."""


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
        return Passage("exact", body.printed(at_home[0]), excerpt.paragraphs, before=body.before(at_home[0]))
    if len(proved) == 1:
        return Passage("moved", body.printed(proved[0]), body.paragraphs(proved[0]), before=body.before(proved[0]))
    if proved:
        return _several(body, proved, excerpt)
    shortest = body.shortest(excerpt.select)
    traced = _traced(body, excerpt)
    if traced and not any(start < traced[1] and traced[0] < end for start, end in shortest):
        return _candidate(body, traced, "missing")
    return _candidate(body, _nearest(body, shortest, excerpt), "changed") if shortest else _missing(body, excerpt)


def select(copy: Copy, selector: Selector, paragraph: int | None = None) -> list[Passage]:
    """Return every passage that begins and ends with the words of a selector, as a candidate with its hash.

    Args:
        copy: The copy to look in.
        selector: The first and the last words.
        paragraph: The paragraph in which the passage must begin. Default: any.
    """
    body = reading(copy.paragraphs)
    found = [_candidate(body, span, "unproved") for span in body.shortest(selector)]
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
    return _candidate(body, (at_home or found)[0], "unproved")


def _several(body: Reading, spans: Sequence[Span], excerpt: Excerpt) -> Passage:
    places = tuple(body.paragraphs(span) for span in spans)
    return replace(_candidate(body, _nearest(body, spans, excerpt), "ambiguous"), places=places)


def _candidate(body: Reading, span: Span, status: Status) -> Passage:
    return Passage(status, "", body.paragraphs(span), body.printed(span), body.sha256(span), before=body.before(span))


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


# ── reading a copy ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

Span = tuple[int, int]
"""A stretch of a text: the place of its first character, and the place after its last character."""


@lru_cache(maxsize=32)
def reading(paragraphs: tuple[str, ...]) -> Reading:
    """Return a copy ready for searching. The result is remembered, because every excerpt of a source searches the same copy."""
    return Reading(paragraphs)


class Reading:
    """The normalised text of a copy. For each of its characters it knows the place in the copy."""

    def __init__(self, paragraphs: tuple[str, ...]) -> None:
        texts: list[str] = []
        self._copy = paragraphs
        self._numbers = array("L")
        """The paragraph of each character of the text, counted from 0. The space between two paragraphs belongs to the first of them."""
        self._places = array("L")
        """The place of each character in its paragraph. The space between two paragraphs has the place of the end of the first."""
        found = note_marks(paragraphs)
        numbers = found.numbers
        self.marks = found.marks
        """The numbers of the marks of notes, which the text lacks."""
        for number, paragraph in enumerate(paragraphs):
            normal = normalise(paragraph, numbers.get(number, ()))
            if normal.text:
                texts.append(normal.text)
                self._places.extend((*normal.places, len(paragraph)))
                self._numbers.extend([number] * (len(normal.text) + 1))
        self.text = " ".join(texts)

    def places(self, words: str) -> list[re.Match[str]]:
        """Return every place of some words, as whole words that end where a sign of the copy ends: `.` is not in `…`."""
        text = self.as_here(words)
        if not text:
            return []
        found = (match for match in whole_words(text).finditer(self.text) if not any(map(self._is_within_sign, match.span())))
        return list(itertools.islice(found, _MOST_PAIRS))

    def cuts(self, place: int) -> bool:
        """Say whether a quotation that begins or ends at a place would cut a word, a number or a measure in two."""
        if not 0 < place < len(self.text):
            return False
        before, after = self.text[max(place - edges.WIDTH, 0) : place], self.text[place : place + edges.WIDTH]
        if before[-1].isalnum() and after[0].isalnum():
            return True
        sign = place if after[0] == "-" else place - 1
        return edges.is_inside(before, after, self._copy[self._numbers[sign]][self._places[sign]] if self.text[sign] == "-" else "")

    def widened(self, span: Span) -> Span:
        """Return a stretch with the whole of the words and numbers that it cuts."""
        start, end = span
        while self.cuts(start):
            start -= 1
        while self.cuts(end):
            end += 1
        return start, end

    def whole(self, place: int) -> str:
        """Return the word, number or measure that a place is inside of."""
        start, end = self.widened((place, place))
        while start and not self.text[start - 1].isspace():
            start -= 1
        while end < len(self.text) and not self.text[end].isspace():
            end += 1
        return self.text[start:end].strip(".,;:!?\"'()")

    def as_here(self, words: str) -> str:
        """Return some words normalised: with their numbers in brackets, if the text has these, else without marks of notes."""
        return as_in(self.text, words)

    def _is_within_sign(self, place: int) -> bool:
        """Say whether the characters before and at a place are one sign of the copy."""
        if not 0 < place < len(self.text):
            return False
        return (self._numbers[place - 1], self._places[place - 1]) == (self._numbers[place], self._places[place])

    def pairs(self, selector: Selector, limit: int) -> Iterator[Span]:
        """Yield every stretch of at most `limit` characters that begins and ends with the words of a selector."""
        ends = self._ends(selector)
        least = len(self.as_here(selector.end))
        found = (
            (match.start(), end)
            for match in self._starts(selector)
            for end in ends[bisect.bisect_left(ends, max(match.end(), match.start() + least)) :]
            if end - match.start() <= limit
        )
        yield from itertools.islice(found, _MOST_PAIRS)

    def shortest(self, selector: Selector) -> list[Span]:
        """Return for each beginning the stretch to the first end after it. Of several stretches with the same end, return the shortest."""
        ends = self._ends(selector)
        nearest: dict[int, int] = {}
        for match in self._starts(selector):
            place = bisect.bisect_left(ends, match.end())
            if place < len(ends):
                nearest[ends[place]] = match.start()
        return [(start, end) for end, start in nearest.items()]

    def _starts(self, selector: Selector) -> list[re.Match[str]]:
        return [match for match in self.places(selector.start) if not self.cuts(match.start())]

    def _ends(self, selector: Selector) -> list[int]:
        return [match.end() for match in self.places(selector.end) if not self.cuts(match.end())]

    def sha256(self, span: Span) -> str:
        """Return the hash of a stretch."""
        return fingerprint(self.text[slice(*span)])

    def paragraphs(self, span: Span) -> tuple[int, ...]:
        """Return the numbers of the paragraphs that a stretch touches."""
        first, last = self._numbers[span[0]], self._numbers[span[1] - 1]
        return tuple(range(first + 1, last + 2))

    def printed(self, span: Span) -> str:
        """Return a stretch in the copy's own characters, with one line for each paragraph."""
        places = zip(self._numbers[slice(*span)], self._places[slice(*span)], strict=True)
        return "".join(self._character(number, place) for number, place in dict.fromkeys(places))

    def _character(self, number: int, place: int) -> str:
        """Return a character of the copy with its accents."""
        paragraph = self._copy[number]
        if place == len(paragraph):
            return "\n"
        if paragraph[place].isspace():
            return " "
        end = place + 1
        while end < len(paragraph) and unicodedata.combining(paragraph[end]):
            end += 1
        return paragraph[place:end]

    @cached_property
    def words(self) -> list[Span]:
        """The stretch of each word of the text."""
        return [match.span() for match in re.finditer(r"\S+", self.text)]

    def word_end(self, start: int, count: int) -> int:
        """Return where the last of `count` words from a place ends."""
        first = bisect.bisect_right(self.words, (start, len(self.text))) - 1
        return self.words[min(max(first, 0) + count, len(self.words)) - 1][1]

    def word_start(self, end: int, count: int) -> int:
        """Return where the first of `count` words up to a place begins."""
        last = bisect.bisect_left(self.words, (end, 0))
        return self.words[max(last - count, 0)][0]

    def sentence_near(self, word: int, within: tuple[int, int]) -> int:
        """Return the number of the word nearest to `word`, and `within` two words, that begins a sentence or a paragraph; else `word`."""
        least, most = max(within[0], 0), min(within[1], len(self.words))
        return min(filter(self._begins, range(least, most + 1)), key=lambda each: abs(each - word), default=min(max(word, least), most))

    def _begins(self, word: int) -> bool:
        if word in (0, len(self.words)):
            return True
        before, here = self.words[word - 1][1] - 1, self.words[word][0]
        return self._numbers[before] != self._numbers[here] or bool(_SENTENCE_END.search(self.text[slice(*self.words[word - 1])]))

    def before(self, span: Span) -> str:
        """Return the words of the sentence that stand before a stretch which begins within it; empty where it begins the sentence.

        A sentence goes on in the next paragraph if it breaks off with a colon or a comma, or without a sign before a small letter.
        """
        first = bisect.bisect_right(self.words, (span[0], len(self.text))) - 1
        begin = first
        while begin and not self._opens(begin):
            begin -= 1
        return self.text[self.words[begin][0] : span[0]].strip(" \"'(").rstrip(" [")

    def _opens(self, word: int) -> bool:
        """Say whether a word begins a sentence, also where the paragraph before it is only broken off."""
        before, here = self.words[word - 1], self.words[word]
        last = self.text[slice(*before)]
        if self._numbers[before[1] - 1] != self._numbers[here[0]]:
            return not _GOES_ON.search(last) and (bool(re.search(r"\W\Z", last)) or not self.text[here[0]].islower())
        return bool(_SENTENCE_END.search(last)) and not _SHORTENED.match(last)

    def similar(self, words: str, least: float = 0.5) -> Span | None:
        """Return the stretch that is most like some words and has as many words; None if no stretch has more than `least` of them."""
        wanted = _keys(normalise(words).text.split())
        size, keys, known = len(wanted), self._keys, set(wanted)
        if not size or len(keys) < size:
            return None
        shared = list(itertools.accumulate((key in known for key in keys), initial=0))
        counts = [after - before for before, after in zip(shared, shared[size:], strict=False)]
        most = max(counts)
        if most <= least * size:
            return None
        alike = [place for place, count in enumerate(counts) if count == most][:_MOST_ALIKE]
        best = max(alike, key=lambda place: sum(map(str.__eq__, keys[place : place + size], wanted)))
        return self.words[best][0], self.words[best + size - 1][1]

    @cached_property
    def _keys(self) -> list[str]:
        return _keys(self.text[slice(*span)] for span in self.words)


def whole_words(text: str) -> re.Pattern[str]:
    """Return a pattern that finds normalised words in normalised text, but not as part of longer words."""
    before = r"(?<!\w)" if re.match(r"\w", text) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", text) else ""
    return re.compile(before + re.escape(text) + after)


def _keys(words: Iterable[str]) -> list[str]:
    """Return words in the form in which they are compared: in lower case and without punctuation."""
    return [re.sub(r"\W", "", word).casefold() or word for word in words]
