"""Sources as citeproc reads them: CSL-JSON 1.0.2."""

from __future__ import annotations

import dataclasses
from typing import Any

from briefing.assemble.citation_styles import CitationStyle
from briefing.dates import PartialDate
from briefing.library import Source
from briefing.library.bibliographic import Item, Name
from briefing.library.titles import as_csl

_OF_LAW = frozenset({"bill", "hearing", "legal_case", "legislation", "patent", "regulation", "treaty"})
"""Types whose texts go by their own names."""
_UNDERSCORED = frozenset({"archive_collection", "archive_location"})
"""Names of CSL that have an underscore."""


def record(source: Source, style: CitationStyle | None) -> dict[str, Any]:
    """Return a source as CSL-JSON.

    Where a text names no author, Chicago has the publication in its place (Chicago 17, 15.34). A style of the user's own may have its own
    rules for that (CSL 1.0.2, `substitute`); where it has none, the publication is better than nothing.
    """
    has_rules = style is not None and style.replaces_authors
    by_itself = has_rules or (style is None and source.type in _OF_LAW)
    stand_in = "" if by_itself else source.container_title or ("" if source.edited_by else source.publisher)
    fields = {field.name: _value(getattr(source, field.name)) for field in dataclasses.fields(Item)}
    if not source.author and stand_in:
        fields["author"] = [{"literal": stand_in}]
    if not source.author and stand_in == source.publisher == source.container_title:
        fields["container_title"] = ""
    fields |= {"id": source.id, "type": source.type, "title": as_csl(source.title), "language": source.language}
    return {key if key in _UNDERSCORED else key.replace("_", "-"): value for key, value in fields.items() if value}


def _value(value: Any) -> Any:
    """Return the value of a field in the form of CSL-JSON."""
    match value:
        case PartialDate():
            return _date(value)
        case tuple():
            return [_name(name) for name in value]
        case str():
            return as_csl(value)
    return value


def _name(name: Name) -> dict[str, Any]:
    parts = dataclasses.asdict(name)
    return {key.replace("_", "-"): part for key, part in parts.items() if part}


def _date(date: PartialDate) -> dict[str, Any]:
    """Return a date. CSL counts years before our era without a year 0: -44 is 44 BC."""
    spans = [[each.year if each.year > 0 else each.year - 1, *filter(None, (each.month, each.day))] for each in (date, date.end) if each]
    season = {"season": date.season} if date.season else {}
    return {"date-parts": spans, **season, **({"circa": True} if date.inferred else {})}
