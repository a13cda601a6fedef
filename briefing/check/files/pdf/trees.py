"""Objects of a PDF: names, children of elements, attributes, trees of numbers and names (ISO 32000-1, 7.9 and 14.7)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf


def name(item: Any) -> str:
    """Return a name without its slash."""
    return str(item).removeprefix("/")


def is_dictionary(item: Any) -> bool:
    """Say whether an object is a dictionary."""
    return isinstance(item, pikepdf.Dictionary)


def kids(element: Any) -> list[Any]:
    """Return the children of an element: elements, references, and marked-content ids as numbers."""
    if "/K" not in element:
        return []
    found = list(element.K) if isinstance(element.K, pikepdf.Array) else [element.K]
    return [kid if is_dictionary(kid) else int(kid) for kid in found]


def is_element(item: Any) -> bool:
    """Say whether a child is a structure element."""
    return is_dictionary(item) and "/S" in item and item.get("/Type") not in ("/OBJR", "/MCR")


def attribute(element: Any, key: str) -> Any:
    """Return a standard attribute of an element, such as `/Scope`."""
    given = element.get("/A")
    for each in list(given) if isinstance(given, pikepdf.Array) else [given]:
        if is_dictionary(each) and key in each:
            return each[key]
    return None


def number_tree(root: Any) -> dict[int, Any]:
    """Return the entries of a number tree."""
    return {int(key): value for key, value in _entries(root, "/Nums")}


def name_tree(root: Any) -> dict[str, Any]:
    """Return the entries of a name tree."""
    return {str(key): value for key, value in _entries(root, "/Names")}


def is_sorted(root: Any) -> bool:
    """Return whether the keys of a tree of names or numbers rise from first to last, so that a program finds each by halving."""
    names = pairwise(bytes(key) for key, _ in _entries(root, "/Names"))
    numbers = pairwise(int(key) for key, _ in _entries(root, "/Nums"))
    return all(before < after for before, after in names) and all(before < after for before, after in numbers)


def _entries(root: Any, kind: str) -> Iterator[tuple[Any, Any]]:
    for node in _nodes(root):
        values = list(node.get(kind, []))
        yield from zip(values[::2], values[1::2], strict=False)


def _nodes(root: Any) -> Iterator[Any]:
    waiting, seen = [root], set[Any]()
    while waiting:
        node = waiting.pop()
        if not is_dictionary(node) or (node.is_indirect and node.objgen in seen) or len(seen) > 100_000:
            continue
        seen.add(node.objgen)
        yield node
        waiting += reversed(list(node.get("/Kids", [])))
