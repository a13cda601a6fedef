"""The words that a finished PDF or Word file has on every page: at the head, at the foot and across it.

Readers of texts leave them out. `python -m briefing.exchange.page_words FILE` prints them as JSON.
"""

from __future__ import annotations

import ctypes
import functools
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from briefing.errors import near
from briefing.originals.readers import pdf_object_marks
from briefing.system import confined, safe_xml
from briefing.system.confined import zip_packages
from briefing.system.confined.limits import UnreadableError
from briefing.system.signatures import is_pdf

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ACROSS = "{urn:schemas-microsoft-com:vml}textpath"
_ARTIFACT = "Artifact"
"""The mark of what is on the pages of a tagged PDF and not of its text."""
_PAGES = 200
"""Pages that are looked at."""
_OBJECTS = 50_000
"""Objects of a page that are looked at."""


def read(path: Path) -> tuple[str, ...]:
    """Return the words on every page of a file: those across it, at the head and at the foot. Of another kind of file there are none.

    Raises:
        BriefingError: The file cannot be read.
    """
    return tuple(confined.ask("briefing.exchange.page_words", path, near(path), "Build the file again.")["words"])


def _words(data: bytes, name: str) -> dict[str, Any]:
    if is_pdf(data):
        return {"words": _of_pdf(data)}
    return {"words": list(dict.fromkeys(_of_word(data))) if name.lower().endswith(".docx") else []}


# ── PDF ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_pdf(data: bytes) -> list[str]:
    """Return what all pages have besides the text. The first page of a pack has no foot, if it is a cover."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
        pages = [list(_of_page(document[number])) for number in range(min(len(document), _PAGES))]
    except pdfium.PdfiumError:
        raise UnreadableError("this file is damaged, or not complete", "Build the file again.") from None
    most = pages[1:] or pages
    shared = functools.reduce(set.__and__, map(set, most)) if most else set()
    return [words for words in dict.fromkeys(most[0] if most else ()) if words in shared]


def _of_page(page: Any) -> Iterator[str]:
    """Yield the texts of a page that are not of the text of the document, but for the numbers of pages."""
    import pypdfium2.raw as raw

    text = page.get_textpage()
    for place in range(min(raw.FPDFPage_CountObjects(page.raw), _OBJECTS)):
        drawn = raw.FPDFPage_GetObject(page.raw, place)
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_TEXT or _ARTIFACT not in pdf_object_marks.names(drawn):
            continue
        length = raw.FPDFTextObj_GetText(drawn, text.raw, None, 0)
        buffer = ctypes.create_string_buffer(length)
        raw.FPDFTextObj_GetText(drawn, text.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
        words = " ".join(buffer.raw.decode("utf-16-le", "replace").rstrip("\0").split())
        if words and not words.isdecimal():
            yield words


# ── Word ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_word(data: bytes) -> Iterator[str]:
    """Yield the words of the heads and feet of a Word file, but for what Word computes: numbers of pages, and titles of chapters."""
    try:
        package = zip_packages.opened(data)
        parts = [name for name in package.namelist() if name.startswith(("word/header", "word/footer"))]
        roots = [safe_xml.parsed(zip_packages.part(package, name)) for name in sorted(parts)]
    except (zipfile.BadZipFile, OSError, EOFError, etree.XMLSyntaxError):
        raise UnreadableError("this file is damaged, or not complete", "Build the file again.") from None
    for root in roots:
        yield from filter(None, (element.get("string") for element in root.iter(_ACROSS)))
        for paragraph in root.iter(f"{_WORD}p"):
            yield from filter(None, [" ".join("".join(_typed(paragraph)).split())])


def _typed(paragraph: Any) -> Iterator[str]:
    """Yield the texts of a paragraph that are in no field."""
    depth = 0
    for element in paragraph.iter(f"{_WORD}t", f"{_WORD}tab", f"{_WORD}fldChar"):
        kind = element.get(f"{_WORD}fldCharType")
        depth += {"begin": 1, "end": -1}.get(kind or "", 0)
        if element.tag == f"{_WORD}tab":
            yield " "
        elif element.tag == f"{_WORD}t" and not depth:
            yield element.text or ""


if __name__ == "__main__":
    from briefing.system.confined.serving import serve

    serve(_words)
