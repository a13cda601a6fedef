"""An index of names, for the formats: its entries with the numbers of pages in place of the ids of mentions."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from briefing.document.blocks import Definition, Definitions, IndexEntry, NameIndex, Paragraph
from briefing.document.changing import replaced
from briefing.document.inlines import Inlines, Reference, Text
from briefing.document.pack import Document
from briefing.document.walking import walk_blocks

RANGE = 3
"""So many pages in a row are a range: `5–7`, but `5, 6`."""


def has_index(document: Document) -> bool:
    """Return whether a document has an index of names."""
    return any(isinstance(each, NameIndex) for each in walk_blocks(document.blocks))


def with_pages(document: Document, pages: Mapping[str, str]) -> Document:
    """Return a document whose index of names has the numbers of pages, by the ids of mentions."""

    def change(block: object) -> object | None:
        return replace(block, pages=pages) if isinstance(block, NameIndex) else None

    return replace(document, blocks=replaced(document.blocks, change))


def as_definitions(index: NameIndex) -> Definitions:
    """Return an index as a list whose numbers lead to the first mention on each page, and whose other names lead to their entries."""
    headings = {each.id: each.heading for each in index.items}
    items = (Definition(each.id, (), (Paragraph(tuple(_words(index, each, headings))),)) for each in index.items)
    return Definitions(tuple(items), "index")


def _words(index: NameIndex, entry: IndexEntry, headings: Mapping[str, str]) -> Iterator[Text | Reference]:
    found: list[Text | Reference] = [Text(entry.heading)]
    for words, mark in ranges(entry.marks, index.pages):
        found += [Text(", "), Reference(mark, (Text(words),))]
    if entry.see:
        links: Sequence[Inlines] = [(Reference(each, (Text(headings[each]),)),) for each in entry.see]
        found += [Text(f". {index.see_also if entry.marks else index.see} "), *_listed(links)]
    return iter(found)


def _listed(links: Sequence[Inlines]) -> Iterator[Text | Reference]:
    for number, link in enumerate(links):
        if number:
            yield Text("; ")
        yield from link  # type: ignore[misc]


def ranges(marks: Sequence[str], pages: Mapping[str, str], *, joins: bool = True) -> Iterator[tuple[str, str]]:
    """Yield the pages of an entry as printed, each with the id of the first mention there; `joins`: several in a row are one range."""
    found = list({pages[mark]: (pages[mark], mark) for mark in reversed(marks) if mark in pages}.values())[::-1]
    for _, run in itertools.groupby(enumerate(found), key=_row):
        row = [each for _, each in run]
        if joins and len(row) >= RANGE:
            yield f"{row[0][0]}–{row[-1][0]}", row[0][1]
        else:
            yield from row


def _row(numbered: tuple[int, tuple[str, str]]) -> object:
    """Return what is the same for pages that follow one another, and for no others."""
    place, (label, _) = numbered
    return int(label) - place if label.isdecimal() else label


def see_words(index: NameIndex, entry: IndexEntry) -> str:
    """Return where an entry sends its readers, in plain words; empty where it sends them nowhere."""
    headings = {each.id: each.heading for each in index.items}
    listed = "; ".join(headings[each] for each in entry.see)
    return f"{index.see_also if entry.marks else index.see} {listed}" if listed else ""
