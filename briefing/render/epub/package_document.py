"""The package document: the metadata of the publication, the list of its files, and their reading order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from lxml import etree

from briefing.dataclass import dataclass
from briefing.document import Document, Figure, Formula, InlinePicture, Note, Picture, ScanCode, Table, walk, walk_blocks, whole_title
from briefing.render.epub.xhtml import XML_LANG
from briefing.render.zip_file import Member

OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
OLDEST = "2023-05-25T00:00:00Z"
"""The day of EPUB 3.3, the edition that books are written in: for a book that knows no date, as it must have one."""
CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"
"""In the very words that EPUB Accessibility 1.1 (2.5.2) prescribes."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of the publication."""

    path: str
    """Seen from the package document."""
    media_type: str
    data: bytes | Member
    """What it holds; what is compressed already stays so."""
    properties: str = ""
    """What EPUB 3.3 (D.3) calls manifest properties."""
    in_spine: bool = False

    @property
    def identifier(self) -> str:
        """Its id in the manifest."""
        return self.path.replace("/", "-").replace(".", "-").lower()


def package_document(document: Document, resources: Sequence[Resource]) -> bytes:
    """Return the package document (EPUB 3.3, 5); `resources` are in reading order where they are read."""
    root = etree.Element(
        f"{{{OPF}}}package", {"version": "3.0", "unique-identifier": "identifier", XML_LANG: document.language}, {None: OPF}
    )
    _metadata(etree.SubElement(root, f"{{{OPF}}}metadata", nsmap={"dc": DC}), document, resources)
    manifest = etree.SubElement(root, f"{{{OPF}}}manifest")
    ncx = next(each.identifier for each in resources if each.media_type == "application/x-dtbncx+xml")
    spine = etree.SubElement(root, f"{{{OPF}}}spine", toc=ncx)
    if document.backward:
        spine.set("page-progression-direction", "rtl")
    for each in resources:
        item = {"id": each.identifier, "href": each.path, "media-type": each.media_type}
        etree.SubElement(manifest, f"{{{OPF}}}item", item | ({"properties": each.properties} if each.properties else {}))
        if each.in_spine:
            etree.SubElement(spine, f"{{{OPF}}}itemref", idref=each.identifier)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def _metadata(parent: etree._Element, document: Document, resources: Sequence[Resource]) -> None:
    def core(name: str, value: str, identifier: str = "") -> None:
        if value:
            etree.SubElement(parent, f"{{{DC}}}{name}", {"id": identifier} if identifier else {}).text = value

    def meta(name: str, value: str, refines: str = "") -> etree._Element:
        attributes = ({"refines": refines} if refines else {}) | {"property": name}
        each = etree.SubElement(parent, f"{{{OPF}}}meta", attributes)
        each.text = value
        return each

    core("identifier", document.identifier, "identifier")
    # One title: some programs take the last of several for that of the book, others show the first only.
    core("title", whole_title(document))
    core("creator", document.byline)
    core("language", document.language)
    core("date", document.stamp)
    for subject in dict.fromkeys((document.subject, *document.keywords)):
        core("subject", subject)
    core("description", document.description)
    core("rights", document.rights)
    meta("dcterms:modified", document.stamp or document.newest or OLDEST)
    nodes = list(walk(document))
    shown = (each for each in nodes if isinstance(each, Figure | Picture | InlinePicture | ScanCode))
    # A picture without one only decorates.
    pictures = [each.alt.strip() for each in shown if each.alt or not isinstance(each, Picture | InlinePicture)]
    kinds = {type(each) for each in nodes}
    for name, value in _accessibility(document, pictures, kinds):
        meta(f"schema:{name}", value)
    if document.pages:
        meta("pageBreakSource", document.identifier)  # the PDF of the same build has it, too
    if document.certified_by:
        # A program cannot know this: somebody has signed for it.
        meta("dcterms:conformsTo", CONFORMANCE).set("id", "conformance")
        meta("a11y:certifiedBy", document.certified_by, "#conformance")
    meta("schema:accessibilitySummary", _summary(document, kinds)).set(XML_LANG, "en")
    cover = next((each.identifier for each in resources if each.properties == "cover-image"), None)
    if cover:
        # Reading systems of EPUB 2 look for the cover here.
        etree.SubElement(parent, f"{{{OPF}}}meta", name="cover", content=cover)


def _accessibility(document: Document, pictures: Sequence[str], kinds: Collection[type]) -> Iterator[tuple[str, str]]:
    """Yield what is true of every pack, in the words of schema.org (EPUB Accessibility 1.1, 2.2).

    Nothing is said of alternative texts where a pack has no picture but its cover image, which is not part of the text.

    Args:
        document: The pack.
        pictures: The alternative texts of its pictures, empty where there is none.
        kinds: The kinds of its nodes.
    """
    yield "accessMode", "textual"
    if pictures:
        yield "accessMode", "visual"
    yield "accessModeSufficient", "textual"
    for feature in (
        "ARIA",
        *(["alternativeText"] if pictures and all(pictures) else []),
        "displayTransformability",
        *(["pageBreakMarkers", "pageNavigation"] if document.pages else []),
        *(["longDescription"] if Figure in kinds and _are_described(document) else []),
        *(["MathML"] if Formula in kinds else []),
        "readingOrder",
        "structuralNavigation",
        "tableOfContents",
    ):
        yield "accessibilityFeature", feature
    yield "accessibilityHazard", "none"


def _are_described(document: Document) -> bool:
    """Say whether each drawing has a table with all that it shows; of some maps, a sentence says it."""
    return all(each.details for each in walk_blocks(document) if isinstance(each, Figure))


def _summary(document: Document, kinds: Collection[type]) -> str:
    """Return what a reader with a disability finds in this pack, in sentences that are true of this one."""
    beside = "a table" if _are_described(document) else "a table or a sentence"
    if Figure in kinds:
        images = f"Each drawing has an alternative text and {beside} with all that it shows; there are no other images but the cover image."
    else:
        images = "All content is text; there are no images but the cover image."
    if Picture in kinds or InlinePicture in kinds:
        drawn = f"Each drawing has an alternative text and {beside} with all that it shows. " if Figure in kinds else ""
        images = f"{drawn}Each picture has an alternative text, unless it only decorates."
    if ScanCode in kinds:
        images += " Codes to scan are images, too; each has an alternative text, and its address beside it in words."
    sentences = [images, "Headings and the table of contents give the structure."]
    if Formula in kinds:
        sentences.append("Formulas are MathML, with their words beside it.")
    if Note in kinds:
        sentences.append("Notes are linked from the words they are about and back.")
    if Table in kinds:
        sentences.append("Tables have marked header cells.")
    certified = f"was certified by {document.certified_by}" if document.certified_by else "was not certified by anybody"
    sentences.append(f"The accessibility of this file {certified}.")
    return " ".join(sentences)
