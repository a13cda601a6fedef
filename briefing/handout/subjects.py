"""What there is to make a sheet of: the parts of a pack, the countries in it, and what each part asks, names and quotes."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from briefing.assemble.excerpt_section import section_id
from briefing.assemble.glossary import mentioned
from briefing.document import Document, Question, Section, plain, walk
from briefing.library import Library


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


def whole(document: Document, library: Library) -> Subject:
    """Return a pack as one subject."""
    return _subject("", document.title, document.blocks, library)


def sessions(document: Document, library: Library) -> list[Subject]:
    """Return the outermost sections that ask something; the whole pack where its questions stand in none."""
    found = [_subject(block.id, plain(block.title), block, library) for block in document.blocks if isinstance(block, Section)]
    return [subject for subject in found if subject.questions] or [whole(document, library)]


def countries(document: Document, library: Library) -> list[Subject]:
    """Return the countries that have a page in the pack, in its order, each with the questions and passages of the pack about it."""
    pages = {node.id: node for node in walk(document.blocks) if isinstance(node, Section)}
    pack = whole(document, library)
    present = [key for identity in pages if (key := identity.removeprefix("country-")) != identity and key in library.countries]
    return [_about(library.countries[key].name, key, pack, pages[f"country-{key}"], library) for key in present]


def _about(name: str, key: str, pack: Subject, page: Section, library: Library) -> Subject:
    excerpts = tuple(each for each in pack.excerpts if key in library.excerpts[each].countries)
    questions = tuple(each for each in pack.questions if set(library.questions[each].excerpts) & set(excerpts))
    sources = tuple(dict.fromkeys(library.excerpts[each].source for each in excerpts))
    return Subject(key, name, key, questions, excerpts, sources, _actors(page, library))


def _subject(identity: str, title: str, node: object, library: Library) -> Subject:
    ids = [each.id for each in walk(node) if isinstance(each, Section | Question)]
    questions = _known(ids, "question-", library.questions)
    excerpts = _known(ids, section_id(""), library.excerpts)
    sources = tuple(dict.fromkeys(library.excerpts[key].source for key in excerpts))
    return Subject(identity, title, "", questions, excerpts, sources, _actors(node, library))


def _known(ids: Sequence[str], prefix: str, shelf: Container[str]) -> tuple[str, ...]:
    return tuple(key for each in ids if (key := each.removeprefix(prefix)) != each and key in shelf)


def _actors(node: object, library: Library) -> tuple[str, ...]:
    return tuple(sorted(mentioned(node, library)))
