"""`briefing impose`: pages laid on sheets, for booklets and for two or four pages to a side."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from briefing.commands.options import near
from briefing.errors import BriefingError, Problem

if TYPE_CHECKING:
    from briefing.imposition.arrangement import Edge, PaperName, Plan, Size

NAMES = {"a4": "A4", "letter": "Letter", "a3": "A3"}
MOST_CREEP = 20.0
"""Millimetres: a hundred sheets of office paper stick out by less."""


def _millimetres(_context: click.Context, _parameter: click.Parameter, value: float | None) -> float | None:
    """Refuse what is no length of paper; a range of Click lets 'nan' through."""
    if value is not None and not (math.isfinite(value) and 0 <= value <= MOST_CREEP):
        raise click.BadParameter(f"{value:g} is not between 0 and {MOST_CREEP:g} millimetres.")
    return value


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.pdf")
@click.option("--booklet", is_flag=True, help="Two pages to a side, in the order for folding and stapling.")
@click.option("--up", type=click.Choice(["2", "4"]), help="Two or four pages to a side, in reading order.")
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter", "a3"], case_sensitive=False),
    help="The sheet. Left out: letter where the pages are of that size, else a4.",
)
@click.option(
    "--creep",
    type=float,
    metavar="MM",
    callback=_millimetres,
    help="How far the innermost sheet of the folded booklet sticks out; inner pages move towards the spine.",
)
@click.option(
    "--duplex",
    type=click.Choice(["long", "short"], case_sensitive=False),
    help="The edge on which your printer turns the sheet. Left out: the one that needs no side turned, which is told.",
)
@click.option("--rtl", is_flag=True, help="For scripts written from right to left: the spine is on the right.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The file to write. Left out: beside FILE.pdf, with -booklet, -2up or -4up in its name.",
)
def impose(
    file: Path, booklet: bool, up: str | None, paper: str | None, creep: float | None, duplex: str | None, rtl: bool, output: Path | None
) -> None:
    """Lay the pages of a PDF on sheets: a booklet to fold and staple, or two or four pages to a side.

    It says how to set the print dialogue. If the backs come out upside down, give the other edge with --duplex.

    \b
    Examples:
      briefing impose output/seminar.pdf --booklet
      briefing impose output/seminar.pdf --booklet --paper a3 --creep 1.5 --duplex long
      briefing impose output/worksheet.pdf --up 2
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)
    if booklet == bool(up):
        raise click.UsageError("Choose one of --booklet, --up 2 and --up 4.")
    if creep and not booklet:
        raise click.UsageError("--creep is for --booklet.")
    from briefing.imposition import arrangement as imposition
    from briefing.imposition import printing as sheets

    pages = sheets.read(file, near(file))
    sizes = [frame.size for frame in pages.frames]
    usual, odd = imposition.main_size(sizes), imposition.odd_pages_out(sizes)
    if odd and booklet:
        raise BriefingError([Problem(near(file), 0, _mixed(usual, odd), "Print the file to a new PDF on one paper size, or use --up 2.")])
    chosen = cast("PaperName", paper or imposition.fitting_paper(usual))
    sheet, edge = imposition.PAPERS[chosen], cast("Edge | None", duplex)
    plan = (
        imposition.booklet(len(sizes), sheet, creep=creep or 0, edge=edge, rtl=rtl)
        if booklet
        else imposition.n_up(len(sizes), cast("Any", int(up or 0)), usual, sheet, edge=edge, rtl=rtl)
    )
    target = output or file.with_name(f"{file.stem}-{'booklet' if booklet else f'{up}up'}.pdf")
    sheets.write(pages, plan, target)
    if odd:
        click.echo(f"Warning: {_mixed(usual, odd)}; each page is scaled to its own cell.", err=True)
    click.echo(f"{near(target)}  {_summary(plan, len(sizes), NAMES[chosen])}, at {_percent(usual, plan)} of their size.")
    click.echo(_dialogue(plan, NAMES[chosen], booklet=booklet, rtl=rtl))


def _mixed(usual: Size, odd: tuple[int, ...]) -> str:
    from briefing.imposition.arrangement import page_numbers

    which = f"page {odd[0] + 1} is" if len(odd) == 1 else f"pages {page_numbers(odd)} are"
    return f"the pages differ in size: most are {usual.width:.0f} × {usual.height:.0f} mm, {which} not"


def _percent(usual: Size, plan: Plan) -> str:
    from briefing.imposition.arrangement import scale

    return f"{scale(usual, plan.sides[0].places[0].cell):.0%}"


def _summary(plan: Plan, pages: int, paper: str) -> str:
    """Say how many sheets it takes, and for how many pages."""
    sheets = f"{plan.sheets:,} sheet{'s' * (plan.sheets != 1)} of {paper}"
    what = f"{pages:,} page{'s' * (pages != 1)}"
    return f"{sheets}: {what}{f' and {plan.blanks} blank at the end' if plan.blanks else ''}"


def _dialogue(plan: Plan, paper: str, *, booklet: bool, rtl: bool) -> str:
    """Say in one sentence how to set the print dialogue, and what to do with the sheets."""
    both = f"both sides, flip on {plan.edge} edge" if len(plan.sides) > 1 else "one side"
    if not booklet and len(plan.sides) > 1 and not plan.backs_turned:
        both += " (or one side)"
    fold = f"; then fold the stack in the middle, sheet 1 outside and the spine on the {'right' if rtl else 'left'}, and staple the fold"
    return f"In the print dialogue choose {paper}, {both}, and actual size (100%, not “fit to page”){fold if booklet else ''}."
