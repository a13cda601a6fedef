"""The file: numbered objects, the table of their places, and the trailer (ISO 32000-1, 7.5).

Entries of dictionaries are PDF source text, made by the helpers at the end of this module (7.3). ReportLab's object model wrote these files
before; the comments and line ends are still its own, so that an older file and a newer one of the same pack are the same bytes.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import zlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

HEAD = b"%PDF-1.7\n%\x93\x8c\x8b\x9e ReportLab Generated PDF document (opensource)\n"
"""The version, and a comment with bytes beyond ASCII, so that nobody takes the file for text (7.5.2)."""
AFTER_ID = "% ReportLab generated PDF document -- digest (opensource)"
SEED = b"a reportlab document"
NO_MOMENT = "946684800.0"
"""What goes into the identifier of a file where SOURCE_DATE_EPOCH says nothing: the beginning of the year 2000."""
ON_A_LINE = 6
"""Entries of a dictionary on a line."""


class Entry:
    """A dictionary that has its number before it is filled."""

    __slots__ = ("entries", "reference")

    def __init__(self, reference: str) -> None:
        self.reference = reference
        self.entries: dict[str, str] = {}

    def fill(self, entries: Mapping[str, str]) -> None:
        """Set the entries, by name without the slash."""
        self.entries.update(entries)


class PdfFile:
    """A PDF file under construction."""

    def __init__(self, language: str, stamp: str, identifier: str) -> None:
        """Begin a file. `stamp` is its date (ISO 8601) or empty, `identifier` becomes its `ID`."""
        self._objects: list[Entry | bytes] = []
        """All objects by their numbers, the first of which is 1: those that can still change, and those that are written."""
        self._language = language
        seed = SEED + (os.environ.get("SOURCE_DATE_EPOCH", "") or NO_MOMENT).encode() + identifier.encode()
        self._identifier = hashlib.md5(seed, usedforsecurity=False).hexdigest()
        moment = datetime.fromisoformat(stamp) if stamp else None
        self.moment = moment and (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        self.reserve()  # an empty dictionary, which ReportLab has for its fonts
        self._pages = self.reserve()
        self._page_references: list[str] = []

    def reserve(self) -> Entry:
        """Return an empty dictionary that can be referred to before it is filled."""
        entry = Entry(f"{len(self._objects) + 1} 0 R")
        self._objects.append(entry)
        return entry

    def _append(self, written: bytes) -> str:
        self._objects.append(written)
        return f"{len(self._objects)} 0 R"

    def add(self, entries: Mapping[str, str]) -> str:
        """Add a dictionary and return the reference to it."""
        return self._append(_written(entries))

    def add_stream(self, content: bytes, entries: Mapping[str, str] | None = None, *, compress: bool = True) -> str:
        """Add a stream and return the reference to it."""
        data = zlib.compress(content) if compress else content
        filters = "[ /FlateDecode ]" if compress else "[  ]"
        head = _written({**(entries or {}), "Filter": filters, "Length": str(len(data))})
        return self._append(b"%b\nstream\n%b\nendstream" % (head, data))

    def add_page(self, page: Entry, entries: Mapping[str, str]) -> None:
        """Fill a reserved dictionary as the next page."""
        page.fill({"Type": "/Page", "Parent": self._pages.reference, **entries})
        self._page_references.append(page.reference)

    def finish(self, catalog: Mapping[str, str], information: Mapping[str, str]) -> bytes:
        """Return the whole file. `information` goes into the document information dictionary."""
        self._pages.fill({"Type": "/Pages", "Kids": _lines(self._page_references), "Count": str(len(self._page_references))})
        language = {"Lang": text_string(self._language)} if self._language else {}
        root = self.add({"Type": "/Catalog", "PageMode": "/UseNone", **language, "Pages": self._pages.reference, **catalog})
        dates = {}
        if self.moment is not None:
            # The zone as a whole: some programs refuse a date that ends in Z (7.9.4).
            date = text_string(self.moment.strftime("D:%Y%m%d%H%M%S+00'00'"))
            dates = {"CreationDate": date, "ModDate": date}
        return self._file(root, self.add({**information, **dates}))

    def _file(self, root: str, information: str) -> bytes:
        """Return the objects, the cross-reference table (7.5.4) and the trailer (7.5.5)."""
        parts = [HEAD]
        for index, each in enumerate(self._objects, 1):
            parts.append(b"%d 0 obj\n%b\nendobj\n" % (index, each if isinstance(each, bytes) else _written(each.entries)))
        *places, end = itertools.accumulate(map(len, parts))
        size = len(parts)
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        identifiers = f"/ID \n[<{self._identifier}><{self._identifier}>]\n{AFTER_ID}\n"
        trailer = f"trailer\n<<\n{identifiers}\n/Info {information}\n/Root {root}\n/Size {size}\n>>"
        parts.append(f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}\nstartxref\n{end}\n%%EOF\n".encode("ascii"))
        return b"".join(parts)


def _written(entries: Mapping[str, str]) -> bytes:
    """Return a dictionary as an object of its own, its entries in the order of their names."""
    written = [f"/{name} {entries[name]}" for name in sorted(entries)]
    return f"<<\n{_in_lines(written, ON_A_LINE)}\n>>".encode("ascii")


def _lines(references: list[str]) -> str:
    return f"[ {_in_lines(references, 10)} ]"


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
