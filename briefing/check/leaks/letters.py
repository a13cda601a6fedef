"""Texts in the form in which they are compared: only their letters and digits.

Case, accents, ligatures, quotes, dashes, hyphens at the ends of lines, white space and punctuation are what files differ in without saying
anything else; without them, a text is found however it is broken, set and encoded.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from briefing.system.patterns import pattern

_ALIKE = str.maketrans(
    {
        **dict(zip("авекмнорстухіјѕһԁԛԝαβεζηικμνορτυχɑɡı", "abekmhopctyxijshdqwabezhikmvoptyxagi", strict=True)),
        **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True)),
        **{chr(start + place): chr(ord("a") + place) for start in (0x1F150, 0x1F170, 0x1F1E6) for place in range(26)},
    }
)
"""Letters that look like Latin ones, and the Latin ones. Words in Cyrillic and Greek are compared in the same spelling."""
_ASCII = bytes(range(128)).lower() + bytes(128)
_OTHERS = pattern("[^\0-\x7f]+")
_NOT_ASCII = bytes(code for code in range(256) if not (code < 128 and chr(code).isalnum()))


def letters(text: str) -> str:
    """Return the letters and digits of a text, in small letters and without accents."""
    if not text.isascii():
        text = _OTHERS.sub(lambda match: _folded(match[0]), text)
    return plain_letters(text.encode()) if text.isascii() else "".join(filter(str.isalnum, text.casefold()))


@lru_cache(10_000)
def _folded(others: str) -> str:
    """Return the letters and digits of characters that are not ASCII. No other character changes what they become."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", others).casefold().translate(_ALIKE)))


def plain_letters(data: bytes) -> str:
    """Return the letters a to z and the digits of bytes: the same for ASCII, UTF-8, UTF-16, UTF-32 and the 8-bit encodings."""
    return data.translate(_ASCII, _NOT_ASCII).decode("ascii")


def decoded(data: bytes) -> tuple[str, ...]:
    """Return what bytes can be as text in another script."""
    odd = data[1:]
    return (
        data.decode("utf-8", "ignore"),
        *(part.decode(encoding, "ignore") for part in (data, odd) for encoding in ("utf-16-le", "utf-16-be")),
        data.decode("cp1251", "ignore"),
    )
