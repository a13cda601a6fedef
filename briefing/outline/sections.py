"""The closed set of kinds of section that an outline can hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic.dataclasses import dataclass

from briefing.dates import DateField
from briefing.files.origin import Location
from briefing.files.validation import STRICT
from briefing.library import Level, Markdown, MarkdownLine, MarkdownTitle
from briefing.outline.length_limits import budget, span


def one_or_many(value: object) -> object:
    """Let `countries: kz` and the text `kz, tj` stand for lists, for parameters are put in as text."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


Keys = Annotated[tuple[str, ...], BeforeValidator(one_or_many)]
"""Ids, as a list or as text with commas."""
Levels = Annotated[tuple[Level, ...], BeforeValidator(one_or_many)]
Span = Annotated[str, AfterValidator(span)]
"""How long each thing may be: `at most 10`, `at least 5` or `5-10`."""
Budget = Annotated[str, AfterValidator(budget)]
"""How long things may be together: `50 minutes` or `600 words`. What comes first and fits is taken; 0 sets no limit."""
GROWING = -1
"""In place of a number of lines: what room is left on a handout."""
LEAST_LINES = 2
"""Of what grows."""


def _lines(value: object) -> object:
    """Read a number of lines, or `fill`."""
    return GROWING if value == "fill" else value


Lines = Annotated[int, BeforeValidator(_lines, json_schema_input_type=int | Literal["fill"]), Field(ge=GROWING, le=60)]
"""Ruled lines to write on; `fill` for what room is left on a handout."""
Edition = Literal["student", "teacher"]
"""For whom something is: `student` for everyone, `teacher` for nobody else."""
Minutes = Annotated[int, Field(ge=0, le=600)]


@dataclass(frozen=True, config=STRICT)
class _Section:
    """What all kinds of section have."""

    title: MarkdownTitle = ""
    """Without a title, what the section holds belongs to the section above it."""
    id: str = ""
    """A name by which other outlines can change it; made from the title where it is left out."""
    when: bool = True
    """Whether it is there at all. In the file: yes, no, or an expression with parameters."""
    lead: MarkdownLine = ""
    """A first paragraph."""
    repeat: Annotated[str, Field(alias="for")] = ""
    """`x in NAME`: the section is repeated for each value of a parameter, or of `[a, b]`, which its texts name as `{{ x }}`."""


@dataclass(frozen=True, config=STRICT)
class TextSection(_Section):
    """Words of the outline or texts of the library, and sections inside."""

    use: Literal["text"] = "text"
    text: Markdown = ""
    texts: Keys = ()
    """Ids of files in `texts/` and `activities/`."""
    minutes: Minutes = 0
    """How long it lasts in class: a session, or inside of one an exercise. 0 where it is not timed."""
    edition: Edition = "student"
    """`teacher`: it stands in the teacher edition only."""
    sections: tuple[PlannedSection, ...] = ()


@dataclass(frozen=True, config=STRICT)
class ExcerptsSection(_Section):
    """Annotated excerpts, in the order given, else in the order of their sources' dates."""

    use: Literal["excerpts"] = "excerpts"
    select: Keys = ()
    """Ids; left out for all that fit the conditions."""
    topics: Keys = ()
    countries: Keys = ()
    actors: Keys = ()
    sources: Keys = ()
    words: Span = ""
    """Of the passage."""
    fit: Budget = ""
    notes: bool = True


@dataclass(frozen=True, config=STRICT)
class CountriesSection(_Section):
    """Country summaries with their fact boxes."""

    use: Literal["countries"] = "countries"
    countries: Keys = ()
    """Ids; left out for all."""
    parts: Keys = ()
    """Headings of the summaries to print, such as `At a glance`; left out for all."""
    facts: bool = True
    heading: bool = True
    """Print the name of each country above what is said of it."""


@dataclass(frozen=True, config=STRICT)
class MatrixSection(_Section):
    """Which country belongs to which body."""

    use: Literal["matrix"] = "matrix"
    countries: Keys = ()
    actors: Keys = ()
    """Ids of bodies; left out for all that have members."""
    remarks: bool = True
    """Print remarks on single cells."""
    drawing: bool = True
    """Draw the memberships too, where countries and bodies are many enough for a pattern."""


