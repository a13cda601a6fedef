"""How wide the letters of an embedded font are, as its program says: PDF/UA asks that the file says the same (ISO 14289-1, 7.21.5).

Each function returns the width of a letter in thousandths of its size, or None if the font does not have it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

Width = Callable[[Any], float | None]
"""The width of a glyph by its name or its number."""
_EEXEC, _CHARSTRING = 55665, 4330
"""The keys of the two encryptions of Type 1 fonts (Adobe Type 1 Font Format, chapter 7)."""
_LARGEST = 3_000_000
"""Bytes of a font program that is looked at."""


class TrueType:
    """A TrueType font."""

    def __init__(self, data: bytes) -> None:
        """Read it; raises what fontTools raises for a damaged one."""
        from fontTools.ttLib import TTFont

        self._font = TTFont(io.BytesIO(data), lazy=True)
        self._units = self._font["head"].unitsPerEm
        self._order = self._font.getGlyphOrder()
        self._metrics = self._font["hmtx"].metrics
        self.tables = {(each.platformID, each.platEncID): each.cmap for each in self._font["cmap"].tables} if "cmap" in self._font else {}

    def by_number(self, glyph: int) -> float | None:
        """Return the width of a glyph by its number; 0 is the one for missing letters."""
        return self.by_name(self._order[glyph]) if 0 < glyph < len(self._order) else None

    def by_name(self, name: str | None) -> float | None:
        """Return the width of a glyph by its name."""
        if name is None or name == ".notdef" or name not in self._metrics:
            return None
        return float(self._metrics[name][0] * 1000 / self._units)


class Compact:
    """A font of the Compact Font Format (Adobe Technical Note 5176)."""

    def __init__(self, data: bytes) -> None:
        """Read it; raises what fontTools raises for a damaged one."""
        from fontTools.cffLib import CFFFontSet
        from fontTools.ttLib import TTFont

        if data[:4] in (b"OTTO", b"\x00\x01\x00\x00", b"true"):
            self._top = TTFont(io.BytesIO(data), lazy=True)["CFF "].cff.topDictIndex[0]
        else:
            fonts = CFFFontSet()
            fonts.decompile(io.BytesIO(data), None)
            self._top = fonts.topDictIndex[0]
        self.is_cid = hasattr(self._top, "ROS")
        self._order = self._top.getGlyphOrder()
        self._strings = self._top.CharStrings
        matrix = getattr(self._top, "FontMatrix", None)
        self._scale = (matrix[0] if matrix else 0.001) * 1000
        encoding = getattr(self._top, "Encoding", "StandardEncoding") if not self.is_cid else ()
        self.encoding: list[str] = _standard() if isinstance(encoding, str) else list(encoding)

    def by_number(self, glyph: int) -> float | None:
        """Return the width of a glyph by its CID, else by its number."""
        if self.is_cid:
            return self.by_name(f"cid{glyph:05d}")
        return self.by_name(self._order[glyph]) if 0 < glyph < len(self._order) else None

    def by_name(self, name: str | None) -> float | None:
        """Return the width of a glyph by its name."""
        from fontTools.misc.psCharStrings import T2WidthExtractor

        if name in (None, ".notdef", "cid00000") or name not in self._strings.charStrings:
            return None
        glyph = self._strings[name]
        private = glyph.private
        extractor = T2WidthExtractor(getattr(private, "Subrs", []), glyph.globalSubrs, private.nominalWidthX, private.defaultWidthX)
        extractor.execute(glyph)
        return float(extractor.width * self._scale)


class TypeOne:
    """A Type 1 font."""

    def __init__(self, data: bytes) -> None:
        """Read it; raises ValueError for a damaged one."""
        head, mark, rest = data[:_LARGEST].partition(b"eexec")
        if not mark:
            raise ValueError("no encrypted part")
        matrix = re.search(rb"/FontMatrix\s*\[\s*([-+.\deE]+)", head)
        self._scale = (float(matrix[1]) if matrix else 0.001) * 1000
        rest = rest.lstrip(b" \t\r\n")
        if re.fullmatch(rb"[\da-fA-F\s]{8}", rest[:8]):
            rest = bytes.fromhex(re.sub(rb"[^\da-fA-F]", b"", rest).decode()[: len(rest) // 2 * 2 - 2])
        private = _decrypted(rest, _EEXEC, 4)
        found = re.search(rb"/lenIV\s+(\d+)", private)
        skipped = int(found[1]) if found else 4
        self._glyphs: dict[str, bytes] = {}
        glyph, place = re.compile(rb"/([^\s/{}()<>\[\]%]+)\s+(\d+)\s+(?:RD|-\||\S+) "), private.find(b"/CharStrings") + 1
        while place > 0 and (match := glyph.search(private, place)):
            place = match.end() + int(match[2])
            self._glyphs[match[1].decode("latin-1")] = _decrypted(private[match.end() : place], _CHARSTRING, skipped)
        self.encoding = _standard() if b"/Encoding StandardEncoding" in head else [".notdef"] * 256
        for code, name in re.findall(rb"dup\s+(\d+)\s*/(\S+)\s+put", head):
            if int(code) < len(self.encoding):
                self.encoding[int(code)] = name.decode("latin-1")

    def by_name(self, name: str | None) -> float | None:
        """Return the width of a glyph by its name: the last number before `hsbw`, which each begins with."""
        if name in (None, ".notdef") or name not in self._glyphs:
            return None
        stack: list[float] = []
        code, place = self._glyphs[name], 0
        while place < len(code):
            byte, place = code[place], place + 1
            if byte == 13 and stack:
                return stack[-1] * self._scale
            if byte == 12 and code[place : place + 1] == b"\x0c" and len(stack) > 1:
                divisor = stack.pop() or 1
                stack[-1], place = stack[-1] / divisor, place + 1
            elif 32 <= byte <= 246:
                stack.append(byte - 139)
            elif 247 <= byte <= 254 and place < len(code):
                whole = (byte - 247) * 256 + code[place] + 108 if byte < 251 else -((byte - 251) * 256) - code[place] - 108
                stack.append(whole)
                place += 1
            elif byte == 255:
                stack.append(int.from_bytes(code[place : place + 4], "big", signed=True))
                place += 4
            else:
                return None
        return None


def _decrypted(data: bytes, key: int, skipped: int) -> bytes:
    from fontTools.misc import eexec

    return bytes(eexec.decrypt(data, key)[0][skipped:])


def _standard() -> list[str]:
    from fontTools.encodings.StandardEncoding import StandardEncoding

    return list(StandardEncoding)
