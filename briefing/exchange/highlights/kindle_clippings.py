"""Reading the file in which a Kindle keeps highlights and notes, `My Clippings.txt`, in any language of its menus.

An entry is a line with the title of the book, a line with its kind, its place and a date, and the words. Many languages are known.
In others, a highlight is what goes over several places, and a note is what is at one place inside a highlight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.dataclass import dataclass
from briefing.exchange.highlights.gathered import Gathered, block_of, line_of
from briefing.passages.mark import Mark

_END = re.compile(r"^=={8,}\s*$", re.MULTILINE)
_PLACE = re.compile(r"(\d[\d ,.]*\d|\d)(?:\s*(?:[-–—~]|t/m)\s*(\d[\d,.]*))?")
_PARTS = re.compile(r"\s*[|｜]\s*|[（(](?=[^|｜]*\d)|[）)]")
_NOTE = re.compile(
    r"\b(?:not(?:e|iz|a|itie|at|atka)|anteckning|poznámka|jegyzet)\b|заметк|примечан|メモ|笔记|筆記|노트|메모", re.IGNORECASE
)
_HIGHLIGHT = re.compile(
    r"highlight|clip|markier|subrayad|resaltad|surlign|evidenzi|destaque|marker|markering|podkre|zvýrazn|выделен|ハイライト|标注|標註|하이라이트",
    re.IGNORECASE,
)
_WITHHELD = re.compile(r"\s*<[^<>]*>\s*\Z")
"""What Kindle writes in place of words if the publisher allows no more of them."""


@dataclass(frozen=True, slots=True)
class _Entry:
    line: int
    title: str
    kind: str
    """`note`, `highlight`, or empty if the words of its second line are not known."""
    unit: str
    """`place` or `page`: what the numbers count."""
    first: int
    last: int
    words: str

    def holds(self, other: _Entry) -> bool:
        """Say whether the place of another entry is inside this one."""
        return (self.title, self.unit) == (other.title, other.unit) and self.first <= other.last <= self.last


def is_clippings(text: str) -> bool:
    """Say whether a text has the form of such a file."""
    return bool(_END.search(text)) and next(_entries(text), None) is not None


def read(text: str) -> Gathered:
    """Read the entries of a file."""
    found = Gathered()
    entries = list(_entries(text))
    withheld = [each for each in entries if _WITHHELD.match(each.words)]
    entries = [each for each in entries if each.words and each not in withheld]
    notes = [each for each in entries if _is_note(each, entries)]
    highlights = [each for each in entries if each not in notes]
    comments: dict[int, list[_Entry]] = {}
    for note in notes:
        owner = _owner(note, highlights)
        comments.setdefault(owner.line if owner else -note.line, []).append(note)
    for each in highlights:
        mine = comments.get(each.line, ())
        told = ("has the note that follows it on the same page",) if mine and each.unit == "page" else ()
        found.marks.append(_mark(each, each.words, tuple(block_of(note.words) for note in mine), told))
    found.marks += [_mark(note, "", (block_of(note.words),)) for note in notes if -note.line in comments]
    if withheld:
        count = "1 highlight has" if len(withheld) == 1 else f"{len(withheld)} highlights have"
        found.notices.append(f"{count} no words: Kindle withholds them, because the publisher allows no more (line {withheld[0].line})")
    return found


def _mark(entry: _Entry, words: str, comments: tuple[str, ...], told: tuple[str, ...] = ()) -> Mark:
    title, author = _title(entry.title)
    where = f"{'page' if entry.unit == 'page' else 'location'} {entry.first}" if entry.first else ""
    names = tuple(dict.fromkeys(filter(None, (title, entry.title if author else ""))))
    return Mark(quote=line_of(words), comments=comments, names=names, line=entry.line, where=where, told=told)


def _title(line: str) -> tuple[str, str]:
    """Return a title, and the author in the last brackets behind it."""
    match = re.fullmatch(r"(.*\S)\s*[（(]([^()（）]*(?:\([^()]*\)[^()]*)?)[）)]", line)
    return (match[1], match[2]) if match else (line, "")


def _is_note(entry: _Entry, entries: Sequence[_Entry]) -> bool:
    if entry.kind:
        return entry.kind == "note"
    return entry.first == entry.last and any(other is not entry and other.first < other.last and other.holds(entry) for other in entries)


def _owner(note: _Entry, highlights: Sequence[_Entry]) -> _Entry | None:
    """Return the highlight that a note belongs to: of those at its place, the last before it, else the first after it."""
    there = [each for each in highlights if each.holds(note)]
    before = [each for each in there if each.line < note.line]
    return next(iter(before[-1:] or there), None)


def _entries(text: str) -> Iterator[_Entry]:
    """Yield the entries: those of which the second line begins with a dash and has a number."""
    begin = 0
    for match in [*_END.finditer(text), None]:
        chunk = text[begin : match.start() if match else len(text)]
        line = text.count("\n", 0, begin) + 1
        begin = match.end() + 1 if match else len(text)
        lines = chunk.split("\n")
        while lines and not lines[0].strip("\ufeff \t"):
            lines.pop(0)
            line += 1
        if len(lines) > 1 and re.match(r"\s*[-–—]\s*\S", lines[1]) and re.search(r"\d", lines[1]):
            yield _entry(line, line_of(lines[0].replace("\ufeff", "")), lines[1], "\n".join(lines[2:]).strip())


def _entry(line: int, title: str, about: str, words: str) -> _Entry:
    parts = [part for part in _PARTS.split(about.strip().lstrip("-–— ")) if part.strip()]
    placed = [part for part in (parts[:-1] if len(parts) > 1 else parts) if re.search(r"\d", part)]
    head = parts[0] if parts else ""
    whole = " ".join(placed)
    found = _PLACE.findall(whole)
    first, last = _range(*found[-1]) if found else (0, 0)
    is_page = len(found) == 1 and not re.search(r"loc|pos|ort|emplac|место|мест|位置|위치|lok", whole, re.IGNORECASE)
    kind = "highlight" if _HIGHLIGHT.search(about) else "note" if _NOTE.search(head) or _NOTE.search(whole) else ""
    return _Entry(line, title, kind, "page" if is_page else "place", first, last, words)


def _range(first: str, last: str) -> tuple[int, int]:
    """Return the first and the last place. Old files shorten the last one: `1563-64`."""
    start = int(re.sub(r"\D", "", first))
    digits = re.sub(r"\D", "", last)
    if not digits:
        return start, start
    text = str(start)
    end = int(text[: len(text) - len(digits)] + digits) if len(digits) < len(text) else int(digits)
    return start, max(start, end)
