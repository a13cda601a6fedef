"""Font files whose names link them to a family (OpenType 1.9: the font file, `name`, `OS/2`, `head`).

Word and reading systems find the bold face of a family by the family's own name and a bold flag. A semi-bold face is a family of its own by
its name, and a program might thicken the regular one instead; so the embedded copies say that they are the four faces of one family.
"""

from __future__ import annotations

import struct

import uharfbuzz

from briefing.theme.font_files import Face

STYLES: dict[Face, str] = {"regular": "Regular", "italic": "Italic", "bold": "Bold", "bold_italic": "Bold Italic"}
COPIED_NAMES = (0, 5, 13, 14)
"""Copyright, version, licence and its address: they stay as the makers wrote them."""
WINDOWS = (3, 1, 0x409)
"""Platform, encoding and language of the names: Windows, Unicode, English."""
WEIGHTS = {False: 400, True: 700}
ITALIC, BOLD, REGULAR = 1 << 0, 1 << 5, 1 << 6
"""Bits of `OS/2.fsSelection`."""
CHECKSUM = 0xB1B0AFBA
"""What the checksum of a whole file and its adjustment in `head` make together."""


TRUE_TYPE, COMPACT = 0x00010000, 0x4F54544F
"""What a file begins with, by the form of its outlines."""
MAGIC = 0x5F0F3CF5
"""What `head` holds at byte 12 of every font."""


def damaged_table(data: bytes) -> str:
    """Return the name of the first table of a font file that is not what its checksum says, or `head` if that is none; empty if all are.

    The checksum of `head` is wrong in many good fonts, for programs change its dates last. Windows refuses fonts with other wrong ones.
    """
    if len(data) < 12:
        return "head"
    count = struct.unpack_from(">H", data, 4)[0]
    for number in range(min(count, len(data) // 16 - 1)):
        tag, checksum, start, length = struct.unpack_from(">4s3I", data, 12 + 16 * number)
        table = data[start : start + length]
        is_whole = len(table) == length
        if tag == b"head":
            is_whole = is_whole and length >= 54 and struct.unpack_from(">I", table, 12)[0] == MAGIC
            is_whole = is_whole and 16 <= struct.unpack_from(">H", table, 18)[0] <= 16384
        elif is_whole:
            is_whole = _checksum(table + bytes(-length % 4)) == checksum
        if not is_whole:
            return str(tag, "latin-1")
    return ""


def linked(data: bytes, family: str, face: Face) -> bytes:
    """Return the font file as one of the four faces of `family`."""
    source = uharfbuzz.Face(data)
    tables = {tag: bytes(source.reference_table(tag).data) for tag in source.table_tags if tag != "DSIG"}
    bold, italic = "bold" in face, "italic" in face
    tables["name"] = _names(source, family, STYLES[face])
    tables["OS/2"] = _selection(tables["OS/2"], bold=bold, italic=italic)
    head = bytearray(tables["head"])
    head[8:12] = bytes(4)
    head[44:46] = struct.pack(">H", bold | italic << 1)
    tables["head"] = bytes(head)
    return _file(tables)


def _names(source: uharfbuzz.Face, family: str, style: str) -> bytes:
    postscript = f"{family.replace(' ', '')}-{style.replace(' ', '')}"
    names = {number: source.get_name(number) for number in COPIED_NAMES}
    names |= {1: family, 2: style, 3: f"{family} {style}, embedded", 4: f"{family} {style}", 6: postscript}
    records, strings = b"", b""
    encoded = {number: str(name).encode("utf-16-be") for number, name in sorted(names.items()) if name}
    for number, name in encoded.items():
        records += struct.pack(">6H", *WINDOWS, number, len(name), len(strings))
        strings += name
    return struct.pack(">3H", 0, len(encoded), 6 + len(records)) + records + strings


def _selection(table: bytes, *, bold: bool, italic: bool) -> bytes:
    changed = bytearray(table)
    changed[4:6] = struct.pack(">H", WEIGHTS[bold])
    flags = struct.unpack_from(">H", changed, 62)[0] & ~(ITALIC | BOLD | REGULAR)
    flags |= (ITALIC if italic else 0) | (BOLD if bold else 0) | (0 if bold or italic else REGULAR)
    changed[62:64] = struct.pack(">H", flags)
    return bytes(changed)


def _file(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    start = struct.pack(">I4H", COMPACT if "CFF " in tables else TRUE_TYPE, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    directory, body = b"", b""
    head = 0
    for tag, table in sorted(tables.items()):
        place = len(start) + 16 * count + len(body)
        if tag == "head":
            head = place
        padded = table + bytes(-len(table) % 4)
        directory += struct.pack(">4s3I", tag.encode("ascii"), _checksum(padded), place, len(table))
        body += padded
    whole = bytearray(start + directory + body)
    struct.pack_into(">I", whole, head + 8, (CHECKSUM - _checksum(bytes(whole))) & 0xFFFFFFFF)
    return bytes(whole)


def _checksum(data: bytes) -> int:
    return int(sum(struct.unpack(f">{len(data) // 4}I", data))) & 0xFFFFFFFF
