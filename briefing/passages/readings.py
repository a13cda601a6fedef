"""A copy ready for searching: its normalised text, whose characters know their places in the copy, and its sentences."""

from __future__ import annotations

import bisect
import itertools
import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from briefing.library import Selector
from briefing.originals.normal import as_in, fingerprint, normalise
from briefing.originals.note_marks import note_marks
from briefing.passages import edges
from briefing.system.patterns import pattern

Span = tuple[int, int]
"""A stretch of a text: the place of its first character, and the place after its last character."""
_MOST_PAIRS = 5_000
"""How many pairs of a beginning and an end are tried at most."""
_MOST_ALIKE = 1_000
"""How many similar stretches are compared word by word at most."""
_SENTENCE_END = pattern(r"(?:[.!?。؟۔।][\"')\]]*|[^\W\d][.!?][\"')\]]*[\d¹²³⁰-⁹]{1,3})\Z")
"""What a word that ends a sentence ends in; the number of a note may follow."""
_UNSPACED = pattern(r"(?<=。)")
"""The end of a sentence in a text without spaces."""
_SHORTENED = pattern(
    r"[\"'(]*(?:[^\W\d_]|Dr|Mr|Mrs|Ms|Mx|Prof|St|Gen|Col|Capt|Lt|Sgt|Sen|Rep|Gov|Pres|Rev|Hon|Messrs|No|Nos|Art|Arts|Sec|para|pp|vs|cf|e\.g|i\.e"
    r"|Fig|Vol|approx|ca|Nr|Hr|Fr|bzw|vgl|z\.B|Mme|им|ул|гг|т\.е)\.\Z"
)
"""Words with a full stop behind which a sentence goes on: initials and abbreviations that stand before a name or a number."""
_GOES_ON = pattern(r"[:,;-][\"')\]]*\Z")
"""What the last word of a paragraph ends in if its sentence goes on in the next paragraph."""


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

    def alone(self, span: Span, within: Span) -> Span:
        """Return a stretch, made longer until a passage has it only once: a note goes to the first place that has its words."""
        passage = self.text[slice(*within)]
        while span != within and len(whole_words(self.text[slice(*span)]).findall(passage)) > 1:
            before, after = self.text[within[0] : span[0]].rstrip(), self.text[span[1] : within[1]].split()
            start = within[0] + before.rfind(" ") + 1
            end = self.text.index(after[0], span[1]) + len(after[0]) if after else span[1]
            span = (start, end)
        return span

    def place_of(self, paragraph: int, offset: int) -> int:
        """Return the place in the text of a character of the copy, or of the next one that the text has.

        Args:
            paragraph: The number of the paragraph, counted from 1.
            offset: How many characters of the paragraph are before it.
        """
        first = bisect.bisect_left(self._numbers, paragraph - 1)
        end = bisect.bisect_left(self._numbers, paragraph)
        return bisect.bisect_left(self._places, offset, first, end)

    def stretches(self, span: Span) -> list[tuple[int, int, int]]:
        """Return where a stretch is in the copy: the number of each paragraph, and the places of its first character and after its last."""
        found: dict[int, tuple[int, int]] = {}
        for number, place in zip(self._numbers[slice(*span)], self._places[slice(*span)], strict=True):
            begin, _ = found.get(number, (place, place))
            found[number] = begin, min(place + 1, len(self._copy[number]))
        return [(number + 1, begin, end) for number, (begin, end) in found.items() if end > begin]

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
        return _UNSPACED.split(self.text[self.words[begin][0] : span[0]])[-1].strip(" \"'(").rstrip(" [")

    def after(self, span: Span) -> str:
        """Return what stands behind a stretch that ends within a sentence: the rest of the sentence; empty where the stretch ends it.

        A paragraph ends its last sentence: headings and the items of lists have no full stop.
        """
        last = bisect.bisect_left(self.words, (span[1], 0)) - 1
        if _ends_sentence(self.text[self.words[last][0] : span[1]]):
            return ""
        final = last
        while not self._closes(final):
            final += 1
        rest = _UNSPACED.split(self.text[span[1] : self.words[final][1]])[0]
        return rest.strip() if re.search(r"\w", rest) or _SENTENCE_END.search(rest) else ""

    def _closes(self, word: int) -> bool:
        """Say whether a word ends a sentence or a paragraph."""
        start, end = self.words[word]
        return end == len(self.text) or self._numbers[end - 1] != self._numbers[end + 1] or _ends_sentence(self.text[start:end])

    def _opens(self, word: int) -> bool:
        """Say whether a word begins a sentence, also where the paragraph before it is only broken off."""
        before, here = self.words[word - 1], self.words[word]
        last = self.text[slice(*before)]
        if self._numbers[before[1] - 1] != self._numbers[here[0]]:
            return not _GOES_ON.search(last) and (bool(re.search(r"\W\Z", last)) or not self.text[here[0]].islower())
        return _ends_sentence(last)

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


def _ends_sentence(word: str) -> bool:
    return bool(_SENTENCE_END.search(word)) and not _SHORTENED.match(word)


def whole_words(text: str) -> re.Pattern[str]:
    """Return a pattern that finds normalised words in normalised text, but not as part of longer words."""
    before = r"(?<!\w)" if re.match(r"\w", text) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", text) else ""
    return re.compile(before + re.escape(text) + after)


def _keys(words: Iterable[str]) -> list[str]:
    """Return words in the form in which they are compared: in lower case and without punctuation."""
    return [re.sub(r"\W", "", word).casefold() or word for word in words]
