"""`briefing show`: what a pack holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.commands.options import OUTLINE, edition_option, found_workspace, set_option, workspace_option
from briefing.commands.reporting import json_option, say, warn

if TYPE_CHECKING:
    from briefing.outline import Edition


@click.command()
@click.argument("outline", type=OUTLINE)
@set_option
@edition_option
@click.option("--tree", "whole", is_flag=True, help="Print every node of the document.")
@workspace_option
@json_option
def show(outline: str, settings: dict[str, str], editions: tuple[Edition, ...], whole: bool, folder: Path | None) -> None:
    """Show what a pack holds: its sections, with words and reading minutes.

    \b
    Examples:
      briefing show seminar
      briefing show briefing --tree
    """  # noqa: D301
    from briefing import build as verbs
    from briefing.document import tree
    from briefing.views.overview import overview

    workspace = found_workspace(folder)
    library = verbs.load(workspace)
    packs = verbs.packs(workspace, library, verbs.plans(workspace, library, [outline], settings), editions=editions)
    for pack in packs:
        say(tree(pack.document) if whole else overview(pack.document, pack.reading_speed))
        if not whole:
            for text in pack.left_out:
                say(text)
    warn(packs[0].warnings)
