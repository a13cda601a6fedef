"""The bibliography and the texts that a new workspace begins with, as `sources import`, `sources add` and `excerpts import` take them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from briefing import steps
from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem, near
from briefing.exchange import attachments, bibliography_files, highlight_files
from briefing.verbs.excerpts_import import import_ as import_excerpts
from briefing.verbs.first_works import FirstWork
from briefing.verbs.sources import add
from briefing.verbs.sources_import import ImportedBibliographies, import_
from briefing.workspace import Workspace

_MARKED = (".pdf", ".docx")
"""The endings of texts that readers mark."""
_PUBLISHED = (".pdf", ".html", ".htm", ".xhtml", ".epub", ".mhtml", ".mht", ".webarchive")
"""The endings of texts that are works, if they are found in a folder. Others may be the user's own."""
_OWN = (
    "no copy was made of it: it belongs to no work of the bibliography",
    "If it is an article, add it: briefing sources add {0} --new. A text of your own: briefing texts import {0}.",
)
_SURE = (".bib", ".bibtex", ".ris", ".rdf", ".enw", ".csljson")
"""The endings that only bibliographies have."""
_MOST = 300
"""How many files a folder may have: each is read, which takes up to a second."""


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
        BriefingError: A file is not there, a bibliography cannot be read, or a folder has too many texts.
    """
    attachments.refuse_missing(files)
    offered = {path: folder for file in files for path, folder in _offered(file, workspace.root)}
    bibliographies = _bibliographies(offered)
    texts = [path for path in offered if path.suffix.lower() not in bibliography_files.SUFFIXES]
    told: list[Problem] = []
    if bibliographies:
        found = import_(workspace, bibliographies, match=texts)
        told += _told(found)
        texts = [left.new for left in found.left if left.new]
    own = [path for path in texts if offered[path] and path.suffix.lower() not in _PUBLISHED]
    told += [Problem(near(path), 0, _OWN[0], _OWN[1].format(near(path)), severity="warning") for path in own]
    texts = [path for path in texts if path not in own]
    told += _add(workspace, texts)
    problems = _marked(workspace, list(offered))
    library = steps.load(workspace)
    works = tuple(
        FirstWork(
            each.id,
            each.title,
            library.originals[each.id].provenance.file if each.id in library.originals else "",
            tuple(f"{found.select.start} … {found.select.end}" for found in library.excerpts.values() if found.source == each.id),
        )
        for each in library.sources.values()
    )
    return FirstFiles(works, tuple(dict.fromkeys((*told, *problems))))


def _offered(file: Path, but: Path) -> Iterator[tuple[Path, bool]]:
    """Yield a file; or the bibliographies and texts in a folder, but for those of workspaces, and say that they are from a folder.

    Args:
        file: A file or a folder.
        but: The new workspace, which may be in the folder.

    Raises:
        BriefingError: The folder has too many.
    """
    if not file.is_dir():
        yield file, False
        return
    known = (*bibliography_files.SUFFIXES, *attachments.READABLE, ".mhtml", ".mht", ".webarchive")
    count = 0
    for at, folders, names in os.walk(file):
        here = Path(at)
        folders[:] = sorted(name for name in folders if name[0] != "." and not _is_skipped(here / name, but))
        for name in sorted(names):
            if name[0] != "." and name.lower().endswith(known):
                count += 1
                if count > _MOST:
                    hint = "Name the files that you need: library.bib voss-2021.pdf. Or put them into a folder of their own."
                    raise BriefingError([Problem(near(file), 0, f"this folder has more than {_MOST} texts", hint)])
                yield here / name, True


def _is_skipped(folder: Path, but: Path) -> bool:
    """Say whether a folder is a workspace, or the files that a browser keeps beside a saved page."""
    is_workspace = (folder / "seeds").is_dir() and (folder / "templates").is_dir()
    return is_workspace or folder.resolve() == but.resolve() or folder.name.endswith(("_files", "-Dateien", "_fichiers"))


def _bibliographies(offered: Mapping[Path, bool]) -> list[Path]:
    """Return the bibliographies among files. What a folder has in JSON, XML or YAML is none if something else in it is one."""
    found = [path for path in offered if path.suffix.lower() in bibliography_files.SUFFIXES]
    sure = [path for path in found if not offered[path] or path.suffix.lower() in _SURE]
    return sure or found


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


def _marked(workspace: Workspace, files: Sequence[Path]) -> list[Problem]:
    """Make excerpts of what is marked in texts, and return what is unsure about them."""
    told: list[Problem] = []
    for file in files:
        if file.suffix.lower() not in _MARKED:
            continue
        try:
            if highlight_files.read(file).marks:
                told += import_excerpts(workspace, file).problems
        except BriefingError:
            continue  # nothing is marked in most texts; what is wrong with a text is told by now
    return told


def _as_warning(problem: Problem) -> Problem:
    return Problem(problem.file, problem.line, problem.message, problem.hint, severity="warning")
