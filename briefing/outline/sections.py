"""The models of all kinds of section that an outline can have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from briefing.dataclass import Discriminator, Limits, keyed, model
from briefing.dates import DateField
from briefing.files.origin import Location
from briefing.library import Markdown, MarkdownLine, MarkdownTitle
from briefing.outline.section_fields import (
    GROWING,
    About,
    Budget,
    Clock,
    Edition,
    Keys,
    Levels,
    Lines,
    Minutes,
    NameKinds,
    Share,
    SomePages,
    Span,
    TimeOrSpan,
    Updates,
    Width,
)


@model(frozen=True)
@keyed(repeat="for")
class _Section:
    """The settings that all kinds of section have."""

    title: MarkdownTitle = ""
    """Without a title, the contents of the section belong to the section above it."""
    id: str = ""
    """A name by which other outlines can change the section. Default: made from the title."""
    when: bool = True
    """Whether the pack has this section. In the file: yes, no, or an expression with parameters."""
    lead: MarkdownLine = ""
    """A first paragraph."""
    runs_on: bool = False
    """Begin on the page on which the section before it ends. Sources, rights and the section `colophon` do so in any case."""
    repeat: str = ""
    """`x in NAME`: repeats the section for each value of a parameter or of a list `[a, b]`. Texts name the value as `{{ x }}`."""


@model(frozen=True)
class TextSection(_Section):
    """A text: words of the outline or texts of the library. It can have sections inside."""

    use: Literal["text"] = "text"
    text: Markdown = ""
    """Words of this outline, in Markdown."""
    texts: Keys = ()
    """The ids of files in `texts/` and `activities/`."""
    minutes: Minutes = 0
    """How long the section takes in class: a session, or an exercise inside a session. 0 means that it has no time."""
    starts: Clock = ""
    """When a session begins, such as `9:00`. Without it, a session begins when the one before it ends."""
    then: Annotated[str, Limits(max_length=60)] = ""
    """What follows a session until the next begins, such as `Lunch`. Default: a break."""
    material: Annotated[str, Limits(max_length=200)] = ""
    """What the teacher brings to a session or an exercise, such as `role cards, flip chart`. The run sheet lists it."""
    session: Annotated[int, Limits(ge=0, le=99)] = 0
    """The number of a session: its questions are numbered 1.1, 1.2 and so on, in every pack that has it. 0 means that it is no session."""
    activities: Keys = ()
    """The ids of activities that are done in a session and printed elsewhere. The box at the head of the session says where."""
    edition: Edition = "student"
    """`teacher`: only the teacher edition has this section."""
    sections: tuple[PlannedSection, ...] = ()
    """Sections inside this one."""


@model(frozen=True)
class ExcerptsSection(_Section):
    """Excerpts with notes, in the order of `select`, else in the order of their sources' dates."""

    use: Literal["excerpts"] = "excerpts"
    select: Keys = ()
    """The ids of excerpts. Default: all excerpts that fit the other conditions."""
    topics: Keys = ()
    """Only excerpts with one of these topics."""
    countries: Keys = ()
    """Only excerpts about one of these countries."""
    actors: Keys = ()
    """Only excerpts about one of these actors."""
    sources: Keys = ()
    """Only excerpts from these sources."""
    words: Span = ""
    """How many words each passage may have: `at most 200`."""
    fit: Budget = ""
    """How long all of them may be together: `50 minutes` or `600 words`. The first ones that fit are taken."""
    notes: bool = True
    """Print the notes on the passages."""
    updates: Updates = "yes"
    """Print what has changed since each passage was written; `dates` prints only when, and the page of the section `updates`."""
    numbering: Literal["lines", "paragraphs", "none", ""] = ""
    """Number every fifth line, or each paragraph, of the passages. Default: `numbering` of the outline."""


@model(frozen=True)
class CountriesSection(_Section):
    """Summaries of countries with their fact boxes."""

    use: Literal["countries"] = "countries"
    countries: Keys = ()
    """The codes of countries. Default: all countries."""
    parts: Keys = ()
    """The headings of the parts to print, such as `At a glance`. Default: all parts."""
    facts: bool = True
    """Print the fact box of each country."""
    without_facts: Keys = ()
    """The labels of facts that are not printed, such as `Population` or `Memberships`: other sections have them."""
    heading: bool = True
    """Print the name of each country above its summary."""
    map: bool = False
    """Print a small map that shows where each country is."""
    updates: Updates = "yes"
    """Print what has changed since each summary was written; `dates` prints only when, and the page of the section `updates` before it."""


@model(frozen=True)
class MatrixSection(_Section):
    """A table of which country belongs to which organisation."""

    use: Literal["matrix"] = "matrix"
    countries: Keys = ()
    """The codes of countries. Default: all countries."""
    actors: Keys = ()
    """The ids of organisations. Default: all actors that have members."""
    remarks: bool = True
    """Print remarks on single cells."""
    drawing: bool = True
    """Draw the memberships, too, if there are enough countries and organisations to show a pattern."""
    table: bool = True
    """Print the table below the drawing; `no` leaves it out, and the text for those who cannot see the drawing has each membership."""


