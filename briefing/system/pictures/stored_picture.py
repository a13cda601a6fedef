"""A picture as a pack holds it, and as the cache does."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Literal, TypeVar

from briefing.dataclass import dataclass
from briefing.document import InlinePicture, Picture

STORED_SIDE = 2400
"""The longest side of a picture in a pack, in pixels: 300 to the inch over the whole width of a page."""
_BYTES = ("data", "svg", "pdf")
Shown = TypeVar("Shown", Picture, InlinePicture)


@dataclass(frozen=True, slots=True)
class Stored:
    """A picture as a pack holds it."""

    data: bytes
    """In pixels."""
    form: Literal["png", "jpeg"]
    wide: int
    high: int
    """Its size in pixels."""
    svg: bytes = b""
    """The same in lines and letters, if the file is a drawing, and if every format can draw it so …"""
    pdf: bytes = b""
    """… and once more as a page of a PDF."""
    notices: tuple[str, ...] = ()
    """What of the file is not in the pack: sentences without a subject."""

    def put_into(self, node: Shown) -> Shown:
        """Return a picture of a document with what it shows."""
        return replace(node, data=self.data, form=self.form, wide=self.wide, high=self.high, svg=self.svg, pdf=self.pdf)


def to_entry(found: Stored) -> dict[str, object]:
    """Return a picture as JSON can hold it."""
    plain = {"form": found.form, "wide": found.wide, "high": found.high, "notices": list(found.notices)}
    return plain | {name: base64.b64encode(getattr(found, name)).decode() for name in _BYTES}


def from_entry(entry: dict[str, object]) -> Stored:
    """Return the picture of an entry."""
    values = entry | {name: base64.b64decode(str(entry[name])) for name in _BYTES}
    return Stored(**values | {"notices": tuple(entry["notices"])})  # type: ignore[arg-type]
