"""Bringing one file into a workspace, whatever it is: a bibliography, or the text of a source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefing.dataclass import dataclass
from briefing.errors import BriefingError
from briefing.exchange import bibliography_files
from briefing.verbs.excerpts_import import import_ as import_excerpts
from briefing.verbs.sources import AddedFile, add
from briefing.verbs.sources_import import import_
from briefing.workspace import Workspace

_MARKED = frozenset({".pdf", ".docx"})
"""The endings of texts that readers mark."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a file."""

    file: str
    sources: tuple[str, ...]
    """The ids of the sources that have a new record, a changed one, or a copy now."""
    said: tuple[str, ...]
    """What there is to say, a sentence each."""
    excerpts: tuple[str, ...] = ()
    """The ids of excerpts that were drafted from what is marked in the file."""


def bring(workspace: Workspace, file: Path, *, source: str = "", new: bool = False) -> Brought:
    """Bring a file in: as `sources import` does if it is a bibliography, else as `sources add` does.

    Args:
        workspace: Where the library is.
        file: The file. It is left as it is.
        source: The id of the source whose text it holds. Default: recognised.
        new: Begin a record for a text that no source fits.

    Raises:
        BriefingError: It cannot be read, or it fits no source, or several. Nothing is written.
    """
    if file.suffix.lower() in bibliography_files.SUFFIXES and not source and not new:
        found = import_(workspace, [file])
        changed = tuple(each.id for each in found.records if each.outcome != "unchanged")
        told = (*found.notices, *(f"{each.id}: {notice}" for each in found.records for notice in each.notices))
        return Brought(file.name, changed, told)
    (added,) = add(workspace, [file], source=source, new=new).files
    return Brought(file.name, (added.copy.id,), tuple(_told(added)), tuple(_marked(workspace, file, added.copy.id)))


def _told(added: AddedFile) -> Iterator[str]:
    if added.is_present:
        yield "this file was here already"
    yield added.reason
    yield from added.notices
    yield from added.record_follows


def _marked(workspace: Workspace, file: Path, source: str) -> Iterator[str]:
    """Draft excerpts from what is marked in a text."""
    if file.suffix.lower() not in _MARKED:
        return
    try:
        found = import_excerpts(workspace, file, source)
    except BriefingError:
        return  # nothing is marked in it, which is no mistake
    yield from (each.id for each in found.excerpts)
