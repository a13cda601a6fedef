"""The places of citations in a text, in the order in which a reader meets them."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from briefing.dataclass import dataclass
from briefing.document import Blocks, Inline, Inlines, Note, NoteMark, Reference, changing, notes, walk
from briefing.markup import CITATION

_END = "\x1f"
"""Ends the number of a place; no cluster has it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place where sources are cited."""

    target: str
    """The target of its placeholder, without `citation:`. The placeholders of one cluster share it where they are worded alike."""
    cluster: str
    number: int = 0
    """The number of the footnote that the citation is in, or makes; 0 if it is in none."""
    apart: bool = False
    """Whether it is read by itself, as in a note in the margin, so that `ibid.` would be wrong."""


def told_apart(blocks: Blocks, prefix: str = "") -> Blocks:
    """Return the blocks with placeholders that differ, also where they cite the same. Their targets begin with `prefix`."""
    numbers = itertools.count(1)

    def change(inline: Inline) -> Inlines | None:
        if not (isinstance(inline, Reference) and _is_placeholder(inline)):
            return None
        return (Reference(f"{CITATION}{prefix}{next(numbers)}{_END}{_cluster(inline.target)}", inline.children),)

    return changing.inlines(blocks, change)


def in_series(found: Mapping[str, Note], *, with_margin: bool) -> set[str]:
    """Return the ids of the notes that are numbered through the pack: footnotes and, on request, the notes in the margin."""
    placements = {"foot", "margin"} if with_margin else {"foot"}
    return {note.id for note in found.values() if note.placement in placements and not note.for_teacher}


def places(blocks: Blocks, before: int = 0, *, in_notes: bool, with_margin: bool = False) -> list[Place]:
    """Return the places of `told_apart` blocks.

    Args:
        blocks: The text.
        before: How many numbered notes come before it.
        in_notes: Whether the citations of the text become footnotes.
        with_margin: Whether notes in the margin are numbered with the footnotes.
    """
    around = {id(node): note for note in notes(blocks).values() for node in walk(note.children) if _is_placeholder(node)}
    counted = in_series(notes(blocks), with_margin=with_margin)
    numbers: dict[str, int] = {}
    found: list[Place] = []
    for node in walk(blocks):
        if isinstance(node, NoteMark) and node.note in counted:
            numbers.setdefault(node.note, before + len(numbers) + 1)
        elif isinstance(node, Reference) and _is_placeholder(node):
            target, note = node.target.removeprefix(CITATION), around.get(id(node))
            if note is None and in_notes:
                numbers[node.target] = before + len(numbers) + 1
            apart = note is not None and note.placement != "foot"
            number = numbers.get(note.id if note else node.target, 0)
            found.append(Place(target, _cluster(target), number if in_notes and not apart else 0, apart=apart))
    return sorted(found, key=lambda each: each.number)


def _is_placeholder(node: object) -> bool:
    return isinstance(node, Reference) and node.target.startswith(CITATION)


def _cluster(target: str) -> str:
    return target.removeprefix(CITATION).rpartition(_END)[2]
