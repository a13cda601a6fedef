"""Sources as citeproc reads them: CSL-JSON 1.0.2."""

from __future__ import annotations

from typing import Any

from briefing.assemble.citation_styles import CitationStyle
from briefing.dates import PartialDate
from briefing.library import Source
from briefing.library.titles import as_csl

_OF_LAW = frozenset({"bill", "hearing", "legal_case", "legislation", "patent", "regulation", "treaty"})
"""Types whose texts go by their own names."""


def record(source: Source, style: CitationStyle | None) -> dict[str, Any]:
    """Return a source as CSL-JSON.

    Where a text names no author, Chicago has the publication in its place (Chicago 17, 15.34). A style of the user's own may have its own
    rules for that (CSL 1.0.2, `substitute`); where it has none, the publication is better than nothing.
    """
    authors = [{k: v for k, v in (("family", a.family), ("given", a.given), ("literal", a.literal)) if v} for a in source.author]
    has_rules = style is not None and style.replaces_authors
    by_itself = has_rules or (style is None and source.type in _OF_LAW)
    stand_in = "" if by_itself else source.container_title or source.publisher
    is_container = not authors and stand_in == source.publisher == source.container_title
    fields: dict[str, Any] = {
        "id": source.id,
        "type": source.type,
        "title": as_csl(source.title),
        "title-short": as_csl(source.title_short),
        "author": authors or ([{"literal": stand_in}] if stand_in else []),
        "container-title": "" if is_container else as_csl(source.container_title),
        "collection-title": as_csl(source.collection_title),
        "publisher": source.publisher,
        "volume": source.volume,
        "issue": source.issue,
        "number": source.number,
        "page": source.page,
        "genre": source.genre,
        "URL": source.URL or "",
        "DOI": source.DOI,
        "ISBN": source.ISBN,
        "ISSN": source.ISSN,
        "edition": source.edition,
        "number-of-pages": source.number_of_pages,
        "language": source.language,
        "issued": _date(source.issued),
        "accessed": _date(source.accessed),
    }
    return {key: value for key, value in fields.items() if value}


def _date(date: PartialDate | None) -> dict[str, Any] | None:
    if date is None:
        return None
    parts = [part for part in (date.year, date.month, date.day) if part]
    return {"date-parts": [parts], **({"circa": True} if date.inferred else {})}
