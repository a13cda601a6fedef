"""Files inside a file that cannot be looked into: they are refused by name, for nothing can be said about their words."""

from __future__ import annotations

import math
import re
from collections import Counter

from briefing.system.confined.limits import UnreadableError

_CLOSED = {
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"\x28\xb5\x2f\xfd": "a Zstandard file",
    b"\x04\x22\x4d\x18": "an LZ4 file",
    b"\x02\x21\x4c\x18": "an LZ4 file",
    b"MSCF": "a CAB archive",
    b"LZIP": "an lzip file",
    b"\x89LZO": "an LZO file",
    b"SIT!": "a StuffIt archive",
    b"StuffIt": "a StuffIt archive",
    b"xar!": "an XAR archive",
    b"wOF2": "a WOFF2 font",
    b"Salted__": "an encrypted file",
    b"age-encryption.org": "an encrypted file",
    b"-----BEGIN PGP MESSAGE": "an encrypted file",
    b"-----BEGIN AGE ENCRYPTED": "an encrypted file",
}
"""Files that cannot be looked into, by their first bytes."""
_MARKS = tuple(_CLOSED)
_CLOSED_LIKE = {
    re.compile(rb"..-l[hz][\da-z]-", re.DOTALL): "an LHA archive",
    re.compile(rb"\x1f\x9d[\x09-\x10\x89-\x90]"): "a compressed file (.Z)",
    re.compile(rb"\x60\xea.[\0-\x0a][\x1e\x22]", re.DOTALL): "an ARJ archive",
    re.compile(rb"\x5d\0\0[\0-\x80][\0-\x04]"): "an LZMA file",
}
"""The same, where the first bytes vary."""
_KNOWN = re.compile(
    rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF|II\*\0|MM\0\*|BM|\0\0\x01\0|\0\0\0\x0cjP|\xff\x4f\xff\x51|\0\x01\0\0|OTTO|true|ttcf|wOFF|\x80\x01|%!"
    rb"|ID3|\xff[\xe0-\xff]|OggS|fLaC|\0\0\0.ftyp|\x1a\x45\xdf\xa3|\xd7\xcd\xc6\x9a|\x01\0\0\0|\x01\0\x09\0|\x97JB2|\x1f\x8b|BZh|\xfd7zXZ|PK|%PDF-|\xd0\xcf\x11\xe0",
    re.DOTALL,
)
"""How pictures, sounds, films, fonts and files that are searched begin. Their data may look like chance."""
_FONTS = (".odttf", ".ttf", ".otf", ".woff")
"""Endings of fonts. Word and EPUB scramble the first bytes of theirs."""
_FEWEST = 1_000
"""Bytes of a file that is measured."""
_SAMPLE = 65_536
_ASCII = bytes(range(128))
_FEW = 0.1
"""Where fewer of the bytes are not ASCII, as in most texts, they are spread by less than 7.5 bits each, which is not dense."""
_DENSE = 0.94
"""Share of the greatest possible spread of bytes. Text, tables and machine code have less; packed and encrypted data have more."""


def refuse(data: bytes, name: str) -> None:
    """Refuse a packed or encrypted file of a known kind.

    Args:
        data: Its bytes.
        name: Its whole place, as `budget.inside` writes it.

    Raises:
        UnreadableError: It is one.
    """
    kind = next((kind for mark, kind in _CLOSED.items() if data.startswith(mark)), "") if data.startswith(_MARKS) else ""
    kind = kind or next((kind for mark, kind in _CLOSED_LIKE.items() if mark.match(data)), "")
    if kind:
        raise UnreadableError(f"{name or 'this file'} is {kind}, which cannot be searched", "Take it out.")


def refuse_unknown(data: bytes, name: str) -> None:
    """Refuse a file that `refuse` refuses, and one of an unknown kind whose bytes are spread as those of packed or encrypted data.

    Args:
        data: The bytes of a file in a package, or of an attachment.
        name: Its whole place.

    Raises:
        UnreadableError: It is one.
    """
    refuse(data, name)
    if len(data) < _FEWEST or _KNOWN.match(data) or name.lower().endswith(_FONTS):
        return
    sample = data[:_SAMPLE]
    if len(sample.translate(None, _ASCII)) < _FEW * len(sample):
        return
    counts, size = Counter(sample).values(), len(sample)
    spread = -sum(count / size * math.log2(count / size) for count in counts)
    if spread > _DENSE * min(8, math.log2(size)):
        what = f"{name or 'this file'} is of an unknown kind and looks packed or encrypted, so it cannot be searched"
        raise UnreadableError(what, "Take it out.")
