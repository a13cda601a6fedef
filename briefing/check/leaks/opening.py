"""Taking a file of any kind apart, and the files inside it."""

from __future__ import annotations

import bz2
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator

from briefing.check.leaks import binary_texts, codes, compound, containers, pdf_parts, zip_entries
from briefing.check.leaks.budget import VIEWS, Budget, Opened, Part, Unpacker, View, inside
from briefing.check.leaks.page_readings import Readings
from briefing.check.leaks.png_texts import PNG, png
from briefing.check.leaks.tagged import is_tagged, tagged
from briefing.system.confined.limits import UnreadableError
from briefing.system.signatures import ZIP, is_pdf

_END_OF_ZIP = b"PK\5\6"
"""How the record begins that ends a zip file, and without which nothing is one."""
_XZ = b"\xfd7zXZ"
_MEMORY = 100_000_000
"""Bytes that unpacking XZ may take."""
_PACKED: dict[bytes, Callable[[], Unpacker]] = {
    b"\x1f\x8b": lambda: zlib.decompressobj(zlib.MAX_WBITS | 16),
    b"BZh": bz2.BZ2Decompressor,
    _XZ: lambda: lzma.LZMADecompressor(memlimit=_MEMORY),
}
"""How packed files begin, and what unpacks them."""


def looks_finished(data: bytes) -> bool:
    """Say whether bytes can be a PDF, a Word file or an EPUB."""
    return is_pdf(data) or _is_package(data)


def parts(
    data: bytes, name: str = "", budget: Budget | None = None, views: Collection[View] = VIEWS, readings: Readings | None = None
) -> Iterator[Part]:
    """Yield everything in a file that can hold words.

    Args:
        data: The file.
        name: What it is called in the places that are reported; empty for a file that the user named.
        budget: What is left of the limits, if the file is inside another file.
        views: Of a PDF, yield what these views show.
        readings: What pages of such a PDF said before.

    Raises:
        UnreadableError: It cannot be searched completely: it is encrypted, damaged, too large or too deep.
    """
    budget = budget or Budget()
    budget.spend(len(data))
    budget.depth -= 1
    if budget.depth < 0:
        raise UnreadableError("this file contains files inside files, too deep to be searched", f"Take out the innermost file: {name}.")
    yield from _taken_apart(data, name, budget, views, readings)
    budget.depth += 1


def _taken_apart(data: bytes, name: str, budget: Budget, views: Collection[View], readings: Readings | None) -> Iterator[Part]:
    def opened(inner: bytes, place: str) -> Iterator[Part]:
        return parts(inner, place, budget)

    containers.refuse(data, name)
    if data.startswith(compound.MARK):
        yield from compound.parts(data, name, opened, budget)
    if is_pdf(data):
        yield from pdf_parts.parts(data, name, opened, budget, views, readings)
    is_package = _is_package(data)
    if is_package:
        yield from zip_entries.parts(data, name, opened, budget)
    if not (is_package or is_pdf(data)):
        yield from _simple(data, name, budget, opened)


def _is_package(data: bytes) -> bool:
    """Say whether bytes are a zip file, or can be read as one though they begin otherwise."""
    if data.startswith(ZIP):
        return True
    if _END_OF_ZIP not in data:
        return False
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
        yield from png(data, name, opened, budget)
    yield from binary_texts.parts(data, name, budget)
    yield from codes.parts(data, name, opened, budget)
    for unpacked in _unpacked(data, name, budget):
        yield from opened(unpacked, inside(name, "unpacked"))


def _unpacked(data: bytes, name: str, budget: Budget) -> Iterator[bytes]:
    """Yield what a file of gzip, bzip2 or xz holds: it may be several files, one behind the other."""
    pack = next((pack for mark, pack in _PACKED.items() if data.startswith(mark)), None)
    rest = data
    while pack and rest:
        try:
            found, behind = budget.expanded(rest, pack())
        except (zlib.error, OSError, lzma.LZMAError, EOFError):
            if data.startswith(_XZ):  # which nothing else begins with
                raise UnreadableError(f"{name or 'this file'} is a damaged XZ file, or needs too much memory", "Take it out.") from None
            if rest is not data:
                yield rest
            return
        yield found
        rest = behind if len(behind) < len(rest) else b""
