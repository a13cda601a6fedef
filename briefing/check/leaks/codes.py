"""Words that are written in codes: base64, hexadecimal, quoted-printable, per cent, numbers; codes of JSON, CSS, HTML and Rich Text."""

from __future__ import annotations

import base64
import binascii
import html
import quopri
import re
import urllib.parse
from collections.abc import Iterator

from briefing.check.leaks.budget import Budget, Opened, Part, inside

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{32,}(?:(?:\s|\\[rn])+[A-Za-z0-9+/_-]{32,})*(?:(?:\s|\\[rn])+[A-Za-z0-9+/_-]+)?={0,2}")
"""A run of base64: lines of 32 letters or more, and a shorter one at the end."""
_NO_HEX = re.compile(rb"[G-Zg-z+/_-]")
"""A run without any of these is hexadecimal: no 32 letters of base64 that say something are without them."""
_LINE_ENDS = re.compile(rb"\s|\\[rn]")
_URL_SAFE = bytes.maketrans(b"-_", b"+/")
_HEX = re.compile(rb"[0-9A-Fa-f]{40,}(?:\s+[0-9A-Fa-f]{2,})*")
_SAME = re.compile(rb"([0-9A-Fa-f])\1{39,}")
"""Digits that say nothing: an even grey in a picture. Those of #333333 would stand for themselves, again and again."""
_LIST = 12
"""Numbers that are looked at as letters."""
_NUMBERS = re.compile(rb"(?:(?:0x[0-9A-Fa-f]{2,4}|\d{2,4})[,;]\s*){%d,}" % _LIST)
_QUOTED = re.compile(rb"=[0-9A-F]{2}|=\r?\n")
_MARKS = {
    pattern: bytes(1 if re.match(sign, bytes([code])) else 0 for code in range(256))
    for pattern, sign in ((_BASE64, rb"[A-Za-z0-9+/_-]"), (_HEX, rb"[0-9A-Fa-f]"), (_NUMBERS, rb"[0-9A-Fa-fx,;\s]"))
}
"""Which signs follow each other in what these match."""
_FEWEST = {_BASE64: 32, _HEX: 40, _NUMBERS: 3 * _LIST}
"""And how many of them at the least."""
_STRING = re.compile(rb"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'")
_HAS_STRINGS = re.compile(rb"[:=(\[,+]\s*[\"']")
"""What is before a string in a script or a style sheet."""
_CENT = re.compile(rb"%[0-9A-Fa-f]{2}")
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|([0-7]{3})|[nrt])")
_SOME_ESCAPED = re.compile(rb"\\(?:[ux][0-9A-Fa-f{]|[0-7]{3})")
_IN_CSS = re.compile(r"\\([0-9A-Fa-f]{2,6})\s?")
_SOME_IN_CSS = re.compile(rb"\\[0-9A-Fa-f]{2,6}[\s\\]")
_RICH = b"{\\rtf"
_RICH_TOKEN = re.compile(r"\\u(-?\d{1,5}) ?\??|\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\[^a-zA-Z]|[{}\r\n]+")
_RICH_BREAKS = frozenset({"par", "line", "cell", "row", "tab", "page", "sect"})
_CONTROLS = bytes(set(range(1, 32)) - {9, 10, 12, 13})
_SAMPLE = 20_000
_MOST_TEXT = 0.95
"""A text has at most one control character in twenty."""
_ALPHABET = bytes(code for code in range(256) if chr(code).isalpha() or code > 127)
_MOST_SIGNS = 0.6
"""A text in words has at most so many signs that are no letters. What a PDF draws with has more."""
_LONGEST = 5_000_000
"""Bytes of a part that is looked at for codes: what is longer are pictures and fonts."""


