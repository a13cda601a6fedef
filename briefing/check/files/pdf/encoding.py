"""The characters of a font by their codes (ISO 32000-1, 9.6.6 and 9.10)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

from briefing.check.files.pdf.trees import name

_CODECS = {"WinAnsiEncoding": "cp1252", "MacRomanEncoding": "mac_roman", "StandardEncoding": "ascii"}
_NO_NAME = re.compile(r"\.notdef|[a-z]{1,3}\d+", re.IGNORECASE)
"""Names of glyphs that say no character."""
_HEX = rb"<\s*([0-9A-Fa-f\s]+)>"
LARGEST_RANGE = 65_536


def codes(font: Any, strings: Iterable[bytes]) -> list[int]:
    """Return the codes of some strings: two bytes each in a composite font, else one."""
    if font.get("/Subtype") != "/Type0":
        return list(b"".join(strings))
    return [int.from_bytes(data[at : at + 2], "big") for data in strings for at in range(0, len(data), 2)]


def to_unicode(font: Any) -> dict[int, str]:
    """Return the characters of a font by their codes, as far as the file says them."""
    found = dict(_encoded(font))
    if isinstance(font.get("/ToUnicode"), pikepdf.Stream):
        found.update(_mapped(font.ToUnicode.read_bytes()))
    return found


def _encoded(font: Any) -> Iterator[tuple[int, str]]:
    """Yield what the encoding of a simple font says."""
    if font.get("/Subtype") == "/Type0":
        return
    encoding = font.get("/Encoding")
    changes: Any = encoding.get("/Differences", []) if isinstance(encoding, pikepdf.Dictionary) else []
    base = name(encoding.get("/BaseEncoding", "/StandardEncoding")) if isinstance(encoding, pikepdf.Dictionary) else name(encoding)
    if base in _CODECS:
        yield from ((code, bytes([code]).decode(_CODECS[base], "ignore")) for code in range(256))
    code = 0
    for item in list(changes):
        if isinstance(item, pikepdf.Name):
            yield code, "" if _NO_NAME.fullmatch(name(item)) else name(item)
            code += 1
        else:
            code = int(item)


def _mapped(cmap: bytes) -> Iterator[tuple[int, str]]:
    """Yield what a ToUnicode CMap says (ISO 32000-1, 9.10.3)."""
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(_HEX + rb"\s*" + _HEX, block):
            yield int(_bare(code), 16), _text(text)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, to, several in re.findall(_HEX + rb"\s*" + _HEX + rb"\s*(?:" + _HEX + rb"|\[(.*?)\])", block, re.DOTALL):
            start, end = int(_bare(first), 16), int(_bare(last), 16)
            if several:
                yield from enumerate(map(_text, re.findall(_HEX, several)), start)
            elif end - start < LARGEST_RANGE:
                base = _text(to)
                yield from ((code, base[:-1] + chr(ord(base[-1]) + code - start)) for code in range(start, end + 1) if base)


def _bare(digits: bytes) -> bytes:
    return b"".join(digits.split())


def _text(digits: bytes) -> str:
    return bytes.fromhex(_bare(digits).decode()).decode("utf-16-be", "ignore")
