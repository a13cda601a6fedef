"""`schema`: JSON Schemas of the files that people write, for editors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from briefing.dataclass import dataclass
from briefing.workspace import Workspace
from briefing.workspace.schema import Kind, schema
from briefing.workspace.schema import write as write_all


@dataclass(frozen=True, slots=True)
class Schema:
    """The JSON Schema of a kind of file."""

    kind: Kind
    schema: dict[str, Any]

    @property
    def text(self) -> str:
        """Return the schema as JSON."""
        return json.dumps(self.schema, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class Schemas:
    """The JSON Schemas of all kinds of files, in a workspace."""

    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class ResultSchemas:
    """The JSON Schemas of what commands print with `--json`."""

    commands: dict[str, Any]
    """The schema of each command's document, by the command."""


def show(kind: Kind = "outline") -> Schema:
    """Return the schema of a kind of file."""
    return Schema(kind, schema(kind))


def write(workspace: Workspace) -> Schemas:
    """Write the schemas of all kinds into a workspace.

    Raises:
        BriefingError: They cannot be written.
    """
    return Schemas(tuple(write_all(workspace.root)))
