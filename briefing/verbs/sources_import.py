"""`sources import`: records of sources from the bibliographies of other programs, and the copies that belong to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path

from briefing import steps
from briefing.check.library import characters
from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem, near
from briefing.exchange import attachments, bibliography_files, importing_works
from briefing.exchange.importing_works import Planned, Twin
from briefing.files.reading import read_text
from briefing.files.writing import all_or_nothing
from briefing.library import Library
from briefing.library.known_texts import known_by
from briefing.originals import adding, following, records
from briefing.originals.adding import Addition
from briefing.originals.readers.result import Reading
from briefing.originals.recognise import SURE, Known, Match, matches
from briefing.workspace import Workspace


@dataclass(frozen=True, slots=True)
class KeptSetting:
    """A setting in which the record and the bibliography differ. The record stays as it is, because a person wrote it."""

    setting: str
    in_record: str
    """Empty if the person has taken the setting out."""
    in_bibliography: str


@dataclass(frozen=True, slots=True)
class ImportedRecord:
    """A source of a bibliography."""

    id: str
    outcome: str
    """`new`, `updated` or `unchanged`."""
    record: Path
    bibliography: Path
    line: int
    """Where the work begins in the bibliography; 0 if that is not known."""
    key: str
    """Its key there."""
    type: str
    title: str
    changed: tuple[str, ...]
    """The settings that have another value now."""
    kept: tuple[KeptSetting, ...]
    remarks: tuple[str, ...]
    """What the bibliography says and no setting can hold: it is kept as remarks in the record."""
    notices: tuple[str, ...]
    twins: tuple[Twin, ...] = ()
    """The further entries about the same work. They make one record."""
    copy: str = ""
    """The file that became the copy of the source; empty if there is none from this import."""
    copy_reason: str = ""
    """Why the file belongs to this source."""


@dataclass(frozen=True, slots=True)
class LeftFile:
    """A file that became no copy in this import."""

    file: str
    reason: str
    new: Path | None = None
    """The path of a file that no record is like: it may be the text of a new one."""


@dataclass(frozen=True, slots=True)
class ImportedBibliographies:
    """Bibliographies that were imported."""

    records: tuple[ImportedRecord, ...]
    left: tuple[LeftFile, ...]
    """Files that became no copies, and why."""
    notices: tuple[str, ...]
    """What there is to say of a whole bibliography."""


@dataclass(slots=True)
class _Copies:
    """The copies that come with an import."""

    additions: dict[str, Addition] = field(default_factory=dict)
    """By the id of the source."""
    left: list[LeftFile] = field(default_factory=list)
    missing: list[tuple[str, str, str]] = field(default_factory=list)
    """The id of a source, the name of a file that is to be its copy and is not there, and the bibliography that names it."""


def import_(workspace: Workspace, files: Sequence[Path], *, match: Sequence[Path] | None = None) -> ImportedBibliographies:
    """Make records from bibliographies, or let records follow them: all, or none.

    Args:
        workspace: Where the library is.
        files: Bibliographies in BibTeX, BibLaTeX, RIS, EndNote XML, Refer, MODS, Zotero RDF, CSL-JSON, CSL-YAML or the JSON of Zotero, or
            folders that Zotero has exported with files.
        match: Texts, and folders with texts, that become the copies of the records they belong to.

    Raises:
        BriefingError: Everything that cannot be read, a text that is not there, or what keeps a record from being written.
    """
    attachments.refuse_missing(match or ())
    read = bibliography_files.read(bibliography_files.found(files))
    library = steps.load(workspace)
    fonts = steps.typefaces_of(workspace)
    folder = workspace.seeds / "sources"
    planned = importing_works.plan(read, library, lambda key: read_text(folder / f"{key}.md", near(folder / f"{key}.md")))
    for each in planned:
        if what := characters.in_settings("it", each.work.fields, fonts):
            each.notices.append(what)
    copies = _named(planned, library)
    _match(list(attachments.offered(match or ())), planned, library, copies)
    _miss(copies, library)
    _write(planned, copies.additions, workspace, library)
    notices = tuple(f"{near(each.path)}: {notice}" for each in read for notice in each.notices)
    return ImportedBibliographies(tuple(_result(each, copies, folder) for each in planned), tuple(copies.left), notices)


# ── copies ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _named(planned: Sequence[Planned], library: Library) -> _Copies:
    """Read the files that the bibliographies name, the best of each work first."""
    copies = _Copies()
    waiting: dict[str, list[Path]] = {}
    for each in planned:
        for bibliography in dict.fromkeys(its.path for its, _ in each.files):
            found, missing = attachments.named([file for its, file in each.files if its.path == bibliography], bibliography.parent)
            copies.missing += [(each.source, name, bibliography.name) for name in missing]
            if each.source not in library.originals:
                waiting.setdefault(each.source, []).extend(found)
    while waiting:
        first = {source: files.pop(0) for source, files in waiting.items() if files}
        readings = attachments.readings(list(first.values()))
        for source, file in first.items():
            reading = readings[file]
            if isinstance(reading, str):
                copies.left.append(LeftFile(near(file), reading))
            else:
                copies.additions[source] = Addition(file, reading, source, "the bibliography names it")
                copies.left += [LeftFile(near(other), f"'{file.name}' is the copy of '{source}' now") for other in waiting[source]]
                waiting[source] = []
        waiting = {source: files for source, files in waiting.items() if files}
    return copies


def _match(files: Sequence[Path], planned: Sequence[Planned], library: Library, copies: _Copies) -> None:
    """Give each file that the user offers to the record that it belongs to."""
    known = {
        **{key: known_by(source) for key, source in library.sources.items()},
        **{each.source: _known(each, library) for each in planned},
    }
    best: dict[str, tuple[Match, Path, Reading]] = {}
    present = {copy.provenance.sha256: copy.source for copy in library.originals.values()}
    for file, reading in attachments.readings(files).items():
        if isinstance(reading, str):
            copies.left.append(LeftFile(near(file), reading))
            continue
        if any(each.reading.sha256 == reading.sha256 for each in copies.additions.values()):
            continue  # the bibliography names the same file
        if reading.sha256 in present:
            copies.left.append(LeftFile(near(file), f"it is already the copy of '{present[reading.sha256]}'"))
            continue
        found = matches(reading, known.values(), file.name)
        sure = [each for each in found if each.score >= SURE]
        if not sure:
            add = f"briefing sources add FILE --as {found[0].id}" if found else ""
            doubt = f": it may be '{found[0].id}' ({found[0].reason}); '{add}' takes it for that" if found else ""
            what = f"no copy was made of it, because it belongs to no record for sure{doubt}"
            copies.left.append(LeftFile(near(file), what, None if found else file))
        elif len(sure) > 1 and sure[1].score == sure[0].score:
            copies.left.append(
                LeftFile(near(file), f"it may belong to '{sure[0].id}' or to '{sure[1].id}': say with 'sources add --as' to which")
            )
        elif sure[0].id in library.originals or sure[0].id in copies.additions:
            copies.left.append(LeftFile(near(file), f"'{sure[0].id}' already has another copy, which 'sources add --replace' replaces"))
        elif sure[0].id in best:
            copies.left.append(LeftFile(near(file), f"'{best[sure[0].id][1].name}' is the copy of '{sure[0].id}' now"))
        else:
            best[sure[0].id] = (sure[0], file, reading)
    for source, (found_match, file, reading) in best.items():
        copies.additions[source] = Addition(file, reading, source, found_match.reason)


def _known(planned: Planned, library: Library) -> Known:
    """Return what a work is recognised by."""
    fields = planned.work.fields
    authors = tuple(name.get("family") or name.get("literal") or "" for name in fields.get("author") or fields.get("editor") or ())
    files = frozenset(name.replace("\\", "/").rsplit("/", 1)[-1].casefold() for _, name in planned.files)
    year = str(fields.get("issued", ""))[:4]
    doi, title = str(fields.get("DOI", "")), str(fields["title"])
    if planned.source in library.sources:
        return replace(known_by(library.sources[planned.source]), files=files)
    return Known(planned.source, title, 0, (), doi=doi, authors=authors, year=year, files=files)


def _miss(copies: _Copies, library: Library) -> None:
    """Name the files that are not there, once each, where their sources have no copy from elsewhere."""
    for source, name, bibliography in dict.fromkeys(copies.missing):
        if source not in library.originals and source not in copies.additions:
            hint = "offer it with --match to have it as the copy"
            copies.left.append(LeftFile(name, f"{bibliography} names it for '{source}', and it is not in that folder; {hint}"))


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _write(planned: Sequence[Planned], additions: Mapping[str, Addition], workspace: Workspace, library: Library) -> None:
    """Write records and copies; if the library cannot be read with them, nothing is written.

    Raises:
        BriefingError: What keeps the library from being read, at its place in the bibliography.
    """
    texts = {each.source: each.text for each in planned}
    for source, addition in additions.items():
        path = workspace.seeds / "sources" / f"{source}.md"
        text = texts.get(source) or read_text(path, near(path))
        if source not in library.sources or not library.sources[source].original.paragraphs:
            texts[source] = following.completed(text, records.original(addition.reading)) or text
    by_file = {f"seeds/sources/{each.source}.md": each for each in planned}
    day = dt.datetime.now(tz=dt.UTC).date().isoformat()
    try:
        with all_or_nothing(workspace.root, lambda: steps.load(workspace)) as batch:
            for source, text in texts.items():
                path = workspace.seeds / "sources" / f"{source}.md"
                if source not in library.sources:
                    batch.write(path, text)
                elif read_text(path, near(path)) != text:
                    batch.keep(path)
                    batch.write(path, text)
            adding.write(list(additions.values()), workspace.seeds, day, batch)
    except BriefingError as error:
        raise BriefingError(_in_bibliography(error.problems, by_file)) from None


def _in_bibliography(problems: Sequence[Problem], planned: Mapping[str, Planned]) -> Iterator[Problem]:
    for problem in problems:
        each = planned.get(problem.file)
        if each is None or each.outcome != "new":
            yield problem
        else:
            yield Problem(near(each.bibliography.path), each.work.line, problem.message, f"{problem.hint} Or take this entry out.".strip())


def _result(planned: Planned, copies: _Copies, folder: Path) -> ImportedRecord:
    addition = copies.additions.get(planned.source)
    return ImportedRecord(
        planned.source,
        planned.outcome,
        folder / f"{planned.source}.md",
        planned.bibliography.path,
        planned.work.line,
        planned.work.key,
        str(planned.work.fields["type"]),
        str(planned.work.fields["title"]),
        planned.changed,
        tuple(KeptSetting(each.setting, each.mine, each.theirs) for each in planned.kept),
        tuple(f"{name}: {words}" for name, words in planned.work.rest.items()),
        tuple(planned.notices),
        tuple(planned.twins),
        addition.file.name if addition else "",
        addition.reason if addition else "",
    )
