"""A copy with the excerpts that were chosen from it, and notes and marked changes for the words of one of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from briefing import steps
from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem, near
from briefing.files.reading import read_text
from briefing.files.resetting import with_item
from briefing.files.writing import all_or_nothing
from briefing.library import Annotation, Excerpt, NoteKind
from briefing.library.references import excerpts_named, source_named
from briefing.passages import drafts
from briefing.passages.choosing import Point, between
from briefing.passages.editing import edited, occurrences
from briefing.passages.finding import Status, find, reach
from briefing.passages.readings import Reading, Span, reading
from briefing.verbs.copy_text import CopiedParagraph, copy_of
from briefing.workspace import Workspace

Stretch = tuple[int, int, int]
"""A part of a copy: the number of a paragraph, and the places of its first character and after its last."""
Kind = Literal["passage", "note", "elision", "emphasis"]


@dataclass(frozen=True, slots=True)
class Lit:
    """Words of a copy that an excerpt has chosen, or that something in it is about."""

    excerpt: str
    kind: Kind
    text: str
    """The title of the excerpt, or what the note says."""
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class MarkedCopy:
    """A copy with its excerpts."""

    source: str
    title: str
    short: str
    """Author or publication."""
    file: str
    """The name of the file that the copy was made from."""
    paragraphs: tuple[CopiedParagraph, ...]
    lit: tuple[Lit, ...]
    statuses: Mapping[str, Status]
    """What became of the passage of each excerpt."""


@dataclass(frozen=True, slots=True)
class Marked:
    """An excerpt that has one note more, or one change."""

    file: Path
    excerpt: str
    words: str
    """The words that it is about."""


def marked_copy(workspace: Workspace, source: str) -> MarkedCopy:
    """Return the text of the copy of a source, and where its excerpts are.

    Raises:
        BriefingError: There is no such source or copy, or something is wrong with the library.
    """
    library = steps.load(workspace)
    record = source_named(library, source)
    copy = copy_of(library, record.id)
    body = reading(copy.paragraphs)
    lit: list[Lit] = []
    statuses: dict[str, Status] = {}
    for excerpt in library.excerpts.values():
        if excerpt.source != record.id:
            continue
        passage = find(excerpt, copy)
        statuses[excerpt.id] = passage.status
        span = _span(excerpt, body, passage.paragraphs)
        if span is not None:
            lit.append(Lit(excerpt.id, "passage", excerpt.title, tuple(body.stretches(span))))
            lit += _inside(excerpt, body, span)
    paragraphs = (
        CopiedParagraph(number, copy.page(number) or 0, words, copy.doubts((number,))) for number, words in enumerate(copy.paragraphs, 1)
    )
    return MarkedCopy(record.id, record.title, record.name, copy.provenance.file, tuple(paragraphs), tuple(lit), statuses)


def annotate(
    workspace: Workspace,
    excerpt: str,
    text: str,
    *,
    start: Point | None = None,
    end: Point | None = None,
    kind: NoteKind | None = None,
    audience: Literal["everyone", "teacher"] = "everyone",
) -> Marked:
    """Add a note to an excerpt. Everything else in its file stays.

    Args:
        workspace: Where the library is.
        excerpt: The id of the excerpt.
        text: What the note says, in Markdown.
        start: Where the words begin that the note is about. Default: the note is about the whole passage.
        end: Where they end.
        kind: What the note does. Default: nothing is printed before it.
        audience: Who may see it.

    Raises:
        BriefingError: There is no such excerpt, the words are not in its passage, or the note is wrong. Nothing is written.
    """
    words = _words(workspace, excerpt, start, end) if start and end else ""
    note = drafts.note(Annotation(" ".join(text.split()), kind, on_original=words, audience=audience))
    return _added(workspace, excerpt, "notes", note, words)


def change(workspace: Workspace, excerpt: str, kind: Literal["elide", "emphasis"], start: Point, end: Point) -> Marked:
    """Leave words of a passage out, or stress them. Packs print the change as one.

    Args:
        workspace: Where the library is.
        excerpt: The id of the excerpt.
        kind: What to do with the words.
        start: Where they begin.
        end: Where they end.

    Raises:
        BriefingError: There is no such excerpt, the words are not in its passage, or another change has some of them.
    """
    words = _words(workspace, excerpt, start, end)
    return _added(workspace, excerpt, "edits", {kind: words}, words)


def _added(workspace: Workspace, excerpt: str, key: str, item: Mapping[str, Any], words: str) -> Marked:
    path = workspace.seeds / "excerpts" / f"{excerpt}.md"
    text = with_item(read_text(path, near(path)), key, item)
    if text is None:
        what = f"the '{key}' of this excerpt are written in an unusual way"
        raise BriefingError([Problem(near(path), 0, what, f"Add this by hand below '{key}:'.")])
    with all_or_nothing(workspace.root, lambda: _holds(workspace, excerpt)) as batch:
        batch.write(path, text)
    return Marked(path, excerpt, words)


def _holds(workspace: Workspace, excerpt: str) -> None:
    """Refuse a change of a passage that cannot be printed.

    Raises:
        BriefingError: The library is wrong now, or the changes of the excerpt overlap.
    """
    library = steps.load(workspace)
    found = library.excerpts[excerpt]
    passage = find(found, library.originals.get(found.source))
    faults = edited(passage.text, found.edits).faults if passage.text else ()
    if faults:
        raise BriefingError(Problem(f"seeds/excerpts/{excerpt}.md", 0, each.message, each.hint) for each in faults)


def _words(workspace: Workspace, excerpt: str, start: Point, end: Point) -> str:
    """Return the words between two places, with more around them where the passage has them twice.

    Raises:
        BriefingError: They are not in the passage of the excerpt.
    """
    library = steps.load(workspace)
    (found,) = excerpts_named(library, [excerpt])
    copy = copy_of(library, found.source)
    body = reading(copy.paragraphs)
    outer = _span(found, body, find(found, copy).paragraphs)
    inner = between(copy, start, end)
    if outer is None or not (outer[0] <= inner[0] and inner[1] <= outer[1]):
        what = f"these words are not in the passage of '{excerpt}'"
        raise BriefingError([Problem(f"seeds/excerpts/{excerpt}.md", 0, what, "Mark words inside the passage.")])
    return body.text[slice(*body.alone(inner, outer))]


def _span(excerpt: Excerpt, body: Reading, paragraphs: tuple[int, ...]) -> Span | None:
    """Return where the passage of an excerpt is in the copy, if it is proved there."""
    found = body.pairs(excerpt.select, reach(excerpt))
    return next((span for span in found if body.sha256(span) == excerpt.sha256 and body.paragraphs(span) == paragraphs), None)


def _inside(excerpt: Excerpt, body: Reading, span: Span) -> list[Lit]:
    """Return the words of a passage that its notes and changes are about."""
    wanted: list[tuple[Kind, str, str]] = [("note", each.on_original, each.text) for each in excerpt.notes if each.on_original]
    wanted += [("elision", each.elide, "") for each in excerpt.edits if each.elide]
    wanted += [("emphasis", each.emphasis, "") for each in excerpt.edits if each.emphasis]
    passage = body.text[slice(*span)]
    found = []
    for kind, words, text in wanted:
        for begin, end in occurrences(passage, words)[:1]:
            found.append(Lit(excerpt.id, kind, text, tuple(body.stretches((span[0] + begin, span[0] + end)))))
    return found
