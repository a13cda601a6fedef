"""`sources`: the user's own copies of sources, which packs quote from."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from briefing import steps
from briefing.dataclass import dataclass
from briefing.document.numbering import ranges
from briefing.errors import BriefingError, Problem, collect, near
from briefing.files.reading import read_text
from briefing.files.writing import all_or_nothing
from briefing.languages import ENGLISH, catalogue
from briefing.library import Library, Source, printed_pages
from briefing.library.citation_keys import by_key
from briefing.library.known_texts import known_by
from briefing.library.references import source_named
from briefing.originals import adding, following
from briefing.originals.adding import Addition, Ask, Shelf
from briefing.originals.any_format import read
from briefing.originals.copies import Copy
from briefing.originals.note_marks import guesses
from briefing.originals.readers.result import Reading
from briefing.originals.recognise import Known, body_of
from briefing.originals.records import marks, original
from briefing.passages import finding
from briefing.passages.finding import Status
from briefing.rights.conditions import limit_in_words
from briefing.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SourceCopy:
    """A source, and the user's copy of it where there is one."""

    id: str
    file: str
    """The name of the file that the copy was made from; empty where there is no copy."""
    added: str
    """The day on which it was added, ISO 8601."""
    paragraphs: int
    """Of the copy, else of the record."""
    words: int
    """Of the copy, else of the body of the record."""
    quotable: int
    """Excerpts whose passages are proved in the copy."""
    excerpts: int


@dataclass(frozen=True, slots=True)
class AddedFile:
    """A file that was added, and what can be quoted now."""

    file: Path
    reason: str
    """Why it belongs to this source."""
    is_present: bool
    """Whether the same file was there already. Then nothing was changed."""
    record: Path | None
    """The new record, to be completed; None where the source had one."""
    notices: tuple[str, ...]
    """What the reader left out or was not sure of."""
    copy: SourceCopy
    kept: Path | None = None
    """Where the bin of the workspace keeps the copy that this one replaced; None where there was none."""
    record_follows: tuple[str, ...] = ()
    """What changed in a record whose copy was replaced: `words: 640 → 655`, …"""


