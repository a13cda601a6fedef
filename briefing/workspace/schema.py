"""JSON Schemas of the files that people write, made from the models. With them, editors complete keys and mark mistakes."""

from __future__ import annotations

import ast
import dataclasses
import functools
import inspect
import itertools
import json
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_type_hints

from pydantic import TypeAdapter

from briefing import library
from briefing.dataclass import key_of
from briefing.files.writing import all_or_nothing
from briefing.library.bibliographic import Item
from briefing.library.csl_meanings import MEANINGS
from briefing.library.house_rules import Rules
from briefing.outline import Outline
from briefing.outline.inheritance import Changes

Kind = Literal["outline", "source", "excerpt", "country", "actor", "question", "figure", "map", "events", "rules"]
"""A kind of file that has a schema."""
KINDS: tuple[Kind, ...] = get_args(Kind)
FOLDER = "templates/schemas"
"""The folder of a workspace for its schemas."""
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MODELS: Mapping[Kind, tuple[type[Any], str]] = {
    "outline": (Outline, ""),
    "source": (library.Source, "digest"),
    "excerpt": (library.Excerpt, "digest"),
    "country": (library.Country, "text"),
    "actor": (library.Actor, "text"),
    "question": (library.DiscussionQuestion, "text"),
    "figure": (library.Figure, "description"),
    "map": (library.Map, "description"),
    "events": (library.Event, ""),
    "rules": (Rules, ""),
}
"""The model of each kind, and its field for the text below the settings."""
_PLACEHOLDER = {"type": "string", "pattern": r"\{\{"}
"""The schema of a value that contains a parameter, `{{ name }}`."""
_YES_NO = {"enum": ["yes", "no", "on", "off"]}


def schema(kind: Kind) -> dict[str, Any]:
    """Return the schema of a kind of file. If a text follows the settings, it is the schema of the settings only."""
    model, text = _MODELS[kind]
    found = _described(model)
    found = _edited(found, _outline_value if kind == "outline" else _value)
    for name in ("id", text):
        found["properties"].pop(name, None)
    found["required"] = [name for name in found.get("required", []) if name not in ("id", text)]
    if kind == "outline":
        _allow_changes(found)
    if kind == "events":
        events = {key: value for key, value in found.items() if key != "$defs"}
        found = {"type": "array", "items": events, "$defs": found.get("$defs", {})}
    return {"$schema": _DIALECT, "title": f"briefing: {kind}", **{key: value for key, value in found.items() if key != "title"}}


@functools.cache
def text(kind: Kind) -> str:
    """Return the schema of a kind as JSON."""
    return json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"


def files(root: Path) -> dict[Path, str]:
    """Return the files of the schemas of all kinds in a workspace, with their texts."""
    return {root / FOLDER / f"{kind}.json": text(kind) for kind in KINDS}


def write(root: Path) -> list[Path]:
    """Write the schemas of all kinds into a workspace, and return their files.

    Raises:
        BriefingError: The files cannot be written. All are as before.
    """
    found = files(root)
    with all_or_nothing(root) as batch:
        for path, content in found.items():
            batch.write(path, content)
    return list(found)


def mark(kind: Kind, folder: str) -> str:
    """Return the comment by which editors find the schema of a file.

    Args:
        kind: The kind of file.
        folder: The folder of the file, as seen from the workspace: `templates` or `seeds`.
    """
    way = FOLDER.removeprefix(f"{folder}/") if FOLDER.startswith(f"{folder}/") else f"../{FOLDER}"
    return f"# yaml-language-server: $schema={way}/{kind}.json\n"


# ── what editors show of a setting ───────────────────────────────────────────────────────────────────────────────────────────────────


def _described(model: type[Any]) -> dict[str, Any]:
    """Return the schema of a model. The docstrings of its fields, and of the fields of models inside it, become descriptions."""
    found: dict[str, Any] = TypeAdapter(model).json_schema()
    parts = {each.__name__: each for each in _models(model, set())}
    for name, part in {"": found, **found.get("$defs", {})}.items():
        known = parts.get(name or model.__name__)
        if known is None or "properties" not in part:
            continue
        part["description"] = inspect.cleandoc(known.__doc__ or "")
        for field, words in _docstrings(known).items():
            part["properties"][key_of(known, field)].setdefault("description", words)
        for key, words in MEANINGS.items() if issubclass(known, Item) else ():
            part["properties"].get(key, {}).setdefault("description", words)
    return found


