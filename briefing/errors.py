"""Problems and errors: a `Problem` is one thing for the user to correct; a `BriefingError` holds all of them, and Click prints it."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any, Literal, TypeVar

import click

from briefing.dataclass import dataclass

Severity = Literal["error", "rule", "unfinished", "warning"]
"""How serious a problem is. An error stops the command; the others stop nothing, but `check` fails if a rule is broken."""

LABELS: dict[Severity, str] = {"error": "", "rule": "rule of this library: ", "unfinished": "unfinished: ", "warning": "warning: "}
"""What is printed before the message of a problem."""
_COUNTED: dict[Severity, tuple[str, str]] = {
    "error": ("stops the build", "stop the build"),
    "rule": ("against a rule of this library", "against rules of this library"),
    "unfinished": ("unfinished", "unfinished"),
    "warning": ("warning", "warnings"),
}
MORE = "More may come to light when these are mended."
"""What is added if a command could not look at everything."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing for the user to correct."""

    file: str
    """The path as the user knows it, or the name of an option; empty if the problem is in neither."""
    line: int
    """The number of the line, counted from 1; 0 if the problem has no line."""
    message: str
    """What is wrong, in one sentence."""
    hint: str = ""
    """What to write instead."""
    column: int = 0
    """The number of the column, counted from 1; 0 if it is not known."""
    text: str = ""
    """The line of the file; empty if it is not known."""
    severity: Severity = "error"

    def __str__(self) -> str:
        place = self.file + "".join(f":{number}" for number in (self.line, self.column) if number)
        label = LABELS[self.severity]
        head = f"{place}: {label}{self.message}" if place else f"{label}{self.message}"
        return visible("\n".join([head, *_pointed(self.text, self.column), *([f"  {self.hint}"] if self.hint else [])]))


_WIDEST = 100
"""At most this many characters of a line are shown."""


def _pointed(line: str, column: int) -> list[str]:
    """Return a line without its indentation, and a mark for the line below it. Of a long line, return the part around the column."""
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
    """A value that somebody wrote and that cannot be used. The caller knows where the value is, and makes a `Problem` of it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = " ".join(message.splitlines())
        """What is wrong, on one line even if the value has several lines."""
        self.hint = hint
        """What to write instead."""

    def __str__(self) -> str:
        return self.message


class BriefingError(click.ClickException):
    """All problems that keep a command from doing its work. Its exit code is 1.

    `whole` says whether everything was looked at. If not, mending these problems may bring others to light.
    """

    def __init__(self, problems: Iterable[Problem], ending: str = " Nothing was written.", *, whole: bool = True) -> None:
        self.problems = tuple(dict.fromkeys(sorted(problems, key=lambda each: (each.file, each.line, each.column, each.message))))
        self.ending = ending
        self.whole = whole and getattr(problems, "whole", True)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[Callable[..., BriefingError], tuple[tuple[Problem, ...], str, bool]]:
        """Say how to copy the error from one process to another, with all its problems."""
        return _copied, (self.problems, self.ending, self.whole)

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the problems and how many there are. For commands that write, add that nothing was written."""
        more = "" if self.whole else f" {MORE}"
        click.echo(f"{self.message}\n\n{sorted_out(self.problems)}.{self.ending}{more}", file=file, err=file is None)


def _copied(problems: tuple[Problem, ...], ending: str, whole: bool) -> BriefingError:
    return BriefingError(problems, ending, whole=whole)


class Gathered(list[Problem]):
    """The problems of several tries. `whole` says whether each try could look at everything."""

    whole = True


def sorted_out(problems: Iterable[Problem]) -> str:
    """Return how many problems there are, and if they are of several kinds, how many of each: `3 problems: 2 stop the build, …`."""
    kinds = [problem.severity for problem in problems]
    numbers = [(kinds.count(kind), words) for kind, words in _COUNTED.items() if kind in kinds]
    of_each = ", ".join(f"{number} {words[number != 1]}" for number, words in numbers)
    return counted(len(kinds), "problem") + (f": {of_each}" if set(kinds) - {"error"} else "")


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: `1 problem`, `1,200 words`. The plural of the noun ends in s."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def nearest(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a hint that names the known word most like `word`. If no word is like it, list a few known words, or return `otherwise`."""
    words = sorted(set(known))
    folded = {each.lower(): each for each in words}  # `isbn` is meant for `ISBN`
    close = difflib.get_close_matches(word, words, n=1, cutoff=0.6) or difflib.get_close_matches(word.lower(), folded, n=1, cutoff=0.6)
    if close:
        return f"Did you mean '{folded[close[0].lower()]}'?"
    if 0 < len(words) <= 12:
        return choice_of(words)
    return otherwise


def choice_of(words: Iterable[str]) -> str:
    """Return a hint that lists everything that the user can write."""
    every = list(words)
    return f"The only choice is '{every[0]}'." if len(every) == 1 else f"Choose from: {', '.join(every)}."


def shown_path(path: Path, start: Path) -> str:
    """Return `path` as a user writes it, with forward slashes: relative to `start` if it is below `start`."""
    whole, above = str(path), f"{start}{os.sep}"
    if whole.startswith(above):  # a library asks for the names of all its files
        return whole[len(above) :].replace(os.sep, "/")
    try:
        return path.relative_to(start).as_posix()
    except ValueError:
        return path.as_posix()


Result = TypeVar("Result")


def collect(problems: list[Problem], make: Callable[[], Result]) -> Result | None:
    """Call `make` and return its result. If `make` fails, add its problems to `problems` and return None."""
    try:
        return make()
    except BriefingError as error:
        problems.extend(error.problems)
        if isinstance(problems, Gathered):
            problems.whole = problems.whole and error.whole
        return None


def near(path: Path) -> str:
    """Return a path as a user in the current folder writes it: relative to that folder if it is below it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError, RuntimeError):  # elsewhere, in a folder that was deleted, or a link to itself
        return path.as_posix()


_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Controls of a terminal, and characters that only turn the direction of others: in the name of a file they show another name."""


def visible(text: str) -> str:
    """Return a text for a terminal, with a sign in place of each character that acts on it and is not seen."""
    return _INVISIBLE.sub("\ufffd", text)