@model(frozen=True)
class TimelineSection(_Section):
    """Dated events."""

    use: Literal["timeline"] = "timeline"
    since: DateField | None = None
    """The first day, month or year to print."""
    until: DateField | None = None
    """The last day, month or year to print."""
    countries: Keys = ()
    """Print events of these countries, and events without a country."""
    drawing: bool = True
    """Draw the events, too."""
    table: bool = True
    """Print the events as a table; `no` prints them as a list, which takes less room."""
    draw: Literal["years", "lanes"] = "years"
    """How the events are drawn: a band for each `years`, or `lanes` of events that belong together, with their numbers and short names."""
    lanes: tuple[str, ...] = ()
    """The lanes to draw, in this order; other events are in the table alone. Default: all lanes."""
    drawn_since: DateField | None = None
    """The first day, month or year to draw in lanes. Earlier events are in the table alone."""


@model(frozen=True)
class UpdatesSection(_Section):
    """What has changed since the texts of the pack were written: the updates of all records, by their dates."""

    use: Literal["updates"] = "updates"
    countries: Keys = ()
    """Print updates about these countries, and updates about no country."""
    since: DateField | None = None
    """The first day, month or year to print."""
    until: DateField | None = None
    """The last day, month or year to print."""
    table: bool = True
    """Print the updates as a table; `no` prints them as a list, which takes less room."""


@model(frozen=True)
class FiguresSection(_Section):
    """Figures: numbers as bars and as tables, each with its source and how to read it."""

    use: Literal["figures"] = "figures"
    figures: Keys = ()
    """The ids of figures. Default: all figures."""
    description: bool = True
    """Print how to read the numbers."""
    drawing: bool = True
    """Draw the numbers, too."""
    table: bool = True
    """Print the numbers as a table, too; `no` leaves them to the drawing, and to its description for listeners."""


@model(frozen=True)
class MapSection(_Section):
    """Maps: those of the library, with what they show as a table; or small ones that show where countries are."""

    use: Literal["map"] = "map"
    maps: Keys = ()
    """The ids of maps. Default: all maps, if there are no `countries`."""
    countries: Keys = ()
    """The codes of countries: a small map of each shows where it is."""
    table: bool = True
    """Print what a map shows as a table; `no` leaves that to the drawing, and to its description for listeners."""
    description: bool = True
    """Print how to read a map."""
    width: Share = ""
    """How wide maps are drawn, as a share of the room: `60%`. Default: all of it."""


@model(frozen=True)
class ReadingSection(_Section):
    """A whole reading: the pages of a source as they are, or the text of one that has no pages."""

    use: Literal["reading"] = "reading"
    source: str = ""
    """The id of the source."""
    pages: SomePages = ""
    """The pages to print, `113-120`, by the numbers that are printed on them; if these are not known, counted from 1. Default: all."""


@model(frozen=True)
class PictureSection(_Section):
    """A picture: a photograph, a map, a drawing."""

    use: Literal["picture"] = "picture"
    file: str = ""
    """The picture, such as `images/map.png`: in `seeds/`, or in the workspace."""
    alt: str = ""
    """What it shows, for readers who cannot see it."""
    decorative: bool = False
    """Whether it shows nothing that readers who cannot see it would miss."""
    caption: MarkdownLine = ""
    """What is printed above it."""
    credit: MarkdownLine = ""
    """Whose it is; printed below it."""
    licence: str = ""
    """Under which licence it is printed, such as `CC-BY-4.0`."""
    width: Width = ""
    """A share of the column, such as `60%`, or a length, such as `8cm`. Default: as its pixels say."""


@model(frozen=True)
class GlossarySection(_Section):
    """Definitions of the actors that the pack mentions."""

    use: Literal["glossary"] = "glossary"
    actors: Keys = ()
    """The ids of actors. Default: the actors that the pack mentions."""
    include: Literal["used", "all"] = "used"
    """`used`: the actors that the pack mentions. `all`: every actor of the library."""
    depth: Literal["short", "full"] = "short"
    """`full` prints the longer entry, too."""
    updates: Updates = "yes"
    """Print what has changed since each entry was written; `dates` prints only when, and the page of the section `updates` before it."""


@model(frozen=True)
class IndexSection(_Section):
    """An index of names with the numbers of the pages that mention them."""

    use: Literal["index"] = "index"
    names: NameKinds = ("actors", "countries", "authors", "words")
    """What the index names: actors, countries, the authors of cited sources, and words marked by `[words]{.index}`. Default: all four."""


