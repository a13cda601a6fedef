"""The code pages of Rich Text: which bytes are which letters (Rich Text Format 1.9.1, character set and font table)."""

from __future__ import annotations

import codecs

_CHARSETS = {
    0: 1252, 77: 10000, 78: 10001, 79: 10003, 80: 10008, 81: 10002, 83: 10005, 84: 10004, 85: 10006, 86: 10081, 87: 10021, 88: 10029,
    89: 10007, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257,
    204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850,
}  # fmt: skip
"""The code page of each character set of a font."""
_CODECS = {
    10000: "mac_roman", 10001: "shift_jis", 10002: "big5", 10003: "euc_kr", 10004: "mac_arabic", 10006: "mac_greek", 10007: "mac_cyrillic",
    10008: "gb2312", 10010: "mac_romanian", 10017: "mac_cyrillic", 10021: "cp874", 10029: "mac_latin2", 10079: "mac_iceland",
    10081: "mac_turkish", 10082: "mac_croatian", 708: "iso8859_6", 1361: "johab", 1200: "utf-16-le", 20866: "koi8_r", 21866: "koi8_u",
    51949: "euc_kr", 54936: "gb18030", 65001: "utf-8",
    **{28590 + number: f"iso8859_{number}" for number in (*range(1, 12), *range(13, 17))},
}  # fmt: skip
WINDOWS, MAC, DOS, OS2 = 1252, 10000, 437, 850
SYMBOL = 2
"""The character set of fonts with signs in the places of letters."""


def codec(page: int) -> str | None:
    """Return the name of a code page in Python, or None if it has none."""
    name = _CODECS.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def page_of(charset: int | None, document: int) -> int:
    """Return the code page of a font.

    Args:
        charset: Its character set; None if the font table does not say it.
        document: The code page of the document, which is that of fonts of the usual set on a Mac or in DOS.
    """
    if charset is None or (charset == 0 and not 1250 <= document <= 1258):
        return document
    return _CHARSETS.get(charset, document)
