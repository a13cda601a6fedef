"""The words that a PDF draws: on its pages, and in streams that no page draws. For these streams this module makes pages of its own.

A text reader skips words that a layer hides or that are very small, and reads replacement texts instead of the words on the page. If a file
has any of these, they are removed from a copy, and the copy is searched, too.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from briefing.check.leaks import glyphs
from briefing.check.leaks.budget import Part
from briefing.check.leaks.letters import letters
from briefing.check.leaks.page_readings import Drawn, Readings, Said
from briefing.check.leaks.pdf_looks import by_looks
from briefing.check.leaks.pdf_objects import Written, is_font, is_stream, name, on_pages
from briefing.system.confined.limits import UnreadableError

if TYPE_CHECKING:
    import pikepdf

_MINUTE = 0.2
"""The share of their size at which a form is drawn small."""
_MOST = 5_000
"""Pages that are read, and pages that are made."""
_ALL = range(1, _MOST + 2)
"""The numbers of all pages, and of one page more than is read."""
_DRAWS_TEXT = re.compile(rb"\bBT\b")
_VEILS = re.compile(rb"/(ActualText|OC)\b")
_SMALL = re.compile(rb"\.0\d*(?:\s+-?[\d.]+){0,5}\s+(?:Tf|Tm|cm)\b")
_NEVER_DRAWN = ("/XRef", "/ObjStm", "/Metadata", "/EmbeddedFile")
_LARGE = b"1000 0 0 1000 0 0 cm"
_SHEET = (-20_000, -20_000, 20_000, 20_000)


_Page = tuple[Any, str, Iterator[str]]
"""A page as pypdfium2 has it, what it says, and what it says by looks."""


class Probes:
    """The streams of a document that could be drawn and that no page draws, and whether anything is veiled."""

    def __init__(self, document: pikepdf.Pdf, objects: Sequence[Written], readings: Readings | None = None) -> None:
        """Take a document, its objects as they are written, and what such pages said before."""
        self.document = document
        self.drawn = Drawn(objects)
        self._readings = readings
        self.on_pages = on_pages(document)
        self.veiled = any(b"/OCProperties" in text or b"/Properties" in text for text in (each.text for each in objects))
        self._replaced = False
        """Whether pages replace words by others, and nothing else is veiled."""
        self._hidden: list[Part] = []
        """What pages say without these replacements, where it is something else."""
        self._of_glyphs = {
            glyph.objgen: each.thing.get("/Resources")
            for each in objects
            if b"/CharProcs" in each.text and is_font(each.thing)
            for glyph in each.thing.CharProcs.as_dict().values()
        }
        """The resources of the glyphs of fonts that are drawings."""
        self._drawings = glyphs.drawings(document, objects)
        self._small = [each.thing for each in objects if b"/Matrix" in each.text and b"/Form" in each.text and _is_small(each.thing)]
        """Forms that are drawn much larger than their letters are: pdfium passes over letters that are narrower than a hundredth."""
        self._read: dict[int, str] = {}
        self._loose: list[tuple[bytes, Any]] = []

    def consider(self, stream: Any, content: bytes) -> None:
        """Note a stream of the document, if it draws words."""
        if name(stream.get("/Type")) in _NEVER_DRAWN or name(stream.get("/Subtype")) == "/Image" or not _DRAWS_TEXT.search(content):
            return
        self._note_veils(content, is_page=stream.objgen in self.on_pages and "/Subtype" not in stream)
        if stream.objgen not in self.on_pages:
            self._loose.append((content, stream.get("/Resources", self._of_glyphs.get(stream.objgen))))

    def add(self, content: bytes) -> None:
        """Note a stream that belongs to no object, if it draws words."""
        if _DRAWS_TEXT.search(content):
            self._note_veils(content, is_page=False)
            self._loose.append((content, None))

    def _note_veils(self, content: bytes, *, is_page: bool) -> None:
        veils = set(_VEILS.findall(content))
        if _is_tiny(content) or veils - {b"ActualText"} or (veils and not is_page):
            self.veiled = True
        elif veils:
            self._replaced = True

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
            yield from self._changed(lambda _: f"{within}drawing that no page shows", _ALL[first:], sure)
        if self.veiled:
            _unveil(self.document)
            yield from self._changed(
                lambda number: f"{within}page {number}, hidden" if number <= first else f"{within}drawing that no page shows, hidden",
                _ALL,
                {*range(first + 1), *sure},
            )
        yield from _whole(f"{within}page 1, hidden", self._hidden)

    def pages(self, data: bytes, within: str) -> Iterator[Part]:
        """Yield the words of the pages of the document.

        Args:
            data: The document as it is, before `parts` changes it.
            within: Its place.

        Raises:
            UnreadableError: A page cannot be read, the file does not say what its letters are, or there are too many pages.
        """
        glyphs.refuse_same_letters(self._drawings, within)
        for form in self._small:
            form.Matrix = [1, 0, 0, 1, 0, 0]
        if glyphs.spell_out(self.document, self._drawings) or self._small:
            data, self._readings = _saved(self.document), None
        is_told = glyphs.are_told(self.document, self._drawings)
        is_twice = self._replaced and not self.veiled
        every: list[Part] = []
        with _opened(data) as document:
            for number in range(1, len(document) + 1):
                for text, looks in self._said(document, number, within, is_told=is_told, is_twice=is_twice):
                    again = number in self._read
                    place = f"{within}page {number}" + (", hidden" if again else "")
                    if self._is_new(number, text):
                        (self._hidden if again else every).append(Part(place, text))
                        yield from (Part(place, each, repeats=True) for each in looks)
        yield from _whole(f"{within}page 1", every)

    def _said(self, document: Any, number: int, within: str, *, is_told: bool, is_twice: bool) -> Said:
        """Return what a page says, from what is remembered or by reading it."""
        is_kept = self._readings is not None and not self.veiled and number <= len(self.document.pages)
        key = self.drawn.key(self.document.pages[number - 1], is_told, is_twice) if is_kept else ""
        found = self._readings.get(key) if self._readings is not None and key else None
        if found is None:
            found = []
            for page, text, looks in _readings_of(document, number, is_twice=is_twice):
                if not found or letters(found[0][0]) != letters(text):
                    place = f"{within}page {number}" + (", hidden" if found else "")
                    glyphs.refuse_unreadable(page, text, place, is_told=is_told)
                    found.append((text, list(looks)))
            if self._readings and key:
                self._readings.put(key, found)
        return found

    def _changed(self, place: Callable[[int], str], wanted: range, sure: Collection[int]) -> Iterator[Part]:
        """Yield the words of pages of the changed document, except for pages that have the words that they had before.

        Args:
            place: Returns what a page is called, by its number from 1.
            wanted: The numbers of the pages.
            sure: Pages whose fonts are not guessed: words that cannot be read are refused there.
        """
        every: list[Part] = []
        with _opened(_saved(self.document)) as document:
            for number in range(wanted.start, min(wanted.stop, len(document) + 1)):
                for page, text, looks in _readings_of(document, number):
                    if self._is_new(number, text):
                        if number in sure:
                            glyphs.refuse_unreadable(page, text, place(number))
                        every.append(Part(place(number), text))
                        yield from (Part(place(number), each, repeats=True) for each in looks)
        yield from _whole(place(wanted.start), every)

    def _is_new(self, number: int, text: str) -> bool:
        """Say whether a page has other words than when it was read first."""
        before, now = self._read.get(number), letters(text)
        self._read.setdefault(number, now)
        return before != now

    def _append(self, content: bytes, resources: Any) -> None:
        import pikepdf

        if len(self.document.pages) > _MOST:
            raise UnreadableError("this file contains too many drawings that no page shows", "Print it to a new PDF.")
        stream = self.document.make_stream(content)
        page = pikepdf.Dictionary(Type=pikepdf.Name.Page, MediaBox=list(_SHEET), Resources=resources, Contents=stream)
        self.document.pages.append(pikepdf.Page(self.document.make_indirect(page)))


def _is_tiny(content: bytes) -> bool:
    """Say whether a size of letters, or of all that follows, is less than a tenth of what it is counted in."""
    before = (content[: match.start()].rstrip(b"0")[-1:] for match in _SMALL.finditer(content))
    return any(not each.isdigit() and each != b"." for each in before)


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


def _whole(place: str, pages: Sequence[Part]) -> Iterator[Part]:
    """Yield the words of pages one after the other, and with them those of each page."""
    if pages:
        yield Part(place, "\n".join(str(page.text) for page in pages), is_whole=True, apart=lambda: iter(pages))


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    """Open a PDF to read its pages."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
        if len(document) > _MOST:
            raise UnreadableError(
                f"this PDF has {len(document):,} pages, too many to be searched", f"Split it into files of at most {_MOST:,} pages."
            )
        try:
            yield document
        finally:
            document.close()
    except pdfium.PdfiumError:
        raise UnreadableError("a page of this file cannot be read", "Build the pack again, or print the file to a new PDF.") from None


