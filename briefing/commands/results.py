"""JSON Schemas of the documents that commands print with `--json`."""

from __future__ import annotations

import importlib
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from briefing.errors import Problem

RESULTS = {
    "init": ("init:NewWorkspace",),
    "new": ("new:NewOutline",),
    "sources add": ("sources:Added",),
    "sources import": ("sources_import:ImportedBibliographies",),
    "sources export": ("sources_export:ExportedSources",),
    "sources remove": ("sources:Removed",),
    "texts import": ("texts:ImportedTexts",),
    "texts roles": ("roles:ImportedRoles",),
    "chart": ("chart:BegunChart",),
    "sources rename": ("renaming:Renamed",),
    "sources list": ("sources:Copies",),
    "sources show": ("sources:SourceDetails", "copy_text:CopyText", "page_pictures:PagePictures"),
    "excerpt": ("excerpts:Chosen", "excerpts:Found"),
    "list": ("list:Catalogue",),
    "keys": ("keys:Keys",),
    "show": ("show:Shown",),
    "build": ("build:Built",),
    "page": ("page:PictureFile",),
    "diff": ("diff:Difference",),
    "handout": ("handout:Handouts",),
    "impose": ("impose:Imposed",),
    "check": ("check:CheckedWorkspace", "check:CheckedFiles", "check:Reported"),
    "verify": ("verify:Verified", "accepting:Accepted"),
    "prove": ("prove:Proof",),
    "rights show": ("rights:Uses",),
    "rights request": ("rights:Requested",),
    "doctor": ("doctor:Diagnosis",),
    "cache": ("cache:Cache",),
    "excerpts export": ("excerpts:Exported",),
    "excerpts import": ("excerpts_import:Imported",),
    "excerpts remove": ("excerpt_removal:RemovedExcerpts",),
    "schema": ("schema:Schema", "schema:Schemas", "schema:ResultSchemas"),
}
"""The results of each command, by their places below `briefing.verbs`."""
GROUPS = ("briefing", "sources", "texts", "rights", "excerpts")
"""The groups of commands. What they print is about wrong usage: no such command, or no command at all."""


@cache
def schemas() -> dict[str, Any]:
    """Return the schema of the document that each command prints, by the command."""
    found = {command: _document(command, [_model(place) for place in places]) for command, places in RESULTS.items()}
    return found | {group: _document(group, []) for group in GROUPS}


def _model(place: str) -> type[Any]:
    module, _, name = place.partition(":")
    model: type[Any] = getattr(importlib.import_module(f"briefing.verbs.{module}"), name)
    return model


def _document(command: str, models: list[type[Any]]) -> dict[str, Any]:
    parts: dict[str, Any] = {}
    results = [_part(model, parts) for model in models]
    problem = _part(Problem, parts)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{command} --json" if command == "briefing" else f"briefing {command} --json",
        "type": "object",
        "properties": {
            "command": {"type": "string"},
            "ok": {"type": "boolean", "description": "Whether the command did what it was asked for. If not, its exit code is not 0."},
            "result": {"anyOf": [*results, {"type": "null"}], "description": "Null if the command failed before it had a result."},
            "problems": {"type": "array", "items": problem},
            "complete": {"type": "boolean", "description": "Whether everything was looked at. If not, more problems may come to light."},
        },
        "required": ["command", "ok", "result", "problems", "complete"],
        "$defs": parts,
    }


def _part(model: type[Any], parts: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a model without its problems; the models inside it go into `parts`."""
    schema: dict[str, Any] = TypeAdapter(model).json_schema(mode="serialization")
    parts.update(schema.pop("$defs", {}))
    for each in (schema, *parts.values()):
        if each.get("title") != "Problem" and "problems" in each.get("properties", {}):
            del each["properties"]["problems"]
            each["required"] = [name for name in each.get("required", []) if name != "problems"]
    return schema
