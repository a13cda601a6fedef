"""The subjects of sheets: the whole pack, its sessions or its countries, each with its questions, excerpts, sources and terms."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.assemble.glossary import mentioned
from briefing.dataclass import dataclass
from briefing.document import Section, plain, walk_blocks
from briefing.document.index import Index
from briefing.library import Library
from briefing.steps import Pack


@dataclass(frozen=True, slots=True)
class Subject:
    """What one sheet is about. All but the title are ids."""

    id: str
    """For names of files; unique among the subjects of a pack."""
    title: str
    country: str = ""
    questions: tuple[str, ...] = ()
    excerpts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()

    def values(self) -> dict[str, str]:
        """Return what a kind of handout may ask for, as text. What is empty is not in the pack."""
        return {
            "country": self.country,
            "questions": ", ".join(self.questions),
            "excerpts": ", ".join(self.excerpts),
            "compared": ", ".join(self.sources),
            "actors": ", ".join(self.actors),
        }


def whole(pack: Pack, library: Library) -> Subject:
    """Return a pack as one subject."""
    return _subject("", pack.document.title, pack.document.blocks, pack.index, library)


def sessions(pack: Pack, library: Library) -> list[Subject]:
    """Return the outermost sections with questions, or the whole pack if no section has any."""
    found = [
        _subject(block.id, plain(block.title), block, pack.index.within(block.id), library)
        for block in pack.document.blocks
        if isinstance(block, Section)
    ]
    return [subject for subject in found if subject.questions] or [whole(pack, library)]


def countries(pack: Pack, library: Library) -> list[Subject]:
    """Return the countries that have a page in the pack, in its order, each with the questions and passages of the pack about it."""
    everything = whole(pack, library)
    pages = {node.id: node for node in walk_blocks(pack.document.blocks) if isinstance(node, Section)}
    first: dict[str, Section] = {}
    for entry in pack.index.countries:
        first.setdefault(entry.key, pages[entry.id])
    return [_about(library.countries[key].name, key, everything, page, library) for key, page in first.items()]


def _about(name: str, key: str, pack: Subject, page: Section, library: Library) -> Subject:
    excerpts = tuple(each for each in pack.excerpts if key in library.excerpts[each].countries)
    questions = tuple(each for each in pack.questions if set(library.questions[each].excerpts) & set(excerpts))
    return Subject(key, name, key, questions, excerpts, _sources(excerpts, library), _actors(page, library))


def _subject(identity: str, title: str, node: object, index: Index, library: Library) -> Subject:
    questions = tuple(entry.key for entry in index.questions)
    excerpts = tuple(entry.key for entry in index.excerpts)
    return Subject(identity, title, "", questions, excerpts, _sources(excerpts, library), _actors(node, library))


def _sources(excerpts: Sequence[str], library: Library) -> tuple[str, ...]:
    return tuple(dict.fromkeys(library.excerpts[key].source for key in excerpts))


def _actors(node: object, library: Library) -> tuple[str, ...]:
    return tuple(sorted(mentioned(node, library)))