def _models(hint: Any, seen: set[type[Any]]) -> set[type[Any]]:
    """Return every model that a type contains."""
    if isinstance(hint, type) and dataclasses.is_dataclass(hint) and hint not in seen:
        seen.add(hint)
        for inner in get_type_hints(hint, include_extras=True).values():
            _models(inner, seen)
    for inner in get_args(hint):
        _models(inner, seen)
    return seen


def _docstrings(model: type[Any]) -> dict[str, str]:
    """Return the docstring of each field of a model and of its base classes."""
    found: dict[str, str] = {}
    for part in reversed(model.__mro__[:-1]):
        body = _classes(part.__module__).get(part.__name__, [])
        for field, words in itertools.pairwise(body):
            if isinstance(field, ast.AnnAssign) and isinstance(words, ast.Expr) and isinstance(words.value, ast.Constant):
                found[ast.unparse(field.target)] = " ".join(textwrap.dedent(str(words.value.value)).split())
    return found


@functools.cache
def _classes(module: str) -> Mapping[str, list[ast.stmt]]:
    """Return the body of each class of a module. The models of all sections share a module, and each has the bases of the others."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: node.body for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


# ── what people may write for a value ────────────────────────────────────────────────────────────────────────────────────────────────


def _edited(node: Any, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    """Return a schema with each schema in it changed, beginning with the innermost."""
    if isinstance(node, list):
        return [_edited(each, change) for each in node]
    if not isinstance(node, dict):
        return node
    inner = {key: value if key in ("enum", "default", "required") else _edited(value, change) for key, value in node.items()}
    return change(inner) if isinstance(inner.get("type"), str) else inner


def _value(node: dict[str, Any]) -> dict[str, Any]:
    """Allow numbers instead of text, and yes and no instead of true and false, as the reader of the files does."""
    match node["type"]:
        case "string" if not {"enum", "const"} & node.keys():
            return {**node, "type": ["string", "number"]}
        case "number":
            return {**node, "type": ["number", "string"]}
        case "boolean":
            return _either(node, _YES_NO)
        case _:
            return node


def _outline_value(node: dict[str, Any]) -> dict[str, Any]:
    """Allow also a parameter instead of each value, and ids with commas instead of a list."""
    match node["type"]:
        case "array" if node.get("items", {}).get("type") != "object" and "$ref" not in str(node.get("items")):
            return _either(node, {"type": "string"})
        case "integer":
            return _either(node, _PLACEHOLDER)
        case "boolean":
            return _either(node, _YES_NO, _PLACEHOLDER)
        case "string" if "enum" in node:
            return _either(node, _PLACEHOLDER)
        case _:
            return _value(node)


def _either(node: dict[str, Any], *others: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {key: node[key] for key in ("description", "default", "title") if key in node}
    rest = {key: value for key, value in node.items() if key not in kept}
    return {**kept, "anyOf": [rest, *others]}


def _allow_changes(found: dict[str, Any]) -> None:
    """Allow an outline to extend another, and its sections to have conditions (`when`) and repetitions (`for`)."""
    changes = _edited(_described(Changes), _value)
    section = {"$ref": "#/$defs/AnySection"}
    found["$defs"].update(changes["$defs"])
    found["$defs"]["AnySection"] = found["properties"]["sections"]["items"]
    found["properties"]["sections"]["items"] = section
    changes["properties"]["replace"]["additionalProperties"] = section
    found["$defs"]["Addition"]["properties"]["section"] = section
    found["properties"].update(changes["properties"])
    del found["required"]
    found["if"] = {"not": {"required": ["extends"]}}
    found["then"] = {"required": ["title", "sections"]}
    for name, part in _sections(found):
        part["properties"]["when"] = {"description": part["properties"]["when"]["description"], "type": ["boolean", "string"]}
        part["properties"]["for"] = {"description": "Repeats the section for each value: 'x in NAME'.", "type": "string"}
        part["required"] = [*part.get("required", []), "use"]
        if name == "TextSection":
            part["properties"]["sections"]["items"] = section


def _sections(found: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, part in found["$defs"].items():
        if "use" in part.get("properties", {}):
            yield name, part
