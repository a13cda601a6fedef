"""`init`: make a workspace of your own."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from briefing import workspace as workspaces
from briefing.dataclass import dataclass
from briefing.workspace import schema

Model = Literal["starter", "empty", "shipped", "brief", "seminar", "reader", "training"]
"""What a new workspace begins with. The last four are forms: outlines of a kind of pack, with placeholders that say what to write."""
FORMS: tuple[Model, ...] = ("brief", "seminar", "reader", "training")


@dataclass(frozen=True, slots=True)
class NewWorkspace:
    """A workspace that was made."""

    folder: Path
    model: Model
    examples: bool = True
    """Whether it has example files, if it is a form."""


def init(folder: Path, model: Model = "starter", *, examples: bool = True) -> NewWorkspace:
    """Make a workspace.

    Args:
        folder: Where. It is empty, or not there yet.
        model: What is in it: one example of each thing, an outline and no text, the shipped pack, or the form of a kind of pack.
        examples: Whether a form begins with an example of each thing, too.

    Raises:
        BriefingError: The folder holds something already, or cannot be written to.
    """
    plain = {"starter": workspaces.starter, "empty": workspaces.blank, "shipped": workspaces.shipped}
    source = plain[model]() if model in plain else workspaces.form(model)
    workspaces.make(folder, source, _write_schemas, examples=examples)
    return NewWorkspace(folder, model, examples)


def _write_schemas(folder: Path) -> None:
    for path, text in schema.files(folder).items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
