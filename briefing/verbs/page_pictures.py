"""`sources show --pages`: pictures of the pages of a PDF, with the numbers that its paragraphs have in the copy."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from briefing import steps
from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem, near
from briefing.files.pngs import is_ours
from briefing.files.scratch import scratch_for
from briefing.originals.copies import Copy
from briefing.system import confined
from briefing.verbs.copy_text import copy_of
from briefing.workspace import Workspace, targets

_TOGETHER = 6
"""How many pages one process draws."""
_INSTEAD = "Open the PDF yourself, and compare it with 'briefing sources show --text'."


@dataclass(frozen=True, slots=True)
class PagePictures:
    """Pictures of the pages of a PDF."""

    source: str
    folder: Path
    files: tuple[Path, ...]
    missing: int
    """Parts of the pages that the copy does not have. They are red in the pictures."""


def pages(workspace: Workspace, source: str, *, file: Path | None = None, into: Path | None = None) -> PagePictures:
    """Draw each page of the PDF that a copy was made from, with the numbers of its paragraphs.

    Args:
        workspace: Where the library is.
        source: The id of the source.
        file: The PDF. Default: the file of the name that the copy remembers, in the folder where you are or in the workspace.
        into: The folder for the pictures. Default: `output/ID-pages` in the workspace.

    Raises:
        BriefingError: There is no such source or copy, the copy is of no PDF, its PDF is not found, or another file is in the way.
    """
    copy = copy_of(steps.load(workspace), source)
    pdf = _pdf(workspace, source, copy, file)
    folder = into or workspace.output / f"{source}-pages"
    targets.hold(folder / "page.png", ".png")
    asked = {"paragraphs": list(copy.paragraphs)}
    places = confined.ask("briefing.originals.readers.pdf_pictures", pdf, near(pdf), _INSTEAD, asked)["places"]
    width = max(len(str(len(places))), 2)
    names = [folder / f"page-{number:0{width}}.png" for number in range(1, len(places) + 1)]
    for name in names:
        if name.exists() and not is_ours(name):
            raise targets.theirs(name, "a picture that briefing made")
    with scratch_for(folder) as scratch:
        made = [scratch / name.name for name in names]
        for number, picture in _drawn(pdf, places):
            made[number - 1].write_bytes(picture)
        steps.move(made, folder)
    return PagePictures(source, folder, tuple(names), sum(not part[0] for parts in places for part in parts))


def _drawn(pdf: Path, places: Sequence[Any]) -> Iterator[tuple[int, bytes]]:
    for first in range(0, len(places), _TOGETHER):
        some = dict(enumerate(places[first : first + _TOGETHER], first + 1))
        answer = confined.ask("briefing.originals.readers.pdf_pictures", pdf, near(pdf), _INSTEAD, {"pages": some})
        for number, picture in answer["pictures"].items():
            yield int(number), base64.b64decode(picture)


def _pdf(workspace: Workspace, source: str, copy: Copy, file: Path | None) -> Path:
    """Return the PDF that a copy was made from.

    Raises:
        BriefingError: The copy is of no PDF, or its PDF is not found.
    """
    origin = copy.provenance
    if origin.format != "pdf":
        what, hint = f"the copy of '{source}' was made from no PDF", "Use --text to see it."
        raise BriefingError([Problem("--pages", 0, what, hint)])
    hint = f"Name it: briefing sources show {source} --pages --file FOLDER/{origin.file}"
    tried = [file] if file else [Path(origin.file), workspace.root / origin.file, workspace.seeds / "originals" / origin.file]
    for path in tried:
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == origin.sha256:
            return path
    if file is not None and file.is_file():
        what = f"the copy of '{source}' was made from another file, named '{origin.file}'"
        raise BriefingError([Problem(near(file), 0, what, "Name that file, or add this one with 'briefing sources add --replace'.")])
    where = near(file) if file else origin.file
    raise BriefingError([Problem(where, 0, f"the PDF that the copy of '{source}' was made from is not here", hint)])
