"""The words of a PDF, wherever they are: in objects, streams, pages and bytes, visible or not, in this revision or in an earlier one."""

from __future__ import annotations

import base64
import binascii
import hashlib
import html
import io
import re
import zlib
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from briefing.check.leaks import containers, glyphs, pdf_objects, probes
from briefing.check.leaks.budget import VIEWS, Budget, Opened, Part, View
from briefing.check.leaks.strings import strings
from briefing.system.confined.limits import UnreadableError

if TYPE_CHECKING:
    import pikepdf

_END = re.compile(rb"%%EOF\s*")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_SAID_IN_CONTENT = re.compile(
    rb"/(?:ActualText|Alt|E|T|Contents)\s*(?:\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|<[0-9A-Fa-f\s]+>)", re.DOTALL
)
_TAG = re.compile("<[^>]*>")
"""Marks of rich text."""
_FEWEST = 12
"""Characters of a string that is searched by itself."""
_KINDS = {
    "Alt": "alternative text",
    "ActualText": "replacement text",
    "E": "expansion of an abbreviation",
    "Contents": "annotation",
    "Title": "title or bookmark",
    "Author": "properties",
    "Subject": "properties",
    "Keywords": "properties",
    "JS": "script",
    "URI": "address of a link",
    "RC": "rich text",
    "RV": "form field",
    "V": "form field",
    "TU": "form field",
    "Desc": "description of an attachment",
    "UF": "name of an attachment",
    "Names": "named destination",
}
"""The names that messages give to the places of strings, by the keys of the strings."""


def parts(data: bytes, name: str, opened: Opened, budget: Budget, views: Collection[View] = VIEWS) -> Iterator[Part]:
    """Yield everything in a PDF, or what one view of it shows. Parts that only repeat others, less exactly, come last.

    Raises:
        UnreadableError: It is encrypted, damaged or too large.
    """
    within = f"{name} › " if name else ""
    ends = [match.end() for match in _END.finditer(data)]
    yield from _revision(data, name, within, opened, budget, views)
    for number, end in enumerate(ends[:-1], 1):
        yield from _earlier(data[:end], f"{within}earlier revision {number}", opened, budget, views)
    if "written" not in views:
        return
    if ends:
        yield Part(f"{within}after the end", data[ends[-1] :])
    yield Part(f"{within}bytes of the file", data, repeats=True)
    yield Part(f"{within}between the objects", " ".join(text for _, text in strings(_outside_streams(data))), repeats=True)


def _earlier(data: bytes, name: str, opened: Opened, budget: Budget, views: Collection[View]) -> Iterator[Part]:
    """Yield what an earlier revision says. Where the file did not end there, its streams are searched as strays of the whole file."""
    try:
        _open(data, name).close()
    except UnreadableError:
        return
    budget.spend(len(data))
    yield from _revision(data, name, f"{name} › ", opened, budget, views)


def _revision(data: bytes, name: str, within: str, opened: Opened, budget: Budget, views: Collection[View]) -> Iterator[Part]:
    """Yield what a file says as its last table of objects has it, and the streams that are in no table."""
    is_read, is_looked_at = "written" in views, "drawn" in views
    with _open(data, name) as document:
        texts = pdf_objects.written(document)
        places = pdf_objects.places(document, texts)
        found = probes.Probes(document, texts)
        known = set[bytes]()  # hashes, not to keep everything that a file holds
        if is_read:
            yield from _strings(texts, within)
        for stream, _ in texts:
            if pdf_objects.is_stream(stream):
                content, rest = pdf_objects.unpacked(stream, budget)
                known.add(_hash(content))
                found.consider(stream, content)
                if not is_read:
                    continue
                place = places.get(stream.objgen, f"object {stream.objgen[0]}")
                if place.startswith(pdf_objects.ATTACHMENT):
                    containers.refuse_unknown(content, place)
                yield from opened(content, f"{within}{place}")
                if rest.strip():
                    yield Part(f"{within}{place}, after its end", rest)
                if _SAID_IN_CONTENT.search(content):
                    yield Part(f"{within}{place}", " ".join(text for _, text in strings(b"".join(_SAID_IN_CONTENT.findall(content)))))
        for stray in _strays(data, budget):
            if _hash(stray) not in known:
                found.add(stray)
                if is_read:
                    yield from opened(stray, f"{within}an unused stream")
        if is_looked_at:
            glyphs.refuse_same_letters(document, within)
            yield from found.pages(data, within)
            yield from found.parts(within)


def _hash(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


def _open(data: bytes, name: str) -> pikepdf.Pdf:
    import pikepdf

    try:
        document = pikepdf.open(io.BytesIO(data))
        len(document.pages)  # reads the tree of pages
    except pikepdf.PasswordError:
        raise _encrypted(name) from None
    except (pikepdf.PdfError, RuntimeError):
        raise UnreadableError(f"{name or 'this file'} is damaged", "Build the pack again, or get the file again.") from None
    if document.is_encrypted:
        raise _encrypted(name)
    return document


def _encrypted(name: str) -> UnreadableError:
    return UnreadableError(f"{name or 'this file'} is encrypted", "Save it without a password.")


def _strings(texts: Sequence[tuple[Any, bytes]], within: str) -> Iterator[Part]:
    """Yield the strings of all objects: each by itself, then all one after the other."""
    every: list[str] = []
    for thing, text in texts:
        for key, words in strings(text):
            every.append(words)
            if len(words) >= _FEWEST:
                place = f"{within}{_KINDS.get(key, f'object {thing.objgen[0]}')}"
                yield Part(place, words)
                if "<" in words:
                    yield Part(place, html.unescape(_TAG.sub("", words)))
    yield Part(f"{within}strings of several objects", " ".join(every), repeats=True)


def _outside_streams(data: bytes) -> bytes:
    """Return a file without what its streams hold."""
    kept, position = list[bytes](), 0
    while (start := data.find(b"stream", position)) >= 0 and (end := data.find(b"endstream", start)) >= 0:
        kept.append(data[position:start])
        position = end + len(b"endstream")
    return b" ".join([*kept, data[position:]])


def _strays(data: bytes, budget: Budget) -> Iterator[bytes]:
    """Yield every stream in the bytes of a file, whether a table names it or not, unpacked where it is packed in a usual way."""
    for match in _STREAM.finditer(data):
        end = data.find(b"endstream", match.end())
        raw = data[match.end() : end if end >= 0 else len(data)]
        try:
            text = base64.a85decode(raw.strip().removeprefix(b"<~").removesuffix(b"~>")) if raw.rstrip().endswith(b"~>") else raw
            yield budget.inflated(text)[0]
        except (zlib.error, ValueError, binascii.Error):
            yield raw.removesuffix(b"\n").removesuffix(b"\r")
