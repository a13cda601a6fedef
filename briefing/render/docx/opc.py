"""The package: parts, their relationships, properties of the document, and a zip with the same bytes from the same parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

from briefing.document import Document, full_title
from briefing.render.docx.embedded_fonts import FACES, is_embeddable, packed_face, points_of
from briefing.render.docx.hyperlinks import Links
from briefing.render.docx.package_parts import CORE, CUSTOM, FONT, FONTS, HYPERLINK, MAIN, PROGRAM, Kind, Part, types_of
from briefing.render.docx.parts import font_table_part
from briefing.render.docx.wml import clean, serialise
from briefing.render.remembered import Memory
from briefing.render.zip_file import Member, deflated, zipped
from briefing.theme.model import Typeface

PROPERTIES = {
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
FIRST = ("[Content_Types].xml", "_rels/.rels")
"""What a reader of the package looks for before anything else."""
WITH_WORDS = re.compile(r"/word/(document|footnotes|comments|header.*|footer.*)\.xml")
"""The parts that have words of the pack."""
MAIN_PART = "/word/document.xml"
PROPERTY_LENGTH = 255
"""As long as a property may be in Word's own window."""


def _place(name: str) -> int:
    return FIRST.index(name) if name in FIRST else len(FIRST)


class Package:
    """A Word file while its parts come together around the main one."""

    def __init__(self, document: Document, main: bytes, links: Links, settled: Callable[[bytes], bytes] = bytes) -> None:
        """Begin with the main part. `settled` changes each part that has words of the pack."""
        self._settled = settled
        self._package = Part("/")
        self._parts: list[Part] = []
        self._packed: dict[str, Member] = {}
        """The members of the zip that are compressed already."""
        self._main = self._part(MAIN_PART, MAIN, main, links)
        self._package.relate(MAIN.relationship, self._main.name)
        self._add_to_package("/docProps/core.xml", CORE, _properties(document))

    def add(
        self, name: str, kind: Kind, blob: bytes, *, relationship: str = "", links: Links | None = None, within: str = MAIN_PART
    ) -> None:
        """Add a part that another part refers to.

        Args:
            name: Its name.
            kind: What it is.
            blob: What is in it.
            relationship: The name that the other part uses for it, if it names it.
            links: The addresses that it leads to.
            within: The name of the other part, which is there already.
        """
        other = next(each for each in self._parts if each.name == within)
        other.relate(kind.relationship, self._part(name, kind, blob, links).name, relationship)

    def add_properties(self, program: bytes, custom: bytes | None) -> None:
        """Add the properties of the program that made the file, and those that have no place of their own in the package."""
        self._add_to_package("/docProps/app.xml", PROGRAM, program)
        if custom:
            self._add_to_package("/docProps/custom.xml", CUSTOM, custom)

    def add_fonts(
        self, typefaces: tuple[Typeface, ...], memory: Memory | None, further: Mapping[Typeface, Collection[str]] | None = None
    ) -> None:
        """Add the table of fonts and each face that it names; `memory` may have them.

        Args:
            typefaces: Those of the theme.
            memory: What was made before.
            further: Further typefaces, with the characters that are written in them.
        """
        keys: dict[tuple[str, str], tuple[str, str]] = {}
        faces: list[tuple[str, Part]] = []
        for typeface in dict.fromkeys(typefaces):
            for face, element in FACES:
                number = len(faces) + 1
                key, packed = packed_face(typeface, face, memory)
                keys[typeface.family, element] = (f"rId{number}", key)
                faces.append((f"rId{number}", self._part(f"/word/fonts/font{number}.odttf", FONT, b"", None)))
                self._packed[f"word/fonts/font{number}.odttf"] = packed
        for typeface, written in (further or {}).items():
            for face, element in FACES[: 2 if typeface.has_bold else 1] if is_embeddable(typeface) else ():
                number = len(faces) + 1
                key, packed = packed_face(typeface, face, memory, points_of(typeface, written))
                keys[typeface.family, element] = (f"rId{number}", key)
                faces.append((f"rId{number}", self._part(f"/word/fonts/font{number}.odttf", FONT, b"", None)))
                self._packed[f"word/fonts/font{number}.odttf"] = packed
        every = (*typefaces, *(further or ()))
        table = self._part("/word/fontTable.xml", FONTS, font_table_part(every, keys), None)
        for relationship, part in faces:
            table.relate(FONT.relationship, part.name, relationship)
        self._main.relate(FONTS.relationship, table.name)

    def save(self, path: Path) -> None:
        """Write the package: members in a fixed order and with a fixed time."""
        members = sorted(self._members(), key=lambda each: (_place(each[0]), each[0]))
        path.write_bytes(zipped((name, self._packed.get(name) or deflated(blob)) for name, blob in members))

    def _members(self) -> Iterator[tuple[str, bytes]]:
        """Yield what is in the zip."""
        yield "[Content_Types].xml", types_of(self._parts)
        for part in (self._package, *self._parts):
            if part is not self._package:
                yield part.name[1:], part.blob
            if part.relationships:
                name, blob = part.relationships_part
                yield name[1:], blob

    def _part(self, name: str, kind: Kind, blob: bytes, links: Links | None) -> Part:
        part = Part(name, kind.content_type, self._settled(blob) if WITH_WORDS.fullmatch(name) else blob)
        for url, relationship in links.items() if links else ():
            part.relate(HYPERLINK, url, relationship)
        self._parts.append(part)
        return part

    def _add_to_package(self, name: str, kind: Kind, blob: bytes) -> None:
        self._package.relate(kind.relationship, self._part(name, kind, blob, None).name)


def _properties(document: Document) -> bytes:
    """Return what the file says of itself (ISO/IEC 29500-2, 11); what is empty is left out."""
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
    moment = f"{datetime.fromisoformat(document.stamp).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if document.stamp else ""
    moments = {"dcterms:created": moment, "dcterms:modified": moment}
    top = etree.Element(_tag("cp:coreProperties"), nsmap={**PROPERTIES, "xsi": INSTANCE})
    for name, value in {**values, **moments, "cp:revision": "1"}.items():
        if value:
            element = etree.SubElement(top, _tag(name))
            element.text = clean(value)[:PROPERTY_LENGTH]
            if name in moments:
                element.set(f"{{{INSTANCE}}}type", "dcterms:W3CDTF")
    return serialise(top)


def _tag(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{PROPERTIES[prefix]}}}{local}"
