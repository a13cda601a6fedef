"""Libraries that no test changes, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from briefing import steps
from briefing.library import Library
from briefing.workspace import Workspace


@cache
def library_of(folder: Path) -> Library:
    """Return the library of a workspace that no test writes into."""
    return steps.load(Workspace(folder, folder / "output"))
