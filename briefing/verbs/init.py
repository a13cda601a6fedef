"""`init`: make a workspace of your own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefing import workspace as workspaces
from briefing.dataclass import dataclass
from briefing.errors import Problem
from briefing.files.resetting import as_yaml
from briefing.verbs.first_works import PASSAGES, FirstWork, passages_file
from briefing.workspace import Workspace, schema

if TYPE_CHECKING:
    from briefing.verbs.first_files import FirstFiles

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
    works: tuple[FirstWork, ...] = ()
    """The works of the files that it began with."""
    passages: bool = False
    """Whether it has a file in which the passages to print are to be written."""
    problems: tuple[Problem, ...] = ()
    """Warnings about these files."""


def init(folder: Path, model: Model = "starter", *, examples: bool = True, title: str = "", files: Sequence[Path] = ()) -> NewWorkspace:
    """Make a workspace.

    Args:
        folder: Where. It is empty, or not there yet.
        model: What is in it: one example of each thing, an outline and no text, the shipped pack, or the form of a kind of pack.
        examples: Whether a form begins with an example of each thing, too.
        title: The title of the pack. Default: that of the model.
        files: Bibliographies and texts to begin with, or folders with them. A text that cannot be read keeps out no other.

    Raises:
        BriefingError: The folder holds something already or cannot be written to, or a file is missing. Nothing is made then.
    """
    plain = {"starter": workspaces.starter, "empty": workspaces.blank, "shipped": workspaces.shipped}
    source = plain[model]() if model in plain else workspaces.form(model)
    brought: list[FirstFiles] = []

    def finish(draft: Path) -> None:
        _write_schemas(draft)
        if title:
            _entitle(draft / "templates" / f"{'pack' if model in plain else model}.yaml", title)
        if files:
            from briefing.verbs.first_files import bring  # most workspaces begin with none

            brought.append(bring(Workspace(draft, draft / "output"), files))
            if _chooses_passages(draft) and any(work.copy for work in brought[0].works):
                text = passages_file(brought[0].works)
                (draft / PASSAGES).write_text(text, encoding="utf-8", newline="")

    workspaces.make(folder, source, finish, examples=examples)
    if not brought:
        return NewWorkspace(folder, model, examples)
    has_passages = (folder / PASSAGES).is_file()
    return NewWorkspace(folder, model, examples, brought[0].works, has_passages, brought[0].problems)


def _entitle(outline: Path, title: str) -> None:
    """Put another title into an outline."""
    text = outline.read_text(encoding="utf-8")
    line = as_yaml({"title": title}).rstrip("\n")
    outline.write_text(re.sub(r"^title: .*$", lambda _: line, text, count=1, flags=re.MULTILINE), encoding="utf-8", newline="")


def _chooses_passages(folder: Path) -> bool:
    """Say whether an outline of a workspace prints passages."""
    return any("use: excerpts" in path.read_text(encoding="utf-8") for path in (folder / "templates").glob("*.yaml"))


def _write_schemas(folder: Path) -> None:
    for path, text in schema.files(folder).items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
