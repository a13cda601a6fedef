"""The page of all commands: it says what the program says of itself."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import click
import pytest

from briefing.cli import main

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE = (DOCS / "commands.md").read_text(encoding="utf-8")


def written() -> str:
    """Return what `docs/commands.py` would write."""
    page = cast("Callable[[], str]", runpy.run_path(str(DOCS / "commands.py"))["page"])
    return page()


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """Yield each command below a group, with all of its name."""
    if isinstance(command, click.Group):
        context = click.Context(command, **main.context_settings)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner
            yield f"{path} {name}", inner
            yield from commands(inner, f"{path} {name}")


def test_page_is_what_the_program_says() -> None:
    """After a change of help, `python docs/commands.py` writes the page anew."""
    assert written() == PAGE


@pytest.mark.parametrize("columns", ["40", "200"])
def test_page_does_not_depend_on_the_terminal(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A narrow terminal wraps help; the page has lines of its own."""
    monkeypatch.setenv("COLUMNS", columns)
    assert written() == PAGE


def test_page_has_every_command_with_its_options() -> None:
    """Commands inside of commands, too."""
    for name, command in commands(main, "briefing"):
        _, found, part = PAGE.partition(f"# {name}\n")
        assert found, name
        part = part.partition("\n#")[0]
        for option in command.params:
            if isinstance(option, click.Option) and option.help and not option.hidden:
                assert all(spelling in part for spelling in option.opts), (name, option.opts)
