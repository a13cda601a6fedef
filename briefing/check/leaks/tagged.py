"""Words in files with tags (XML, HTML, SVG): between the tags, and in attributes, comments and instructions."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from briefing.check.leaks.budget import Part
from briefing.check.leaks.flowing import flowing, symbol
from briefing.check.leaks.looks import by_attributes, by_looks, computed
from briefing.system.confined.limits import UnreadableError

_ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"']([\w.-]+)")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_PAGE = re.compile(r"\s*<(?:!doctype html\s*>|html>|html (?!xmlns))", re.IGNORECASE)
"""How a page begins that is HTML and no XML."""
_SYMBOL = re.compile(r"<w:sym\b[^>]*w:char=[\"']([0-9A-Fa-f]{1,5})[\"'][^>]*>")
_TAG = re.compile(r"<[^>]*>")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def is_tagged(data: bytes) -> bool:
    """Say whether bytes are a file of tags."""
    head = data[:200].replace(b"\0", b"").removeprefix(codecs.BOM_UTF8).removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip()
    return head.startswith(b"<")


def tagged(data: bytes, place: str) -> Iterator[Part]:
    """Yield the words of a file of tags as they follow each other, and the whole file as it is written.

    Raises:
        UnreadableError: It declares entities, with which words can be put together from pieces.
    """
    text = _text(data)
    if "<!ENTITY" in text:
        raise UnreadableError("this file declares XML entities, which no pack does", f"Delete them from {place or 'its first lines'}.")
    yield Part(place, html.unescape(_TAG.sub("", _SYMBOL.sub(lambda match: symbol(match[1]), text))))
    yield Part(place, html.unescape(text) if "&" in text else data)
    root = _parsed(text)
    if root is not None:
        kept, dropped = flowing(root)
        yield Part(place, kept, is_whole=True)
        yield Part(place, dropped)
        yield from (Part(place, text, repeats=True) for text in by_looks(root))
        for text in by_attributes(root):
            yield Part(place, text, repeats=True, is_whole=True)
            yield Part(place, computed(text))
        yield Part(place, computed(dropped))


def _parsed(text: str) -> Any | None:
    """Parse a file of tags as far as it goes. Nothing outside of it is read."""
    is_page = bool(_PAGE.match(text))
    parser: Any = (
        etree.HTMLParser(no_network=True, encoding="utf-8")
        if is_page
        else etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, encoding="utf-8")
    )
    try:
        return etree.fromstring(_DECLARATION.sub("", text.lstrip("\ufeff")).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _text(data: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    declared = _ENCODING.match(data)
    if not encoding and declared:
        encoding = declared[1].decode()
    elif not encoding:
        encoding = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be" if data[:1] == b"\0" else "utf-8"
    try:
        return data.decode(encoding, "replace")
    except LookupError:
        return data.decode("utf-8", "replace")
