"""Deciding what becomes of each work of a bibliography: a new record, a record that follows it, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from typing import Literal

from briefing.dataclass import dataclass
from briefing.exchange import same_work, source_records
from briefing.exchange.bibliography.work import Work
from briefing.exchange.bibliography_files import Bibliography
from briefing.exchange.source_records import Kept, stamp
from briefing.library import Library
from briefing.originals.records import id_of

Outcome = Literal["new", "updated", "unchanged"]


@dataclass(frozen=True, slots=True)
class Twin:
    """A further entry of a bibliography about the same work."""

    said: str
    """Where it is, and what it has besides or otherwise, in a sentence without a full stop."""
    is_remarkable: bool
    """Whether it is in the same bibliography, or is another description. Two exports of one library have all works twice."""


@dataclass(slots=True)
class Planned:
    """A record, and what an import makes of it."""

    source: str
    outcome: Outcome
    work: Work
    """What the bibliography says; of several works that are the same, the first."""
    bibliography: Bibliography
    text: str
    """The text of the record."""
    changed: tuple[str, ...] = ()
    """The settings that have another value now."""
    kept: tuple[Kept, ...] = ()
    """What a person wrote and the bibliography says otherwise."""
    notices: list[str] = field(default_factory=list)
    files: list[tuple[Bibliography, str]] = field(default_factory=list)
    """The files that bibliographies attach, with the bibliography that names each."""
    twins: list[Twin] = field(default_factory=list)
    """Where else bibliographies have the same work."""


def plan(bibliographies: Sequence[Bibliography], library: Library, text_of: Callable[[str], str]) -> list[Planned]:
    """Decide what becomes of each work.

    Args:
        bibliographies: What was read.
        library: The library so far.
        text_of: Returns the text of the record of a source.
    """
    shelf = same_work.traits_of(library.sources)
    found: dict[str, list[tuple[Work, Bibliography]]] = {}
    for bibliography in bibliographies:
        for work in bibliography.works:
            traits = same_work.of_work(work, bibliography.path.name)
            identity = shelf.find(traits) or _new_id(work, {*library.sources, *library.originals, *found})
            shelf.add(identity, traits)
            found.setdefault(identity, []).append((work, bibliography))
    return [_planned(identity, works, library, text_of) for identity, works in found.items()]


def _planned(identity: str, works: Sequence[tuple[Work, Bibliography]], library: Library, text_of: Callable[[str], str]) -> Planned:
    work, bibliography = works[0]
    notices = list(work.notices)
    twins = []
    for other, its in works[1:]:
        more = [key for key in other.fields if key not in work.fields]
        apart = [key for key, value in other.fields.items() if key in work.fields and stamp(value) != stamp(work.fields[key])]
        place = f"{its.path.name}:{other.line}" if other.line else its.path.name
        said = [f"from where it has {', '.join(more)}"] if more else []
        said += [f"which says otherwise of {', '.join(apart)}"] if apart else []
        twins.append(Twin(", ".join([f"the same work is also in {place}", *said]), bool(said) or its is bibliography))
        fields, rest = {**other.fields, **work.fields}, {**other.rest, **work.rest}
        work = Work(work.line, work.key, fields, work.files, rest, work.notices)
    files = [(its, file) for each, its in works for file in each.files]
    name = bibliography.path.name
    source = library.sources.get(identity)
    if source is None:
        text = source_records.written(work, name)
        return Planned(identity, "new", work, bibliography, text, notices=notices, files=files, twins=twins)
    text = text_of(identity)
    update = source_records.updated(text, work, name, source.imported)
    if update is None:
        notices.append("only a person can change its record, because of the way in which it is written; nothing in it was changed")
        return Planned(identity, "unchanged", work, bibliography, text, notices=notices, files=files, twins=twins)
    outcome: Outcome = "updated" if update.changed else "unchanged"
    return Planned(identity, outcome, work, bibliography, update.text, update.changed, update.kept, notices, files, twins)


def _new_id(work: Work, taken: set[str]) -> str:
    fields = work.fields
    author = (fields.get("author") or fields.get("editor") or [{}])[0]
    names = (str(fields["title"]), work.key.rpartition("/")[2])
    year = str(fields.get("issued", "")).lstrip("-")[:4].strip()
    return id_of(author.get("family") or author.get("literal") or "", year if year.isdigit() else "", names, taken)
