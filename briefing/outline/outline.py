"""The plan of a pack, with its parameters put in."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic.dataclasses import dataclass

from briefing.dates import DateField
from briefing.document import Cover
from briefing.errors import WrongValueError
from briefing.files.validation import STRICT
from briefing.library import LanguageTag, Readers
from briefing.outline.parameters import Parameter
from briefing.outline.sections import Edition, PlannedSection
from briefing.theme.model import Annotations, PaperName
from briefing.theme.settings import ThemeChoice

Per = Literal["country", "session", "pack"]
"""What there is a handout for each of."""


@dataclass(frozen=True, config=STRICT)
class Handout:
    """What makes an outline a kind of handout (`templates/handouts/`): it is filled in for each thing that a pack holds."""

    per: Per = "pack"
    """What there is a sheet for each of."""
    pages: Annotated[int, Field(ge=1, le=4)] = 2
    """How many pages a sheet may have."""


@dataclass(frozen=True, config=STRICT)
class Accessibility:
    """Who has tried the pack, and answers for it."""

    certified_by: Annotated[str, Field(min_length=1, max_length=200)]
    """A person or an office: without a name nothing is claimed."""


def _title(value: str) -> str:
    if not value.strip():
        raise WrongValueError("the title is empty", "Write the title of the pack.")
    return value


Title = Annotated[str, AfterValidator(_title)]


@dataclass(frozen=True, config=STRICT)
class Outline:
    """The plan of a pack, with its parameters put in."""

    id: str
    title: Title
    sections: tuple[PlannedSection, ...]
    subtitle: str = ""
    kicker: str = ""
    """What stands above the title: course, series, occasion."""
    byline: str = ""
    description: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    date: DateField | None = None
    language: LanguageTag = "en-GB"
    """In which the pack says what it says by itself: Contents, Sources, dates, kinds of note."""
    content_language: LanguageTag | None = None
    """In which the library is written, where it is another."""
    rights: str = ""
    """What the pack says of the rights in itself, in its properties."""
    readers: Readers = "everyone"
    """Who will get the pack: sources whose rights are for fewer are not quoted in it."""
    edition: Edition = "student"
    """`teacher`: the whole pack is for the teacher, and there is no student edition of it."""
    cover: Cover = "page"
    contents: Annotated[int, Field(ge=0, le=3)] = 2
    """How many levels the contents list names."""
    csl: str = ""
    """A CSL style in the workspace; Chicago author–date where it is left out."""
    paper: Literal[PaperName, ""] = ""
    """The sheet; that of the theme where it is left out."""
    theme: ThemeChoice = None
    """How the pack looks: a theme by name, or settings that change one."""
    annotations: Annotations = "comments"
    """What notes on passages are in Word: comments beside the text, or notes at the foot of the page."""
    accessibility: Accessibility | None = None
    """Written into the EPUB as a claim to conform to WCAG 2.1 AA, in this name."""
    audience: Literal["school", "undergraduate", "graduate", "professional", "language-learners"] = "undergraduate"
    """How fast the pack is read."""
    reading_speed: Annotated[int, Field(ge=50, le=500)] | None = None
    """Words a minute; left out for what the audience is likely to read."""
    read_in_class: bool = True
    """Whether the minutes of a session hold the time to read its passages."""
    handout: Handout | None = None
    """For outlines in `templates/handouts/`."""
    params: Mapping[str, Parameter] = dataclasses.field(default_factory=dict)

    @property
    def words_a_minute(self) -> int:
        """Return how fast the pack is read."""
        return self.reading_speed or READING_SPEEDS[self.audience]


READING_SPEEDS = {"school": 150, "undergraduate": 200, "graduate": 220, "professional": 240, "language-learners": 130}
"""Words a minute. Adults read English non-fiction silently at 238 on average (Brysbaert 2019, doi:10.1016/j.jml.2019.104047); who studies a
text, or reads in a second language, is slower."""
