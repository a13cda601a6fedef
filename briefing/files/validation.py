"""Settings to a model, or the lines that are wrong, in words. Knows pydantic; knows no subject."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from briefing.errors import BriefingError, Problem, nearest
from briefing.files.origin import Location, Origin

Model = TypeVar("Model")


def validate(source: Origin, data: Any, adapter: TypeAdapter[Model], location: Location = ()) -> Model:
    """Turn plain data into a model.

    Args:
        source: The file that the data is from.
        data: The whole data of the file or a part of it.
        adapter: The model.
        location: Where the part stands in the file.

    Raises:
        BriefingError: One problem for each thing that is wrong, with its line and the nearest valid name.
    """
    try:
        return adapter.validate_python(data)
    except ValidationError as error:
        raise BriefingError(_problem(source, data, location, each, adapter) for each in error.errors()) from None


def _problem(source: Origin, data: Any, location: Location, error: Mapping[str, Any], adapter: TypeAdapter[Any]) -> Problem:
    inside = tuple(step for step in error["loc"] if not (isinstance(step, str) and step.startswith(("function-", "tagged-union"))))
    place = _known_part(data, inside)
    at = location + place
    field = _field_name(place) or _field_name(inside) or _field_name(location)
    kind, context = error["type"], error.get("ctx", {})
    given = error.get("input")
    if kind in {"extra_forbidden", "unexpected_keyword_argument"}:
        keys = set(_known_keys(adapter, error["loc"]))
        if len(inside) == 1 and isinstance(data, Mapping) and isinstance(source.data, Mapping):
            keys -= set(data) - set(source.data)  # what the file's name and its text give
        hint = nearest(str(inside[-1]), keys, f"Known: {', '.join(sorted(keys))}.")
        return source.problem(at, f"unknown setting '{inside[-1]}'", hint, of_key=True)
    if kind in {"missing", "missing_argument"}:
        return source.problem(at, f"'{inside[-1]}' is missing", f"Add a line '{inside[-1]}: …'.", of_key=True)
    if kind in {"literal_error", "enum"}:
        known = re.findall(r"'([^']+)'", str(context.get("expected", "")))
        return source.problem(at, f"'{given}' is not a value for '{field}'", nearest(str(given), known, f"Known: {', '.join(known)}."))
    if kind == "union_tag_invalid":
        known = re.findall(r"'([^']+)'", str(context.get("expected_tags", "")))
        tag = context.get("tag", "")
        return source.problem((*at, "use"), f"there is no kind of section '{tag}'", nearest(str(tag), known))
    if kind == "union_tag_not_found":
        return source.problem(at, "a section does not say of what kind it is", "Add a line 'use: …' to it.")
    message, _, hint = str(error["msg"]).removeprefix("Value error, ").partition("\n")
    if kind == "value_error":
        return source.problem(at, f"{field}: {message}" if field else message, hint)
    what, hint = _expected(kind, message)
    shown = f"'{field}' " if field else ""
    return source.problem(at, f"{shown}{what}, not {_shown(given)}", hint)


def _known_part(data: Any, location: Location) -> Location:
    """Drop the steps that pydantic adds (names of union members) and that the file does not have."""
    found: list[int | str] = []
    node: Any = data
    for step in location:
        if found and isinstance(found[-1], int) and isinstance(node, Mapping) and node.get("use") == step:
            continue  # the name of a kind of section, which may be the name of one of its keys too
        if (isinstance(node, Mapping) and step in node) or (isinstance(node, list) and isinstance(step, int) and step < len(node)):
            node = node[step]  # type: ignore[index]
            found.append(step)
    return tuple(found)


def _field_name(location: Location) -> str:
    return next((str(step) for step in reversed(location) if isinstance(step, str)), "")


def _known_keys(adapter: TypeAdapter[Any], location: Location) -> list[str]:
    """Return the keys that a model knows beside the last one of `location`, by way of its JSON Schema."""
    schema = adapter.json_schema()
    node: dict[str, Any] = schema
    for step in location[:-1]:
        node = _resolve(schema, node)
        if isinstance(step, int):
            node = node.get("items", {})
        elif step in node.get("properties", {}):
            node = node["properties"][step]
        else:
            node = {"$ref": node.get("discriminator", {}).get("mapping", {}).get(step, "#")}
    return list(_resolve(schema, node).get("properties", {}))


def _resolve(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node or "anyOf" in node:
        if "anyOf" in node:
            node = next((each for each in node["anyOf"] if each.get("type") != "null"), {})
        elif node["$ref"] == "#":
            return schema
        else:
            node = schema["$defs"][str(node["$ref"]).rsplit("/", 1)[-1]]
    return node


_SETTINGS = ("must be settings of its own", "Write its keys in the lines below it, indented: 'key: value'.")
_LIST = ("must be a list", "Write [one, two], or a line that begins with '- ' for each.")
_NUMBER = ("must be a whole number", "Write digits only.")
_YES_NO = ("must be yes or no", "Write yes or no.")
_KINDS_OF_VALUE = {
    "string_type": ("must be text", "Write words; put them in quotation marks if they begin with [ or {."),
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_from_float": _NUMBER,
    "bool_type": _YES_NO,
    "bool_parsing": _YES_NO,
    "list_type": _LIST,
    "tuple_type": _LIST,
    "dict_type": _SETTINGS,
    "dataclass_type": _SETTINGS,
    "mapping_type": _SETTINGS,
}


def _expected(kind: str, message: str) -> tuple[str, str]:
    """Return what pydantic wants in our words, and what to write."""
    limit = re.fullmatch(r"Input should be (greater|less) than or equal to (\d+)", message)
    if limit:
        return f"must be at {'least' if limit[1] == 'greater' else 'most'} {limit[2]}", "Write a number within these limits."
    return _KINDS_OF_VALUE.get(kind, (message[:1].lower() + message[1:], ""))


def _shown(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, Mapping):
        return "settings"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    return f"'{text[:40]}…'" if len(text) > 40 else f"'{text}'"


STRICT = ConfigDict(
    extra="forbid",
    alias_generator=lambda name: name.replace("_", "-"),
    coerce_numbers_to_str=True,
    str_strip_whitespace=True,
)
"""Models refuse what they do not know; their keys are written with hyphens."""
