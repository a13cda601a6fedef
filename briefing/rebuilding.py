"""Changing trees of nodes: what all changes have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from briefing.document import Text

Node = TypeVar("Node")


def below(node: Node, change: Callable[[Any], Any]) -> Node:
    """Return a node with each tuple of its fields changed: itself where that changes nothing, or where it is no node."""
    if not is_dataclass(node) or isinstance(node, type):
        return node
    values = {field.name: value for field in fields(node) if isinstance(value := getattr(node, field.name), tuple)}
    changed = {name: new for name, value in values.items() if (new := change(value)) is not value}
    return cast(Node, replace(node, **changed)) if changed else node


def joined(found: Iterable[Any]) -> tuple[Any, ...]:
    """Return nodes with neighbouring texts as one."""
    runs: list[Any] = []
    for each in found:
        last = runs[-1] if runs else None
        if isinstance(each, Text) and isinstance(last, Text):
            runs[-1] = Text(last.text + each.text)
        else:
            runs.append(each)
    return tuple(runs)
