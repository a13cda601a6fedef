"""Both editions of a pack are assembled at once, and each is what it is when it is assembled alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing import assemble, steps
from briefing.outline import Edition, names
from briefing.steps import Pack
from briefing.workspace import Workspace, find


def packs(workspace: Workspace, *editions: Edition) -> dict[str, Pack]:
    """Return the packs of all outlines, by their names."""
    library = steps.load(workspace)
    plans = steps.plans(workspace, library, names(workspace.templates), {})
    return {pack.name: pack for pack in steps.packs(workspace, library, plans, editions=editions)}


def test_editions_that_are_made_at_once_are_those_made_alone(inside_water: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their documents, indexes and warnings; what students get is assembled once for both."""
    finished: list[object] = []
    usual = assemble._finished

    def counted(*given: object) -> object:
        finished.append(given)
        return usual(*given)  # type: ignore[arg-type]

    workspace = find()
    alone = packs(workspace, "teacher") | packs(workspace, "student")
    monkeypatch.setattr(assemble, "_finished", counted)
    for order in (("student", "teacher"), ("teacher", "student")):
        finished.clear()
        assert packs(workspace, *order) == alone
        assert len(finished) == len(names(workspace.templates))
