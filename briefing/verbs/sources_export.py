"""`sources export`: records of sources as a bibliography for other programs."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
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
_ENTRY = re.compile(r"^@\w+\{([^,\s]+),", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ExportedSources:
    """A bibliography that was written."""

    file: Path
    format: str
    sources: int
    kept: Path | None = None
    """Where the bin of the workspace keeps the older export of this name; None if there was none."""


def export(workspace: Workspace, file: Path, sources: Sequence[str] = ()) -> ExportedSources:
    """Write records of sources as CSL-JSON or BibTeX.

    Args:
        workspace: Where the library is.
        file: The file to write, whose ending is `.json` or `.bib`. An older export of that name goes into the bin of the workspace.
        sources: Ids of sources. Default: all.

    Raises:
        BriefingError: There is no such source, another file has this name, or the file cannot be written.
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
        if not _is_ours(file, kind, library.sources):
            raise targets.theirs(file, "an export of this library")
        kept = targets.keep(file, workspace.root) if workspace.takes_additions else None
    with replacing(file, lasting=True) as draft:
        draft.write_text(text, encoding="utf-8")
    return ExportedSources(file, kind, len(chosen), kept)


def _is_ours(file: Path, kind: str, sources: Collection[str]) -> bool:
    """Say whether a file is an earlier export: at least half of its keys are sources of this library."""
    try:
        text = file.read_text(encoding="utf-8")
        keys = _ENTRY.findall(text) if kind == "BibTeX" else [each["id"] for each in json.loads(text)]
    except (OSError, ValueError, RecursionError, TypeError, KeyError):
        return False
    return text.strip() in ("", "[]") or 2 * sum(key in sources for key in map(str, keys)) >= len(keys) > 0
