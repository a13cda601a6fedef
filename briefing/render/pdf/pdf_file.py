"""The file: its head, numbered objects and their references, and the table of all objects at its end (ISO 32000-1, 7.5).

Entries of dictionaries are PDF source text, made by the helpers at the end of this module (ISO 32000-1, 7.3). Each object is written to the
disk as soon as it is complete. Of what is written, only its place in the file stays in memory, so that a file may have any number of pages.
"""

from __future__ import annotations

import hashlib
import zlib
from array import array as numbers_of
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import BinaryIO

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
"""The version, and a remark of bytes that are no ASCII, so that no program takes the file for text (7.5.2)."""
ON_A_LINE = 6
"""Entries of a dictionary on a line."""
_AT_ONCE = 10_000
"""Lines of the table of objects that are written at once."""


class PdfFile:
    """A PDF file under construction."""

    def __init__(self, target: BinaryIO, language: str, stamp: str, identifier: str) -> None:
        """Begin a file in `target`. `stamp` is its date (ISO 8601) or empty, `identifier` becomes its `ID`."""
        self._language = language
        self._id = hashlib.blake2b(identifier.encode(), digest_size=16).hexdigest()
        self._target = target
        self._size = 0
        """Of the file so far, in bytes."""
        self._append(HEAD)
        self._starts = numbers_of("Q")
        """Where in the file each object begins, by its number less 1; 0 as long as it is not written."""
        moment = datetime.fromisoformat(stamp) if stamp else None
        self.moment = moment and (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        self.images: dict[str, str] = {}
        """The pictures that were written, by their contents."""
        self._pages_node = self.reserve()
        self._pages: list[str] = []

    def reserve(self) -> str:
        """Return the reference to an object that will be written later."""
        self._starts.append(0)
        return f"{len(self._starts)} 0 R"

    def write(self, reference: str, entries: Mapping[str, str]) -> None:
        """Write a dictionary as the object that was reserved under a reference. The entries are by name without the slash."""
        self._write(reference, _written(entries))

    def _write(self, reference: str, written: bytes) -> None:
        number = int(reference[:-4])
        self._starts[number - 1] = self._size
        self._append(b"%d 0 obj\n%b\nendobj\n" % (number, written))

    def _append(self, data: bytes) -> None:
        self._target.write(data)
        self._size += len(data)

    def add(self, entries: Mapping[str, str]) -> str:
        """Write a dictionary and return the reference to it."""
        reference = self.reserve()
        self.write(reference, entries)
        return reference

    def add_stream(
        self, content: bytes, entries: Mapping[str, str] | None = None, *, compress: bool = True, is_compressed: bool = False
    ) -> str:
        """Write a stream, which may be compressed already, and return the reference to it."""
        data = compressed(content) if compress and not is_compressed else content
        filters = "[ /FlateDecode ]" if compress else "[  ]"
        head = _written({**(entries or {}), "Filter": filters, "Length": str(len(data))})
        reference = self.reserve()
        self._write(reference, b"%b\nstream\n%b\nendstream" % (head, data))
        return reference

    def add_raw(self, content: bytes, entries: Mapping[str, str]) -> str:
        """Write a stream that is coded as its entries say, and return the reference to it."""
        reference = self.reserve()
        self._write(reference, b"%b\nstream\n%b\nendstream" % (_written({**entries, "Length": str(len(content))}), content))
        return reference

    def add_page(self, page: str, entries: Mapping[str, str]) -> None:
        """Write the next page, whose reference was reserved."""
        self.write(page, {"Type": "/Page", "Parent": self._pages_node, **entries})
        self._pages.append(page)

    def finish(self, catalog: Mapping[str, str], information: Mapping[str, str]) -> None:
        """Write the end of the file. `information` goes into the document information dictionary."""
        self.write(self._pages_node, {"Type": "/Pages", "Count": str(len(self._pages)), "Kids": array(self._pages)})
        root = {"Type": "/Catalog", "Lang": text_string(self._language), "PageMode": "/UseNone", "Pages": self._pages_node, **catalog}
        dates = {}
        if self.moment is not None:
            # The zone as a whole: some programs refuse a date that ends in Z (7.9.4).
            date = text_string(self.moment.strftime("D:%Y%m%d%H%M%S+00'00'"))
            dates = {"CreationDate": date, "ModDate": date}
        catalog_reference = self.add(root)
        self._write_end(catalog_reference, self.add({**information, **dates}))

    def _write_end(self, catalog: str, information: str) -> None:
        """Write the table of all objects, and what leads to it (7.5.4 and 7.5.5)."""
        assert all(self._starts), "an object was reserved and never written"
        size = len(self._starts) + 1
        start = self._size
        self._append(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        for first in range(0, size, _AT_ONCE):
            self._append("".join([f"{each:010d} 00000 n \n" for each in self._starts[first : first + _AT_ONCE]]).encode())
        trailer = {"ID": f"[<{self._id}><{self._id}>]", "Info": information, "Root": catalog, "Size": str(size)}
        self._append(b"trailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (_written(trailer), start))


def compressed(content: bytes) -> bytes:
    """Return the content of a stream as it stands in the file."""
    return zlib.compress(content)


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
    """Return a key of a name tree (7.9.6) in printable ASCII."""
    return text_string(name_key(text))


def name_key(text: str) -> str:
    """Return a name in printable ASCII, before any sign in it is escaped.

    Readers compare keys as bytes or as UTF-8. In ASCII the two orders are the same.
    """
    return text.encode("unicode_escape").decode("ascii")


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