def _is_small(form: Any) -> bool:
    """Say whether the matrix of a form makes its letters very small."""
    matrix = form.get("/Matrix")
    try:
        a, b, c, d = (float(each) for each in list(matrix)[:4])
    except (TypeError, ValueError):
        return False
    return 0 < min(math.hypot(a, b), math.hypot(c, d)) < _MINUTE


def _readings_of(document: Any, number: int, *, is_twice: bool = False) -> Iterator[_Page]:
    """Yield what a page says.

    Args:
        document: A PDF, as pypdfium2 has it.
        number: The number of the page.
        is_twice: If it has replacement texts, read it again without these.
    """
    page = document[number - 1]
    yield from _read(page)
    if is_twice and _without_replacements(page):
        yield from _read(page)
    page.close()


def _read(page: Any) -> Iterator[_Page]:
    text = page.get_textpage()
    said = text.get_text_range()
    yield text, said, by_looks(page, text, said)
    text.close()


def _without_replacements(page: Any) -> bool:
    """Take the replacement texts off what a page draws. Return whether there was any."""
    import pypdfium2.raw as pdfium

    found = False
    for place in range(pdfium.FPDFPage_CountObjects(page.raw)):
        thing = pdfium.FPDFPage_GetObject(page.raw, place)
        for number in range(pdfium.FPDFPageObj_CountMarks(thing)):
            mark = pdfium.FPDFPageObj_GetMark(thing, number)
            found = bool(pdfium.FPDFPageObjMark_RemoveParam(thing, mark, b"ActualText")) or found
    return found
