"""`briefing diff`: what one pack has other than another."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.commands.options import OUTLINE, found_workspace, workspace_option


@click.command()
@click.argument("base", type=OUTLINE)
@click.argument("mine", type=OUTLINE)
@workspace_option
def diff(base: str, mine: str, folder: Path | None) -> None:
    """Say in plain words what the pack MINE has other than the pack BASE: sections, excerpts, questions, words, minutes.

    \b
    Example:
      briefing diff seminar pols-204
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)
    from briefing import build as verbs
    from briefing.views.comparison import contents, difference

    workspace = found_workspace(folder)
    library = verbs.load(workspace)
    both = [*dict.fromkeys((base, mine))]
    packs = {pack.name: pack for pack in verbs.packs(workspace, library, verbs.plans(workspace, library, both, {}))}
    ours, theirs = (contents(packs[name].document, packs[name].index, packs[name].reading_speed) for name in (mine, base))
    lines = difference(theirs, ours)
    click.echo(f"'{mine}' beside '{base}':" if lines else f"'{mine}' and '{base}' hold the same.")
    for line in lines:
        click.echo(f"  {line}")
