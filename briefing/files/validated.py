"""Settings that were validated before: what they became, as plain data, which JSON can hold. pydantic then need not be loaded for them.

The data are found by the settings and the model that they were made from. Nothing in them is code, and what does not fit is ignored.
"""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

_PLAIN = frozenset({str, int, float, bool, type(None)})
_PACKAGE = __name__.partition(".")[0]


class ValidatedBefore:
    """What settings became in this run and in the runs before it, by their fingerprints."""

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}
        self._asked: set[str] = set()
        self.is_new = False
        """Whether it has settings that were not known before."""

    def recall(self, known: Mapping[str, Any]) -> None:
        """Take what earlier runs have validated."""
        self._known.update(known)

    def records(self) -> dict[str, Any]:
        """Return all that is known, as plain data."""
        self.is_new = False
        return dict(self._known)

    def asked(self) -> dict[str, Any]:
        """Return what this run has asked for, as plain data."""
        self.is_new = False
        return {name: self._known[name] for name in self._asked}

    def get(self, name: str) -> Any:
        """Return a new object; None if it is not known."""
        data = self._known.get(name)
        if data is None:
            return None
        try:
            made = _object(data)
        except (KeyError, TypeError, ValueError, AttributeError, ImportError):
            return None
        self._asked.add(name)
        return made

    def put(self, name: str, made: Any) -> None:
        """Keep an object, if all that is in it can be kept."""
        try:
            self._known[name] = _data(made)
        except TypeError:
            return
        self._asked.add(name)
        self.is_new = True


def fingerprint(model: Any, data: Any) -> str:
    """Return what tells settings for a model from all others."""
    return hashlib.blake2b(f"{model!r}\0{data!r}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _data(value: Any) -> Any:
    """Return a tuple as a list; an object, or a mapping, as a mapping with the one key that tells what it is.

    Raises:
        TypeError: It is of another kind.
    """
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return [_data(each) for each in value]
    if kind is dict:
        if not all(type(key) is str for key in value):
            raise TypeError(kind)
        return {"": [[key, _data(each)] for key, each in value.items()]}
    if hasattr(kind, "__dataclass_fields__") and kind.__module__.startswith(f"{_PACKAGE}."):
        return {f"{kind.__module__}:{kind.__qualname__}": [_data(getattr(value, name)) for name in _names(kind)]}  # type: ignore[arg-type]  # mypy takes no class for hashable
    raise TypeError(kind)


def _object(data: Any) -> Any:
    if type(data) is list:
        return tuple([_object(each) for each in data])
    if type(data) is not dict:
        return data
    ((name, values),) = data.items()
    if not name:
        return {key: _object(each) for key, each in values}
    kind = _kind(name)
    made = object.__new__(kind)
    for field, value in zip(_names(kind), values, strict=True):
        object.__setattr__(made, field, _object(value))
    return made


@cache
def _kind(name: str) -> Any:
    """Return a data class of the program.

    Raises:
        ValueError: It is something else.
    """
    module, _, kind = name.partition(":")
    found = getattr(importlib.import_module(module), kind) if module.startswith(f"{_PACKAGE}.") else None
    if not isinstance(found, type) or not hasattr(found, "__dataclass_fields__"):
        raise ValueError(name)
    return found


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))
