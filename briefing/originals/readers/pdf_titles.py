"""The title on the first page of a PDF: its largest lines, with the subtitle below them. The names of journals and bodies are none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from briefing.dataclass import dataclass
from briefing.originals.readers import pdf_names
from briefing.originals.readers.pdf_first_page import MASTHEAD, Row

_LARGER, _LITTLE = 1.12, 1.04
"""How much larger than the text a title is at least, and a subtitle."""
_LONGEST, _ROWS = 250, 6
"""Letters and lines of a title at most."""
_NEAR = 0.6
"""How large other lines are at least, compared with the largest ones, to be the title if those may be names or a sign."""
_PROSE = 10
"""Words of a sentence with a full stop from which it is no title."""
_SUBTITLE = 12
"""Words of a subtitle at most."""
_SENTENCE = 8
"""Words of a subtitle with small letters at most."""
_ADDRESS = re.compile(r"homepage|\bISSN\b|www\.|https?:|@", re.IGNORECASE)
_SMALL_WORDS = frozenset({
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "if", "in", "into", "nor", "of", "off", "on", "onto", "or", "over", "per",
    "so", "than", "that", "the", "to", "up", "upon", "v", "via", "vs", "with", "yet", "de", "der", "die", "das", "des", "dem", "den", "du",
    "en", "et", "la", "le", "les", "los", "las", "un", "une", "und", "von", "zu", "zur", "im", "am", "auf", "für", "mit", "y", "el", "e",
    "i", "da", "do", "di", "del", "della", "van", "het", "een", "и", "в", "во", "на", "о", "об", "от", "по", "с", "со", "к", "у", "за",
    "из", "для", "не", "а", "но", "или", "до", "при", "под", "над", "без", "между",
})  # fmt: skip
"""Words that have small letters within a title, if the rest of the text does not show it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A title on a page."""

    text: str = ""
    first: int = -1
    """The number of its first line; -1 if there is no title."""
    last: int = -1


def shown(page: Sequence[Row], usual: float, known: Mapping[str, int]) -> Shown:
    """Return the title on a page, in small letters.

    Args:
        page: The lines.
        usual: The size of the text.
        known: How often the text has each word, as it writes it.
    """
    groups = [_group(page, number) for number in range(len(page)) if number == 0 or not _goes_on(page[number - 1], page[number])]
    titles = [group for group in groups if _may_be_title(page, group)]
    largest = max((page[first].size for first, _ in titles), default=0.0)
    others = [group for group in titles if not _names_persons(page, group) and not _is_sign(page, group)]
    if any(page[first].size >= max(_LARGER * usual, _NEAR * largest) for first, _ in others):
        titles = others
        largest = max(page[first].size for first, _ in titles)
    if largest < _LARGER * usual:
        titles = [(first, last) for first, last in titles[:1] if page[first].bold or page[first].text.isupper()]
    chosen = next(((first, last) for first, last in titles if page[first].size > largest - 0.3), None)
    if chosen is None:
        return Shown()
    first, last = chosen
    text = _in_small_letters(_joined([row.text for row in page[first : last + 1]]), known)
    end = last
    for number in range(last + 1, min(last + 3, len(page))):
        if not _is_subtitle(page, first, end, number, usual):
            break
        text += (" " if text.endswith((":", "?", "!", "–", "—")) or end > last else ": ") + _in_small_letters(page[number].text, known)
        end = number
    return Shown(text, first, end) if len(text) <= _LONGEST else Shown()


def _group(page: Sequence[Row], first: int) -> tuple[int, int]:
    """Return the first and the last line of what is set as one."""
    last = first
    while last + 1 < len(page) and last - first < _ROWS and _goes_on(page[last], page[last + 1]):
        last += 1
    return first, last


def _goes_on(before: Row, row: Row) -> bool:
    return row.is_like(before) and 0.5 * row.size < before.base - row.base < 1.9 * row.size and _is_below(before, row)


def _is_below(before: Row, row: Row) -> bool:
    """Say whether two lines begin at one margin, end at one, or have one middle."""
    return min(abs(before.left - row.left), abs(before.right - row.right), abs(before.middle - row.middle)) < 0.8 * row.size


def _joined(texts: Sequence[str]) -> str:
    whole = texts[0]
    for text in texts[1:]:
        whole = whole[:-1] + text if re.search(r"[^\W\d_]-$", whole) and text[:1].islower() else f"{whole} {text}"
    return whole


def _may_be_title(page: Sequence[Row], group: tuple[int, int]) -> bool:
    """Say whether lines can be a title: words, and not the name of a journal, of a body or of persons."""
    first, last = group
    text = _joined([row.text for row in page[first : last + 1]])
    if re.match(r"©", text) or (text.endswith(".") and len(text.split()) > _PROSE):
        return False
    if not re.search(r"[^\W\d_]{3}", text) or len(text) > _LONGEST or MASTHEAD.fullmatch(text.strip(" .:")) or _ADDRESS.search(text):
        return False
    if last + 1 < len(page) and re.match(r"journal homepage|issn\b|www\.", page[last + 1].text, re.IGNORECASE):
        return False
    is_journal = re.compile(re.escape(text) + r"[,.:]?\s*(?:\(?\d|vol|no\.|issue|[IVXL]+\b)", re.IGNORECASE)
    return not any(is_journal.match(row.text) for number, row in enumerate(page) if not first <= number <= last)


def _is_sign(page: Sequence[Row], group: tuple[int, int]) -> bool:
    """Say whether lines are one word that nothing goes on with: the sign of a firm, perhaps."""
    first, last = group
    after = page[last + 1] if last + 1 < len(page) else None
    goes_on = after is not None and page[last].base - after.base < 1.9 * page[last].size and _is_below(page[last], after)
    return first == last and len(page[first].text.split()) == 1 and not goes_on


def _names_persons(page: Sequence[Row], group: tuple[int, int]) -> bool:
    """Say whether lines are the names of persons. A short title may look like them."""
    return bool(pdf_names.persons(_joined([row.text for row in page[group[0] : group[1] + 1]])))


def _is_subtitle(page: Sequence[Row], first: int, last: int, number: int, usual: float) -> bool:
    """Say whether a line goes on with a title: it is just below it, a little larger than the text or in italics, and names nobody."""
    title, before, row = page[first], page[last], page[number]
    gap = before.base - row.base
    if not 0.5 * row.size < gap < 1.9 * before.size or row.size > title.size - 0.3 or not _is_below(before, row):
        return False
    if (
        row.size < _LITTLE * usual
        or re.search(r"\d{3}|@|©", row.text)
        or row.text.endswith(".")
        or not 1 < len(row.text.split()) <= _SUBTITLE
    ):
        return False
    words = [word for word in row.text.split() if len(word) > 3]
    if len(row.text.split()) > _SENTENCE and sum(word[0].isupper() for word in words) < 0.6 * len(words):
        return False  # a sentence below the title, as magazines have
    if MASTHEAD.fullmatch(row.text) or pdf_names.persons(row.text) or pdf_names.is_body(row.text):
        return False
    return not re.match(r"(?:by|von|par|por)\b", row.text, re.IGNORECASE) and not (row.text[:1].islower() and last == first)


# ── capitals ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def is_in_capitals(text: str) -> bool:
    """Say whether a text is in capitals, apart from a word such as the v. between two parties."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(map(str.isupper, letters)) >= 0.9 * len(letters)


def _in_small_letters(text: str, known: Mapping[str, int]) -> str:
    """Return a title in small letters if it is in capitals."""
    if len(re.findall(r"[^\W\d_]{3,}", text)) < 2 or not is_in_capitals(text):
        return text
    is_latin = bool(re.search(r"[A-Z]", text))
    made: list[str] = []
    for word in text.split():
        begins = not made or made[-1].endswith((":", "?", "!", "."))
        made.append(_small(word, known, begins=begins, is_latin=is_latin))
    return " ".join(made)


def _small(word: str, known: Mapping[str, int], *, begins: bool, is_latin: bool) -> str:
    bare = word.strip(".,:;?!()“”«»\"'")
    lower, capital = bare.lower(), re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)?", lambda match: match[0].capitalize(), bare)
    if len(bare) > 1 and known.get(bare, 0) > known.get(capital, 0) + known.get(lower, 0):
        chosen = bare  # USSR
    elif begins or (len(bare) > 1 and known.get(capital, 0) > known.get(lower, 0)):
        chosen = capital
    elif lower in _SMALL_WORDS:
        chosen = lower
    else:
        chosen = capital if is_latin else lower  # English titles have capitals
    return word.replace(bare, chosen) if bare else word
