"""Every mistake that a model can find is told in our own words, at its place."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from pydantic import ValidationError

import briefing
from briefing import steps
from briefing.errors import BriefingError
from briefing.files import plain_settings, validation
from briefing.files.origin import Origin
from briefing.files.validation import WORDS, adapter, validate
from briefing.library import Prose
from briefing.outline import GROWING, LinesSection, Outline, TextSection, names
from briefing.outline.parameters import Parameter
from briefing.workspace import find
from tests.support.places import SHIPPED
from tests.support.variants import variants

RAISED = {
    "bool": {"bool_type", "bool_parsing"},
    "dataclass": {"dataclass_type"},
    "dataclass-args": {"unexpected_keyword_argument", "invalid_key"},
    "dataclass-field": {"missing"},
    "dict": {"dict_type"},
    "float": {"float_type", "float_parsing", "finite_number", "greater_than"},
    "function-after": {"value_error"},
    "function-before": {"value_error"},
    "function-plain": {"value_error"},
    "int": {"int_type", "int_parsing", "int_parsing_size", "int_from_float", "finite_number", "greater_than_equal", "less_than_equal"},
    "literal": {"literal_error"},
    "str": {"string_type", "string_unicode", "string_pattern_mismatch", "string_too_short", "string_too_long"},
    "tagged-union": {"union_tag_invalid", "union_tag_not_found", "model_attributes_type"},
    "tuple": {"tuple_type"},
    **{part: set[str]() for part in ("any", "default", "definition-ref", "definitions", "nullable")},
}
"""The errors of each part that a model of ours is made of."""
LIMITS = {"pattern", "min_length", "max_length", "ge", "le", "gt", "allow_inf_nan"}
"""The conditions that these parts may have, whose errors are among those of the parts."""
HARMLESS = {"type", "ref", "metadata", "strict", "items_schema", "variadic_item_index", "keys_schema", "values_schema"}
"""What else pydantic says of a part."""
SENTENCES = {
    "unexpected_keyword_argument",
    "invalid_key",
    "missing",
    "literal_error",
    "union_tag_invalid",
    "union_tag_not_found",
    "model_attributes_type",
    "value_error",
}
"""The errors that `validate` tells in sentences of their own."""
ODD: tuple[Any, ...] = (
    None, True, 0, -7, 10**9, 1.5, float("nan"), float("inf"), "", "word", "9" * 5_000, "x" * 999, "1\n2",
    " word\u2003", "\x1cword", "no", "True", "12", "007", "kz, uz", "2022-02", "5-10", [1, 2], ["12", "1.5"],
    [], ["word"], [None], [[]], [{}], [{"use": "word"}], [{"no": 1}], {}, {"no": 1}, {"no": None}, {1: 2}, {None: {}},
)  # fmt: skip
"""What nobody means to write."""


@cache
def models() -> Mapping[str, Any]:
    """Return every model that settings are read into."""
    names = [each.name for each in pkgutil.walk_packages(briefing.__path__, "briefing.") if "__main__" not in each.name]
    found = {
        f"{name}.{key}": value
        for name in names
        for key, value in vars(importlib.import_module(name)).items()
        if isinstance(value, type) and value.__module__ == name and "__pydantic_config__" in vars(value) and not key.startswith("_")
    }
    return {**found, "parameters": dict[str, Parameter]}


def parts(node: Any) -> Iterator[dict[str, Any]]:
    """Yield the parts of a core schema that values go through."""
    if isinstance(node, list | tuple):
        for each in node:
            yield from parts(each)
    elif isinstance(node, dict):
        if isinstance(node.get("type"), str) and node["type"] not in ("no-info", "with-info"):
            yield node
        for key, value in node.items():
            if key not in ("serialization", "json_schema_input_schema", "metadata"):
                yield from parts(value)


def test_each_part_of_a_model_is_known() -> None:
    """A kind of field that no model had before needs words for its errors first: in `validation`, and here."""
    for name, each in models().items():
        for part in parts(adapter(each).core_schema):
            assert part["type"] in RAISED, name
            if part["type"] in ("str", "int", "float", "tuple", "dict"):
                assert set(part) <= LIMITS | HARMLESS, name


def test_each_error_has_words_and_no_words_are_left_over() -> None:
    """What falls through would be pydantic's English."""
    assert set.union(*RAISED.values()) == {*WORDS, *SENTENCES}


