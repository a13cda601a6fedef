"""`briefing init`: make a workspace of your own."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.commands.options import WORDS
from briefing.commands.reporting import answer, json_option
from briefing.errors import counted, near

if TYPE_CHECKING:
    from briefing.verbs.init import Model, NewWorkspace


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--title", default="", type=WORDS, metavar="WORDS", help="The title of the pack. Default: to be written.")
@click.option("--shipped", is_flag=True, help="Copy the shipped pack instead of the small example.")
@click.option("--empty", is_flag=True, help="Begin with an outline and no text. With --form: without example files.")
@click.option(
    "--form", type=click.Choice(["brief", "seminar", "reader", "training"]), help="Begin with the form of a kind of pack, to be filled in."
)
@json_option
def init(folder: Path, files: tuple[Path, ...], title: str, shipped: bool, empty: bool, form: Model | None) -> None:
    """Make a workspace of your own, of FILEs that you have or with an example of each thing.

    FILE is a bibliography (as 'briefing sources import' reads it), a text (PDF, web page, Word file and others) or a folder with them.
    briefing makes records of the works, finds out which file is which work, and drafts excerpts of what you have marked. The form is then
    'reader', or as --form says. Without FILE, you get a small example to replace.

    \b
    Examples:
      briefing init water-law . --title "Water law"
      briefing init water-law nile.bib articles/*.pdf
      briefing init brief nile.bib report.pdf --form brief
      briefing init water-law
      briefing init water-law --form seminar --empty
      briefing init central-asia --shipped
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)
    from briefing.verbs import init as verb

    if shipped and (empty or form or files or title):
        raise click.UsageError("--shipped goes with neither --empty nor --form, --title or FILE.")
    if folder.is_file() and (files or folder.suffix):
        new = re.sub(r"[^\w]+", "-", folder.stem).strip("-") or "my-pack"
        named = shlex.join(map(near, (folder, *files[:2]))) + (" …" if len(files) > 2 else "")
        raise click.UsageError(f"Name the new folder first: briefing init {new} {named}")
    model = form or ("shipped" if shipped else "reader" if files else "empty" if empty else "starter")
    done = verb.init(folder, model, examples=not (empty or files), title=title, files=files)
    if files:
        answer(done, _works(done), after=_after_files(near(done.folder), done))
    else:
        answer(done, _lines(near(done.folder), done.model, has_examples=done.examples))


def _works(done: NewWorkspace) -> Iterator[str]:
    """Yield what is said of the works of a new workspace: those with a text first."""
    width = min(max((len(work.id) for work in done.works), default=0), 30)
    works = sorted(done.works, key=lambda work: not work.copy)
    for work in works[:_SHOWN]:
        marked = f" ({counted(len(work.marked), 'passage')} marked)" if work.marked else ""
        yield f"{work.id:{width}}  {work.copy or 'no file'}{marked}"
    if len(works) > _SHOWN:
        yield f"… and {len(works) - _SHOWN} more: 'briefing sources list' names them all"


def _after_files(folder: str, done: NewWorkspace) -> Iterator[str]:
    """Yield what one does next in a workspace that has its works already."""
    writes = [*([("passages.md", "the passages to print, and your notes on them")] if done.passages else []), *_TEXTS[done.model]]
    width = max(len(file) for file, _ in writes)
    yield f"{folder}/ is a workspace with {counted(len(done.works), 'work')}. Next:"
    if folder != ".":
        yield f"  cd {shlex.quote(folder)}"
    yield "  write, with a text editor, into:"
    yield from (f"    {file:{width}}  {what}" for file, what in writes)
    if done.passages:
        yield "  briefing excerpts import passages.md"
    yield "  briefing build                    to make the pack, in output/"
    yield "  briefing check                    to see what is still to be written"
    yield from _OF_FORMS.get(done.model, ())
    yield "You cite a work by its name: [@NAME], [@NAME, p. 4] or [@NAME, ¶3]. 'briefing sources show NAME --text' numbers the paragraphs."


_TEXTS: dict[str, tuple[tuple[str, str], ...]] = {
    "brief": (("seeds/texts/brief.md", "the text of the brief"),),
    "reader": (("seeds/texts/how-to-read.md", "an introduction"),),
    "seminar": (
        ("seeds/texts/introduction.md", "an introduction"),
        ("seeds/texts/session-1.md", "the first session"),
        ("seeds/texts/session-2.md", "the second session"),
    ),
    "training": (
        ("seeds/texts/welcome.md", "who is here, and what for"),
        ("seeds/activities/exercise.md", "the exercise"),
        ("seeds/countries/*.md", "the roles, if they are in no table"),
    ),
}
"""The texts that are to be written in each form, and what each is."""


_SHOWN = 12
"""How many works are named."""
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