@dataclass(frozen=True, config=STRICT)
class TimelineSection(_Section):
    """Dated events."""

    use: Literal["timeline"] = "timeline"
    since: DateField | None = None
    until: DateField | None = None
    countries: Keys = ()
    """Events of these countries, and events of no country in particular."""
    drawing: bool = True
    """Draw the events too."""


@dataclass(frozen=True, config=STRICT)
class FiguresSection(_Section):
    """Numbers drawn as bars and as tables, each with its source and how to read it."""

    use: Literal["figures"] = "figures"
    figures: Keys = ()
    """Ids; left out for all."""
    description: bool = True
    """Print how to read the numbers."""
    drawing: bool = True
    """Draw the numbers too."""


@dataclass(frozen=True, config=STRICT)
class GlossarySection(_Section):
    """Definitions of the actors that the pack mentions."""

    use: Literal["glossary"] = "glossary"
    actors: Keys = ()
    """Ids; left out for those that the pack mentions."""
    include: Literal["used", "all"] = "used"
    depth: Literal["short", "full"] = "short"
    """`full` prints the longer entry too."""


@dataclass(frozen=True, config=STRICT)
class QuestionsSection(_Section):
    """Discussion questions, in the order given, else by level."""

    use: Literal["questions"] = "questions"
    select: Keys = ()
    levels: Levels = ()
    excerpts: Keys = ()
    """Ids of those that a question is about; so are the four that follow."""
    topics: Keys = ()
    countries: Keys = ()
    actors: Keys = ()
    sources: Keys = ()
    minutes: Span = ""
    """Of each."""
    fit: Budget = ""
    lines: Lines = 0
    """Ruled lines under each, to write on; `fill` for what room is left on a handout."""
    details: bool = True
    """Print level, minutes and readings."""


@dataclass(frozen=True, config=STRICT)
class SourcesSection(_Section):
    """The list of the sources that the pack cites."""

    use: Literal["sources"] = "sources"
    include: Literal["cited", "all"] = "cited"
    qr: bool = False
    """Print the address of each as a code that phones read, beside the address itself."""
    about: bool = False
    """Print what is known of each: author, purpose, standpoint, rights, and what it does not say."""


@dataclass(frozen=True, config=STRICT)
class RightsSection(_Section):
    """Who holds the sources, on what terms they are used, and how much of them the pack prints."""

    use: Literal["rights"] = "rights"
    table: bool = True
    """A row for each source; `no` for a few sentences."""


@dataclass(frozen=True, config=STRICT)
class RunSheetSection(_Section):
    """For the teacher: what each session holds, minute by minute."""

    use: Literal["run-sheet"] = "run-sheet"
    sessions: Keys = ()
    """Ids of sections; left out for all outermost ones that have `minutes:`."""


@dataclass(frozen=True, config=STRICT)
class ComparisonSection(_Section):
    """A table to fill in: a row for each source, a column for each thing to find out about it."""

    use: Literal["comparison"] = "comparison"
    sources: Keys = ()
    """Ids; left out for those that the pack cites or takes passages from."""
    columns: Keys = ()
    """Heads of the columns to fill in; left out for claim, evidence, and what the source cannot know."""
    lines: Annotated[int, Field(ge=1, le=20)] = 5
    """How many lines by hand each row has room for."""


@dataclass(frozen=True, config=STRICT)
class BlanksSection(_Section):
    """Short lines to fill in, side by side."""

    use: Literal["blanks"] = "blanks"
    fields: Keys = ("name", "group", "date")
    """`name`, `group` and `date`, which are printed in the pack's language, or words of your own."""


@dataclass(frozen=True, config=STRICT)
class LinesSection(_Section):
    """Ruled lines to write on."""

    use: Literal["lines"] = "lines"
    lines: Lines = GROWING


PlannedSection = Annotated[
    TextSection
    | ExcerptsSection
    | CountriesSection
    | MatrixSection
    | TimelineSection
    | FiguresSection
    | GlossarySection
    | QuestionsSection
    | SourcesSection
    | RightsSection
    | RunSheetSection
    | ComparisonSection
    | BlanksSection
    | LinesSection,
    Field(discriminator="use"),
]


def walk(sections: tuple[PlannedSection, ...], location: Location = ("sections",)) -> Iterator[tuple[Location, PlannedSection]]:
    """Yield each section with its place in the file, in order."""
    for number, section in enumerate(sections):
        yield (*location, number), section
        if isinstance(section, TextSection):
            yield from walk(section.sections, (*location, number, "sections"))
