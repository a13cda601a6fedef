"""The records of sources: bibliographic data, rights, and the paragraphs of the text."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal, get_args

from briefing.dataclass import Limits, keyed, model
from briefing.dates import DateField
from briefing.errors import WrongValueError
from briefing.languages import ENGLISH, catalogue
from briefing.library.bibliographic import Item, Name
from briefing.library.fields import Address, Count, LanguageTag, LicenceId, Limit, Markdown, MarkdownLine, PageLabels, Paragraphs
from briefing.library.titles import WorkTitle

Readers = Literal["everyone", "students", "internal"]
"""Who can read a text: the public, the students of a course, or people inside the institution. The widest circle is first."""
READERS: tuple[Readers, ...] = get_args(Readers)


@model(frozen=True)
class Rights:
    """How much of a source may be printed, for whom and until when, and who says so."""

    holder: str = "not stated"
    """Who holds the rights."""
    basis: Literal["own", "open-licence", "licence", "quotation", "statutory", "unknown"] = "unknown"
    """Why passages may be printed."""
    terms: str = "None known."
    """The terms, as the text or the licence states them."""
    license: LicenceId = ""
    """The licence by its SPDX identifier: `CC-BY-4.0`."""
    link_required: bool = False
    """Whether the rights holder asks for a link to the source."""
    limit: Limit = ""
    """How much may be printed: `300 words` or `10%`."""
    valid_from: DateField | None = None
    """The first day, month or year of the permission."""
    valid_until: DateField | None = None
    """The last day, month or year of the permission."""
    audience: Readers = "everyone"
    """The widest circle of readers for whom passages may be printed."""

    def __post_init__(self) -> None:
        """Check that the permission begins before it ends."""
        if self.valid_from and self.valid_until and self.valid_from.first > self.valid_until.last:
            date = catalogue(ENGLISH).date
            message = f"'valid-until' ({date(self.valid_until)}) is before 'valid-from' ({date(self.valid_from)})"
            raise WrongValueError(message, "Write the earlier date after 'valid-from:'.")


@model(frozen=True)
class Original:
    """The size of the text of a source, and codes by which a copy of it is recognised."""

    paragraphs: Count = 0
    """How many paragraphs the whole text has; 0 if that is not known, because the source is only cited."""
    body: Paragraphs = ()
    """The paragraphs of the text itself, without titles, page headers and footers. Default: all."""
    compared: Paragraphs = ()
    """The paragraphs that somebody has compared with the file: of these, `check` does not say that the copy may be otherwise."""
    words: Count = 0
    """How many words the body has; 0 if that is not known."""
    pages: PageLabels = ""
    """The numbers that are printed on the pages of the copy, in order: `i-xii, 1-240`, or `_, 113-139` if the first page has none."""
    sha256: Annotated[str, Limits(pattern=r"^[0-9a-f]{64}$")] | None = None
    """The SHA-256 hash of the normalised body, one paragraph on each line (`originals.normal.fingerprint`)."""
    sketch: Annotated[str, Limits(pattern=r"^(?:\s*[0-9a-f]{8}){1,64}\s*$")] = ""
    """A sketch of the body, by which briefing recognises another copy (`originals.sketch`)."""

    def __post_init__(self) -> None:
        """Take all paragraphs for the body if nothing else is said."""
        if not self.body:
            object.__setattr__(self, "body", tuple(range(1, self.paragraphs + 1)))


@model(frozen=True)
@keyed(file="from")
class Imported:
    """The bibliography that the data of a record came from. A later import knows by it what a person has changed since."""

    file: str
    """The name of the bibliography, without its folder."""
    key: str = ""
    """The key of the work in that bibliography."""
    stamps: Annotated[str, Limits(pattern=r"^(?:\s*[\w-]+ [0-9a-f]{6},?)*\s*$")] = ""
    """The settings as they were imported: the name of each, and a short hash of its value."""


ItemType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter", "classic", "collection",
    "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview",
    "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score", "pamphlet", "paper-conference", "patent",
    "performance", "periodical", "personal_communication", "post", "post-weblog", "regulation", "report", "review", "review-book",
    "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
]  # fmt: skip
"""The types of CSL 1.0.2 (appendix III)."""


@model(frozen=True)
class Source(Item):
    """A bibliographic item in the terms of CSL-JSON 1.0.2, and a digest of it in our own words.

    A source that is only cited needs a type and a title. The rest is asked for when a pack prints it.
    """

    id: str
    type: ItemType
    title: WorkTitle
    short: Annotated[str, Limits(max_length=30)] = ""
    """The short name by which texts and short citations name it: `BESA`. Default: the author, or where it was published."""
    rights: Rights = Rights()
    original: Original = Original()
    about: MarkdownLine = ""
    """Who wrote the text, for whom, why, and from which standpoint."""
    digest: Markdown = ""
    publisher_url: Address | None = None
    """The publisher's website, for a link if one is required and the address of the text is not known."""
    language: LanguageTag = "en"
    lacks: MarkdownLine = ""
    """What the text does not say about itself."""
    imported: Imported | None = None

    @property
    def short_name(self) -> str:
        """Return its short name, or in the place of one the name of its author."""
        return self.short or self.name

    @cached_property
    def name(self) -> str:
        """Return a name for running text: the author, else the editor of a whole book, else the publication."""
        people = self.author or (() if self.container_title else self.edited_by)
        return " and ".join(name.surname for name in people) or self.container_title or self.publisher or self.title

    @property
    def edited_by(self) -> tuple[Name, ...]:
        """Return those whose names styles put in the place of an author."""
        return self.editor or self.editor_translator or self.translator or self.compiler or self.director or self.composer
