"""Reading tables of highlights (CSV): exports of Hypothesis and of Readwise, and others that have the same columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from briefing.dataclass import dataclass
from briefing.exchange.highlights.gathered import LONGEST, Gathered, block_of, line_of, people
from briefing.passages.mark import Mark
from briefing.system.confined.limits import UnreadableError

_COLUMNS = {
    "quote": ("quote", "quote/description", "highlight", "exact", "highlighted text"),
    "comment": ("comment", "note", "notes", "annotation", "body", "text"),
    "title": ("book title", "title", "document title"),
    "author": ("book author", "author of the text"),
    "address": ("url", "uri", "source url", "document url"),
    "tags": ("tags",),
    "kind": ("annotation/reply type", "type"),
    "person": ("author", "user"),
    "group": ("group",),
    "page": ("page",),
    "location": ("location",),
    "measure": ("location type",),
    "depth": ("level",),
}
"""The names that programs give to each column, in small letters."""
_WIDEST = 5_000
"""How many columns a table may have."""


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    """The line of the file on which it begins."""
    cells: Mapping[str, str]
    """The values by the keys of `_COLUMNS`."""

    def get(self, key: str) -> str:
        """Return a value as one line."""
        return line_of(self.cells.get(key, ""))


def is_table(text: str) -> bool:
    """Say whether a text is a table with a column of marked words, and with another one that says what they are from or what of them."""
    columns = _columns(text)
    return "quote" in columns and len(columns.keys() - {"quote", "person"}) > 0


def read(text: str) -> Gathered:
    """Read a table.

    Raises:
        UnreadableError: It is no table.
    """
    try:
        rows = [row for row in _rows(text) if any(row.cells.values())]
    except csv.Error as error:
        raise UnreadableError(f"this table cannot be read: {error}", "Export it again, as CSV.") from None
    found = Gathered()
    for row in rows:
        if row.get("kind").lower().startswith("reply") or row.get("depth") not in ("", "0"):
            _answer(row, found)
        else:
            found.marks.append(_mark(row))
    silent = [mark for mark in found.marks if not mark.has_words and not mark.comments]
    found.marks = [mark for mark in found.marks if mark not in silent]
    found.wordless = len(silent)
    persons, groups = ({row.get(key) for row in rows} for key in ("person", "group"))
    found.notices = people(persons if "kind" in _columns(text) else set(), {each for each in groups if each and each != "Public"})
    return found


def _mark(row: _Row) -> Mark:
    title, address, place = row.get("title"), row.get("address"), row.get("location")
    where = f"page {row.get('page')}" if row.get("page") else ""
    if place and not where:
        where = f"page {place}" if row.get("measure").lower() == "page" else f"location {place}"
    return Mark(
        source=address,
        quote=line_of(row.cells.get("quote", "")),
        comments=tuple(filter(None, [block_of(row.cells.get("comment", ""))])),
        tags=tuple(filter(None, (each.strip().lstrip(".") for each in row.get("tags").split(",")))),
        addresses=(address,) if address else (),
        names=tuple(filter(None, [title])),
        line=row.line,
        where=where,
    )


def _answer(row: _Row, found: Gathered) -> None:
    """Put a reply behind the comment that it answers. The file does not say which: it is taken for the one before it."""
    text = block_of(row.cells.get("comment", ""))
    quote = row.get("quote")
    same = [number for number, mark in enumerate(found.marks) if mark.source == row.get("address") and quote and quote == mark.quote]
    before = [number for number, mark in enumerate(found.marks) if mark.source == row.get("address") and mark.has_words]
    if not text:
        return
    if not before:
        found.marks.append(_mark(row))
        return
    chosen = (same or before)[-1]
    is_sure = len(before) == 1 or len(same) == 1
    told = () if is_sure else ("has a reply that the file puts behind it, without saying what it answers",)
    mark = found.marks[chosen]
    found.marks[chosen] = replace(mark, comments=(*mark.comments, text), told=tuple(dict.fromkeys((*mark.told, *told))))


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rows(text: str) -> Iterator[_Row]:
    columns = _columns(text)
    csv.field_size_limit(50 * LONGEST)
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text), strict=False)
    begin = 0
    for number, cells in enumerate(reader):
        line, begin = begin + 1, reader.line_num
        if number:
            yield _Row(line, {key: cells[place] for key, place in columns.items() if place < len(cells)})


def _columns(text: str) -> dict[str, int]:
    """Return the places of the columns that are known."""
    try:
        names = next(csv.reader(io.StringIO(text[:LONGEST]), delimiter=_delimiter(text)), [])
    except csv.Error:
        return {}
    known = [line_of(name).lower() for name in names[:_WIDEST]]
    return {key: known.index(name) for key, wanted in _COLUMNS.items() if (name := _first(wanted, known))}


def _first(wanted: Sequence[str], known: Sequence[str]) -> str:
    return next((name for name in wanted if name in known), "")


def _delimiter(text: str) -> str:
    """Return what stands between the cells of the first line."""
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)
