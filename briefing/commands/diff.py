"""`briefing diff`: compare two packs, or a finished file with its pack."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.commands.options import OUTLINE, found_workspace, workspace_option
from briefing.commands.reporting import answer, json_option


@click.command()
@click.argument("base", type=OUTLINE)
@click.argument("mine", type=OUTLINE, required=False, default="")
@workspace_option
@json_option
def diff(base: str, mine: str, folder: Path | None) -> None:
    """Compare two packs: what MINE adds, leaves out or changes.

    BASE may also be a PDF, a Word file or an EPUB that you built before, such
    as the file that you sent this morning. Then briefing says, word by word,
    what the pack has now: [-what is gone-] {+what is new+}. If somebody has
    sent the file back, the words in [-…-] are theirs, and comments are listed.

    \b
    Examples:
      briefing diff seminar pols-204
      briefing diff output/brief.docx
      briefing diff ~/sent/brief.docx brief
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)
    from briefing.verbs import diff as verb

    found = verb.diff(found_workspace(folder), base, mine)
    head = f"'{found.mine}' compared with '{base}':" if found.lines else f"'{found.mine}' and '{base}' are the same."
    answer(found, [head, *(f"  {line}" for line in found.lines)])
