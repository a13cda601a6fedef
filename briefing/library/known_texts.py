"""What a file is recognised by as the text of a source of the library."""

from __future__ import annotations

from briefing.library import Source
from briefing.originals.recognise import Known


def known_by(source: Source) -> Known:
    """Return what the text of a source is recognised by."""
    text = source.original
    authors = tuple(name.family or name.literal for name in source.author or source.editor)
    year = str(source.issued.year) if source.issued else ""
    return Known(source.id, source.title, text.paragraphs, text.body, text.sha256 or "", text.sketch, source.DOI, authors, year)
