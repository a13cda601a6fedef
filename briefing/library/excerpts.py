"""The records of excerpts: passages chosen from sources, with notes and marked changes."""

from __future__ import annotations

from typing import Annotated, Literal

from briefing.dataclass import Limits, keyed, model
from briefing.errors import WrongValueError
from briefing.library.fields import Count, Markdown, MarkdownLine, Paragraphs, Title
from briefing.library.updates import Update

DIGEST = "Write a digest of this passage here, in your own words."
"""The text of a new excerpt until the user writes the digest. `briefing check` reports it."""


@model(frozen=True)
class Selector:
    """The first and the last words of a passage, exactly as in the source."""

    start: str
    """The first words."""
    end: str
    """The last words."""


NoteKind = Literal["context", "term", "criticism", "link"]
"""What a note does: it gives context, explains a term, criticises, or links to something."""


@model(frozen=True)
@keyed(audience="for")
class Annotation:
    """A note on an excerpt."""

    text: MarkdownLine
    """What the note says, in Markdown. It can cite."""
    kind: NoteKind | None = None
    """What the note does, in a word that is printed before it. Without it there is no such word."""
    on: str = ""
    """The words of the digest that the note is about; empty if it is about the whole digest."""
    on_original: str = ""
    """A few words of the passage itself that the note is about."""
    audience: Literal["everyone", "teacher"] = "everyone"
    """`teacher`: only the teacher edition has the note."""


@model(frozen=True)
class Edit:
    """A marked change to a printed passage: words left out, words added, or words stressed."""

    elide: str = ""
    """The words to leave out, or the first and the last of them with ` … ` between. The pack prints `[…]`."""
    insert: str = ""
    """Your own words to add. The pack prints them in brackets."""
    after: str = ""
    """The words of the passage after which to add `insert`."""
    emphasis: str = ""
    """The words to stress. The source line says that the emphasis is added."""

    def __post_init__(self) -> None:
        """Check that the edit has one of the three forms."""
        if sum(map(bool, (self.elide, self.insert, self.emphasis))) != 1 or bool(self.insert) != bool(self.after):
            form = "{elide: words}, {insert: words, after: words} or {emphasis: words}"
            raise WrongValueError("an edit needs exactly one of 'elide', 'insert' with 'after', and 'emphasis'", f"Write {form}.")


@model(frozen=True)
class Excerpt:
    """A passage chosen from a source, and a digest of it in our own words."""

    id: str
    title: Title
    """The heading over the passage."""
    source: str
    """The id of the source."""
    paragraphs: Paragraphs
    """Where the passage is in the copy: `7` or `7-8`."""
    select: Selector
    """How the passage is found: by its first and its last words."""
    words: Count
    """How many words the passage has."""
    digest: Markdown
    sha256: Annotated[str, Limits(pattern=r"^[0-9a-f]{64}$")] | None = None
    """The SHA-256 hash of the normalised passage (`originals.normal.fingerprint`)."""
    trace: Annotated[str, Limits(pattern=r"^[0-9a-f]*$")] = ""
    """A digit for each word of the passage, to show where a copy differs (`traces.trace`)."""
    topics: tuple[str, ...] = ()
    """Words of your own, by which outlines choose."""
    countries: tuple[str, ...] = ()
    """The codes of countries that the passage is about."""
    actors: tuple[str, ...] = ()
    """The ids of actors that the passage is about."""
    translation: str = ""
    """The id of the excerpt with the same passage in another language: packs print it beside this one, paragraph by paragraph."""
    notes: tuple[Annotation, ...] = ()
    """Notes on the passage."""
    edits: tuple[Edit, ...] = ()
    """Marked changes to the passage, made when a pack quotes it."""
    since: tuple[Update, ...] = ()
    """What has changed since this was written."""
    order: int = 0
    """Its place in packs whose outlines choose no order: small numbers first. With the same number, the dates of the sources decide."""
    notes_file: str = ""
    """The file of notes that it is from, such as `passages.md`. If a later import does not find it there, briefing says so."""
    within_sentence: bool = False
    """Whether somebody has read the whole sentences with which the passage begins and ends, and means to begin or to end within them."""
