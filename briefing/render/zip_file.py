"""A zip file with the same bytes from the same members (APPNOTE 6.3.10), some of which may be compressed already."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

LOCAL = struct.Struct("<4s2B4HL2L2H")
CENTRAL = struct.Struct("<4s4B4HL2L5H2L")
END = struct.Struct("<4s4H2LH")
VERSION = 20
"""The version of the format that a reader must know: 2.0, with deflated members."""
UTF_8 = 0x800
"""The flag of a name that is not ASCII."""
STORED, DEFLATED = 0, 8
LEVEL = 6
"""How much the members are compressed, from 1 to 9."""
DATE = 1 << 5 | 1
"""The first of January 1980."""
PERMISSIONS = 0o600 << 16


class Member(NamedTuple):
    """The content of a member, most often compressed."""

    data: bytes
    crc: int
    size: int
    """Before it was compressed, in bytes."""
    method: int = DEFLATED


def stored(content: bytes) -> Member:
    """Return the content of a member as it is."""
    return Member(content, zlib.crc32(content), len(content), STORED)


def deflated(content: bytes) -> Member:
    """Compress the content of a member."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    return Member(packer.compress(content) + packer.flush(), zlib.crc32(content), len(content))


def zipped(members: Iterable[tuple[str, Member]]) -> bytes:
    """Return a zip file with members in this order."""
    body, directory, count = bytearray(), bytearray(), 0
    for name, (data, crc, size, method) in members:
        encoded = name.encode()
        same = 0 if name.isascii() else UTF_8, method, 0, DATE, crc, len(data), size, len(encoded), 0
        directory += CENTRAL.pack(b"PK\x01\x02", VERSION, 0, VERSION, 0, *same, 0, 0, 0, PERMISSIONS, len(body)) + encoded
        body += LOCAL.pack(b"PK\x03\x04", VERSION, 0, *same) + encoded + data
        count += 1
    return bytes(body + directory + END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0))
