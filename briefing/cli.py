"""The command line: one group, whose commands are loaded when they are used."""

from __future__ import annotations

import gc
import importlib
from pathlib import Path
from typing import cast

import click

from briefing import __version__
from briefing.commands.options import WORKSPACE, WORKSPACE_FOLDER
from briefing.commands.reporting import Reporting
from briefing.errors import BriefingError, Problem

GROUPS: dict[str, dict[str, tuple[str, str]]] = {
    "Begin": {
        "init": ("init:init", "Make a workspace of your own"),
        "new": ("new:new", "Begin an outline that follows another"),
        "desk": ("desk:desk", "Open the workspace in a browser"),
    },
    "Write": {
        "sources": ("sources:sources", "Add your copies of articles; see what there is"),
        "excerpt": ("excerpts:excerpt", "Choose a passage, or search for words"),
        "texts": ("texts:texts", "Bring in texts of your own from Word or Markdown"),
        "chart": ("chart:chart", "Begin a figure with the numbers of a table"),
        "list": ("list:list_things", "List sources, excerpts, questions and the rest"),
        "keys": ("keys:keys", "Say what an outline, section or record may hold"),
    },
    "Build": {
        "show": ("show:show", "Show what a pack holds, without building it"),
        "build": ("build:build", "Build packs as PDF, Word and EPUB"),
        "page": ("page:page", "Make a picture of one page of a pack"),
        "diff": ("diff:diff", "Compare two packs"),
    },
    "Hand out": {
        "handout": ("handout:handout", "Make sheets for a class, for groups or for people"),
        "impose": ("impose:impose", "Lay the pages of a PDF on sheets, as a booklet"),
    },
    "Check": {
        "check": ("check:check", "Find what is wrong in a workspace or in a file"),
        "verify": ("excerpts:verify", "Compare your excerpts with your copies"),
        "prove": ("prove:prove", "Search files for students for the teacher's words"),
        "rights": ("rights:rights", "See what a pack may print; ask for permission"),
        "doctor": ("doctor:doctor", "Show versions, fonts, folders and encodings"),
        "cache": ("cache:cache", "Show or delete what builds remember"),
    },
    "Exchange": {
        "excerpts": ("excerpts:excerpts", "Exchange excerpts and notes with other programs"),
        "schema": ("schema:schema", "Print JSON Schemas for editors and programs"),
    },
}
"""The commands in the order of work: each with its place below `briefing.commands`, and with what it does."""
COMMANDS = {name: command for group in GROUPS.values() for name, command in group.items()}
_OBJECTS = 200_000
"""New objects after which Python looks for cycles among them. A command makes many objects that stay, and hardly a cycle; Python looks
after each 700, and that takes a tenth of the time."""
WIDTH = 80
"""Columns of help, whatever the terminal has: the examples are laid out for them."""


class Commands(Reporting):
    """The group of all commands."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """Load the module of a command, and no other."""
        if name not in COMMANDS:
            return None
        module, _, function = COMMANDS[name][0].partition(":")
        return cast(click.Command, getattr(importlib.import_module(f"briefing.commands.{module}"), function))

    def resolve_command(self, context: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that a line names. `help build` shows what `build -h` shows."""
        if args[0] == "help":
            if not args[1:] or args[1].startswith("-"):
                click.echo(context.get_help())
                context.exit()
            args = [*args[1:], "--help"]
        return super().resolve_command(context, args)

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands in groups. None of them is loaded for this."""
        for group, commands in GROUPS.items():
            with formatter.section(group):
                formatter.write_dl([(f"{name:8}", what) for name, (_, what) in commands.items()])


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": WIDTH}, subcommand_metavar="COMMAND …"
)
@click.option(
    "-w",
    "--workspace",
    "folder",
    type=WORKSPACE_FOLDER,
    metavar="DIR",
    help="Work in this workspace. Default: this folder, or the nearest workspace above.",
)
@click.version_option(__version__, prog_name="briefing")
@click.pass_context
def main(context: click.Context, folder: Path | None) -> None:
    """Build annotated teaching and briefing packs in Word, PDF and EPUB.

    \b
    Examples:
      briefing init my-class               begin a pack of your own
      briefing sources add article.pdf     add your copy of an article
      briefing check                       find everything that is wrong, at once
      briefing build                       build the pack in all three formats
      briefing build seminar -f pdf        build one outline in one format

    'briefing COMMAND -h' shows the help of a command.
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)
    gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])
    try:
        Path.cwd()
    except OSError:
        raise BriefingError([Problem("", 0, "the current folder no longer exists", "Change to a folder that exists: cd DIR.")]) from None
    if folder is not None:
        context.meta[WORKSPACE] = folder
