"""`briefing handout`: sheets to print and hand over, for everybody, for groups, or for each person of a roster."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from briefing.commands.options import default_outlines, finish_options, found_workspace, near, set_option, words, workspace_option
from briefing.commands.reporting import json_option, say, warn
from briefing.errors import BriefingError, Problem, shown_path

if TYPE_CHECKING:
    from briefing.handout.drawing import Job, Made
    from briefing.handout.order import Order
    from briefing.handout.people import Orders
    from briefing.handout.run import Outcome
    from briefing.handout.sheet import Offer
    from briefing.workspace import Workspace

MOST_GROUPS = 500


def _lines(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    if value and value != "fill" and not (value.isdecimal() and 1 <= int(value) <= 60):
        raise click.BadParameter(f"'{value}' is neither a number from 1 to 60 nor 'fill'.")
    return value or ""


@click.command()
@click.argument("outline", required=False)
@click.option(
    "-k",
    "--kind",
    "kinds",
    multiple=True,
    metavar="KIND",
    help="cards, worksheet, glossary, comparison, or a kind of your own. Repeatable; left out: all, and with --roster the first.",
)
@click.option("--per", type=click.Choice(["country", "session", "group"]), help="A sheet for each. Left out: what the kind says.")
@click.option("--lines", callback=_lines, metavar="N|fill", help="Lines to write on, or as many as there is room for.")
@click.option("--pages", type=click.IntRange(1, 4), metavar="N", help="How many a sheet may have. Left out: what the kind says.")
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    metavar="FILE.csv",
    help="Who gets a sheet: columns name, group, country, and parameters of the outline.",
)
@click.option("--groups", type=click.IntRange(1, MOST_GROUPS), metavar="N", help="Deal the people of the roster into so many groups.")
@click.option("--separate", is_flag=True, help="A file for each sheet or person, in place of one to print.")
@click.option("--jobs", type=click.IntRange(1, 256), metavar="N", help="With --separate: draw in so many processes.")
@click.option("--scheduler", metavar="ADDRESS", help="With --separate: draw on a Dask cluster, such as tcp://HOST:8786.")
@set_option
@click.option("--paper", type=click.Choice(["a4", "letter"], case_sensitive=False), help="The sheet. Left out: the outline's own.")
@finish_options
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Where the files go.")
@click.option("--allow-unlicensed", is_flag=True, help="Print digests of sources whose conditions are not kept.")
@workspace_option
@json_option
@click.pass_context
def handout(
    context: click.Context,
    outline: str | None,
    kinds: tuple[str, ...],
    per: str | None,
    lines: str,
    pages: int | None,
    roster: Path | None,
    groups: int | None,
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

    \b
    Examples:
      briefing handout                                     every kind of sheet of the seminar pack
      briefing handout seminar -k worksheet --lines 6
      briefing handout --roster class.csv --groups 5       a country card for each, in groups of all countries
      briefing handout --roster class.csv -k worksheet --separate --jobs 2
    """  # noqa: D301
    _refuse_contradictions(per, roster, groups, jobs, scheduler, separate=separate)
    from briefing import build as verbs
    from briefing.handout import run, sheet
    from briefing.handout.proving import proved
    from briefing.theme.model import Finish

    workspace = found_workspace(folder)
    name = outline or default_outlines(workspace)[0]
    library = verbs.load(workspace)
    request = sheet.Request(
        kinds=kinds or (("cards", "worksheet") if roster else ()),
        per=cast("Any", per) if per != "group" else None,
        first_only=bool(roster and not kinds),
        lines=lines,
        pages=pages or 0,
        paper=cast("Any", paper),
        finish=Finish(large_print, ink_saver),
        allow_unlicensed=allow_unlicensed,
    )

    def make(more: Mapping[str, str]) -> list[Offer]:
        (plan,) = verbs.plans(workspace, library, [name], {**settings, **more})
        return sheet.offers(workspace, library, plan, request)

    (plan,) = verbs.plans(workspace, library, [name], settings)
    language, shown = plan.outline.language, near(roster) if roster else ""
    orders = _orders(name, roster, shown, groups, make, library, language, _parameters(workspace, name), per=per, separate=separate)
    proof = (
        proved([sheet for sheet in orders.sheets if not sheet.fault], plan.outline, library, shown_path(workspace.seeds, workspace.root))
        if orders.orders
        else None
    )
    if proof:
        proof.hold()
    target, title = output or workspace.output, plan.outline.title
    stem = f"{name}-{_stem(roster, per)}" if roster or per == "group" else ""
    with _progress(len(orders.orders)) as tick:
        if separate:
            draw = _draw(jobs, scheduler)
            outcomes = [run.separately(orders, title, target / stem if stem else target, shown, draw, tick)]
        elif stem:
            outcomes = [run.together(orders, title, target / f"{stem}.pdf", shown, tick)]
        else:
            outcomes = [run.together(each, title, target / f"{each.orders[0].file}.pdf", shown, tick) for each in _each(orders)]
    for outcome in outcomes:
        _tell(outcome, separate=separate, target=target / stem)
    if proof and (proof.sought or proof.indistinct):
        say(proof.summary)
    if not _all_made(orders, outcomes, of_roster=bool(roster)):
        context.exit(1)


