"""What goes wrong, said once: a `Problem` is one thing to mend, a `BriefingError` all of them, shown by Click, never as a traceback."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

import click


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
    """The line as it stands in the file, without its indentation; empty where it is not known."""
    severity: Literal["error", "warning"] = "error"
    """A warning stops nothing."""

    def __str__(self) -> str:
        place = self.file + "".join(f":{number}" for number in (self.line, self.column) if number)
        label = "warning: " if self.severity == "warning" else ""
        head = f"{place}: {label}{self.message}" if place else f"{label}{self.message}"
        return "\n".join([head, *([f"    {self.text}"] if self.text else []), *([f"  {self.hint}"] if self.hint else [])])


class BriefingError(click.ClickException):
    """Everything that keeps a command from doing its work. Exit code 1."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(dict.fromkeys(sorted(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[BriefingError], tuple[tuple[Problem, ...]]]:
        """Cross from one process to another whole."""
        return BriefingError, (self.problems,)

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the problems, then how many there are and that nothing was written."""
        count = len(self.problems)
        total = "1 problem" if count == 1 else f"{count} problems"
        click.echo(f"{self.message}\n\n{total}. Nothing was written.", file=file, err=file is None)


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
