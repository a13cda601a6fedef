"""How problems are printed: with the column and the line that is meant, for people or, with `--json`, for other programs."""

from __future__ import annotations

import dataclasses
import itertools
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from briefing.errors import BriefingError, Problem

_ROOT = "briefing.root"
_AS_JSON = "briefing.as-json"
_LARGEST = 2_000_000
"""Bytes of a file that is read to show a line of it."""
_WIDEST = 100
"""Characters of a line that are shown."""
_NAMED = (
    re.compile(r"'([^']+)'"),
    re.compile(r"“([^”]+?)(?: …)?”"),
    re.compile(r"(\[@[^\]\s]*(?:[^\]]*\])?|@\w+|<\w+>|\*\*|\^\[|\{\{)"),
    re.compile(r"^([\w-]+): "),
)
"""What a message names, the surest first: words between quotation marks, marks of Markdown, the key of a setting."""


class Reporting(click.Group):
    """A group that shows the lines of the problems that stop one of its commands."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command; add to its problems what stands in the files."""
        try:
            return super().invoke(context)
        except BriefingError as error:
            found = [located(problem, context.meta.get(_ROOT)) for problem in error.problems]
            if not context.meta.get(_AS_JSON):
                raise BriefingError(found) from None
            _print_json(found)
            context.exit(1)


def json_option(command: Any) -> Any:
    """Add `--json`."""
    text = "Print nothing but problems, each as a line of JSON."
    return click.option("--json", is_flag=True, expose_value=False, is_eager=True, callback=_ask_for_json, help=text)(command)


def _ask_for_json(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    context.meta[_AS_JSON] = wanted


def remember(root: Path) -> None:
    """Note the workspace of the command that runs: problems name their files from there."""
    context = click.get_current_context(silent=True)
    if context is not None:
        context.meta[_ROOT] = root


def say(text: str) -> None:
    """Print what a command has to say, but not among lines of JSON."""
    if not click.get_current_context().meta.get(_AS_JSON):
        click.echo(text)


def warn(problems: Iterable[Problem]) -> None:
    """Print what does not stop the command: to the error stream, or as lines of JSON."""
    meta = click.get_current_context().meta
    found = [located(problem, meta.get(_ROOT)) for problem in problems]
    if meta.get(_AS_JSON):
        _print_json(found)
        return
    for problem in found:
        click.echo(str(problem), err=True)


def _print_json(problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.echo(json.dumps(dataclasses.asdict(problem), ensure_ascii=False))


# ── the line that is meant ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def located(problem: Problem, root: Path | None) -> Problem:
    """Return a problem with its line as it stands in the file, and with the column of the words that the message names.

    Where the line holds none of them, its first letter is meant. A file that cannot be shown, and an empty line, change nothing.
    """
    line = _line(root / problem.file, problem.line) if root and problem.line and problem.file else ""
    if not line.strip() or problem.column:
        return problem
    named = itertools.chain.from_iterable(pattern.findall(problem.message) for pattern in _NAMED)
    places = (match.start() for words in named if (match := re.search(rf"(?<!\w){re.escape(words)}", line)))
    start = next(places, len(line) - len(line.lstrip()))
    return dataclasses.replace(problem, column=start + 1, text=_window(line, start))


def _line(path: Path, number: int) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            return ""
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, ValueError):
        return ""
    printable = "".join(character if character.isprintable() else " " for character in (*lines, "")[min(number - 1, len(lines))])
    return printable.rstrip()


def _window(line: str, start: int) -> str:
    """Return a line without its indentation; of a long one, what stands around a place."""
    if len(line.strip()) <= _WIDEST:
        return line.strip()
    first = max(0, min(start - _WIDEST // 4, len(line) - _WIDEST))
    shown = line[first : first + _WIDEST].strip()
    return f"{'…' if first else ''}{shown}{'…' if first + _WIDEST < len(line) else ''}"
