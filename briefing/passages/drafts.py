"""Writing the file of a new excerpt, for the user to finish."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import LiteralScalarString

from briefing.document.numbering import ranges
from briefing.errors import BriefingError, Problem, near, shown_path
from briefing.files.reading import read_text
from briefing.files.resetting import as_yaml, with_settings
from briefing.files.writing import Batch
from briefing.library import Annotation, Edit, Excerpt
from briefing.library.excerpts import DIGEST


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
        "notes": [note(each) for each in excerpt.notes],
        "edits": [_edit(edit) for edit in excerpt.edits],
        **_from_notes(excerpt),
    }
    kept = {key: value for key, value in settings.items() if value not in (None, []) or key in ("topics", "countries", "actors")}
    return f"---\n{as_yaml(kept)}---\n{excerpt.digest.strip()}\n"


def _from_notes(excerpt: Excerpt) -> dict[str, Any]:
    """Return the settings that say where an excerpt is in a file of notes."""
    return {"order": excerpt.order or None, "notes-file": excerpt.notes_file or None}


def complete(folder: Path, excerpt: Excerpt, batch: Batch) -> Path | None:
    """Write the notes and the digest of an excerpt into its file, and its place in a file of notes. Everything else in it stays.

    Returns:
        The file; None where the lines of its notes cannot be told apart from others, so that a person has to change them.
    """
    path = folder / f"{excerpt.id}.md"
    was = read_text(path, near(path))
    new = {"notes": [note(each) for each in excerpt.notes] or None, **_from_notes(excerpt)}
    text = with_settings(was, {key: value for key, value in new.items() if value is not None})
    if text is None:
        return None
    batch.keep(path)
    batch.write(path, text.replace(DIGEST, excerpt.digest.strip()))
    return path


def tie(path: Path, excerpts: Sequence[str], batch: Batch) -> bool:
    """Write into the file of a question which excerpts it is about.

    Returns:
        Whether it could be written: the question may be in a file with others.
    """
    was = read_text(path, near(path)) if path.is_file() else ""
    text = with_settings(was, {"excerpts": _line(excerpts)})
    if text is None:
        return False
    batch.keep(path)
    batch.write(path, text)
    return True


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


def note(written: Annotation) -> CommentedMap:
    """Return a note as the settings of its file."""
    settings = {
        "on": written.on,
        "on-original": written.on_original,
        "kind": written.kind,
        "for": "teacher" if written.audience == "teacher" else "",
        "text": LiteralScalarString(written.text) if "\n" in written.text else written.text,
    }
    return CommentedMap({key: value for key, value in settings.items() if value})


def _edit(edit: Edit) -> CommentedMap:
    settings = {"elide": edit.elide, "insert": edit.insert, "after": edit.after, "emphasis": edit.emphasis}
    return CommentedMap({key: value for key, value in settings.items() if value})