@dataclass(frozen=True, slots=True)
class Added:
    """Files that were added."""

    files: tuple[AddedFile, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """A copy that was taken out of a workspace, and the record with it if that was asked for."""

    source: str
    files: tuple[Path, ...]
    """What was removed."""
    kept: tuple[Path, ...]
    """Where the bin of the workspace keeps it, in the same order."""
    excerpts: int
    """Excerpts of the source, which cannot be quoted without a copy."""


@dataclass(frozen=True, slots=True)
class Copies:
    """All sources of a library."""

    sources: tuple[SourceCopy, ...]


@dataclass(frozen=True, slots=True)
class CopiedExcerpt:
    """An excerpt of a source, compared with the copy."""

    id: str
    status: Status
    paragraphs: tuple[int, ...]
    words: int
    doubts: tuple[str, ...] = ()
    """Why the copy may be otherwise than its file there."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Paragraphs of a copy that may be otherwise than in its file."""

    paragraphs: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class SourceDetails:
    """All that there is of a source."""

    copy: SourceCopy
    short: str
    """Author or publication."""
    title: str
    format: str
    """How the copy was read; empty where there is no copy."""
    pages: int
    """0 where they are not known."""
    sha256: str
    """Of the file that the copy was made from."""
    record_paragraphs: int
    record_words: int
    """Of the body, as the record has them."""
    basis: str
    """The basis on which passages are printed."""
    limit: str
    """As the record states it; empty where it states none."""
    allowed: int | None
    """Words that may be printed; None where no limit is stated."""
    taken: int
    """Words of all excerpts together."""
    excerpts: tuple[CopiedExcerpt, ...]
    marks: tuple[str, ...]
    """Lines to add to the record, so that another copy is recognised. Empty: the record has such lines."""
    notices: tuple[str, ...] = ()
    """What the reader of the file left out, joined or guessed."""
    doubts: tuple[Doubt, ...] = ()


def add(
    workspace: Workspace,
    files: Sequence[Path],
    *,
    source: str = "",
    new: bool = False,
    replace: bool = False,
    keep: bool = False,
    ask: Ask | None = None,
) -> Added:
    """Add copies of sources: all files, or none.

    Args:
        workspace: Where the library is.
        files: Texts, web pages, Word files, EPUBs, PDFs. They are left as they are.
        source: The id of the source whose text the one file holds. Default: recognised.
        new: Begin a record for a text that no source fits.
        replace: Replace the copy that is there.
        keep: Keep PDFs themselves, too: packs can then print their pages.
        ask: Is asked where there is doubt. Default: what is in doubt is refused.

    Raises:
        BriefingError: Every file that cannot be read, that fits no source or several, or whose source has another copy already.
    """
    if source and len(files) > 1:
        raise BriefingError([Problem("--as", 0, f"{len(files)} files cannot be copies of one source", "Add one file at a time.")])
    library = steps.load(workspace)
    source = by_key(library.sources.values()).get(source, source)
    shelf = Shelf({key: _known(record) for key, record in library.sources.items()}, library.originals)
    plan = adding.plan(_read(files), shelf, adding.Wishes(source, new=new, replace=replace), ask)
    followed = {key: found for each in plan if (found := _followed(each, library, workspace)) for key in [each.source]}
    try:
        after, kept = _write(plan, workspace, followed, keep=keep)
        left: dict[str, str] = {}
    except BriefingError as error:
        if not followed:
            raise
        # Other files cite paragraphs that the new copy numbers otherwise. Those are for people to change, and then the record.
        after, kept = _write(plan, workspace, {}, keep=keep)
        left = {key: _not_followed(found, error.problems[0]) for key, found in followed.items()}
    return Added(tuple(_added(each, after, workspace, kept.get(each.source), followed, left) for each in plan))


def remove(workspace: Workspace, source: str, *, record: bool = False) -> Removed:
    """Take the copy of a source out of the workspace. It goes into the bin.

    Args:
        workspace: Where the library is.
        source: The id of the source.
        record: Remove the record, too.

    Raises:
        BriefingError: There is no such copy, or other files need the record. Nothing is changed.
    """
    library = steps.load(workspace)
    source = source_named(library, source).id
    if source not in library.originals and not record:
        raise BriefingError([Problem("", 0, f"there is no copy of '{source}' to remove", "Add --record to remove its record.")])
    copy, about = workspace.seeds / "originals" / f"{source}.txt", workspace.seeds / "sources" / f"{source}.md"
    pdf = adding.kept_pdf(workspace.seeds, source)
    files = [*([copy] if source in library.originals else []), *([pdf] if pdf.is_file() else []), *([about] if record else [])]
    with all_or_nothing(workspace.root, lambda: _unneeded(workspace, source)) as batch:
        kept = [batch.keep(file) for file in files]
        for file in files:
            batch.remove(file)
    excerpts = sum(excerpt.source == source for excerpt in library.excerpts.values())
    return Removed(source, tuple(files), tuple(kept), excerpts)


def _unneeded(workspace: Workspace, source: str) -> None:
    """Refuse to go on if the library needs what was removed.

    Raises:
        BriefingError: Each place that needs it.
    """
    try:
        steps.load(workspace)
    except BriefingError as error:
        hint = f"This needs the record of '{source}'. Take it out first, or remove the copy only, without --record."
        raise BriefingError(dataclasses.replace(problem, hint=hint) for problem in error.problems) from None


def list_sources(workspace: Workspace) -> Copies:
    """Return every source, with its copy and how many of its excerpts can be quoted.

    Raises:
        BriefingError: Everything that is wrong with the library.
    """
    library = steps.load(workspace)
    return Copies(tuple(_copy(library, each) for each in library.sources.values()))


def show(workspace: Workspace, source: str) -> SourceDetails:
    """Return what there is of a source: its record, the copy, the excerpts, the words left under its limit.

    Raises:
        BriefingError: There is no such source, or something is wrong with the library.
    """
    library = steps.load(workspace)
    record = source_named(library, source)
    source, copy = record.id, library.originals.get(record.id)
    excerpts = [excerpt for excerpt in library.excerpts.values() if excerpt.source == source]
    found = [(excerpt, finding.find(excerpt, copy)) for excerpt in excerpts]
    pages = copy.provenance.pages if copy else ()
    return SourceDetails(
        _copy(library, record),
        record.name,
        record.title,
        copy.provenance.format if copy else "",
        max(pages, default=0),
        copy.provenance.sha256 if copy else "",
        record.original.paragraphs,
        record.original.words,
        catalogue(ENGLISH).say(f"rights.basis.{record.rights.basis}"),
        record.rights.limit,
        limit_in_words(record.rights.limit, record.original.words),
        sum(excerpt.words for excerpt in excerpts),
        tuple(
            CopiedExcerpt(
                excerpt.id,
                passage.status,
                tuple(passage.paragraphs or excerpt.paragraphs),
                excerpt.words,
                copy.doubts({*passage.paragraphs} - {*record.original.compared}) if copy else (),
            )
            for excerpt, passage in found
        ),
        tuple(marks(body_of(copy.paragraphs, record.original.body))) if copy and not record.original.sketch else (),
        (*copy.provenance.notices, *filter(None, [printed_pages.unknown(record, copy)])) if copy else (),
        tuple(Doubt(where, reason) for reason, where in copy.provenance.doubts.items()) if copy else (),
    )


def _read(files: Sequence[Path]) -> list[tuple[Path, Reading]]:
    problems: list[Problem] = []
    found = [(file, collect(problems, lambda file=file: read(file))) for file in files]  # type: ignore[misc]
    if problems:
        raise BriefingError(problems)
    return [(file, reading) for file, reading in found if reading is not None]


@dataclass(frozen=True, slots=True)
class _Followed:
    """A record that follows a new copy."""

    text: str | None
    """Of its file; None where a person has to change it."""
    changes: tuple[str, ...]
    new: Mapping[str, str]


def _followed(addition: Addition, library: Library, workspace: Workspace) -> _Followed | None:
    """Return the record that follows a new copy of its text; None where nothing changes."""
    old, record = library.originals.get(addition.source), library.sources.get(addition.source)
    if record is None or addition.present:
        return None
    if not record.original.paragraphs:
        return _completed(addition, workspace)
    if old is None:
        return None
    paragraphs, told = addition.reading.paragraphs, record.original
    new = following.values(paragraphs, following.body(old.paragraphs, told.body, paragraphs))
    was = {
        "paragraphs": str(told.paragraphs),
        "body": ranges(told.body, dash="-"),
        "words": str(told.words),
        "sha256": told.sha256 or "",
        "sketch": "".join(told.sketch.split()),
    }
    changed = [key for key, value in new.items() if was[key] != value]
    if not changed:
        return None
    shown = tuple(f"{key}: {was[key]} → {new[key]}" if key not in ("sha256", "sketch") else key for key in changed)
    shown += (f"compared: {ranges(told.compared)} → none, because the copy is new",) if told.compared else ()
    path = workspace.seeds / "sources" / f"{addition.source}.md"
    return _Followed(following.rewritten(read_text(path, near(path)), new), shown, new)


def _completed(addition: Addition, workspace: Workspace) -> _Followed:
    """Return the record of a source that was only cited, with what it says of the text of its first copy."""
    path = workspace.seeds / "sources" / f"{addition.source}.md"
    paragraphs = addition.reading.paragraphs
    new = following.values(paragraphs, range(1, len(paragraphs) + 1))
    said = tuple(f"{key}: {new[key]}" for key in ("paragraphs", "body", "words"))
    return _Followed(following.completed(read_text(path, near(path)), original(addition.reading)), said, new)


def _not_followed(found: _Followed, problem: Problem) -> str:
    settings = ", ".join(f"{key}: {value}" for key, value in found.new.items() if key in ("paragraphs", "body", "words"))
    return f"the record still describes the old copy, because {problem.file} would not fit the new one: {problem.message} ({settings})"


def _write(
    plan: Sequence[Addition], workspace: Workspace, followed: Mapping[str, _Followed], *, keep: bool
) -> tuple[Library, dict[str, Path]]:
    """Write copies and records, and read the library with them; if it cannot be read then, nothing is written."""
    after: list[Library] = []
    with all_or_nothing(workspace.root, lambda: after.append(steps.load(workspace))) as batch:
        kept = adding.write(plan, workspace.seeds, dt.datetime.now(tz=dt.UTC).date().isoformat(), batch, keep=keep)
        for key, found in followed.items():
            if found.text is not None:
                record = workspace.seeds / "sources" / f"{key}.md"
                batch.keep(record)
                batch.write(record, found.text)
    return after[0], kept


def _known(source: Source) -> Known:
    """Return what a file is recognised by. Author and DOI count only where nothing is known of the text: the file may be half of it."""
    found = known_by(source)
    return dataclasses.replace(found, authors=(), doi="") if found.sketch else found


def _added(
    addition: Addition,
    library: Library,
    workspace: Workspace,
    kept: Path | None,
    followed: Mapping[str, _Followed],
    left: Mapping[str, str],
) -> AddedFile:
    found = followed.get(addition.source)
    by_hand = found is not None and found.text is None
    changes = found.changes if found and addition.source not in left and not by_hand else ()
    more = [left[addition.source]] if addition.source in left else []
    more += [f"change its record by hand: {', '.join(found.changes)}"] if found and by_hand and not more else []
    return AddedFile(
        addition.file,
        addition.reason,
        addition.present,
        workspace.seeds / "sources" / f"{addition.source}.md" if addition.record else None,
        (*addition.reading.notices, *guesses(addition.reading.paragraphs), *more),
        _copy(library, library.sources[addition.source]),
        kept,
        changes,
    )


def _copy(library: Library, source: Source) -> SourceCopy:
    copy = library.originals.get(source.id)
    statuses = [finding.find(excerpt, copy).status for excerpt in library.excerpts.values() if excerpt.source == source.id]
    quotable = sum(status in finding.PROVED for status in statuses)
    if copy is None:
        return SourceCopy(source.id, "", "", source.original.paragraphs, source.original.words, 0, len(statuses))
    origin = copy.provenance
    return SourceCopy(source.id, origin.file, origin.added, len(copy.paragraphs), _words(copy), quotable, len(statuses))


def _words(copy: Copy) -> int:
    return sum(len(paragraph.split()) for paragraph in copy.paragraphs)
