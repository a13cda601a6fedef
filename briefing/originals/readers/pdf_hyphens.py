"""Joining the lines of a paragraph of a PDF: words divided at the end of a line become whole, and compound words keep their hyphen."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from briefing.dataclass import dataclass

_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011'’][^\W_]+)*")
_DIVIDED = re.compile(r"([^\W_]+(?:[-\u2010'’][^\W_]+)*)[-\u2010]$")
_REST = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_LONGEST = 200
"""Letters at the end of a line that are looked at."""
_COMPOUNDING = frozenset(
    [
        "well",
        "self",
        "non",
        "ex",
        "half",
        "all",
        "cross",
        "vice",
        "quasi",
        "ill",
        "long",
        "short",
        "high",
        "low",
        "mid",
        "far",
        "near",
        "best",
        "worst",
        "better",
        "lesser",
        "so",
        "much",
        "ever",
        "never",
        "newly",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "twelve",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "old",
        "new",
        "hard",
        "soft",
        "deep",
        "open",
        "free",
        "full",
        "single",
        "double",
        "multi",
        "socio",
        "large",
        "small",
        "middle",
        "early",
        "late",
        "right",
        "left",
        "north",
        "south",
        "east",
        "west",
        "state",
        "world",
        "policy",
        "decision",
        "rule",
        "price",
        "cost",
        "labour",
        "labor",
        "community",
        "government",
        "donor",
    ]
)
"""Words that often begin a word with a hyphen."""
_CLOSED = re.compile(
    r"(?:s|es|ed|er|ers|ing|ings|ly|ness|tion|sion|tions|ment|ments|able|ible|al|ally|ic|ical|ity|ities|ive|ous|ful|less|ish|ism|ist|ists|est|"
    r"ance|ence|ant|ent|ary|ory|ure|age|dom|ship|hood|ward|wards|wise|some|selves|self|ever|over|where|fare|ties|ties|ture|tures|cial|tial|"
    r"cally|mental|tional|tive|tively|ated|ating|ation|ations|ized|ised|izing|ising|men|man|land|lands|times|way|ways|house|side|work|works|"
    r"thing|things|body|one|day|days|out|up|in|on|ten|ther|thers|ter|ters|ted|ting|ned|ning|led|ling|red|ring|ble|bly|bles|cle|cles|ple|ples)"
)
"""Ends of words, which are seldom words after a hyphen."""
_KEPT = re.compile(r"(?:known|called|based|term|scale|level|century|year|range|owned)\w{0,2}")
"""Words that often end a word with a hyphen."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a text spells its words, which decides about the hyphens at the ends of its lines."""

    known: Counter[str]
    divides: bool
    """Whether the text divides words at the ends of lines."""

    def keeps(self, start: str, rest: str) -> bool:
        """Say whether the hyphen at the end of a line belongs to the word."""
        first, last = start.lower(), rest.lower()
        with_hyphen, without = self.known[f"{first}-{last}"], self.known[f"{first}{last}"]
        if with_hyphen != without:
            return with_hyphen > without
        if not self.divides or re.search(r"\d$", start) or (start.isupper() and not rest.isupper()):
            return True
        head = re.split(r"[-\u2010]", first)
        if (
            len(head) > 1
            and self.known[head[-1] + last] == 0
            and (head[-1] in _SHORT or (self.known[head[-1]] > 1 and self.known[last] > 1))
        ):
            return True
        if start[:1].isupper() and self.known[first] > 0 and last in _BEHIND_NAMES:
            return True
        if head[-1] != "un" and _KEPT.fullmatch(last) and self.known[head[-1]] + (head[-1] in _COMPOUNDING) > 0:
            return True
        if len(last) < 3 or _CLOSED.fullmatch(last):
            return False
        return (head[-1] in _COMPOUNDING and len(head[-1]) > 1 and self.known[last] > 0) or (
            (first == "self" or first == "well") and len(last) > 3
        )


_BEHIND_NAMES = frozenset(
    [
        "speaking",
        "led",
        "based",
        "made",
        "owned",
        "backed",
        "style",
        "born",
        "language",
        "dominated",
        "era",
        "wide",
        "brokered",
        "controlled",
        "held",
        "occupied",
    ]
)
"""Words that often follow a name with a hyphen, as in English-speaking."""
_SHORT = frozenset(["in", "and", "of", "the", "to", "by", "up", "out", "off", "on", "for", "a", "de", "la", "le", "du", "en", "an", "auf"])
"""Words inside of words with several hyphens, such as state-of-the-art."""


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
    for before, after in itertools.pairwise(every):
        match, rest = _DIVIDED.search(before[-_LONGEST:]), _REST.match(after)
        if match and rest and known[(match[1] + rest[0]).lower()] and rest[0][0].islower():
            divided += 1
    return Spelling(known, divided > 0 or ends > 0.04 * count)


def joined(texts: Sequence[str], spelling: Spelling, told: list[str] | None = None) -> str:
    """Join the lines of a paragraph.

    Args:
        texts: The lines.
        spelling: How the text spells its words.
        told: Where words are put whose hyphen nothing decides.
    """
    made, end = [texts[0]], texts[0][-_LONGEST:]
    for text in texts[1:]:
        match, rest = _DIVIDED.search(end), _REST.match(text)
        added = f" {text}"
        if match and rest:
            is_word = rest[0][0].islower() or (match[1].isupper() and rest[0].isupper())
            added = text
            if is_word and not spelling.keeps(match[1], rest[0]):
                made[-1], end = made[-1][:-1], end[:-1]
                if told is not None and not spelling.known[(match[1] + rest[0]).lower()]:
                    told.append(match[1] + rest[0])
        elif re.search(r"[\w][/—–]$", end) and not re.search(r"\s[/—–]$", end):
            added = text
        made.append(added)
        end = f"{end}{added}"[-_LONGEST:]
    return "".join(made)
