"""Taking back what verbs did to the files of a workspace, as `files.writing.recording` has it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefing.errors import BriefingError, Problem, shown_path
from briefing.files.writing import Change, all_or_nothing
from briefing.workspace import Workspace


def take_back(workspace: Workspace, changes: Sequence[Change]) -> tuple[Path, ...]:
    """Put files back as they were before some changes: all of them, or none.

    Args:
        workspace: Where they are.
        changes: What was done, in order.

    Returns:
        The files that are as before.

    Raises:
        BriefingError: Somebody has changed one of the files since. Nothing is changed.
    """
    first: dict[Path, Change] = {}
    last: dict[Path, Change] = {}
    for each in changes:
        first.setdefault(each.path, each)
        last[each.path] = each
    problems = [_changed(workspace, path) for path, each in last.items() if _content(path) != each.after]
    if problems:
        raise BriefingError(problems)
    with all_or_nothing(workspace.root) as batch:
        for path, each in first.items():
            if each.before is not None:
                batch.draft(path).write_bytes(each.before)
            elif path.exists():
                batch.remove(path)
    return tuple(first)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _changed(workspace: Workspace, path: Path) -> Problem:
    what = "this file was changed since, so the step cannot be taken back"
    return Problem(shown_path(path, workspace.root), 0, what, "Change it by hand.")
