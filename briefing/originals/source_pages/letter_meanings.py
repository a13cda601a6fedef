"""What the letters of a font mean, as its `ToUnicode` says (ISO 32000-1, 9.10.3)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

UNKNOWN = "\ufffd".encode("utf-16-be")
"""What a letter means of which nobody knows it. It is copied and searched for; listeners hear the words of the copy."""
_LONGEST = 500_000
"""Bytes of a mapping that are read."""
_TOGETHER = 100
"""How many letters may be in one part of a mapping."""
_BF = re.compile(rb"beginbf(char|range)(.*?)endbf(?:char|range)", re.DOTALL)
_HEX = re.compile(rb"<([\da-fA-F\s]*)>|(\[)|(\])")
_SILENT = (b"", b"\0", b"\0\0", b"\xfe\xff", b"\xff\xfe")
"""Texts in UTF-16 that PDF/UA does not take for a meaning (ISO 14289-1, 7.21.7)."""


def stated(font: Any, length: int, codes: Collection[int]) -> dict[int, bytes]:
    """Return what a font says of some codes, as UTF-16.

    Args:
        font: The font.
        length: How many bytes a code has.
        codes: Those that are asked for.
    """
    stream = font.get("/ToUnicode")
    if stream is None or not hasattr(stream, "read_bytes"):
        return {}
    known: dict[int, bytes] = {}
    for kind, body in _BF.findall(stream.read_bytes()[:_LONGEST]):
        tokens = list(_tokens(body))
        if kind == b"char":
            pairs = zip(tokens[::2], tokens[1::2], strict=False)
            known |= {int.from_bytes(code, "big"): text for code, text in pairs if len(code) == length}
        else:
            known |= _ranged(tokens, length, codes)
    return {code: text for code, text in known.items() if text not in _SILENT}


def _tokens(body: bytes) -> Iterator[bytes]:
    """Yield the texts and the brackets of a part of a mapping."""
    for digits, opened, closed in _HEX.findall(body):
        packed = re.sub(rb"\s", b"", digits)
        yield opened or closed or bytes.fromhex(packed.decode() + "0" * (len(packed) % 2))


def _ranged(tokens: list[bytes], length: int, codes: Collection[int]) -> dict[int, bytes]:
    known: dict[int, bytes] = {}
    while len(tokens) > 2:
        low, high, text = tokens.pop(0), tokens.pop(0), tokens.pop(0)
        first, last, texts = int.from_bytes(low, "big"), int.from_bytes(high, "big"), list[bytes]()
        if text == b"[":
            end = tokens.index(b"]")
            texts, tokens = tokens[:end], tokens[end + 1 :]
        for code in codes if len(low) == length else ():
            if first <= code <= last and (not texts or code - first < len(texts)):
                known[code] = texts[code - first] if texts else _later(text, code - first)
    return known


def _later(text: bytes, steps: int) -> bytes:
    """Return the text that is so many steps after another."""
    return (int.from_bytes(text, "big") + steps).to_bytes(len(text) + 1, "big")[1:] if text else b""


def written(meanings: Mapping[int, bytes]) -> bytes:
    """Return a mapping for all codes of one byte; a code without a meaning has the sign for that."""
    lines = [f"<{code:02X}> <{meanings.get(code, UNKNOWN).hex().upper()}>" for code in range(256)]
    parts = [lines[start : start + _TOGETHER] for start in range(0, len(lines), _TOGETHER)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <00> <FF> endcodespacerange",
            *(line for part in parts for line in (f"{len(part)} beginbfchar", *part, "endbfchar")),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    ).encode()
