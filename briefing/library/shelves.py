"""The folders of `seeds/`: which record each file becomes, and which field of the record holds the text below the settings."""

from __future__ import annotations

from typing import Any

from briefing.dataclass import dataclass
from briefing.library import Actor, Country, DiscussionQuestion, Excerpt, Figure, Map, Prose, Source


@dataclass(frozen=True)
class Shelf:
    """A folder of `seeds/`."""

    model: type[Any]
    """The record that each file becomes."""
    text: str
    """The field for the Markdown below the settings."""


SHELVES: dict[str, Shelf] = {
    "sources": Shelf(Source, "digest"),
    "excerpts": Shelf(Excerpt, "digest"),
    "countries": Shelf(Country, "text"),
    "actors": Shelf(Actor, "text"),
    "figures": Shelf(Figure, "description"),
    "maps": Shelf(Map, "description"),
    "questions": Shelf(DiscussionQuestion, "text"),
    "answers": Shelf(Prose, "text"),
    "texts": Shelf(Prose, "text"),
    "activities": Shelf(Prose, "text"),
}
"""The folders of `seeds/`, by name."""
