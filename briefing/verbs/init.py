"""`init`: make a workspace of your own."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from briefing import workspace as workspaces
from briefing.dataclass import dataclass
from briefing.workspace import schema

Model = Literal["starter", "empty", "shipped"]


@dataclass(frozen=True, slots=True)
class NewWorkspace:
    """A workspace that was made."""

    folder: Path
    model: Model


def init(folder: Path, model: Model = "starter") -> NewWorkspace:
    """Make a workspace.

    Args:
        folder: Where. It is empty, or not there yet.
        model: What is in it: one example of each thing, an outline and no text, or the shipped pack.

    Raises:
        BriefingError: The folder holds something already, or cannot be written to.
    """
    source = {"starter": workspaces.starter, "empty": workspaces.blank, "shipped": workspaces.shipped}[model]()
    workspaces.make(folder, source, schema.write)
    return NewWorkspace(folder, model)
