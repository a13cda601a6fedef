"""`show`: show what a pack holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing import outline as outlines
from briefing import steps
from briefing.dataclass import dataclass
from briefing.document import tree
from briefing.errors import Problem
from briefing.outline import Edition
from briefing.verbs.views.overview import Overview, overview
from briefing.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ShownPack:
    """A pack, as it would be built."""

    name: str
    edition: Edition
    overview: Overview
    left_out: tuple[str, ...]
    """A sentence for each section that leaves something out, because of its length or because another section has it."""
    tree: str
    """Every node of the document, a line each."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The editions of a pack."""

    packs: tuple[ShownPack, ...]
    problems: tuple[Problem, ...]
    """Warnings."""


def show(
    workspace: Workspace,
    outline: str = "",
    *,
    settings: Mapping[str, str] | None = None,
    editions: Sequence[Edition] = ("student",),
    pages: bool = False,
) -> Shown:
    """Assemble a pack and return what it holds. No file is written.

    Args:
        workspace: Where the library and the outlines are.
        outline: The id of the outline. Default: `seminar`, or the only outline.
        settings: Values of its parameters, by their names.
        editions: For whom.
        pages: Lay out the PDF, too, to know on which page each part begins.

    Raises:
        BriefingError: Everything that is wrong.
    """
    names = [outline] if outline else outlines.default_names(workspace.templates)
    library = steps.load(workspace, outlines=names)
    packs = steps.packs(workspace, library, steps.plans(workspace, library, names, settings or {}), editions=editions)
    packs = [steps.paged(pack) for pack in packs] if pages else packs
    shown = (
        ShownPack(
            pack.name,
            pack.edition,
            overview(pack.document, pack.reading_speed, pack.index.pages),
            pack.left_out,
            tree(pack.document),
        )
        for pack in packs
    )
    return Shown(tuple(shown), packs[0].warnings)
