"""`build --watch`: build again whenever a file of the workspace has changed."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem
from briefing.render import FORMATS, Format, renderer
from briefing.system.processes import uncollected
from briefing.verbs.unchanged import Facts, Question

Made = TypeVar("Made")
GLANCE = 0.03
"""Seconds between two looks at the files, if these are few."""
AT_REST = 30
"""How many times as long as a look takes the files are left alone after it."""


@dataclass(frozen=True, slots=True)
class Round(Generic[Made]):
    """One build."""

    made: Made | None
    """What it returned; None where it failed."""
    problems: tuple[Problem, ...]
    """What stopped it. The files of the build before are as they were."""
    seconds: float
    changed: tuple[str, ...]
    """The files that have changed since the last build; none for the first."""


def rounds(question: Question, build: Callable[[], Made], formats: Sequence[Format]) -> Iterator[Round[Made]]:
    """Build, and again after each change of a file that a build may read, without end. A save during a build leads to another.

    Args:
        question: The build; it knows the files that count.
        build: Builds once.
        formats: What it draws. Default: all. The renderers are loaded here, so that the drawing processes, copies of this one, have them.

    Raises:
        BriefingError: The workspace has too many files to be watched.
    """
    for each in formats or FORMATS:
        renderer(each)
    changed: tuple[str, ...] = ()
    while True:
        before = _files(question)
        start = time.perf_counter()
        try:
            with uncollected():
                made = build()
            yield Round(made, (), time.perf_counter() - start, changed)
        except BriefingError as error:
            yield Round(None, tuple(error.problems), time.perf_counter() - start, changed)
        gc.collect()  # while nobody waits
        now = _changed(question, before)
        changed = tuple(sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path)))


def _changed(question: Question, before: dict[str, Facts]) -> dict[str, Facts]:
    """Wait until the files are others than before, and return them."""
    while True:
        start = time.perf_counter()
        if (found := _files(question)) != before:
            return found
        time.sleep(max(GLANCE, AT_REST * (time.perf_counter() - start)))


def _files(question: Question) -> dict[str, Facts]:
    found = question.inputs()
    if found is None:
        hint = "Move what does not belong to the pack out of the folder, or build without --watch."
        raise BriefingError([Problem(question.root.as_posix(), 0, "this workspace has too many files, or a link to a folder", hint)])
    return found
