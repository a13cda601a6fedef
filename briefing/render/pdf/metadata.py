"""What a file says about itself: XMP (ISO 16684-1, ISO 14289-1 5), bookmarks, places by name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from xml.sax.saxutils import escape

from briefing.document import Document
from briefing.render.pdf.galley import Heading
from briefing.render.pdf.objects import Entry, PdfFile, array, dictionary, text_string

TOOL = "briefing"


def information(document: Document) -> dict[str, str]:
    """Return the document information dictionary (ISO 32000-1, 14.3.3)."""
    entries = {
        "Title": document.title,
        "Author": document.byline,
        "Subject": document.subject or document.description,
        "Keywords": ", ".join(document.keywords),
        "Creator": TOOL,
        "Producer": TOOL,
    }
    return {name: text_string(value) for name, value in entries.items() if value}


def xmp(document: Document, moment: datetime) -> bytes:
    """Return the metadata packet, which says that the file is PDF/UA-1."""
    date = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    subject = document.subject or document.description
    optional = "\n".join(
        part
        for part in (
            f"<dc:creator><rdf:Seq><rdf:li>{escape(document.byline)}</rdf:li></rdf:Seq></dc:creator>" if document.byline else "",
            _alternative("description", subject) if subject else "",
            _alternative("rights", document.rights) if document.rights else "",
            f"<pdf:Keywords>{escape(', '.join(document.keywords))}</pdf:Keywords>" if document.keywords else "",
        )
        if part
    )
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
{_alternative("title", document.title)}
<dc:identifier>{escape(document.identifier)}</dc:identifier>
<dc:language><rdf:Bag><rdf:li>{escape(document.language)}</rdf:li></rdf:Bag></dc:language>
{optional}
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate><xmp:CreatorTool>{TOOL}</xmp:CreatorTool>
<pdf:Producer>{TOOL}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


def _alternative(name: str, text: str) -> str:
    return f'<dc:{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></dc:{name}>'


def write_places(file: PdfFile, places: dict[str, str]) -> str:
    """Write the named destinations and return the reference to the name dictionary (12.3.2.3)."""
    names = sorted(places, key=lambda name: name.encode("utf-16-be") if not name.isascii() else name.encode())
    tree = file.add({"Names": array(f"{text_string(name)} {places[name]}" for name in names)})
    return dictionary(Dests=tree)


def write_bookmarks(file: PdfFile, headings: Sequence[Heading]) -> str:
    """Write the outline, nested like the sections, and return the reference to it; empty where there are no sections (12.3.3)."""
    if not headings:
        return ""
    root = file.reserve()
    entries = [file.reserve() for _ in headings]
    parents = _parents(headings)
    for number, heading in enumerate(headings):
        siblings = [other for other in range(len(headings)) if parents[other] == parents[number]]
        place = siblings.index(number)
        parent = parents[number]
        fields = {
            "Title": text_string(heading.title),
            "Dest": text_string(heading.id),
            "Parent": root.reference if parent is None else entries[parent].reference,
        }
        if place:
            fields["Prev"] = entries[siblings[place - 1]].reference
        if place + 1 < len(siblings):
            fields["Next"] = entries[siblings[place + 1]].reference
        entries[number].fill({**fields, **_children(number, parents, entries, closed=True)})
    root.fill({"Type": "/Outlines", **_children(None, parents, entries, closed=False)})
    return root.reference


def _parents(headings: Sequence[Heading]) -> list[int | None]:
    """Return for each heading the index of the section that it is in."""
    trail: list[int] = []
    parents: list[int | None] = []
    for number, heading in enumerate(headings):
        while trail and headings[trail[-1]].level >= heading.level:
            trail.pop()
        parents.append(trail[-1] if trail else None)
        trail.append(number)
    return parents


def _children(number: int | None, parents: list[int | None], entries: list[Entry], *, closed: bool) -> dict[str, str]:
    children = [entries[child].reference for child, parent in enumerate(parents) if parent == number]
    if not children:
        return {}
    return {"First": children[0], "Last": children[-1], "Count": str(-len(children) if closed else len(children))}
