"""Reading annotations of Zotero as JSON: Better BibTeX JSON, and items as Zotero's own interface gives them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import Any

from briefing.dataclass import dataclass
from briefing.exchange.highlights import zotero_notes
from briefing.exchange.highlights.gathered import Gathered, block_of, line_of
from briefing.passages.mark import Mark

_DEEPEST = 12
"""How deep items are in each other."""
_MARKS = frozenset(("highlight", "underline"))


@dataclass(frozen=True, slots=True)
class _Document:
    """What an annotation is about."""

    key: str = ""
    addresses: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    files: tuple[str, ...] = field(default=())


def is_items(data: Any) -> bool:
    """Say whether JSON has annotations or notes of Zotero in it."""
    return next(_annotations(data, _Document(), 0), None) is not None or next(_notes(data, 0), None) is not None


def read(data: Any) -> Gathered:
    """Read all annotations in some JSON, and the annotations in its notes."""
    parents = {key: item for item in _items(data, 0) if (key := line_of(item.get("key")))}
    found = Gathered()
    seen = set()
    for document, annotation in _annotations(data, _Document(), 0):
        about = document if document.addresses or document.names else _document_of(annotation, parents)
        mark = _mark(annotation, about)
        if mark is None:
            found.wordless += 1
        else:
            found.marks.append(mark)
            seen.add(mark.quote)
    for note in _notes(data, 0):
        inside = zotero_notes.read_html(note)
        found.marks += [mark for mark in inside.marks if mark.quote not in seen]
        found.notices += inside.notices
    return found


def _mark(annotation: Mapping[str, Any], about: _Document) -> Mark | None:
    kind = line_of(annotation.get("annotationType")) or "highlight"
    quote = line_of(annotation.get("annotationText")) if kind in _MARKS else ""
    comment = zotero_notes.comment_of(block_of(annotation.get("annotationComment")))
    if not quote and not comment:
        return None
    label = line_of(annotation.get("annotationPageLabel"))
    tags = annotation.get("tags") if isinstance(annotation.get("tags"), list) else []
    return Mark(
        iri=line_of(annotation.get("key")),
        source=about.key,
        quote=quote,
        around=(line_of(annotation.get("context_prefix")), line_of(annotation.get("context_suffix"))),
        comments=(comment,) if comment else (),
        tags=tuple(filter(None, (line_of(tag.get("tag") if isinstance(tag, Mapping) else tag) for tag in tags or ()))),
        addresses=about.addresses,
        names=(*about.names, *about.files),
        where=f"page {label}" if label else "",
        page=_page(annotation.get("annotationPosition")),
    )


def _page(position: Any) -> int:
    if isinstance(position, str):
        try:
            position = json.loads(position)
        except (ValueError, RecursionError):
            return 0
    index = position.get("pageIndex") if isinstance(position, Mapping) else None
    return index + 1 if type(index) is int and index >= 0 else 0


# ── walking ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _annotations(data: Any, about: _Document, depth: int) -> Iterator[tuple[_Document, Mapping[str, Any]]]:
    """Yield every annotation with the document that it is inside of."""
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for each in data:
            yield from _annotations(each, about, depth + 1)
    elif isinstance(data, Mapping):
        if "annotationText" in data or "annotationComment" in data or "annotationType" in data:
            yield about, data
            return
        about = _with(about, data)
        for value in data.values():
            if isinstance(value, (list, Mapping)):
                yield from _annotations(value, about, depth + 1)


def _notes(data: Any, depth: int) -> Iterator[str]:
    """Yield the notes that have annotations in them."""
    for item in _items(data, depth):
        note = item.get("note")
        if isinstance(note, str) and zotero_notes.is_note(note):
            yield note


def _items(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, Mapping):
        yield data
    if isinstance(data, (list, Mapping)):
        for each in data.values() if isinstance(data, Mapping) else data:
            yield from _items(each, depth + 1)


def _with(about: _Document, item: Mapping[str, Any]) -> _Document:
    """Return a document with what an item, or its file, says of it."""
    title, key = line_of(item.get("title")), line_of(item.get("key") or item.get("itemKey") or item.get("citationKey"))
    is_file = line_of(item.get("itemType")) == "attachment" or "contentType" in item or "localPath" in item
    path = line_of(item.get("filename") or item.get("localPath") or item.get("path"))
    file = re.split(r"[/\\:]", path)[-1] if path else ""
    if not is_file and not (title or item.get("DOI") or item.get("url")):
        return about
    addresses = [line_of(item.get("url")), f"doi:{line_of(item.get('DOI'))}" if item.get("DOI") else ""]
    return replace(
        about,
        key=f"zotero:{key}" if key else about.key,
        addresses=tuple(dict.fromkeys(filter(None, (*about.addresses, *addresses)))),
        names=about.names if is_file else tuple(filter(None, (*about.names, title))),
        files=tuple(filter(None, (*about.files, file))) if is_file else about.files,
    )


def _document_of(annotation: Mapping[str, Any], parents: Mapping[str, Mapping[str, Any]]) -> _Document:
    """Return the document that the parents of an annotation describe: its file, and the item of the file."""
    found, key = _Document(), line_of(annotation.get("parentItem"))
    for _ in range(2):
        parent = parents.get(key, {})
        item = parent.get("data") if isinstance(parent.get("data"), Mapping) else parent
        found = _with(found, item) if item else found
        key = line_of(item.get("parentItem")) if item else ""
    return found
