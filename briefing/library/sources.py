"""Sources: bibliographic records, the rights in them, and how their texts are built."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal, get_args

from pydantic import Field
from pydantic.dataclasses import dataclass

from briefing.dates import DateField
from briefing.errors import WrongValueError
from briefing.files.validation import STRICT
from briefing.languages import ENGLISH, catalogue
from briefing.library.fields import Address, Count, LanguageTag, LicenceId, Limit, Markdown, MarkdownLine, Paragraphs


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
    license: LicenceId = ""
    link_required: bool = False
    """A link to the source is asked for."""
    limit: Limit = ""
    valid_from: DateField | None = None
    valid_until: DateField | None = None
    """The last day, month or year."""
    audience: Readers = "everyone"
    """The widest circle for which the passages may be printed."""

    def __post_init__(self) -> None:
        """Hold the term to its order."""
        if self.valid_from and self.valid_until and self.valid_from.first > self.valid_until.last:
            date = catalogue(ENGLISH).date
            message = f"the term ends ({date(self.valid_until)}) before it begins ({date(self.valid_from)})"
            raise WrongValueError(message, "Put the earlier date under valid-from.")


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
class Source:
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
