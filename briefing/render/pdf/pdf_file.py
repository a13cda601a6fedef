"""The file: numbered objects and their references, on top of ReportLab's document (`reportlab.pdfbase.pdfdoc`).

Entries of dictionaries are PDF source text, made by the helpers at the end of this module (ISO 32000-1, 7.3). The objects are written here,
for ReportLab writes a dictionary by a call for each of its parts, and a pack of 600 sections has half a million of them. It numbers them,
and writes the file around them.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from reportlab.pdfbase import pdfdoc

VERSION = (1, 7)
ON_A_LINE = 6
"""Entries of a dictionary on a line."""


class Entry(pdfdoc.PDFObject):  # type: ignore[misc]
    """A dictionary that has its number before it is filled."""

    __slots__ = ("__InternalName__", "_entries", "_written", "reference")

    def __init__(self) -> None:
        self.reference = ""
        self._entries: dict[str, str] = {}
        self._written = b""

    def fill(self, entries: Mapping[str, str]) -> None:
        """Set the entries, by name without the slash."""
        self._entries.update(entries)

    def settle(self) -> None:
        """Write the dictionary, for no more entries come. So it takes a third of the memory."""
        self._written, self._entries = _written(self._entries), {}

    def format(self, _document: pdfdoc.PDFDocument) -> bytes:
        """Return the dictionary as it is written."""
        return self._written or _written(self._entries)


class _Finished(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object that does not change any more."""

    __slots__ = ("__InternalName__", "written")

    def __init__(self, written: bytes) -> None:
        self.written = written

    def format(self, _document: pdfdoc.PDFDocument) -> bytes:
        """Return the object as it is written."""
        return self.written


class PdfFile:
    """A PDF file under construction."""

    def __init__(self, language: str, stamp: str, identifier: str) -> None:
        """Begin a file. `stamp` is its date (ISO 8601) or empty, `identifier` becomes its `ID`."""
        self._document = pdfdoc.PDFDocument(invariant=1, pdfVersion=VERSION, lang=language)
        self._document.signature.update(identifier.encode())
        moment = datetime.fromisoformat(stamp) if stamp else None
        self.moment = moment and (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        self.pages_reference = self._reference(self._document.Pages)

    def _reference(self, item: pdfdoc.PDFObject) -> str:
        """Give an object a number, and return the reference to it."""
        self._document.Reference(item)
        return f"{self._document.objectcounter} 0 R"

    def reserve(self) -> Entry:
        """Return an empty dictionary that can be referred to before it is filled."""
        entry = Entry()
        entry.reference = self._reference(entry)
        return entry

    def add(self, entries: Mapping[str, str]) -> str:
        """Add a dictionary and return the reference to it."""
        return self._reference(_Finished(_written(entries)))

    def add_stream(self, content: bytes, entries: Mapping[str, str] | None = None, *, compress: bool = True) -> str:
        """Add a stream and return the reference to it."""
        data = zlib.compress(content) if compress else content
        filters = "[ /FlateDecode ]" if compress else "[  ]"
        head = _written({**(entries or {}), "Filter": filters, "Length": str(len(data))})
        return self._reference(_Finished(b"%b\nstream\n%b\nendstream" % (head, data)))

    def add_page(self, page: Entry, entries: Mapping[str, str]) -> None:
        """Fill a reserved dictionary as the next page."""
        page.fill({"Type": "/Page", "Parent": self.pages_reference, **entries})
        page.settle()
        self._document.Pages.addPage(page)

    def finish(self, catalog: Mapping[str, str], information: Mapping[str, str]) -> bytes:
        """Return the whole file. `information` goes into the document information dictionary."""
        root = self._document.Catalog
        root.Outlines = None
        for name, value in catalog.items():
            setattr(root, name, value)
        dates = {}
        if self.moment is not None:
            # The zone as a whole: some programs refuse a date that ends in Z (7.9.4).
            date = text_string(self.moment.strftime("D:%Y%m%d%H%M%S+00'00'"))
            dates = {"CreationDate": date, "ModDate": date}
        self._document.info = _Finished(_written({**information, **dates}))
        return bytes(self._document.format())


def _written(entries: Mapping[str, str]) -> bytes:
    """Return a dictionary as an object of its own, its entries in the order of their names."""
    written = [f"/{name} {entries[name]}" for name in sorted(entries)]
    return f"<<\n{_in_lines(written, ON_A_LINE)}\n>>".encode("ascii")


def _in_lines(items: list[str], count: int) -> str:
    """Return items with spaces between them, `count` on a line."""
    if len(items) <= count:
        return " ".join(items)
    return " \n  ".join(" ".join(items[start : start + count]) for start in range(0, len(items), count))


def text_string(text: str) -> str:
    """Return a text string object (7.9.2.2)."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
    return "<FEFF" + text.encode("utf-16-be").hex().upper() + ">"


def name_string(text: str) -> str:
    """Return a key of a name tree (7.9.6) in printable ASCII.

    Readers compare keys as bytes or as UTF-8. In ASCII the two orders are the same.
    """
    return text_string(_key(text))


def _key(text: str) -> str:
    return text.encode("unicode_escape").decode("ascii")


def name_tree(entries: Mapping[str, str]) -> dict[str, str]:
    """Return a name tree of references (7.9.6), sorted by its keys as `name_string` has them, before any sign in them is escaped."""
    return {"Names": array(f"{name_string(name)} {entries[name]}" for name in sorted(entries, key=_key))}


def array(items: Iterable[str]) -> str:
    """Return an array object."""
    return "[" + " ".join(items) + "]"


def dictionary(**entries: str) -> str:
    """Return a direct dictionary object."""
    return "<<" + "".join(f"/{name} {value}" for name, value in entries.items()) + ">>"


def number(value: float) -> str:
    """Return a number with at most two decimals, as short as it goes."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def numbers(*values: float) -> str:
    """Return numbers with spaces between them."""
    return " ".join(map(number, values))
