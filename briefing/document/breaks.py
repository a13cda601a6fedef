"""Characters that only govern spaces and breaks, or show nothing, and their replacements if a typeface lacks them.

The source is the Unicode Standard, chapters 6.2 (spaces, hyphens) and 23 (format characters). The controls U+202D and U+202E are not among
them: they change the order of the letters that they are put before.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

NO_BREAK_HYPHEN = "\u2011"
SOFT_HYPHEN = "\u00ad"


def _range(first: int, last: int) -> str:
    return "".join(map(chr, range(first, last + 1)))


_SPACES = "\u0085\u1680" + _range(0x2000, 0x2006) + "\u2008\u2009\u200a\u2028\u2029\u205f\u3000"
_NO_BREAK_SPACES = "\u2007\u202f"
UNSEEN = (
    "\u034f\u061c\u180b\u180c\u180d\u180e"
    + _range(0x200B, 0x200F)
    + _range(0x202A, 0x202C)
    + _range(0x2060, 0x2064)
    + _range(0x2066, 0x206F)
    + _range(0xFE00, 0xFE0F)
    + "\ufeff"
    + _range(0xE0100, 0xE01EF)
)
"""Characters that show nothing: joiners, marks of direction, selectors of a form."""
_INSTEAD = {**dict.fromkeys(_SPACES, " "), **dict.fromkeys(_NO_BREAK_SPACES, "\u00a0"), **dict.fromkeys(UNSEEN, ""), "\u2010": "-"}
_JOINED_HYPHEN = re.compile("[\u2060\ufeff]*(?:[-\u2010](?=[\u2060\ufeff])|(?<=[\u2060\ufeff])[-\u2010])[\u2060\ufeff]*")
"""A hyphen beside a word joiner, as which some programs write the no-break hyphen."""


def settled(text: str, known: Container[int] = ()) -> str:
    """Return a text as it can be printed.

    Args:
        text: Any text.
        known: The code points that stay as they are, such as those of a typeface.
    """
    if text.isascii():
        return text
    text = _JOINED_HYPHEN.sub(NO_BREAK_HYPHEN, text)
    return "".join(each if ord(each) in known else _INSTEAD.get(each, each) for each in text)


def without_unseen(text: str) -> str:
    """Return what somebody has typed or copied without the characters that show nothing, among them soft hyphens."""
    return settled(text).replace(SOFT_HYPHEN, "")


def unsettled(characters: Iterable[str], known: Container[int]) -> bool:
    """Say whether `settled` would change a text with these characters."""
    return any(each in _INSTEAD and (ord(each) not in known or each in "\u2060\ufeff") for each in characters)
