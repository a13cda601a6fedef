"""Compound files (MS-CFB): what old Office files, embedded objects and Word files with a password are kept in."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from briefing.check.leaks.budget import Budget, Opened, Part, inside
from briefing.dataclass import dataclass
from briefing.system.confined.limits import UnreadableError

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA
"""Sector numbers from here on mean something else than a sector."""
_STREAM = 2
_ENTRY = 128
_LOCKED = ("EncryptedPackage", "EncryptedSummary", "\x06DataSpaces")
_MACROS = ("_VBA_PROJECT", "VBA", "PROJECTwm")
_LOCKED_WORD, _WORD = 0x100, 0xA5EC
"""The flag of a Word 97 document with a password, and the number that such a document begins with."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


def parts(data: bytes, name: str, opened: Opened, budget: Budget) -> Iterator[Part]:
    """Yield every stream of a compound file, and its bytes as they are.

    Raises:
        UnreadableError: It has a password, has macros (which are packed in a way of their own), or is damaged.
    """
    try:
        sectors = _Sectors(data)
        entries = list(sectors.entries())
    except (struct.error, IndexError, ValueError, ZeroDivisionError):
        raise UnreadableError(f"{name or 'this file'} is a damaged compound file, which cannot be searched", "Take it out.") from None
    names = {entry.name for entry in entries}
    if names.intersection(_LOCKED):
        raise UnreadableError(f"{name or 'this file'} has a password", "Save it without one, or take it out.")
    if names.intersection(_MACROS):
        raise UnreadableError(f"{name or 'this file'} has macros, which cannot be searched", "Save the file without macros.")
    yield Part(name, data)
    for entry in entries:
        if entry.kind != _STREAM:
            continue
        content = sectors.content(entry)
        budget.spend(len(content))
        place = inside(name, entry.name.strip("\x01\x02\x03\x05\x06"))
        if entry.name == "WordDocument" and _is_locked(content):
            raise UnreadableError(f"{name or 'this file'} has a password", "Save it without one, or take it out.")
        yield from opened(content, place)


def _is_locked(document: bytes) -> bool:
    magic, flags = (int.from_bytes(document[place : place + 2], "little") for place in (0, 10))
    return magic == _WORD and bool(flags & _LOCKED_WORD)


class _Sectors:
    """The sectors of a compound file, and the chains in which they follow each other."""

    def __init__(self, data: bytes) -> None:
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift != 6:  # MS-CFB, 2.2
            raise ValueError
        self.data, self.size, self.small = data, 1 << shift, 1 << small_shift
        directory, _, self.cutoff, small_table, _, more, _ = struct.unpack_from("<7I", data, 48)
        tables = list(struct.unpack_from("<109I", data, 76))
        seen = set[int]()
        while more < _LAST and more not in seen:
            seen.add(more)
            *found, more = struct.unpack(f"<{self.size // 4}I", self.sector(more))
            tables += found
        self.next = [number for table in tables if table < _LAST for number in struct.unpack(f"<{self.size // 4}I", self.sector(table))]
        self.directory = self.chain(directory)
        links = self.chain(small_table)
        self.small_next = list(struct.unpack(f"<{len(links) // 4}I", links))
        self.small_data = next((self.chain(entry.start) for entry in self.entries() if entry.kind == 5), b"")

    def sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        found = self.data[start : start + self.size]
        return found + bytes(self.size - len(found)) if found else found

    def chain(self, number: int) -> bytes:
        return b"".join(self.sector(each) for each in _followed(number, self.next))

    def entries(self) -> Iterator[_Entry]:
        for place in range(0, len(self.directory) - _ENTRY + 1, _ENTRY):
            entry = self.directory[place : place + _ENTRY]
            length = int.from_bytes(entry[64:66], "little")
            start, size = struct.unpack_from("<IQ", entry, 116)
            yield _Entry(entry[: max(length - 2, 0)].decode("utf-16-le", "replace"), entry[66], start, size & 0xFFFFFFFF)

    def content(self, entry: _Entry) -> bytes:
        if entry.size >= self.cutoff:
            return self.chain(entry.start)[: entry.size]
        numbers = _followed(entry.start, self.small_next)
        return b"".join(self.small_data[number * self.small : (number + 1) * self.small] for number in numbers)[: entry.size]


def _followed(number: int, links: list[int]) -> Iterator[int]:
    """Yield the numbers of a chain; a chain that comes back to itself ends there."""
    seen = set[int]()
    while number < len(links) and number not in seen:
        seen.add(number)
        yield number
        number = links[number]
