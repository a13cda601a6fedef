"""What people write: sources, excerpts, countries, actors, questions, events, texts. Knows no file, no format and no outline.

Texts are kept as Markdown; assembly turns them into nodes by `markup.parse`, which remembers what it has parsed.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

from briefing.dates import DateField
from briefing.languages import ENGLISH, catalogue
from briefing.originals.copies import Copy

LIMIT = re.compile(r"(?P<share>(?:100|\d{1,2}(?:\.\d+)?))\s*%|(?P<words>\d{1,6})\s*words?")
"""The forms of a limit: a share of the body, or a number of words."""
BACKGROUND = "background"
"""The key of a citation that marks what no source says."""

Level = Literal["remember", "understand", "apply", "analyse", "evaluate", "create"]
"""The cognitive levels of the revised Bloom taxonomy (Anderson and Krathwohl 2001), from low to high."""
LEVELS: tuple[Level, ...] = get_args(Level)


def _ranges(value: object) -> tuple[int, ...]:
    """Read `17`, `5-6` or `8-19, 21` as paragraph numbers."""
    numbers: list[int] = []
    for part in str(value)[:2_000].split(","):
        match = re.fullmatch(r"\s*(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?\s*", part)
        if not match or int(match[2] or match[1]) < int(match[1]):
            raise ValueError(f"'{value}' names no paragraphs\nWrite 17, 5-6 or 8-19, 21.")
        numbers.extend(range(int(match[1]), int(match[2] or match[1]) + 1))
    return tuple(numbers)


def _cluster(value: object) -> str:
    text = str(value).strip().removeprefix("[").removesuffix("]")
    if not text.startswith("@"):
        raise ValueError(f'\'{value}\' is not a citation\nWrite "@source-id, ¶13" or "@{BACKGROUND}".')
    return f"[{text}]"


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", value):
        raise ValueError(f"'{value}' is not a language\nWrite a code such as en, ru or kk-KZ (BCP 47).")
    return value


def _address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"]+", value):
        raise ValueError(f"'{value}' is not a web address\nWrite one that begins with https://.")
    return value


def _limit(value: str) -> str:
    if value and not LIMIT.fullmatch(value):
        raise ValueError(f"'{value}' is not a limit\nWrite a share, such as 25%, or a number, such as 400 words.")
    return value


def _spdx(value: str) -> str:
    if value and not re.fullmatch(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*", value):
        raise ValueError(f"'{value}' is not the identifier of a licence\nWrite one of spdx.org/licenses, such as CC-BY-4.0.")
    return value


Paragraphs = Annotated[tuple[int, ...], BeforeValidator(_ranges, json_schema_input_type=int | str)]
"""Numbers of paragraphs of an original, counted from 1."""
Markdown = Annotated[str, "blocks"]
"""A text of any length. The word is the form in which `markup.parse` reads it."""
MarkdownLine = Annotated[str, "line"]
"""A text of one paragraph, with emphasis, links and citations."""
MarkdownTitle = Annotated[str, "title"]
"""A heading, with emphasis."""
Citation = Annotated[str, BeforeValidator(_cluster), "line"]
"""One cluster of citations, in brackets."""
Count = Annotated[int, Field(ge=1)]
"""How many there are, at least one."""
LanguageTag = Annotated[str, AfterValidator(_language)]
Address = Annotated[str, AfterValidator(_address)]

STRICT = ConfigDict(
    extra="forbid",
    alias_generator=lambda name: name.replace("_", "-"),
    coerce_numbers_to_str=True,
    str_strip_whitespace=True,
)
"""Models refuse what they do not know; their keys are written with hyphens."""


@dataclass(frozen=True, config=STRICT)
class Name:
    """A person or a body, as in CSL."""

    family: str = ""
    given: str = ""
    literal: str = ""
    """The whole name, where it does not divide."""

    @property
    def full(self) -> str:
        """Return the name as spoken."""
        return self.literal or f"{self.given} {self.family}".strip()


Readers = Literal["everyone", "students", "internal"]
"""Who gets to see a text: the public, the students of a course, or a circle inside the institution. Each holds those after it."""
READERS: tuple[Readers, ...] = get_args(Readers)


@dataclass(frozen=True, config=STRICT)
class Rights:
    """What may be printed, and who says so."""

    holder: str
    basis: Literal["own", "open-licence", "licence", "quotation", "statutory", "unknown"]
    terms: str
    """As stated by the text or by the licence."""
    license: Annotated[str, AfterValidator(_spdx)] = ""
    """An SPDX identifier."""
    link_required: bool = False
    """A link to the source is asked for."""
    limit: Annotated[str, AfterValidator(_limit)] = ""
    """A share of the body (`25%`) or a number of words (`400 words`)."""
    valid_from: DateField | None = None
    valid_until: DateField | None = None
    """The last day, month or year."""
    audience: Readers = "everyone"
    """The widest circle for which the passages may be printed."""

    def __post_init__(self) -> None:
        """Hold the term to its order."""
        if self.valid_from and self.valid_until and self.valid_from.first > self.valid_until.last:
            date = catalogue(ENGLISH).date
            raise ValueError(
                f"the term ends ({date(self.valid_until)}) before it begins ({date(self.valid_from)})\n"
                "Put the earlier date under valid-from."
            )


@dataclass(frozen=True, config=STRICT)
class Original:
    """How the text of a source is built."""

    paragraphs: Count
    """How many the whole text has."""
    body: Paragraphs
    """Those that are neither title nor furniture."""
    words: Count
    """In the body."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    """Of the normalised body, a paragraph a line (`originals.normal.fingerprint`)."""
    sketch: Annotated[str, Field(pattern=r"^(?:\s*[0-9a-f]{8}){1,64}\s*$")] = ""
    """Of the body: by it another copy is recognised (`originals.sketch`)."""


ItemType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter", "classic", "collection",
    "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview",
    "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score", "pamphlet", "paper-conference", "patent",
    "performance", "periodical", "personal_communication", "post", "post-weblog", "regulation", "report", "review", "review-book",
    "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
]  # fmt: skip
"""The types of CSL 1.0.2 (appendix III)."""


@dataclass(frozen=True, config=STRICT)
class SourceRecord:
    """A bibliographic item in the terms of CSL-JSON 1.0.2, and our digest of it."""

    id: str
    type: ItemType
    title: str
    rights: Rights
    original: Original
    about: MarkdownLine
    """Who wrote it, for whom, why, and from which standpoint."""
    digest: Markdown
    title_short: str = ""
    author: tuple[Name, ...] = ()
    issued: DateField | None = None
    accessed: DateField | None = None
    container_title: str = ""
    collection_title: str = ""
    publisher: str = ""
    volume: str = ""
    issue: str = ""
    number: str = ""
    page: str = ""
    genre: str = ""
    URL: Address | None = None
    publisher_url: Address | None = None
    """The publisher's site, linked to where a link is asked for and the text's own address is not known."""
    DOI: str = ""
    language: LanguageTag = "en"
    lacks: MarkdownLine = ""
    """What the text does not say of itself."""

    @cached_property
    def short(self) -> str:
        """Return a name for running text: the author, else the publication."""
        return " and ".join(name.family or name.literal for name in self.author) or self.container_title or self.publisher or self.title


@dataclass(frozen=True, config=STRICT)
class Selector:
    """The first and the last words of a passage, as in the original."""

    start: str
    end: str


NoteKind = Literal["context", "term", "criticism", "link"]
"""What a note does."""


@dataclass(frozen=True, config=STRICT)
class Annotation:
    """A note on an excerpt."""

    text: MarkdownLine
    kind: NoteKind
    on: str = ""
    """The words of the digest that it is about; empty for the whole."""
    on_original: str = ""
    """The same in the passage itself, a few words."""
    audience: Literal["everyone", "teacher"] = Field(default="everyone", alias="for")


@dataclass(frozen=True, config=STRICT)
class Edit:
    """A marked change to a passage as it is printed: words left out, words put in, or words stressed."""

    elide: str = ""
    """The words, or the first and the last of them with ` … ` between; printed as `[…]`."""
    insert: str = ""
    """Words of ours; printed in brackets."""
    after: str = ""
    """The words of the passage that `insert` follows."""
    emphasis: str = ""
    """The words; the source line says that the emphasis is added."""

    def __post_init__(self) -> None:
        """Hold each edit to one of the three forms."""
        if sum(map(bool, (self.elide, self.insert, self.emphasis))) != 1 or bool(self.insert) != bool(self.after):
            form = "elide: words, or insert: words with after: words, or emphasis: words"
            raise ValueError(f"this is not an edit\nWrite one of these: {form}.")


@dataclass(frozen=True, config=STRICT)
class Excerpt:
    """A passage chosen from a source, and our digest of it."""

    id: str
    title: str
    source: str
    paragraphs: Paragraphs
    select: Selector
    words: Count
    """In the passage."""
    digest: Markdown
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    """Of the normalised passage (`originals.normal.fingerprint`)."""
    trace: Annotated[str, Field(pattern=r"^[0-9a-f]*$")] = ""
    """A digit for each word of the passage, to show where a copy differs (`traces.trace`)."""
    topics: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    notes: tuple[Annotation, ...] = ()
    edits: tuple[Edit, ...] = ()
    """Changes to the passage where it is quoted."""


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
    """How a country stands to a body."""

    country: str
    status: Literal["member", "observer", "associate", "partner", "none", "unknown"]
    as_of: DateField
    cite: Citation
    note: str = ""


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
        """Return every form under which a text may mention it."""
        return tuple(filter(None, (self.abbreviation, self.name, *self.aliases)))

    @property
    def label(self) -> str:
        """Return the shortest usual name."""
        return self.abbreviation or self.name


@dataclass(frozen=True, config=STRICT)
class DiscussionQuestion:
    """A question for class, and what it is for."""

    id: str
    level: Level
    minutes: Count
    objective: str
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
class Series:
    """What one column of a figure counts."""

    name: str
    unit: str
    whole: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    """What each value is a part of, such as 5 for a count of five states; a drawing shows it behind the bars."""


Exactness = Literal["exact", "about", "at-most", "at-least"]
Value = Annotated[float, Field(allow_inf_nan=False)]


@dataclass(frozen=True, config=STRICT)
class Measure:
    """A row of a figure: one thing, counted."""

    label: str
    values: tuple[Value | None, ...]
    """A number for each series; null where there is none, which is not zero."""
    shown: tuple[str, ...]
    """Each value as printed, with its `about` or `no figure`."""
    cite: Citation
    period: str = ""
    note: str = ""
    exactness: tuple[Exactness, ...] = ()
    """How exact each value is; left out where all are exact."""

    def __post_init__(self) -> None:
        """Hold each value to its printed form."""
        if len(self.values) != len(self.shown):
            raise ValueError(f"'{self.label}' has {len(self.values)} values and {len(self.shown)} printed forms")
        if self.exactness and len(self.values) != len(self.exactness):
            raise ValueError(f"'{self.label}' has {len(self.values)} values, and 'exactness' speaks of {len(self.exactness)}")


MOST_SERIES = 8
"""Of a figure: what a page has room for side by side."""


@dataclass(frozen=True, config=STRICT)
class Figure:
    """Numbers that belong together, with what a drawing of them needs."""

    id: str
    title: str
    caption: str
    alt: str
    """The gist for who cannot see a drawing."""
    label: str
    """The head of the column of labels."""
    series: tuple[Series, ...]
    rows: tuple[Measure, ...]
    description: Markdown
    """How to read the numbers, and how not to."""

    def __post_init__(self) -> None:
        """Hold each row to the series, and the series to what fits on a page."""
        if len(self.series) > MOST_SERIES:
            raise ValueError(f"a figure of {len(self.series)} series: a page holds {MOST_SERIES}\nMake several figures of it.")
        for row in self.rows:
            if len(row.values) != len(self.series):
                raise ValueError(f"'{row.label}' has {len(row.values)} values for {len(self.series)} series")
            for series, value in zip(self.series, row.values, strict=True):
                if series.whole and value is not None and not 0 <= value <= series.whole:
                    raise ValueError(f"'{row.label}' has {value:g} of a whole of {series.whole:g} in '{series.name}'")


@dataclass(frozen=True, config=STRICT)
class Prose:
    """A text of its own: an introduction, an activity, an answer."""

    id: str
    text: Markdown


@dataclasses.dataclass(frozen=True)
class Library:
    """Everything that outlines can choose from, by id, in order of the ids; events in order of their dates."""

    sources: Mapping[str, SourceRecord]
    excerpts: Mapping[str, Excerpt]
    countries: Mapping[str, Country]
    actors: Mapping[str, Actor]
    figures: Mapping[str, Figure]
    questions: Mapping[str, DiscussionQuestion]
    answers: Mapping[str, Prose]
    texts: Mapping[str, Prose]
    activities: Mapping[str, Prose]
    events: tuple[Event, ...]
    originals: Mapping[str, Copy] = dataclasses.field(default_factory=dict)
    """The user's copies, by the source whose text they hold."""
