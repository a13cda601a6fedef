"""Writing compound files (MS-CFB): what old Office files, and Word files with a password, are kept in."""

from __future__ import annotations

import struct
from collections.abc import Mapping

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes], *, scattered: bool = False) -> bytes:
    """Return a compound file. Its streams are as long as they have to be to stay out of the sectors for small ones.

    Args:
        streams: What it holds, by name.
        scattered: Whether the sectors of a stream lie in the order opposite to their own.
    """
    sectors: list[bytes] = []
    following: list[int] = []
    entries = [_entry("Root Entry", 5, _END, 0, 1 if streams else _FREE)]
    for number, (name, content) in enumerate(streams.items(), 1):
        padded = content + bytes(max(4096 - len(content), -len(content) % _SECTOR))
        pieces = [padded[place : place + _SECTOR] for place in range(0, len(padded), _SECTOR)]
        first, count = len(sectors), len(pieces)
        sectors += pieces[::-1] if scattered else pieces
        places = [first + (count - 1 - each if scattered else each) for each in range(count)]
        links = dict(zip(places, [*places[1:], _END], strict=True))
        following += [links[place] for place in sorted(links)]
        sibling = number + 1 if number < len(streams) else _FREE
        entries.append(_entry(name, 2, places[0], len(padded), _FREE, sibling))
    entries += [bytes(128)] * (-len(entries) % 4)
    directory = b"".join(entries)
    start = len(sectors)
    parts = [directory[place : place + _SECTOR] for place in range(0, len(directory), _SECTOR)]
    sectors += parts
    following += [*range(start + 1, start + len(parts)), _END]
    following.append(_TABLE)
    table = struct.pack(f"<{len(following)}I", *following)
    assert len(table) <= _SECTOR, "one sector of numbers is all that this writes"
    sectors.append(table + b"\xff" * (_SECTOR - len(table)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 62, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIIII", 0, 1, start, 0, 4096, _END, 0, _END, 0, len(sectors) - 1)
    return head + b"\xff" * (_SECTOR - len(head)) + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int, child: int, right: int = _FREE) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    tree = struct.pack("<HBBIII", len(written), kind, 1, _FREE, right, child)
    return written.ljust(64, b"\0") + tree + bytes(36) + struct.pack("<IQ", start, size)
