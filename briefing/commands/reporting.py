"""Print results and problems: for people with the line of the file, and with `--json` for other programs."""

from __future__ import annotations

import dataclasses
import errno
import io
import itertools
import json
import os
import signal
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from briefing.errors import BriefingError, Problem, counted, near, visible
from briefing.files.pointing import all_located

_ROOT = "briefing.root"
_AS_JSON = "briefing.as-json"
_CHANGES = "briefing.changes"
_READING = frozenset({"keys", "check", "doctor", "show", "list", "diff", "verify", "prove"})
"""Commands that write nothing, unless an option says so."""


class Reporting(click.Group):
    """A group that shows the lines of the problems that stop one of its commands."""

    def main(self, args: Sequence[str] | None = None, *others: Any, **extra: Any) -> Any:
        """Run a command line. A signal that ends it from outside (SIGTERM) ends it as Ctrl-C does, and its drafts are cleared away."""
        before = signal.getsignal(signal.SIGTERM)
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, _interrupt)
        _replace_closed_streams()
        _print_what_the_terminal_can()
        given = list(sys.argv[1:] if args is None else args)
        try:
            if "--json" in given and extra.get("standalone_mode", True):
                return self._as_json(given, *others, **extra)
            return super().main(args, *others, **extra)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  # for what Python flushes at its end
            click.echo("The result cannot be printed: no space left on the device.\n  Free space, or write to another disk.", err=True)
            sys.exit(1)
        finally:
            if threading.current_thread() is threading.main_thread():
                signal.signal(signal.SIGTERM, before)

    def _as_json(self, args: list[str], *others: Any, **extra: Any) -> Any:
        """Run a command line that asks for JSON: wrong usage and an interruption are documents, too."""
        command = " ".join(itertools.takewhile(lambda word: not word.startswith("-"), args))
        try:
            sys.exit(super().main(args, *others, **{**extra, "standalone_mode": False}))
        except click.UsageError as error:
            usage = Problem("", 0, error.format_message(), f"'{error.ctx.command_path} -h' shows how." if error.ctx else "")
            _print_document(name_of(error.ctx) if error.ctx else command, None, [usage])
            sys.exit(2)
        except click.Abort:
            _print_document(command, None, [Problem("", 0, "interrupted", "Run the command again.")])
            sys.exit(1)

    def resolve_command(self, context: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that a line names. An option that would take another one for its value is refused."""
        name, command, rest = super().resolve_command(context, args)
        if command is not None:
            _refuse_options_as_values(click.Context(command, context, name), command, rest)
        return name, command, rest

    def invoke(self, context: click.Context) -> Any:
        """Run the command; add the lines of the files to its problems."""
        try:
            try:
                return super().invoke(context)
            except OSError as error:
                if error.filename is None:
                    raise
                what = f"this cannot be read or changed: {error.strerror}"
                hint = "Look whether it is there, and whether you may read and change it."
                raise BriefingError([Problem(near(Path(os.fsdecode(error.filename))), 0, what, hint)], "") from error
        except click.NoSuchOption as error:
            raise _with_long_option(error) from error
        except BriefingError as error:
            found = all_located(error.problems, context.meta.get(_ROOT))
            if not context.meta.get(_AS_JSON):
                writes = context.meta.get(_CHANGES) or context.invoked_subcommand not in _READING
                ending = error.ending if writes else ""
                raise BriefingError(found, ending, whole=error.whole) from None
            _print_document(context.meta[_AS_JSON], None, found, whole=error.whole)
            context.exit(1)


def _refuse_options_as_values(context: click.Context, command: click.Command, args: Sequence[str]) -> None:
    """Refuse `--digest --json`: click would take the second option for the words of the first, and nobody means that."""
    if isinstance(command, click.Group):
        at = next((number for number, word in enumerate(args) if word in command.commands), len(args))
        for inner in args[at : at + 1]:
            _refuse_options_as_values(click.Context(command.commands[inner], context, inner), command.commands[inner], args[at + 1 :])
        return
    options = [each for each in command.params if isinstance(each, click.Option)]
    names = {name for each in options for name in (*each.opts, *each.secondary_opts)}
    taking = {name: each.opts[-1] for each in options if not each.is_flag and not each.count for name in each.opts}
    line = itertools.takewhile(lambda word: word != "--", args)
    for option, value in itertools.pairwise(line):
        if option in taking and value in names:
            what = f"'{option}' needs a value, and '{value}' behind it is another option."
            raise click.UsageError(f"{what} If you mean these letters, write {taking[option]}={value}", context)


def _with_long_option(error: click.NoSuchOption) -> click.UsageError:
    """Return what to say of a short option that a command does not have, such as `-e`: its long options that begin with the letter."""
    letter = error.option_name[1:]
    if len(letter) != 1 or error.ctx is None:
        return error
    options = [name for parameter in error.ctx.command.params for name in parameter.opts if name.startswith("--")]
    found = [name for name in options if name.startswith(f"--{letter.lower()}")] or [
        name for name in options if f"-{letter.lower()}" in name[2:]
    ]
    return click.UsageError(f"{error.message} Did you mean {' or '.join(sorted(found))}?", error.ctx) if found else error


def _replace_closed_streams() -> None:
    """Open nothing in place of each stream that the shell has closed (`2>&-`): Python has None there, which nobody can print to."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115


def _print_what_the_terminal_can() -> None:
    """Let a sign stand for each letter that a terminal or a pipe has no code for: many on Windows are not UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="replace")


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def json_option(command: Any) -> Any:
    """Add `--json`."""
    text = "Print the result as one JSON document, whether the command succeeds or fails."
    return click.option("--json", is_flag=True, expose_value=False, is_eager=True, callback=_ask_for_json, help=text)(command)


def _ask_for_json(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        context.meta[_AS_JSON] = name_of(context)


def name_of(context: click.Context) -> str:
    """Return what a command is called, without the name of the program: `build`, `sources add`. The program itself is `briefing`."""
    return " ".join(context.command_path.split()[1:]) or "briefing"


def wants_json() -> bool:
    """Return whether the command that runs was asked for JSON."""
    return bool(click.get_current_context().meta.get(_AS_JSON))


def remember(root: Path) -> None:
    """Note the workspace of the command that runs: problems name their files from there."""
    context = click.get_current_context(silent=True)
    if context is not None:
        context.meta[_ROOT] = root


def change() -> None:
    """Note that the command that runs is about to change the workspace."""
    click.get_current_context().meta[_CHANGES] = True


def answer(result: object, lines: Iterable[str], *, after: Iterable[str] = (), ok: bool = True) -> list[Problem]:
    """Show the result of a verb: to people as lines, with its problems on the error stream, or to programs as one JSON document.

    Args:
        result: What the verb returned.
        lines: What is printed of it.
        after: Lines that are printed after the problems. Where there are none, a command that failed says how many problems there are.
        ok: Whether the command did what it was asked for. If not, the exit code is 1.

    Returns:
        The problems of the result, with the lines of their files.
    """
    context = click.get_current_context()
    problems = all_located(getattr(result, "problems", ()), context.meta.get(_ROOT))
    if context.meta.get(_AS_JSON):
        _print_document(context.meta[_AS_JSON], result, problems, ok=ok)
    else:
        for line in lines:
            click.echo(visible(line))
        for problem in problems:
            click.echo(str(problem), err=True)
        last = list(after)
        for line in last:
            click.echo(visible(line))
        if not ok and problems and not last:
            click.echo(f"\n{counted(len(problems), 'problem')}.", err=True)
    if not ok:
        context.exit(1)
    return problems


def repeat(result: Mapping[str, Any], problems: Iterable[Mapping[str, Any]], lines: Iterable[str], after: Iterable[str], why: str) -> None:
    """Show again what a command has said before: its result as JSON has it, its problems, and its lines. `why` is told to people."""
    context = click.get_current_context()
    found = [Problem(**each) for each in problems]
    if context.meta.get(_AS_JSON):
        _print_document(context.meta[_AS_JSON], result, found, ok=True)
        return
    for line in lines:
        click.echo(visible(line))
    for problem in found:
        click.echo(str(problem), err=True)
    for line in after:
        click.echo(visible(line))
    if why:
        click.echo(why, err=True)


def _print_document(command: str, result: object, problems: Sequence[Problem], *, ok: bool = False, whole: bool = True) -> None:
    shown = [plain(problem) for problem in problems]
    document = {"command": command, "ok": ok, "result": plain(result), "problems": shown, "complete": whole}
    is_utf_8 = "utf" in (getattr(sys.stdout, "encoding", None) or "").lower()
    click.echo(json.dumps(document, ensure_ascii=not is_utf_8))


def plain(value: object) -> Any:
    """Return a result as JSON has it: paths as the user writes them, and without the problems, which the document holds beside it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value) if field.name != "problems"}
    if isinstance(value, Path):
        return near(value)
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    return value
