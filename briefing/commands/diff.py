"""`briefing diff`: compare two packs, or a finished file with its pack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.commands.options import OUTLINE, found_workspace, workspace_option
from briefing.commands.reporting import answer, json_option

if TYPE_CHECKING:
    from briefing.verbs.diff import Difference


@click.command()
@click.argument("base", type=OUTLINE)
@click.argument("mine", type=OUTLINE, required=False, default="")
@workspace_option
@json_option
def diff(base: str, mine: str, folder: Path | None) -> None:
    """Compare two packs: what MINE adds, leaves out or changes.

    BASE may also be a PDF, a Word file or an EPUB that you built before, such
    as the file that you sent this morning. Then briefing says, word by word,
    what the pack has now: [-what is gone-] {+what is new+}.

    If somebody has worked on a Word file and sent it back, their tracked
    changes and comments come first, with their names: [-what they took out-]
    {+what they put in+}. What you have changed since then follows. If they
    tracked no changes, all differences are shown as theirs.

    \b
    Examples:
      briefing diff seminar pols-204
      briefing diff output/brief.docx
      briefing diff ~/sent/brief.docx brief
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)
    from briefing.verbs import diff as verb

    found = verb.diff(found_workspace(folder), base, mine)
    answer(found, _shown(found, base))


def _shown(found: Difference, base: str) -> Iterator[str]:
    if not found.lines and not found.theirs:
        yield f"'{found.mine}' and '{base}' are the same."
        return
    if not found.came_back:
        yield f"'{found.mine}' compared with '{base}':"
        yield from (f"  {line}" for line in found.lines)
        return
    tracked = any(not line.startswith("comment") for line in found.theirs)
    if found.theirs:
        yield f"What readers have written in '{base}':"
        yield from (f"  {line}" for line in found.theirs)
    if found.lines:
        since = f"What has changed in '{found.mine}' since the file was sent: [-gone-] {{+new+}}"
        yield since if tracked else f"'{base}' came back and differs from '{found.mine}': [-only in your pack-] {{+only in the file+}}"
        yield from (f"  {line}" for line in found.lines)
