"""A Word file of the user's whose styles a pack takes: opened with care, for it may come from anywhere."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from lxml import etree

from briefing.errors import BriefingError, Problem
from briefing.look.layers import Layer
from briefing.look.places import found

LARGEST_FILE = 20_000_000
LARGEST_PART = 20_000_000
"""In bytes, unpacked."""
STYLES = "word/styles.xml"
_READ = ("[Content_Types].xml", STYLES, "word/numbering.xml", "word/theme/theme1.xml")
"""The parts that a pack takes something from."""
_AGAIN = "Open it in Word and save it as .docx (not .docm, .dotx or .doc)."


def read(layer: Layer, root: Path) -> bytes:
    """Return the Word file that a layer names.

    Raises:
        BriefingError: It is no Word file, has macros or a password, or hides attacks.
    """
    file = found(layer, ("reference",), root, (".docx",), LARGEST_FILE)
    data, name = file.read_bytes(), layer.get("reference")

    def problem(what: str, hint: str = _AGAIN) -> Problem:
        return layer.problem(("reference",), f"'{name}' {what}", hint)

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise BriefingError([problem("has a password, or is in the format of old Word", "Open it in Word and save it as .docx, without.")])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _refuse_macros(package, problem("holds macros", "Save it in Word as .docx without macros."))
            _refuse_attacks(package, problem("cannot be trusted: a part of it unfolds into far too much"))
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, etree.XMLSyntaxError):
        raise BriefingError([problem("is not a Word file that can be read")]) from None
    return data


def _refuse_macros(package: zipfile.ZipFile, problem: Problem) -> None:
    types = package.read("[Content_Types].xml") if package.getinfo("[Content_Types].xml").file_size < LARGEST_PART else b""
    if any("vbaproject" in name.lower() for name in package.namelist()) or b"macroEnabled" in types:
        raise BriefingError([problem])


def _refuse_attacks(package: zipfile.ZipFile, problem: Problem) -> None:
    """Refuse what unfolds: parts of enormous size and definitions of entities. Raises KeyError where there are no styles."""
    package.getinfo(STYLES)
    for name in _READ:
        if name in package.namelist():
            if package.getinfo(name).file_size > LARGEST_PART:
                raise BriefingError([problem])
            part = package.read(name)
            if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
                raise BriefingError([problem])
            etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
