"""The entries of a BibTeX file: their types, keys and fields, with the words of LaTeX as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field

from briefing.dataclass import dataclass
from briefing.exchange.bibliography.work import LONGEST
from briefing.system.confined.limits import UnreadableError

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENTRY = re.compile(r"@\s*([A-Za-z][\w:.+-]*)\s*([{(])")
_KEY = re.compile(r"\s*([^\s,{}()=\"]*(?:[ '][^\s,{}()=\"]+)*)\s*(?:,|(?=[})]))|\s*([^\s,{}=\"]+)\s*,")
_NAME = re.compile(r"[\s,]*([A-Za-z_@][\w:.+*/'-]*)\s*=\s*")
_WORD = re.compile(r"[^\s,{}()\"#=]+")


@dataclass(slots=True)
class Entry:
    """An entry of a bibliography."""

    line: int
    type: str
    """In small letters."""
    key: str
    fields: dict[str, str] = field(default_factory=dict)
    """By their names in small letters."""
    twice: list[tuple[str, str]] = field(default_factory=list)
    """Further fields of a name that the entry has already."""


def entries(text: str) -> list[Entry]:
    """Return the entries of a file.

    Raises:
        UnreadableError: Its braces do not fit.
    """
    return list(_Reader(text).entries())


class _Reader:
    """Reads a file from its begin to its end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0
        self._line, self._counted = 1, 0
        self._words = {name: name for name in _MONTHS}

    def entries(self) -> Iterator[Entry]:
        while match := _ENTRY.search(self._text, self._place):
            self._place = match.end()
            if self._is_remark(match.start()):
                continue
            kind, end = match[1].lower(), ")" if match[2] == "(" else "}"
            line = self._line_at(match.start())
            if kind == "comment":
                if end == "}" and self._is_balanced_before_next():
                    self._braced(line)
            elif kind == "preamble":
                self._value(line)
            elif kind == "string":
                self._fields(end, line, self._words)
            else:
                yield self._entry(kind, end, line)

    def _is_remark(self, place: int) -> bool:
        """Say whether a line is taken out by a percent sign at its begin, as people take out entries."""
        return self._text[self._text.rfind("\n", 0, place) + 1 : place].lstrip().startswith("%")

    def _entry(self, kind: str, end: str, line: int) -> Entry:
        match = _KEY.match(self._text, self._place)
        entry = Entry(line, kind, (match[1] or match[2] or "") if match else "")
        if match is None and not _NAME.match(self._text, self._place):
            raise self._fault(line, f"the entry '@{kind}' has no key", "Write a key behind the brace: @book{haddad2016, …}.")
        if match:
            self._place = match.end()
        self._fields(end, line, entry.fields, entry.twice)
        return entry

    def _fields(self, end: str, line: int, into: dict[str, str], twice: list[tuple[str, str]] | None = None) -> None:
        while True:
            match = _NAME.match(self._text, self._place)
            if match is None:
                break
            self._place = match.end()
            name, value = match[1].lower(), self._value(line)
            if name in into and twice is not None:
                twice.append((name, value))
            else:
                into[name] = value
        closing = re.compile(rf"[\s,]*{re.escape(end)}").match(self._text, self._place)
        if closing is None:
            match = re.compile(r"[\s,]*").match(self._text, self._place)
            place = match.end() if match else self._place
            here, shown = self._line_at(place), self._text[place : place + 30].strip().split("\n")[0]
            what = f"in the entry that begins on line {line}, here is no field and no '{end}'" + (f": '{shown}'" if shown else "")
            raise self._fault(here, what, "Compare the braces and the commas: a field is name = {words}, and a comma comes after it.")
        self._place = closing.end()

    def _value(self, line: int) -> str:
        """Read `{words}`, `"words"`, `12`, `jan`, or several of them joined by `#`."""
        parts: list[str] = []
        while True:
            self._skip()
            sign = self._text[self._place : self._place + 1]
            if sign == "{":
                self._place += 1
                parts.append(self._braced(line))
            elif sign == '"':
                parts.append(self._quoted(line))
            elif match := _WORD.match(self._text, self._place):
                self._place = match.end()
                parts.append(self._words.get(match[0].lower(), match[0]))
            else:
                break
            self._skip()
            if self._text[self._place : self._place + 1] != "#":
                break
            self._place += 1
        return "".join(parts)

    def _braced(self, line: int) -> str:
        """Read up to the brace that closes the one before."""
        start, depth = self._place, 1
        for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(self._text, start):
            depth += {"{": 1, "}": -1}.get(match[0], 0)
            if depth == 0:
                self._place = match.end()
                return self._text[start : match.start()]
            if depth > 200:
                break
        raise self._fault(line, "a brace that is opened in this entry is not closed", "Compare the braces of the entry.")

    def _quoted(self, line: int) -> str:
        start, depth = self._place + 1, 0
        for match in re.compile(r"\\.|[{}\"]", re.DOTALL).finditer(self._text, start):
            depth += {"{": 1, "}": -1}.get(match[0], 0)
            if match[0] == '"' and depth <= 0:
                self._place = match.end()
                return self._text[start : match.start()]
        raise self._fault(line, "a quotation mark that is opened in this entry is not closed", "Compare the quotation marks of the entry.")

    def _is_balanced_before_next(self) -> bool:
        """Say whether a remark ends: JabRef's do, others are a word before a brace."""
        depth = 1
        for match in re.compile(r"[{}]").finditer(self._text, self._place):
            depth += 1 if match[0] == "{" else -1
            if depth == 0:
                return True
        return False

    def _skip(self) -> None:
        match = re.compile(r"\s*").match(self._text, self._place)
        self._place = match.end() if match else self._place

    def _line_at(self, place: int) -> int:
        if place >= self._counted:
            self._line += self._text.count("\n", self._counted, place)
            self._counted = place
            return self._line
        return self._text.count("\n", 0, place) + 1

    def _fault(self, line: int, what: str, hint: str) -> UnreadableError:
        return UnreadableError(f"line {line}: {what}", hint)


