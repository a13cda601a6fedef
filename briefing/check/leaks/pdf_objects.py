"""The objects of a PDF: their list, the bytes in which they are written, and where a reader sees them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from briefing.check.leaks.budget import Budget
from briefing.check.leaks.plain_objects import Number, plain_objects
from briefing.dataclass import dataclass
from briefing.system.confined.limits import UnreadableError

if TYPE_CHECKING:
    import pikepdf

_PICTURES = frozenset({"/DCTDecode", "/DCT", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode", "/CCF"})
_FLATE = ("/FlateDecode", "/Fl")
_LARGEST = 200_000
"""Packed bytes of a stream that is not unpacked step by step: one filter makes them grow a thousandfold at most."""
ATTACHMENT = "attachment"
"""How the place of an attachment begins."""
_DEPTH = 12
"""Drawings in drawings in drawings."""


def is_stream(thing: Any) -> bool:
    """Say whether an object is a stream."""
    import pikepdf

    return isinstance(thing, pikepdf.Stream)


def is_font(thing: Any) -> bool:
    """Say whether an object is a font whose glyphs are drawings (Type 3)."""
    import pikepdf

    return isinstance(thing, pikepdf.Dictionary) and isinstance(thing.get("/CharProcs"), pikepdf.Dictionary)


def name(thing: Any) -> str:
    """Return a name as it is written, `/Form`; of anything else something that is no name."""
    import pikepdf

    return bytes(thing.unparse()).decode("latin-1") if isinstance(thing, pikepdf.Object) else ""


@dataclass(frozen=True, slots=True)
class Written:
    """An object of a document."""

    document: pikepdf.Pdf
    number: Number
    """(0, 0) for the trailer."""
    text: bytes
    """How it is written in a file, without what a stream holds."""
    is_stream: bool

    @property
    def thing(self) -> Any:
        """Return the object."""
        return self.document.get_object(self.number) if self.number != (0, 0) else self.document.trailer


def written(document: pikepdf.Pdf, data: bytes) -> list[Written]:
    """Return each object of a document; last the trailer.

    Args:
        document: The document.
        data: Its file.
    """
    import pikepdf

    trailer = Written(document, (0, 0), document.trailer.unparse(resolved=True), is_stream=False)
    plain = None if {"/Prev", "/XRefStm"} & set(document.trailer.keys()) else plain_objects(data)
    if plain is None:
        things = [thing for thing in document.objects if isinstance(thing, pikepdf.Object)]  # not the numbers, nor what was deleted
        return [*(_written(document, thing.objgen, thing) for thing in things), trailer]
    every = (Written(document, number, text, is_stream=False) if text else _written(document, number) for number, text in plain.items())
    return [*every, trailer]


def _written(document: pikepdf.Pdf, number: Number, thing: Any = None) -> Written:
    thing = document.get_object(number) if thing is None else thing
    written = (thing.stream_dict if is_stream(thing) else thing).unparse(resolved=True)
    return Written(document, number, written, is_stream(thing))


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What a stream holds."""

    raw: bytes
    """As it is in the file."""
    content: bytes
    rest: bytes = b""
    """What lies behind the packed end."""
    is_plain: bool = False
    """Whether it is packed in the usual way, and in no other."""


def unpacked(stream: Any, budget: Budget) -> Unpacked:
    """Unpack a stream. Pictures stay packed.

    Raises:
        UnreadableError: Its filters are not known, or it would become too large.
    """
    filters, raw = _filters(stream), bytes(stream.read_raw_bytes())
    budget.spend(len(raw))
    if not filters or _PICTURES & set(filters):
        return Unpacked(raw, raw)
    if len(filters) == 1 and filters[0] in _FLATE:
        try:
            content, rest = budget.inflated(raw)
        except zlib.error:
            content = rest = b""
        if content and "/DecodeParms" not in stream:
            return Unpacked(raw, content, rest, is_plain=True)
    elif len(raw) > _LARGEST or sum(each in _FLATE for each in filters) > 1:
        raise UnreadableError("a part of this file is compressed in a way that cannot be searched", "Print the file to a new PDF.")
    return Unpacked(raw, _by_library(stream, budget))


def _by_library(stream: Any, budget: Budget) -> bytes:
    import pikepdf

    try:
        content = bytes(stream.read_bytes())
    except (pikepdf.PdfError, RuntimeError):
        raise UnreadableError("a part of this file cannot be unpacked", "Build the pack again, or print the file to a new PDF.") from None
    budget.spend(len(content))
    return content


def _filters(stream: Any) -> list[str]:
    import pikepdf

    found = stream.get("/Filter")
    if found is None:
        return []
    return [name(each) for each in found] if isinstance(found, pikepdf.Array) else [name(found)]


def places(document: pikepdf.Pdf, objects: Sequence[Written]) -> dict[Number, str]:
    """Return where a reader meets streams: on a page, as an attachment with a name, as metadata."""
    found = on_pages(document)
    for each in objects:
        if b"/EF" in each.text and _has(each.thing, "/EF"):
            thing = each.thing
            label = f"{ATTACHMENT} “{thing.get('/UF', thing.get('/F', 'without a name'))}”"
            streams: list[Any] = list(thing.EF.as_dict().values())
            found.update((stream.objgen, label) for stream in streams if is_stream(stream))
        elif b"/Metadata" in each.text and each.is_stream:
            found[each.number] = "metadata (XMP)"
    return found


def _has(thing: Any, key: str) -> bool:
    import pikepdf

    return isinstance(thing, pikepdf.Dictionary) and isinstance(thing.get(key), pikepdf.Dictionary)


def on_pages(document: pikepdf.Pdf) -> dict[Number, str]:
    """Return the streams that pages draw, each with its first page: `page 12`."""
    import pikepdf

    found: dict[Number, str] = {}
    for number, page in enumerate(document.pages, 1):
        contents: Any = page.obj.get("/Contents")
        streams: list[Any] = [contents] if is_stream(contents) else list(contents) if isinstance(contents, pikepdf.Array) else []
        for stream in filter(is_stream, streams):
            found.setdefault(stream.objgen, f"page {number}")
        _forms(page.resources if "/Resources" in page else None, f"page {number}", found, _DEPTH)
    return found


def _forms(resources: Any, place: str, found: dict[Number, str], depth: int) -> None:
    """Note the forms among resources that a reader of text follows too, and those that they draw."""
    if not depth or resources is None or not _has(resources, "/XObject"):
        return
    for key in resources.XObject.keys():  # noqa: SIM118
        form = resources.XObject[key]
        if is_stream(form) and name(form.get("/Subtype")) == "/Form" and form.objgen not in found:
            found[form.objgen] = place
            _forms(form.get("/Resources"), place, found, depth - 1)
