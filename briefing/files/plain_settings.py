"""Objects of models made from settings that are plainly right, without pydantic, whose models take a fifth of the time of a small build.

Only what pydantic would take as it is, or with the white space around it gone, is taken here. Everything else is left to pydantic, which
knows all the rules and says what is wrong: a model means what its annotations tell pydantic, here as there.
"""

from __future__ import annotations

import math
import re
import sys
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from functools import cache
from inspect import get_annotations
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from briefing.dataclass import key_of, rule

Maker = Callable[[Any], Any]
"""Makes the value of a setting from plain data, or raises `UnsureError`, or what a validator of the setting raises."""
_SPACES = "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
"""White space as Unicode has it, which is what pydantic takes from the ends of texts. For Python a few control characters are such, too."""


class UnsureError(ValueError):
    """The settings may be wrong, or need rules that this module does not know."""


def made(model: Any, data: Any) -> Any:
    """Return the object that pydantic makes of the data.

    Raises:
        ValueError: pydantic has to say what they are.
    """
    return _maker(model, strips=False)(data)


@cache
def _maker(kind: Any, *, strips: bool) -> Maker:
    """Return what makes values of a type. `strips` says whether texts lose the white space around them."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _annotated(arguments[0], arguments[1:], strips=strips)
    if origin is Literal:
        return lambda value: _one_of(arguments, value)
    if origin in (Union, types.UnionType) and len(arguments) == 2 and arguments[1] is types.NoneType:
        inner = _maker(arguments[0], strips=strips)
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        return _tuple(arguments, strips=strips)
    if origin in (dict, Mapping):
        key, inner = (_maker(each, strips=strips) for each in arguments)
        return lambda value: {key(name): inner(each) for name, each in value.items()} if isinstance(value, dict) else _unsure()
    if hasattr(kind, "__pydantic_config__"):
        return lambda value: _object(kind, value)
    return _text if kind is str and strips else _SIMPLE.get(kind, _unsure)


def _unsure(_value: object = None) -> Any:
    raise UnsureError


def _one_of(choices: tuple[Any, ...], value: Any) -> Any:
    """Return a choice of the same type as the value: for Python, True is 1."""
    plain = str(value) if isinstance(value, str) else value
    return plain if any(type(each) is type(plain) and each == plain for each in choices) else _unsure()


def _text(value: Any) -> str:
    return _whole_text(value).strip(_SPACES)


def _whole_text(value: Any) -> str:
    if not isinstance(value, str):
        raise UnsureError
    value.encode()  # a broken character is a mistake
    return str(value)  # not a text that knows how it was written


def _number(value: Any) -> float:
    return float(value) if type(value) in (int, float) else _unsure()


def _yes_or_no(value: Any) -> bool:
    if isinstance(value, str):
        return _WORDS[value] if value in _WORDS else _unsure()
    return value if type(value) is bool else _unsure()


def _whole_number(value: Any) -> int:
    if isinstance(value, str):  # what a parameter has put in
        return int(value) if re.fullmatch(r"0|[1-9]\d{0,8}", value, re.ASCII) else _unsure()
    return value if type(value) is int else _unsure()


_WORDS = {"yes": True, "no": False, "true": True, "false": False, "True": True, "False": False}
_SIMPLE: Mapping[Any, Maker] = {
    str: _whole_text,
    bool: _yes_or_no,
    int: _whole_number,
    float: _number,
    Any: lambda value: value,
}


def _tuple(arguments: tuple[Any, ...], *, strips: bool) -> Maker:
    makers = [_maker(each, strips=strips) for each in arguments if each is not ...]

    def many(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple) or (... not in arguments and len(value) != len(makers)):
            raise UnsureError
        return tuple(map(makers[0], value)) if ... in arguments else tuple(make(each) for make, each in zip(makers, value, strict=True))

    return many


def _annotated(kind: Any, rules: tuple[Any, ...], *, strips: bool) -> Maker:
    found = [each for each in map(rule, rules) if each is not None]
    if any(name == "Discriminator" for name, *_ in found):
        return _chosen(get_args(kind), found[0][1])
    make = _maker(kind, strips=strips)
    for name, arguments, named in found:
        make = _ruled(make, name, arguments[0] if arguments else None, named)
    return make


def _ruled(make: Maker, name: str, change: Any, limits: Mapping[str, Any]) -> Maker:
    match name:
        case "BeforeValidator":
            return lambda value: make(change(value))
        case "AfterValidator":
            return lambda value: change(make(value))
        case "PlainValidator":
            return change  # type: ignore[no-any-return]
        case "Field" if limits.keys() <= _LIMITS.keys():
            return lambda value: _within(make(value), limits)
    return _unsure


def _within(value: Any, limits: Mapping[str, Any]) -> Any:
    return value if all(_LIMITS[name](value, limit) for name, limit in limits.items()) else _unsure()


_LIMITS: Mapping[str, Callable[[Any, Any], bool]] = {
    "ge": lambda value, limit: value >= limit,
    "gt": lambda value, limit: value > limit,
    "le": lambda value, limit: value <= limit,
    "allow_inf_nan": lambda value, limit: limit or math.isfinite(value),
    "min_length": lambda value, limit: len(value) >= limit,
    "max_length": lambda value, limit: len(value) <= limit,
    "pattern": lambda value, limit: not value.endswith("\n") and bool(re.search(limit, value, re.ASCII)),
}
"""Whether a value is within a limit. In ASCII, pydantic's regular expressions mean what Python's mean."""


def _chosen(models: tuple[Any, ...], keys: tuple[str, ...]) -> Maker:
    """Return what makes objects of the model whose name the data have under a key."""
    (key,) = keys
    by_name = {model.__dataclass_fields__[key].default: model for model in models}

    def choose(value: Any) -> Any:
        name = value.get(key) if isinstance(value, dict) else None
        return _object(by_name[name], value) if isinstance(name, str) and name in by_name else _unsure()

    return choose


def _object(model: Any, data: Any) -> Any:
    if type(data) is model:
        return data
    names, needed = _names(model)
    if not isinstance(data, dict) or not needed <= data.keys() <= names.keys():
        raise UnsureError
    return model(**{names[key]: _field(model, names[key])(value) for key, value in data.items()})


@cache
def _names(model: Any) -> tuple[dict[Any, str], frozenset[str]]:
    """Return the names of the fields of a model by their keys; and the keys that must be there."""
    found: tuple[Field[Any], ...] = fields(model)
    needed = frozenset(key_of(model, each.name) for each in found if each.default is MISSING and each.default_factory is MISSING)
    return {key_of(model, each.name): each.name for each in found}, needed


@cache
def _field(model: Any, name: str) -> Maker:
    owner = next(each for each in model.__mro__ if name in get_annotations(each))
    return _maker(_type(owner.__module__, get_annotations(owner)[name]), strips=model.__pydantic_config__["str_strip_whitespace"])


@cache
def _type(module: str, annotation: str) -> Any:
    """Return what an annotation says. It is read when it is needed, because all those of our models take long."""
    return eval(annotation, vars(sys.modules[module]))  # noqa: S307  # words of our own classes
