"""Whether a font of another PDF can be taken over: it is embedded, and what the file says of it is what PDF/UA demands (ISO 14289-1, 7.21).

It is compared for the letters that are shown. What is in doubt is not taken over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from briefing.originals.source_pages.font_widths import Compact, TrueType, TypeOne

NEAR = 1.0
"""How far a width may be from that of the font program, in thousandths of the size."""
_SYMBOLIC = 4
_BASES = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
_BF = re.compile(rb"beginbf(char|range)(.*?)endbf(?:char|range)", re.DOTALL)
_HEX = re.compile(rb"<([\da-fA-F\s]*)>|(\[)|(\])")


class OtherFontError(Exception):
    """A font that cannot be taken over; the argument says why."""


def hold(font: Any, shown: Iterable[bytes]) -> None:
    """Make sure that a font can be taken over with some strings that are shown in it.

    Raises:
        OtherFontError: It cannot.
    """
    name = re.sub(r"^/(?:[A-Z]{6}\+)?", "", str(font.get("/BaseFont", "/?")))[:60]
    try:
        reason = _composite(font, shown) if font.get("/Subtype") == "/Type0" else _simple(font, shown)
    except Exception as error:  # fontTools raises errors of many kinds for a damaged font
        raise OtherFontError(f"the typeface '{name}' in the file cannot be read") from error
    if reason:
        raise OtherFontError(f"the typeface '{name}' {reason}")


_UNEMBEDDED = "is not in the file"
_UNCLEAR = "does not say what its letters mean"
_MISSING = "lacks letters that are shown"
_WIDTHS = "has other widths than the file says"
_STRANGE = "is of a kind that cannot be taken over"


def _simple(font: Any, shown: Iterable[bytes]) -> str:
    kind = font.get("/Subtype")
    if kind not in ("/Type1", "/MMType1", "/TrueType"):
        return _STRANGE
    data = _program(font.get("/FontDescriptor"))
    if not data or "/Widths" not in font or "/FirstChar" not in font:
        return _UNEMBEDDED
    codes = {code for text in shown for code in text}
    names, has_names = _names(font)
    stated = _stated(font, [(code,) for code in codes])
    if stated is None and not has_names:
        return _UNCLEAR
    is_symbolic = bool(int(font.FontDescriptor.get("/Flags", 0)) & _SYMBOLIC)
    if kind == "/TrueType" and is_symbolic == ("/Encoding" in font):
        return _STRANGE
    found = _glyph_widths(kind, data, names, is_symbolic=is_symbolic)
    first, widths = int(font.FirstChar), font.Widths
    for code in codes:
        width = found(code)
        if width is None:
            return _MISSING
        if not (0 <= code - first < len(widths)) or abs(float(widths[code - first]) - width) > NEAR:
            return _WIDTHS
        if stated is not None and (code,) not in stated:
            return _UNCLEAR
        if stated is None and not _meaning(names.get(code, "")):
            return _UNCLEAR
    return ""


def _glyph_widths(kind: Any, data: bytes, names: Mapping[int, str], *, is_symbolic: bool) -> Any:
    if kind != "/TrueType":
        program = TypeOne(data) if data[:2] in (b"%!", b"\x80\x01") else Compact(data)
        own = dict(enumerate(program.encoding))
        return lambda code: program.by_name(names.get(code) or own.get(code))
    true = TrueType(data)
    if not is_symbolic:
        table = true.tables.get((3, 1), {})
        return lambda code: true.by_name(table.get(_meaning(names.get(code, "")) or -1))
    if len(true.tables) != 1 and (3, 0) not in true.tables:
        raise OtherFontError(_STRANGE)
    table = true.tables.get((3, 0)) or next(iter(true.tables.values()))
    return lambda code: true.by_name(table.get(code) or table.get(0xF000 + code))


def _meaning(name: str) -> int | None:
    """Return the character that a name of the Adobe Glyph List stands for."""
    from fontTools.agl import AGL2UV, toUnicode

    found = AGL2UV.get(name) or (ord(text[0]) if (text := toUnicode(name)) else None)
    return found if found and found not in (0xFEFF, 0xFFFE) else None


def _names(font: Any) -> tuple[dict[int, str], bool]:
    """Return the names of letters by their codes, and whether the file gives them."""
    from fontTools.agl import UV2AGL

    encoding = font.get("/Encoding")
    if encoding is None:
        return {}, False
    is_plain = not hasattr(encoding, "keys")
    base = encoding if is_plain else encoding.get("/BaseEncoding")
    names: dict[int, str] = {}
    if str(base) in _BASES:
        for code in range(32, 256):
            letter = bytes([code]).decode(_BASES[str(base)], "ignore")
            if letter and ord(letter) in UV2AGL:
                names[code] = UV2AGL[ord(letter)]
        names |= {0xA0: "space", 0xAD: "hyphen"} if str(base) == "/WinAnsiEncoding" else {}
    elif base is not None:
        return {}, False
    elif font.get("/Subtype") != "/TrueType":
        from fontTools.encodings.StandardEncoding import StandardEncoding

        flags = int(font.FontDescriptor.get("/Flags", 0))
        names = {} if flags & _SYMBOLIC else {code: each for code, each in enumerate(StandardEncoding) if each != ".notdef"}
    code = 0
    for each in () if is_plain else encoding.get("/Differences", ()):
        if isinstance(each, int):
            code = int(each)
        else:
            names[code] = str(each)[1:]
            code += 1
    return names, bool(names)


def _composite(font: Any, shown: Iterable[bytes]) -> str:
    (below,) = font.DescendantFonts
    data = _program(below.get("/FontDescriptor"))
    if not data:
        return _UNEMBEDDED
    if font.get("/Encoding") != "/Identity-H" or "/CIDSystemInfo" not in below:
        return _STRANGE
    texts = [text[: len(text) // 2 * 2] for text in shown]
    codes = {tuple(text[place : place + 2]) for text in texts for place in range(0, len(text), 2)}
    stated = _stated(font, codes)
    if stated is None or codes - stated:
        return _UNCLEAR
    widths, usual = _cid_widths(below), float(below.get("/DW", 1000))
    if below.get("/Subtype") == "/CIDFontType2":
        program: TrueType | Compact = TrueType(data)
        given = below.get("/CIDToGIDMap", "/Identity")
        glyphs = None if given == "/Identity" else given.read_bytes()
    else:
        program, glyphs = Compact(data), None
    for high, low in codes:
        number = high * 256 + low
        glyph = number if glyphs is None else int.from_bytes(glyphs[2 * number : 2 * number + 2], "big")
        width = program.by_number(glyph)
        if width is None:
            return _MISSING
        if abs(widths.get(number, usual) - width) > NEAR:
            return _WIDTHS
    return ""


def _cid_widths(font: Any) -> dict[int, float]:
    """Return the widths that a composite font states, by CID (ISO 32000-1, 9.7.4.3)."""
    found: dict[int, float] = {}
    given = list(font.get("/W", ()))
    while len(given) > 1:
        first = int(given.pop(0))
        following = given.pop(0)
        if hasattr(following, "__len__"):
            found |= {first + at: float(each) for at, each in enumerate(following)}
        else:
            width = float(given.pop(0))
            found |= dict.fromkeys(range(first, min(int(following), 65535) + 1), width)
    return found


def _program(descriptor: Any) -> bytes:
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if descriptor is not None and key in descriptor:
            return bytes(descriptor[key].read_bytes())
    return b""


def _stated(font: Any, codes: Iterable[tuple[int, ...]]) -> set[tuple[int, ...]] | None:
    """Return the codes of which a font says in `ToUnicode` what they mean; None if it has none."""
    stream = font.get("/ToUnicode")
    if stream is None or not hasattr(stream, "read_bytes"):
        return None
    known: set[tuple[int, ...]] = set()
    wanted = set(codes)
    for kind, body in _BF.findall(stream.read_bytes()[:500_000]):
        tokens = list(_tokens(body))
        if kind == b"char":
            known |= {tuple(code) for code, text in zip(tokens[::2], tokens[1::2], strict=False) if _is_said(text)}
        else:
            known |= _ranged(tokens, wanted)
    return known


def _tokens(body: bytes) -> Iterator[bytes]:
    """Yield the texts and the brackets of a part of a mapping."""
    for digits, opened, closed in _HEX.findall(body):
        packed = re.sub(rb"\s", b"", digits)
        yield opened or closed or bytes.fromhex(packed.decode() + "0" * (len(packed) % 2))


def _ranged(tokens: list[bytes], wanted: set[tuple[int, ...]]) -> set[tuple[int, ...]]:
    known: set[tuple[int, ...]] = set()
    while len(tokens) > 2:
        low, high, text = tokens.pop(0), tokens.pop(0), tokens.pop(0)
        texts = [text]
        if text == b"[":
            end = tokens.index(b"]")
            texts, tokens = tokens[:end], tokens[end + 1 :]
        for code in wanted:
            if len(code) == len(low) and tuple(low) <= code <= tuple(high):
                at = int.from_bytes(bytes(code), "big") - int.from_bytes(low, "big")
                if _is_said(texts[min(at, len(texts) - 1)]) or at:
                    known.add(code)
    return known


def _is_said(text: bytes) -> bool:
    """Say whether a text in UTF-16 is one that listeners can hear."""
    return bool(text) and text not in (b"\0\0", b"\0", b"\xfe\xff", b"\xff\xfe")
