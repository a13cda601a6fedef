"""Words that a PDF says in place of those that it shows (`ActualText`, ISO 32000-1, 14.9.4)."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence

_ACTUAL = re.compile(rb"/ActualText\b")
_WORD = re.compile(r"[^\W\d_]{2,}")


def not_shown(data: bytes, said: Sequence[str]) -> list[str]:
    """Return words that a PDF says and that its pages do not show. Hyphens, ligatures and letters that are drawn apart do not count.

    Args:
        data: The PDF.
        said: The text of each page.
    """
    plain = _without(data)
    if plain is None:
        return []
    found: list[str] = []
    for text, shown in zip(said, _texts(plain), strict=False):
        letters = _letters(shown)
        if _letters(text) != letters:
            found += [word for word in _WORD.findall(unicodedata.normalize("NFKC", text)) if _letters(word) not in letters]
    return found


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKD", text).casefold())


def _without(data: bytes) -> bytes | None:
    """Return a PDF without its replacement texts in pages, or None if there are none."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            streams = [thing for thing in document.objects if isinstance(thing, pikepdf.Stream) and "/Subtype" not in thing]
            changed = False
            for stream in streams:
                content = _content(stream)
                if _ACTUAL.search(content):
                    stream.write(_ACTUAL.sub(b"/NoActualText", content))
                    changed = True
            target = io.BytesIO()
            if changed:
                document.save(target, compress_streams=False)
            return target.getvalue() if changed else None
    except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError, ValueError, TypeError, KeyError):
        return None


def _content(stream: object) -> bytes:
    """Return what a stream holds; nothing if it is too large for a page, or cannot be unpacked."""
    import pikepdf

    try:
        return bytes(stream.read_bytes()) if isinstance(stream, pikepdf.Stream) else b""
    except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError, ValueError, TypeError, KeyError):
        return b""


def _texts(data: bytes) -> Iterator[str]:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(data)
    try:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            yield text.get_text_range()
            text.close()
            page.close()
    finally:
        document.close()
