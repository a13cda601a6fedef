"""How problems are printed: with the column and the line that is meant, for people or, with `--json`, for other programs."""

from __future__ import annotations

import dataclasses
import errno
import importlib
import json
import os
import re
import signal
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import click

from briefing.errors import BriefingError, Problem
from briefing.files import places

_ROOT = "briefing.root"
_AS_JSON = "briefing.as-json"
_LARGEST = 2_000_000
"""Bytes of a file that is read to show a line of it."""
_READING = frozenset({"check", "show", "list", "diff", "verify", "prove"})
"""Commands that write nothing."""


COMMANDS = {
    "init": "init",
    "new": "new",
    "sources": "sources",
    "excerpt": "excerpts",
    "excerpts": "excerpts",
    "list": "list",
    "show": "show",
    "build": "build",
    "handout": "handout",
    "impose": "impose",
    "check": "check",
    "verify": "excerpts",
    "prove": "prove",
    "diff": "diff",
    "rights": "rights",
    "schema": "schema",
}
"""Each command, in the order of work, and the module of this package that holds it."""


class Reporting(click.Group):
    """A group that shows the lines of the problems that stop one of its commands."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """Load the module of a command, and no other."""
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"briefing.commands.{COMMANDS[name]}")
        return cast(click.Command, getattr(module, "list_things" if name == "list" else name))

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command line. What ends it from outside (SIGTERM) ends it as Ctrl-C does, with what it was writing cleared away."""
        before = signal.getsignal(signal.SIGTERM)
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, _interrupt)
        try:
            return super().main(*args, **extra)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  # for what Python flushes at its end
            click.echo("What there is to say cannot be written: no space left on the device.\n  Make room, or write elsewhere.", err=True)
            sys.exit(1)
        finally:
            if threading.current_thread() is threading.main_thread():
                signal.signal(signal.SIGTERM, before)

    def invoke(self, context: click.Context) -> Any:
        """Run the command; add to its problems what stands in the files."""
        try:
            return super().invoke(context)
        except BriefingError as error:
            found = [located(problem, context.meta.get(_ROOT)) for problem in error.problems]
            if not context.meta.get(_AS_JSON):
                raise BriefingError(found, *([""] if context.invoked_subcommand in _READING else [])) from None
            _print_json(found)
            context.exit(1)


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


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

    Where the file is known and the line is not, the words that the message quotes are looked for. Where the line holds none of the words,
    the column that is known stays, else the first letter is meant. A file that cannot be shown, and an empty line, change nothing.
    """
    lines = _lines(root / problem.file) if root and problem.file else []
    if not problem.line:
        return _searched(problem, "\n".join(lines))
    line = lines[problem.line - 1] if problem.line <= len(lines) else ""
    if not line.strip():
        return problem
    known = max(problem.column - 1, 0)
    place = places.named(problem.message, line, known)
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
