"""`sources show --text`: the text of a copy, with the numbers of its paragraphs and pages."""

from __future__ import annotations

from briefing import steps
from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem
from briefing.library import Library
from briefing.library.references import source_named
from briefing.originals.copies import Copy
from briefing.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CopiedParagraph:
    """A paragraph of a copy."""

    number: int
    page: int
    """The page of the file on which it begins; 0 where that is not known."""
    text: str
    doubts: tuple[str, ...] = ()
    """Why it may be otherwise than in the file."""


@dataclass(frozen=True, slots=True)
class CopyText:
    """The text of a copy."""

    source: str
    file: str
    """The name of the file that the copy was made from."""
    paragraphs: tuple[CopiedParagraph, ...]


def text(workspace: Workspace, source: str) -> CopyText:
    """Return the text of the copy of a source, with the numbers of its paragraphs and pages.

    Raises:
        BriefingError: There is no such source or copy, or something is wrong with the library.
    """
    copy = copy_of(steps.load(workspace), source)
    return CopyText(source, copy.provenance.file, paragraphs_of(copy))


def paragraphs_of(copy: Copy) -> tuple[CopiedParagraph, ...]:
    """Return the paragraphs of a copy, with their numbers and pages."""
    numbered = enumerate(copy.paragraphs, 1)
    return tuple(CopiedParagraph(number, copy.page(number) or 0, words, copy.doubts((number,))) for number, words in numbered)


def copy_of(library: Library, source: str) -> Copy:
    """Return the copy of a source.

    Raises:
        BriefingError: There is no such source, or no copy of it.
    """
    source = source_named(library, source).id
    copy = library.originals.get(source)
    if copy is None:
        raise BriefingError([Problem("", 0, f"there is no copy of '{source}'", "Add yours with 'briefing sources add FILE'.")])
    return copy
