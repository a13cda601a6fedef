"""`briefing list`: what a workspace holds."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.commands.options import found_workspace, workspace_option


@click.command(name="list")
@click.argument(
    "kind",
    default="outlines",
    type=click.Choice(["outlines", "sources", "excerpts", "countries", "actors", "questions"]),
)
@workspace_option
def list_things(kind: str, folder: Path | None) -> None:
    """List what there is: outlines (the default), sources, excerpts, countries, actors or questions.

    \b
    Examples:
      briefing list
      briefing list excerpts
    """  # noqa: D301
    from briefing import build as verbs
    from briefing.views.catalogue import catalogue

    click.echo(catalogue(kind, found_workspace(folder), verbs.load))
