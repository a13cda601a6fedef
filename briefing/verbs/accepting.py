"""`verify --accept`: take the text that the copy has now as the passage of an excerpt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from briefing import steps
from briefing.dataclass import dataclass
from briefing.document.numbering import ranges
from briefing.errors import BriefingError, Problem, collect, shown_path
from briefing.files.reading import read_text
from briefing.files.resetting import with_settings
from briefing.files.writing import BIN, all_or_nothing
from briefing.library import Excerpt
from briefing.library.references import excerpts_named
from briefing.originals import copies
from briefing.originals.copies import Copy
from briefing.originals.normal import normalise
from briefing.passages.editing import anchors, edited
from briefing.passages.finding import PROVED, Passage, find
from briefing.passages.traces import changes, trace
from briefing.passages.verdict import advice, verdict
from briefing.passages.word_diffs import difference
from briefing.workspace import Workspace

_ENDS = 4
"""How many words a new selector has at each end."""


@dataclass(frozen=True, slots=True)
class AcceptedExcerpt:
    """An excerpt whose passage is now the text of the copy."""

    file: Path
    id: str
    old: str
    """The passage that the excerpt had; empty if no older copy in the bin of the workspace has it."""
    new: str
    """The passage that it has now. A line for each paragraph."""
    difference: str
    """The new passage with the changed words marked, as far as they are known; empty if its words are as they were."""
    settings: tuple[str, ...]
    """Which settings of its file have other values."""
    kept: Path
    """Where the bin of the workspace keeps the file as it was."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """Excerpts whose passages are now the texts of the copies."""

    excerpts: tuple[AcceptedExcerpt, ...]
    problems: tuple[Problem, ...] = ()
    """Warnings: notes and edits on words that the new passages do not have."""


def accept(workspace: Workspace, excerpts: Sequence[str]) -> Accepted:
    """Take the text that the copies have now as the passages of excerpts: all of them, or none. Digests and notes stay as they are.

    Args:
        workspace: Where the library is.
        excerpts: Ids of excerpts.

    Raises:
        BriefingError: There is no such excerpt, no text in the copy can be meant, or the passage is exact already. No file is changed.
    """
    if not excerpts:
        raise BriefingError([Problem("--accept", 0, "this needs the names of excerpts", "Write 'briefing verify --accept the-toll'.")])
    library = steps.load(workspace)
    chosen = excerpts_named(library, excerpts)
    problems: list[Problem] = []
    found = [collect(problems, lambda each=each: _meant(each, library.originals.get(each.source), workspace)) for each in chosen]  # type: ignore[misc]
    if problems:
        raise BriefingError(problems)
    done: list[AcceptedExcerpt] = []
    with all_or_nothing(workspace.root, lambda: steps.load(workspace)) as batch:
        for excerpt, new in zip(chosen, found, strict=True):
            if new is not None:
                path = _path(excerpt, workspace)
                kept = batch.keep(path)
                batch.write(path, new.text)
                old = _old(excerpt, workspace)
                seen = difference(old, new.passage) if old else changes(excerpt.trace, " ".join(new.passage.split()))
                is_other = normalise(old).text != normalise(new.passage).text if old else bool(seen)
                done.append(AcceptedExcerpt(path, excerpt.id, old, new.passage, seen if is_other else "", new.settings, kept))
    fresh = steps.load(workspace)
    return Accepted(tuple(done), tuple(problem for each in done for problem in _loose(fresh.excerpts[each.id], fresh.originals, workspace)))


@dataclass(frozen=True, slots=True)
class _Meant:
    """The text of a copy that becomes the passage of an excerpt."""

    passage: str
    text: str
    """Of the excerpt's file."""
    settings: tuple[str, ...]


def _path(excerpt: Excerpt, workspace: Workspace) -> Path:
    return workspace.seeds / "excerpts" / f"{excerpt.id}.md"


def _meant(excerpt: Excerpt, copy: Copy | None, workspace: Workspace) -> _Meant:
    path = _path(excerpt, workspace)
    name = shown_path(path, workspace.root)
    passage = find(excerpt, copy)
    if copy is None or passage.status == "ambiguous" or not (passage.text or passage.sha256):
        hint = advice(excerpt, passage, copy) or "Add your copy with 'briefing sources add FILE'."
        raise BriefingError([Problem(name, 0, f"no text can be taken: {verdict(excerpt, passage, copy)}", hint)])
    new = _settings(excerpt, passage)
    if not new:
        what = "nothing is to be taken: the passage is exact, word for word"
        raise BriefingError([Problem(name, 0, what, "Leave its name out.")])
    text = with_settings(read_text(path, name), new)
    if text is None:
        hint = "\n  ".join(f"{key}: {value}" for key, value in new.items() if key != "select")
        raise BriefingError([Problem(name, 0, "the settings of this file cannot be told apart", f"Write them yourself:\n  {hint}")])
    return _Meant(passage.text or passage.candidate, text, tuple(new))


def _settings(excerpt: Excerpt, passage: Passage) -> dict[str, Any]:
    """Return the settings that prove a passage, as far as they are not there already."""
    text = passage.text or passage.candidate
    words = text.split()
    paragraphs = ranges(passage.paragraphs, dash="-")
    new: dict[str, Any] = {}
    if passage.paragraphs != excerpt.paragraphs:
        new["paragraphs"] = int(paragraphs) if paragraphs.isdecimal() else paragraphs
    if passage.status == "missing":  # the first and the last words are others
        plain = normalise(text).text.split()
        ends = max(1, min(_ENDS, len(plain) // 2))
        new["select"] = {"start": " ".join(plain[:ends]), "end": " ".join(plain[-ends:])}
    if len(words) != excerpt.words:
        new["words"] = len(words)
    if passage.status not in PROVED:
        new |= {"sha256": passage.sha256, "trace": trace(text)}
    return new


def _old(excerpt: Excerpt, workspace: Workspace) -> str:
    """Return the passage as an older copy has it, which the bin of the workspace keeps; empty if none has it."""
    folder = workspace.root / BIN / shown_path(workspace.seeds, workspace.root) / "originals"
    for path in sorted(folder.glob(f"{excerpt.source}*.txt"), reverse=True):
        copy = collect([], lambda path=path: copies.read_one(path, workspace.root))  # type: ignore[misc]
        if copy is not None and (passage := find(excerpt, copy)).status in PROVED:
            return passage.text
    return ""


def _loose(excerpt: Excerpt, originals: Mapping[str, Copy], workspace: Workspace) -> Iterator[Problem]:
    """Yield a warning for each note and each edit whose words the new passage does not have."""
    passage = find(excerpt, originals.get(excerpt.source))
    name, wording = shown_path(_path(excerpt, workspace), workspace.root), edited(passage.text, excerpt.edits)
    for fault in wording.faults:
        yield Problem(name, 0, fault.message, fault.hint, severity="warning")
    for note, span in zip(excerpt.notes, anchors(wording, excerpt.notes), strict=True):
        words = note.on_original or note.on
        if span is None and words:
            hint = "Choose words of the new passage for the note, or take the note out."
            yield Problem(name, 0, f"the new passage does not have the words '{words}' of a note", hint, severity="warning")
