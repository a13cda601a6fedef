"""The proof that sheets contain nothing for the teacher. Each sheet is drawn once, without names, and the file is searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.check.leaks.proof import Proof, proof
from briefing.errors import shown_path
from briefing.handout.order import Order, cover, parts
from briefing.handout.sheet import Sheet
from briefing.library import Library
from briefing.outline import Outline
from briefing.render.pdf.binding import bind
from briefing.system import temporary
from briefing.workspace import Workspace


def proved(sheets: Sequence[Sheet], outline: Outline, library: Library, workspace: Workspace) -> Proof:
    """Search all sheets of a run. Words for single people are not searched: they come from the roster, not from the library.

    Args:
        sheets: All sheets.
        outline: The pack, whose words are for everyone.
        library: Whose answers and notes are looked for.
        workspace: Where the library and its pictures are.
    """
    every = Order("handouts", "", tuple(range(len(sheets))), ())
    student = replace(sheets[0].document, blocks=())
    with temporary.folder() as room:
        path = room / "handouts.pdf"
        with path.open("wb") as target:
            bind(cover(every, sheets, outline.title), parts(every, sheets, prefix="proof."), target)
        found = proof(
            {"handouts": path}, student, outline, library, folder=shown_path(workspace.seeds, workspace.root), root=workspace.root
        )
    return replace(found, files=tuple(sheet.name for sheet in sheets), unit="sheet")
