"""The content of zip packages (Word, EPUB): every entry, and every byte outside the entries."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from briefing.check.leaks import containers
from briefing.check.leaks.budget import Budget, Opened, Part, inside
from briefing.system.confined.limits import UnreadableError
from briefing.system.signatures import ZIP

_FIXED = 30
"""Bytes of a local header, before the entry's name."""
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
_BARE = -zlib.MAX_WBITS


def parts(data: bytes, name: str, opened: Opened, budget: Budget) -> Iterator[Part]:
    """Yield the entries of a package, then what lies around them: names, extra fields, comments, entries that are not listed.

    Raises:
        UnreadableError: It is damaged, encrypted or too large, or an entry is packed in a way that is not known.
    """
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise _damaged(name) from None
    taken: list[tuple[int, int]] = []
    for entry in entries:
        start = _content(data, entry.header_offset)
        if start is None or start + entry.compress_size > len(data):
            raise _damaged(name)
        if entry.flag_bits & 1:
            raise UnreadableError(f"{entry.filename} in this file is encrypted", "Save the file without a password.")
        taken.append((start, start + entry.compress_size))
        content, rest = _unpacked(data[start : start + entry.compress_size], entry, budget)
        containers.refuse_unknown(content, inside(name, entry.filename))
        yield from opened(content, inside(name, entry.filename))
        yield from _remains(rest, f"after the end of {entry.filename}", name, budget)
    yield Part(inside(name, "names of the entries"), " ".join(entry.filename for entry in entries), repeats=True, is_whole=True)
    for start, end in _gaps(taken, len(data)):
        yield from _gap(data[start:end], name, opened, budget)


def _damaged(name: str) -> UnreadableError:
    return UnreadableError(f"{name or 'this file'} is damaged, or not complete", "Build the pack again, or save the file again.")


def _content(data: bytes, header: int) -> int | None:
    """Return where the content of an entry begins, whose local header begins at `header`."""
    if data[header : header + 4] != ZIP or len(data) < header + _FIXED:
        return None
    name, extra = (int.from_bytes(data[header + place : header + place + 2], "little") for place in (26, 28))
    return header + _FIXED + name + extra


def _unpacked(packed: bytes, entry: zipfile.ZipInfo, budget: Budget) -> tuple[bytes, bytes]:
    """Return the content of an entry, and what lies behind the end of what is packed."""
    if entry.compress_type == _STORED:
        return packed, b""
    if entry.compress_type != _DEFLATED:
        raise UnreadableError(f"{entry.filename} in this file is compressed in a way that cannot be searched", "Save the file again.")
    try:
        return budget.inflated(packed, _BARE)
    except zlib.error:
        raise _damaged(entry.filename) from None


def _gaps(taken: list[tuple[int, int]], size: int) -> Iterator[tuple[int, int]]:
    """Yield from where to where bytes lie that are no content of an entry."""
    position = 0
    for start, end in sorted(taken):
        if start > position:
            yield position, start
        position = max(position, end)
    if position < size:
        yield position, size


def _gap(gap: bytes, name: str, opened: Opened, budget: Budget) -> Iterator[Part]:
    """Yield the bytes of a gap, and of what can be unpacked there: behind each local header, and behind what is nothing of a zip file."""
    place = "between the entries"
    yield Part(inside(name, place), gap)
    header = gap.find(ZIP)
    yield from _remains(gap[: header if header >= 0 else len(gap)], place, name, budget)
    while header >= 0:
        start = _content(gap, header)
        if start is not None and start < len(gap):
            name_length, size = (int.from_bytes(gap[header + at : header + at + length], "little") for at, length in ((26, 2), (18, 4)))
            label = gap[header + _FIXED : header + _FIXED + name_length].decode("utf-8", "replace")
            yield from opened(
                _unlisted(gap[start : start + size] if size else gap[start:], budget), inside(name, f"{label} (not in the list of entries)")
            )
        header = gap.find(ZIP, header + 4)


def _unlisted(packed: bytes, budget: Budget) -> bytes:
    try:
        return budget.inflated(packed, _BARE)[0]
    except zlib.error:
        return packed


def _remains(data: bytes, place: str, name: str, budget: Budget) -> Iterator[Part]:
    """Yield bytes that no program reads, as they are and unpacked."""
    where = inside(name, place)
    if data:
        yield Part(where, data)
    for form in (_BARE, zlib.MAX_WBITS):
        try:
            yield Part(where, budget.inflated(data, form)[0])
        except zlib.error:
            continue
