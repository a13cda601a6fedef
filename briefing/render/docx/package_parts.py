"""The parts of a package, their relationships, and the table of their types (ISO/IEC 29500-2)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import field
from typing import NamedTuple

from lxml import etree

from briefing.dataclass import dataclass
from briefing.render.docx.wml import serialise

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats"
HYPERLINK = f"{_OFFICE}/hyperlink"
BY_ENDING = {
    "png": "image/png",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
    **dict.fromkeys(("jpe", "jpeg", "jpg"), "image/jpeg"),
    **dict.fromkeys(("tif", "tiff"), "image/tiff"),
}
"""The types of parts that are told by the endings of their names."""
ALWAYS = {"rels": f"{_TYPES}-package.relationships+xml", "xml": "application/xml"}


class Kind(NamedTuple):
    """What a part is."""

    content_type: str
    relationship: str


def _of_word(name: str) -> Kind:
    return Kind(f"{_TYPES}-officedocument.wordprocessingml.{name}+xml", f"{_OFFICE}/{name}")


MAIN = Kind(f"{_TYPES}-officedocument.wordprocessingml.document.main+xml", f"{_OFFICE}/officeDocument")
STYLES, NUMBERING, SETTINGS, FONTS = map(_of_word, ("styles", "numbering", "settings", "fontTable"))
FOOTNOTES, ENDNOTES, COMMENTS, HEADER, FOOTER = map(_of_word, ("footnotes", "endnotes", "comments", "header", "footer"))
COLOURS = Kind(f"{_TYPES}-officedocument.theme+xml", f"{_OFFICE}/theme")
FONT = Kind(f"{_TYPES}-officedocument.obfuscatedFont", f"{_OFFICE}/font")
PROGRAM = Kind(f"{_TYPES}-officedocument.extended-properties+xml", f"{_OFFICE}/extended-properties")
CUSTOM = Kind(f"{_TYPES}-officedocument.custom-properties+xml", f"{_OFFICE}/custom-properties")
CORE = Kind(f"{_TYPES}-package.core-properties+xml", f"{_PACKAGE}/relationships/metadata/core-properties")


def image(content_type: str) -> Kind:
    """Return what a picture is."""
    return Kind(content_type, f"{_OFFICE}/image")


@dataclass(slots=True)
class Part:
    """A part; with the name `/` the package itself."""

    name: str
    content_type: str = ""
    blob: bytes = b""
    relationships: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By the name that the part gives to each: its type, and the part or the address that it leads to."""

    def relate(self, kind: str, target: str, name: str = "") -> None:
        """Lead to another part or to an address; without a name under the first that is free."""
        free = (f"rId{number}" for number in range(1, len(self.relationships) + 2))
        self.relationships[name or next(each for each in free if each not in self.relationships)] = kind, target

    @property
    def relationships_part(self) -> tuple[str, bytes]:
        """Return the name and the content of the part with its relationships."""
        folder, file = posixpath.split(self.name)
        top = etree.Element("Relationships", nsmap={None: f"{_PACKAGE}/relationships"})
        for name, (kind, target) in self.relationships.items():
            is_outside = kind == HYPERLINK
            place = target if is_outside else posixpath.relpath(target, folder)
            mode = {"TargetMode": "External"} if is_outside else {}
            etree.SubElement(top, "Relationship", {"Id": name, "Type": kind, "Target": place, **mode})
        return posixpath.join(folder, "_rels", f"{file}.rels"), serialise(top)


def types_of(parts: Iterable[Part]) -> bytes:
    """Return the table of the types of parts."""
    endings, names = dict(ALWAYS), dict[str, str]()
    for part in parts:
        ending = posixpath.splitext(part.name)[1][1:]
        known = {**BY_ENDING, **ALWAYS}.get(ending.lower()) == part.content_type
        (endings if known else names)[ending if known else part.name] = part.content_type
    top = etree.Element("Types", nsmap={None: f"{_PACKAGE}/content-types"})
    for ending, kind in sorted(endings.items()):
        etree.SubElement(top, "Default", {"Extension": ending, "ContentType": kind})
    for name, kind in sorted(names.items()):
        etree.SubElement(top, "Override", {"PartName": name, "ContentType": kind})
    return serialise(top)
