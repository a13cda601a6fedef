"""Excerpts that are not ready: passages that are not proved, notes on words that are not in the passage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefing.errors import Problem
from briefing.files.origin import Origin
from briefing.files.reading import read_markdown
from briefing.library import Annotation, Excerpt, Library
from briefing.originals.copies import Copy
from briefing.passages.editing import Wording, anchors, edited, occurrences
from briefing.passages.finding import PROVED, find
from briefing.passages.verdict import refusal


def problems(library: Library, folder: str, root: Path) -> Iterator[Problem]:
    """Yield a problem for each excerpt that a pack would not print as its writer expects.

    Args:
        library: The library with the excerpts.
        folder: The path of `seeds/` as the user knows it.
        root: The workspace, for the lines of its files.
    """
    for key, excerpt in library.excerpts.items():
        name = f"{folder}/excerpts/{key}.md"
        copy = library.originals.get(excerpt.source)
        if copy is not None:
            yield from _in_copy(excerpt, copy, read_markdown(root / name, name))


def _in_copy(excerpt: Excerpt, copy: Copy, origin: Origin) -> Iterator[Problem]:
    passage = find(excerpt, copy)
    if passage.status not in PROVED:
        yield origin.problem(("select",), *refusal(excerpt, passage, copy))
        return
    wording = edited(passage.text, excerpt.edits)
    yield from (origin.problem(("edits", fault.edit), fault.message, fault.hint) for fault in wording.faults)
    for number, (note, span) in enumerate(zip(excerpt.notes, anchors(wording, excerpt.notes), strict=True)):
        if span is None and (note.on_original or note.on):
            place = ("notes", number, "on-original" if note.on_original else "on")
            yield origin.problem(place, *_astray(wording, note))


def _astray(wording: Wording, note: Annotation) -> tuple[str, str]:
    """Say why a note cannot be printed beside its words, and what to do."""
    words = note.on_original or note.on
    found = occurrences(wording.text, words)
    if not found:
        why, wanted = "are not in the quoted passage", "a few words of the passage"
    elif all("\n" in wording.text[slice(*span)] for span in found):
        why, wanted = "continue into the next paragraph", "words of one paragraph"
    else:
        why, wanted = "are left out by an edit", "words that are printed, or leave fewer words out"
    hint = f"Change 'on-original:' to {wanted}." if note.on_original else f"Add 'on-original:' to the note, with {wanted}."
    return f"the words “{words}” {why}, so their note is printed at the end of the quotation", hint
