"""The tokens of Rich Text: groups, control words, bytes of letters. Binary data is passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(rb"\\([A-Za-z]{1,64})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\")


class Token(NamedTuple):
    """A part of a Rich Text file. Only one of its parts is not empty, apart from a word with its number."""

    word: str = ""
    """A control word, such as `par`, or the sign of a control symbol, such as `~`."""
    number: int | None = None
    """The number of a control word."""
    letters: bytes = b""
    """Bytes of text."""
    brace: str = ""
    is_hexadecimal: bool = False
    """Whether the bytes are one byte in hexadecimal digits."""


def tokens(data: bytes) -> Iterator[tuple[Token, int]]:
    """Yield the tokens of a file, each with the place of its end."""
    place = 0
    while (match := _TOKEN.match(data, place)) is not None:
        place = match.end()
        word, number, hexadecimal, sign, brace, letters = match.groups()
        if word == b"bin":
            length = int(number or 0)
            place += length if 0 < length < len(data) - place else 0  # a number that is too large would hide the rest of the text
        elif word:
            yield Token(word.decode(), int(number) if number else None), place
        elif hexadecimal:
            yield Token(letters=bytes.fromhex(hexadecimal.decode()), is_hexadecimal=True), place
        elif sign:
            yield Token(sign.decode("latin-1")), place
        elif brace:
            yield Token(brace=brace.decode()), place
        elif letters:
            yield Token(letters=letters), place
