"""A request for permission to print passages of a source, with the data that rights holders ask for."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.dataclass import dataclass
from briefing.document.numbering import ranges
from briefing.languages import ENGLISH, catalogue
from briefing.library import Excerpt, Source
from briefing.originals.copies import Copy
from briefing.passages.editing import edited
from briefing.passages.finding import PROVED, find
from briefing.rights.conditions import UNSTATED, BoundIn, address, circle_of


@dataclass(frozen=True, slots=True)
class Request:
    """A request for permission: which passages of which source, for which use. Data that is not known yet is empty."""

    source: Source
    excerpts: tuple[Excerpt, ...]
    copy: Copy | None = None
    """The user's copy of the source, for the pages of the passages."""
    pack: str = ""
    """The id of the outline that prints the passages."""
    title: str = ""
    """The title of the outline."""
    course: str = ""
    readers: str = ""
    """How many readers there are."""
    price: str = ""
    """What each reader pays for the pack."""
    period: str = ""
    territory: str = ""
    """Where the pack is handed out."""
    contact: str = ""
    format: str = "PDF, Word and EPUB"
    circle: str = circle_of("students")
    quoted: int = 0
    """Words of the source that the pack has between quotation marks, beside the passages."""
    bound: tuple[BoundIn, ...] = ()
    """The whole readings that the pack prints."""

    @property
    def words(self) -> int:
        """Return how many words of the source are asked for."""
        return sum(map(self.count, self.excerpts)) + sum(each.words for each in self.bound) + self.quoted

    def count(self, excerpt: Excerpt) -> int:
        """Return how many words of a passage are printed, without those that edits leave out; without a copy, those of the record."""
        passage = find(excerpt, self.copy)
        return edited(passage.text, excerpt.edits).words if passage.status in PROVED else excerpt.words

    def place(self, excerpt: Excerpt) -> str:
        """Return the place of a passage: `¶4`, or `¶4–5, pp. 2–3` if the copy has pages and has the passage."""
        passage = find(excerpt, self.copy)
        numbers = passage.paragraphs if passage.status in PROVED else excerpt.paragraphs
        where = f"¶{ranges(numbers)}"
        if self.copy is None or passage.status not in PROVED:
            return where
        pages = self._pages(numbers)
        return f"{where}, {'pp.' if len(pages) > 1 else 'p.'} {ranges(pages)}" if pages else where

    def _pages(self, paragraphs: Iterable[int]) -> tuple[int, ...]:
        if self.copy is None:
            return ()
        return tuple(sorted({page for number in paragraphs if (page := self.copy.page(number)) is not None}))

    @property
    def pages(self) -> str:
        """Return the pages of the copy on which the passages are; empty if the copy has no pages or lacks a passage."""
        found = [find(excerpt, self.copy) for excerpt in self.excerpts]
        if self.bound and not found:
            return ", ".join(each.pages for each in self.bound if each.pages)
        if not found or any(passage.status not in PROVED for passage in found):
            return ""
        return ranges(self._pages(number for passage in found for number in passage.paragraphs))

    @property
    def all_pages(self) -> str:
        """Return the pages of the whole work: those of an article or a chapter, or how many a book has."""
        source = self.source
        if source.page:
            return source.page
        return f"{source.number_of_pages} pages" if source.number_of_pages.isdecimal() else source.number_of_pages

    @property
    def is_book(self) -> bool:
        """Whether the work has, or is in something that has, an ISBN."""
        return self.source.type in ("book", "chapter", "entry-encyclopedia", "entry-dictionary", "classic", "collection")

    @property
    def is_in_periodical(self) -> bool:
        """Whether the work is in something that has an ISSN."""
        return self.source.type in ("article-journal", "article-magazine", "article-newspaper", "review", "review-book")

    @property
    def share(self) -> str:
        """Return the words of all passages as a percentage of the text; empty if nobody knows how long that is."""
        return f"{self.words / self.source.original.words:.1%}" if self.source.original.words else ""

    @property
    def work(self) -> str:
        """Return the title of the source, and where and when it was published."""
        source = self.source
        volume = f"{source.volume or source.number}({source.issue})" if source.issue else source.volume or source.number
        where = " ".join(filter(None, (source.container_title or source.collection_title, volume)))
        date = catalogue(ENGLISH).date(source.issued) if source.issued else ""
        return ", ".join(filter(None, (source.title, where, date)))

    @property
    def author(self) -> str:
        """Return the names of the authors."""
        return " and ".join(name.full for name in self.source.author)

    @property
    def publisher(self) -> str:
        """Return the publisher, or the publication if no publisher is known."""
        return self.source.publisher or self.source.container_title

    @property
    def holder(self) -> str:
        """Return the name to ask: the rights holder, else the publisher, else the author."""
        stated = self.source.rights.holder
        return stated if stated.lower() not in UNSTATED else self.publisher or self.author

    @property
    def use(self) -> str:
        """Return what the passages will be used for."""
        pack = f" “{self.title}”" if self.title else ""
        return f"Reproduction with notes in the teaching pack{pack}, for {self.circle}"

    @property
    def web(self) -> str:
        """Return the web address of the source; empty if it is not known."""
        found = address(self.source)
        return found.url if found else ""
