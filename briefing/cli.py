"""The commands: read arguments, call one verb, say what happened. Only commands print."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from briefing import __version__
from briefing.commands.check import check
from briefing.commands.diff import diff
from briefing.commands.excerpts import excerpt, excerpts, verify
from briefing.commands.handout import handout
from briefing.commands.impose import impose
from briefing.commands.init import init
from briefing.commands.new import new
from briefing.commands.options import (
    OUTLINE,
    OUTPUT_FOLDER,
    default_outlines,
    edition_option,
    finish_options,
    found_workspace,
    near,
    set_option,
    workspace_option,
)
from briefing.commands.prove import prove
from briefing.commands.reporting import Reporting, json_option, say, warn
from briefing.commands.rights import rights
from briefing.commands.schema import schema
from briefing.commands.sources import sources

if TYPE_CHECKING:
    from briefing.outline import Edition

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Progress:
    """What `--verbose` and the progress line print, to the error stream, so that output can be piped."""

    def __init__(self, *, verbose: bool) -> None:
        self.verbose = verbose
        self.live = sys.stderr.isatty() and not verbose

    @contextmanager
    def step(self, number: int, what: str) -> Iterator[None]:
        """Name one of the five steps, with its time."""
        start = time.perf_counter()
        yield
        if self.verbose:
            click.echo(f"Step {number} - {what}: {time.perf_counter() - start:.2f} s", err=True)

    def line(self, text: str) -> None:
        """Show a line that the next one replaces; with `--verbose`, keep it."""
        if self.verbose and text:
            click.echo(f"         {text}", err=True)
        elif self.live:
            click.echo(f"\r\x1b[K{text}", err=True, nl=False)


@click.group(cls=Reporting, context_settings=HELP)
@click.version_option(__version__, prog_name="briefing")
def main() -> None:
    """Build annotated teaching and briefing packs in Word, PDF and EPUB.

    \b
    Examples:
      briefing build                     every format of the shipped seminar pack, into output/
      briefing build briefing -f pdf     one outline, one format
      briefing show seminar              what is in a pack, with words and minutes
      briefing check                     everything that is wrong, at once
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)


@main.command()
@click.argument("outlines", nargs=-1, type=OUTLINE, metavar="[OUTLINE]...")
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["pdf", "docx", "epub"], case_sensitive=False),
    help="A format to write. Repeatable; left out: all three.",
)
@set_option
@click.option("--paper", type=click.Choice(["a4", "letter"], case_sensitive=False), help="The sheet. Left out: the outline's own.")
@click.option(
    "-o",
    "--output",
    type=OUTPUT_FOLDER,
    metavar="DIR",
    help="Where the files go. Left out: output/ in the workspace.",
)
@edition_option
@click.option("--allow-unlicensed", is_flag=True, help="Print digests of sources whose conditions the pack does not keep.")
@finish_options
@workspace_option
@json_option
@click.option("-v", "--verbose", is_flag=True, help="Name the five steps and their times.")
def build(
    outlines: tuple[str, ...],
    formats: tuple[str, ...],
    settings: dict[str, str],
    paper: str | None,
    output: Path | None,
    editions: tuple[Edition, ...],
    allow_unlicensed: bool,
    large_print: bool,
    ink_saver: bool,
    folder: Path | None,
    verbose: bool,
) -> None:
    """Build packs from outlines (left out: seminar, or the only outline there is).

    \b
    Examples:
      briefing build
      briefing build seminar briefing -f pdf -f docx
      briefing build --set course="POLS 204" --paper letter
      briefing build briefing -o ~/Desktop
      briefing build seminar --edition both
    """  # noqa: D301
    from briefing import build as verbs
    from briefing.render import FORMATS, Format
    from briefing.render.theme import Finish, PaperName

    progress, finish = _Progress(verbose=verbose), Finish(large_print, ink_saver)
    workspace = found_workspace(folder)
    names = list(outlines) or default_outlines(workspace)
    with progress.step(1, "read the library"):
        library = verbs.load(workspace)
    with progress.step(2, "read the outlines"):
        plans = verbs.plans(workspace, library, names, settings)
    with progress.step(3, "assemble"):
        sheet = cast("PaperName | None", paper)
        packs = verbs.packs(workspace, library, plans, sheet, allow_unlicensed=allow_unlicensed, finish=finish, editions=editions)
    for pack in packs:
        for text in pack.left_out:
            progress.line(f"{pack.name}: {text}")
    warn(list(dict.fromkeys(warning for pack in packs for warning in pack.warnings)))
    wanted = cast("tuple[Format, ...]", formats) or FORMATS
    target = output or workspace.output
    progress.line(f"Rendering {', '.join(names)}: {', '.join(wanted)} …")
    with verbs.scratch(target) as scratch:
        with progress.step(4, "render"):
            drafts = verbs.draw(packs, wanted, scratch, progress.line)
        with progress.step(5, "prove and write"):
            proof = verbs.prove(packs, drafts, workspace, library)
            proof.hold()
            files = verbs.place(drafts, target)
    progress.line("")
    for_teachers = {pack.name for pack in packs if pack.edition == "teacher"}
    for path in files:
        say(f"{near(path)}  {path.stat().st_size / 1000:,.0f} kB{'  for the teacher only' * (path.stem in for_teachers)}")
    if proof.sought or proof.indistinct:
        say(proof.summary)


@main.command()
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
    from briefing.overview import overview

    workspace = found_workspace(folder)
    library = verbs.load(workspace)
    packs = verbs.packs(workspace, library, verbs.plans(workspace, library, [outline], settings), editions=editions)
    for pack in packs:
        say(tree(pack.document) if whole else overview(pack.document, pack.reading_speed))
        if not whole:
            for text in pack.left_out:
                say(text)
    warn(packs[0].warnings)


@main.command(name="list")
@click.argument(
    "kind",
    default="outlines",
    type=click.Choice(["outlines", "sources", "excerpts", "countries", "actors", "questions"]),
)
@workspace_option
def list_things(kind: str, folder: Path | None) -> None:
    """List what there is: outlines (the default), sources, excerpts, countries, actors or questions.

    \b
    Examples:
      briefing list
      briefing list excerpts
    """  # noqa: D301
    from briefing import build as verbs
    from briefing.overview import catalogue

    click.echo(catalogue(kind, found_workspace(folder), verbs.load))


main.add_command(check)
main.add_command(init)
main.add_command(new)
main.add_command(diff)
main.add_command(sources)
main.add_command(rights)
main.add_command(excerpt)
main.add_command(excerpts)
main.add_command(verify)
main.add_command(schema)
main.add_command(handout)
main.add_command(impose)
main.add_command(prove)
