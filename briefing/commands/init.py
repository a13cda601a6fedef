"""`briefing init`: make a workspace of your own."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.commands.reporting import answer, json_option
from briefing.errors import near

if TYPE_CHECKING:
    from briefing.verbs.init import Model


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--shipped", is_flag=True, help="Copy the shipped pack instead of the small example.")
@click.option("--empty", is_flag=True, help="Begin with an outline and no text. With --form: without example files.")
@click.option(
    "--form", type=click.Choice(["brief", "seminar", "reader", "training"]), help="Begin with the form of a kind of pack, to be filled in."
)
@json_option
def init(folder: Path, shipped: bool, empty: bool, form: Model | None) -> None:
    """Make a workspace of your own: a folder with an example of each thing.

    You can build it at once. Replace the examples with your own texts.

    \b
    Examples:
      briefing init water-law
      briefing init water-law --form seminar
      briefing init water-law --form seminar --empty
      briefing init water-law --empty
      briefing init central-asia --shipped
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)
    from briefing.verbs import init as verb

    if shipped and (empty or form):
        raise click.UsageError("--shipped goes with neither --empty nor --form.")
    done = verb.init(folder, form or ("shipped" if shipped else "empty" if empty else "starter"), examples=not empty)
    answer(done, _lines(near(done.folder), done.model, has_examples=done.examples))


_OF_FORMS = {
    "brief": (
        "  briefing chart FILE.xlsx          to begin a chart with the numbers of a table",
        "  briefing diff output/brief.docx   to see what changed since the last build",
    ),
    "training": (
        "  briefing texts roles FILE.xlsx    to make role cards of a table: a row for each role",
        "  briefing handout --roster FILE.xlsx              to print them with the names of a list",
        "  briefing handout -k sign-in --roster FILE.xlsx   to print the list, to be signed",
    ),
}
"""What one does next with a form, besides what is for all of them."""


def _lines(folder: str, model: str, *, has_examples: bool) -> Iterator[str]:
    yield f"{folder}/ is a workspace. Next:"
    if folder != ".":
        yield f"  cd {shlex.quote(folder)}"
    if model == "empty":
        yield "  briefing sources import FILE.bib                   to bring in a bibliography, such as that of Zotero"
        yield "  briefing sources add FILE --new                    to add an article of yours"
        yield "  briefing excerpt SOURCE --from WORDS --to WORDS    to choose a passage of it"
        return
    yield "  briefing build                    to see the pack in output/"
    if model not in ("starter", "shipped"):
        yield "  briefing check                    to see what is still to be written"
    if model != "shipped" and has_examples:
        yield "  briefing sources add articles/*   to print the passage itself instead of its digest"
    yield "  briefing sources import FILE.bib  to bring in a bibliography, such as that of Zotero"
    yield "  briefing sources add FILE --new   to add an article of yours"
    yield from _OF_FORMS.get(model, ())
    if model not in ("starter", "shipped") and has_examples:
        yield f"The form has example files in seeds/. 'briefing init DIR --form {model} --empty' begins without them."
