"""Libraries that no test changes, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from briefing import steps
from briefing.library import Library
from briefing.outline import Edition
from briefing.steps import Pack
from briefing.workspace import Workspace
from tests.support.places import SHIPPED


@cache
def library_of(folder: Path) -> Library:
    """Return the library of a workspace that no test writes into."""
    return steps.load(Workspace(folder, folder / "output"))


@cache
def shipped_packs(name: str) -> dict[Edition, Pack]:
    """Return a shipped pack with its defaults, by the edition, as everybody gets it who has no articles."""
    workspace, library = Workspace(SHIPPED, SHIPPED / "output"), library_of(SHIPPED)
    made = steps.packs(workspace, library, steps.plans(workspace, library, [name], {}), editions=("student", "teacher"))
    return {pack.edition: pack for pack in made}
