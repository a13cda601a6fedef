"""Orders: the sheets that each person or group gets, and the words to fill in. An order is small, so it can go to other machines."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing import __version__
from briefing.dataclass import dataclass
from briefing.document import Document, tree
from briefing.handout.sheet import Sheet
from briefing.render.pdf.binding import Part


@dataclass(frozen=True, slots=True)
class Order:
    """The sheets of one person or group."""

    file: str
    """The name of its file, without the ending."""
    title: str
    """Who gets it; empty for everybody."""
    sheets: tuple[int, ...]
    """Their places among all sheets."""
    filled: tuple[tuple[str, str], ...]
    """What stands on lines to fill in, by their labels."""
    row: int = 0
    """The line of the roster; 0 where there is none."""


def parts(order: Order, sheets: Sequence[Sheet], *, prefix: str = "", duplex: bool = False) -> Iterator[Part]:
    """Yield the documents of an order as parts of a file.

    Args:
        order: Whose.
        sheets: All sheets.
        prefix: What ids begin with, so that they are unique in a file with the sheets of others.
        duplex: Begin each sheet on the front of a sheet of paper.
    """
    for place, number in enumerate(order.sheets):
        sheet = sheets[number]
        several = len(order.sheets) > 1
        title = " · ".join(filter(None, (order.title, _bookmark(sheet) if several or not order.title else "")))
        yield Part(
            sheet.document,
            sheet.theme,
            title or sheet.document.title,
            dict(order.filled),
            " · ".join(filter(None, (order.title, sheet.document.title))),
            f"{prefix}{place}." if prefix or several else "",
            duplex,
        )


def _bookmark(sheet: Sheet) -> str:
    return f"{sheet.document.title} ({sheet.document.kicker.rpartition(' · ')[2]})"


def cover(order: Order, sheets: Sequence[Sheet], title: str) -> Document:
    """Return what a file with the sheets of an order says of itself; nothing of it is printed."""
    first = sheets[order.sheets[0]].document
    shown = " · ".join(filter(None, (order.title, title)))
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, f"{first.identifier}:{order.file}:{order.row}").urn
    return replace(first, title=shown, blocks=(), identifier=identifier, kicker="", subtitle="", running="")


def keys(sheets: Sequence[Sheet]) -> list[str]:
    """Return a digest of all that a sheet looks like: as long as it stays, the drawn file stays."""
    return [_digest(__version__, tree(each.document), repr(each.theme), str(each.pages)) for each in sheets]


def key(order: Order, sheet_keys: Sequence[str], title: str) -> str:
    """Return a digest of all that a file of an order holds."""
    return _digest(title, repr((order.file, order.title, order.filled)), *(sheet_keys[number] for number in order.sheets))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
