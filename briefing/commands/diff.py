"""`briefing diff`: compare two packs."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.commands.options import OUTLINE, found_workspace, workspace_option
from briefing.commands.reporting import answer, json_option


@click.command()
@click.argument("base", type=OUTLINE)
@click.argument("mine", type=OUTLINE)
@workspace_option
@json_option
def diff(base: str, mine: str, folder: Path | None) -> None:
    """Compare two packs: what MINE adds, leaves out or changes.

    \b
    Example:
      briefing diff seminar pols-204
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)
    from briefing.verbs import diff as verb

    found = verb.diff(found_workspace(folder), base, mine)
    head = f"'{mine}' compared with '{base}':" if found.lines else f"'{mine}' and '{base}' are the same."
    answer(found, [head, *(f"  {line}" for line in found.lines)])
