"""`prove`: check that finished files for students contain no words for the teacher."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from briefing import steps
from briefing.check.leaks.proof import Proof, proof
from briefing.errors import BriefingError, Problem, near, shown_path
from briefing.workspace import Workspace

_ENDINGS = (".pdf", ".docx", ".epub")


def prove(workspace: Workspace, files: Sequence[Path], outline: str, *, settings: Mapping[str, str] | None = None) -> Proof:
    """Search finished files for every answer and every note for the teacher. Ask the result whether it holds.

    Args:
        workspace: Where the library and the outlines are.
        files: PDFs, Word files and EPUBs.
        outline: The id of the outline of the pack that students get: its words are for everyone.
        settings: Values of its parameters, by their names.

    Raises:
        BriefingError: A file cannot be a finished pack, or there is no such pack for students.
    """
    _refuse_others(files)
    library = steps.load(workspace)
    (pack,) = steps.packs(workspace, library, steps.plans(workspace, library, [outline], settings or {}))
    if pack.edition == "teacher":
        hint = "Name the outline of the pack that students get."
        raise BriefingError(
            [Problem(f"templates/{outline}.yaml", 0, "this outline is for the teacher, so students get no pack of it", hint)]
        )
    return proof(
        {near(path): path for path in files},
        pack.document,
        pack.outline,
        library,
        steps.withheld_in(pack),
        shown_path(workspace.seeds, workspace.root),
        is_confined=True,
        root=workspace.root,
    )


def _refuse_others(files: Sequence[Path]) -> None:
    """Refuse what cannot be a finished pack, all at once.

    Raises:
        BriefingError: Files are missing, are folders, or have another ending.
    """
    problems = []
    for path in files:
        if not path.exists():
            problems.append(Problem(near(path), 0, "there is no such file", "Build the pack first: briefing build OUTLINE."))
        elif not path.is_file():
            problems.append(Problem(near(path), 0, "this is not a file", "Name the files in it: PDF, Word or EPUB."))
        elif path.suffix.lower() not in _ENDINGS:
            hint = "Name a PDF (.pdf), a Word file (.docx) or an EPUB (.epub)."
            problems.append(Problem(near(path), 0, "only finished packs can be searched", hint))
    if problems:
        raise BriefingError(problems)
