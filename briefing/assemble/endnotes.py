"""Notes at the end of a pack, in the place of notes at the foot of its pages."""

from __future__ import annotations

import dataclasses
import operator
from typing import Any, cast

from briefing.assemble.context import Context
from briefing.document import Blocks, Note, NoteMark, Section, notes, walk
from briefing.document.changing import below


def at_the_end(context: Context, blocks: Blocks) -> Blocks:
    """Return the blocks with the notes at the foot of pages in a section at the end, if the outline asks for endnotes."""
    if context.outline.citations != "endnotes":
        return blocks
    found = notes(blocks)
    if context.outline.annotations == "notes" and any(each.placement == "margin" and not each.for_teacher for each in found.values()):
        what = "endnotes and the notes on passages would both be 1, 2, 3"
        context.problem(("citations",), what, "Write 'citations: notes', or add 'annotations: comments'.")
    marked = dict.fromkeys(each.note for each in walk(blocks) if isinstance(each, NoteMark))
    moved = [dataclasses.replace(found[key], placement="end") for key in marked if key in found and found[key].placement == "foot"]
    if not moved:
        return blocks
    section = Section(context.claim("endnotes"), (context.label("labels.notes"),), tuple(moved), "endnotes")
    return (*without_foot(blocks), section)


def without_foot(blocks: Blocks) -> Blocks:
    """Return blocks without the notes at the foot of pages."""
    return cast(Blocks, _without_foot(blocks))


def _without_foot(items: tuple[Any, ...]) -> tuple[Any, ...]:
    kept = [
        _without_foot(item) if isinstance(item, tuple) else below(item, _without_foot)
        for item in items
        if not (isinstance(item, Note) and item.placement == "foot")
    ]
    return items if len(kept) == len(items) and all(map(operator.is_, kept, items)) else tuple(kept)
