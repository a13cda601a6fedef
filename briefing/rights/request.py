"""A request for leave to print passages of a source, with what holders of rights ask for."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.document.numbering import ranges
from briefing.languages import ENGLISH, catalogue
from briefing.library import Excerpt, Source
from briefing.originals.copies import Copy
from briefing.passages.finding import PROVED, find
from briefing.rights.conditions import UNSTATED, address, circle_of


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for, of which source, for which use. Texts that are not known yet are empty."""

    source: Source
    excerpts: tuple[Excerpt, ...]
    copy: Copy | None = None
    """The user's copy of the source, for the pages of the passages."""
    pack: str = ""
    """The outline in which they are printed."""
    title: str = ""
    """Its title."""
    course: str = ""
    readers: str = ""
    """How many there are."""
    price: str = ""
    """What each of them pays for the pack."""
    period: str = ""
    contact: str = ""
    format: str = "PDF, Word and EPUB"
    circle: str = circle_of("students")
    quoted: int = 0
    """Words of the source that the pack has between quotation marks, beside the passages."""

    @property
    def words(self) -> int:
        """Return how many words of the source are asked for."""
        return sum(excerpt.words for excerpt in self.excerpts) + self.quoted

    def place(self, excerpt: Excerpt) -> str:
        """Return where a passage stands: `¶4`, or `¶4–5, pp. 2–3` where the copy has pages and holds the passage."""
        passage = find(excerpt, self.copy)
        numbers = passage.paragraphs if passage.status in PROVED else excerpt.paragraphs
        where = f"¶{ranges(numbers)}"
        if self.copy is None or passage.status not in PROVED:
            return where
        pages = tuple(dict.fromkeys(page for number in numbers if (page := self.copy.page(number)) is not None))
        return f"{where}, {'pp.' if len(pages) > 1 else 'p.'} {ranges(pages)}" if pages else where

    @property
    def share(self) -> str:
        """Return them as a share of the text."""
        return f"{self.words / self.source.original.words:.1%}"

    @property
    def work(self) -> str:
        """Return the title of the source, and where and when it came out."""
        source = self.source
        where = " ".join(filter(None, (source.container_title or source.collection_title, source.volume or source.number)))
        date = catalogue(ENGLISH).date(source.issued) if source.issued else ""
        return ", ".join(filter(None, (source.title, where, date)))

    @property
    def author(self) -> str:
        """Return the names of the authors."""
        return " and ".join(name.full for name in self.source.author)

    @property
    def publisher(self) -> str:
        """Return the publisher, or the publication where no publisher is known."""
        return self.source.publisher or self.source.container_title

    @property
    def holder(self) -> str:
        """Return who is asked: the holder of the rights, else the publisher, else the author."""
        stated = self.source.rights.holder
        return stated if stated.lower() not in UNSTATED else self.publisher or self.author

    @property
    def use(self) -> str:
        """Return what the passages are wanted for."""
        pack = f" “{self.title}”" if self.title else ""
        return f"Reproduction with notes in the teaching pack{pack}, for {self.circle}"

    @property
    def web(self) -> str:
        """Return the address of the source."""
        found = address(self.source)
        return found.url if found else ""
