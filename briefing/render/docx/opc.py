"""The package: parts, their relationships, properties of the document, and a zip: the same parts give the same bytes."""

from __future__ import annotations

import itertools
import posixpath
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

from briefing.document import Document, full_title
from briefing.render.docx.embedded_fonts import FACES, packed_face
from briefing.render.docx.hyperlinks import Links
from briefing.render.docx.parts import font_table_part
from briefing.render.docx.wml import clean, serialise
from briefing.render.docx.zip_file import Member, deflated, zipped
from briefing.render.remembered import Memory
from briefing.theme.model import Typeface

PNG = "image/png"
OFFICE = "application/vnd.openxmlformats-officedocument."
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_CORE = f"{_PACKAGE}metadata/core-properties"
_CORE_RELATIONSHIP = f"{_PACKAGE}relationships/metadata/core-properties"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_PROPERTIES = {"cp": _CORE, "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/", "xsi": _XSI}
"""The namespaces of the properties, by their prefixes."""
_DEFAULTS = {"png": PNG, "rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
"""What the parts of a package are if nothing else is said, by the endings of their names."""
FIRST = ("[Content_Types].xml", "_rels/.rels")
"""What a reader of the package looks for before anything else."""
PROPERTY_LENGTH = 255
"""As long as a property may be in Word's own window."""


def _place(name: str) -> int:
    return FIRST.index(name) if name in FIRST else len(FIRST)


class _Part:
    """A part of the package, or the package itself, with its relationships to others."""

    def __init__(self, name: str, content_type: str = "", blob: bytes = b"") -> None:
        self.name, self.content_type, self.blob = name, content_type, blob
        self.relationships: dict[str, tuple[str, str, bool]] = {}
        """What each is, what it leads to, and whether that is outside, by their ids."""

    def relate(self, kind: str, target: str, name: str = "", *, is_outside: bool = False) -> None:
        """Add a relationship to a part or to an address outside; without a name, under the first number that is free."""
        name = name or next(each for number in itertools.count(1) if (each := f"rId{number}") not in self.relationships)
        place = target if is_outside else posixpath.relpath(f"/{target}", posixpath.dirname(f"/{self.name}"))
        self.relationships[name] = (kind if ":" in kind else RELATIONSHIPS + kind), place, is_outside

    @property
    def members(self) -> Iterator[tuple[str, bytes]]:
        """Yield what it is in the zip."""
        if self.name:
            yield self.name, self.blob
        if self.relationships:
            top = etree.Element(f"{{{_PACKAGE}relationships}}Relationships", nsmap={None: f"{_PACKAGE}relationships"})
            for name, (kind, target, is_outside) in self.relationships.items():
                mode = {"TargetMode": "External"} if is_outside else {}
                etree.SubElement(top, f"{{{_PACKAGE}relationships}}Relationship", {"Id": name, "Type": kind, "Target": target, **mode})
            folder, file = posixpath.split(self.name)
            yield posixpath.join(folder, "_rels", f"{file}.rels"), serialise(top)


class Package:
    """A Word file while its parts come together around the main one."""

    def __init__(self, document: Document, main: bytes, links: Links) -> None:
        self._top = _Part("")
        self._parts = [self._top]
        self._packed: dict[str, Member] = {}
        """The members of the zip that are compressed already."""
        self._main = self._part("word/document.xml", f"{OFFICE}wordprocessingml.document.main+xml", main, links)
        self._top.relate("officeDocument", self._main.name)
        core = self._part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", _properties(document))
        self._top.relate(_CORE_RELATIONSHIP, core.name)

    def add(self, name: str, kind: str, blob: bytes, content_type: str = "", *, relationship: str = "", links: Links | None = None) -> None:
        """Add a part that the main part refers to.

        Args:
            name: Its name.
            kind: What it is for the main part, such as `styles`.
            blob: What is in it.
            content_type: Its type; by default that of WordprocessingML.
            relationship: The name that the main part uses for it, if it names it.
            links: The addresses outside that it has links to.
        """
        part = self._part(name, content_type or f"{OFFICE}wordprocessingml.{kind}+xml", blob, links)
        self._main.relate(kind, part.name, relationship)

    def add_properties(self, program: bytes, custom: bytes | None) -> None:
        """Add the properties of the program that made the file, and those that have no place of their own in the package."""
        for name, kind, blob in (("app", "extended", program), ("custom", "custom", custom)):
            if blob:
                self._top.relate(f"{kind}-properties", self._part(f"docProps/{name}.xml", f"{OFFICE}{kind}-properties+xml", blob).name)

    def add_fonts(self, typefaces: tuple[Typeface, ...], memory: Memory | None) -> None:
        """Add the table of fonts and each face that it names; `memory` may have them."""
        keys: dict[tuple[str, str], tuple[str, str]] = {}
        faces: list[tuple[str, str]] = []
        for typeface in dict.fromkeys(typefaces):
            for face, element in FACES:
                number = len(faces) + 1
                key, packed = packed_face(typeface, face, memory)
                keys[typeface.family, element] = (f"rId{number}", key)
                part = self._part(f"word/fonts/font{number}.odttf", f"{OFFICE}obfuscatedFont")
                faces.append((f"rId{number}", part.name))
                self._packed[part.name] = packed
        table = self._part("word/fontTable.xml", f"{OFFICE}wordprocessingml.fontTable+xml", font_table_part(typefaces, keys))
        for relationship, face_name in faces:
            table.relate("font", face_name, relationship)
        self._main.relate("fontTable", table.name)

    def save(self, path: Path) -> None:
        """Write the package: members in a fixed order and with a fixed time."""
        members = [("[Content_Types].xml", self._types()), *(member for part in self._parts for member in part.members)]
        members.sort(key=lambda each: (_place(each[0]), each[0]))
        path.write_bytes(zipped((name, self._packed.get(name) or deflated(blob)) for name, blob in members))

    def _types(self) -> bytes:
        """Return the list of the types of all parts."""
        usual = {"rels", "xml"}
        others: dict[str, str] = {}
        for part in self._parts[1:]:
            ending = part.name.rpartition(".")[2]
            if _DEFAULTS.get(ending) == part.content_type:
                usual.add(ending)
            else:
                others[f"/{part.name}"] = part.content_type
        top = etree.Element(f"{{{_PACKAGE}content-types}}Types", nsmap={None: f"{_PACKAGE}content-types"})
        for ending in sorted(usual):
            etree.SubElement(top, f"{{{_PACKAGE}content-types}}Default", {"Extension": ending, "ContentType": _DEFAULTS[ending]})
        for name, kind in sorted(others.items()):
            etree.SubElement(top, f"{{{_PACKAGE}content-types}}Override", {"PartName": name, "ContentType": kind})
        return serialise(top)

    def _part(self, name: str, content_type: str, blob: bytes = b"", links: Links | None = None) -> _Part:
        part = _Part(name, content_type, blob)
        for url, relationship in links.items() if links else ():
            part.relate("hyperlink", url, relationship, is_outside=True)
        self._parts.append(part)
        return part


def _properties(document: Document) -> bytes:
    """Return the part of the properties of the document. It has those that are not empty."""
    values = {
        "dc:title": full_title(document),
        "dc:subject": document.subject,
        "dc:creator": document.byline,
        "cp:lastModifiedBy": document.byline,
        "cp:keywords": ", ".join(document.keywords),
        "dc:description": document.description,
        "dc:language": document.language,
        "dc:identifier": document.identifier,
    }
    if document.stamp:
        moment = datetime.fromisoformat(document.stamp).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        values |= {"dcterms:created": moment, "dcterms:modified": moment}
    top = etree.Element(f"{{{_CORE}}}coreProperties", nsmap=_PROPERTIES)
    for name, value in {**values, "cp:revision": "1"}.items():
        if value:
            prefix, _, tag = name.partition(":")
            kind = {f"{{{_XSI}}}type": "dcterms:W3CDTF"} if prefix == "dcterms" else {}
            etree.SubElement(top, f"{{{_PROPERTIES[prefix]}}}{tag}", kind).text = clean(value)[:PROPERTY_LENGTH]
    return serialise(top)