def sample(schema: dict[str, Any], node: dict[str, Any], depth: int = 0) -> Any:
    """Return settings with every key that a JSON Schema knows."""
    if "$ref" in node:
        return sample(schema, schema["$defs"][node["$ref"].rsplit("/", 1)[-1]], depth)
    for inner in (*node.get("anyOf", ()), *node.get("oneOf", ())):
        if inner.get("type") != "null":
            return sample(schema, inner, depth)
    if "enum" in node or "const" in node:
        return node.get("const", node.get("enum", [""])[0])
    match node.get("type"):
        case "object" if depth < DEEPEST:
            return {key: sample(schema, value, depth + 1) for key, value in node.get("properties", {}).items()}
        case "array" if depth < DEEPEST:
            return [sample(schema, node["items"], depth + 1)]
        case "object":
            return {}
        case "array":
            return []
        case kind:
            return {"integer": 1, "number": 1.0, "boolean": True}.get(str(kind), "word")


DEEPEST = 5
"""Levels of sections in sections, which have no end."""


def spoilt(data: Any) -> Iterator[Any]:
    """Yield settings with each value in turn, on every level, replaced by each odd value or left out."""
    yield from ODD
    if isinstance(data, dict):
        for key, value in data.items():
            yield {other: each for other, each in data.items() if other != key}
            yield from ({**data, key: each} for each in spoilt(value))
    elif isinstance(data, list) and data:
        yield from ([each] for each in spoilt(data[0]))


LONG = {
    "briefing.library.bibliographic.Item",
    "briefing.library.sources.Source",
    "briefing.outline.outline.Outline",
    "briefing.theme.settings.ThemeSettings",
}
"""The models with the most settings."""


@pytest.mark.parametrize("name", variants(models(), models().keys() - LONG))
def test_mistakes_are_told_in_our_own_words(name: str) -> None:
    """Each kind of error that odd values raise has a message with a hint, and none of pydantic's sentences."""
    model = models()[name]
    schema = adapter(model).json_schema()
    told = set[str]()
    for data in spoilt(sample(schema, schema)):
        try:
            adapter(model).validate_python(data)
        except ValidationError as error:
            found = {each["type"]: each for each in error.errors()}
            assert set(found) <= {*WORDS, *SENTENCES}
            if set(found) <= told:
                continue
            told |= set(found)
            with pytest.raises(BriefingError) as raised:
                validate(Origin("file.yaml", data, 1), data, model)
            for each in found.values():
                assert each["type"] == "value_error" or each["msg"].lower() not in str(raised.value).lower()


@pytest.mark.parametrize("name", variants(models(), models().keys() - LONG))
def test_settings_that_are_plainly_right_become_what_pydantic_makes_of_them(name: str) -> None:
    """Whatever is in one of the places: the same object, or pydantic is asked."""
    model = models()[name]
    schema = adapter(model).json_schema()
    for data in spoilt(sample(schema, schema)):
        try:
            made = plain_settings.made(model, data)
        except ValueError:
            continue
        assert repr(made) == repr(adapter(model).validate_python(data))


def test_settings_with_each_way_of_writing_are_plainly_right() -> None:
    """Literal and folded texts, words for yes and no, numbers from a parameter, lists with commas; texts lose the space around them."""
    given = {
        "title": " Rivers ",
        "sections": [{"use": "text", "texts": "a, b", "minutes": "5"}, {"use": "lines", "lines": "fill"}],
        "columns": 2,
    }
    made = plain_settings.made(Outline, {**given, "id": "pack", "read-in-class": "no"})
    assert (made.title, made.columns) == ("Rivers", 2)
    assert made.sections == (TextSection(texts=("a", "b"), minutes=5), LinesSection(lines=GROWING))
    assert made == adapter(Outline).validate_python({**given, "id": "pack", "read-in-class": "no"})
    with pytest.raises(ValueError):  # noqa: PT011  # pydantic has to say what it is
        plain_settings.made(Outline, {**given, "id": "pack", "columns": True})
    with pytest.raises(ValueError, match="surrogate"):
        plain_settings.made(Prose, {"id": "a", "text": "wo\ud800rd"})


def test_shipped_library_and_outlines_are_plainly_right(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading them takes no pydantic."""
    monkeypatch.setattr(validation, "adapter", None)
    workspace = find(SHIPPED)
    assert steps.plans(workspace, steps.load(workspace), names(workspace.templates), {})
