"""`briefing handout`: sheets to print and hand over, for everybody, for groups, or for each person of a roster."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import click

from briefing.commands.options import (
    OUTLINE,
    WholeNumber,
    finish_options,
    found_workspace,
    output_option,
    paper_option,
    set_option,
    unlicensed_option,
    workspace_option,
)
from briefing.commands.reporting import answer, json_option
from briefing.errors import counted, near

if TYPE_CHECKING:
    from briefing.handout.proving import HandoutFormat
    from briefing.theme.model import PaperName
    from briefing.verbs.handout import Handouts, MadeFile

MOST_GROUPS = 500


def _lines(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    if value and value != "fill" and not (value.isascii() and value.isdecimal() and len(value) < 3 and 1 <= int(value) <= 60):
        raise click.BadParameter(f"'{value}' is neither a number from 1 to 60 nor 'fill'.")
    return value or ""


@click.command()
@click.argument("outline", type=OUTLINE, required=False, default="")
@click.option(
    "-k",
    "--kind",
    "kinds",
    multiple=True,
    metavar="KIND",
    help="cards, worksheet, glossary, comparison, sign-in, certificate or a kind of your own. Repeatable. "
    "Default: the first 4; with --roster, cards.",
)
@click.option(
    "--per", type=click.Choice(["country", "session", "group"]), help="Make a sheet for each of these. Default: as the kind says."
)
@click.option("--lines", callback=_lines, metavar="N|fill", help="Lines to write on, or 'fill' for as many as fit.")
@click.option("--pages", type=WholeNumber(1, 4), metavar="N", help="Pages that a sheet may have, at most 4. Default: as the kind says.")
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    metavar="FILE.csv",
    help="People who get a sheet: columns name, group, country, and parameters of the outline and of the kind.",
)
@click.option("--encoding", metavar="NAME", help="Encoding of the roster, such as cp1250. Default: what the file says, UTF-8, or a guess.")
@click.option("--groups", type=WholeNumber(1, MOST_GROUPS), metavar="N", help="Put the people of the roster into N groups.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["pdf", "docx"]),
    default="pdf",
    help="Write PDFs to print, or a Word file for each sheet, to be changed. Default: pdf.",
)
@click.option("--separate", is_flag=True, help="Write a file for each sheet or person, instead of one file to print.")
@click.option("--jobs", type=WholeNumber(1, 256), metavar="N", help="With --separate: draw in N processes.")
@click.option("--scheduler", metavar="ADDRESS", help="With --separate: draw on a Dask cluster, such as tcp://HOST:8786.")
@set_option
@output_option
@paper_option
@finish_options
@unlicensed_option
@workspace_option
@json_option
def handout(
    outline: str,
    kinds: tuple[str, ...],
    per: str | None,
    lines: str,
    pages: int | None,
    roster: Path | None,
    encoding: str | None,
    groups: int | None,
    form: str,
    separate: bool,
    jobs: int | None,
    scheduler: str | None,
    settings: dict[str, str],
    paper: str | None,
    large_print: bool,
    ink_saver: bool,
    output: Path | None,
    allow_unlicensed: bool,
    folder: Path | None,
) -> None:
    """Make sheets of one or two pages to print and hand over: country cards, worksheets, glossaries, a table to compare sources.

    Default for OUTLINE: the only outline, or seminar.

    \b
    Examples:
      briefing handout
      briefing handout seminar -k worksheet --lines 2
      briefing handout -k certificate --roster class.csv --set hours=6
      briefing handout --roster class.csv --groups 5
      briefing handout --roster class.csv -k worksheet --separate --jobs 2
    """  # noqa: D301
    _refuse_contradictions(per, roster, groups, jobs, scheduler, separate=separate)
    if form == "docx" and (jobs or scheduler):
        raise click.UsageError("--jobs and --scheduler draw PDFs: leave them out, or choose --format pdf.")
    separate = separate or form == "docx"
    if encoding and not roster:
        raise click.UsageError("--encoding needs a --roster.")
    from briefing.theme.model import Finish
    from briefing.verbs import handout as verb

    made = verb.make(
        found_workspace(folder),
        outline,
        kinds,
        receivers=verb.For(roster, groups or 0, per_group=per == "group", encoding=encoding or ""),
        per=cast('Literal["country", "session"] | None', per if per != "group" else None),
        lines=lines,
        pages=pages or 0,
        form=cast("HandoutFormat", form),
        separate=separate,
        jobs=jobs or 1,
        scheduler=scheduler or "",
        settings=settings,
        paper=cast("PaperName | None", paper),
        finish=Finish(large_print, ink_saver),
        allow_unlicensed=allow_unlicensed,
        into=output,
        counting=_counting,
    )
    answer(made, _said(made, separate=separate), after=_failed(made, of_roster=bool(roster)), ok=not made.failed)


def _refuse_contradictions(
    per: str | None, roster: Path | None, groups: int | None, jobs: int | None, scheduler: str | None, *, separate: bool
) -> None:
    if (jobs or scheduler) and not separate:
        raise click.UsageError("--jobs and --scheduler are for separate files: add --separate.")
    if jobs and scheduler:
        raise click.UsageError("Choose one of --jobs and --scheduler.")
    if groups and not roster and per != "group":
        raise click.UsageError("--groups needs a --roster, or --per group.")
    if per == "group" and not (roster or groups):
        raise click.UsageError("--per group needs --groups N, or a --roster with groups.")


@contextmanager
def _counting(count: int) -> Iterator[Callable[[int], None]]:
    """Show how many handouts are done: a bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=count, label="Drawing", file=sys.stderr) as bar:
        yield bar.update


def _said(made: Handouts, *, separate: bool) -> Iterator[str]:
    if made.dealing:
        yield made.dealing
    if separate:
        count, same = (sum(file.state == state for file in made.files) for state in ("made", "unchanged"))
        yield f"{near(made.folder)}{os.sep}  {counted(count, 'file')} made, {same:,} unchanged."
    for file in made.files:
        if file.state == "left over":
            yield f"{near(file.path)}  from an earlier run; nobody in this run gets it"
        elif not separate:
            yield f"{near(file.path)}  {_size(file) if file.state == 'made' else 'unchanged'}"
    if made.proof.sought or made.proof.indistinct:
        yield made.proof.summary


def _size(file: MadeFile) -> str:
    sides = f": print on {'both sides' if file.is_duplex else 'one side'}" if file.pages > 1 else ""
    return f"{counted(file.pages, 'page')}, {file.size / 1000:,.0f} kB{sides}"


def _failed(made: Handouts, *, of_roster: bool) -> Iterator[str]:
    if made.failed:
        rest = "the rest was made" if any(file.state != "left over" for file in made.files) else "nothing was made"
        yield f"\n{counted(made.failed, 'row' if of_roster else 'sheet')} failed; {rest}."
