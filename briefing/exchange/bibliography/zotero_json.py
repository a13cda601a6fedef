"""Zotero's items as JSON: the export of Better BibTeX, and the answers of Zotero's own interface."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from briefing.exchange.bibliography import csl_data, zotero_fields
from briefing.exchange.bibliography.work import Raw
from briefing.system.confined.limits import UnreadableError

_ITEM = re.compile(r'"itemType"\s*:\s*"')
_HEAD = 200_000


def is_items(text: str) -> bool:
    """Say whether JSON has items of Zotero: their types are in a field that CSL-JSON does not have."""
    return bool(_ITEM.search(text, 0, _HEAD))


def read(text: str) -> list[Raw]:
    """Read items of Zotero.

    Raises:
        UnreadableError: It is not JSON, or there is no item with a type in it.
    """
    data = csl_data.loaded(text)
    items: Any = data.get("items", [data]) if isinstance(data, Mapping) else data
    places = csl_data.lines(text)
    found: list[tuple[int, dict[str, Any]]] = []
    for number, item in enumerate(items if isinstance(items, list) else ()):
        inside = item.get("data", item) if isinstance(item, Mapping) else None
        if isinstance(inside, Mapping) and inside.get("itemType"):
            found.append((places[number] if number < len(places) else 0, dict(inside)))
    works = [(line, item) for line, item in found if item["itemType"] not in ("attachment", "note", "annotation")]
    if not works:
        raise UnreadableError("there is no work among these items of Zotero", "Export the collection again.")
    by_key = {str(item["key"]): item for _, item in works if item.get("key")}
    for _, item in found:
        parent = by_key.get(str(item.get("parentItem", "")))
        kind = {"attachment": "attachments", "note": "notes"}.get(str(item["itemType"]))
        if parent is not None and kind:
            parent[kind] = [*(parent.get(kind) or []), item]
    return [zotero_fields.work(item, line) for line, item in works]
