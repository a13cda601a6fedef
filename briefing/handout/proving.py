"""The proof that sheets contain nothing for the teacher. Each sheet is drawn once, without names, and the file is searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from briefing.check.leaks.proof import Proof, proof
from briefing.errors import shown_path
from briefing.handout.order import Order, cover, parts
from briefing.handout.sheet import Sheet
from briefing.library import Library
from briefing.outline import Outline
from briefing.render import docx
from briefing.render.pdf.binding import bind
from briefing.system import temporary
from briefing.workspace import Workspace

HandoutFormat = Literal["pdf", "docx"]


def proved(sheets: Sequence[Sheet], outline: Outline, library: Library, workspace: Workspace, form: HandoutFormat = "pdf") -> Proof:
    """Search all sheets of a run. Words for single people are not searched: they come from the roster, not from the library.

    Args:
        sheets: All sheets.
        outline: The pack, whose words are for everyone.
        library: Whose answers and notes are looked for.
        workspace: Where the library and its pictures are.
        form: The format of the files.
    """
    every = Order("handouts", "", tuple(range(len(sheets))), ())
    student = replace(sheets[0].document, blocks=())
    with temporary.folder() as room:
        files = {"handouts": room / "handouts.pdf"}
        if form == "docx":
            files = {str(number): room / f"{number}.docx" for number in range(len(sheets))}
            for sheet, path in zip(sheets, files.values(), strict=True):
                docx.render(sheet.document, sheet.theme, path)
        else:
            with files["handouts"].open("wb") as target:
                bind(cover(every, sheets, outline.title), parts(every, sheets, prefix="proof."), target)
        found = proof(files, student, outline, library, folder=shown_path(workspace.seeds, workspace.root), root=workspace.root)
    return replace(found, files=tuple(sheet.name for sheet in sheets), unit="sheet")
