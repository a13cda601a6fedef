"""The records of countries, actors, questions, events and texts."""

from __future__ import annotations

from typing import Literal, get_args

from briefing.dataclass import model
from briefing.dates import DateField, SpanField
from briefing.library.fields import Citation, Markdown, MarkdownLine, Minutes
from briefing.library.illustrations import Illustration
from briefing.library.positions import Position
from briefing.library.updates import Update

Level = Literal["remember", "understand", "apply", "analyse", "evaluate", "create"]
"""The cognitive levels of the revised Bloom taxonomy (Anderson and Krathwohl 2001), from low to high."""
LEVELS: tuple[Level, ...] = get_args(Level)


@model(frozen=True)
class Fact:
    """A row of a fact box."""

    label: str
    """What the fact is about: `Population`."""
    value: MarkdownLine
    """The value, in words and figures."""
    as_of: DateField
    """The day, month or year for which it holds."""
    cite: Citation
    """The source that says so: `"@okello-2019, ¶3"`."""


@model(frozen=True)
class Country:
    """A country, by its ISO 3166-1 alpha-2 code."""

    id: str
    name: str
    """The name."""
    text: Markdown
    capital: str = ""
    """The capital."""
    capital_at: Position | None = None
    """Where the capital is, for a small map: latitude and longitude, such as `51.18 N, 71.45 E`."""
    order: int = 0
    """Its place in packs that print all countries: 1 is the first. Default: behind those that have a place, by its name."""
    facts: tuple[Fact, ...] = ()
    """The rows of the fact box."""
    picture: Illustration | None = None
    """A picture at the head of the fact box: a flag, a map, a photograph."""
    since: tuple[Update, ...] = ()
    """What has changed since this was written."""


@model(frozen=True)
class Membership:
    """What a country is in an organisation: a member, an observer, a partner."""

    country: str
    """The code of the country."""
    status: Literal["member", "observer", "associate", "partner", "none", "unknown"]
    """What the country is in the organisation."""
    as_of: DateField
    """The day, month or year for which it holds."""
    cite: Citation
    """The source that says so: `"@okello-2019, ¶3"`."""
    note: MarkdownLine = ""
    """A remark on this membership."""


@model(frozen=True)
class Actor:
    """An entry of the glossary."""

    id: str
    name: str
    """The whole name."""
    kind: Literal["organisation", "format", "agreement", "person", "company", "infrastructure", "military", "place", "concept"]
    """What the actor is."""
    summary: MarkdownLine
    """One line about the actor."""
    text: Markdown = ""
    abbreviation: str = ""
    """The usual abbreviation: `CSTO`."""
    aliases: tuple[str, ...] = ()
    """Other spellings that texts use."""
    index: str = ""
    """The heading in an index, and of a person in the glossary: `Tokayev, Kassym-Jomart`. Default: of a person the surname and the other
    names, if the surname is among the aliases; else the abbreviation or the name."""
    see_also: tuple[str, ...] = ()
    """The ids of other actors that an index names beside this one."""
    members: tuple[Membership, ...] = ()
    """The countries that belong to it, or that do not."""
    since: tuple[Update, ...] = ()
    """What has changed since this was written."""

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name by which a text may mention the actor."""
        return tuple(filter(None, (self.abbreviation, self.name, *self.aliases)))

    @property
    def label(self) -> str:
        """Return the shortest usual name."""
        return self.abbreviation or self.name

    @property
    def heading(self) -> str:
        """Return the name under which lists by letters have the actor.

        A person is listed by the surname: an alias that is the end of the name, as in `Kamilov, Abdulaziz`. Without such an alias, or where
        the surname comes first, as in Xi Jinping, the name stays as it is.
        """
        if self.kind == "person" and not self.index:
            surname = max((each for each in self.aliases if self.name.endswith(f" {each}")), key=len, default="")
            return f"{surname}, {self.name.removesuffix(surname).strip()}" if surname else self.label
        return self.index or self.label


@model(frozen=True)
class DiscussionQuestion:
    """A question for class and, if you like, its level, its length and its objective.

    The question is below the settings. Its answer is below a heading `## Answer`, and only the teacher gets it.
    """

    id: str
    text: Markdown
    level: Literal["", "remember", "understand", "apply", "analyse", "evaluate", "create"] = ""
    """What students have to do, by the levels of the revised Bloom taxonomy."""
    minutes: Minutes = 0
    """How long it takes in class; 0 if nobody has said."""
    objective: MarkdownLine = ""
    """What students learn from it. Lists of questions show it; packs do not print it."""
    excerpts: tuple[str, ...] = ()
    """The ids of the excerpts to read for it."""

    @property
    def order(self) -> int:
        """Return its place among others by its level. A question without a level comes last."""
        return LEVELS.index(self.level) if self.level else len(LEVELS)


@model(frozen=True)
class Event:
    """A dated event."""

    date: SpanField
    """The day, month or year; or a span of time: `2022-09-21/2022-10-31`."""
    text: MarkdownLine
    """What happened, in one sentence."""
    cite: Citation
    """The source that says so: `"@okello-2019, ¶3"`."""
    countries: tuple[str, ...] = ()
    """The codes of the countries it is about."""
    lane: str = ""
    """What it belongs to in a timeline that is drawn in lanes: `The war`, `Oil and gas`."""
    short: str = ""
    """What is printed beside its mark in such a timeline: two or three words. Default: its number alone."""
    since: tuple[Update, ...] = ()
    """What has changed since this was written."""


@model(frozen=True)
class Prose:
    """A text in a file of its own: an introduction, an activity or an answer."""

    id: str
    text: Markdown
