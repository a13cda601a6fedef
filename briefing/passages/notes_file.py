"""The excerpts of a file of notes that people write and import again and again: their order, and which of them have gone from it."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from briefing.library import Excerpt, Library
from briefing.passages.importing import Drafts

_FILE = 1_000
"""The distance between the first numbers of two files."""


def settle(found: Drafts, library: Library, file: str) -> tuple[str, ...]:
    """Say in the excerpts of a file of notes which file they are from, and where in it they are.

    Args:
        found: What was drafted. An excerpt that is there and has another place now becomes one of those to be completed.
        library: What there is.
        file: The file, as excerpts name it.

    Returns:
        The ids of the excerpts that are from this file and no longer in it.
    """
    ids = sorted(found.lines, key=lambda each: found.lines[each])
    if not ids:
        return ()
    known = {**library.excerpts, **found.completed}
    own = {each.id: each.order for each in library.excerpts.values() if each.notes_file == file}
    others = [each.order for each in library.excerpts.values() if each.id not in own]
    orders = _orders(ids, own, first=_first(own.values(), others))
    for place, excerpt in enumerate(found.excerpts):
        if excerpt.id in orders:
            found.excerpts[place] = replace(excerpt, order=orders[excerpt.id], notes_file=file)
    for key in ids:
        if key in known and (known[key].order, known[key].notes_file) != (orders[key], file):
            found.completed[key] = replace(known[key], order=orders[key], notes_file=file)
    return tuple(key for key in own if key not in found.lines)


def has_news(excerpt: Excerpt, library: Library) -> bool:
    """Say whether more of an excerpt is new than its place."""
    was = library.excerpts[excerpt.id]
    return replace(excerpt, order=was.order, notes_file=was.notes_file) != was


def _first(own: Collection[int], others: Collection[int]) -> int:
    """Return the number after which those of a file begin: the passages of several files keep together."""
    if numbers := [each for each in own if each]:
        return min(numbers) // _FILE * _FILE
    return (max(others) // _FILE + 1) * _FILE if any(others) else 0


def _orders(ids: Sequence[str], were: Mapping[str, int], *, first: int) -> dict[str, int]:
    """Return the numbers of passages. They keep those that they have if new passages are only at the end."""
    known = [were[each] for each in itertools.takewhile(were.get, ids)]
    is_kept = all(before < after for before, after in itertools.pairwise(known)) and not any(were.get(each) for each in ids[len(known) :])
    if not is_kept:
        known = []
    last = known[-1] if known else first
    return dict(zip(ids, [*known, *range(last + 1, last + 1 + len(ids) - len(known))], strict=True))
