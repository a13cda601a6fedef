"""`briefing doctor`: what this machine has, for people who ask for help."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.commands.options import WORKSPACE, workspace_option
from briefing.commands.reporting import answer, json_option

if TYPE_CHECKING:
    from briefing.verbs.doctor import Diagnosis


@click.command()
@workspace_option
@json_option
def doctor(folder: Path | None) -> None:
    """Show versions, fonts, folders, encodings and free space.

    Send the answer along when you ask for help. It holds the names of your
    folders, and nothing of what you wrote.

    \b
    Examples:
      briefing doctor
      briefing doctor --json > doctor.json
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)
    from briefing.verbs import doctor as verb

    found = verb.doctor(folder or click.get_current_context().meta.get(WORKSPACE))
    answer(found, _lines(found), ok=not found.problems)


def _lines(found: Diagnosis) -> Iterator[str]:
    group = ""
    for each in found.findings:
        if each.group != group:
            yield f"{each.group}:"
            group = each.group
        mark = {"fine": " ", "missing": "-", "stops": "!"}[each.state]
        yield f"{mark} {each.name:16} {each.value}"
        if each.hint and each.state == "missing":
            yield f"{'':19}{each.hint}"
    if not found.problems:
        yield "Nothing stops briefing from working here."
