"""`briefing prove`: no words for the teacher in finished files for students."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from briefing.commands.options import OUTLINE, found_workspace, near, set_option, workspace_option
from briefing.commands.reporting import json_option, say
from briefing.errors import BriefingError, Problem, shown_path

_KINDS = (".pdf", ".docx", ".epub")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--against", "outline", type=OUTLINE, required=True, metavar="OUTLINE", help="The outline of the pack that students get.")
@set_option
@workspace_option
@json_option
def prove(files: tuple[Path, ...], outline: str, settings: dict[str, str], folder: Path | None) -> None:
    """Search finished files for every answer and every note for the teacher, wherever a file can hold words.

    What the students' pack says anyway does not count. Every build does the same before it puts files in place. Pictures of words and
    words drawn as lines cannot be found.

    \b
    Examples:
      briefing prove output/seminar.pdf --against seminar
      briefing prove handed-out/*.docx --against pols-204
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)
    _refuse_others(files)
    from briefing import build as verbs
    from briefing.check.leaks.proof import proof

    workspace = found_workspace(folder)
    library = verbs.load(workspace)
    (pack,) = verbs.packs(workspace, library, verbs.plans(workspace, library, [outline], settings))
    if pack.edition == "teacher":
        hint = "Name the outline of the pack that students get."
        raise BriefingError([Problem(f"templates/{outline}.yaml", 0, "this outline is for the teacher: students get no pack of it", hint)])
    found = proof(
        {near(path): path for path in files},
        pack.document,
        pack.outline,
        library,
        verbs.withheld_in(pack),
        shown_path(workspace.seeds, workspace.root),
    )
    say(found.summary)
    found.hold()


def _refuse_others(files: Sequence[Path]) -> None:
    """Refuse what cannot be a finished pack, all at once.

    Raises:
        BriefingError: Files are missing, are folders, or have another ending.
    """
    problems = []
    for path in files:
        if not path.exists():
            problems.append(Problem(near(path), 0, "there is no such file", "Build the pack first: briefing build OUTLINE."))
        elif not path.is_file():
            problems.append(Problem(near(path), 0, "this is no file", "Name the files in it: PDF, Word or EPUB."))
        elif path.suffix.lower() not in _KINDS:
            hint = "Name a PDF (.pdf), a Word file (.docx) or an EPUB (.epub)."
            problems.append(Problem(near(path), 0, "only finished packs can be proved", hint))
    if problems:
        raise BriefingError(problems)
