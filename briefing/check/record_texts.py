"""All texts inside a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass


def texts(thing: object, *, is_passed_over: Callable[[object], bool] = lambda _: False) -> Iterator[str]:
    """Yield every text inside a record, its records, tuples and mappings.

    Args:
        thing: The record.
        is_passed_over: Says of which records inside it no text is wanted.
    """
    if isinstance(thing, str):
        yield thing
        return
    if is_passed_over(thing):
        return
    inside: Iterator[object] = iter(())
    if isinstance(thing, dict):
        inside = iter(thing.values())
    elif isinstance(thing, tuple):
        inside = iter(thing)
    elif is_dataclass(thing):
        inside = (getattr(thing, field.name) for field in fields(thing))
    for each in inside:
        yield from texts(each, is_passed_over=is_passed_over)
