"""Finding out by its content which program wrote a file of highlights, and reading it."""

from __future__ import annotations

import json
from typing import Any

from briefing.exchange.highlights import highlight_tables, kindle_clippings, markdown_notes, web_annotations, zotero_items, zotero_notes
from briefing.exchange.highlights.gathered import MOST, Gathered
from briefing.originals.readers.decoding import decode
from briefing.system.confined.limits import UnreadableError
from briefing.system.signatures import ZIP, is_pdf

_HEAD = 4_000
"""Characters by which the format of a text is recognised."""
_KNOWN = (
    "briefing reads marked PDFs and Word files, web annotations (JSON-LD), exports of Hypothesis (JSON, CSV), Zotero, Readwise (CSV) and "
    "My Clippings.txt of Kindle, and notes in Markdown with a > before each passage."
)


def read(data: bytes, name: str) -> Gathered:
    """Return the annotations of a file.

    Args:
        data: The file.
        name: Its name. It says which document the annotations in a PDF or a Word file are about.

    Raises:
        UnreadableError: It is in no format that is known, or a mistake in it keeps it from being read.
    """
    found = _read(data, name)
    if len(found.marks) > MOST:
        raise UnreadableError(f"this file has more than {MOST:,} annotations", "Export a part of them into a new file.")
    return found


def _read(data: bytes, name: str) -> Gathered:
    if not data.strip(b" \t\r\n\0"):
        raise UnreadableError("this file is empty", _KNOWN)
    if is_pdf(data):
        from briefing.exchange.highlights import pdf_markup

        return pdf_markup.read(data, name)
    if data.startswith(ZIP):
        from briefing.exchange.highlights import word_comments

        return word_comments.read(data, name)
    return _read_text(data, name)


def _read_text(data: bytes, name: str) -> Gathered:
    decoded = decode(data)
    text = decoded.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found = _of_text(text, data, name)
    if not (found.marks or found.questions):
        raise UnreadableError("the file has no annotation of words in a text", _KNOWN)
    found.notices += decoded.all_notices(())
    return found


def _of_text(text: str, data: bytes, name: str) -> Gathered:
    head = text.lstrip()[:_HEAD]
    if head[:1] in ("{", "[") or name.lower().endswith((".json", ".jsonld")):
        return _read_json(text)
    if kindle_clippings.is_clippings(text):
        return kindle_clippings.read(text)
    is_markdown = name.lower().endswith((".md", ".markdown"))
    if head.startswith("<") and not is_markdown:
        return zotero_notes.read_rdf(data) if "<rdf:RDF" in head else zotero_notes.read_html(text)
    if highlight_tables.is_table(text):
        return highlight_tables.read(text)
    if zotero_notes.is_note(text):
        return zotero_notes.read_markdown(text)
    if markdown_notes.is_notes(text):
        return markdown_notes.read(text)
    if is_markdown:
        raise UnreadableError("there is no passage in this file yet", "Write each passage behind a >: > The toll … of the river.")
    raise UnreadableError("this file has no annotations that briefing can read", _KNOWN)


def _read_json(text: str) -> Gathered:
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        raise UnreadableError(f"{f'line {line}: ' if line else ''}this is not JSON", "Export the annotations again, as JSON.") from None
    return zotero_items.read(data) if zotero_items.is_items(data) else web_annotations.read(data)
