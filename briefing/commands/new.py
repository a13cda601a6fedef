"""`briefing new`: begin an outline of your own that follows another."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from briefing.commands.options import OUTLINE, found_workspace, own_workspace, set_option, workspace_option
from briefing.commands.reporting import answer, json_option
from briefing.errors import near


@click.command()
@click.argument("name", type=OUTLINE, metavar="NAME")
@click.option(
    "--from",
    "base",
    type=OUTLINE,
    default="",
    metavar="OUTLINE",
    help="The outline to follow. Default: the only outline, or seminar.",
)
@set_option
@workspace_option
@json_option
def new(name: str, base: str, settings: dict[str, str], folder: Path | None) -> None:
    """Begin an outline of your own, which follows another outline and changes parts of it.

    The new file lists all settings and sections as remarks. Later changes to
    the other outline reach yours.

    \b
    Examples:
      briefing new pols-204 --from seminar
      briefing new energy-week --from reading-pack --set topics="energy, cpc"
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)
    from briefing.verbs import new as verb

    done = verb.new(own_workspace(found_workspace(folder)), name, base, settings=settings)
    mine = shlex.quote(done.outline)
    answer(
        done,
        [
            f"{near(done.file)} follows '{done.base}'. Next:",
            "  open it in a text editor and change what you like; the file says how",
            f"  briefing diff {done.base} {mine}   to see what is different",
            f"  briefing build {mine}   to see the pack; with --edition both, the teacher's too",
        ],
    )
