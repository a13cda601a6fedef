"""`handout`: make sheets to print and hand over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Literal

from briefing import outline as outlines
from briefing import steps
from briefing.check.leaks.proof import Proof
from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem, near
from briefing.files.scratch import hold_folder
from briefing.handout import drawing, people, run, sheet, unprinted
from briefing.handout import kinds as known_kinds
from briefing.handout.filenames import file_name
from briefing.handout.groups import dealt, members
from briefing.handout.order import Order
from briefing.handout.people import Orders
from briefing.handout.proving import HandoutFormat, proved
from briefing.handout.roster import Person, read
from briefing.handout.run import Draw, Outcome
from briefing.handout.source import Source
from briefing.languages import catalogue
from briefing.markup import print_signs
from briefing.outline.outline import Per
from briefing.theme.model import PLAIN, Finish, PaperName
from briefing.workspace import Workspace

State = Literal["made", "unchanged", "left over"]
Counting = Callable[[int], AbstractContextManager[Callable[[int], None]]]
"""Takes how many handouts there are to draw, and gives what to call with how many more are done."""


@dataclass(frozen=True, slots=True)
class For:
    """For whom handouts are."""

    roster: Path | None = None
    """A CSV file of people. Default: sheets without names."""
    groups: int = 0
    """The number of groups into which the people of the roster are put. 0: the groups that the roster says."""
    per_group: bool = False
    """Whether each group gets one set of sheets, and not each person."""
    encoding: str = ""
    """The encoding of the roster, as Python calls it. Default: what the file says, UTF-8, or a guess, which is told."""


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file of handouts."""

    path: Path
    state: State
    """`left over`: a file from an earlier run that nobody in this run gets."""
    size: int
    """In bytes."""
    pages: int
    """Of a file that holds the handouts of all; 0 where it is unchanged, or there is a file for each."""
    is_duplex: bool
    """Whether each person's sheets begin on the front of a sheet, so that the file is printed on both sides."""


@dataclass(frozen=True, slots=True)
class Handouts:
    """The result of a run."""

    files: tuple[MadeFile, ...]
    folder: Path
    """Where the files are."""
    dealing: str
    """A sentence on how the people of the roster were put into groups. It is empty if they were not."""
    failed: int
    """Rows of the roster, or sheets, that could not be made."""
    proof: Proof
    """The proof that no sheet contains words for the teacher."""
    problems: tuple[Problem, ...]
    """Why what failed could not be made, and warnings."""


def kinds_of(workspace: Workspace) -> list[str]:
    """Return the kinds of handouts that a workspace has: the program's and the user's own."""
    return known_kinds.every(workspace)


def make(
    workspace: Workspace,
    outline: str = "",
    kinds: Sequence[str] = (),
    *,
    receivers: For | None = None,
    per: Per | None = None,
    lines: str = "",
    pages: int = 0,
    form: HandoutFormat = "pdf",
    separate: bool = False,
    jobs: int = 1,
    scheduler: str = "",
    settings: Mapping[str, str] | None = None,
    paper: PaperName | None = None,
    finish: Finish = PLAIN,
    allow_unlicensed: bool = False,
    into: Path | None = None,
    counting: Counting = lambda _: nullcontext(lambda _: None),
) -> Handouts:
    """Make sheets of one or two pages. No sheet is drawn unless the leak proof holds.

    Args:
        workspace: Where the library and the outlines are.
        outline: The id of the pack's outline. Default: `seminar`, or the only outline.
        kinds: Kinds of handout. Default: all; with a roster `cards`.
        receivers: For whom. Default: for everybody.
        per: Make a sheet for each country, each session or the whole pack. Default: as the kind says.
        lines: Lines to write on, as a number, or `fill`. Default: as the kind says.
        pages: How many pages a sheet may have; 0: as the kind says.
        form: The format: PDF to print, or a Word file for each sheet, to be changed.
        separate: A file for each sheet or person, and not one to print.
        jobs: Processes that draw separate files.
        scheduler: The address of a Dask cluster that draws separate files.
        settings: Values of parameters of the outline and of the kinds, by their names.
        paper: The sheet of paper. Default: the outline's own.
        finish: Large print, little ink.
        allow_unlicensed: Print digests of sources whose conditions are not kept.
        into: The folder of the files. Default: `output/` in the workspace.
        counting: Shows how many handouts are done.

    Raises:
        BriefingError: No sheet can be made at all, or a sheet contains words for the teacher.
    """
    whom = receivers or For()
    hold_folder(into or workspace.output)
    name = outline or outlines.default_names(workspace.templates)[0]
    library = steps.load(workspace, outlines=[name])
    request = sheet.Request(
        kinds=tuple(kinds) or (("cards",) if whom.roster else ()),
        per=per,
        lines=lines,
        pages=pages,
        paper=paper,
        finish=finish,
        allow_unlicensed=allow_unlicensed,
    )
    source = Source(workspace, library, name, request, settings or {})
    plan = source.plan
    separate = separate or form == "docx"
    orders, dealing = _orders(name, whom, source, separate=separate)
    orders.problems += unprinted.unwritten(orders, source)
    proof = Proof.of([])
    if orders.orders:
        good = [each for each in orders.sheets if not each.fault]
        proof = proved(good, plan.outline, library, workspace, form)
    quotes = catalogue(plan.outline.content_language or plan.outline.language).quotes
    target, title, shown = into or workspace.output, print_signs(plan.outline.title, quotes), near(whom.roster) if whom.roster else ""
    stem = _stem(name, kinds, whom)
    with counting(len(orders.orders)) as tick:
        if form == "docx":
            outcomes = [run.in_word(orders, title, target / stem if stem else target, shown, tick, proof)]
        elif separate:
            outcomes = [run.separately(orders, title, target / stem if stem else target, shown, _draw(jobs, scheduler), tick, proof)]
        elif stem:
            outcomes = [run.together(orders, title, target / f"{stem}.pdf", shown, tick, proof)]
        else:
            files_of = ((each, target / f"{each.orders[0].file}.pdf") for each in _each(orders))
            outcomes = [run.together(each, title, file, shown, tick, proof) for each, file in files_of]
    problems = tuple(dict.fromkeys([*orders.problems, *(problem for outcome in outcomes for problem in outcome.problems)]))
    errors = [problem for problem in problems if problem.severity == "error"]
    failed = len({each.line for each in errors if each.file == shown} | orders.failed) if whom.roster else len(errors)
    files = tuple(each for outcome in outcomes for each in _files(outcome))
    return Handouts(files, target / stem if separate else target, dealing, failed, proof, problems)


