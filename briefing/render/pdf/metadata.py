"""The metadata of a file (XMP: ISO 16684-1, ISO 14289-1 5), and the numbers of its pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from html import escape as escaped

from briefing.document import Document, full_title
from briefing.render.pdf.pdf_file import array, dictionary, text_string

TOOL = "briefing"
escape = partial(escaped, quote=False)
"""Not that of `xml.sax.saxutils`, which loads all that Python has for the network."""


def information(document: Document) -> dict[str, str]:
    """Return the document information dictionary (ISO 32000-1, 14.3.3)."""
    entries = {
        "Title": full_title(document),
        "Author": document.byline,
        "Subject": document.subject or document.description,
        "Keywords": ", ".join(document.keywords),
        "Creator": TOOL,
        "Producer": TOOL,
    }
    return {name: text_string(value) for name, value in entries.items() if value}


def xmp(document: Document, moment: datetime | None) -> bytes:
    """Return the metadata packet, which says that the file is PDF/UA-1."""
    date = moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""
    dates = f"<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>" if date else ""
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
{_alternative("title", full_title(document))}
<dc:identifier>{escape(document.identifier)}</dc:identifier>
<dc:language><rdf:Bag><rdf:li>{escape(document.language)}</rdf:li></rdf:Bag></dc:language>
{optional}
{dates}<xmp:CreatorTool>{TOOL}</xmp:CreatorTool>
<pdf:Producer>{TOOL}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


def _alternative(name: str, text: str) -> str:
    return f'<dc:{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></dc:{name}>'


def write_labels(ranges: Iterable[tuple[int, str | int]]) -> str:
    """Return the number tree of page labels (12.4.2): from which page on numbers are counted from where, and labels of single pages."""
    entries = (
        f"{index} {dictionary(P=text_string(label)) if isinstance(label, str) else dictionary(S='/D', St=str(label))}"
        for index, label in ranges
    )
    return dictionary(Nums=array(entries))
