"""Adding files to a workspace as copies of sources: deciding which source each file belongs to, and writing all of them, or none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem, collect, nearest
from briefing.files.writing import Batch
from briefing.originals import records
from briefing.originals.copies import Copy, Provenance, stored
from briefing.originals.readers.result import Reading
from briefing.originals.recognise import SURE, Known, Match, matches

Ask = Callable[[str, Match], bool]
"""A function that asks the user whether a file belongs to a record. Its arguments are the name of the file, and the match."""
_QUOTED = re.compile("“([^”]*)”")


@dataclass(frozen=True, slots=True)
class Wishes:
    """The options of the user."""

    source: str = ""
    """The id of the record. If it is empty, briefing looks for the record."""
    new: bool = False
    """Make a new record for a text that fits no record."""
    replace: bool = False
    """Replace the copy that a source already has."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The records and the copies that a workspace has so far."""

    records: Mapping[str, Known]
    copies: Mapping[str, Copy]


@dataclass(frozen=True, slots=True)
class Addition:
    """A file, and the source that it becomes the copy of."""

    file: Path
    reading: Reading
    source: str
    reason: str
    """Why it is a copy of this source, in words."""
    record: str = ""
    """The text of the new record; empty if the source already has a record."""
    present: bool = False
    """Whether the workspace already has the same file."""


def plan(files: Sequence[tuple[Path, Reading]], shelf: Shelf, wishes: Wishes, ask: Ask | None) -> list[Addition]:
    """Decide which source each file becomes the copy of.

    Args:
        files: The files, with the results of reading them.
        shelf: The records and the copies of the workspace.
        wishes: The options of the user.
        ask: Asks the user in case of doubt; None if nobody can be asked.

    Raises:
        BriefingError: Files that fit no record, that fit several records, or that fit the same record as another file.
    """
    problems: list[Problem] = []
    found: list[Addition] = []
    for file, reading in files:
        twin = next((each for each in found if each.reading.sha256 == reading.sha256), None)
        if twin:
            found.append(Addition(file, reading, twin.source, f"the same file as {twin.file.as_posix()}", present=True))
            continue
        taken = {*shelf.records, *shelf.copies, *(each.source for each in found)}
        addition = collect(problems, lambda file=file, reading=reading, taken=taken: _settle(file, reading, shelf, wishes, ask, taken))  # type: ignore[misc]
        if addition:
            found.append(addition)
    problems += _rivals(found)
    if problems:
        raise BriefingError(problems)
    return found


def write(additions: Sequence[Addition], seeds: Path, day: str, batch: Batch, *, keep: bool = False) -> dict[str, Path]:
    """Write copies and new records. A copy that is replaced is kept in the bin.

    Args:
        additions: The copies and records to write.
        seeds: The folder `seeds`.
        day: The date of today, as in ISO 8601.
        batch: Writes them together.
        keep: Keep PDFs themselves, too, beside their copies. One that is there already is always followed.

    Returns:
        Where the bin keeps the older copy of a source, by its id.

    Raises:
        BriefingError: The files cannot be written.
    """
    kept: dict[str, Path] = {}
    for each in additions:
        _keep_file(each, seeds, batch, keep=keep)
        if each.present:
            continue
        if each.record:
            batch.write(seeds / "sources" / f"{each.source}.md", each.record)
        path = seeds / "originals" / f"{each.source}.txt"
        if path.exists():
            kept[each.source] = batch.keep(path)
        batch.write(path, stored(Copy(each.source, each.reading.paragraphs, _provenance(each, day))))
    return kept


def kept_pdf(seeds: Path, source: str) -> Path:
    """Return where the PDF of a copy is kept."""
    return seeds / "originals" / f"{source}.pdf"


def _keep_file(addition: Addition, seeds: Path, batch: Batch, *, keep: bool) -> None:
    """Keep a PDF, or take the one away that an older copy was made from."""
    place, is_pdf = kept_pdf(seeds, addition.source), addition.reading.format == "pdf"
    if place.exists() and not addition.present:
        batch.keep(place)
    if is_pdf and (keep or (place.exists() and not addition.present)) and not (place.exists() and place.samefile(addition.file)):
        batch.copy(addition.file, place)
    elif place.exists() and not is_pdf and not addition.present:
        batch.remove(place)


