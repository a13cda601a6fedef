"""A document for large print: nothing beside the text, and bold in place of italics (RNIB, Clear Print guidelines)."""

from __future__ import annotations

import dataclasses
from typing import Any, cast

from briefing.document import Callout, Document, Emphasis, Note, Strong


def for_large_print(document: Document) -> Document:
    """Return a document with its margin notes at the foot of the page, its boxes in the text, and its emphasis bold."""
    return dataclasses.replace(document, blocks=cast(Any, _changed(document.blocks)))


def _changed(node: Any) -> Any:
    if isinstance(node, tuple):
        return tuple(map(_changed, node))
    if not dataclasses.is_dataclass(node) or isinstance(node, type):
        return node
    below = {f.name: _changed(value) for f in dataclasses.fields(node) if isinstance(value := getattr(node, f.name), tuple)}
    match node:
        case Emphasis():
            return Strong(below["children"])
        case Note():
            return dataclasses.replace(node, **below, placement="foot")
        case Callout():
            return dataclasses.replace(node, **below, placement="flow")
        case _:
            return dataclasses.replace(node, **below) if below else node
