"""Whether a build would make what is there already: from the same files, with the same program, on the same day.

This module imports nothing that takes time, so that the answer takes less than starting a build does. It trusts a file whose size, moments
and inode are as they were, as git does: if one of them has changed, or if the file was new when it was looked at, its content decides.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import Any

from briefing.dataclass import dataclass
from briefing.files.writing import BIN
from briefing.system import cache, clock, program

MOST = 20_000
"""Files that a workspace may have to be looked at."""
_FRESH = 2_000_000_000
"""Nanoseconds for which a file counts as new: two changes within a tick of the clock leave the same moments."""
_NEVER_READ = frozenset({".git", ".hg", ".svn", BIN, "node_modules", "__pycache__"})
"""Folders that no build reads."""
_OURS = ".briefing-"
"""How the names of drafts and of lists of handouts begin."""

Facts = list[int]
"""The size, the moments of the last changes of content and of properties, and the inode of a file."""


@dataclass(frozen=True)
class Question:
    """A build that is asked for, or another answer that depends on the files of a workspace alone."""

    command: str
    root: Path
    """The workspace."""
    target: Path
    """The folder of the files."""
    own: Path
    """The folder into which packs are written by default."""
    options: Mapping[str, Any]
    """All other options, as JSON can hold them."""

    @cached_property
    def key(self) -> str:
        """Return the name of the entry for this build with this program on this day."""
        places = [str(Path.cwd()), str(self.root), str(self.target.absolute())]
        return cache.key(self.command, places, dict(self.options), str(clock.today()), clock.stamp(), program.identity())

    def inputs(self) -> dict[str, Facts] | None:
        """Return the facts of all files of the workspace that a build may read; None where they are too many, behind a link, or closed.

        It is None, too, if a run that was killed left drafts: the next run has to clear them away. A link that leads nowhere holds nothing
        and is skipped: Emacs makes one beside an open file.
        """
        try:
            return self._inputs()
        except OSError:
            return None

    def _inputs(self) -> dict[str, Facts] | None:
        if any(name.startswith(_OURS) for _, _, names in os.walk(self.root / BIN) for name in names):
            return None
        skipped = {str(self.target.absolute()), str(self.own.absolute())}
        found: dict[str, Facts] = {}
        for each in _files(self.root, lambda folder: folder.path in skipped or folder.name in _NEVER_READ or _is_environment(folder)):
            if each.name.startswith(_OURS):
                if each.name[len(_OURS) :][:1].isdigit():  # with the number of a process: a draft. Lists of handouts have none.
                    return None
                continue
            if each.is_symlink() and not os.path.exists(each.path):  # noqa: PTH110  # in one call for thousands of files
                continue
            if len(found) >= MOST or each.is_dir():
                return None
            found[each.path] = _facts(each.stat())
        return found


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said when it was built."""

    result: Mapping[str, Any]
    problems: tuple[Mapping[str, Any], ...]
    lines: tuple[str, ...]
    """Before the problems."""
    after: tuple[str, ...]
    """After the problems."""


@dataclass(frozen=True, slots=True)
class Look:
    """The files of a workspace as they were when they were looked at."""

    facts: Mapping[str, Facts]
    contents: Mapping[str, str]
    """What was in those that were new then: facts alone would not show that they have changed since."""

    def holds(self, question: Question) -> bool:
        """Return whether the files are as they were."""
        try:
            return question.inputs() == self.facts and all(_hash(path) == content for path, content in self.contents.items())
        except OSError:
            return False


def look(question: Question) -> Look | None:
    """Look at the files of a workspace; return None where that is not possible."""
    facts, moment = question.inputs(), time.time_ns()
    try:
        fresh = [path for path, each in (facts or {}).items() if max(each[1:3]) > moment - _FRESH]
        return None if facts is None else Look(facts, {path: _hash(path) for path in fresh})
    except OSError:
        return None


def nothing_remembered() -> AbstractContextManager[None]:
    """Read and write nothing of the cache for a while."""
    return cache.disabled()


def known(question: Question) -> Answer | None:
    """Return what the last build said, if it would be the same again; None where something has changed, or where nothing is remembered."""
    if cache.folder() is None:
        return None
    entry = cache.read(question.key)
    try:
        if entry is None or (inputs := question.inputs()) is None or inputs.keys() != entry["inputs"].keys():
            return None
        outputs = {path: _facts(Path(path).stat()) for path in entry["outputs"]}
        again = [_settled(found, entry[kind], entry["moment"]) for kind, found in (("inputs", inputs), ("outputs", outputs))]
        if None in again:
            return None
        said = entry["answer"]
        answer = Answer(said["result"], tuple(said["problems"]), tuple(said["lines"]), tuple(said["after"]))
    except (OSError, KeyError, TypeError, ValueError, AttributeError):
        return None
    if again != [entry["inputs"], entry["outputs"]]:
        cache.write(question.key, {**entry, "inputs": again[0], "outputs": again[1], "moment": time.time_ns()})
    return answer


def seen(question: Question) -> Mapping[str, Facts] | None:
    """Return the files of the workspace before a build, for `remember`; None if the cache is off."""
    return question.inputs() if cache.folder() else None


def remember(question: Question, before: Mapping[str, Facts] | None, outputs: Iterable[Path], answer: Answer) -> None:
    """Remember a build.

    Args:
        question: What was asked for.
        before: What `seen` returned when it began. If the files have changed since, nothing is remembered.
        outputs: The files that it wrote.
        answer: What it said.
    """
    if before is None:
        return
    try:
        moment = time.time_ns()
        made = {str(path.absolute()): _facts(path.stat()) for path in outputs}
        entry = {
            "moment": moment,
            "inputs": {path: [facts, _hash(path)] for path, facts in before.items()},
            "outputs": {path: [facts, _hash(path)] for path, facts in made.items()},
            "answer": {"result": answer.result, "problems": answer.problems, "lines": answer.lines, "after": answer.after},
        }
        if question.inputs() == before:
            cache.write(question.key, entry)
    except OSError:
        return


def _settled(found: Mapping[str, Facts], known: Mapping[str, Any], moment: int) -> dict[str, Any] | None:
    """Return the known files with the facts that were found, if their content is the same; else None."""
    settled: dict[str, Any] = {}
    for path, facts in found.items():
        before, content = known[path]
        is_fresh = max(facts[1:3]) > moment - _FRESH
        if (facts != before or is_fresh) and _hash(path) != content:
            return None
        settled[path] = [facts, content]
    return settled


def _facts(status: os.stat_result) -> Facts:
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def _hash(path: str) -> str:
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(root: Path, is_skipped: Callable[[os.DirEntry[str]], bool]) -> Iterator[os.DirEntry[str]]:
    """Yield all files below a folder. A link to a folder is one of them, and so is a folder of drafts."""
    waiting = [str(root)]
    while waiting:
        for each in os.scandir(waiting.pop()):
            if each.name.startswith(_OURS) or not each.is_dir(follow_symlinks=False):
                yield each
            elif not is_skipped(each):
                waiting.append(each.path)


def _is_environment(folder: os.DirEntry[str]) -> bool:
    """Say whether a folder is an environment of Python, with thousands of files."""
    return Path(folder.path, "pyvenv.cfg").exists()
