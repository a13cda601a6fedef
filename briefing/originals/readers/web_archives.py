"""Reading pages and mails that are one file with all their parts: MHTML of browsers, web archives of Safari, mails (.eml)."""

from __future__ import annotations

import email
import email.policy
import plistlib
import re
from collections.abc import Iterator
from dataclasses import field, replace
from email.message import EmailMessage
from email.utils import getaddresses
from typing import Any
from urllib.parse import urljoin

from briefing.dataclass import dataclass
from briefing.originals.readers import declared, decoding, plain, publication, web
from briefing.originals.readers.decoding import Decoded
from briefing.originals.readers.hidden import quoted
from briefing.originals.readers.result import Reading
from briefing.system.confined.limits import UnreadableError

_SAFARI = b"bplist00"
_AGAIN = "Open it in the program that made it, and save it as a web page (.html)."
_SAVED = re.compile(r"Saved by|Blink|MSHTML", re.IGNORECASE)
"""Who sends a message that is no mail but a saved page."""


@dataclass
class _Archive:
    """A page or a mail, with the parts that it shows."""

    page: bytes = b""
    kind: str = ""
    label: str = ""
    """The encoding of the page, as the archive names it."""
    address: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    """Style sheets and pages in frames, by their addresses."""
    attached: list[str] = field(default_factory=list)


def read_archive(data: bytes) -> Reading:
    """Read a saved page or a mail.

    Raises:
        UnreadableError: It is damaged, or has no text.
    """
    try:
        message = None if data.startswith(_SAFARI) else email.message_from_bytes(data, policy=email.policy.default)
        archive = _of_safari(plistlib.loads(data)) if message is None else _of_message(message)
    except (ValueError, RecursionError, OverflowError, KeyError, LookupError, AttributeError, TypeError):
        raise UnreadableError("this archive is damaged, or not complete", _AGAIN) from None
    if not archive.page.strip():
        raise UnreadableError("there is no text in this archive", _AGAIN)
    reading = _read(archive)
    if address := publication.plain_address(archive.address):
        reading = replace(reading, work={"URL": address, **reading.work})
    if message is None or _SAVED.search(str(message.get("From", ""))):
        return reading
    return _as_mail(reading, message, archive.attached)


def _read(archive: _Archive) -> Reading:
    decoded = _decoded(archive.page, archive.label)
    if archive.kind == "text/plain":
        return plain.read_text(decoded)
    parts = _Parts(archive.parts, archive.address)
    root = web.parsed(decoded.text, parts.frame)
    for link in root.iter("link"):
        if "stylesheet" in str(link.get("rel", "")).lower() and (sheet := parts.get(link.get("href", ""))) is not None:
            link.tag, link.text = "style", sheet
            link.attrib.pop("rel")
    return web.read_page(root, decoded)


def _decoded(page: bytes, label: str) -> Decoded:
    codec = declared.codec_of(label)
    return decoding.patched(page, codec, label) if codec and codec != "utf-8" else declared.decode(page)


class _Parts:
    """Finds the parts of an archive by the addresses in its page."""

    def __init__(self, parts: dict[str, str], address: str) -> None:
        self._parts, self._address = parts, address

    def get(self, href: str) -> str | None:
        """Return the text of a part, or None if there is none at an address."""
        try:
            whole = urljoin(self._address, href)
        except ValueError:
            whole = href
        return self._parts.get(href, self._parts.get(whole))

    def frame(self, href: str) -> str:
        """Return the page that a frame shows; empty if it is not in the archive."""
        return self.get(href) or ""


# ── MIME ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_message(message: Any) -> _Archive:
    found = _Archive()
    for part in _leaves(message):
        kind, content = part.get_content_type(), part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        if part.get_content_disposition() == "attachment":
            found.attached.append(str(part.get_filename() or kind))
        elif kind in ("text/html", "application/xhtml+xml") and found.kind in ("", "text/plain"):
            found.page, found.kind, found.label = content, "text/html", str(part.get_content_charset() or "")
            found.address = str(part.get("Content-Location", "")).strip()
        elif kind == "text/plain" and not found.kind:
            found.page, found.kind, found.label = content, kind, str(part.get_content_charset() or "utf-8")
        elif kind in ("text/css", "text/html", "application/xhtml+xml"):
            text = _decoded(content, str(part.get_content_charset() or "")).text
            for key in (str(part.get("Content-Location", "")).strip(), f"cid:{str(part.get('Content-ID', '')).strip(' <>')}"):
                found.parts.setdefault(key, text)
    return found


def _leaves(message: Any) -> Iterator[EmailMessage]:
    return (part for part in message.walk() if not part.is_multipart())


def _as_mail(reading: Reading, message: Any, attached: list[str]) -> Reading:
    """Return the reading of a mail, with what its head says."""
    names = tuple(name or address for name, address in getaddresses([str(message.get("From", ""))]))
    date = getattr(message.get("Date"), "datetime", None)
    notices = reading.notices
    if attached:
        many = "s" if len(attached) > 1 else ""
        notices = (*notices, f"{len(attached):,} attached file{many} left out{quoted(attached[:1])}")
    issued = date.date().isoformat() if date else reading.issued
    title = str(message.get("Subject", "")) or reading.title
    return replace(reading, title=title, author=tuple(filter(None, names)) or reading.author, issued=issued, notices=notices)


# ── Safari ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_safari(tree: Any) -> _Archive:
    main = tree["WebMainResource"]
    found = _Archive(main["WebResourceData"], "text/html", main.get("WebResourceTextEncodingName", ""), main.get("WebResourceURL", ""))
    for each in tree.get("WebSubresources", []):
        if each.get("WebResourceMIMEType") == "text/css":
            text = _decoded(each["WebResourceData"], each.get("WebResourceTextEncodingName", "")).text
            found.parts.setdefault(each.get("WebResourceURL", ""), text)
    for each in tree.get("WebSubframeArchives", []):
        inner = _of_safari(each)
        found.parts.setdefault(inner.address, _decoded(inner.page, inner.label).text)
    return found
