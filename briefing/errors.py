"""What goes wrong, said once: a `Problem` is one thing to mend, a `BriefingError` all of them, shown by Click, never as a traceback."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal, TypeVar

import click

Severity = Literal["error", "warning"]
"""A warning stops nothing."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing for the user to mend."""

    file: str
    """The path as the user knows it, or the name of an option; empty where there is none."""
    line: int
    """Counted from 1; 0 where no line is meant."""
    message: str
    """What is wrong, in one sentence."""
    hint: str = ""
    """What to write instead."""
    column: int = 0
    """Counted from 1; 0 where it is not known."""
    text: str = ""
    """The line as it stands in the file; empty where it is not known."""
    severity: Severity = "error"

    def __str__(self) -> str:
        place = self.file + "".join(f":{number}" for number in (self.line, self.column) if number)
        label = "warning: " if self.severity == "warning" else ""
        head = f"{place}: {label}{self.message}" if place else f"{label}{self.message}"
        return visible("\n".join([head, *_pointed(self.text, self.column), *([f"  {self.hint}"] if self.hint else [])]))


_WIDEST = 100
"""Characters of a line that are shown."""


def _pointed(line: str, column: int) -> list[str]:
    """Return a line without its indentation, of a long one what stands around a column, and below it a mark under that column."""
    if not line.strip():
        return []
    begin = len(line) - len(line.lstrip())
    if len(line.strip()) > _WIDEST:
        begin = max(begin, min(column - _WIDEST // 4, len(line) - _WIDEST))
    shown = line[begin : begin + _WIDEST].rstrip()
    before = "…" if line[:begin].strip() else ""
    mark = [f"    {' ' * (len(before) + column - 1 - begin)}^"] if column > begin else []
    return [f"    {before}{shown}{'…' if line[begin + _WIDEST :].strip() else ''}", *mark]


class WrongValueError(ValueError):
    """A value that somebody wrote and that cannot be used. Whoever knows where the value is makes a `Problem` of it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = " ".join(message.splitlines())
        """What is wrong, on one line even if the value has several."""
        self.hint = hint
        """What to write instead."""

    def __str__(self) -> str:
        return self.message


class BriefingError(click.ClickException):
    """Everything that keeps a command from doing its work. Exit code 1."""

    def __init__(self, problems: Iterable[Problem], ending: str = " Nothing was written.") -> None:
        self.problems = tuple(dict.fromkeys(sorted(problems, key=lambda each: (each.file, each.line, each.column, each.message))))
        self.ending = ending
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[BriefingError], tuple[tuple[Problem, ...], str]]:
        """Cross from one process to another whole."""
        return BriefingError, (self.problems, self.ending)

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the problems, then how many there are and, of commands that write, that nothing was written."""
        click.echo(f"{self.message}\n\n{counted(self.problems)}.{self.ending}", file=file, err=file is None)


def counted(problems: Sequence[Problem]) -> str:
    """Say how many problems there are."""
    return "1 problem" if len(problems) == 1 else f"{len(problems)} problems"


def nearest(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a hint that names the known word most like `word`, or all of them where there are few; else what is said otherwise."""
    words = sorted(set(known))
    close = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if close:
        return f"Did you mean '{close[0]}'?"
    if 0 < len(words) <= 12:
        return f"Known: {', '.join(words)}."
    return otherwise


def shown_path(path: Path, start: Path) -> str:
    """Return `path` as a user writes it: relative to `start` where it lies below, with forward slashes."""
    try:
        return path.relative_to(start).as_posix()
    except ValueError:
        return path.as_posix()


Result = TypeVar("Result")


def collect(problems: list[Problem], make: Callable[[], Result]) -> Result | None:
    """Call `make` and return its result. If it fails, add its problems to `problems` and return None."""
    try:
        return make()
    except BriefingError as error:
        problems.extend(error.problems)
        return None


def near(path: Path) -> str:
    """Return a path as a user in the current folder writes it: relative where it lies below that folder."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError, RuntimeError):  # elsewhere, in a folder that was deleted, or a link to itself
        return path.as_posix()


_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Controls of a terminal, and characters that only turn the direction of others: in the name of a file they show another name."""


def visible(text: str) -> str:
    """Return a text for a terminal, with a sign in place of each character that acts on it and is not seen."""
    return _INVISIBLE.sub("\ufffd", text)
