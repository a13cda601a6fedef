"""`verify`: compare excerpts with the user's copies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing import outline, steps
from briefing.dataclass import dataclass
from briefing.errors import collect
from briefing.library import Excerpt, Library
from briefing.library.references import excerpts_named
from briefing.originals.copies import Copy
from briefing.passages.finding import PROVED, Passage, Status, find
from briefing.passages.misquotations import Typed, in_library, in_outline
from briefing.passages.typed import WRONG, words_of
from briefing.passages.typed import Status as TypedStatus
from briefing.passages.verdict import advice, cuts, verdict
from briefing.workspace import Workspace

FAULTS: frozenset[Status] = frozenset({"changed", "ambiguous", "missing", "unproved"})
"""Statuses with which no pack quotes a passage, although there is a copy."""


@dataclass(frozen=True, slots=True)
class VerifiedExcerpt:
    """An excerpt, compared with the copy of its source."""

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
class VerifiedQuotation:
    """A quotation typed in a text, with a citation, beside the copy of its source."""

    file: str
    line: int
    column: int
    source: str
    """The source that it was compared with, or in whose copy it was found."""
    status: TypedStatus
    words: int
    """Of the source's own."""
    verdict: str
    """What was found, in one sentence without a full stop."""
    advice: str
    """What to do about it."""
    paragraphs: tuple[int, ...]
    """Where it, or the text nearest to it, is in the copy."""


@dataclass(frozen=True, slots=True)
class Verified:
    """Excerpts and typed quotations, compared with the copies of their sources."""

    excerpts: tuple[VerifiedExcerpt, ...]
    quotations: tuple[VerifiedQuotation, ...] = ()

    @property
    def holds(self) -> bool:
        """Return whether no excerpt and no quotation has a fault."""
        return not any(each.status in FAULTS for each in self.excerpts) and not any(each.status in WRONG for each in self.quotations)


def run(workspace: Workspace, excerpts: Sequence[str] = ()) -> Verified:
    """Compare excerpts and typed quotations with the copies of their sources.

    Args:
        workspace: Where the library is.
        excerpts: Ids of excerpts. Default: all, and the quotations in all texts.

    Raises:
        BriefingError: There is no such excerpt, or something is wrong with the library.
    """
    library = steps.load(workspace)
    found = tuple(_verified(each, library.originals.get(each.source)) for each in excerpts_named(library, excerpts))
    return Verified(found, () if excerpts else tuple(map(_quotation, _typed(workspace, library))))


def _typed(workspace: Workspace, library: Library) -> Iterator[Typed]:
    """Yield the quotations in the library and in the outlines; an outline that cannot be read is for `check` to report."""
    yield from in_library(library, workspace.root)
    seen: set[tuple[str, int, int]] = set()
    for name in outline.names(workspace.templates):
        for plan in collect([], lambda name=name: steps.plans(workspace, library, [name], {})) or ():  # type: ignore[misc]
            for typed in in_outline(plan.origin, plan.outline, library):
                place = (typed.problem.file, typed.problem.line, typed.problem.column)
                if place not in seen:
                    yield typed
                seen.add(place)


def _quotation(typed: Typed) -> VerifiedQuotation:
    problem, compared = typed.problem, typed.compared
    return VerifiedQuotation(
        problem.file,
        problem.line,
        problem.column,
        compared.source,
        compared.status,
        words_of(typed.quotation),
        problem.message,
        problem.hint,
        compared.paragraphs,
    )


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
    found = [] if excerpt.within_sentence else [f"Warning: {cut.message}. {cut.hint}" for cut in cuts(passage, excerpt.edits)]
    count = len(passage.text.split())
    if count != excerpt.words:
        found.append(f"The passage has {count} words, and not {excerpt.words}. 'briefing verify --accept {excerpt.id}' writes that down.")
    if passage.status == "moved":
        found.append(f"briefing still quotes it. 'briefing verify --accept {excerpt.id}' writes down where it is.")
    return found
