"""What texts said when they were read before: their nodes as plain data, which JSON can hold. The same text is then not read again.

The data are found by what they were made from. Nothing in them is code, and what does not fit is ignored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from briefing import document
from briefing.document import Blocks
from briefing.markup.inline_reader import Fault

Reading = tuple[Blocks, tuple[Fault, ...], tuple[tuple[int, str], ...]]
"""The nodes of a text, its mistakes, and the line and the cluster of each citation."""

_KINDS: Mapping[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        *(
            document.BulletList,
            document.Callout,
            document.Code,
            document.Column,
            document.Definition,
            document.Definitions,
            document.Divider,
            document.Equation,
            document.InlinePicture,
            document.Picture,
        ),
        *(
            document.Emphasis,
            document.Indexed,
            document.Language,
            document.LineBreak,
            document.Link,
            document.Note,
            document.NoteMark,
            document.NumberedList,
        ),
        document.PageNumber,
        *(document.PageBreak, document.Paragraph, document.Quote, document.Reference, document.Script, document.Section, document.Strong),
        *(document.SmallCaps, document.Struck, document.Table, document.Text, Fault),
    )
}
"""All that a text in Markdown can become."""
_FIELDS = {kind: tuple(each.name for each in fields(kind) if each.type != "bytes") for kind in _KINDS.values()}


class Memory:
    """The texts of a run and of the runs before it, by their fingerprints."""

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}
        self._asked: set[str] = set()
        self._fresh: dict[str, Reading] = {}

    def recall(self, known: Mapping[str, Any]) -> None:
        """Take what earlier runs have read."""
        self._known.update(known)

    @property
    def is_new(self) -> bool:
        """Return whether it has texts that were not known before."""
        return bool(self._fresh)

    def texts(self) -> dict[str, Any]:
        """Return all that is known, as plain data."""
        self._settle()
        return dict(self._known)

    def asked(self) -> dict[str, Any]:
        """Return what this run has asked for, as plain data."""
        self._settle()
        return {name: self._known[name] for name in self._asked}

    def _settle(self) -> None:
        self._known |= {name: _data(reading) for name, reading in self._fresh.items()}
        self._fresh.clear()

    def get(self, fingerprint: str) -> Reading | None:
        """Return what a text says; None where it is not known."""
        data = self._known.get(fingerprint)
        if data is None:
            return None
        try:
            found: Reading = tuple(map(_node, data))
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
        if len(found) != 3:
            return None
        self._asked.add(fingerprint)
        return found

    def put(self, fingerprint: str, reading: Reading) -> None:
        """Keep what a text says."""
        self._asked.add(fingerprint)
        self._fresh[fingerprint] = reading


def fingerprint(*parts: str) -> str:
    """Return what tells a text, read in one way, from all others."""
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _data(value: Any) -> Any:
    """Return a tuple as a list, and a node as the name of its kind and its fields."""
    if isinstance(value, tuple):
        return [_data(each) for each in value]
    names = _FIELDS.get(type(value))
    return value if names is None else {type(value).__name__: [_data(getattr(value, name)) for name in names]}


def _node(data: Any) -> Any:
    if type(data) is list:
        return tuple([_node(each) for each in data])
    if type(data) is dict:
        ((kind, values),) = data.items()
        return _KINDS[kind](*[_node(each) for each in values])
    return data
