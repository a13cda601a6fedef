"""`briefing init`: a workspace of one's own."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from briefing.commands.options import near


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--shipped", is_flag=True, help="Copy the shipped pack in place of the small example.")
@click.option("--empty", is_flag=True, help="Leave the example out: an outline, and no text yet.")
def init(folder: Path, shipped: bool, empty: bool) -> None:
    """Make a workspace: a folder with one example of each thing, to be replaced by your own, that builds at once.

    \b
    Examples:
      briefing init water-law
      briefing init water-law --empty
      briefing init central-asia --shipped
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)
    from briefing import workspace
    from briefing.workspace import schema

    if shipped and empty:
        raise click.UsageError("Choose one of --shipped and --empty.")
    workspace.make(folder, workspace.shipped() if shipped else workspace.blank() if empty else workspace.starter())
    schema.write(folder)
    shown = near(folder)
    click.echo(f"{shown}/ is a workspace. Next:")
    if shown != ".":
        click.echo(f"  cd {shlex.quote(shown)}")
    if empty:
        click.echo("  briefing sources add FILE --new                    to add an article of yours")
        click.echo("  briefing excerpt SOURCE --from WORDS --to WORDS    to choose a passage of it")
        return
    click.echo("  briefing build                    to see the pack in output/")
    if not shipped:
        click.echo("  briefing sources add articles/*   to print the passage itself in place of its digest")
    click.echo("  briefing sources add FILE --new   to add an article of yours")