def inherited(found: list[Entry]) -> None:
    """Give entries what they inherit from others by `crossref` and `xdata`, as BibLaTeX does."""
    by_key = {entry.key.lower(): entry for entry in found}
    for entry in found:
        seen = {entry.key.lower()}
        waiting = [(name, key) for name in ("xdata", "crossref") for key in _keys(entry.fields.get(name, ""))]
        while waiting:
            name, key = waiting.pop(0)
            parent = by_key.get(key)
            if parent is None or key in seen:
                continue
            seen.add(key)
            for field_name, value in parent.fields.items():
                target = _renamed(field_name, entry.type, parent.type) if name == "crossref" else field_name
                if target and len(value) <= LONGEST:
                    entry.fields.setdefault(target, value)
                    if target == "author" and entry.type in _BY_THE_AUTHOR:
                        entry.fields.setdefault("bookauthor", value)
            waiting += [(each, more) for each in ("xdata", "crossref") for more in _keys(parent.fields.get(each, ""))]


def _keys(value: str) -> list[str]:
    return [key.strip().lower() for key in value.split(",") if key.strip()]


_NOT_INHERITED = frozenset({
    "ids", "crossref", "xref", "xdata", "entryset", "execute", "label", "options", "presort", "related", "relatedstring", "relatedtype",
    "shorthand", "sortkey", "sortname", "sorttitle", "sortyear", "file", "abstract", "keywords", "shorttitle", "pages", "doi", "url",
    "urldate", "eprint", "note", "langid",
})  # fmt: skip
_BY_THE_AUTHOR = ("inbook", "bookinbook", "suppbook")
"""Parts of books whose author is that of the book."""
_TITLES = ("title", "subtitle", "titleaddon")
PARTS = frozenset({"inbook", "incollection", "inproceedings", "inreference", "bookinbook", "suppbook", "suppcollection", "conference"})


def _renamed(name: str, child: str, parent: str) -> str:
    """Return the field of a child that a field of its parent becomes; empty if it is not inherited."""
    if name in _NOT_INHERITED:
        return ""
    if name in _TITLES:
        if child in PARTS:
            return name.replace("title", "maintitle" if parent.startswith("mv") else "booktitle", 1).replace("subbook", "booksub")
        if child in ("article", "suppperiodical", "review") and parent == "periodical":
            return name.replace("title", "journaltitle", 1).replace("subjournal", "journalsub")
        return name.replace("title", "maintitle", 1).replace("submain", "mainsub") if parent.startswith("mv") else ""
    return "" if name == "author" and not (child in _BY_THE_AUTHOR or parent.startswith("mvbook")) else name
