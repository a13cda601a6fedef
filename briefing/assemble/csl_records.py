"""Sources as citeproc reads them: CSL-JSON 1.0.2."""

from __future__ import annotations

from typing import Any

from briefing.assemble.citation_styles import CitationStyle
from briefing.assemble.title_case import as_written
from briefing.library import Source
from briefing.library.csl_items import item

_OF_LAW = frozenset({"bill", "hearing", "legal_case", "legislation", "patent", "regulation", "treaty"})
"""Types whose texts go by their own names."""

_UNBOUND = frozenset({"webpage", "post", "post-weblog"})
"""Types without volumes. If their publication is printed as the author, it is not named again (Chicago 17, 15.49)."""


def record(source: Source, style: CitationStyle | None) -> dict[str, Any]:
    """Return a source as CSL-JSON.

    Where a text names no author, Chicago has the publication in its place (Chicago 17, 15.34). A style of the user's own may have its own
    rules for that (CSL 1.0.2, `substitute`); where it has none, the publication is better than nothing.
    """
    has_rules = style is not None and style.replaces_authors
    by_itself = has_rules or (style is None and source.type in _OF_LAW)
    stand_in = "" if by_itself else source.container_title or ("" if source.edited_by else source.publisher)
    fields = item(source)
    if not source.author and stand_in:
        fields["author"] = [{"literal": stand_in}]
    is_named = stand_in == source.container_title and (stand_in == source.publisher or (style is None and source.type in _UNBOUND))
    if not source.author and is_named:
        fields.pop("container-title", None)
    return as_written(fields)