def _refuse_contradictions(
    per: str | None, roster: Path | None, groups: int | None, jobs: int | None, scheduler: str | None, *, separate: bool
) -> None:
    if (jobs or scheduler) and not separate:
        raise click.UsageError("--jobs and --scheduler draw files side by side: add --separate.")
    if jobs and scheduler:
        raise click.UsageError("Choose one of --jobs and --scheduler.")
    if groups and not roster and per != "group":
        raise click.UsageError("--groups deals the people of a --roster, or counts the groups of --per group.")
    if per == "group" and not (roster or groups):
        raise click.UsageError("--per group needs --groups N, or a --roster with groups.")


def _all_made(orders: Orders, outcomes: Sequence[Outcome], *, of_roster: bool) -> bool:
    """Say what could not be made, and why."""
    failed = list(dict.fromkeys([*orders.problems, *(problem for outcome in outcomes for problem in outcome.problems)]))
    warn(failed)
    errors = [problem for problem in failed if problem.severity == "error"]
    if errors:
        count = len({problem.line for problem in errors}) if of_roster else len(errors)
        made = any(outcome.made or outcome.unchanged for outcome in outcomes)
        noun, rest = "row" if of_roster else "sheet", "the rest was made" if made else "nothing was made"
        click.echo(f"\n{count} {noun}{'s' * (count != 1)} failed; {rest}.", err=True)
    return not errors


@contextmanager
def _progress(count: int) -> Iterator[Callable[[int], None]]:
    """Give what to tell how many more handouts are done: a bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=count, label="Drawing", file=sys.stderr) as bar:
        yield bar.update


def _stem(roster: Path | None, per: str | None) -> str:
    from briefing.handout.filenames import file_name

    return (file_name(words(roster.stem)) or "roster") if roster else cast(str, per and "groups")


def _parameters(workspace: Workspace, name: str) -> list[str]:
    from briefing import outline

    return list(outline.read(workspace.templates, name, workspace.root).params)


def _draw(jobs: int | None, scheduler: str | None) -> Any:
    from briefing.handout import drawing

    if scheduler:
        return partial(_on_cluster, scheduler)
    if jobs and jobs > 1:
        return lambda job, orders: drawing.in_processes(job, orders, jobs)
    return drawing.one_by_one


def _on_cluster(address: str, job: Job, orders: Sequence[Order]) -> Iterator[Made]:
    from briefing.handout import drawing

    return drawing.on_cluster(job, orders, address)


def _orders(
    pack: str,
    roster: Path | None,
    shown: str,
    groups: int | None,
    make: Any,
    library: Any,
    language: str,
    parameters: Sequence[str],
    *,
    per: str | None,
    separate: bool,
) -> Orders:
    from briefing.handout import people
    from briefing.handout.groups import dealt, members
    from briefing.handout.roster import read

    if roster is None:
        if per == "group":
            return people.for_groups([str(number) for number in range(1, (groups or 0) + 1)], make, language)
        return people.for_everybody(pack, make, separate=separate)
    found, problems = read(roster, shown, [*dict.fromkeys([*parameters, "country"])])
    if groups:
        if any(person.group for person in found):
            what, hint = "the roster has groups already", "Leave --groups out, or empty the column group."
            raise BriefingError([Problem(shown, 0, what, hint)])
        found = dealt(found, groups)
        say(_sizes(found))
    if per == "group":
        labels = [label for label in members(found) if label]
        if not labels:
            raise BriefingError([Problem(shown, 0, "nobody in the roster has a group", "Fill in the column group, or add --groups N.")])
        orders = people.for_groups(labels, make, language)
    else:
        orders = people.for_people(found, make, library, language, shown)
    orders.problems += problems
    return orders


def _sizes(found: Sequence[Any]) -> str:
    from briefing.handout.groups import members

    sizes = [len(places) for places in members(found).values()]
    people = f"{len(found):,} {'person' if len(found) == 1 else 'people'}"
    each = f"{min(sizes)} to {max(sizes)}" if min(sizes) != max(sizes) else f"{sizes[0]}"
    return f"{people} in {len(sizes)} group{'s' * (len(sizes) != 1)} of {each}."


def _each(orders: Orders) -> Iterator[Orders]:
    from dataclasses import replace

    for order in orders.orders:
        yield replace(orders, orders=[order], problems=[])


def _tell(outcome: Outcome, *, separate: bool, target: Path) -> None:
    if separate:
        made, same = len(outcome.made), len(outcome.unchanged)
        say(f"{near(target)}{os.sep}  {made:,} file{'s' * (made != 1)} made, {same:,} unchanged.")
    else:
        for path in outcome.made:
            pages = f"{outcome.pages:,} page{'s' * (outcome.pages != 1)}"
            sides = f": print on {'both sides' if outcome.duplex else 'one side'}" if outcome.pages > 1 else ""
            say(f"{near(path)}  {pages}, {path.stat().st_size / 1000:,.0f} kB{sides}")
        for path in outcome.unchanged:
            say(f"{near(path)}  unchanged")
    for path in outcome.left_over:
        say(f"{near(path)}  of an earlier run; nobody in this one gets it")
