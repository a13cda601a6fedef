"""`diff`: compare two packs."""

from __future__ import annotations

from briefing import steps
from briefing.dataclass import dataclass
from briefing.views.comparison import contents, difference
from briefing.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Difference:
    """How one pack differs from another."""

    base: str
    mine: str
    lines: tuple[str, ...]
    """A line for each difference; none where the two are the same."""


def diff(workspace: Workspace, base: str, mine: str) -> Difference:
    """Compare two packs: sections, excerpts, questions, words, minutes.

    Args:
        workspace: Where the library and the outlines are.
        base: The id of the outline to compare with.
        mine: The id of the other outline.

    Raises:
        BriefingError: Everything that is wrong.
    """
    names = list(dict.fromkeys((base, mine)))
    library = steps.load(workspace, outlines=names)
    plans = steps.plans(workspace, library, names, {})
    packs = {pack.outline.id: pack for pack in steps.packs(workspace, library, plans)}
    ours, theirs = (contents(packs[name].document, packs[name].index, packs[name].reading_speed) for name in (mine, base))
    return Difference(base, mine, tuple(difference(theirs, ours)))
