"""The folders of `seeds/`: which record each holds, and which field its Markdown is."""

from __future__ import annotations

import dataclasses
from typing import Any

from briefing import library as models
from briefing.library import Prose


@dataclasses.dataclass(frozen=True)
class Shelf:
    """A folder of `seeds/`."""

    model: type[Any]
    text: str
    """The field that the Markdown under the settings goes to."""


SHELVES: dict[str, Shelf] = {
    "sources": Shelf(models.Source, "digest"),
    "excerpts": Shelf(models.Excerpt, "digest"),
    "countries": Shelf(models.Country, "text"),
    "actors": Shelf(models.Actor, "text"),
    "figures": Shelf(models.Figure, "description"),
    "questions": Shelf(models.DiscussionQuestion, "text"),
    "answers": Shelf(Prose, "text"),
    "texts": Shelf(Prose, "text"),
    "activities": Shelf(Prose, "text"),
}
