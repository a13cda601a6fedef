"""`keys`: what people may write into a file, in words."""

from __future__ import annotations

from briefing.dataclass import dataclass
from briefing.verbs.views.keys import Table, named, tables


@dataclass(frozen=True, slots=True)
class Keys:
    """The settings of kinds of files and of sections."""

    tables: tuple[Table, ...]


def keys(kind: str = "") -> Keys:
    """Return what a kind of file, or a kind of section, may hold.

    Args:
        kind: `outline`, `source`, …; the kind of a section, such as `questions`; a setting; or another word for one. Default: all.

    Raises:
        BriefingError: Nothing has this name, and no other word is known for it.
    """
    return Keys(named(kind) if kind else tuple(tables().values()))
