"""`briefing list`: list the things that a workspace holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from briefing.commands.options import found_workspace, workspace_option
from briefing.commands.reporting import answer, json_option

if TYPE_CHECKING:
    from briefing.verbs.views.catalogue import Kind


@click.command(name="list")
@click.argument(
    "kind",
    default="outlines",
    type=click.Choice(["outlines", "sources", "excerpts", "countries", "actors", "questions"]),
    metavar="[KIND]",
)
@workspace_option
@json_option
def list_things(kind: str, folder: Path | None) -> None:
    """List outlines, sources, excerpts, countries, actors or questions.

    KIND is one of these words. Default: outlines.

    \b
    Examples:
      briefing list
      briefing list excerpts
    """  # noqa: D301
    from briefing.verbs.list import catalogue
    from briefing.verbs.views.catalogue import table

    found = catalogue(found_workspace(folder), cast("Kind", kind))
    answer(found, [table(found.columns, found.rows)])
