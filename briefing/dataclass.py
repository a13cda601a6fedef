"""Data classes like those of the standard library, which cost next to nothing until they are used.

`dataclasses` writes and compiles up to eight functions for each class while its module is imported: with some hundred classes, that takes a
tenth of a second and more of each run. Here classes share these functions, and `__init__` is compiled when the first object is made.
`fields`, `replace`, `is_dataclass`, `match` and pydantic find what they look for. Type checkers see the decorator of the standard library.

A model is a data class whose objects `files.validation` makes from what people wrote, by means of pydantic. What it says of its fields has
the names of pydantic; pydantic itself is imported when settings have to be judged.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from inspect import get_annotations
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

__all__ = [
    "AfterValidator",
    "BeforeValidator",
    "Discriminator",
    "Limits",
    "PlainValidator",
    "configured",
    "dataclass",
    "key_of",
    "keyed",
    "model",
    "rule",
]
Kind = TypeVar("Kind")

if TYPE_CHECKING:
    from dataclasses import dataclass
    from dataclasses import dataclass as model
else:

    def dataclass(cls: type | None = None, /, **options: bool) -> Any:
        """Make a class a data class. The options are `frozen`, `slots`, `eq`, `order` and `kw_only`; each field is one of its objects."""
        return (lambda each: _made(each, **options)) if cls is None else _made(cls)

    def model(**options: bool) -> Any:
        """Make a class a model, with the options of a data class."""

        def made(cls: Any) -> Any:
            names = partial(_key, getattr(cls, "_keys", {}))
            cls.__pydantic_config__ = {**STRICT, "alias_generator": names, **getattr(cls, "_configuration", {})}
            return _made(cls, **options)

        return made


_MISSING = dataclasses.MISSING
_Fields = dict[str, "dataclasses.Field[Any]"]
_Values = Callable[[Any], tuple[Any, ...]]


def _made(cls: Any, *, frozen: bool = False, slots: bool = False, eq: bool = True, order: bool = False, kw_only: bool = False) -> Any:
    fields: _Fields = {}
    for base in cls.__mro__[-1:0:-1]:
        fields |= getattr(base, "__dataclass_fields__", {})
    for name, kind in get_annotations(cls).items():
        fields[name] = _field(cls, name, kind, kw_only=kw_only)
    own = cls.__dict__
    new = {
        "__init__": _first_init(fields, frozen=frozen, slots=slots),
        "__repr__": _repr,
        "__match_args__": tuple(name for name, each in fields.items() if not each.kw_only),
    }
    if eq:
        values = _values(fields)
        new |= {"__eq__": _equal(values), "__hash__": (lambda self: hash(values(self))) if frozen else None}
        if order:
            new |= _ordered(values)
    if frozen:
        new |= {"__setattr__": _refuse, "__delattr__": _refuse}
        if slots:
            new |= {"__getstate__": _state(fields), "__setstate__": _set_state}
    new = {name: value for name, value in new.items() if name not in own}
    new |= {"__dataclass_fields__": fields, "__dataclass_params__": _Params(eq=eq, order=order, frozen=frozen)}
    if slots:
        return _slotted(cls, fields, new)
    for name, value in new.items():
        setattr(cls, name, value)
    return cls


class _Params:
    """What a data class says of itself. Programs that take objects apart, such as Dask, read it as that of the standard library."""

    __slots__ = ("eq", "frozen", "init", "order", "repr", "unsafe_hash")

    def __init__(self, *, eq: bool, order: bool, frozen: bool) -> None:
        self.init, self.repr, self.eq, self.order, self.unsafe_hash, self.frozen = True, True, eq, order, False, frozen


def _field(cls: Any, name: str, kind: Any, *, kw_only: bool) -> dataclasses.Field[Any]:
    """Return the field of an annotation; its default becomes the attribute of the class."""
    default = cls.__dict__.get(name, _MISSING)
    if isinstance(default, dataclasses.Field):
        found = default
        delattr(cls, name)
        if found.default is not _MISSING:
            setattr(cls, name, found.default)
    else:
        found = dataclasses.field(default=default)
    found.name, found.type = name, kind
    found._field_type = dataclasses._FIELD  # type: ignore[attr-defined]  # noqa: SLF001  # what `dataclasses.fields` asks for
    if found.kw_only is _MISSING:
        found.kw_only = kw_only
    return found


def _slotted(cls: Any, fields: _Fields, new: dict[str, Any]) -> Any:
    """Return the class again, with slots in the place of a dictionary in each object."""
    taken = {slot for base in cls.__mro__[1:-1] for slot in base.__dict__.get("__slots__", ())}
    kept = {name: value for name, value in cls.__dict__.items() if name not in fields and name not in ("__dict__", "__weakref__")}
    made = type(cls)(cls.__name__, cls.__bases__, {**kept, **new, "__slots__": tuple(name for name in fields if name not in taken)})
    made.__qualname__ = cls.__qualname__
    return made


# ── the functions of an object ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _first_init(fields: _Fields, *, frozen: bool, slots: bool) -> Callable[..., None]:
    """Return an `__init__` that puts the true one in its place when it is first called."""

    def init(self: Any, *values: Any, **named: Any) -> None:
        owner: Any = next(each for each in type(self).__mro__ if each.__dict__.get("__init__") is init)
        true = owner.__init__ = _init(owner, fields, frozen=frozen, slots=slots)
        true(self, *values, **named)

    return init


def _init(owner: Any, fields: _Fields, *, frozen: bool, slots: bool) -> Callable[..., None]:
    known: dict[str, Any] = {"_MISSING": _MISSING, "_set": object.__setattr__}
    heads: list[str] = []
    lines: list[str] = []
    for name, each in sorted(fields.items(), key=lambda item: bool(item[1].kw_only)):
        value = name
        if each.kw_only and "*" not in heads:
            heads.append("*")
        if each.default is not _MISSING:
            known[f"_default_{name}"] = each.default
            heads.append(f"{name}=_default_{name}")
        elif each.default_factory is not _MISSING:
            known[f"_make_{name}"] = each.default_factory
            heads.append(f"{name}=_MISSING")
            value = f"_make_{name}() if {name} is _MISSING else {name}"
        else:
            heads.append(name)
        if frozen and slots:
            known[f"_set_{name}"] = getattr(owner, name).__set__
            lines.append(f" _set_{name}(self, {value})")
        else:
            lines.append(f" _set(self, {name!r}, {value})" if frozen else f" self.{name} = {value}")
    if hasattr(owner, "__post_init__"):
        lines.append(" self.__post_init__()")
    text = f"def __init__(self, {', '.join(heads)}):\n" + ("\n".join(lines) or " pass")
    exec(text, known)  # noqa: S102  # names of fields of our own classes
    made: Callable[..., None] = known["__init__"]
    made.__qualname__ = f"{owner.__qualname__}.__init__"
    return made


def _values(fields: _Fields) -> _Values:
    """Return the function that gives the values by which objects are compared."""
    names = [name for name, each in fields.items() if each.compare]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple(getattr(self, name) for name in names)


def _equal(values: _Values) -> Callable[[Any, Any], Any]:
    return lambda self, other: values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented


def _ordered(values: _Values) -> dict[str, Callable[[Any, Any], Any]]:
    return {
        "__lt__": lambda self, other: values(self) < values(other) if other.__class__ is self.__class__ else NotImplemented,
        "__le__": lambda self, other: values(self) <= values(other) if other.__class__ is self.__class__ else NotImplemented,
        "__gt__": lambda self, other: values(self) > values(other) if other.__class__ is self.__class__ else NotImplemented,
        "__ge__": lambda self, other: values(self) >= values(other) if other.__class__ is self.__class__ else NotImplemented,
    }


def _repr(self: Any) -> str:
    shown = (f"{name}={getattr(self, name)!r}" for name, each in self.__dataclass_fields__.items() if each.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse(_self: Any, name: str, _value: object = None) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot change field {name!r}")


def _state(fields: _Fields) -> Callable[[Any], tuple[Any, ...]]:
    """Return the function that gives what is pickled of an object."""
    names = [*fields]
    if len(names) > 1:
        values = attrgetter(*names)
        return lambda self: values(self)  # noqa: PLW0108  # a function, to be a method
    return lambda self: tuple(getattr(self, name) for name in names)


def _set_state(self: Any, state: Sequence[Any]) -> None:
    for name, value in zip(self.__dataclass_fields__, state, strict=True):
        object.__setattr__(self, name, value)


# ── what a model says of itself ──────────────────────────────────────────────────────────────────────────────────────────────────────

STRICT: Mapping[str, Any] = {
    "extra": "forbid",
    "coerce_numbers_to_str": True,
    "str_strip_whitespace": True,
}
"""The configuration of models: they refuse unknown keys, and their keys are written with hyphens."""


class _Rule:
    """An annotation of pydantic, made when its model is."""

    def __init__(self, kind: str, *arguments: Any, **named: Any) -> None:
        self._kind, self._arguments, self._named = kind, arguments, named

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        import pydantic

        rule = getattr(pydantic, self._kind)(*self._arguments, **self._named)
        own = getattr(rule, "__get_pydantic_core_schema__", None)
        return own(source, handler) if own else handler(Annotated[source, rule])


def rule(annotation: object) -> tuple[str, tuple[Any, ...], Mapping[str, Any]] | None:
    """Return what pydantic calls an annotation, and what the annotation is made with; None for one that is not for pydantic."""
    return (annotation._kind, annotation._arguments, annotation._named) if isinstance(annotation, _Rule) else None  # noqa: SLF001


AfterValidator = partial(_Rule, "AfterValidator")
BeforeValidator = partial(_Rule, "BeforeValidator")
PlainValidator = partial(_Rule, "PlainValidator")
Discriminator = partial(_Rule, "Discriminator")
Limits = partial(_Rule, "Field")
"""The limits of a value: `ge`, `le`, `pattern` and the like."""


def keyed(**keys: str) -> Callable[[type[Kind]], type[Kind]]:
    """Name the keys of fields that have another key than their own name."""

    def named(cls: type[Kind]) -> type[Kind]:
        cls._keys = keys  # type: ignore[attr-defined]
        return cls

    return named


def key_of(kind: type[Any], field: str) -> str:
    """Return the key that people write for a field of a model."""
    return _key(getattr(kind, "_keys", {}), field)


def _key(keys: Mapping[str, str], name: str) -> str:
    return keys.get(name) or name.replace("_", "-")


def configured(**changes: bool) -> Callable[[type[Kind]], type[Kind]]:
    """Change the configuration of a model."""

    def made(cls: type[Kind]) -> type[Kind]:
        cls._configuration = changes  # type: ignore[attr-defined]
        return cls

    return made
