"""Zip packages (docx, odt, epub): the checks before anything is unpacked."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any

from lxml import etree

from briefing.system import entities, safe_xml
from briefing.system.confined.limits import UnreadableError

_ENTRIES = 5_000
_UNPACKED = 200_000_000
"""Bytes of all entries together."""
_RATIO = 200
"""Times that an entry may grow; documents of text grow about ten times."""
_SMALL = 2_000_000
"""An entry up to this size may grow more: long runs of one pattern are usual in small parts."""
_XML = (".xml", ".rels", ".xhtml", ".html", ".htm", ".opf", ".ncx", ".rdf", ".svg")
_AGAIN = "Get the file again, or save it again from the program that made it."


def opened(data: bytes, *, texts: tuple[str, ...] = ()) -> zipfile.ZipFile:
    """Open a package.

    Args:
        data: The package.
        texts: How the names of parts end that may declare entities, because their reader puts none in.

    Raises:
        UnreadableError: It is damaged, encrypted, a bomb, or declares entities other than short plain texts.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        entries = package.infolist()
        _refuse_bombs(entries)
        if any(entry.flag_bits & 1 for entry in entries):
            raise encrypted()
        if _encrypts(package):
            raise encrypted()
        for entry in entries:
            name = entry.filename.lower()
            if name.endswith(_XML) and not (name.endswith(texts) and not name.startswith("meta-inf/")):
                _with_entities(package.read(entry))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError):
        raise UnreadableError("this file is damaged, or not complete", _AGAIN) from None
    return package


def encrypted() -> UnreadableError:
    """Return the refusal of a file with a password."""
    return UnreadableError("this file is encrypted", "Open it with its password and save it without one.")


def _refuse_bombs(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    grown = any(entry.file_size > _SMALL and entry.file_size > _RATIO * max(entry.compress_size, 1) for entry in entries)
    if len(entries) > _ENTRIES or unpacked > _UNPACKED or grown:
        what = f"this file would unpack to {unpacked / 1_000_000:,.0f} MB in {len(entries)} parts, far more than a text needs"
        raise UnreadableError(what, "Copy the text that you need into a new file.")


def _encrypts(package: zipfile.ZipFile) -> bool:
    """Say whether the manifest of an ODF package, or the encryption list of an EPUB, names encrypted text (fonts alone do not count)."""
    names = set(package.namelist())
    if "META-INF/encryption.xml" in names:
        found = re.findall(rb"CipherReference[^>]*URI=[\"']([^\"']+)", package.read("META-INF/encryption.xml"))
        return any(uri.lower().endswith((b".xhtml", b".html", b".htm", b".opf", b".xml")) for uri in found)
    return "META-INF/manifest.xml" in names and b"encryption-data" in package.read("META-INF/manifest.xml")


def part(package: zipfile.ZipFile, name: str) -> bytes:
    """Return a part of a package, with the entities that it declares put in.

    Raises:
        UnreadableError: One of them may read another file, or grow without bounds.
    """
    data = package.read(name)
    return _with_entities(data) if name.lower().endswith(_XML) else data


def _with_entities(data: bytes) -> bytes:
    try:
        return entities.put_in(data)
    except entities.UnsafeEntitiesError:
        what = "this file declares XML entities that can read other files or grow without bounds"
        raise UnreadableError(what, "Open it in the program that made it, and save it again. Or copy its text into a new file.") from None


def parsed(part: bytes) -> Any:
    """Parse a part of a package; nothing outside of it is read.

    Raises:
        UnreadableError: It is no XML, or declares entities other than short plain texts.
    """
    try:
        return safe_xml.parsed(_with_entities(part))
    except etree.XMLSyntaxError:
        raise UnreadableError(
            "this file is damaged: its XML is broken", "Open it in the program that made it, and save it again."
        ) from None
