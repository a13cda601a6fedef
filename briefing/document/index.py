"""The index of a document: which things of the library are in it, and where. The tree itself knows nothing of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import Literal, get_args

from briefing.dataclass import dataclass
from briefing.document.blocks import Blocks, Definition, Question, Section
from briefing.document.pack import Document
from briefing.document.walking import walk_blocks

Kind = Literal["excerpt", "question", "country", "term", "source"]
"""What an index lists. A term is an actor that a glossary explains; a source is an entry in a list of sources."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of the library, and its place in the document."""

    key: str
    """Its id in the library."""
    id: str
    """The id of its node in the document."""
    sections: tuple[str, ...]
    """The ids of the sections around the node, the outermost first."""


@dataclass(frozen=True)
class Index:
    """What a document has of the library, in reading order."""

    excerpts: tuple[Entry, ...] = ()
    questions: tuple[Entry, ...] = ()
    countries: tuple[Entry, ...] = ()
    """Only countries that have a section of their own."""
    terms: tuple[Entry, ...] = ()
    sources: tuple[Entry, ...] = ()
    pages: Mapping[str, str] = field(default_factory=dict)
    """The page on which each id begins, by its number. Empty until a renderer has laid out the document: only it knows."""

    def within(self, section: str) -> Index:
        """Return the index of one section: the section itself, if it has an entry, and everything inside it."""

        def inside(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
            return tuple(entry for entry in entries if section in (entry.id, *entry.sections))

        return replace(
            self,
            excerpts=inside(self.excerpts),
            questions=inside(self.questions),
            countries=inside(self.countries),
            terms=inside(self.terms),
            sources=inside(self.sources),
        )


def index_of(document: Document, things: Mapping[str, tuple[Kind, str]]) -> Index:
    """Return the index of a document.

    Args:
        document: The finished document.
        things: The kind and the library id of each thing, by the id of its node. The document may lack some of these nodes.
    """
    found: dict[Kind, list[Entry]] = {kind: [] for kind in get_args(Kind)}
    for identity, sections in _placed((*document.blocks, *document.supplement), ()):
        if identity in things:
            kind, key = things[identity]
            found[kind].append(Entry(key, identity, sections))
    return Index(tuple(found["excerpt"]), tuple(found["question"]), tuple(found["country"]), tuple(found["term"]), tuple(found["source"]))


def _placed(blocks: Blocks, sections: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the id of each node that an index can list, with the ids of the sections around it."""
    for block in blocks:
        if isinstance(block, Section):
            yield block.id, sections
            yield from _placed(block.blocks, (*sections, block.id))
        else:
            yield from ((node.id, sections) for node in walk_blocks(block) if isinstance(node, Section | Question | Definition))
