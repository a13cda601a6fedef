"""The keys that bibliographies give to their works: a text may cite a source by its key, as `[@Okello_2019_Water]`, as well as by its id.

The id takes the place of the key when the text is read, so that everything else knows ids only.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from briefing.library import Excerpt, Source
from briefing.markup import BACKGROUND
from briefing.markup.clusters import KEY

Item = TypeVar("Item")
_CITED = re.compile(rf"(?<![\w.\\])@(?P<key>{KEY})")


def ids_of(key: str, sources: Mapping[str, Source]) -> list[str]:
    """Return the ids of the sources that bibliographies call by a key."""
    return [source.id for source in sources.values() if source.imported and source.imported.key == key]


def by_key(sources: Iterable[Source]) -> dict[str, str]:
    """Return the id of each source by the key that its bibliography gives it. A key of two sources, or one that is an id, is not there."""
    found: dict[str, list[str]] = {}
    ids = {BACKGROUND}
    for source in sources:
        ids.add(source.id)
        if source.imported and source.imported.key:
            found.setdefault(source.imported.key, []).append(source.id)
    return {key: named[0] for key, named in found.items() if len(named) == 1 and key not in ids}


def with_ids(item: Item, ids: Mapping[str, str]) -> Item:
    """Return a record or an outline with the ids of sources in the place of their keys.

    Args:
        item: The record, with the records inside it.
        ids: The id of each source, by its key.
    """
    found: Item = _settled(item, ids) if ids else item
    return found


def _settled(item: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(item, str):
        return _CITED.sub(lambda cite: f"@{ids.get(cite['key'], cite['key'])}", item) if "@" in item else item
    if isinstance(item, tuple):
        values = tuple(_settled(each, ids) for each in item)
        return values if any(map(lambda new, old: new is not old, values, item)) else item
    if not dataclasses.is_dataclass(item) or isinstance(item, type):
        return item
    olds = {field.name: getattr(item, field.name) for field in dataclasses.fields(item) if field.init}
    news = {name: new for name, old in olds.items() if (new := _settled(old, ids)) is not old and new != old}
    if (isinstance(item, Excerpt) or getattr(item, "use", "") == "reading") and item.source in ids:  # type: ignore[attr-defined]
        news["source"] = ids[item.source]  # type: ignore[attr-defined]
    return dataclasses.replace(item, **news) if news else item
