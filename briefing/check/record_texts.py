"""All texts inside a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache


def texts(thing: object, *, is_passed_over: Callable[[object], bool] = lambda _: False) -> Iterator[str]:
    """Yield every text inside a record, its records, tuples and mappings.

    Args:
        thing: The record.
        is_passed_over: Says of which records inside it no text is wanted.
    """
    waiting = [thing]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        elif is_passed_over(each):
            continue
        elif isinstance(each, dict):
            waiting += reversed(each.values())
        elif isinstance(each, tuple):
            waiting += each[::-1]
        else:
            waiting += [getattr(each, name) for name in _last_first(type(each))]  # type: ignore[arg-type]  # mypy takes no class for hashable


@cache
def _last_first(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a kind of record, the last first; none for what is no record."""
    return tuple(field.name for field in reversed(fields(kind))) if is_dataclass(kind) else ()
