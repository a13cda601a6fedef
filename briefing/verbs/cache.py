"""`cache`: what builds remember."""

from __future__ import annotations

from pathlib import Path

from briefing.dataclass import dataclass
from briefing.system import cache


@dataclass(frozen=True, slots=True)
class Cache:
    """What builds remember, so that a build in which nothing has changed takes no time."""

    folder: Path | None
    """Where it is; None where nothing is remembered."""
    entries: int
    size: int
    """In bytes."""
    cleared: bool
    """Whether the entries have just been deleted."""


def remembered(*, clear: bool = False) -> Cache:
    """Return how much builds remember, and delete it if `clear` is set."""
    found = [status.st_size for _, status in cache.entries()]
    if clear:
        cache.clear()
    return Cache(cache.folder(), len(found), sum(found), clear)
