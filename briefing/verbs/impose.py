"""`impose`: lay the pages of a PDF on sheets."""

from __future__ import annotations

import filecmp
from pathlib import Path

from briefing.dataclass import dataclass
from briefing.errors import Problem, near
from briefing.handout.imposition import arrangement, printing
from briefing.handout.imposition.arrangement import Edge, PaperName, Plan, Size, Up
from briefing.workspace import targets

NAMES = {"a4": "A4", "letter": "Letter", "a3": "A3"}


@dataclass(frozen=True, slots=True)
class Imposed:
    """A file to print."""

    file: Path
    paper: str
    """The name of the sheet, as print dialogues show it."""
    sheets: int
    pages: int
    """Of the file that was laid out."""
    blanks: int
    """Blank pages at the end."""
    scale: float
    """How large the pages are printed: 1 is their own size."""
    dialogue: str
    """How to set the print dialogue, and what to do with the sheets, in a sentence."""
    problems: tuple[Problem, ...]
    """Warnings."""
    kept: Path | None = None
    """Where the bin of the workspace keeps an older file of that name; None if there was none, or the same one."""


def impose(
    file: Path,
    *,
    up: Up | None = None,
    paper: PaperName | None = None,
    creep: float = 0,
    edge: Edge | None = None,
    rtl: bool = False,
    cut: bool = False,
    into: Path | None = None,
) -> Imposed:
    """Lay the pages of a PDF on sheets.

    Args:
        file: The PDF.
        up: How many pages to a side, in reading order. Default: a booklet, two to a side in the order for folding.
        paper: The sheet. Default: letter where the pages have that size, else A4.
        creep: How far the innermost sheet of a folded booklet sticks out, in millimetres.
        edge: The edge on which the printer turns the sheet. Default: the edge that needs no side turned.
        rtl: Whether the script runs from right to left, so that the spine is on the right.
        cut: Whether the sheets have lines along which to cut them; not for a booklet.
        into: The file to write. Default: beside the PDF, with `-booklet`, `-2up` and so on in its name. An older imposition of that name
            goes into the bin of the workspace.

    Raises:
        BriefingError: The file cannot be read or forbids printing, or the new file cannot be written or has the place of another one.
    """
    target = into or file.with_name(f"{file.stem}-{f'{up}up' if up else 'booklet'}.pdf")
    targets.hold(target, ".pdf")
    pages = printing.read(file, near(file))
    sizes = [frame.size for frame in pages.frames]
    usual, odd = arrangement.main_size(sizes), arrangement.odd_pages_out(sizes)
    chosen = paper or arrangement.fitting_paper(usual)
    sheet = arrangement.PAPERS[chosen]
    plan = (
        arrangement.n_up(len(sizes), up, usual, sheet, edge=edge, rtl=rtl, cut=cut)
        if up
        else arrangement.booklet(len(sizes), sheet, creep=creep, edge=edge, rtl=rtl)
    )
    apart = bool(up) and edge is None and pages.goes_apart
    lying = () if up else arrangement.lying(sizes, odd)
    plan = arrangement.with_turned(plan, lying)
    if target.is_file() and not target.samefile(file) and not printing.is_imposed(target):
        raise targets.theirs(target, "one that briefing laid on sheets")
    kept = _write(pages, plan, target)
    said = [f"{_mixed(usual, odd)}; each page is scaled to its place on the sheet"] if odd else []
    said += [f"{_pages(lying)} on {'its side' if len(lying) == 1 else 'their sides'}, head to the left, to be larger"] if lying else []
    warnings = [Problem(near(file), 0, each, severity="warning") for each in (*said, *pages.notices)]
    return Imposed(
        target,
        NAMES[chosen],
        len(plan.sides) if apart else plan.sheets,
        len(sizes),
        plan.blanks,
        arrangement.scale(usual, plan.sides[0].places[0].cell),
        _dialogue(plan, NAMES[chosen], booklet=not up, rtl=rtl, apart=apart),
        tuple(warnings),
        kept,
    )


def _write(pages: printing.Pages, plan: Plan, target: Path) -> Path | None:
    """Write the new file. Return where the bin keeps an older one with other bytes."""
    kept = targets.keep(target)
    try:
        printing.write(pages, plan, target)
    except BaseException:
        if kept:
            kept.unlink()
        raise
    if kept and filecmp.cmp(kept, target, shallow=False):
        kept.unlink()
        return None
    return kept


def _pages(pages: tuple[int, ...]) -> str:
    return f"page {pages[0] + 1} is laid" if len(pages) == 1 else f"pages {arrangement.page_numbers(pages)} are laid"


def _mixed(usual: Size, odd: tuple[int, ...]) -> str:
    which = f"page {odd[0] + 1} is" if len(odd) == 1 else f"pages {arrangement.page_numbers(odd)} are"
    return f"the pages differ in size: most are {usual.width:.0f} × {usual.height:.0f} mm, {which} not"


def _dialogue(plan: Plan, paper: str, *, booklet: bool, rtl: bool, apart: bool) -> str:
    both = f"both sides, flip on {plan.edge} edge" if len(plan.sides) > 1 and not apart else "one side"
    if not booklet and not apart and len(plan.sides) > 1 and not plan.backs_turned:
        both += " (or one side)"
    fold = f"; then fold the stack in the middle, sheet 1 outside and the spine on the {'right' if rtl else 'left'}, and staple the fold"
    return f"In the print dialogue choose {paper}, {both}, and actual size (100%, not “fit to page”){fold if booklet else ''}."
