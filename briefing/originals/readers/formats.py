"""Which reader reads which bytes: by what they are, and only for text by the file's ending."""

from __future__ import annotations

import importlib
import io
import zipfile
from collections.abc import Callable
from pathlib import PurePath

from briefing.originals.readers.result import Reading
from briefing.system.confined.limits import UnreadableError

READERS: dict[str, tuple[str, str]] = {
    "txt": ("plain", "read_plain"),
    "md": ("plain", "read_markdown"),
    "html": ("web", "read_html"),
    "docx": ("documents", "read_docx"),
    "odt": ("documents", "read_odt"),
    "epub": ("documents", "read_epub"),
    "rtf": ("rich", "read_rtf"),
    "pdf": ("pdf_lines", "read_pdf"),
}
"""The module and the function of each format; a module is loaded when it is needed."""
_ENDINGS = {"": "txt", "text": "txt", "markdown": "md", "htm": "html", "xhtml": "html"}
_ADVICE = "Save it as .docx, .odt, .epub, .rtf, .pdf, .html, .md or .txt."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def reader(name: str) -> Callable[[bytes], Reading]:
    """Return the function that reads a format."""
    module, function = READERS[name]
    found: Callable[[bytes], Reading] = getattr(importlib.import_module(f"briefing.originals.readers.{module}"), function)
    return found


def detect(data: bytes, name: str) -> str:
    """Return the format of a file from its bytes and, where it is text, from the ending of its name.

    Raises:
        UnreadableError: It is empty, or in none of the formats.
    """
    ending = PurePath(name).suffix.lower().removeprefix(".")
    ending = _ENDINGS.get(ending, ending)
    if not data.strip(b" \t\r\n\0"):
        raise UnreadableError("this file is empty", "Look whether it was saved, or downloaded, whole.")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_OLE):
        raise UnreadableError("this file is encrypted, or in the old format of Word", "Open it and save it as .docx without a password.")
    if data.startswith(b"PK"):
        return _packed(data)
    if ending in ("txt", "md", "html"):
        return "html" if ending == "txt" and _is_page(data) else ending
    if ending in READERS:
        raise UnreadableError(f"this is no .{ending} file, though it is called so", "Get it again, or save it again from its program.")
    raise UnreadableError(f"files that end in .{ending} are not read", _ADVICE)


def _is_page(data: bytes) -> bool:
    return data[:500].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html"))


def _packed(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            kind = package.read("mimetype")[:100] if "mimetype" in names and package.getinfo("mimetype").file_size < 1_000 else b""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, KeyError):
        raise UnreadableError("this file is damaged, or not complete", "Get it again, or save it again from its program.") from None
    if kind.startswith(b"application/epub+zip"):
        return "epub"
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if "word/document.xml" in names:
        return "docx"
    raise UnreadableError("this is a package of files and no text", _ADVICE)