@model(frozen=True)
class QuestionsSection(_Section):
    """Discussion questions, in the order of `select`, else in the order of their levels."""

    use: Literal["questions"] = "questions"
    select: Keys = ()
    """The ids of questions. Default: all questions that fit the other conditions."""
    levels: Levels = ()
    """Only questions of these levels."""
    excerpts: Keys = ()
    """Print questions about these excerpts. `topics`, `countries`, `actors` and `sources` work in the same way."""
    topics: Keys = ()
    """Only questions whose excerpts have one of these topics."""
    countries: Keys = ()
    """Only questions whose excerpts are about one of these countries."""
    actors: Keys = ()
    """Only questions whose excerpts are about one of these actors."""
    sources: Keys = ()
    """Only questions whose excerpts are from these sources."""
    minutes: TimeOrSpan = ""
    """How long the section takes in class, in minutes: `45`. Or only the questions that take so long each: `at most 10`, `5-10`."""
    fit: Budget = ""
    """How long all of them may take together: `50 minutes`. The first ones that fit are taken."""
    lines: Lines = 0
    """How many ruled lines to print under each question, or `fill` for as many as fit on the handout."""
    details: bool = True
    """Print the level, the minutes and the readings of each question."""


@model(frozen=True)
class SourcesSection(_Section):
    """The list of the sources that the pack cites."""

    use: Literal["sources"] = "sources"
    include: Literal["cited", "all"] = "cited"
    """`cited`: the sources that the pack cites. `all`: every source of the library."""
    qr: bool = False
    """Print the address of each source as a QR code, too."""
    addresses: Literal["whole", "sites"] = "whole"
    """`sites` prints only the site of a web page whose title is a link to it: `press.un.org` for `https://press.un.org/en/2022/ga12407.doc.htm`."""
    about: About = "no"
    """Print what is known about each source: author, purpose, standpoint, rights, what it lacks. `read`: only if it has passages here."""


@model(frozen=True)
class RightsSection(_Section):
    """Who holds the rights in the sources, on what terms the pack uses them, and how much of them it prints."""

    use: Literal["rights"] = "rights"
    table: bool = True
    """Print a table with a row for each source; `no` prints a few sentences instead."""


@model(frozen=True)
class RunSheetSection(_Section):
    """A plan of each session for the teacher, minute by minute."""

    use: Literal["run-sheet"] = "run-sheet"
    sessions: Keys = ()
    """The ids of sections. Default: all outermost sections that have `minutes:`."""


@model(frozen=True)
class ProgrammeSection(_Section):
    """A timetable for participants: when each session begins and ends, with its exercises and the breaks."""

    use: Literal["programme"] = "programme"
    rows: tuple[str, ...] = ()
    """Times and what happens then: `["9:00–9:30 Registration", …]`. Default: the sessions of the pack."""


@model(frozen=True)
class ComparisonSection(_Section):
    """A table to fill in, with a row for each source and a column for each thing to find out about it."""

    use: Literal["comparison"] = "comparison"
    sources: Keys = ()
    """The ids of sources. Default: the sources that the pack cites or takes passages from."""
    columns: Keys = ()
    """The headings of the columns to fill in. Default: claim, evidence, and what the source cannot know."""
    lines: Annotated[int, Limits(ge=1, le=20)] = 5
    """How many handwritten lines fit into each row."""


# On a handout with a roster, behind a name come, each behind a tab, the group and the cells of further columns: head, `OF_COLUMN`, words.
OF_COLUMN = "\x1f"


@model(frozen=True)
class PeopleSection(_Section):
    """A table with a row for each person, to be signed: a sign-in sheet."""

    use: Literal["people"] = "people"
    people: tuple[str, ...] = ()
    """The names. Default: empty rows; on a handout with `--roster`, the people of the list."""
    columns: Keys = ()
    """The headings of the columns to fill in. Default: a signature. What the roster has in a column of such a heading is printed."""
    rows: Annotated[int, Limits(ge=1, le=100)] = 20
    """How many empty rows there are if no names are given."""


@model(frozen=True)
class BlanksSection(_Section):
    """Short lines to fill in, side by side."""

    use: Literal["blanks"] = "blanks"
    fields: Keys = ("name", "group", "date")
    """`name`, `group` and `date`, which are printed in the pack's language, or words of your own."""


@model(frozen=True)
class LinesSection(_Section):
    """Ruled lines to write on."""

    use: Literal["lines"] = "lines"
    lines: Lines = GROWING
    """How many lines, or `fill` for as many as fit on the handout."""


PlannedSection = Annotated[
    TextSection
    | ExcerptsSection
    | ReadingSection
    | CountriesSection
    | MatrixSection
    | TimelineSection
    | UpdatesSection
    | FiguresSection
    | MapSection
    | PictureSection
    | GlossarySection
    | IndexSection
    | QuestionsSection
    | SourcesSection
    | RightsSection
    | RunSheetSection
    | ProgrammeSection
    | ComparisonSection
    | PeopleSection
    | BlanksSection
    | LinesSection,
    Discriminator("use"),
]


def walk(sections: tuple[PlannedSection, ...], location: Location = ("sections",)) -> Iterator[tuple[Location, PlannedSection]]:
    """Yield each section with its place in the file, in order, and after it the sections inside it."""
    for number, section in enumerate(sections):
        yield (*location, number), section
        if isinstance(section, TextSection):
            yield from walk(section.sections, (*location, number, "sections"))
