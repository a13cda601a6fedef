"""`sources export`: records of sources as a bibliography for other programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from briefing import steps
from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem, near
from briefing.exchange import bibtex_export
from briefing.files.writing import replacing
from briefing.library.csl_items import item
from briefing.library.references import source_named
from briefing.workspace import Workspace, targets

FORMATS = {".json": "CSL-JSON", ".bib": "BibTeX"}
"""The formats by the endings of files."""


@dataclass(frozen=True, slots=True)
class ExportedSources:
    """A bibliography that was written."""

    file: Path
    format: str
    sources: int
    kept: Path | None = None
    """Where the bin of the workspace keeps the older file of this name; None if there was none."""


def export(workspace: Workspace, file: Path, sources: Sequence[str] = ()) -> ExportedSources:
    """Write records of sources as CSL-JSON or BibTeX.

    Args:
        workspace: Where the library is.
        file: The file to write, whose ending is `.json` or `.bib`. An older file of that name goes into the bin of the workspace.
        sources: Ids of sources. Default: all.

    Raises:
        BriefingError: There is no such source, or the file cannot be written.
    """
    kind = FORMATS.get(file.suffix.lower())
    if kind is None:
        what = f"'{file.suffix or file.name}' is not the ending of a bibliography that briefing writes"
        raise BriefingError(
            [Problem(near(file), 0, what, f"Write {file.stem or 'library'}.json for CSL-JSON, or {file.stem or 'library'}.bib for BibTeX.")]
        )
    targets.hold(file, file.suffix)
    library = steps.load(workspace)
    chosen = [source_named(library, key) for key in dict.fromkeys(sources)] if sources else list(library.sources.values())
    text = bibtex_export.write(chosen) if kind == "BibTeX" else json.dumps(list(map(item, chosen)), ensure_ascii=False, indent=1) + "\n"
    kept = None
    if file.exists():
        if not _is_bibliography(file, kind):
            raise targets.theirs(file, "a bibliography")
        kept = targets.keep(file, workspace.root) if workspace.takes_additions else None
    with replacing(file, lasting=True) as draft:
        draft.write_text(text, encoding="utf-8")
    return ExportedSources(file, kind, len(chosen), kept)


def _is_bibliography(file: Path, kind: str) -> bool:
    try:
        text = file.read_text(encoding="utf-8")
        data = json.loads(text) if kind == "CSL-JSON" else None
    except (OSError, ValueError, RecursionError):
        return False
    if kind == "BibTeX":
        return not text.strip() or "@" in text
    return isinstance(data, list) and all(isinstance(each, dict) and "id" in each for each in data)
