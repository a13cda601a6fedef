"""`briefing schema`: what editors need to complete and check the files of a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from briefing.commands.options import found_workspace, near, own_workspace, workspace_option

if TYPE_CHECKING:
    from briefing.workspace.schema import Kind

_KINDS = ("outline", "source", "excerpt", "country", "actor", "question", "figure", "events")


@click.command()
@click.argument("kind", default="outline", type=click.Choice(_KINDS))
@click.option("--write", "all_of_them", is_flag=True, help="Write the schemas of all kinds into templates/schemas/ of the workspace.")
@workspace_option
def schema(kind: str, all_of_them: bool, folder: Path | None) -> None:
    """Print the JSON Schema of a kind of file, by which editors complete keys and mark what is wrong.

    \b
    Examples:
      briefing schema excerpt
      briefing schema --write
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)
    from briefing.workspace import schema as schemas

    if not all_of_them:
        click.echo(schemas.text(cast("Kind", kind)), nl=False)
        return
    files = schemas.write(own_workspace(found_workspace(folder)).root)
    click.echo(f"{len(files)} schemas are in {near(files[0].parent)}/. In VS Code install 'YAML' by Red Hat, and begin an outline with:")
    click.echo(f"  {schemas.mark('outline', 'templates')}", nl=False)
