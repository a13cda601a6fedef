"""The warm session behind a desk: the workspace, what was read of it, and the steps that can be undone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeVar

from briefing.errors import BriefingError, Problem
from briefing.files.writing import Change, recording
from briefing.verbs.latest import Latest
from briefing.verbs.page import Pages
from briefing.verbs.reading import Readings
from briefing.verbs.undoing import take_back
from briefing.workspace import Workspace

Made = TypeVar("Made")
_MOST_STEPS = 200
_MOST_BYTES = 200_000_000
"""Bytes of files that are kept in memory to undo steps."""


class _Warm:
    """What was read of a workspace, and is not read again while it stays the same."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.latest = Latest(workspace)
        self.pages = Pages(workspace, self.latest)
        self.readings = Readings(self.latest)


class Session:
    """A desk at work. Only one thing is done at a time: the verbs share what they have read."""

    def __init__(self, folder: Path, workspace: Workspace | None, outline: str = "") -> None:
        """Begin in a folder that is a workspace, or is to become one."""
        self.folder = folder
        self.outline = outline
        self.revision = 0
        """How often something has changed, as far as the desk knows."""
        self._lock = threading.RLock()
        self._done: list[tuple[str, str, list[Change]]] = []
        self._undone: list[tuple[str, str, list[Change]]] = []
        self._warm = None if workspace is None else _Warm(workspace)

    @property
    def has_workspace(self) -> bool:
        """Say whether there is a workspace."""
        return self._warm is not None

    @property
    def workspace(self) -> Workspace:
        """Return the workspace.

        Raises:
            BriefingError: The folder is none yet, as below.
        """
        return self._ready().workspace

    @property
    def latest(self) -> Latest:
        """Return what reads the packs."""
        return self._ready().latest

    @property
    def pages(self) -> Pages:
        """Return what draws their pages."""
        return self._ready().pages

    @property
    def readings(self) -> Readings:
        """Return what writes their chapters."""
        return self._ready().readings

    def _ready(self) -> _Warm:
        if self._warm is None:
            raise BriefingError([Problem("", 0, "this folder is not a workspace yet", "Begin one first.")])
        return self._warm

    def settle(self, workspace: Workspace) -> None:
        """Go on in a workspace that was just made."""
        self._warm = _Warm(workspace)
        self.revision += 1

    def busy(self) -> AbstractContextManager[object]:
        """Keep others waiting while something is done."""
        return self._lock

    # ── steps that can be undone ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def step(self, name: str, do: Callable[[], Made], about: str = "") -> Made:
        """Do something that changes files, and remember how to undo it.

        Args:
            name: What it is called, for the menu.
            do: Does it.
            about: What it is about. Two steps of one name about the same text, one right after the other, are one step.
        """
        if not self.workspace.takes_additions:
            hint = "Make a workspace of your own with 'briefing init DIR', and start the desk there."
            raise BriefingError([Problem("", 0, "the shipped pack is part of the program, and nothing in it can be changed", hint)])
        with recording() as changes:
            made = do()
        if changes:
            if self._done and about and self._done[-1][:2] == (name, about) and not self._undone:
                self._done[-1][2].extend(changes)
            else:
                self._done.append((name, about, list(changes)))
            self._undone.clear()
            self._forget_oldest()
            self.revision += 1
        return made

    def undo(self) -> str:
        """Take the last step back, and return its name.

        Raises:
            BriefingError: There is none, or somebody has changed its files since.
        """
        return self._turn(self._done, self._undone)

    def redo(self) -> str:
        """Do the step again that was taken back last, and return its name."""
        return self._turn(self._undone, self._done)

    def _turn(self, these: list[tuple[str, str, list[Change]]], those: list[tuple[str, str, list[Change]]]) -> str:
        if not these:
            raise BriefingError([Problem("", 0, "there is no step to take back", "Nothing has been changed here yet.")])
        name, about, changes = these[-1]
        with recording() as back:
            take_back(self.workspace, changes)
        these.pop()
        those.append((name, about, list(back)))
        self.revision += 1
        return name

    @property
    def steps(self) -> tuple[str, str]:
        """Return what can be undone, and what can be done again; empty where there is nothing."""
        return (self._done[-1][0] if self._done else ""), (self._undone[-1][0] if self._undone else "")

    def _forget_oldest(self) -> None:
        def size() -> int:
            return sum(len(each.before or b"") + len(each.after or b"") for _, _, changes in self._done for each in changes)

        while len(self._done) > _MOST_STEPS or (len(self._done) > 1 and size() > _MOST_BYTES):
            self._done.pop(0)
