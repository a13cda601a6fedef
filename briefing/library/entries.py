"""The records of countries, actors, questions, events and texts."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic.dataclasses import dataclass

from briefing.dates import DateField
from briefing.files.validation import STRICT
from briefing.library.fields import Citation, Markdown, MarkdownLine, Minutes

Level = Literal["remember", "understand", "apply", "analyse", "evaluate", "create"]
"""The cognitive levels of the revised Bloom taxonomy (Anderson and Krathwohl 2001), from low to high."""
LEVELS: tuple[Level, ...] = get_args(Level)


@dataclass(frozen=True, config=STRICT)
class Fact:
    """A row of a fact box."""

    label: str
    value: MarkdownLine
    as_of: DateField
    cite: Citation


@dataclass(frozen=True, config=STRICT)
class Country:
    """A country, by its ISO 3166-1 alpha-2 code."""

    id: str
    name: str
    text: Markdown
    capital: str = ""
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Membership:
    """What a country is in an organisation: a member, an observer, a partner."""

    country: str
    status: Literal["member", "observer", "associate", "partner", "none", "unknown"]
    as_of: DateField
    cite: Citation
    note: MarkdownLine = ""


@dataclass(frozen=True, config=STRICT)
class Actor:
    """An entry of the glossary."""

    id: str
    name: str
    kind: Literal["organisation", "format", "agreement", "person", "company", "infrastructure", "military", "place", "concept"]
    summary: MarkdownLine
    text: Markdown = ""
    abbreviation: str = ""
    aliases: tuple[str, ...] = ()
    members: tuple[Membership, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name by which a text may mention the actor."""
        return tuple(filter(None, (self.abbreviation, self.name, *self.aliases)))

    @property
    def label(self) -> str:
        """Return the shortest usual name."""
        return self.abbreviation or self.name


@dataclass(frozen=True, config=STRICT)
class DiscussionQuestion:
    """A question for class, with its level, its length and its objective."""

    id: str
    level: Level
    minutes: Minutes
    objective: MarkdownLine
    """What students learn from it. Lists of questions show it; packs do not print it."""
    text: Markdown
    excerpts: tuple[str, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Event:
    """A dated event."""

    date: DateField
    text: MarkdownLine
    cite: Citation
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Prose:
    """A text in a file of its own: an introduction, an activity or an answer."""

    id: str
    text: Markdown
