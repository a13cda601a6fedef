"""Write the page of all commands, `docs/commands.md`, from the program's own help.

python docs/commands.py
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click

from briefing.cli import main

PAGE = Path(__file__).resolve().with_suffix(".md")
WIDTH = 80
"""Characters of a line of help, whatever the terminal."""
HEAD = """\
# All commands

Every command explains itself: `briefing -h`, `briefing build -h`. This page is that help.
"""


def page() -> str:
    """Return the page: what `briefing -h` says, then each command with its text, its examples and its options."""
    top = _context(main, None, "briefing")
    parts = [HEAD, _fenced(main.get_help(top)), *_commands(top)]
    return "\n".join(parts)


def _context(command: click.Command, parent: click.Context | None, name: str) -> click.Context:
    """Return a context that knows nothing of the terminal."""
    settings = {**command.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    return click.Context(command, parent=parent, info_name=name, **settings)


def _commands(parent: click.Context) -> Iterator[str]:
    """Yield the part of each command of a group, in the group's order; commands inside a command follow it."""
    group = parent.command
    assert isinstance(group, click.Group)
    for name in group.list_commands(parent):
        command = group.get_command(parent, name)
        if command is None or command.hidden:
            continue
        context = _context(command, parent, name)
        yield _part(context)
        if isinstance(command, click.Group):
            yield from _commands(context)


def _part(context: click.Context) -> str:
    """Return what there is to say of one command."""
    command = context.command
    level = "#" * (2 + context.command_path.count(" ") - 1)
    usage = command.get_usage(context).removeprefix("Usage: ")
    text = inspect.cleandoc(command.help or "").partition("\f")[0]
    paragraphs = [_paragraph(each) for each in re.split(r"\n\s*\n", text) if each.strip()]
    options = "".join(_options(context))
    return "\n".join([f"{level} {context.command_path}\n", _fenced(usage), *paragraphs, *([options] if options else [])])


def _paragraph(text: str) -> str:
    """Return a paragraph of help as Markdown: words, or, where Click is told not to wrap it, a heading line and what stands below it."""
    if not text.startswith("\b\n"):
        return f"{_escaped(' '.join(text.split()))}\n"
    first, *rest = text.removeprefix("\b\n").split("\n")
    return f"{_escaped(first)}\n\n{_fenced(inspect.cleandoc(chr(10) + chr(10).join(rest)))}" if rest else f"{_escaped(first)}\n"


def _options(context: click.Context) -> Iterator[str]:
    """Yield a list item for each option but `--help`, and for each argument that has a help text."""
    for each in context.command.get_params(context):
        record = each.get_help_record(context)
        if record and record[1] and "--help" not in each.opts:
            yield f"- `{record[0]}`: {_escaped(record[1])}\n"


def _fenced(text: str) -> str:
    return f"```\n{text.strip()}\n```\n"


def _escaped(text: str) -> str:
    """Return words in which Markdown finds no marks."""
    return re.sub(r"([*_<>|\[\]])", r"\\\1", " ".join(text.split()))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE.name}  {len(page().splitlines())} lines")