def parts(data: bytes, name: str, opened: Opened, budget: Budget) -> Iterator[Part]:
    """Yield what bytes say if they are read as codes.

    Args:
        data: The bytes.
        name: Their whole place.
        opened: Takes apart files that are written as codes.
        budget: What is left of the limits.
    """
    for run in _runs(_BASE64, data):
        if _NO_HEX.search(run):
            yield from _base64(run, inside(name, "data in base64"), opened, budget)
    if len(data) > _LONGEST:
        return
    for run in _runs(_HEX, data):
        for digits in _SAME.sub(b" ", b"".join(run.split())).split():
            yield from opened(bytes.fromhex(digits[: len(digits) & ~1].decode()), inside(name, "data in hexadecimal"))
    if _is_binary(data):
        return
    data = data.replace(b"\0", b"")  # plain letters in UTF-16
    for match in _matches(_NUMBERS, data) if data.count(b",") + data.count(b";") >= _LIST else ():
        numbers = [int(each, 0) if each.startswith(b"0x") else int(each) for each in re.findall(rb"0x[0-9A-Fa-f]+|\d+", match[0])]
        yield Part(inside(name, "numbers of letters"), "".join(map(chr, numbers)))
    sample = data[:_SAMPLE]
    if not data.lstrip().startswith(b"<") and len(sample.translate(None, _ALPHABET)) < _MOST_SIGNS * len(sample):
        yield Part(name, data.decode("utf-8", "replace"), repeats=True, is_whole=True)
    if not data.lstrip().startswith(b"<") and _HAS_STRINGS.search(data):
        said = b" ".join(match[1] or match[2] or b"" for match in _STRING.finditer(data)).decode("utf-8", "replace")
        yield Part(inside(name, "strings of a script"), said, repeats=True, is_whole=True)
    if len(_QUOTED.findall(data)) > 1:
        yield Part(inside(name, "quoted-printable"), quopri.decodestring(data))
    if _CENT.search(data):
        yield Part(inside(name, "codes of an address"), urllib.parse.unquote_to_bytes(data))
    if data.startswith(_RICH):
        yield Part(name, _rich(data.decode("latin-1")))
    elif _SOME_ESCAPED.search(data):
        said = _ESCAPED.sub(_letter, data.decode("utf-8", "replace"))
        yield Part(inside(name, "codes of a script"), said.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    if _SOME_IN_CSS.search(data):
        yield Part(inside(name, "codes of a style sheet"), _IN_CSS.sub(_letter, data.decode("utf-8", "replace")))
    if b"&#" in data:
        yield Part(inside(name, "codes of HTML"), html.unescape(data.decode("utf-8", "replace")))


def _matches(pattern: re.Pattern[bytes], data: bytes) -> Iterator[re.Match[bytes]]:
    """Return the matches of a pattern. Most data have too few of its signs in a row, which is seen sooner."""
    return pattern.finditer(data) if b"\1" * _FEWEST[pattern] in data.translate(_MARKS[pattern]) else iter(())


def _runs(pattern: re.Pattern[bytes], data: bytes) -> Iterator[bytes]:
    """Return what a pattern matches that matches wherever enough of its signs are in a row."""
    marks, least = data.translate(_MARKS[pattern]), b"\1" * _FEWEST[pattern]
    start = marks.find(least)
    while start >= 0 and (match := pattern.match(data, start)):
        yield match[0]
        start = marks.find(least, match.end())


def _is_binary(data: bytes) -> bool:
    """Say whether bytes are no text: nearly every picture, sound and font has many control characters."""
    sample = data[:_SAMPLE]
    return len(sample.translate(None, _CONTROLS)) < _MOST_TEXT * len(sample)


def _base64(run: bytes, place: str, opened: Opened, budget: Budget) -> Iterator[Part]:
    """Yield what a run of base64 holds. A word before it may have moved its first letter."""
    letters = _LINE_ENDS.sub(b"", run).rstrip(b"=").translate(_URL_SAFE)
    for start in range(4):
        rest = letters[start:]
        rest = rest[: len(rest) - (len(rest) % 4 == 1)]
        try:
            decoded = base64.b64decode(rest + b"=" * (-len(rest) % 4))
        except binascii.Error:
            continue
        if start:
            budget.spend(len(decoded))
            yield Part(place, decoded)
        else:
            yield from opened(decoded, place)


def _letter(match: re.Match[str]) -> str:
    """Return the letter of a code: hexadecimal, or octal in the fifth group."""
    groups = match.groups()
    code = next(filter(None, groups[:4]), "")
    number = int(code, 16) if code else int(groups[4], 8) if len(groups) > 4 and groups[4] else 32
    return chr(number) if number < 0x110000 else ""


def _rich(text: str) -> str:
    """Return the words of Rich Text: without its control words, and with the letters that are codes."""
    page = re.search(r"\\ansicpg(\d{3,5})", text[:500])
    encoding = f"cp{page[1]}" if page else "cp1252"

    def said(match: re.Match[str]) -> str:
        if match[1]:
            return chr(int(match[1]) & 0xFFFF)
        if match[2]:
            return _decoded(bytes([int(match[2], 16)]), encoding)
        return "\n" if match[3] in _RICH_BREAKS else ""

    return _RICH_TOKEN.sub(said, text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _decoded(code: bytes, encoding: str) -> str:
    try:
        return code.decode(encoding, "replace")
    except LookupError:
        return code.decode("cp1252", "replace")
