"""EPUBs for the tests, made on the spot from their chapters."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from briefing.originals.readers.books import read_epub
from briefing.originals.readers.result import Reading, cleaned

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
HTML = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>c</title></head><body>{}</body></html>'


def book(
    chapters: Sequence[str], *, spine: str = "", manifest: str = "", more: Mapping[str, str | bytes] | None = None, meta: str = ""
) -> Reading:
    """Read a book. The chapters are c0.xhtml, c1.xhtml and so on; the spine has all of them, unless it is given."""
    items = "".join(f'<item id="c{at}" href="c{at}.xhtml" media-type="application/xhtml+xml"/>' for at in range(len(chapters)))
    refs = spine or "".join(f'<itemref idref="c{at}"/>' for at in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>The Book</dc:title>{meta}</metadata><manifest>{items}{manifest}</manifest><spine>{refs}</spine></package>"
    )
    files: dict[str, str | bytes] = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "OEBPS/book.opf": package}
    files |= {f"OEBPS/c{at}.xhtml": HTML.format(chapter) for at, chapter in enumerate(chapters)} | dict(more or {})
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name, text in files.items():
            target.writestr(name, text)
    return cleaned(read_epub(made.getvalue()))
