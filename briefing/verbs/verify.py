"""`verify`: excerpts compared with the user's copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing import steps
from briefing.errors import BriefingError, Problem, nearest
from briefing.library import Excerpt, Library
from briefing.originals.copies import Copy
from briefing.passages.finding import PROVED, Passage, Status, find
from briefing.passages.verdict import READ_IT_WHOLE, advice, sentence_begins, verdict
from briefing.workspace import Workspace

FAULTS: frozenset[Status] = frozenset({"changed", "ambiguous", "missing", "unproved"})
"""States in which no pack quotes a passage although there is a copy."""


@dataclass(frozen=True, slots=True)
class VerifiedExcerpt:
    """An excerpt beside the copy of its source."""

    id: str
    source: str
    status: Status
    verdict: str
    """What was found, in one sentence without a full stop."""
    paragraphs: tuple[int, ...]
    """Where the passage is in the copy; empty where it was not found."""
    words: int
    """Of the passage that was found."""
    advice: tuple[str, ...]
    """What to do about it, a sentence or two each."""
    passage: str
    """The passage, or the text that is most like it. A line for each paragraph."""


@dataclass(frozen=True, slots=True)
class Verified:
    """Excerpts beside the copies of their sources."""

    excerpts: tuple[VerifiedExcerpt, ...]

    @property
    def holds(self) -> bool:
        """Return whether no excerpt has a fault."""
        return not any(each.status in FAULTS for each in self.excerpts)


def run(workspace: Workspace, excerpts: Sequence[str] = ()) -> Verified:
    """Compare excerpts with the copies of their sources.

    Args:
        workspace: Where the library is.
        excerpts: Ids of excerpts. Default: all.

    Raises:
        BriefingError: There is no such excerpt, or something is wrong with the library.
    """
    library = steps.load(workspace)
    return Verified(tuple(_verified(each, library.originals.get(each.source)) for each in named(library, excerpts)))


def named(library: Library, names: Sequence[str]) -> list[Excerpt]:
    """Return the excerpts with some ids, or all where none is given.

    Raises:
        BriefingError: The ids that no excerpt has.
    """
    problems = [
        Problem("", 0, f"there is no excerpt '{name}'", nearest(name, library.excerpts, "'briefing list excerpts' shows all."))
        for name in names
        if name not in library.excerpts
    ]
    if problems:
        raise BriefingError(problems)
    return [library.excerpts[name] for name in dict.fromkeys(names or library.excerpts)]


def _verified(excerpt: Excerpt, copy: Copy | None) -> VerifiedExcerpt:
    passage = find(excerpt, copy)
    proved = passage.status in PROVED
    return VerifiedExcerpt(
        excerpt.id,
        excerpt.source,
        passage.status,
        verdict(excerpt, passage, copy),
        tuple(passage.paragraphs),
        len((passage.text if proved else passage.candidate).split()),
        tuple(_advice(excerpt, passage) if proved else advice(excerpt, passage, copy).split("\n") if copy else ()),
        passage.text if proved else passage.candidate if copy else "",
    )


def _advice(excerpt: Excerpt, passage: Passage) -> list[str]:
    """Return what to write in the file of an excerpt whose passage is proved."""
    found = []
    if passage.before:
        found.append(f"Warning: {sentence_begins(passage.before)}. {READ_IT_WHOLE}")
    count = len(passage.text.split())
    if count != excerpt.words:
        found.append(f"The passage has {count} words: correct 'words: {excerpt.words}'.")
    if passage.status == "moved":
        first, last = passage.paragraphs[0], passage.paragraphs[-1]
        found.append(f"It is quoted all the same. To have it exact, write paragraphs: {first if first == last else f'{first}-{last}'}")
    return found
