"""`briefing page`: one page of a pack as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.commands.options import OUTLINE, WORDS, WholeNumber, found_workspace, set_option, workspace_option
from briefing.commands.reporting import answer, json_option
from briefing.errors import near

if TYPE_CHECKING:
    from briefing.outline import Edition


@click.command()
@click.argument("outline", type=OUTLINE)
@click.argument("wanted", type=WORDS, metavar="PAGE")
@click.option(
    "--edition",
    type=click.Choice(["student", "teacher"], case_sensitive=False),
    default="student",
    help="Show the page of this edition. Default: student.",
)
@set_option
@click.option(
    "--dpi", "sharpness", type=WholeNumber(36, 600), default=110, metavar="NUMBER", help="Dots to an inch, from 36 to 600. Default: 110."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The file to write. Default: output/OUTLINE-page-PAGE.png in the workspace.",
)
@workspace_option
@json_option
def page(
    outline: str, wanted: str, edition: Edition, settings: dict[str, str], sharpness: int, output: Path | None, folder: Path | None
) -> None:
    """Make a picture of one page of a pack, without building the pack.

    PAGE is the number that is printed on the page; or the id of a section, an
    excerpt, a question, a country or an actor; or its file in seeds/.

    \b
    Examples:
      briefing page seminar 12
      briefing page seminar seeds/excerpts/three-tasks.md
      briefing page seminar 12 --dpi 300 -o page.png
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)
    from briefing.verbs import page as verb

    made = verb.page(found_workspace(folder), wanted, outline, settings=settings, edition=edition, sharpness=sharpness, into=output)
    answer(made, (), after=[f"{near(made.file)}  page {made.page}, {made.width} × {made.height} pixels"])
