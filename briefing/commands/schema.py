"""`briefing schema`: JSON Schemas for editors, and for programs that read results."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from briefing.commands.options import found_workspace, own_workspace, workspace_option
from briefing.commands.reporting import answer, json_option
from briefing.errors import near

if TYPE_CHECKING:
    from briefing.workspace.schema import Kind

_KINDS = ("outline", "source", "excerpt", "country", "actor", "question", "figure", "map", "events", "rules")


@click.command()
@click.argument("kind", default="outline", type=click.Choice(_KINDS), metavar="[KIND]")
@click.option("--write", "all_of_them", is_flag=True, help="Write the schemas of all kinds into templates/schemas/.")
@click.option("--results", is_flag=True, help="Print the schemas of what commands print with --json.")
@workspace_option
@json_option
def schema(kind: str, all_of_them: bool, results: bool, folder: Path | None) -> None:
    """Print the JSON Schema of a kind of file. With it, editors complete keys and mark mistakes.

    KIND is outline, source, excerpt, country, actor, question, figure, map,
    events
    or rules. Default: outline.

    \b
    Examples:
      briefing schema excerpt
      briefing schema --write
      briefing schema --results
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)
    from briefing.verbs import schema as verb
    from briefing.workspace.schema import mark

    if results:
        from briefing.commands.results import schemas

        every = verb.ResultSchemas(schemas())
        answer(every, [json.dumps(every.commands, ensure_ascii=False, indent=2)])
    elif all_of_them:
        done = verb.write(own_workspace(found_workspace(folder)))
        where = f"{len(done.files)} schemas are in {near(done.files[0].parent)}/."
        how = "In VS Code install 'YAML' by Red Hat, and begin an outline with:"
        answer(done, [f"{where} {how}", f"  {mark('outline', 'templates').strip()}"])
    else:
        found = verb.show(cast("Kind", kind))
        answer(found, [found.text.rstrip("\n")])
