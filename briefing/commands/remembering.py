"""Saying again what a command said before, where nothing has changed since."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from briefing.commands.reporting import answer, plain, repeat
from briefing.dataclass import dataclass

if TYPE_CHECKING:
    from briefing.verbs.unchanged import Question

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Said:
    """What a command prints of its result, and the files that it wrote."""

    lines: Iterable[str] = ()
    """Before the problems."""
    after: Iterable[str] = ()
    """After the problems."""
    files: Iterable[Path] = ()


def unless_unchanged(question: Question, once: Callable[[], Found], said: Callable[[Found], Said], why: str = "") -> None:
    """Show the result of a verb. If it would be what it was the last time, the verb is not called.

    Args:
        question: What is asked for, and the files that the answer depends on.
        once: Calls the verb.
        said: What is printed of the result.
        why: What people are told where the verb is not called.
    """
    from briefing.verbs import unchanged

    if same := unchanged.known(question):
        repeat(same.result, same.problems, same.lines, same.after, why)
        return
    before = unchanged.seen(question)
    found: Any = once()
    shown = said(found)
    lines, after = tuple(shown.lines), tuple(shown.after)
    problems = answer(found, lines, after=after)
    unchanged.remember(question, before, shown.files, unchanged.Answer(plain(found), tuple(map(plain, problems)), lines, after))
