"""`briefing build`: build packs from outlines."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from briefing.commands.options import (
    OUTLINE,
    edition_option,
    finish_options,
    found_workspace,
    no_cache_option,
    output_option,
    paper_option,
    set_option,
    unlicensed_option,
    workspace_option,
)
from briefing.commands.remembering import Said, unless_unchanged
from briefing.commands.reporting import answer, json_option, wants_json
from briefing.errors import near
from briefing.files.pointing import located

if TYPE_CHECKING:
    from briefing.outline import Edition
    from briefing.render import Format
    from briefing.theme.model import PaperName
    from briefing.verbs.build import Built
    from briefing.verbs.unchanged import Question


class _Formats(click.Choice[str]):
    """One format, or several with commas between them."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the formats."""
        given = value.split(",") if isinstance(value, str) else value
        return tuple(super(_Formats, self).convert(each.strip(), param, ctx) for each in given)


@click.command()
@click.argument("outlines", nargs=-1, type=OUTLINE, metavar="[OUTLINE]...")
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=_Formats(["pdf", "docx", "epub"], case_sensitive=False),
    callback=lambda _context, _option, given: tuple(dict.fromkeys(each for several in given for each in several)),
    help="Write this format, or several: pdf,docx. Default: all three.",
)
@edition_option
@set_option
@output_option
@paper_option
@finish_options
@unlicensed_option
@workspace_option
@json_option
@no_cache_option
@click.option("--watch", is_flag=True, help="Build again whenever a file of the workspace changes, until Ctrl-C.")
@click.option("-v", "--verbose", is_flag=True, help="Show the five steps and their times.")
def build(
    outlines: tuple[str, ...],
    formats: tuple[Format, ...],
    settings: dict[str, str],
    paper: str | None,
    output: Path | None,
    editions: tuple[Edition, ...],
    allow_unlicensed: bool,
    large_print: bool,
    ink_saver: bool,
    folder: Path | None,
    no_cache: bool,
    watch: bool,
    verbose: bool,
) -> None:
    """Build packs from outlines.

    OUTLINE is the name of a file in templates/. Default: the only outline, or
    seminar. The files go into output/.

    \b
    Examples:
      briefing build
      briefing build seminar briefing -f pdf -f docx
      briefing build --set course="POLS 204" --paper letter
      briefing build briefing -o ~/Desktop
      briefing build seminar --edition both
      briefing build -f pdf --watch
    """  # noqa: D301
    from briefing.verbs import unchanged

    workspace = found_workspace(folder)
    options = {
        "outlines": outlines,
        "settings": settings,
        "formats": formats,
        "editions": editions,
        "paper": paper,
        "finish": [large_print, ink_saver],
        "allow_unlicensed": allow_unlicensed,
    }
    question = unchanged.Question("build", workspace.root, output or workspace.output, workspace.output, options)

    def once() -> Built:
        from briefing.render import FORMATS
        from briefing.theme.model import Finish
        from briefing.verbs import build as verb

        return verb.build(
            workspace,
            outlines,
            settings=settings,
            formats=formats or FORMATS,
            editions=editions,
            paper=cast("PaperName | None", paper),
            finish=Finish(large_print, ink_saver),
            allow_unlicensed=allow_unlicensed,
            into=output,
            watch=_Progress(verbose=verbose),
        )

    if watch:
        _watch(question, once, formats)
    elif no_cache:
        with unchanged.nothing_remembered():
            built = once()
        answer(built, (), after=_lines(built))
    else:
        unless_unchanged(
            question,
            once,
            lambda built: Said(after=_lines(built), files=[file.path for file in built.files]),
            "Nothing has changed since this was built.",
        )


def _watch(question: Question, once: Callable[[], Built], formats: Sequence[Format]) -> None:
    """Build again after each change, until the user stops it. If a build fails, the problems are shown, and the next save tries again."""
    from briefing.verbs.watch import rounds

    if wants_json():
        raise click.UsageError("--watch and --json do not go together: a document is for one build.")
    for each in rounds(question, once, formats):
        if each.changed:
            click.echo(f"\nChanged: {', '.join(near(Path(path)) for path in each.changed[:3])}{', …' * (len(each.changed) > 3)}", err=True)
        if each.made is not None:
            answer(each.made, (), after=_lines(each.made))
        for problem in each.problems:
            click.echo(str(located(problem, question.root)), err=True)
        done = "Built" if each.made is not None else "Nothing was written"
        click.echo(f"{done}, in {each.seconds:.1f} s. Waiting for the next change; Ctrl-C stops.", err=True)


def _lines(built: Built) -> Iterator[str]:
    for_teachers = {pack.name for pack in built.packs if pack.edition == "teacher"}
    for file in built.files:
        yield f"{near(file.path)}  {file.size / 1000:,.0f} kB{'  for the teacher only' * (file.pack in for_teachers)}"
    if built.proof.sought or built.proof.indistinct:
        yield built.proof.summary


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
