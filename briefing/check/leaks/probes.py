"""The words that a PDF draws: on its pages, and in streams that no page draws. For these streams this module makes pages of its own.

A text reader skips words that a layer hides or that are very small, and reads replacement texts instead of the words on the page. If a file
has any of these, they are removed from a copy, and the copy is searched, too.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from briefing.check.leaks.budget import Part
from briefing.check.leaks.pdf_objects import is_stream, name, on_pages
from briefing.system.confined.limits import UnreadableError

if TYPE_CHECKING:
    import pikepdf

_MOST = 5_000
"""Pages that are read, and pages that are made."""
_DRAWS_TEXT = re.compile(rb"\bBT\b")
_VEILS = re.compile(rb"/(ActualText|OC)\b")
_TINY = re.compile(rb"(?<![\d.])0*\.0\d*(?:\s+-?[\d.]+){0,5}\s+(?:Tf|Tm|cm)\b")
_NEVER_DRAWN = ("/XRef", "/ObjStm", "/Metadata", "/EmbeddedFile")
_LARGE = b"1000 0 0 1000 0 0 cm"
_SHEET = (-20_000, -20_000, 20_000, 20_000)


class Probes:
    """The streams of a document that could be drawn and that no page draws, and whether anything is veiled."""

    def __init__(self, document: pikepdf.Pdf, texts: Sequence[tuple[Any, bytes]]) -> None:
        self.document = document
        self.on_pages = on_pages(document)
        self.veiled = any(b"/OCProperties" in text or b"/Properties" in text for _, text in texts)
        self._loose: list[tuple[bytes, Any]] = []

    def consider(self, stream: Any, content: bytes) -> None:
        """Note a stream of the document, if it draws words."""
        if name(stream.get("/Type")) in _NEVER_DRAWN or name(stream.get("/Subtype")) == "/Image" or not _DRAWS_TEXT.search(content):
            return
        self.veiled = self.veiled or bool(_VEILS.search(content) or _TINY.search(content))
        if stream.objgen not in self.on_pages:
            self._loose.append((content, stream.get("/Resources")))

    def add(self, content: bytes) -> None:
        """Note a stream that belongs to no object, if it draws words."""
        if _DRAWS_TEXT.search(content):
            self.veiled = self.veiled or bool(_VEILS.search(content) or _TINY.search(content))
            self._loose.append((content, None))

    def parts(self, within: str) -> Iterator[Part]:
        """Yield the words that the noted streams draw, and those of all pages without veils. This changes the document."""
        first = len(self.document.pages)
        fonts = _resources(self.document)
        for content, resources in self._loose:
            for each in [resources] if resources is not None else fonts:
                self._append(content, each)
        if self._loose:
            for number, text in _texts(_saved(self.document)):
                if number > first:
                    yield Part(f"{within}drawing that no page shows", text)
        if self.veiled:
            _unveil(self.document)
            for number, text in _texts(_saved(self.document)):
                place = f"page {number}, hidden" if number <= first else "drawing that no page shows, hidden"
                yield Part(f"{within}{place}", text)

    def _append(self, content: bytes, resources: Any) -> None:
        import pikepdf

        if len(self.document.pages) > _MOST:
            raise UnreadableError("this file contains too many drawings that no page shows", "Print it to a new PDF.")
        stream = self.document.make_stream(content)
        page = pikepdf.Dictionary(Type=pikepdf.Name.Page, MediaBox=list(_SHEET), Resources=resources, Contents=stream)
        self.document.pages.append(pikepdf.Page(self.document.make_indirect(page)))


def _resources(document: pikepdf.Pdf) -> list[Any]:
    """Return the sets of resources that pages use, without those that have the same fonts."""
    import pikepdf

    found: dict[bytes, Any] = {}
    for page in document.pages:
        resources = page.resources if "/Resources" in page else pikepdf.Dictionary()
        fonts = resources.get("/Font")
        found.setdefault(fonts.unparse() if fonts is not None else b"", resources)
    return list(found.values())


def _unveil(document: pikepdf.Pdf) -> None:
    """Take layers and replacement texts out of a document, and make everything on its pages large."""
    import pikepdf

    for thing in list(document.objects):
        if is_stream(thing):
            _unveil_stream(thing)
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            for holder in (thing, thing.get("/Resources")):
                for key in ("/OC", "/Properties"):
                    if isinstance(holder, pikepdf.Dictionary | pikepdf.Stream) and key in holder:
                        del holder[key]
    if "/OCProperties" in document.Root:
        del document.Root["/OCProperties"]
    for page in document.pages:
        page.contents_add(_LARGE, prepend=True)


def _unveil_stream(stream: Any) -> None:
    import pikepdf

    try:
        content = bytes(stream.read_bytes())
    except pikepdf.PdfError:
        return
    if _DRAWS_TEXT.search(content) and _VEILS.search(content):
        stream.write(_VEILS.sub(lambda match: b"/X" + match[1], content))


def _saved(document: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def pages(data: bytes, within: str) -> Iterator[Part]:
    """Yield the words of each page.

    Raises:
        UnreadableError: A page cannot be read, or there are too many.
    """
    for number, text in _texts(data):
        yield Part(f"{within}page {number}", text)


def _texts(data: bytes) -> Iterator[tuple[int, str]]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
        if len(document) > _MOST:
            raise UnreadableError(
                f"this PDF has {len(document):,} pages, too many to be searched", f"Split it into files of at most {_MOST:,} pages."
            )
        try:
            for number in range(len(document)):
                page = document[number]
                text = page.get_textpage()
                yield number + 1, text.get_text_range()
                text.close()
                page.close()
        finally:
            document.close()
    except pdfium.PdfiumError:
        raise UnreadableError("a page of this file cannot be read", "Build the pack again, or print the file to a new PDF.") from None
