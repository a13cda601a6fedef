"""Decoding pages as browsers do: the encoding that a page declares, by the names and tables of the WHATWG Encoding Standard."""

from __future__ import annotations

import re
from dataclasses import replace

import webencodings

from briefing.files.encodings import MARKS
from briefing.originals.readers import decoding, guessing
from briefing.originals.readers.decoding import Decoded

_DECLARED = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([^\s\"'>;/]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([^\"'>]{2,40})", re.IGNORECASE
)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_HEAD = 16_384
"""In how many bytes a declaration is looked for. Browsers read fewer, and guess if there is none."""
_WIDER = {"gbk": "gb18030", "euc-jp": "euc_jis_2004", "iso-2022-jp": "iso2022_jp_2004", "iso-8859-8": "cp1255", "iso-8859-8-i": "cp1255"}
"""Python's names of tables that hold all characters of those of the standard."""
_REPLACED = {"hz-gb-2312": "hz", "iso-2022-kr": "iso2022_kr", "csiso2022kr": "iso2022_kr"}
"""Encodings that browsers refuse for the sake of their scripts."""
_MULTIBYTE = ("gbk", "gb18030", "big5", "euc-jp", "iso-2022-jp", "shift_jis", "euc-kr")
_TAG = re.compile(rb"<(script|style)\b.*?</\1|<[^>]*>", re.IGNORECASE | re.DOTALL)
_LETTERS, _OTHERS = 4_000, 20
"""How many bytes are compared with other encodings, and how many of them are not ASCII at least."""
_DOUBT = 30.0
"""In nats: how much worse a declaration has to fit than another encoding."""
_CHANCE = 8
"""So many characters are not UTF-8 by chance. A few can be: a word of two in Chinese."""
_BELIEVED = 0.1
"""The share of the characters that may not fit before a declaration is not believed."""


def decode(data: bytes) -> Decoded:
    """Return the text of a page: by its byte order mark, else as it declares, else as UTF-8, else by a guess.

    A declaration is not believed if the bytes are UTF-8, or do not fit it at all. Single bytes that do not fit become U+FFFD.

    Raises:
        UnreadableError: The bytes are not text, or their encoding cannot be found.
    """
    if 0 < data.count(0) < len(data) / 100:
        data = data.replace(b"\0", b"")  # as browsers do
    label = declared(data)
    codec = codec_of(label)
    if not codec or any(data.startswith(mark) for mark, _ in MARKS) or b"\0" in data[:_HEAD]:
        return decoding.decode(data, "utf-8" if codec == "utf-8" else "")
    is_multibyte = webencodings.lookup(label) is not None and webencodings.lookup(label).name in _MULTIBYTE
    if codec == "utf-8" or (not is_multibyte and not data.isascii() and decoding.is_utf8(data)):
        found = decoding.decode(data, "utf-8" if codec == "utf-8" else "")
        is_other = found.encoding.lower() != codec
        return _contradicted(found, label) if is_other else found
    if not is_multibyte and _is_contradicted(data, codec):
        return _contradicted(decoding.decode(data), label)
    found = decoding.patched(data, codec, label)
    if is_multibyte and decoding.is_utf8(data) and (found.faults or decoding.sequences(data) >= _CHANCE):
        return _contradicted(decoding.decode(data), label)
    if is_multibyte and found.faults > 3 and found.faults > _BELIEVED * sum(c > "\x7f" for c in found.text):
        return _contradicted(decoding.decode(data), label)
    return found


def declared(data: bytes) -> str:
    """Return the name of the encoding that a page declares, in small letters; empty if there is none."""
    match = _DECLARED.search(_COMMENT.sub(b"", data[:_HEAD]))
    return (match[1] or match[2]).decode("latin-1").strip().lower() if match else ""


def codec_of(label: str) -> str:
    """Return Python's name of an encoding; empty if it is not known.

    A declaration that can be read byte by byte is not in UTF-16 (WHATWG HTML, 13.2.3.2).
    """
    known = webencodings.lookup(label) if label else None
    if known is not None and known.name != "replacement":
        others = {"utf-16le": "utf-8", "utf-16be": "utf-8", "x-user-defined": "cp1252"}
        return others.get(known.name) or _WIDER.get(known.name) or str(known.codec_info.name)
    if label in _REPLACED:
        return _REPLACED[label]
    try:
        b"a".decode(label or "rot13")
        return label
    except LookupError:
        return ""


def _is_contradicted(data: bytes, codec: str) -> bool:
    """Say whether the letters of a page are far likelier in another encoding than in the one that it declares: all of another script."""
    sample = _TAG.sub(b" ", data)[:_LETTERS]
    others = sum(byte > 0x7F for byte in sample)
    if others < _OTHERS or others < 0.3 * sum(byte > 0x40 for byte in sample):
        return False
    costs = {name: cost for cost, name in guessing.candidates(sample)}
    return codec in costs and _DOUBT + 1.25 * min(costs.values()) < costs[codec]


def _contradicted(found: Decoded, label: str) -> Decoded:
    if found.text.isascii():
        return found
    what = f"it says that it is {label}, but it is {found.encoding}"
    return replace(found, notices=(what, *found.notices))
