"""Taking a file of any kind apart, and the files inside it."""

from __future__ import annotations

import base64
import binascii
import bz2
import io
import lzma
import re
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterator

from briefing.check.leaks import pdf_parts, zip_entries
from briefing.check.leaks.budget import Budget, Opened, Part, inside
from briefing.check.leaks.png_texts import PNG, png
from briefing.check.leaks.tagged import is_tagged, tagged
from briefing.system.confined.limits import UnreadableError
from briefing.system.signatures import ZIP, is_pdf

_CLOSED = {
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"\x28\xb5\x2f\xfd": "a Zstandard file",
    b"\x04\x22\x4d\x18": "an LZ4 file",
}
"""Packed files that cannot be looked into, by their first bytes."""
_BASE64 = re.compile(rb"base64,([A-Za-z0-9+/=\s]{32,})")
_GZIP = zlib.MAX_WBITS | 16


def looks_finished(data: bytes) -> bool:
    """Say whether bytes can be a PDF, a Word file or an EPUB."""
    return is_pdf(data) or _is_package(data)


def parts(data: bytes, name: str = "", budget: Budget | None = None) -> Iterator[Part]:
    """Yield everything in a file that can hold words.

    Args:
        data: The file.
        name: What it is called in the places that are reported; empty for a file that the user named.
        budget: What is left of the limits, if the file is inside another file.

    Raises:
        UnreadableError: It cannot be searched completely: it is encrypted, damaged, too large or too deep.
    """
    budget = budget or Budget()
    budget.spend(len(data))
    budget.depth -= 1
    if budget.depth < 0:
        raise UnreadableError("this file contains files inside files, too deep to be searched", f"Take out the innermost file: {name}.")
    yield from _taken_apart(data, name, budget)
    budget.depth += 1


def _taken_apart(data: bytes, name: str, budget: Budget) -> Iterator[Part]:
    def opened(inner: bytes, place: str) -> Iterator[Part]:
        return parts(inner, place, budget)

    closed = next((kind for mark, kind in _CLOSED.items() if data.startswith(mark)), "")
    if closed:
        raise UnreadableError(f"{name or 'this file'} is {closed}, which cannot be searched", "Take it out.")
    if is_pdf(data):
        yield from pdf_parts.parts(data, name, opened, budget)
    if _is_package(data):
        yield from zip_entries.parts(data, name, opened, budget)
    if not looks_finished(data):
        yield from _simple(data, name, budget, opened)


def _is_package(data: bytes) -> bool:
    """Say whether bytes are a zip file, or can be read as one though they begin otherwise."""
    if data.startswith(ZIP):
        return True
    try:
        return zipfile.is_zipfile(io.BytesIO(data)) and bool(zipfile.ZipFile(io.BytesIO(data)).infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _simple(data: bytes, name: str, budget: Budget, opened: Opened) -> Iterator[Part]:
    if is_tagged(data):
        yield from tagged(data, name)
    else:
        yield Part(name, data)
    if data.startswith(PNG):
        yield from png(data, name, budget)
    unpacked = _unpacked(data, budget)
    if unpacked is not None:
        yield from opened(unpacked, inside(name, "unpacked"))
    for match in _BASE64.finditer(data):
        try:
            yield from opened(base64.b64decode(match[1], validate=False), inside(name, "data in base64"))
        except binascii.Error:
            continue
    if b"%20" in data:
        yield Part(name, urllib.parse.unquote_to_bytes(data))


def _unpacked(data: bytes, budget: Budget) -> bytes | None:
    """Return what a file of gzip, bzip2 or xz holds."""
    try:
        if data.startswith(b"\x1f\x8b"):
            return budget.inflated(data, _GZIP)[0]
        stream = bz2.BZ2Decompressor() if data.startswith(b"BZh") else lzma.LZMADecompressor() if data.startswith(b"\xfd7zXZ") else None
        found = stream.decompress(data, budget.bytes + 1) if stream else None
    except (zlib.error, OSError, lzma.LZMAError, EOFError):
        return None
    if found is not None:
        budget.spend(len(found))
    return found
