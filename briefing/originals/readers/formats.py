"""Choosing the reader for a file: by its bytes, and for plain text by the ending of its name."""

from __future__ import annotations

import importlib
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import PurePath

from briefing.originals.readers.result import Reading
from briefing.system.confined.limits import UnreadableError
from briefing.system.signatures import OLD_OFFICE, is_pdf

READERS: dict[str, tuple[str, str]] = {
    "txt": ("plain", "read_plain"),
    "md": ("markdown_copies", "read_markdown"),
    "html": ("web", "read_html"),
    "mht": ("web_archives", "read_archive"),
    "docx": ("docx_reader", "read_docx"),
    "odt": ("odt_reader", "read_odt"),
    "epub": ("books", "read_epub"),
    "rtf": ("rtf_reader", "read_rtf"),
    "pdf": ("pdf_reading", "read_pdf"),
}
"""The module and the function that read each format. A module is loaded only when it is needed."""
_ENDINGS = {
    "": "txt",
    "text": "txt",
    "htm": "html",
    "xhtml": "html",
    "xht": "html",
    "mhtml": "mht",
    "eml": "mht",
    "webarchive": "mht",
    **dict.fromkeys(("markdown", "mkd", "mkdn", "mdown", "mdwn", "mdx", "qmd", "rmd"), "md"),
}
_FLAT = b"<office:document"
"""How a flat OpenDocument file (.fodt) begins."""
_FLAT_WORD = b"http://schemas.microsoft.com/office/2006/xmlPackage"
"""What is at the beginning of a Word document in one XML file (Flat OPC)."""
_OLDER_WORD = b"http://schemas.microsoft.com/office/word/2003/wordml"
_ARCHIVE = re.compile(
    rb"\s*(?:(?!-)[!-9;-~]{1,80}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,100}?(?:MIME-Version:\s*1|Content-Type:\s*(?:multipart|text)/)",
    re.IGNORECASE,
)
"""How a saved page or a mail begins: its fields, one of which says that it is in MIME."""
_HEAD = 2_000
_SMALL = 1_000_000
_ADVICE = "Save it as .docx, .odt, .epub, .rtf, .pdf, .html, .mhtml, .md or .txt."
_OF_TABLES = "A chart of its numbers: briefing chart FILE. A list of people: briefing handout --roster FILE."
_AGAIN = "Download it again, or save it again from the program that made it."


def reader(name: str) -> Callable[[bytes], Reading]:
    """Return the function that reads a format."""
    module, function = READERS[name]
    found: Callable[[bytes], Reading] = getattr(importlib.import_module(f"briefing.originals.readers.{module}"), function)
    return found


def detect(data: bytes, name: str) -> str:
    """Return the format of a file: found from its bytes and, for text, from the ending of its name.

    Raises:
        UnreadableError: The file is empty, or its format is not known.
    """
    ending = PurePath(name).suffix.lower().removeprefix(".")
    ending = _ENDINGS.get(ending, ending)
    if not data.strip(b" \t\r\n\0"):
        raise UnreadableError("this file is empty", "Check that it was saved or downloaded completely.")
    if is_pdf(data):
        return "pdf"
    if data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(OLD_OFFICE):
        raise UnreadableError("this file has a password, or is an old Word file (.doc)", "Open it and save it as .docx without a password.")
    if data.startswith(b"PK"):
        return _packed(data)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<?xml", _FLAT)) and (found := _flat(data[:_HEAD])):
        return found
    if _ARCHIVE.match(data) or (ending == "mht" and data.startswith(b"bplist00")):
        return "mht"
    if ending in ("txt", "doc") and _is_page(data):  # web applications give their pages the ending of Word
        return "html"
    if ending in ("txt", "md", "html"):
        return ending
    if ending in READERS:
        raise UnreadableError(f"the name of this file ends in .{ending}, but it is not a .{ending} file", _AGAIN)
    advice = _OF_TABLES if ending in ("csv", "tsv", "xlsx", "xls", "ods") else _ADVICE
    raise UnreadableError(f"briefing cannot read files that end in .{ending}", advice)


def _flat(head: bytes) -> str:
    """Return the format of a document that is one XML file; empty if it is none."""
    if _OLDER_WORD in head:
        raise UnreadableError("this is a file in the XML of Word 2003", "Open it in Word or LibreOffice, and save it as .docx.")
    return "odt" if _FLAT in head else "docx" if _FLAT_WORD in head else ""


def _is_page(data: bytes) -> bool:
    return data[:500].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html"))


def _small(package: zipfile.ZipFile, name: str) -> bytes:
    """Return a part, if it is there and small."""
    return package.read(name) if name in package.namelist() and package.getinfo(name).file_size < _SMALL else b""


def _is_word(data: bytes, names: set[str]) -> bool:
    """Say whether a package is a Word document, whatever its main part is called."""
    if not any(name.replace("\\", "/").lower().endswith(("[content_types].xml", "_rels/.rels")) for name in names):
        return False
    from briefing.originals.readers.docx_parts import Parts
    from briefing.system.confined import zip_packages

    return bool(Parts(zip_packages.opened(data)).main())


def _packed(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            manifest = _small(package, "META-INF/manifest.xml")
            kind = _small(package, "mimetype")
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, KeyError):
        raise UnreadableError("this file is damaged, or not complete", _AGAIN) from None
    if kind.startswith(b"application/epub+zip"):
        return "epub"
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if not kind and b"opendocument.text" in manifest:
        return "odt"
    if "word/document.xml" in names or _is_word(data, names):
        return "docx"
    raise UnreadableError("this is a package of files, not a text", _ADVICE)
