"""`briefing prove`: check that finished files for students contain no words for the teacher."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.commands.options import OUTLINE, found_workspace, set_option, workspace_option
from briefing.commands.reporting import answer, json_option


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--against", "outline", type=OUTLINE, required=True, metavar="OUTLINE", help="The outline of the pack that students get.")
@set_option
@workspace_option
@json_option
def prove(files: tuple[Path, ...], outline: str, settings: dict[str, str], folder: Path | None) -> None:
    """Check that no answer or teacher's note is in a file for students.

    The command searches every part of a file that can hold words. Words that
    are also in the students' pack do not count. Every build does the same
    before it puts files in place. Pictures of words, and words drawn as lines,
    cannot be found.

    \b
    Examples:
      briefing prove output/seminar.pdf --against seminar
      briefing prove handed-out/*.docx --against pols-204
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)
    from briefing.verbs import prove as verb

    found = verb.prove(found_workspace(folder), files, outline, settings=settings)
    answer(found, [found.summary], ok=found.holds)
