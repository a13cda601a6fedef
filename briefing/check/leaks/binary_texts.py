"""Words in pictures and fonts that are kept in records of their own: enhanced metafiles (MS-EMF), metafiles (MS-WMF) and WOFF fonts."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from briefing.check.leaks.budget import Budget, Part

_EMF_HEAD, _EMF_MARK = b"\1\0\0\0", b" EMF"
_EMF_TEXTS = {83: 1, 84: 2}
"""The records ExtTextOutA and ExtTextOutW, with the bytes of a letter."""
_WMF_HEADS = (b"\xd7\xcd\xc6\x9a", b"\1\0\x09\0", b"\2\0\x09\0")
_WMF_PLACED = 22
"""Bytes before the header of a metafile that can be placed."""
_WMF_TEXT, _WMF_PLACED_TEXT = 0x0521, 0x0A32
_WOFF = b"wOFF"


def parts(data: bytes, place: str, budget: Budget) -> Iterator[Part]:
    """Yield the words of a picture's or a font's records, in their order: each may hold a single letter."""
    if data.startswith(_EMF_HEAD) and data[40:44] == _EMF_MARK:
        yield Part(place, "".join(_emf(data)))
    elif data.startswith(_WMF_HEADS):
        yield Part(place, "".join(_wmf(data)))
    elif data.startswith(_WOFF):
        yield from _woff(data, place, budget)


def _emf(data: bytes) -> Iterator[str]:
    position = 0
    while position + 8 <= len(data):
        kind, size = struct.unpack_from("<II", data, position)
        if size < 8:
            return
        if kind in _EMF_TEXTS and position + 52 <= len(data):
            count, start = struct.unpack_from("<II", data, position + 44)
            width = _EMF_TEXTS[kind]
            letters = data[position + start : position + start + count * width]
            yield letters.decode("utf-16-le" if width > 1 else "cp1252", "replace")
        elif kind == 108 and position + 52 <= len(data):  # SmallTextOut
            count, flags = struct.unpack_from("<I", data, position + 16)[0], struct.unpack_from("<I", data, position + 20)[0]
            start = position + (36 if flags & 0x100 else 52)
            is_small = bool(flags & 0x200)
            yield data[start : start + count * (1 if is_small else 2)].decode("cp1252" if is_small else "utf-16-le", "replace")
        position += size


def _wmf(data: bytes) -> Iterator[str]:
    position = (_WMF_PLACED if data.startswith(_WMF_HEADS[0]) else 0) + 18
    while position + 6 <= len(data):
        size, kind = struct.unpack_from("<IH", data, position)
        if size < 3:
            return
        if kind == _WMF_TEXT and position + 8 <= len(data):
            start, count = position + 8, struct.unpack_from("<H", data, position + 6)[0]
            yield data[start : start + count].decode("cp1252", "replace")
        elif kind == _WMF_PLACED_TEXT and position + 14 <= len(data):
            count, options = struct.unpack_from("<HH", data, position + 10)
            start = position + (22 if options & 6 else 14)
            yield data[start : start + count].decode("cp1252", "replace")
        position += size * 2


def _woff(data: bytes, place: str, budget: Budget) -> Iterator[Part]:
    """Yield the tables of a WOFF font (WOFF 1.0, 4 and 5), and its metadata."""
    if len(data) < 44:
        return
    count = min(struct.unpack_from(">H", data, 12)[0], (len(data) - 44) // 20)
    tables = [struct.unpack_from(">4xII", data, 44 + 20 * number) for number in range(count)]
    for start, length in (*tables, struct.unpack_from(">II", data, 24)):
        try:
            yield Part(place, budget.inflated(data[start : start + length])[0])
        except zlib.error:
            continue
