"""`excerpts remove`: take excerpts out of the library."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from briefing import steps
from briefing.dataclass import dataclass
from briefing.errors import BriefingError
from briefing.files.writing import all_or_nothing
from briefing.library.references import excerpts_named
from briefing.passages import drafts
from briefing.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RemovedExcerpts:
    """Excerpts that were taken out of the library."""

    files: tuple[Path, ...]
    """What was removed: the excerpts, and the questions that were drafted with them and are about no other."""
    kept: tuple[Path, ...]
    """Where the bin of the workspace keeps it, in the same order."""
    changed: tuple[Path, ...]
    """Questions that no longer name the excerpts."""


def remove(workspace: Workspace, names: Sequence[str]) -> RemovedExcerpts:
    """Take excerpts out of the library. They go into the bin, and so do questions that were drafted with them and are about no other.

    Args:
        workspace: Where the library is.
        names: The ids of the excerpts.

    Raises:
        BriefingError: There is no such excerpt, or other files need it. Nothing is changed.
    """
    library = steps.load(workspace)
    ids = [each.id for each in excerpts_named(library, names)] if names else []
    files = [workspace.seeds / "excerpts" / f"{each}.md" for each in ids]
    changed: list[Path] = []
    with all_or_nothing(workspace.root, lambda: _unneeded(workspace)) as batch:
        for key, question in library.questions.items():
            if not any(each in ids for each in question.excerpts):
                continue
            path, rest = workspace.seeds / "questions" / f"{key}.md", [each for each in question.excerpts if each not in ids]
            if not rest and any(key.startswith(f"{each}-question-") for each in ids):
                files += [each for each in (path, workspace.seeds / "answers" / path.name) if each.is_file()]
            elif drafts.tie(path, rest, batch):
                changed.append(path)
        kept = [batch.keep(file) for file in files]
        for file in files:
            batch.remove(file)
    return RemovedExcerpts(tuple(files), tuple(kept), tuple(changed))


def _unneeded(workspace: Workspace) -> None:
    """Refuse to go on if the library needs what was removed.

    Raises:
        BriefingError: Each place that needs it.
    """
    try:
        steps.load(workspace)
    except BriefingError as error:
        hint = "This needs an excerpt that you remove. Take its name out here first."
        raise BriefingError(dataclasses.replace(problem, hint=hint) for problem in error.problems) from None
