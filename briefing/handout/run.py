"""A whole run: make one file or many from orders. Files that would stay the same are not made again."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from pathlib import Path

from briefing.check.leaks.proof import Proof
from briefing.dataclass import dataclass
from briefing.errors import Problem
from briefing.handout import drawing, ledger
from briefing.handout.drawing import Job, Made
from briefing.handout.order import Order, cover, key, keys, parts
from briefing.handout.people import Orders
from briefing.handout.sheet import Sheet
from briefing.render import docx
from briefing.render.pdf.binding import Part, bind, extent, filled_in
from briefing.system import temporary

LONG_VALUE = 20
"""Characters that always have room on a line to fill in."""
_TIDIED = 20
"""Handouts of one file after which Python looks for what is not needed any more: a sheet that was set anew for a long name is large."""
Draw = Callable[[Job, Sequence[Order]], Iterator[Made]]
"""Draws handouts, in any order."""
Tick = Callable[[int], None]
"""Told how many more handouts are done."""


@dataclass
class Outcome:
    """What a run has made."""

    made: list[Path] = field(default_factory=list)
    unchanged: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """Rows that failed."""
    pages: int = 0
    """Of the one file; 0 where there are several, or it is unchanged."""
    duplex: bool = False
    """Whether each in the one file begins on the front of a sheet."""
    left_over: list[Path] = field(default_factory=list)
    """Files of an earlier run that this one has nothing for."""


def separately(orders: Orders, title: str, folder: Path, roster: str, draw: Draw, tick: Tick, proof: Proof) -> Outcome:
    """Make a file for each order.

    Args:
        orders: What to make.
        title: Of the files.
        folder: Where they go.
        roster: The roster, for problems.
        draw: Draws handouts, in any order.
        tick: Is called with how many more handouts are done.
        proof: What the search of the sheets found.

    Raises:
        BriefingError: The proof does not hold, the folder cannot be written to, or drawing cannot be done at all. Files that are done stay.
        ValueError: The proof leaves out a sheet.
    """
    _hold(orders, proof)
    job, book, outcome = Job(title, tuple(orders.sheets)), ledger.opened(folder), Outcome(problems=list(orders.problems))
    sheet_keys = keys(orders.sheets)
    wanted = {order.file: key(order, sheet_keys, title) for order in orders.orders}
    left: list[Order] = []
    for order in orders.orders:
        if book.holds(_pdf(order), wanted[order.file]):
            outcome.unchanged.append(folder / _pdf(order))
            tick(1)
        else:
            left.append(order)
    try:
        for made in draw(job, left):
            if made.fault:
                outcome.problems.append(_problem(made, roster))
            else:
                book.write(_pdf(made.order), wanted[made.order.file], made.data)
                outcome.made.append(folder / _pdf(made.order))
            tick(1)
    finally:
        names = {_pdf(order) for order in orders.orders}
        outcome.left_over = [folder / name for name in book.entries if name not in names and (folder / name).is_file()]
        book.close()
    outcome.made.sort()
    return outcome


def together(orders: Orders, title: str, file: Path, roster: str, tick: Tick, proof: Proof) -> Outcome:
    """Make one file for all orders, in their order. Each begins on the front of a sheet where any takes more than a page.

    Raises:
        BriefingError: The proof does not hold, or the folder cannot be written to.
        ValueError: The proof leaves out a sheet.
    """
    _hold(orders, proof)
    book, outcome = ledger.opened(file.parent), Outcome(problems=list(orders.problems))
    sheet_keys = keys(orders.sheets)
    whole = key(Order(file.stem, "", (), ()), (), title + "".join(key(order, sheet_keys, title) for order in orders.orders))
    if book.holds(file.name, whole):
        outcome.unchanged.append(file)
        tick(len(orders.orders))
        return outcome
    good = [order for order in orders.orders if not _fails(Job(title, tuple(orders.sheets)), order, roster, outcome.problems)]
    if not good:
        return outcome
    outcome.duplex = _takes_backs(good, orders.sheets)

    def every() -> Iterator[Part]:
        for number, order in enumerate(good):
            if number % _TIDIED == 0:
                gc.collect()
            for place, part in enumerate(parts(order, orders.sheets, prefix=f"{number}." if len(good) > 1 else "")):
                yield replace(part, new_sheet=outcome.duplex and (place == 0 or not order.title))
            tick(1)

    with book.writing(file.name, "" if outcome.problems else whole) as target, drawing.steady():
        counts = bind(cover(Order(file.stem, "", good[0].sheets, ()), orders.sheets, title), every(), target)
    book.close()
    outcome.made.append(file)
    outcome.pages = sum(counts)
    return outcome


def in_word(orders: Orders, title: str, folder: Path, roster: str, tick: Tick, proof: Proof) -> Outcome:
    """Make a Word file for each sheet of each order. The arguments, and what is raised, are those of `separately`."""
    _hold(orders, proof)
    book, outcome = ledger.opened(folder), Outcome(problems=list(orders.problems))
    sheet_keys, job, names = keys(orders.sheets), Job(title, tuple(orders.sheets)), set[str]()
    for order in orders.orders:
        if not _fails(job, order, roster, outcome.problems):
            for number in order.sheets:
                sheet, alone = orders.sheets[number], replace(order, sheets=(number,))
                name = f"{order.file if len(order.sheets) == 1 else f'{order.file}-{sheet.name}'}.docx"
                names.add(name)
                if book.holds(name, wanted := key(alone, sheet_keys, f"{title} (Word)")):
                    outcome.unchanged.append(folder / name)
                    continue
                with temporary.folder() as room:
                    docx.render(filled_in(sheet.document, dict(order.filled)), sheet.theme, room / name)
                    book.write(name, wanted, (room / name).read_bytes())
                outcome.made.append(folder / name)
        tick(1)
    outcome.left_over = [
        folder / each for each in book.entries if each.endswith(".docx") and each not in names and (folder / each).is_file()
    ]
    book.close()
    outcome.made.sort()
    return outcome


def _hold(orders: Orders, proof: Proof) -> None:
    proof.hold()
    needed = {orders.sheets[number].name for order in orders.orders for number in order.sheets}
    if unproved := sorted(needed - set(proof.files)):
        raise ValueError(f"not proved: {', '.join(unproved)}")


def _takes_backs(orders: Sequence[Order], sheets: Sequence[Sheet]) -> bool:
    """Return whether any sheet takes more than a page, as it is for everybody or with a long name on it."""
    used = {number for order in orders for number in order.sheets}
    named = (part for order in orders if _has_long_value(order) for part in parts(order, sheets))
    usual = ((sheets[number].document, sheets[number].theme) for number in used)
    return any(
        extent(document, theme).pages > 1
        for document, theme in (*usual, *((filled_in(part.document, part.filled), part.theme) for part in named))
    )


def _has_long_value(order: Order) -> bool:
    return any(len(value) > LONG_VALUE for _, value in order.filled)


def _fails(job: Job, order: Order, roster: str, problems: list[Problem]) -> bool:
    """Return whether an order cannot be drawn, with the problem noted. Only long names are tried out: others have room on their line."""
    if _has_long_value(order):
        made = drawing.tried(job, order)
    else:
        made = Made(order, fault=drawing.lacking(job.sheets, order), hint=drawing.OTHER_LETTERS)
    problems += [_problem(made, roster)] if made.fault else []
    return bool(made.fault)


def _problem(made: Made, roster: str) -> Problem:
    who = f"row {made.order.row}" + (f" ({made.order.title})" if made.order.title else "")
    return Problem(roster, made.order.row, f"{who}: {made.fault}", made.hint)


def _pdf(order: Order) -> str:
    return f"{order.file}.pdf"
