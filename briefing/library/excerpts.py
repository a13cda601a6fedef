"""Excerpts: passages chosen from sources, with notes and marked changes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from briefing.errors import WrongValueError
from briefing.files.validation import STRICT
from briefing.library.fields import Count, Markdown, MarkdownLine, Paragraphs


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
            raise WrongValueError("this is not an edit", f"Write one of these: {form}.")


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
