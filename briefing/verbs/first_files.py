"""The bibliography and the texts that a new workspace begins with, as `sources import`, `sources add` and `excerpts import` take them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefing import steps
from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem
from briefing.exchange import attachments, bibliography_files, highlight_files
from briefing.verbs.excerpts import import_ as import_excerpts
from briefing.verbs.first_works import FirstWork
from briefing.verbs.sources import add
from briefing.verbs.sources_import import ImportedBibliographies, import_
from briefing.workspace import Workspace

_MARKED = (".pdf", ".docx")
"""The endings of texts that readers mark."""


@dataclass(frozen=True, slots=True)
class FirstFiles:
    """What a new workspace has of the files that were named."""

    works: tuple[FirstWork, ...]
    problems: tuple[Problem, ...]
    """Warnings: files that became nothing, and why; what is unsure about the others."""


def bring(workspace: Workspace, files: Sequence[Path]) -> FirstFiles:
    """Make records of the works of bibliographies, copies of texts, and excerpts of what is marked in them.

    A text that belongs to no work of the bibliographies gets a record of its own. A text that cannot be read keeps out no other.

    Args:
        workspace: A new workspace.
        files: Bibliographies, texts, and folders with either.

    Raises:
        BriefingError: A file is not there, or a bibliography cannot be read.
    """
    attachments.refuse_missing(files)
    bibliographies = [file for file in files if _is_bibliography(file)]
    texts = [file for file in files if file not in bibliographies]
    told: list[Problem] = []
    if bibliographies:
        found = import_(workspace, bibliographies, match=texts)
        told += _told(found)
        texts = [left.new for left in found.left if left.new]
    else:
        texts = list(attachments.offered(texts))
    told += _add(workspace, texts)
    marked, problems = _marked(workspace, files)
    library = steps.load(workspace)
    works = tuple(
        FirstWork(
            each.id,
            each.title,
            library.originals[each.id].provenance.file if each.id in library.originals else "",
            sum(excerpt.source == each.id for excerpt in library.excerpts.values()) if marked else 0,
        )
        for each in library.sources.values()
    )
    return FirstFiles(works, tuple(dict.fromkeys((*told, *problems))))


def _is_bibliography(file: Path) -> bool:
    """Say whether a file is a bibliography by its name, or a folder has one. Everything else is read as a text, or told."""
    if file.is_dir():
        return any(_is_bibliography(each) for each in file.iterdir() if each.is_file())
    return file.suffix.lower() in bibliography_files.SUFFIXES


def _told(found: ImportedBibliographies) -> list[Problem]:
    left = [Problem(each.file, 0, each.reason, severity="warning") for each in found.left if not each.new]
    unsure = [Problem(each.bibliography.name, each.line, notice, severity="warning") for each in found.records for notice in each.notices]
    return [*left, *unsure, *(Problem("", 0, notice, severity="warning") for notice in found.notices)]


def _add(workspace: Workspace, texts: Sequence[Path]) -> list[Problem]:
    """Add texts as copies of new sources: all at once, else each that can be added."""
    try:
        if texts:
            add(workspace, texts, new=True)
    except BriefingError as error:
        if len(texts) == 1:
            return [_as_warning(problem) for problem in error.problems]
        return [problem for text in texts for problem in _add(workspace, [text])]
    return []


def _marked(workspace: Workspace, files: Sequence[Path]) -> tuple[int, list[Problem]]:
    """Make excerpts of what is marked in texts: how many, and what is unsure about them."""
    count, told = 0, list[Problem]()
    for file in attachments.offered(files):
        if file.suffix.lower() not in _MARKED:
            continue
        try:
            if highlight_files.read(file).marks:
                done = import_excerpts(workspace, file)
                count += len(done.excerpts)
                told += done.problems
        except BriefingError:
            continue  # nothing is marked in most texts; what is wrong with a text is told by now
    return count, told


def _as_warning(problem: Problem) -> Problem:
    return Problem(problem.file, problem.line, problem.message, problem.hint, severity="warning")
