"""The line of a file that a problem means, and the column of the words that its message names."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from briefing.errors import Problem
from briefing.files import places

_LARGEST = 2_000_000
"""Bytes of a file that is read to show a line of it."""


def all_located(problems: Iterable[Problem], root: Path | None) -> list[Problem]:
    """Return problems with their lines, in a workspace."""
    read = functools.lru_cache(maxsize=8)(_lines)  # one file may have thousands of problems
    return [located(problem, root, read) for problem in problems]


def located(problem: Problem, root: Path | None, read: Callable[[Path], list[str]] | None = None) -> Problem:
    """Return a problem with its line of the file, and with the column of the words that the message names.

    Where the file is known and the line is not, the words that the message quotes are looked for. Where the line holds none of the words,
    the column that is known stays, else the first letter is meant. A file that cannot be shown, and an empty line, change nothing.
    """
    lines = (read or _lines)(root / problem.file) if root and problem.file else []
    if not problem.line:
        return _searched(problem, "\n".join(lines))
    line = lines[problem.line - 1] if problem.line <= len(lines) else ""
    if not line.strip():
        return problem
    known = max(problem.column - 1, 0)
    settings = re.split(r"\s#", line)[0] if problem.column else line  # a remark behind a value may have the same words
    place = places.named(problem.message, settings, known)
    start = place if place is not None else known if problem.column else len(line) - len(line.lstrip())
    return dataclasses.replace(problem, column=start + 1, text=line)


def _searched(problem: Problem, text: str) -> Problem:
    for words in places.QUOTED.findall(problem.message):
        found = re.search(rf"(?<!\w){re.escape(words)}".replace("\\ ", r"\s+"), text)
        if found:
            line, begin = text.count("\n", 0, found.start()), text.rfind("\n", 0, found.start()) + 1
            return dataclasses.replace(problem, line=line + 1, column=found.start() - begin + 1, text=text.split("\n")[line])
    return problem


def _lines(path: Path) -> list[str]:
    """Return the lines of a file with a space for each character that cannot be printed; none of a file that cannot be shown."""
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return []
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, ValueError):
        return []
    return ["".join(character if character.isprintable() else " " for character in line).rstrip() for line in lines]
