"""The elements of OpenDocument files: their names and their attributes."""

from __future__ import annotations

from typing import Any

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = {"drawing": "draw", "form": "form", "chart": "chart", "svg-compatible": "svg"}
"""Short names of namespaces, where they are not the same as in the address."""


def kind(element: Any) -> str:
    """Return the name of an element with the usual short name of its namespace, such as `text:p`; empty for a comment."""
    if element is None or not isinstance(element.tag, str):
        return ""
    space, _, name = element.tag.rpartition("}")
    if not space.startswith(f"{{{_ODF}"):
        return f"?:{name}"
    short = space[len(_ODF) + 1 :].partition(":")[0]
    return f"{_SPACES.get(short, short)}:{name}"


def attribute(space: str, name: str) -> str:
    """Return the name of an attribute as lxml has it, from the usual short name of its namespace."""
    long = next((each for each, short in _SPACES.items() if short == space), space)
    return f"{{{_ODF}{long}:1.0}}{name}"
