"""The words of a PDF, wherever they are: in objects, streams, pages and bytes, visible or not, in this revision or in an earlier one."""

from __future__ import annotations

import base64
import binascii
import hashlib
import html
import io
import re
import zlib
from collections.abc import Collection, Iterator, Sequence, Set
from typing import TYPE_CHECKING

from briefing.check.leaks import containers, pdf_objects, probes
from briefing.check.leaks.budget import VIEWS, Budget, Opened, Part, View
from briefing.check.leaks.page_readings import Readings
from briefing.check.leaks.pdf_objects import Written
from briefing.check.leaks.strings import by_key, strings, words
from briefing.system.confined.limits import UnreadableError

if TYPE_CHECKING:
    import pikepdf

_END = re.compile(rb"%%EOF\s*")
_STREAM = re.compile(rb"stream\r?\n")
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
_PLACES = frozenset({"D", "Dest", "ID"})
"""Keys of names that no reader sees. They are searched with all strings, not by themselves."""


def parts(
    data: bytes, name: str, opened: Opened, budget: Budget, views: Collection[View] = VIEWS, readings: Readings | None = None
) -> Iterator[Part]:
    """Yield everything in a PDF, or what one view of it shows. Parts that only repeat others, less exactly, come last.

    Raises:
        UnreadableError: It is encrypted, damaged or too large.
    """
    within = f"{name} › " if name else ""
    ends = [match.end() for match in _END.finditer(data)]
    yield from _revision(data, name, within, opened, budget, views, readings)
    for number, end in enumerate(ends[:-1], 1):
        yield from _earlier(data[:end], f"{within}earlier revision {number}", opened, budget, views)
    if "written" not in views:
        return
    if ends:
        yield Part(f"{within}after the end", data[ends[-1] :])
    yield Part(f"{within}bytes of the file", data, repeats=True)
    yield Part(f"{within}between the objects", " ".join(words(_outside_streams(data))), repeats=True)


def _earlier(data: bytes, name: str, opened: Opened, budget: Budget, views: Collection[View]) -> Iterator[Part]:
    """Yield what an earlier revision says. Where the file did not end there, its streams are searched as strays of the whole file."""
    try:
        _open(data, name).close()
    except UnreadableError:
        return
    budget.spend(len(data))
    yield from _revision(data, name, f"{name} › ", opened, budget, views)


def _revision(
    data: bytes, name: str, within: str, opened: Opened, budget: Budget, views: Collection[View], readings: Readings | None = None
) -> Iterator[Part]:
    """Yield what a file says as its last table of objects has it, and the streams that are in no table."""
    is_read, is_looked_at = "written" in views, "drawn" in views
    with _open(data, name) as document:
        objects = pdf_objects.written(document, data)
        places = pdf_objects.places(document, objects)
        found = probes.Probes(document, objects, readings)
        contents, packed = set[bytes](), set[bytes]()  # hashes, not to keep everything that a file holds
        if is_read:
            yield from _strings(objects, within, opened)
            yield from _form(document, within, opened)
        for each in objects:
            if each.is_stream:
                stream = each.thing
                unpacked = pdf_objects.unpacked(stream, budget)
                content = unpacked.content
                found.drawn.contents[each.number] = hashed = _hash(content)
                contents.add(hashed)
                if unpacked.is_plain:
                    packed.add(_hash(unpacked.raw))
                found.consider(stream, content)
                if not is_read:
                    continue
                place = places.get(each.number, f"object {each.number[0]}")
                if place.startswith(pdf_objects.ATTACHMENT):
                    containers.refuse_unknown(content, place)
                yield from opened(content, f"{within}{place}")
                if unpacked.rest.strip():
                    yield Part(f"{within}{place}, after its end", unpacked.rest)
                if _SAID_IN_CONTENT.search(content):
                    yield Part(f"{within}{place}", " ".join(words(b"".join(_SAID_IN_CONTENT.findall(content)))))
        for stray in _strays(data, packed, budget):
            if _hash(stray) not in contents:
                found.add(stray)
                if is_read:
                    yield from opened(stray, f"{within}an unused stream")
        if is_looked_at:
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


def _strings(objects: Sequence[Written], within: str, opened: Opened) -> Iterator[Part]:
    """Yield the strings of all objects one after the other, and with them, if they have something, each by itself.

    Those with the same key, such as the values of fields, follow each other once more.
    """
    written = b"\n".join(each.text for each in objects)
    every = words(written)
    rich = [_plain(each) for each in every if "<" in each]
    yield Part(f"{within}strings of several objects", " ".join([*every, *rich]), repeats=True, apart=lambda: _each_string(objects, within))

    keyed = by_key(written)
    for key, several in keyed.items():
        if key not in _PLACES and len(several) > 1 and sum(map(len, several)) >= _FEWEST:
            yield Part(f"{within}{_KINDS.get(key, 'strings of several objects')}", " ".join(several), repeats=True, is_whole=True)
    for script in keyed.get("JS", ()):
        yield from opened(script.encode("utf-8", "replace"), f"{within}{_KINDS['JS']}")


def _each_string(objects: Sequence[Written], within: str) -> Iterator[Part]:
    for each in objects:
        for key, said in strings(each.text):
            if len(said) >= _FEWEST:
                place = f"{within}{_KINDS.get(key, f'object {each.number[0]}')}"
                yield Part(place, said)
                if "<" in said:
                    yield Part(place, _plain(said))


def _plain(text: str) -> str:
    """Return a rich text without its marks."""
    return html.unescape(_TAG.sub("", text))


def _form(document: pikepdf.Pdf, within: str, opened: Opened) -> Iterator[Part]:
    """Yield a form in XML (XFA), the packets of which are one file."""
    import pikepdf

    form = document.Root.get("/AcroForm")
    packets = form.get("/XFA") if isinstance(form, pikepdf.Dictionary) else None
    if isinstance(packets, pikepdf.Array):
        yield from opened(b"".join(bytes(each.read_bytes()) for each in packets if pdf_objects.is_stream(each)), f"{within}form (XFA)")


def _outside_streams(data: bytes) -> bytes:
    """Return a file without what its streams hold."""
    kept, position = list[bytes](), 0
    while (start := data.find(b"stream", position)) >= 0 and (end := data.find(b"endstream", start)) >= 0:
        kept.append(data[position:start])
        position = end + len(b"endstream")
    return b" ".join([*kept, data[position:]])


def _strays(data: bytes, known: Set[bytes], budget: Budget) -> Iterator[bytes]:
    """Yield every stream in the bytes of a file, whether a table names it or not, unpacked where it is packed in a usual way.

    Args:
        data: The file.
        known: The hashes of streams that are packed in this way and were searched, as they are in the file. They are left out.
        budget: What is left of the limits.
    """
    for match in _STREAM.finditer(data):
        if data.endswith(b"end", 0, match.start()):
            continue
        end = data.find(b"endstream", match.end())
        raw = data[match.end() : end if end >= 0 else len(data)]
        if not known.isdisjoint(map(_hash, (raw.removesuffix(b"\n"), raw.removesuffix(b"\n").removesuffix(b"\r"), raw))):
            continue
        try:
            text = base64.a85decode(raw.strip().removeprefix(b"<~").removesuffix(b"~>")) if raw.rstrip().endswith(b"~>") else raw
            yield budget.inflated(text)[0]
        except (zlib.error, ValueError, binascii.Error):
            yield raw.removesuffix(b"\n").removesuffix(b"\r")
