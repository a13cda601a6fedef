"""The examples in the help of commands are right: each is understood, and those of handouts are run."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from briefing.cli import main
from tests.support.places import SHIPPED


def _commands(command: click.Command, context: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    yield command, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _commands(below, click.Context(below, parent=context, info_name=name, **below.context_settings))


def _examples() -> Iterator[str]:
    """Yield each line below "Examples:" in the help of every command, without what it says behind the command."""
    for command, context in _commands(main, click.Context(main, info_name="briefing", **main.context_settings)):
        part = re.search(r"Examples?:\n((?:    .*\n?)+)", command.get_help(context))
        for line in part[1].splitlines() if part else ():
            yield re.split(r" {2,}", line.strip())[0]


EXAMPLES = list(dict.fromkeys(_examples()))


def test_each_example_is_understood() -> None:
    """Its command is there, and so are its options and their values."""
    assert len(EXAMPLES) > 90
    for example in EXAMPLES:
        command: click.Command = main
        program, *words = shlex.split(example.partition(" > ")[0])
        assert program == "briefing"
        context = main.make_context("briefing", words)
        while isinstance(command, click.Group) and (rest := [*context._protected_args, *context.args]):
            name, found, rest = command.resolve_command(context, rest)
            assert found is not None, example
            command, context = found, found.make_context(name, rest, parent=context)


@pytest.mark.slow
@pytest.mark.parametrize("example", [each for each in EXAMPLES if each.startswith("briefing handout")])
def test_each_example_of_handouts_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, example: str) -> None:
    """In the shipped pack, with a class of 25."""
    for name in ("seeds", "templates"):
        shutil.copytree(SHIPPED / name, tmp_path / name)
    (tmp_path / "class.csv").write_text("name,group\n" + "".join(f"P{number},\n" for number in range(25)), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, shlex.split(example)[1:])
    assert result.exit_code == 0, result.output
    assert "warning" not in result.output
