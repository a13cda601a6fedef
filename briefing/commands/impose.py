"""`briefing impose`: lay pages on sheets, as a booklet or with several pages to a side."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from briefing.commands.reporting import answer, json_option
from briefing.errors import counted, near

if TYPE_CHECKING:
    from briefing.handout.imposition.arrangement import Edge, PaperName, Up
    from briefing.verbs.impose import Imposed

MOST_CREEP = 20.0
"""Millimetres: a hundred sheets of office paper stick out by less."""


def _millimetres(_context: click.Context, _parameter: click.Parameter, value: float | None) -> float | None:
    """Refuse a number outside the limits. Click's own range type would accept 'nan'."""
    if value is not None and not (math.isfinite(value) and 0 <= value <= MOST_CREEP):
        raise click.BadParameter(f"{value:g} is not between 0 and {MOST_CREEP:g} millimetres.")
    return value


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.pdf")
@click.option("--booklet", is_flag=True, help="Print two pages to a side, in the order for folding and stapling.")
@click.option("--up", type=click.Choice(["2", "4", "8"]), help="Print two, four or eight pages to a side, in reading order.")
@click.option("--cut", is_flag=True, help="With --up: print lines along which to cut the sheets.")
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter", "a3"], case_sensitive=False),
    help="The sheet of paper. Default: letter if the pages have that size, else a4.",
)
@click.option(
    "--creep",
    type=float,
    metavar="MM",
    callback=_millimetres,
    help="How far the innermost sheet sticks out of a folded trial copy. Inner pages move towards the spine. Default: 0.",
)
@click.option(
    "--duplex",
    type=click.Choice(["long", "short"], case_sensitive=False),
    help="The edge on which your printer turns the sheet. Default: briefing chooses it and says which.",
)
@click.option("--rtl", is_flag=True, help="Bind on the right, for scripts that run from right to left.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The file to write. Default: FILE-booklet.pdf, FILE-2up.pdf and so on.",
)
@json_option
def impose(
    file: Path,
    booklet: bool,
    up: str | None,
    cut: bool,
    paper: str | None,
    creep: float | None,
    duplex: str | None,
    rtl: bool,
    output: Path | None,
) -> None:
    """Lay the pages of a PDF on sheets: a booklet to fold and staple, or two, four or eight pages to a side.

    The answer says how to set the print dialogue. If the backs come out upside
    down, give the other edge with --duplex. Imposed files are for printing
    only: they are not tagged for screen readers. An older one of that name goes into
    .bin/ of the workspace.

    \b
    Examples:
      briefing impose output/seminar.pdf --booklet
      briefing impose output/seminar.pdf --booklet --paper a3 --creep 1.5
      briefing impose output/worksheet.pdf --up 2
      briefing impose output/seminar-badge.pdf --up 8 --cut
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)
    if booklet == bool(up):
        raise click.UsageError("Choose one of --booklet, --up 2, --up 4 and --up 8.")
    if creep and not booklet:
        raise click.UsageError("--creep is for --booklet.")
    if cut and booklet:
        raise click.UsageError("--cut is for --up.")
    from briefing.verbs import impose as verb

    done = verb.impose(
        file,
        up=cast("Up | None", int(up) if up else None),
        paper=cast("PaperName | None", paper),
        creep=creep or 0,
        edge=cast("Edge | None", duplex),
        rtl=rtl,
        cut=cut,
        into=output,
    )
    kept = [f"The older file is in {near(done.kept)}."] if done.kept else []
    answer(done, (), after=[f"{near(done.file)}  {_summary(done)}, at {done.scale:.0%} of their size.", *kept, done.dialogue])


def _summary(done: Imposed) -> str:
    """Say how many sheets it takes, and for how many pages."""
    sheets = f"{counted(done.sheets, 'sheet')} of {done.paper}"
    return f"{sheets}: {counted(done.pages, 'page')}{f' and {done.blanks} blank at the end' if done.blanks else ''}"
