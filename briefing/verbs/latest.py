"""The packs of a workspace as its files are now, for a program that runs while they are written. What has not changed is not read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from briefing import steps
from briefing.dataclass import dataclass
from briefing.library import Library
from briefing.outline import Edition, FilledOutline, default_names
from briefing.steps import Pack
from briefing.system import clock
from briefing.verbs.unchanged import Look, Question, look
from briefing.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Now:
    """A pack, and what it was made from."""

    pack: Pack
    plan: FilledOutline
    library: Library


@dataclass
class Latest:
    """The library and the packs of a workspace. While no file changes, each is read and assembled once."""

    workspace: Workspace
    _seen: tuple[Question, Look | None] | None = None
    """The files, when they were read last."""
    _library: Library | None = None
    _packs: dict[tuple[str, Edition, tuple[tuple[str, str], ...]], Now] = field(default_factory=dict)

    def library(self) -> Library:
        """Return the library.

        Raises:
            BriefingError: Everything that is wrong with it.
        """
        self._forget_old()
        if self._library is None:
            self._library = steps.load(self.workspace)
        return self._library

    def pack(self, outline: str = "", settings: Mapping[str, str] | None = None, edition: Edition = "student") -> Now:
        """Return a pack.

        Args:
            outline: The id of the outline. Default: `seminar`, or the only outline.
            settings: Values of its parameters, by their names.
            edition: For whom.

        Raises:
            BriefingError: Everything that is wrong with it.
        """
        self._forget_old()
        name = outline or default_names(self.workspace.templates)[0]
        key = name, edition, tuple(sorted((settings or {}).items()))
        if key not in self._packs:
            if self._library is None:
                self._library = steps.load(self.workspace, outlines=[name])
            plans = steps.plans(self.workspace, self._library, [name], settings or {})
            packs = steps.packs(self.workspace, self._library, plans, editions=(edition,))
            self._packs[key] = Now(packs[0], plans[0], self._library)
        return self._packs[key]

    def _forget_old(self) -> None:
        own = self.workspace.output
        question = Question("latest", self.workspace.root, own, own, {"day": str(clock.today()), "stamp": clock.stamp()})
        if self._seen is not None and self._seen[0] == question and self._seen[1] is not None and self._seen[1].holds(question):
            return
        self._seen = question, look(question)
        self._library = None
        self._packs.clear()
