"""The strings and long names of PDF objects, as they are written in a file."""

from __future__ import annotations

import re
import urllib.parse
from collections import defaultdict
from collections.abc import Iterator

_STRING = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\)|<[0-9A-Fa-f\s]++>"
_ANY = re.compile(_STRING, re.DOTALL)
_KEYED = rb"/([^\s()<>\[\]{}/%]++)\s*+\[?\s*+"
_TOKEN = re.compile(rb"(?:" + _KEYED + rb")?(" + _STRING + rb")", re.DOTALL)
_WITH_KEY = re.compile(_KEYED + rb"(" + _STRING + rb")", re.DOTALL)
_SOME = re.compile(rb"\(|<[0-9A-Fa-f\s]+>")
"""Without one of these nothing is a string, as in most objects. It is found sooner than a string with its key."""
_LONG = 24
"""Letters from which on a name is a text."""
_NAME = re.compile(rb"/([^\s()<>\[\]{}/%%]{%d,})" % _LONG)
_ESCAPE = re.compile(rb"\\(\r\n|[0-7]{1,3}|.)", re.DOTALL)
_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_LANGUAGE = re.compile("\x1b[A-Za-z-]{2,8}\x1b")
"""The language of what follows in a string (ISO 32000-2, 7.9.2.2)."""
_CONTROLS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\r\n": b"", b"\n": b"", b"\r": b""}


def strings(written: bytes) -> Iterator[tuple[str, str]]:
    """Yield each string with the key before it (empty where there is none), and each name that is long enough to be a text."""
    for match in _TOKEN.finditer(written) if _SOME.search(written) else ():
        yield (match[1] or b"").decode("latin-1"), _said(match[2])
    yield from (("", _named(name)) for name in _NAME.findall(written))


def words(written: bytes) -> list[str]:
    """Return the same texts without their keys: all strings, then all names."""
    said = _Said()
    return [*map(said.__getitem__, _ANY.findall(written)), *map(_named, _NAME.findall(written))]


def by_key(written: bytes) -> dict[str, list[str]]:
    """Return the strings that have a key right before them, those with the same key together."""
    said, found = _Said(), defaultdict[bytes, list[str]](list)
    for key, token in _WITH_KEY.findall(written):
        found[key].append(said[token])
    return {key.decode("latin-1"): several for key, several in found.items()}


def without_strings(written: bytes) -> bytes:
    """Return what is written between the strings."""
    return _ANY.sub(b"", written)


def may_have_several(written: bytes) -> bool:
    """Return False if there is at most one string or long name."""
    strings = written.count(b"(") + written.count(b"<") - 2 * written.count(b"<<")
    return strings > 1 or (len(written) > _LONG and strings + len(_NAME.findall(written)) > 1)


class _Said(dict[bytes, str]):
    """What strings say, as they are written. Most names of places and notes come again and again."""

    def __missing__(self, token: bytes) -> str:
        self[token] = text = _said(token)
        return text


def _said(token: bytes) -> str:
    text = _text(_bytes(token))
    return urllib.parse.unquote(text) if "%20" in text else text


def _named(name: bytes) -> str:
    return _CODE.sub(lambda code: bytes([int(code[1], 16)]), name).decode("utf-8", "replace")


def _bytes(token: bytes) -> bytes:
    if token.startswith(b"<"):
        digits = re.sub(rb"\s", b"", token[1:-1])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    return _ESCAPE.sub(_unescaped, token[1:-1]) if b"\\" in token else token[1:-1]


def _unescaped(match: re.Match[bytes]) -> bytes:
    sign = match[1]
    return bytes([int(sign, 8) & 255]) if sign[:1].isdigit() and sign[0] < 56 else _CONTROLS.get(sign, sign)


def _text(data: bytes) -> str:
    """Return the text of a string: UTF-16 or UTF-8 by its mark, else one of the encodings of 8 bits, which share the letters that count."""
    if data.startswith((b"\xfe\xff", b"\xff\xfe")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    return _LANGUAGE.sub("", text) if "\x1b" in text else text
