"""`briefing build`: packs from outlines."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

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
from briefing.commands.reporting import json_option, say, warn

if TYPE_CHECKING:
    from briefing.outline import Edition


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


@click.command()
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
    from briefing.theme.model import Finish, PaperName

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
