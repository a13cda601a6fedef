"""`list`: list the things that a workspace holds."""

from __future__ import annotations

from briefing import outline
from briefing.verbs.views.catalogue import Catalogue, Kind, of_library, of_outlines
from briefing.workspace import Workspace


def catalogue(workspace: Workspace, kind: Kind = "outlines") -> Catalogue:
    """Return the things of a kind that a workspace holds.

    Raises:
        BriefingError: Everything that is wrong with the outlines, or with the library.
    """
    if kind == "outlines":
        return of_outlines(outline.read(workspace.templates, name, workspace.root) for name in outline.names(workspace.templates))
    from briefing import steps  # the outlines are listed without the library

    return of_library(kind, steps.load(workspace))