def _provenance(addition: Addition, day: str) -> Provenance:
    reading = addition.reading
    doubts: dict[str, tuple[int, ...]] = {}
    for number, reason in reading.doubts:
        doubts[reason] = (*doubts.get(reason, ()), number)
    notices = _without_strangers(reading.notices, reading.paragraphs)
    return Provenance(addition.file.name, reading.sha256, day, reading.format, reading.pages, notices, doubts, reading.printed)


def _without_strangers(notices: Sequence[str], paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Return notices without the words that they quote, unless the copy has these words: what was left out is not kept with it."""
    text = "\n".join(paragraphs)
    return tuple(_QUOTED.sub(lambda quoted: quoted[0] if quoted[1].removesuffix(" …") in text else "“…”", each) for each in notices)


def _settle(file: Path, reading: Reading, shelf: Shelf, wishes: Wishes, ask: Ask | None, taken: set[str]) -> Addition:
    same = next((copy.source for copy in shelf.copies.values() if copy.provenance.sha256 == reading.sha256), "")
    if same and wishes.source in ("", same):
        return Addition(file, reading, same, "the same file is already there", present=True)
    if wishes.source:
        return _named(file, reading, shelf, wishes)
    match = _chosen(file, matches(reading, shelf.records.values(), file.name), wishes, ask)
    if match is None:
        return _new(file, reading, records.new_id(reading, file.name, taken))
    _refuse_second(file, shelf.copies.get(match.id), wishes)
    return Addition(file, reading, match.id, match.reason)


def _named(file: Path, reading: Reading, shelf: Shelf, wishes: Wishes) -> Addition:
    """Take the record that the user names, or make a new record with this name."""
    known = wishes.source in shelf.records
    if not known and not wishes.new:
        hint = nearest(wishes.source, shelf.records, "Run 'briefing list sources' to see all.")
        raise BriefingError([Problem("--as", 0, f"there is no source '{wishes.source}'", f"{hint} For a new source, add --new.".strip())])
    _refuse_second(file, shelf.copies.get(wishes.source), wishes)
    if known:
        return Addition(file, reading, wishes.source, "as you said")
    if not records.is_id(wishes.source):
        hint = "Use only small letters a to z, digits and single hyphens, as in --as rivers-2021."
        raise BriefingError([Problem("--as", 0, f"'{wishes.source}' cannot be an id", hint)])
    return _new(file, reading, wishes.source)


def _new(file: Path, reading: Reading, source: str) -> Addition:
    return Addition(file, reading, source, "a new source", record=records.record(reading, file.name))


def _chosen(file: Path, found: Sequence[Match], wishes: Wishes, ask: Ask | None) -> Match | None:
    """Return the match of the record that a file belongs to, or None if a new record is to be made."""
    sure = [match for match in found if match.score >= SURE]
    if sure and (sure[0].exact or len(sure) == 1):
        return sure[0]
    name = file.as_posix()
    if found and not wishes.new:
        yes = next((match for match in found if ask and ask(name, match)), None)
        if yes:
            return yes
        listed = ", or of ".join(f"'{match.id}' ({match.reason})" for match in found[:3])
        hint = f"If it is, add --as {found[0].id}. If it is a new source, add --new."
        raise BriefingError([Problem(name, 0, f"this file may be a copy of {listed}", hint)])
    if not wishes.new:
        hint = "If it is a new source, add --new. If not, add --as SOURCE-ID; 'briefing list sources' shows the ids."
        raise BriefingError([Problem(name, 0, "this file does not match any source in the library", hint)])
    return None


def _refuse_second(file: Path, present: Copy | None, wishes: Wishes) -> None:
    if present is not None and not wishes.replace:
        what = f"source '{present.source}' already has a copy, from '{present.provenance.file}' (added {present.provenance.added})"
        raise BriefingError([Problem(file.as_posix(), 0, what, "To replace that copy with this file, add --replace.")])


def _rivals(found: Sequence[Addition]) -> list[Problem]:
    """Return a problem for each file that fits the same record as an earlier file."""
    owners: dict[str, Addition] = {}
    problems: list[Problem] = []
    for each in found:
        owner = owners.setdefault(each.source, each)
        if owner is not each and not each.present:
            what = f"this file and '{owner.file.as_posix()}' both match the source '{each.source}'"
            problems.append(Problem(each.file.as_posix(), 0, what, "Add only one of the two, the better copy."))
    return problems
