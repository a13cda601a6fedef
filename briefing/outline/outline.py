"""The model of an outline: the plan of a pack, with the values of its parameters."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Annotated, Literal

from briefing.dataclass import AfterValidator, BeforeValidator, Limits, model
from briefing.dates import DateField
from briefing.document import Cover
from briefing.errors import WrongValueError
from briefing.languages import available, has_texts
from briefing.library import LanguageTag, MarkdownLine, Readers
from briefing.library.fields import Title
from briefing.outline.length_limits import span_of_pages
from briefing.outline.parameters import Parameter
from briefing.outline.section_fields import Edition, Keys
from briefing.outline.sections import PlannedSection
from briefing.theme.model import Annotations, PaperName
from briefing.theme.settings import ThemeChoice


def _spoken(tag: str) -> str:
    if not has_texts(tag):
        message = f"briefing has no translation into '{tag}' yet: words such as Contents and Sources would be in English"
        hint = f"Write one of {', '.join(available())}. If you write in another language, add 'content-language: {tag}'."
        raise WrongValueError(message, hint)
    return tag


def _at_most(value: object) -> object:
    """Read a number of pages as their limit."""
    return f"at most {value}" if isinstance(value, int) and not isinstance(value, bool) else value


Per = Literal["country", "session", "pack", "list"]
"""The things for which a kind of handout is made: one sheet for each country, for each session, or one for the pack."""


@model(frozen=True)
class Handout:
    """Makes an outline in `templates/handouts/` a kind of handout: one sheet for each country or session, or one for the pack."""

    per: Per = "pack"
    """Whether there is a sheet for each country, for each session, one for the whole pack, or one with the whole list of people."""
    pages: Annotated[int, Limits(ge=1, le=4)] = 2
    """How many pages a sheet may have at most."""
    landscape: bool = False
    """Print sheets with the long edge at the top."""
    scale: Annotated[float, Limits(ge=0.8, le=4)] = 1.0
    """How large letters are beside those of other sheets: 2 prints a certificate in letters twice as high."""
    centred: bool = False
    """Set all lines in the middle of the page, without a page number, as on a certificate."""


@model(frozen=True)
class Accessibility:
    """Who has tested the pack with assistive technology, and answers for it."""

    certified_by: Annotated[str, Limits(min_length=1, max_length=200)]
    """A person or an office. Without a name, the pack makes no claim."""


@model(frozen=True)
class Running:
    """What stands on every page of the PDF and of the Word file, besides title, chapter and number."""

    head: Annotated[str, Limits(max_length=80)] = ""
    """At the head, in the middle: `RESTRICTED`."""
    foot: Annotated[str, Limits(max_length=120)] = ""
    """At the foot, on the left: `Desk 7`."""
    across: Annotated[str, Limits(max_length=40)] = ""
    """Across the page, behind the text: `DRAFT`. In the EPUB, which has no pages, it stands above the title."""


@model(frozen=True)
class CoverSettings:
    """The cover of the pack."""

    kind: Cover = "page"
    """`page`: a cover of its own. `block`: the title at the top of the first page."""
    picture: str = ""
    """A picture below the title of a cover of its own, such as `images/dam.jpg`."""
    map: str = ""
    """Instead of a picture, the id of a map of the library: its outlines and the names of its countries are drawn there."""
    alt: str = ""
    """What it shows, for readers who cannot see it."""
    decorative: bool = False
    """Whether it shows nothing that readers who cannot see it would miss."""
    credit: MarkdownLine = ""
    """Whose it is; printed below it."""
    licence: str = ""
    """Under which licence it is printed, such as `CC-BY-4.0`."""


def _cover(value: object) -> object:
    """Read the name of a kind of cover as a cover of this kind."""
    return {"kind": value} if isinstance(value, str) else value


@model(frozen=True)
class Outline:
    """The plan of a pack, with the values of its parameters."""

    id: str
    title: Title
    """The title of the pack."""
    sections: tuple[PlannedSection, ...]
    """What the pack holds, in order. Each begins with `use:`."""
    subtitle: str = ""
    """The line below the title."""
    kicker: str = ""
    """The line above the title: course, series or occasion."""
    byline: str = ""
    """Who made the pack: names, an institution."""
    description: str = ""
    """What the pack is, in a sentence or two. It is in the properties of the files, and in lists of outlines."""
    subject: str = ""
    """The subject, for the properties of the files."""
    keywords: tuple[str, ...] = ()
    """Words by which the files are found, for their properties."""
    date: DateField | None = None
    """The day of the class or of the briefing. Without it, no date is printed."""
    information_to: DateField | None = None
    """Up to when the pack has information, as printed with its title. Default: the newest date of its sources and facts."""
    language: Annotated[LanguageTag, AfterValidator(_spoken)] = "en-GB"
    """The language of the pack's own words: Contents, Sources, dates, kinds of note."""
    content_language: LanguageTag | None = None
    """The language of the library. Default: `language`."""
    rights: str = ""
    """The rights in the pack itself, written into the properties of its files."""
    readers: Readers = "everyone"
    """Who will get the pack. Sources that may be printed for fewer readers only are not quoted in it."""
    edition: Edition = "student"
    """`teacher`: the whole pack is for the teacher, and it has no student edition."""
    cover: Annotated[CoverSettings, BeforeValidator(_cover, json_schema_input_type=CoverSettings | Cover)] = CoverSettings()
    """`page`: a cover of its own. `block`: the title at the top of the first page. Or with a picture: `{picture: dam.jpg, alt: A dam}`."""
    imprint: Keys = ()
    """The ids of texts that stand in small print in front, below the list of contents: who made the pack, and on what it rests."""
    contents: Annotated[int, Limits(ge=0, le=3)] = 2
    """How many levels of headings the list of contents shows."""
    columns: Literal[1, 2] = 1
    """In how many columns the text of the PDF stands where it has no notes in the margin. Tables and boxes have the whole width."""
    citations: Literal["author-date", "short", "notes", "endnotes"] = "author-date"
    """How texts cite: as the citation style has it, by `short` names of sources, or by these in `notes` on each page or `endnotes`."""
    csl: str = ""
    """A citation style: its name, such as `apa`, or a CSL file in the workspace. Default: Chicago author–date."""
    running: Running | None = None
    """What stands on every page: `{head: RESTRICTED, foot: Desk 7}`."""
    pages: Annotated[str, BeforeValidator(_at_most), AfterValidator(span_of_pages)] = ""
    """How many pages the PDF of the student edition may have: `at most 4` (or `4`), or `4-6`. Else the build stops. Word is not counted."""
    paper: Literal[PaperName, ""] = ""
    """The size of the paper. Default: the paper of the theme."""
    theme: ThemeChoice = None
    """The look of the pack: a theme by name, or settings that change a theme."""
    numbering: Literal["lines", "paragraphs", "none"] = "none"
    """What is numbered beside passages: every fifth line (in the EPUB: each paragraph), or each paragraph."""
    links: Literal["words", "notes"] = "words"
    """`notes`: the address of each link is a footnote, for readers of paper. `words`: a link is its words."""
    annotations: Annotations = "notes"
    """How Word shows notes on passages: as footnotes, which print whole, or as comments beside the text. Teacher's notes are comments."""
    accessibility: Accessibility | None = None
    """A claim, in this name, that the EPUB conforms to WCAG 2.1 AA. It is written into the EPUB."""
    audience: Literal["school", "undergraduate", "graduate", "professional", "language-learners"] = "undergraduate"
    """Who reads the pack. It decides how fast the pack is read."""
    reading_speed: Annotated[int, Limits(ge=50, le=500)] | None = None
    """How many words the readers read in a minute. Default: the usual speed of the audience."""
    read_in_class: bool = True
    """Whether the minutes of a session include the time to read its passages."""
    numbers_of: Annotated[str, Limits(max_length=100)] = ""
    """Another outline, whose numbers the questions keep: a worksheet then asks question 1.4 as the pack does."""
    cards: Annotated[str, Limits(max_length=100)] = ""
    """Another outline, from which handouts for each country are made, and not from this one. So nobody's role is in the pack of all."""
    handout: Handout | None = None
    """The kind of handout, for outlines in `templates/handouts/`. `{{ name }}` and `{{ group }}` print those of each person of a roster."""
    params: Mapping[str, Parameter] = dataclasses.field(default_factory=dict)
    """Values that can be set anew for each build, as `{{ name }}` in the outline."""

    @property
    def words_a_minute(self) -> int:
        """Return how fast the pack is read, in words a minute."""
        return self.reading_speed or READING_SPEEDS[self.audience]


READING_SPEEDS = {"school": 150, "undergraduate": 200, "graduate": 220, "professional": 240, "language-learners": 130}
"""The reading speed of each audience, in words a minute.

Adults read English non-fiction silently at 238 words a minute on average (Brysbaert 2019, doi:10.1016/j.jml.2019.104047). People who
study a text, or read in a second language, are slower.
"""
