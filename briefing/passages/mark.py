"""An annotation of a source, in the form that the readers of all formats give it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefing.dataclass import dataclass

EXCERPT = "urn:briefing:excerpt:"
"""The beginning of the ids of annotations that are excerpts of briefing."""
SOURCE = "urn:briefing:source:"
"""The beginning of the address of a source that has none on the web."""
COPY = "urn:sha256:"
"""The beginning of the address of a document that is known by the hash of its file."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that a reader has written for class."""

    text: str
    answer: str = ""
    line: int = 0
    """The line of the file on which it begins."""
    more: int = 0
    """The line on which a further paragraph below the first of the answer begins; 0 if there is none."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The parts of an annotation of a source that briefing uses."""

    iri: str = ""
    """The name of the annotation (W3C Web Annotation Data Model, 3.1)."""
    source: str = ""
    """The id of the source, or its address."""
    quote: str = ""
    """All words of the passage that the annotation is about."""
    fragment: tuple[str, str] = ("", "")
    """The first and the last words of the passage."""
    around: tuple[str, str] = ("", "")
    """The text before and after the passage. It says which place is meant if the words are in several places."""
    words: str = ""
    """Words within the passage, if the annotation is about some of its words only."""
    comments: tuple[str, ...] = ()
    description: str = ""
    """What the passage says, in the reader's own words."""
    tags: tuple[str, ...] = ()
    own: Mapping[str, Any] | None = None
    """The properties that begin with `briefing:`, without this prefix."""
    addresses: tuple[str, ...] = ()
    """All addresses of the document: where it was read, and those that the document gives of itself."""
    names: tuple[str, ...] = ()
    """The titles of the document, and the name of its file."""
    line: int = 0
    """The line of the file on which the annotation begins; 0 if the file has no lines."""
    where: str = ""
    """The place of the annotation in its file, such as `page 3`; empty if its line says enough."""
    page: int = 0
    """The page of the document, counted from 1; 0 if it is not known."""
    turn: tuple[int, int] = (0, 0)
    """Which of the places with these words in the document it is, counted from 1, and how many there are; zeros if it is not known."""
    beside: str = ""
    """Words of the document beside an annotation that marks none."""
    lazy: int = 0
    """How many lines below the first were counted to the passage although no sign says that they belong to it."""
    told: tuple[str, ...] = ()
    """What was guessed when it was read. Each is the end of a sentence about the annotation."""
    title: str = ""
    """The heading of the passage."""
    questions: tuple[Asked, ...] = ()
    """Questions about the passage."""
    is_markdown: bool = False
    """Whether its comments are Markdown that was written for the library, so that citations in them are citations."""

    @property
    def is_ours(self) -> bool:
        """Whether briefing wrote it as an excerpt, or as a note on one."""
        return self.own is not None and self.iri.startswith(EXCERPT)

    @property
    def has_words(self) -> bool:
        """Whether it marks words of a text."""
        return bool(self.quote or any(self.fragment))


def source_key(mark: Mark) -> str:
    """Return the id of the source that an annotation of briefing is about."""
    return mark.source.removeprefix(SOURCE)
