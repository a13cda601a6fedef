"""Writing the file of a new excerpt, for the user to finish."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import LiteralScalarString

from briefing.document.numbering import ranges
from briefing.errors import BriefingError, Problem, shown_path
from briefing.files.resetting import as_yaml
from briefing.files.writing import Batch
from briefing.library import Annotation, Edit, Excerpt


def text(excerpt: Excerpt) -> str:
    """Return an excerpt as the text of its file."""
    settings: dict[str, Any] = {
        "title": excerpt.title,
        "source": excerpt.source,
        "paragraphs": _number(ranges(excerpt.paragraphs, dash="-")),
        "select": CommentedMap(start=excerpt.select.start, end=excerpt.select.end),
        "words": excerpt.words,
        "sha256": excerpt.sha256,
        "trace": excerpt.trace or None,
        "translation": excerpt.translation or None,
        "topics": _line(excerpt.topics),
        "countries": _line(excerpt.countries),
        "actors": _line(excerpt.actors),
        "notes": [_note(note) for note in excerpt.notes],
        "edits": [_edit(edit) for edit in excerpt.edits],
    }
    kept = {key: value for key, value in settings.items() if value not in (None, []) or key in ("topics", "countries", "actors")}
    return f"---\n{as_yaml(kept)}---\n{excerpt.digest.strip()}\n"


def write(folder: Path, excerpt: Excerpt, base: Path, batch: Batch) -> Path:
    """Write the file of a new excerpt.

    Args:
        folder: The folder `seeds/excerpts`.
        excerpt: The excerpt to write.
        base: Paths in messages are relative to it.
        batch: Writes it, together with others.

    Raises:
        BriefingError: There is already an excerpt with this id, or the file cannot be written. Nothing is changed.
    """
    path = folder / f"{excerpt.id}.md"
    if path.exists():
        what = "there is already an excerpt with this name"
        raise BriefingError([Problem(shown_path(path, base), 0, what, "Choose another name, or delete this file first.")])
    batch.write(path, text(excerpt))
    return path


def _line(values: Sequence[str]) -> CommentedSeq:
    found = CommentedSeq(values)
    found.fa.set_flow_style()
    return found


def _number(text: str) -> str | int:
    """Return digits as a number, which YAML writes without quotation marks."""
    return int(text) if text.isdecimal() else text


def _note(note: Annotation) -> CommentedMap:
    settings = {
        "on": note.on,
        "on-original": note.on_original,
        "kind": note.kind,
        "for": "teacher" if note.audience == "teacher" else "",
        "text": LiteralScalarString(note.text) if "\n" in note.text else note.text,
    }
    return CommentedMap({key: value for key, value in settings.items() if value})


def _edit(edit: Edit) -> CommentedMap:
    settings = {"elide": edit.elide, "insert": edit.insert, "after": edit.after, "emphasis": edit.emphasis}
    return CommentedMap({key: value for key, value in settings.items() if value})
