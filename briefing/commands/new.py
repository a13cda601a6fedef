"""`briefing new`: an outline of one's own that follows another."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click

from briefing.commands.options import OUTLINE, found_workspace, near, own_workspace, set_option, workspace_option
from briefing.errors import BriefingError, Problem


@click.command()
@click.argument("name", type=OUTLINE, metavar="NAME")
@click.option(
    "--from",
    "base",
    type=OUTLINE,
    default="",
    metavar="OUTLINE",
    help="The outline to start from. Left out: seminar, or the only one there is.",
)
@set_option
@workspace_option
def new(name: str, base: str, settings: dict[str, str], folder: Path | None) -> None:
    """Begin an outline of your own, which follows another and changes what you want changed.

    It lists all that can be set and all sections, as remarks. Later changes to the other outline reach yours.

    \b
    Examples:
      briefing new pols-204 --from seminar
      briefing new energy-week --from reading-pack --set topics="energy, cpc"
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)
    from briefing import build as verbs
    from briefing import outline
    from briefing.commands.options import default_outlines
    from briefing.files.writing import replacing
    from briefing.workspace import schema

    workspace = own_workspace(found_workspace(folder))
    path = _free(name, workspace.templates)
    base = base or default_outlines(workspace)[0]
    template = outline.read(workspace.templates, base, workspace.root)
    outline.fill(template, verbs.load(workspace), settings)
    with replacing(path) as draft:
        draft.write_text(schema.mark("outline", "templates") + outline.beginning(path.stem, template, settings), encoding="utf-8")
    schema.write(workspace.root)
    click.echo(f"{near(path)} follows '{base}'. Next:")
    click.echo("  open it in a text editor and change what you want changed; it says how")
    click.echo(f"  briefing diff {base} {shlex.quote(path.stem)}   to see what is different")
    click.echo(f"  briefing build {shlex.quote(path.stem)}   to see the pack; with --edition both, the teacher's too")


def _free(name: str, folder: Path) -> Path:
    """Return the file of a new outline.

    Raises:
        BriefingError: The name is none for a file, or it is taken.
    """
    from briefing.document.identifiers import slug
    from briefing.theme.settings import THEME_FILE

    if not re.fullmatch(r"[^\W_][\w-]*", name):
        raise BriefingError([Problem("", 0, f"'{name}' cannot be the name of an outline", f"Write '{slug(name)}'.")])
    path = folder / f"{name}.yaml"
    if path.name == THEME_FILE:
        raise BriefingError([Problem("", 0, f"'{name}' is the name of the file for the look of all packs", f"Write 'my-{name}'.")])
    taken = next((each for each in (path, folder / f"{name}.yml") if each.exists() or each.is_symlink()), None)
    if taken:
        hint = "Choose another name, or move the file away first."
        raise BriefingError([Problem(f"templates/{taken.name}", 0, "there is an outline of this name already", hint)])
    return path
