"""The package: parts, their relationships, properties of the document, and a zip with the same bytes from the same parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI, PackURI
from docx.opc.part import Part, XmlPart
from docx.opc.pkgwriter import _ContentTypesItem
from docx.package import Package as PartPackage

from briefing.document import Document, full_title
from briefing.render.docx.embedded_fonts import FACES, is_embeddable, packed_face, points_of
from briefing.render.docx.hyperlinks import Links
from briefing.render.docx.parts import font_table_part
from briefing.render.docx.wml import clean
from briefing.render.docx.zip_file import Member, deflated, zipped
from briefing.render.remembered import Memory
from briefing.theme.model import Typeface

OBFUSCATED_FONT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
FONT_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
FIRST = ("[Content_Types].xml", "_rels/.rels")
"""What a reader of the package looks for before anything else."""
WITH_WORDS = re.compile(r"/word/(document|footnotes|comments|header.*|footer.*)\.xml")
"""The parts that have words of the pack."""
PROPERTY_LENGTH = 255
"""As long as a property may be in python-docx and in Word's own window."""


def _place(name: str) -> int:
    return FIRST.index(name) if name in FIRST else len(FIRST)


class Package:
    """A Word file while its parts come together around the main one."""

    def __init__(self, document: Document, main: bytes, links: Links, settled: Callable[[bytes], bytes] = bytes) -> None:
        """Begin with the main part. `settled` changes each part that has words of the pack."""
        self._settled = settled
        self._package = PartPackage()
        self._packed: dict[str, Member] = {}
        """The members of the zip that are compressed already."""
        self._main = self._part("/word/document.xml", CONTENT_TYPE.WML_DOCUMENT_MAIN, main, links)
        self._package.relate_to(self._main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
        self._properties(document)

    def add(
        self, name: str, content_type: str, relationship_type: str, blob: bytes, *, relationship: str = "", links: Links | None = None
    ) -> None:
        """Add a part that the main part refers to; `relationship` is the name that the main part uses for it, if it names it."""
        part = self._part(name, content_type, blob, links)
        if relationship:
            self._main.load_rel(relationship_type, part, relationship)
        else:
            self._main.relate_to(part, relationship_type)

    def add_properties(self, program: bytes, custom: bytes | None) -> None:
        """Add the properties of the program that made the file, and those that have no place of their own in the package."""
        part = self._part("/docProps/app.xml", CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, program, None)
        self._package.relate_to(part, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
        if custom:
            part = self._part("/docProps/custom.xml", CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, custom, None)
            self._package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)

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
                faces.append((f"rId{number}", self._part(f"/word/fonts/font{number}.odttf", OBFUSCATED_FONT, b"", None)))
                self._packed[f"word/fonts/font{number}.odttf"] = packed
        for typeface, written in (further or {}).items():
            for face, element in FACES[: 2 if typeface.has_bold else 1] if is_embeddable(typeface) else ():
                number = len(faces) + 1
                key, packed = packed_face(typeface, face, memory, points_of(typeface, written))
                keys[typeface.family, element] = (f"rId{number}", key)
                faces.append((f"rId{number}", self._part(f"/word/fonts/font{number}.odttf", OBFUSCATED_FONT, b"", None)))
                self._packed[f"word/fonts/font{number}.odttf"] = packed
        every = (*typefaces, *(further or ()))
        table = self._part("/word/fontTable.xml", CONTENT_TYPE.WML_FONT_TABLE, font_table_part(every, keys), None)
        for relationship, part in faces:
            table.load_rel(FONT_RELATIONSHIP, part, relationship)
        self._main.relate_to(table, RELATIONSHIP_TYPE.FONT_TABLE)

    def save(self, path: Path) -> None:
        """Write the package: members in a fixed order and with a fixed time."""
        members = sorted(self._members(), key=lambda each: (_place(each[0]), each[0]))
        path.write_bytes(zipped((name, self._packed.get(name) or deflated(blob)) for name, blob in members))

    def _members(self) -> Iterator[tuple[str, bytes]]:
        """Yield what is in the zip. python-docx would compress it with the time of now, and all would have to be done again."""
        parts = list(self._package.iter_parts())
        kinds: Any = _ContentTypesItem
        yield CONTENT_TYPES_URI.membername, kinds.from_parts(parts).blob
        yield PACKAGE_URI.rels_uri.membername, self._package.rels.xml
        for part in parts:
            yield part.partname.membername, part.blob
            if len(part.rels):
                yield part.partname.rels_uri.membername, part.rels.xml

    def _part(self, name: str, content_type: str, blob: bytes, links: Links | None) -> Part:
        part = Part(PackURI(name), content_type, self._settled(blob) if WITH_WORDS.fullmatch(name) else blob, self._package)
        for url, relationship in links.items() if links else ():
            part.load_rel(RELATIONSHIP_TYPE.HYPERLINK, url, relationship, is_external=True)
        return part

    def _properties(self, document: Document) -> None:
        properties = self._package.core_properties
        values = {
            "title": full_title(document),
            "subject": document.subject,
            "author": document.byline,
            "last_modified_by": document.byline,
            "keywords": ", ".join(document.keywords),
            "comments": document.description,
            "language": document.language,
            "identifier": document.identifier,
        }
        # python-docx has put a title, a name and the moment of now there, and an empty value would stay as an empty element.
        part = self._package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
        assert isinstance(part, XmlPart)
        for element in list(part.element):
            part.element.remove(element)
        for name, value in values.items():
            if value:
                setattr(properties, name, clean(value)[:PROPERTY_LENGTH])
        if document.stamp:
            properties.created = properties.modified = datetime.fromisoformat(document.stamp).astimezone(UTC).replace(tzinfo=None)
        properties.revision = 1
