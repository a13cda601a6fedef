"""The records that people write: sources, excerpts, countries, actors, figures, maps, questions, answers, events and texts.

Records keep their texts as Markdown. Assembly turns the texts into nodes with `markup.parse`, which remembers what it has parsed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from briefing.dataclass import dataclass
from briefing.library.bibliographic import Name
from briefing.library.entries import LEVELS, Actor, Country, DiscussionQuestion, Event, Fact, Level, Membership, Prose
from briefing.library.excerpts import Annotation, Edit, Excerpt, NoteKind, Selector
from briefing.library.fields import LIMIT, LanguageTag, Markdown, MarkdownLine, MarkdownTitle
from briefing.library.figure_rows import Exactness, Measure, Series, Value
from briefing.library.figures import Figure
from briefing.library.illustrations import Illustration
from briefing.library.map_records import Map
from briefing.library.sources import READERS, ItemType, Original, Readers, Rights, Source
from briefing.library.updates import Update
from briefing.markup import BACKGROUND
from briefing.originals.copies import Copy

__all__ = [
    "BACKGROUND",
    "LEVELS",
    "LIMIT",
    "READERS",
    "Actor",
    "Annotation",
    "Country",
    "DiscussionQuestion",
    "Edit",
    "Event",
    "Exactness",
    "Excerpt",
    "Fact",
    "Figure",
    "Illustration",
    "ItemType",
    "LanguageTag",
    "Level",
    "Library",
    "Map",
    "Markdown",
    "MarkdownLine",
    "MarkdownTitle",
    "Measure",
    "Membership",
    "Name",
    "NoteKind",
    "Original",
    "Prose",
    "Readers",
    "Rights",
    "Selector",
    "Series",
    "Source",
    "Update",
    "Value",
]


@dataclass(frozen=True)
class Library:
    """All records that outlines can choose from, by id and in order of the ids. Events are in order of their dates."""

    sources: Mapping[str, Source]
    excerpts: Mapping[str, Excerpt]
    countries: Mapping[str, Country]
    actors: Mapping[str, Actor]
    figures: Mapping[str, Figure]
    questions: Mapping[str, DiscussionQuestion]
    answers: Mapping[str, Prose]
    texts: Mapping[str, Prose]
    activities: Mapping[str, Prose]
    events: tuple[Event, ...]
    maps: Mapping[str, Map] = field(default_factory=dict)
    originals: Mapping[str, Copy] = field(default_factory=dict)
    """The user's copies of sources, by the id of the source."""