def _files(outcome: Outcome) -> Iterator[MadeFile]:
    states: tuple[tuple[State, Sequence[Path]], ...] = (
        ("made", outcome.made),
        ("unchanged", outcome.unchanged),
        ("left over", outcome.left_over),
    )
    for state, paths in states:
        for path in paths:
            yield MadeFile(path, state, path.stat().st_size, outcome.pages if state == "made" else 0, outcome.duplex)


def _stem(pack: str, kinds: Sequence[str], whom: For) -> str:
    """Return the name of what is made for people or groups: of the pack, the kinds that were asked for, the roster and `groups`.

    So a run for other kinds, or for groups in place of people, never replaces the files of this one.
    """
    if whom.roster is None and not whom.per_group:
        return ""
    parts = [pack, *dict.fromkeys(kinds)]
    if whom.roster is not None:
        # Where the locale knows no UTF-8 (LANG=C), Python leaves the letters of a file's name as bytes.
        name = whom.roster.stem.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        parts.append(file_name(name) or "roster")
    return "-".join([*parts, *(["groups"] if whom.per_group else [])])


def _draw(jobs: int, scheduler: str) -> Draw:
    if scheduler:
        return partial(_on_cluster, scheduler)
    return (lambda job, orders: drawing.in_processes(job, orders, jobs)) if jobs > 1 else drawing.one_by_one


def _on_cluster(address: str, job: drawing.Job, orders: Sequence[Order]) -> Iterator[drawing.Made]:
    return drawing.on_cluster(job, orders, address)


def _orders(pack: str, whom: For, source: Source, *, separate: bool) -> tuple[Orders, str]:
    """Return the orders, and a sentence on how people were put into groups."""
    language = source.plan.outline.language
    if whom.roster is None:
        if whom.per_group:
            return people.for_groups([str(number) for number in range(1, whom.groups + 1)], source, language), ""
        return people.for_everybody(pack, source.offers, separate=separate), ""
    shown, dealing = near(whom.roster), ""
    found, problems = read(whom.roster, shown, source.columns, whom.encoding, for_list=source.is_list)
    if whom.groups:
        if any(person.group for person in found):
            what, hint = "the roster has groups already", "Leave --groups out, or empty the column group."
            raise BriefingError([Problem(shown, 0, what, hint)])
        found = dealt(found, whom.groups)
        dealing = _sizes(found)
    if source.is_list:
        orders = people.for_list(found, pack, source, shown)
    elif whom.per_group:
        labels = [label for label in members(found) if label]
        if not labels:
            raise BriefingError([Problem(shown, 0, "nobody in the roster has a group", "Fill in the column group, or add --groups N.")])
        orders = people.for_groups(labels, source, language, shown)
    else:
        orders = people.for_people(found, source, language, shown)
        dealing = " ".join(filter(None, (dealing, orders.how)))
        orders.problems += [*unprinted.nameless(orders, source), *unprinted.idle(found, orders, source, shown)]
    orders.problems += problems
    return orders, dealing


def _sizes(found: Sequence[Person]) -> str:
    sizes = [len(places) for places in members(found).values()]
    people_ = f"{len(found):,} {'person' if len(found) == 1 else 'people'}"
    each = f"{min(sizes)} to {max(sizes)}" if min(sizes) != max(sizes) else f"{sizes[0]}"
    return f"{people_} in {len(sizes)} group{'s' * (len(sizes) != 1)} of {each}."


def _each(orders: Orders) -> Iterator[Orders]:
    for order in orders.orders:
        yield replace(orders, orders=[order], problems=[])
