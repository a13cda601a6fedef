"""Joining the lines of a paragraph of a PDF: words divided at the end of a line become whole, and compound words keep their hyphen."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from briefing.dataclass import dataclass
from briefing.originals.readers.east_asian import between
from briefing.originals.readers.lexicon import language_of, lexicon

_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011'’][^\W_]+)*")
_DIVIDED = re.compile(r"([^\W_]+(?:[-\u2010'’][^\W_]+)*)[-\u2010]$")
_REST = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_LONGEST = 200
"""Letters at the end of a line that are looked at."""
_CLOSED = re.compile(
    r"(?:s|es|ed|er|ers|ing|ings|ly|ness|tion|sion|tions|ment|ments|able|ible|al|ally|ic|ical|ity|ities|ive|ous|ful|less|ish|ism|ist|ists|est|"
    r"ance|ence|ant|ent|ary|ory|ure|age|dom|ship|hood|ward|wards|wise|some|selves|self|ever|over|where|fare|ties|ties|ture|tures|cial|tial|"
    r"cally|mental|tional|tive|tively|ated|ating|ation|ations|ized|ised|izing|ising|men|man|land|lands|times|way|ways|house|side|work|works|"
    r"thing|things|body|one|day|days|out|up|in|on|ten|ther|thers|ter|ters|ted|ting|ned|ning|led|ling|red|ring|ble|bly|bles|cle|cles|ple|ples)"
)
"""Ends of words, which are seldom words after a hyphen."""
_BEFORE_HYPHENS = frozenset(["non", "ex", "self", "quasi", "half", "cross", "so", "well"])
"""Beginnings of words that many texts write with a hyphen and others without."""
_USUAL = 500
"""How often a large collection of texts has a word that is usually written without a hyphen, at least."""
_SHORT_USUAL = 6_000
"""The same for a word of three letters that is a part of a compound: such letters may be the end of any word."""
_SHORTEST = 3
"""Letters of each of two words that make one with a hyphen, at least."""


class Guess(NamedTuple):
    """A divided word of which nothing says whether it has a hyphen."""

    word: str
    """As it is in the copy."""
    line: int
    """The number of the line in which it begins."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a text spells its words, which decides about the hyphens at the ends of its lines."""

    known: Counter[str]
    divides: bool
    """Whether the text divides words at the ends of lines."""
    language: str

    def has(self, word: str) -> bool:
        """Say whether the text or its language has a word, in small letters."""
        return self.known[word] > 0 or lexicon(self.language).count(word) > 0

    def is_whole(self, start: str, rest: str) -> bool:
        """Say whether the text has a word without a hyphen, and not with one, as names such as `TeamViewer` are."""
        first, last = start.lower(), rest.lower()
        return self.known[f"{first}{last}"] > 0 and not self.known[f"{first}-{last}"]

    def keeps(self, start: str, rest: str) -> tuple[bool, bool]:
        """Say whether the hyphen at the end of a line belongs to the word, and whether that is certain."""
        first, last = start.lower(), rest.lower()
        with_hyphen, without = self.known[f"{first}-{last}"], self.known[f"{first}{last}"]
        if with_hyphen != without:
            return with_hyphen > without, True
        if re.search(r"\d$", start) or (start.isupper() and not rest.isupper()):
            return True, True
        inner = re.split(r"[-\u2010]", first)[-1]  # of state-of-the-art, the last part
        if inner in _BEFORE_HYPHENS and self.has(last) and lexicon(self.language).count(inner + last) < _USUAL:
            return True, False
        if self.has(inner + last):
            return False, True
        if not self.divides:
            return True, True
        words = lexicon(self.language)
        are_words = all(map(self.has, (inner, last))) and min(len(inner) + (inner != first), len(last)) >= _SHORTEST
        if start[:1].isupper() and (len(last) <= _SHORTEST or words.count(last) < _USUAL) and not words.is_empty:
            return False, False  # the end of a name is seldom a usual word
        if words.is_empty:  # then only the ends of words tell
            return are_words and min(self.known[inner], self.known[last]) > 1 and not _CLOSED.fullmatch(last), False
        return are_words and words.has_compounds and all(map(self._is_usual, (inner, last))), False

    def _is_usual(self, word: str) -> bool:
        """Say whether a word is one of the language, and of the usual ones if it is short; or one that the text has several times."""
        count = lexicon(self.language).count(word)
        return count > (_SHORT_USUAL if len(word) <= _SHORTEST else 0) or (self.known[word] > 1 and len(word) > _SHORTEST + 1)


def spelling(texts: Iterable[str]) -> Spelling:
    """Look at the lines of a text."""
    known: Counter[str] = Counter()
    ends = divided = count = 0
    every = list(texts)
    rest_of_word = False
    for text in every:
        count += 1
        body = _REST.sub("", text, count=1) if rest_of_word and _REST.match(text) else text
        match = _DIVIDED.search(text[-_LONGEST:])
        rest_of_word = match is not None
        if match:
            ends += 1
            body = body[: len(body) - len(match[0])]
        known.update(word.lower().replace("\u2010", "-").replace("\u2011", "-") for word in _WORD.findall(body))
    for word, number in list(known.items()):
        if "-" in word:  # the parts of a compound are words as well
            for part in word.split("-"):
                known[part] += number
    language = language_of(known)
    for before, after in itertools.pairwise(every):
        match, rest = _DIVIDED.search(before[-_LONGEST:]), _REST.match(after)
        if match and rest and rest[0][0].islower() and not divided:
            word = (match[1] + rest[0]).lower()
            divided += known[word] > 0 or lexicon(language).count(word) > 0
    return Spelling(known, divided > 0 or ends > 0.04 * count, language)


def joined(texts: Sequence[str], spelling: Spelling, guesses: list[Guess] | None = None) -> str:
    """Join the lines of a paragraph.

    Args:
        texts: The lines.
        spelling: How the text spells its words.
        guesses: Where words are put of which nothing says whether they have a hyphen.
    """
    made, end = [texts[0]], texts[0][-_LONGEST:]
    for number, text in enumerate(texts[1:]):
        match, rest = _DIVIDED.search(end), _REST.match(text)
        added = f"{between(end, text, texts)}{text}"
        if match and rest:
            is_word = rest[0][0].islower() or (match[1].isupper() and rest[0].isupper()) or spelling.is_whole(match[1], rest[0])
            keeps, is_sure = spelling.keeps(match[1], rest[0]) if is_word else (True, True)
            added = text
            if not keeps:
                made[-1], end = made[-1][:-1], end[:-1]
            if guesses is not None and not is_sure:
                guesses.append(Guess(f"{match[1]}{'-' * keeps}{rest[0]}", number))
        elif re.search(r"[\w][/—–]$", end) and not re.search(r"\s[/—–]$", end):
            added = text
        made.append(added)
        end = f"{end}{added}"[-_LONGEST:]
    return "".join(made)
