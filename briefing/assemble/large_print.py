"""A document for large print: no notes or boxes beside the text, and bold instead of italics (RNIB, Clear Print guidelines)."""

from __future__ import annotations

import dataclasses
from typing import Any

from briefing.document import Callout, Document, Emphasis, Note, SourcePage, Strong
from briefing.document.changing import below


def for_large_print(document: Document) -> Document:
    """Return a document with its margin notes at the foot of the page, its boxes in the text, its emphasis bold, and words for pages."""
    return below(document, _changed)


def _changed(node: Any) -> Any:
    if isinstance(node, tuple):
        return tuple(map(_changed, node))
    node = below(node, _changed)
    match node:
        case Emphasis(children):
            return Strong(children)
        case Note(placement="margin"):
            return dataclasses.replace(node, placement="foot")
        case Callout():
            return dataclasses.replace(node, placement="flow")
        case SourcePage():
            return node.quote
        case _:
            return node
