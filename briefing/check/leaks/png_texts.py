"""Words in the text chunks of PNG files, which no viewer shows in the picture."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from briefing.check.leaks.budget import Budget, Opened, Part

PNG = b"\x89PNG\r\n\x1a\n"
_PACKED = {b"zTXt", b"iTXt", b"iCCP"}


def png(data: bytes, place: str, opened: Opened, budget: Budget) -> Iterator[Part]:
    """Yield the packed texts of a PNG file. Texts that are not packed are found in its bytes."""
    position = len(PNG)
    while position + 12 <= len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        kind, chunk = data[position + 4 : position + 8], data[position + 8 : position + 8 + length]
        if kind in _PACKED:
            yield from _unpacked(chunk, f"{place} ({kind.decode()})", opened, budget)
        position += 12 + length


def _unpacked(chunk: bytes, place: str, opened: Opened, budget: Budget) -> Iterator[Part]:
    """Try each place where the packed text can begin: it follows names of unknown length that end in a zero."""
    for start in (position + 1 for position, byte in enumerate(chunk[:400]) if byte == 0):
        for skipped in (0, 1):
            try:
                found = budget.inflated(chunk[start + skipped :])[0]
            except zlib.error:
                continue
            yield from opened(found, place)  # profiles of other programs are written in hexadecimal
