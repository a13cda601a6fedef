"""Outlines in the Compact Font Format (Adobe Technical Note 5176): the numbers by which a PDF calls their glyphs."""

from __future__ import annotations

import struct

_CHARSET, _ROS = 15, 1230
"""Operators of the dictionary of a font: the place of its glyphs' names, and whether these are numbers. 1230 is 12 and 30."""


def numbers_of_glyphs(data: bytes, count: int) -> list[int]:
    """Return the number (CID) of each glyph of a font (9.7.4.2 of ISO 32000-1): its place, where the font has no numbers of its own."""
    top = _top(data)
    if _ROS not in top:
        return list(range(count))
    return _charset(data, top.get(_CHARSET, 0), count)


def _index(data: bytes, start: int) -> tuple[list[bytes], int]:
    """Return the items of an INDEX, and where it ends."""
    (count,) = struct.unpack_from(">H", data, start)
    if not count:
        return [], start + 2
    size = data[start + 2]
    places = [int.from_bytes(data[at : at + size], "big") for at in range(start + 3, start + 3 + size * (count + 1), size)]
    base = start + 2 + size * (count + 1)
    return [data[base + places[number] : base + places[number + 1]] for number in range(count)], base + places[-1]


def _top(data: bytes) -> dict[int, int]:
    """Return the last operand of each operator in the dictionary of the font, as far as it is a whole number."""
    _, end = _index(data, data[2])
    (first, *_), _ = _index(data, end)
    found: dict[int, int] = {}
    at, operand = 0, 0
    while at < len(first):
        byte = first[at]
        if byte <= 21:
            at += 1
            if byte == 12:
                byte, at = 1200 + first[at], at + 1
            found[byte] = operand
        elif byte == 28:
            operand, at = int.from_bytes(first[at + 1 : at + 3], "big", signed=True), at + 3
        elif byte == 29:
            operand, at = int.from_bytes(first[at + 1 : at + 5], "big", signed=True), at + 5
        elif byte == 30:  # a real number, which ends in a half byte of ones
            at += 1
            while first[at] & 15 != 15 and first[at] >> 4 != 15:
                at += 1
            at += 1
        elif byte <= 246:
            operand, at = byte - 139, at + 1
        else:
            high = (byte - 247) * 256 + first[at + 1] + 108 if byte <= 250 else -(byte - 251) * 256 - first[at + 1] - 108
            operand, at = high, at + 2
    return found


def _charset(data: bytes, at: int, count: int) -> list[int]:
    found = [0]
    kind, at = data[at], at + 1
    while len(found) < count:
        (first,) = struct.unpack_from(">H", data, at)
        more = 0 if kind == 0 else data[at + 2] if kind == 1 else struct.unpack_from(">H", data, at + 2)[0]
        found += range(first, first + more + 1)
        at += (2, 3, 4)[kind]
    return found[:count]
