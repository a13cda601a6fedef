"""Finished files of a workspace's own packs, which somebody has sent back: they are no sources and no texts."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection
from pathlib import Path

from briefing.errors import near
from briefing.originals.readers.docx_parts import Parts
from briefing.originals.readers.properties import properties
from briefing.system.confined import zip_packages
from briefing.system.confined.limits import UnreadableError
from briefing.workspace import Workspace


def own_pack(workspace: Workspace, titles: Collection[str]) -> str:
    """Return the id of the outline whose title a document has; empty if there is none."""
    for path in sorted(workspace.templates.glob("*.yaml")):
        text = path.read_text(encoding="utf-8", errors="replace")
        title = re.search(r"^title:[ \t]*[\"']?(.+?)[\"']?[ \t]*(?:#.*)?$", text, re.MULTILINE)
        if title and title[1] in titles:
            return path.stem
    return ""


def title_of(file: Path) -> str:
    """Return the title that a Word file says of itself; empty for any other file."""
    if file.suffix.lower() != ".docx":
        return ""
    try:
        parts = Parts(zip_packages.opened(file.read_bytes()))
        return properties(parts, parts.related("", "core-properties") or "docProps/core.xml")[0]
    except (OSError, UnreadableError):  # what is wrong with it is told by whoever reads it whole
        return ""


def advice(file: Path, outline: str) -> str:
    """Return what to do with a file of a pack."""
    return f"To see the comments and changes of its readers: briefing diff {shlex.quote(near(file))} {outline}"
