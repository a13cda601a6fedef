"""Turning settings into a model. If the settings are wrong, pydantic's errors become problems with a line and plain words."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem, WrongValueError, choice_of, counted, nearest
from briefing.files import plain_settings
from briefing.files.origin import Location, Origin
from briefing.files.other_words import meant, meant_kind

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Model = TypeVar("Model")
Words = tuple[str, str]
"""What a value must be, as the end of a sentence that begins with the setting; and a hint."""


def adapter(model: type[Model]) -> TypeAdapter[Model]:
    """Return what makes objects of a model from plain data."""
    return cast("TypeAdapter[Model]", _adapter(model))  # type: ignore[arg-type]  # mypy takes no class for hashable


@cache
def _adapter(model: Any) -> Any:
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # it would look for them in each package that is installed
    import pydantic  # here, and for a model that is needed: all models together take a tenth of a second

    return pydantic.TypeAdapter(model)


def validate(origin: Origin, data: Any, model: type[Model], location: Location = (), noun: str = "setting") -> Model:
    """Turn plain data into a model.

    Args:
        origin: The file that the data comes from.
        data: The data of the file, or a part of it.
        model: The model.
        location: Where the part is in the file.
        noun: What messages call a thing of several kinds: `section`.

    Raises:
        BriefingError: One problem for each thing that is wrong, with its line and the nearest valid name.
    """
    try:
        return cast(Model, plain_settings.made(model, data))
    except ValueError:
        return _validated(origin, data, model, location, noun)


def _validated(origin: Origin, data: Any, model: type[Model], location: Location, noun: str) -> Model:
    valid = adapter(model)
    try:
        return valid.validate_python(data)
    except ValueError as error:
        schema = _schema(cast("Any", model))
        raise BriefingError(_problem(_mistake(origin, data, schema, location, each), noun) for each in errors_of(error)) from None


@cache
def _schema(model: Any) -> dict[str, Any]:
    """Return the JSON Schema of a model. It takes as long as reading ten files, and many files may be wrong."""
    return cast("dict[str, Any]", _adapter(model).json_schema())


def errors_of(error: ValueError) -> list[Any]:
    """Return what pydantic says is wrong. Another error is raised again."""
    import pydantic

    if not isinstance(error, pydantic.ValidationError):
        raise error
    return error.errors()


@dataclass(frozen=True)
class _Mistake:
    """One error of pydantic, with its place in the file and in the JSON Schema of the model."""

    origin: Origin
    data: Any
    """The data that was validated."""
    kind: str
    context: Mapping[str, Any]
    given: Any
    """The value that is wrong."""
    steps: Location
    """The keys and numbers that lead to the value, as pydantic names them."""
    at: Location
    """The place of the value in the file. If the file does not have the value, the place of the nearest thing around it."""
    field: str
    """The last key that leads to the value; empty if no key does."""
    around: Mapping[str, Any]
    """The schema of the thing that holds the value."""
    expected: Mapping[str, Any]
    """The schema of the value."""

    def problem(self, message: str, hint: str, *, of_key: bool = False) -> Problem:
        """Return a problem with the place of this mistake."""
        return self.origin.problem(self.at, message, hint, of_key=of_key)


def _mistake(origin: Origin, data: Any, schema: dict[str, Any], location: Location, error: Mapping[str, Any]) -> _Mistake:
    """Return a mistake with its place: follow the keys that lead to it through the data and through the schema."""
    place: list[int | str] = []
    nodes = [_resolved(schema, schema)]
    inner = data
    for step in error["loc"]:
        is_kind = step in nodes[-1].get("discriminator", {}).get("mapping", {})  # pydantic names it; it is no step in the file
        nodes.append(_resolved(schema, _inside(nodes[-1], step)))
        if not is_kind and _holds(inner, step):
            inner = inner[step]
            place.append(step)
    field = next((step for way in (place, error["loc"], location) for step in reversed(way) if isinstance(step, str)), "")
    return _Mistake(
        origin,
        data,
        kind=error["type"],
        context=error.get("ctx", {}),
        given=error["input"],
        steps=error["loc"],
        at=(*location, *place),
        field=field,
        around=nodes[-2] if error["loc"] else nodes[-1],
        expected=nodes[-1],
    )


def _holds(data: Any, step: int | str) -> bool:
    return step in data if isinstance(data, Mapping) else isinstance(data, list) and isinstance(step, int) and step < len(data)


def _inside(node: Mapping[str, Any], step: int | str) -> dict[str, Any]:
    """Return the schema of the value that a key or a number leads to; empty if the schema does not know the key."""
    if isinstance(step, int) and "items" in node:
        return dict(node["items"])
    kinds, others = node.get("discriminator", {}).get("mapping", {}), node.get("additionalProperties")
    if step in kinds:
        return {"$ref": kinds[step]}
    return dict(node.get("properties", {}).get(step) or (others if isinstance(others, dict) else {}))


def _resolved(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """Return a schema with its references followed. For a value that may be missing, return the schema of the value."""
    while "$ref" in node or "anyOf" in node:
        if "anyOf" in node:
            node = next((each for each in node["anyOf"] if each.get("type") != "null"), {})
        else:
            node = schema["$defs"][str(node["$ref"]).rsplit("/", 1)[-1]]
    return node


# ── words for a mistake ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _problem(mistake: _Mistake, noun: str) -> Problem:
    match mistake.kind:
        case "unexpected_keyword_argument" | "invalid_key":
            return _unknown_key(mistake)
        case "missing":
            key = mistake.steps[-1]
            return mistake.problem(f"'{key}' is missing", _to_add(mistake, str(key)), of_key=True)
        case "literal_error":
            known = [str(each) for each in mistake.expected.get("enum", ()) if each]
            hint = nearest(str(mistake.given), known, choice_of(known))
            return mistake.problem(f"'{mistake.given}' is not a value for '{mistake.field}'", hint)
        case "union_tag_invalid":
            (key, kinds), tag = _kinds(mistake), str(mistake.context["tag"])
            hint = meant_kind(tag, kinds) or nearest(tag, kinds, choice_of(kinds))
            return mistake.origin.problem((*mistake.at, key), f"'{tag}' is not a kind of {noun}", hint)
        case "union_tag_not_found":
            key, kinds = _kinds(mistake)
            hint = f"Add a line '{key}: KIND'. KIND is one of: {', '.join(kinds)}."
            return mistake.problem(f"this {noun} has no '{key}', which says what kind of {noun} it is", hint)
        case "model_attributes_type":
            key, kinds = _kinds(mistake)
            kind = mistake.given if mistake.given in kinds else kinds[0]
            return mistake.problem(f"a {noun} must be 'key: value' lines, not {_shown(mistake.given)}", f"Begin it with '- {key}: {kind}'.")
        case "value_error":
            wrong: WrongValueError = mistake.context["error"]
            return mistake.problem(f"{mistake.field}: {wrong.message}" if mistake.field else wrong.message, wrong.hint)
        case _ if mistake.steps[-1:] == ("[key]",):
            return mistake.problem(f"the key {_shown(mistake.given)} must be text", "Write a word before the colon.", of_key=True)
        case _:
            what, hint = WORDS[mistake.kind](mistake.context) if mistake.kind in WORDS else _OTHER
            name = f"'{mistake.field}' " if mistake.field else ""
            return mistake.problem(f"{name}{what}, not {_shown(mistake.given)}", hint)


def _to_add(mistake: _Mistake, key: str) -> str:
    """Return a hint that says which line to add, and where if the file has no settings at all."""
    known = [str(each) for each in mistake.expected.get("enum", ()) if each]
    line, choice = f"'{key}: {known[0] if known else '…'}'", f" {choice_of(known)}" if known[1:] else ""
    if mistake.origin.name.endswith(".md") and not mistake.origin.data:
        return f"Begin the file with a line '---', a line {line} and another line '---'.{choice}"
    return f"Add a line {line}.{choice}"


def _kinds(mistake: _Mistake) -> tuple[str, list[str]]:
    """Return the key that names the kind of a thing, and all kinds."""
    choice = mistake.expected["discriminator"]
    return choice["propertyName"], list(choice["mapping"])


def _unknown_key(mistake: _Mistake) -> Problem:
    key, keys = str(mistake.steps[-1]), set(mistake.around.get("properties", {}))
    if len(mistake.steps) == 1 and isinstance(mistake.data, Mapping) and isinstance(mistake.origin.data, Mapping):
        keys -= set(mistake.data) - set(mistake.origin.data)  # the file's name and its text set these
    return mistake.problem(f"unknown setting '{key}'", _known(key, keys), of_key=True)


def _known(key: str, keys: set[str]) -> str:
    if not keys:
        return (
            "This kind of file has no settings. Take out the lines up to the second '---'; a heading is a line such as '## Introduction'."
        )
    return meant(key, keys) or nearest(key, keys, choice_of(sorted(keys)))


_TEXT = ("must be text", "Write words. If they begin with [ or {, put them in quotation marks.")
_SETTINGS = ("must have 'key: value' lines below it", "Write 'key: value' on the lines below, indented by two spaces.")
_LIST = ("must be a list", "Write [one, two], or a line that begins with '- ' for each item.")
_WHOLE = ("must be a whole number", "Write digits only.")
_NUMBER = ("must be a number", "Write digits, with a point before decimals: 2.5.")
_YES_NO = ("must be yes or no", "Write yes or no.")
_LIMITS = "Write a number within these limits."
_OTHER = ("cannot be read", "Write another value.")
"""Words for errors of pydantic that `WORDS` does not name; a later version of pydantic may have new ones."""
WORDS: dict[str, Callable[[Mapping[str, Any]], Words]] = {
    "string_type": lambda _: _TEXT,
    "string_unicode": lambda _: ("must be text without broken characters", "Type the character itself instead of its code."),
    "string_pattern_mismatch": lambda _: ("must be a complete code of digits and letters from a to f", "Copy the whole value again."),
    "string_too_short": lambda context: (f"must have at least {counted(context['min_length'], 'character')}", "Write a longer text."),
    "string_too_long": lambda context: (f"must have at most {counted(context['max_length'], 'character')}", "Write a shorter text."),
    "int_type": lambda _: _WHOLE,
    "int_parsing": lambda _: _WHOLE,
    "int_parsing_size": lambda _: ("must be a smaller number", "Write fewer digits."),
    "int_from_float": lambda _: _WHOLE,
    "float_type": lambda _: _NUMBER,
    "float_parsing": lambda _: _NUMBER,
    "finite_number": lambda _: _NUMBER,
    "greater_than": lambda context: (f"must be more than {context['gt']:g}", _LIMITS),
    "greater_than_equal": lambda context: (f"must be at least {context['ge']}", _LIMITS),
    "less_than_equal": lambda context: (f"must be at most {context['le']}", _LIMITS),
    "bool_type": lambda _: _YES_NO,
    "bool_parsing": lambda _: _YES_NO,
    "tuple_type": lambda _: _LIST,
    "dict_type": lambda _: _SETTINGS,
    "dataclass_type": lambda _: _SETTINGS,
}
"""Words for each error of pydantic that our models can raise about one value."""


def _shown(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, Mapping):
        return "'key: value' lines"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    return f"'{text[:40]}…'" if len(text) > 40 else f"'{text}'"
