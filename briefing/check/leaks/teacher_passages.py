"""The passages of a library that are for the teacher only, and the texts that students may read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import fields, is_dataclass, replace

from briefing import markup
from briefing.check.leaks.letters import letters
from briefing.check.leaks.sought import Passage
from briefing.check.record_texts import texts
from briefing.document import (
    Citation,
    Code,
    Document,
    Emphasis,
    Indexed,
    Inline,
    Language,
    LineBreak,
    Link,
    NoteMark,
    Quote,
    Reference,
    Script,
    SmallCaps,
    Strong,
    Struck,
    Term,
    Text,
    plain,
    walk_blocks,
)
from briefing.library import Annotation, Library
from briefing.library.answers_within import file_of
from briefing.system.patterns import pattern

_DIVISION = "\n"


def passages(library: Library, folder: str = "seeds") -> tuple[Passage, ...]:
    """Return all answers of a library, and all notes that are marked `for: teacher`, whatever outline prints them.

    Args:
        library: What people wrote.
        folder: The folder of the library, as the user knows it.
    """
    return tuple(passage(name, text) for name, text in written(library, folder).items())


def written(library: Library, folder: str = "seeds") -> dict[str, str]:
    """Return the same in Markdown, by the place where it is written."""
    found = dict[str, str]()
    for answer in library.answers.values():
        file = file_of(library, "answers", answer.id, folder)
        found[file if file.endswith(f"/{answer.id}.md") else f"the answer to '{answer.id}' in {file}"] = answer.text
    for excerpt in library.excerpts.values():
        for number, note in enumerate(excerpt.notes, 1):
            if note.audience == "teacher":
                found[f"note {number} of {folder}/excerpts/{excerpt.id}.md"] = note.text
    return found


def passage(name: str, text: str) -> Passage:
    """Return a Markdown text as a passage."""
    stretches = tuple(_stretches(markup.parse(text).blocks))
    return Passage(name, " ".join(stretches), stretches)


def _stretches(node: object) -> Iterator[str]:
    """Yield words that stand together in every format: those of a paragraph, cell or heading between two citations."""
    if isinstance(node, tuple) and any(isinstance(each, Inline) for each in node):
        yield from filter(str.strip, "".join(_pieces(node)).split(_DIVISION))
    elif isinstance(node, tuple):
        for each in node:
            yield from _stretches(each)
    elif is_dataclass(node):
        for field in fields(node):
            yield from _stretches(getattr(node, field.name))


def _pieces(inlines: tuple[object, ...]) -> Iterator[str]:
    for each in inlines:
        match each:
            case Text(text):
                yield text
            case LineBreak():
                yield " "
            case Reference():
                yield _DIVISION
            case NoteMark(children=children):
                yield from (*_pieces(children), _DIVISION)
            case Emphasis(children) | Strong(children) | Script(children) | SmallCaps(children) | Struck(children) | Code(children):
                yield from _pieces(children)
            case Citation(children):
                yield from _pieces(children)
            case Link(children=children) | Term(children=children) | Language(children=children) | Indexed(children=children):
                yield from _pieces(children)


def readable(library: Library, outline: object, document: Document, withheld: Collection[str] = ()) -> Iterator[str]:
    """Yield every text that students may read: of library and outline, quotations that are printed, and those that the teacher makes.

    What the document says otherwise is not among them: it comes from these, or it is a leak.

    Args:
        library: What people wrote. Of the users' copies of articles a pack prints but passages.
        outline: The outline, filled.
        document: The students'.
        withheld: Texts of library and outline that are in the teacher's edition only.
    """
    everything = (*student_texts(replace(library, answers={}, originals={})), *student_texts(outline))
    yield from (text for text in everything if text not in withheld)
    yield from (plain(node) for node in walk_blocks(document) if isinstance(node, Quote))
    yield from quoted(library, withheld)


_QUOTED = pattern(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|„[^“”„]*[“”]|‘[^‘]*?’(?!\w)|^(?:>.*\n?)+", re.MULTILINE)
"""Words between quotation marks, and block quotations in Markdown."""
_CITED = pattern(r"@([\w-]+)")
_OMITTED = pattern(r"\[[^\]]*\]|…|\.\.\.")


def quoted(library: Library, withheld: Collection[str] = ()) -> Iterator[str]:
    """Yield the words of sources that texts for the teacher take over: they are their authors' words, not the teacher's.

    These are the copies of the sources that the texts cite, and quotations that any copy has, with or without a citation. Where a quotation
    leaves words out, each part counts by itself.

    Args:
        library: Its answers, its teacher's notes, and the users' copies.
        withheld: Other texts for the teacher.
    """
    notes = [(excerpt.source, note.text) for excerpt in library.excerpts.values() for note in excerpt.notes if note.audience == "teacher"]
    theirs = (*(answer.text for answer in library.answers.values()), *(text for _, text in notes), *withheld)
    cited = {source for source, _ in notes}.union(*(_CITED.findall(text) for text in theirs))
    yield from ("\n".join(copy.paragraphs) for key, copy in library.originals.items() if key in cited)
    parts = {part: letters(part) for text in theirs for part in _quotations(text)}
    others = [letters("\n".join(copy.paragraphs)) for key, copy in library.originals.items() if key not in cited] if parts else []
    yield from (part for part, plain_part in parts.items() if plain_part and any(plain_part in copy for copy in others))


def _quotations(text: str) -> Iterator[str]:
    """Yield what stands in quotation marks and block quotations of a Markdown text, divided where words are left out."""
    for match in _QUOTED.finditer(text):
        words = re.sub(r"^>", "", match[0], flags=re.MULTILINE)
        yield from _OMITTED.split(words)


def student_texts(thing: object) -> Iterator[str]:
    """Yield every text inside a record, without the teacher's notes."""
    return texts(thing, is_passed_over=lambda each: isinstance(each, Annotation) and each.audience == "teacher")
