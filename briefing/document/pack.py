"""The pack as a whole: its text, and what stands on its title page and in its metadata."""

from __future__ import annotations

from itertools import takewhile
from typing import Literal

from briefing.dataclass import dataclass
from briefing.document.blocks import Blocks, Figure, Picture, Section
from briefing.document.directions import BACKWARD, FORWARD, runs_backward
from briefing.document.inlines import Inlines, Text

Cover = Literal["page", "block"]
"""A title page of its own, or a title at the head of the first page."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The words that a renderer has to add by itself, in the language of the pack."""

    contents: str = "Contents"
    notes: str = "Notes"
    note: str = "Note"
    back: str = "Back to the text"
    title_page: str = "Title page"
    start: str = "Start of the text"
    landmarks: str = "Landmarks"
    page: str = "Page"
    question: str = "Question"
    supplement: str = "S"
    """What stands before the number of a page of the supplement."""


@dataclass(frozen=True, slots=True)
class PrintPage:
    """A page of the printed pack, for formats without pages of their own."""

    label: str
    """What is printed as its number."""
    block: int | None
    """The first block that begins on it, or after it, or the last there is, counted as `blocks_in_order` does; None before the text."""
    leaf: tuple[str, ...] = ()
    """The ids of what begins on it, if it is a leaf: that is no part of the text, and such blocks are not counted."""


@dataclass(frozen=True, slots=True)
class Document:
    """A pack, ready to be drawn."""

    title: str
    blocks: Blocks
    identifier: str
    """A URN that stays the same from build to build: `urn:uuid:…`."""
    language: str = "en-GB"
    """BCP 47."""
    subtitle: str = ""
    kicker: str = ""
    """What stands above the title: course, series, occasion."""
    byline: str = ""
    """Who stands behind the pack, as printed on the title page."""
    date: str = ""
    """The date as printed; empty where the outline sets none."""
    status: Inlines = ()
    """Up to when it has information, and where it says what has changed since, as printed with its title."""
    stamp: str = ""
    """The moment written into the file's metadata: ISO 8601, UTC. Without one its files carry no date."""
    newest: str = ""
    """The newest date of the sources, for a format that demands a moment of a document without a date."""
    description: str = ""
    """One or two sentences for the metadata and, where there is a cover page, for its foot."""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    rights: str = ""
    cover: Cover = "page"
    contents_depth: int = 2
    """How many levels of section the contents list names; 0 for no list."""
    columns: Literal[1, 2] = 1
    """In how many columns its text is printed, where nothing stands beside it."""
    running: str = ""
    """What stands above further pages; the title where it is empty."""
    marking: str = ""
    """What stands at the head of every page in print, such as `RESTRICTED`."""
    across: str = ""
    """A word across every page in print, behind the text, such as `DRAFT`."""
    foot: str = ""
    """What stands at the foot of every page in print, beside its number."""
    key: str = ""
    """What short names of sources stand for, in one line: print has it at the foot of each page on which a chapter begins."""
    pages: tuple[PrintPage, ...] = ()
    """The pages of print, where they are known."""
    labels: Labels = Labels()
    logo: Picture | None = None
    """A picture at the head of the title, as wide as its `points`."""
    frontispiece: Picture | None = None
    """A picture on the title page, below the title."""
    cover_map: Figure | None = None
    """A map in its place, until it is drawn."""
    certified_by: str = ""
    """Who has tried whether the pack is accessible, and answers for it; nobody where it is empty."""
    edition: str = ""
    """Whose edition it is, as said on every page and in the metadata: `Teacher edition`. Empty where there is nothing to say."""
    direction: Literal["", "rtl"] = ""
    """`rtl` where its pages begin on the right, as the language of its texts does, whatever the language of its own words."""
    supplement: Blocks = ()
    """What is on pages that are numbered apart from the text, and that no contents list in print names. It comes before the first section
    where sections begin pages of their own, and after the text where they do not."""

    @property
    def backward(self) -> bool:
        """Return whether its pages begin on the right."""
        return self.direction == "rtl"


def front(document: Document) -> tuple[Blocks, Blocks]:
    """Return what comes before the first section, and the rest."""
    before = tuple(takewhile(lambda block: not isinstance(block, Section), document.blocks))
    return before, document.blocks[len(before) :]


def in_order(document: Document) -> Blocks:
    """Return the text and the supplement as they are read one after the other."""
    if document.cover != "page":
        return (*document.blocks, *document.supplement)
    before, text = front(document)
    return (*before, *document.supplement, *text)


def dated_line(document: Document) -> Inlines:
    """Return what a title at the head of a page has on its last line: who stands behind the pack, its date, and its status."""
    words = " · ".join(each for each in (document.byline, document.date) if each)
    parts = (Text(words),) if words else ()
    return (*parts, *((Text(" · "),) if parts and document.status else ()), *document.status)


def tongue(document: Document) -> str:
    """Return the language of what has no letters: that of the pack, or one that is not known where its pages begin on the other side."""
    return document.language if runs_backward(document.language) == document.backward else BACKWARD if document.backward else FORWARD


def whole_title(document: Document) -> str:
    """Return the title with subtitle and edition on one line, for catalogues."""
    link = " " if document.title.endswith(("?", "!", ".", ":", "…")) else ": "
    title = f"{document.title}{link}{document.subtitle}" if document.subtitle else document.title
    return f"{title} ({document.edition})" if document.edition else title


def full_title(document: Document) -> str:
    """Return the title with the edition, for metadata."""
    return f"{document.title} ({document.edition})" if document.edition else document.title
