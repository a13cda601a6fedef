"""A page of another PDF as a form (ISO 32000-1, 8.10), which is drawn as an image is: it fills the unit square."""

from __future__ import annotations

import hashlib
import io
from typing import Any

from briefing.render.pdf.pdf_file import PdfFile, array, numbers

_OF_STREAMS = ("/Length",)


def write_form(file: PdfFile, pdf: bytes) -> str:
    """Write the first page of a PDF that this program has made as a form, and return the reference to it.

    It is in a second form, which fills the unit square: pdfium, with which Chrome searches, passes over letters that are narrower than a
    hundredth in the units of the form that they are in.
    """
    import pikepdf  # only packs with drawings need it

    with pikepdf.open(io.BytesIO(pdf)) as source:
        page = source.pages[0]
        left, bottom, right, top = (float(each) for each in page.mediabox)
        wide, high = right - left, top - bottom
        copy = ObjectCopy(file)
        entries = {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": array([numbers(left, bottom, right, top)]),
            "Resources": copy.value(page.obj["/Resources"]),
        }
        if "/Group" in page.obj:
            entries["Group"] = copy.value(page.obj["/Group"])
        inner = file.add_stream(page.Contents.read_bytes(), entries)
    code = f"{1 / wide:.8f} 0 0 {1 / high:.8f} {-left / wide:.8f} {-bottom / high:.8f} cm /Page Do"
    outer = {"Type": "/XObject", "Subtype": "/Form", "BBox": "[0 0 1 1]", "Resources": f"<</XObject <</Page {inner}>>>>"}
    return file.add_stream(code.encode(), outer)


class ObjectCopy:
    """Writes objects of another file, each once."""

    def __init__(self, file: PdfFile, *, shares: bool = False) -> None:
        """Begin. `shares`: what several files have alike is written once, too."""
        self._file = file
        self.shares = shares
        self._written: dict[tuple[int, int], str] = {}

    def value(self, thing: Any) -> str:
        """Return a value as it is written, or a reference to it."""
        import pikepdf

        if not isinstance(thing, pikepdf.Object):
            return pikepdf.unparse_content_stream([([thing], pikepdf.Operator(""))]).decode().strip()
        place = thing.objgen
        if place in self._written:
            return self._written[place]
        if isinstance(thing, pikepdf.Stream):
            entries = {key[1:]: self.value(value) for key, value in thing.items() if key not in _OF_STREAMS}
            self._written[place] = self._add(entries, thing.read_raw_bytes())
            return self._written[place]
        if isinstance(thing, pikepdf.Dictionary):
            entries = {key[1:]: self.value(value) for key, value in thing.items()}
            if not thing.is_indirect:
                return "<<" + "".join(f"/{name} {value}" for name, value in entries.items()) + ">>"
            self._written[place] = self._add(entries)
            return self._written[place]
        if isinstance(thing, pikepdf.Array):
            return array(self.value(each) for each in thing)
        return thing.unparse(resolved=True).decode("latin-1")

    def _add(self, entries: dict[str, str], content: bytes | None = None) -> str:
        if not self.shares:
            return self._file.add(entries) if content is None else self._file.add_raw(content, entries)
        name = hashlib.blake2b(repr(entries).encode() + (b"" if content is None else b"\n" + content), digest_size=16).hexdigest()
        if name not in self._file.images:
            self._file.images[name] = self._file.add(entries) if content is None else self._file.add_raw(content, entries)
        return self._file.images[name]
