"""The bibliographies that a user names, and those in a folder that another program has exported."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem, collect, near
from briefing.exchange.bibliography.work import Work

SUFFIXES = (".bib", ".bibtex", ".ris", ".json", ".csljson", ".yaml", ".yml", ".xml", ".rdf", ".enw")
"""The endings of bibliographies in a folder. A file that the user names may have any."""
_INSTEAD = "Export a part of the bibliography into a new file."


@dataclass(frozen=True, slots=True)
class Bibliography:
    """A bibliography that was read."""

    path: Path
    format: str
    works: tuple[Work, ...]
    notices: tuple[str, ...]


def found(paths: Sequence[Path]) -> list[Path]:
    """Return the bibliographies among paths, and those in the folders among them.

    Raises:
        BriefingError: A folder has no bibliography.
    """
    files: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        inside = sorted(each for each in path.iterdir() if each.is_file() and each.suffix.lower() in SUFFIXES)
        files += inside
        if not inside:
            hint = "Export it from Zotero as Zotero RDF, BibTeX, BibLaTeX or RIS, with 'Export Files'."
            problems.append(Problem(near(path), 0, "there is no bibliography in this folder", hint))
    if problems:
        raise BriefingError(problems)
    return list(dict.fromkeys(files))


def read(paths: Sequence[Path]) -> list[Bibliography]:
    """Read bibliographies, each in a process of its own.

    Raises:
        BriefingError: All that cannot be read.
    """
    problems: list[Problem] = []
    read_so_far = [collect(problems, lambda path=path: _read(path)) for path in paths]  # type: ignore[misc]
    if problems:
        raise BriefingError(problems)
    return [each for each in read_so_far if each is not None]


def _read(path: Path) -> Bibliography:
    from briefing.system import confined

    try:
        answer: dict[str, Any] = confined.ask("briefing.exchange.bibliography", path, os.fspath(path), _INSTEAD)
    except BriefingError as error:
        raise BriefingError(map(placed, error.problems)) from None
    works = tuple(Work(**{**each, "files": tuple(each["files"]), "notices": tuple(each["notices"])}) for each in answer["works"])
    return Bibliography(path, answer["format"], works, tuple(answer["notices"]))


def placed(problem: Problem) -> Problem:
    """Return a problem whose message begins with `line 7:` with this line."""
    head, colon, rest = problem.message.partition(": ")
    number = head.removeprefix("line ")
    if colon and head.startswith("line ") and number.isdigit():
        return Problem(problem.file, int(number), rest, problem.hint)
    return problem
