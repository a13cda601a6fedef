"""Whether a font of another PDF can be taken over: it is embedded, and what the file says of it is what PDF/UA demands (ISO 14289-1, 7.21).

It is compared for the letters that are shown. What is in doubt is not taken over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from briefing.dataclass import dataclass
from briefing.originals.source_pages import letter_meanings
from briefing.originals.source_pages.font_widths import Compact, TrueType, TypeOne

NEAR = 1.0
"""How far a width may be from that of the font program, in thousandths of the size."""
ROUNDED = 0.2
"""From which distance a width is written anew."""
LEAST, FEW = 0.5, 8
"""Of so many of its letters the names have to say what they mean, if it has more than a few. Listeners hear the copy anyway."""
_SYMBOLIC = 4
_BASES = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}


class OtherFontError(Exception):
    """A font that cannot be taken over; the argument says why."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What is written in the place of what the file says of a font. It is the same on all pages."""

    meanings: bytes = b""
    """What its letters mean: a mapping, as in `ToUnicode`; empty where that of the file stays."""
    widths: tuple[float, ...] = ()
    """How wide its letters are; empty where the widths of the file stay."""


def hold(font: Any, shown: Iterable[bytes]) -> Mended:
    """Make sure that a font can be taken over with some strings that are shown in it.

    Returns:
        What is mended of it.

    Raises:
        OtherFontError: It cannot.
    """
    name = re.sub(r"^/(?:[A-Z]{6}\+)?", "", str(font.get("/BaseFont", "/?")))[:60]
    try:
        return _composite(font, shown) if font.get("/Subtype") == "/Type0" else _simple(font, shown)
    except OtherFontError as error:
        raise OtherFontError(f"the typeface '{name}' {error}") from None
    except Exception as error:  # fontTools raises errors of many kinds for a damaged font
        raise OtherFontError(f"the typeface '{name}' in the file cannot be read") from error


_UNEMBEDDED = "is not in the file"
_UNCLEAR = "does not say what its letters mean"
_MISSING = "lacks letters that are shown"
_WIDTHS = "has other widths than the file says"
_STRANGE = "is of a kind that cannot be taken over"


def _simple(font: Any, shown: Iterable[bytes]) -> Mended:
    kind = font.get("/Subtype")
    if kind not in ("/Type1", "/MMType1", "/TrueType"):
        raise OtherFontError(_STRANGE)
    data = _program(font.get("/FontDescriptor"))
    if not data or "/Widths" not in font or "/FirstChar" not in font:
        raise OtherFontError(_UNEMBEDDED)
    codes = {code for text in shown for code in text}
    names = _names(font)
    is_symbolic = bool(int(font.FontDescriptor.get("/Flags", 0)) & _SYMBOLIC)
    if kind == "/TrueType" and is_symbolic == ("/Encoding" in font):
        raise OtherFontError(_STRANGE)
    found = _glyph_widths(kind, data, names, is_symbolic=is_symbolic)
    first, widths = int(font.FirstChar), font.Widths
    for code in codes:
        width = found(code)
        if width is None:
            raise OtherFontError(_MISSING)
        if not (0 <= code - first < len(widths)) or abs(float(widths[code - first]) - width) > NEAR:
            raise OtherFontError(_WIDTHS)
    named = {code: meaning for code, name in names.items() if (meaning := _meaning(name))}
    every = {code: chr(meaning).encode("utf-16-be") for code, meaning in named.items()}
    every |= letter_meanings.stated(font, 1, range(256))
    if len(codes) > FEW and len(codes & every.keys()) < LEAST * len(codes):
        raise OtherFontError(_UNCLEAR)
    return Mended(letter_meanings.written(every), _exact(found, first, widths))


def _exact(found: Callable[[int], float | None], first: int, widths: Any) -> tuple[float, ...]:
    """Return the widths that the font program has, where those of the file are rounded: some checkers are stricter than the norm."""
    stated = [float(width) for width in widths]
    own = [found(code) for code in range(first, first + len(stated))]
    exact = [round(mine, 2) if mine is not None and abs(mine - width) <= NEAR else width for mine, width in zip(own, stated, strict=True)]
    is_rounded = any(abs(mine - width) > ROUNDED for mine, width in zip(exact, stated, strict=True))
    return tuple(exact) if is_rounded else ()


def _glyph_widths(kind: Any, data: bytes, names: dict[int, str], *, is_symbolic: bool) -> Callable[[int], float | None]:
    if kind != "/TrueType":
        program = TypeOne(data) if data[:2] in (b"%!", b"\x80\x01") else Compact(data)
        for code, name in enumerate(program.encoding):
            names.setdefault(code, name)
        return lambda code: program.by_name(names.get(code))
    true = TrueType(data)
    if not is_symbolic:
        table = true.tables.get((3, 1), {})
        return lambda code: true.by_name(table.get(_meaning(names.get(code, "")) or -1))
    if not true.tables or (len(true.tables) != 1 and (3, 0) not in true.tables):
        raise OtherFontError(_STRANGE)
    table = true.tables.get((3, 0)) or next(iter(true.tables.values()))
    return lambda code: true.by_name(table.get(code) or table.get(0xF000 + code))


def _meaning(name: str) -> int | None:
    """Return the character that a name of the Adobe Glyph List stands for."""
    from fontTools.agl import AGL2UV, toUnicode

    found = AGL2UV.get(name) or (ord(text[0]) if (text := toUnicode(name)) else None)
    return found if found and found not in (0xFEFF, 0xFFFE) else None


def _names(font: Any) -> dict[int, str]:
    """Return the names of letters by their codes, as the file gives them; the program of the font can have more."""
    from fontTools.agl import UV2AGL

    encoding = font.get("/Encoding")
    if encoding is None:
        return {}
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
        return {}
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
    return names


def _composite(font: Any, shown: Iterable[bytes]) -> Mended:
    (below,) = font.DescendantFonts
    data = _program(below.get("/FontDescriptor"))
    if not data:
        raise OtherFontError(_UNEMBEDDED)
    if font.get("/Encoding") != "/Identity-H" or "/CIDSystemInfo" not in below:
        raise OtherFontError(_STRANGE)
    texts = [text[: len(text) // 2 * 2] for text in shown]
    codes = {int.from_bytes(text[place : place + 2], "big") for text in texts for place in range(0, len(text), 2)}
    if codes - letter_meanings.stated(font, 2, codes).keys():
        raise OtherFontError(_UNCLEAR)
    widths, usual = _cid_widths(below), float(below.get("/DW", 1000))
    if below.get("/Subtype") == "/CIDFontType2":
        program: TrueType | Compact = TrueType(data)
        given = below.get("/CIDToGIDMap", "/Identity")
        glyphs = None if given == "/Identity" else given.read_bytes()
    else:
        program, glyphs = Compact(data), None
    for number in codes:
        glyph = number if glyphs is None else int.from_bytes(glyphs[2 * number : 2 * number + 2], "big")
        width = program.by_number(glyph)
        if width is None:
            raise OtherFontError(_MISSING)
        if abs(widths.get(number, usual) - width) > NEAR:
            raise OtherFontError(_WIDTHS)
    return Mended()


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
