"""The words that a PDF draws: on its pages, and in streams that no page draws. For these streams this module makes pages of its own.

A text reader skips words that a layer hides or that are very small, and reads replacement texts instead of the words on the page. If a file
has any of these, they are removed from a copy, and the copy is searched, too.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from briefing.check.leaks import glyphs
from briefing.check.leaks.budget import Part
from briefing.check.leaks.letters import letters
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
        self._read: dict[int, str] = {}
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
        sure = set[int]()
        for content, resources in self._loose:
            if resources is not None:
                sure.add(len(self.document.pages) + 1)
            for each in [resources] if resources is not None else fonts:
                self._append(content, each)
        if self._loose:
            yield from self._changed(lambda _: f"{within}drawing that no page shows", range(first + 1, _MOST + 2), sure)
        if self.veiled:
            _unveil(self.document)
            yield from self._changed(
                lambda number: f"{within}page {number}, hidden" if number <= first else f"{within}drawing that no page shows, hidden",
                range(1, _MOST + 2),
                {*range(first + 1), *sure},
            )

    def pages(self, data: bytes, within: str) -> Iterator[Part]:
        """Yield the words of each page of the document, then all of them.

        Args:
            data: The document as it is, before `parts` changes it.
            within: Its place.

        Raises:
            UnreadableError: A page cannot be read, the file does not say what its letters are, or there are too many pages.
        """
        data = _saved(self.document) if glyphs.spell_out(self.document) else data
        yield from self._texts(data, lambda number: f"{within}page {number}", range(1, _MOST + 2), range(1, _MOST + 2))

    def _changed(self, place: Callable[[int], str], wanted: range, sure: Collection[int]) -> Iterator[Part]:
        """Yield the words of pages of the changed document, which is saved for the reader of text."""
        yield from self._texts(_saved(self.document), place, wanted, sure)

    def _texts(self, data: bytes, place: Callable[[int], str], wanted: range, sure: Collection[int]) -> Iterator[Part]:
        """Yield the words of pages one by one, then all of them, except for pages that have the words that they had before.

        Args:
            data: A PDF.
            place: Returns what a page is called, by its number from 1.
            wanted: The numbers of the pages.
            sure: Pages whose fonts are not guessed: words that cannot be read are refused there.
        """
        every: list[str] = []
        for number, page, text in _pages(data, wanted):
            plain = letters(text)
            if self._read.get(number) == plain:
                continue
            self._read.setdefault(number, plain)
            if number in sure:
                glyphs.refuse_unreadable(page, text, place(number))
            every.append(text)
            yield Part(place(number), text)
        if every:
            yield Part(place(wanted.start), "\n".join(every), is_whole=True)

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
    """Return the bytes of a document that was changed."""
    target = io.BytesIO()
    document.save(target, compress_streams=False)
    return target.getvalue()


def _pages(data: bytes, wanted: range) -> Iterator[tuple[int, Any, str]]:
    """Yield the numbers of pages, the pages as pypdfium2 has them, and what they say."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
        if len(document) > _MOST:
            raise UnreadableError(
                f"this PDF has {len(document):,} pages, too many to be searched", f"Split it into files of at most {_MOST:,} pages."
            )
        try:
            for number in range(wanted.start, min(wanted.stop, len(document) + 1)):
                page = document[number - 1]
                text = page.get_textpage()
                yield number, text, text.get_text_range()
                text.close()
                page.close()
        finally:
            document.close()
    except pdfium.PdfiumError:
        raise UnreadableError("a page of this file cannot be read", "Build the pack again, or print the file to a new PDF.") from None
