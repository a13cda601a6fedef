"""The authors on the first page of a PDF: the names of persons near the title, else the body that publishes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.originals import bylines
from briefing.originals.readers.pdf_first_page import MASTHEAD, Row

_LABEL = re.compile(
    r"(?:by|von|par|por|da|written by|edited by|authors?(?:\(s\))?|autor(?:en|es|in)?|auteurs?|verfasser(?:in)?|авторы?|автор(?:\(ы\))?)"
    r"(?:\s*:\s*|\s+(?=\S))",
    re.IGNORECASE,
)
_AUTHORS = re.compile(r"(?:authors?(?:\(s\))?|autor(?:en|es|in)?|auteurs?|авторы?|автор\(ы\))\s*:\s*(?P<names>\S.*)", re.IGNORECASE)
"""A line that says who wrote the text."""
_DROPPED = re.compile(
    r"\([^)]*\)|\bORCID\b.*|\biD\b|https?://\S+|\S+@\S+|(?<=[^\W\d_])\d+(?:\s*,\s*\d+)*|(?<=[^\W\d_.])[*∗†‡§¶#]+"
    r"|\b(?:Ph\.?\s?D|M\.?D|MSc|M\.?A|B\.?A|LL\.?[BMD]|J\.D|Esq)\b\.?|(?<=\s)[*∗†‡§¶✉]+"
)
"""What is beside names."""
_BETWEEN = re.compile(r"\s*(?:,|;|·|•|\||/|&|\b(?:and|und|et|y|with|mit|avec|con|и|және)\b|\n)\s*(?:(?:and|und|et|y|with|и|және)\s+|&\s*)?")
_PARTICLE = r"(?:de|da|do|dos|du|di|della|del|la|le|van|von|der|den|ter|ten|zu|zur|el|al|bin|ibn|y|e|af|st\.)"
_WORD = rf"(?:{_PARTICLE}|Mc|Mac|O['’]|d['’])?[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?"
_NAME = re.compile(rf"(?:(?:[^\W\d_]\.-?)+|{_WORD})(?:\s+(?:(?:[^\W\d_]\.-?)+|{_PARTICLE}|{_WORD})){{1,5}}", re.IGNORECASE)
_NO_NAME = re.compile(
    r"\b(?:universit\w*|department|institut\w*|school|college|faculty|cent(?:re|er)|ministry|journal|review|abstract|keywords?|introduction|"
    r"summary|street|road|avenue|vol(?:ume)?|issue|doi|isbn|issn|page|copyright|received|accepted|published|article|report|paper|working|the|of|"
    r"for|in|on|from|draft|version|chapter|e?-?mail|corresponding|research|laborator\w+|academy|press|foundation|programme|program|office|january|"
    r"february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|quarterly|annual|studies|"
    r"sciences?|policy|brief|kingdom|states|republic|asia|africa|europe|america|north|south|east|west|central|new|city|nations|council|"
    r"assembly|original|open|access|available|online|contents|lists?|session|general|tales?|fairy|story|stories|novel|group|bank|fund|agency|professor|editors?|editorial|board|"
    r"national|international|world|water|law|politics|economics?|history|photographs?|number|price|amount|total|date|name|title|type|code|"
    r"form|table|figure|account|agent|company|insurance|properties|default|test|example|"
    r"университет\w*|институт\w*|академи\w+|кафедра|факультет|министерств\w+|журнал|удк|республик\w+|университеті|институты|атындағы|қаласы)\b",
    re.IGNORECASE,
)
_INITIALED = re.compile(r"(?<!\w)[^\W\d_]\.\s?(?:[^\W\d_]\.\s?)?-?[^\W\d_]{2,}|[^\W\d_]{2,}\s+[^\W\d_]\.\s?[^\W\d_]?\.?(?=,|;|$|\s)")
"""A name with initials."""
_STOP = re.compile(
    r"(?:a\s?b\s?s\s?t\s?r\s?a\s?c\s?t|summary|keywords?|key words|introduction|contents|zusammenfassung|résumé|resumen"
    r"|аннотация|ключевые слова|түйін|түйіндеме|аңдатпа|1\.?\s+introduction|citation|to cite|how to cite"
    r"|a\s?r\s?t\s?i\s?c\s?l\s?e\s+i\s?n\s?f\s?o)\b",
    re.IGNORECASE,
)
"""Where the names end."""
_SHORTEST = 3
"""Letters of the longest word of a name at least."""
_WORDS = 4
"""Words of a name at most, without particles."""
_FAR, _ROWS, _ABOVE = 8, 30, 3
"""Lines without a name below a title, all lines there that are looked at, and lines above it."""
_WRAPPED = 4
"""Lines of one list of names at most."""
_PROSE = 110
"""Letters of a line of prose."""
_PUBLISHES = re.compile(
    r"(?:(?:ministr\w+|department|institut\w*|cent(?:re|er|rum)|zentrum|council|committee|commission|agency|office|bureau|bank|association|society"
    r"|foundation|fund|organi[sz]ation|union|federation|corporation|authority|government|group|service|secretariat|initiative|observatory"
    r"|министерств\w+|институт\w*|комитет\w*|агентств\w+|фонд|центр|банк|академи\w+)"
    r"(?:$|\s+(?:of|for|on|to|für|des|der|de|du|по|при)\b))"
    r"|^(?:министерств\w+|институт|комитет|агентство|фонд|центр|банк|академия)\b",
    re.IGNORECASE,
)
"""The name of a body that publishes texts."""
_SCHOOL = re.compile(r"\b(?:universit\w*|department|faculty|school|college|laborator\w+|университет\w*|кафедра|факультет)\b", re.IGNORECASE)


def persons(text: str) -> list[str]:
    """Return the names of persons in a line that has nothing else; an empty list if it has anything else."""
    line = _LABEL.sub("", text.strip(), count=1) if _LABEL.match(text.strip()) else text.strip()
    line = " ".join(_DROPPED.sub(" ", line).split()).strip(" ,;·")
    line = re.sub(r"\b((?:Prof|Dr|Mr|Mrs|Ms|Mag|Ing|Dipl|Doz)\.\s+|Professor\s+)+", "", re.sub(r"\s+,", ",", line))
    parts = [_trimmed(part) for part in _BETWEEN.split(line) if part and part.strip(" .,;")]
    if parts and all(map(_is_name, parts)):
        return [_cased(part) for part in parts]
    if parts and len(parts) > 1 and _is_name(parts[0]) and re.fullmatch(r"[^\W\d_]+(?: [^\W\d_]+)?", parts[-1]) and _LABEL.match(text):
        return persons(line.rpartition(",")[0]) if "," in line else []  # By Ada Roe, Oxton
    return _inverted(line) if "," in line else []


def _trimmed(part: str) -> str:
    return part.strip(" ,;") if re.search(r"(?:\b[^\W\d_]|\b[JS]r)\.$", part.strip()) else part.strip(" .,;")


def _inverted(line: str) -> list[str]:
    """Return the names of a list such as `Doe, A., Roe, B.`."""
    if not _INITIALED.search(line.replace(",", "")) or _NO_NAME.search(line):
        return []
    found = bylines.names([line])
    if not found or not all(name.family[:1].isupper() and _is_initials(name.given) for name in found):
        return []
    return [f"{name.family}, {name.given}" for name in found]


def _is_initials(text: str) -> bool:
    return bool(re.fullmatch(r"(?:[^\W\d_]\.?[\s-]?){1,3}", text)) and text[:1].isupper()


def _is_name(text: str) -> bool:
    words = text.split()
    few = [word for word in words if not re.fullmatch(_PARTICLE, word, re.IGNORECASE)]
    if (
        not 2 <= len(words) <= 6
        or len(few) > _WORDS
        or any(re.fullmatch(r"[А-Яа-яЁё]", word) for word in words)
        or len(text) > 60
        or not _NAME.fullmatch(text)
        or _NO_NAME.search(text)
        or bylines.is_body(text)
        or max(map(len, words)) < _SHORTEST
    ):
        return False
    return all(word[0].isupper() or re.fullmatch(_PARTICLE, word) for word in words) and words[-1][0].isupper()


def _cased(name: str) -> str:
    """Return a name in capitals as it is usually written."""
    if not name.isupper() or len(name) < 6:
        return name
    words = []
    for word in name.split():
        if re.fullmatch(r"(?:[^\W\d_]\.-?)+", word):
            words.append(word)
        elif re.fullmatch(_PARTICLE, word.lower()) and len(word) > 1 and words:
            words.append(word.lower())
        else:
            words.append(re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), word))
    return " ".join(words)


def is_body(text: str) -> bool:
    """Say whether a line is the name of a body that publishes texts, and not of a school in which an author works."""
    if len(text.split()) > 8 or not text[:1].isupper() or re.search(r"\d|@|https?:|[.:]$|\(", text):
        return False
    return bool(_PUBLISHES.search(text)) and not _SCHOOL.search(text) and not MASTHEAD.fullmatch(text)


def authors(page: Sequence[Row], first: int, last: int) -> tuple[str, ...]:
    """Return the authors that a page names.

    Args:
        page: The lines.
        first: The number of the first line of the title; -1 if there is none.
        last: The number of its last line.
    """
    for row in page:
        if (match := _AUTHORS.fullmatch(row.text)) and (found := persons(match["names"])):
            return tuple(found)
    if first < 0:
        return ()
    below = list(_below(page[last + 1 : last + 1 + _ROWS]))
    if below:
        return tuple(dict.fromkeys(below))
    above = page[max(first - _ABOVE, 0) : first]
    for row in reversed(above):
        if _INITIALED.search(row.text) and (found := persons(row.text)):
            return tuple(found)
    bodies = [row.text for row in (*page[last + 1 : last + 4], *reversed(above)) if is_body(row.text)]
    return tuple(bodies[:1])


def _below(page: Sequence[Row]) -> Iterator[str]:
    """Yield the names in the lines below a title. Between them may be affiliations; those after the first one look like it."""
    model: Row | None = None
    number = last = 0
    while number < len(page):
        row, count = page[number], 1
        if _STOP.match(row.text) or number - last >= _FAR:
            return
        found = persons(row.text) if model is None or row.is_like(model) else []
        while not found and count < _WRAPPED and number + count < len(page) and _may_go_on(page[number + count - 1], page[number + count]):
            count += 1
            found = persons(" ".join(each.text for each in page[number : number + count]))
        if not found and len(row.text) > _PROSE:
            return
        if found:
            model, last = model or row, number
            yield from found
        number += count if found else 1


def _may_go_on(before: Row, row: Row) -> bool:
    """Say whether a list of names may go on in the next line."""
    return row.is_like(before) and 0.5 * row.size < before.base - row.base < 2 * row.size and bool(re.search(r"[,&]|\band\b", before.text))
