"""Files of every format for the tests of originals, made on the spot from one invented article, and files that no reader should trust."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from briefing.system import pandoc
from tests.support.places import TESTS

GAUGE = TESTS / "data" / "originals" / "gauge.txt"
"""An invented article: three lines of furniture and six paragraphs."""
PARAGRAPHS = tuple(GAUGE.read_text(encoding="utf-8").splitlines())
ENTITY = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


def html(paragraphs: Sequence[str] = PARAGRAPHS, head: str = '<meta charset="utf-8">') -> str:
    """Return a web page."""
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{''.join(f'<p>{text}</p>' for text in paragraphs)}</body></html>"


def written_by_pandoc(name: str, folder: Path, source: str = "") -> bytes:
    """Return the article as a document."""
    page = source or html(head="<title>The Gauge and the Gate</title><meta name='author' content='Ada Roe'>")
    pandoc.run(["-f", "html", "-t", name, "-s", "-o", f"made.{name}"], page.encode(), folder)
    return (folder / f"made.{name}").read_bytes()


def rtf(paragraphs: Sequence[str] = PARAGRAPHS, page: str = "1252") -> bytes:
    """Return the article as Rich Text in a code page."""
    lines = "\\par\n".join(
        "".join(chr(byte) if byte < 128 else f"\\'{byte:02x}" for byte in text.encode(f"cp{page}")) for text in paragraphs
    )
    return f"{{\\rtf1\\ansi\\ansicpg{page}{{\\info{{\\title The Gauge}}{{\\author Ada Roe}}}}\n{lines}\\par}}".encode("ascii")


def pdf(paragraphs: Sequence[str] = PARAGRAPHS, *, password: str = "", head: str = "The Review of Inland Waters") -> bytes:
    """Return the article as a PDF of small pages, with a head and a number on each."""
    from reportlab.lib.pagesizes import A6
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    def furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.drawString(60, 395, head)
        canvas.drawString(140, 20, str(document.page))

    file = io.BytesIO()
    encrypted = StandardEncryption(password, ownerPassword="owner") if password else None
    document = SimpleDocTemplate(file, pagesize=A6, title="The Gauge and the Gate", author="Ada Roe", encrypt=encrypted, invariant=1)
    style = getSampleStyleSheet()["BodyText"]
    document.build([Paragraph(text, style) for text in paragraphs], onFirstPage=furniture, onLaterPages=furniture)
    return file.getvalue()


def pdf_without_heights(lines: Sequence[str]) -> bytes:
    """Return lines in a typeface that does not say how high it is, as some programs write: each letter is as high as it is drawn."""
    import pikepdf
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from briefing.theme.font_files import face_path
    from briefing.theme.model import SPECTRAL

    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    registerFont(TTFont("Tested", str(face_path(SPECTRAL, "regular")), asciiReadable=0))
    canvas.setFont("Tested", 12)
    for number, line in enumerate(lines):
        canvas.drawString(72, 700 - 14 * number, line)
    canvas.save()
    with pikepdf.open(file) as document:
        for each in document.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
                each.Ascent = each.Descent = 0
                each.FontBBox = pikepdf.Array([0, 0, 1000, 0])
        document.save(made := io.BytesIO())
    return made.getvalue()


def scan() -> bytes:
    """Return a PDF of two pages with pictures and no text."""
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    for _ in range(2):
        canvas.rect(100, 100, 300, 300, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def package(parts: dict[str, bytes]) -> bytes:
    """Return a zip file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return file.getvalue()


def docx(body: str, *, before: bytes = b"", styles: str = "", notes: str = "") -> bytes:
    """Return a Word document with some WordprocessingML as its body, in its styles, and in footnote 2."""
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="word/document.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
    )
    found = {"styles": styles, "footnotes": f'<w:footnote w:id="2">{notes}</w:footnote>' if notes else ""}
    more = {name: xml for name, xml in found.items() if xml}
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(f'<Relationship Id="{name}" Target="{name}.xml" Type="{kind}/{name}"/>' for name in more)
    return package(
        {
            "[Content_Types].xml": types.encode(),
            "_rels/.rels": rels.encode(),
            **{f"word/{name}.xml": f'<w:{name} xmlns:w="{w}">{xml}</w:{name}>'.encode() for name, xml in more.items()},
            "word/_rels/document.xml.rels": f"{rels.split('<Relationship ')[0]}{links}</Relationships>".encode(),
            "word/document.xml": before + f'<w:document xmlns:w="{w}"><w:body>{body}</w:body></w:document>'.encode(),
        }
    )


def epub(chapter: str, sheet: str) -> bytes:
    """Return an EPUB of one chapter with a style sheet in the package."""
    container = (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    book = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">x</dc:identifier><dc:title>The Gauge</dc:title>'
        '<dc:language>en</dc:language></metadata><manifest><item id="c" href="text/c.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="s" href="css/s.css" media-type="text/css"/></manifest><spine><itemref idref="c"/></spine></package>'
    )
    page = (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>The Gauge</title>'
        '<link rel="stylesheet" href="../css/s.css"/></head>'
        f"<body>{chapter}</body></html>"
    )
    parts = {"META-INF/container.xml": container, "OPS/book.opf": book, "OPS/text/c.xhtml": page, "OPS/css/s.css": sheet}
    return package({"mimetype": b"application/epub+zip", **{name: part.encode() for name, part in parts.items()}})


def run(text: str, properties: str = "") -> str:
    """Return a run of WordprocessingML."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def odt_with_hidden_text() -> bytes:
    """Return an OpenDocument text that hides words in every way that there is."""
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "style", "text"))
    spaces += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    hiding = '<style:text-properties text:display="none"/>'
    styles = (
        f'<style:style style:name="T1" style:family="text">{hiding}</style:style>'
        '<style:style style:name="T2" style:family="text" style:parent-style-name="T1"/>'
        '<style:style style:name="T3" style:family="text"><style:text-properties text:display="true"/></style:style>'
        f'<style:style style:name="P1" style:family="paragraph">{hiding}</style:style>'
        '<style:style style:name="T4" style:family="text"><style:text-properties fo:font-size="1pt"/></style:style>'
    )
    body = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>and falls</text:p></text:deletion>'
        "</text:changed-region></text:tracked-changes>"
        '<text:p>The river <text:span text:style-name="T1">one </text:span>rises<text:change text:change-id="c1"/> again,'
        '<text:span text:style-name="T2"> two</text:span><text:hidden-text text:is-hidden="true">three</text:hidden-text>'
        ' twice a year<text:hidden-text text:is-hidden="false" text:string-value="x">.</text:hidden-text></text:p>'
        '<text:p><text:span text:style-name="T4">ten eleven</text:span></text:p>'
        '<text:section text:name="s" text:display="none">'
        '<text:p>four <text:span text:style-name="T3">five</text:span></text:p></text:section>'
        '<text:p>six seven<text:hidden-paragraph text:is-hidden="true"/></text:p>'
        '<text:p text:style-name="P1">eight nine <text:span text:style-name="T3">So it was shown.</text:span></text:p>'
    )
    content = (
        f'<office:document-content {spaces} office:version="1.3"><office:automatic-styles>{styles}</office:automatic-styles>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    empty = f'<office:document-styles {spaces} office:version="1.3"/>'
    kind = b"application/vnd.oasis.opendocument.text"
    return package({"mimetype": kind, "styles.xml": empty.encode(), "content.xml": content.encode()})


def _encrypted_odt() -> bytes:
    manifest = b"<manifest><file-entry><encryption-data/></file-entry></manifest>"
    return package({"mimetype": b"application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": manifest, "content.xml": b"x"})


def _bomb() -> bytes:
    return package({"word/document.xml": b" " * 210_000_000})


def _small_bomb() -> bytes:
    return package({"word/document.xml": b"<a>" + b"x" * 60_000_000 + b"</a>"})


def _locked() -> bytes:
    data = bytearray(docx(f"<w:p>{run('Words')}</w:p>"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + place] |= 1
            start = data.find(mark, start + 1)
    return bytes(data)


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("a.txt", lambda: b"", "this file is empty"),
    "only white space": ("a.txt", lambda: b" \n\t\n", "this file is empty"),
    "only signs": ("a.txt", lambda: b"* * *\n", "there is no text"),
    "of another kind": ("a.xlsx", lambda: b"abc", "cannot read files that end in .xlsx"),
    "old Word": ("a.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "has a password, or is an old Word file"),
    "Word by name only": ("a.docx", lambda: b"Just words.", "but it is not a .docx file"),
    "PDF by name only": ("a.pdf", lambda: b"Just words.", "but it is not a .pdf file"),
    "picture called text": (
        "a.txt",
        lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8,
        "this file is not text",
    ),
    "NUL bytes": ("a.txt", lambda: b"The river\0 rises.\0" * 40, "NUL bytes"),
    "said to be UTF-16": ("a.txt", lambda: b"\xff\xfeab\xd8", "this file says that it is UTF-16"),
    "long line": ("a.txt", lambda: b"river " * 9_000_000, "larger than 50 MB"),
    "too much text": ("a.txt", lambda: b"river " * 400_000, "longer than 1.8 MB"),
    "truncated docx": ("a.docx", lambda: docx(f"<w:p>{run('Words')}</w:p>")[:-60], "damaged, or not complete"),
    "truncated PDF": ("a.pdf", lambda: pdf()[:300], "not a PDF, or is damaged"),
    "truncated RTF": ("a.rtf", lambda: rtf()[:-9], "its end is missing"),
    "encrypted PDF": ("a.pdf", lambda: pdf(password="secret"), "this PDF has a password"),
    "encrypted docx": ("a.docx", _locked, "this file is encrypted"),
    "encrypted odt": ("a.odt", _encrypted_odt, "this file is encrypted"),
    "scan": ("a.pdf", scan, "this PDF is a scan"),
    "bomb": ("a.docx", _bomb, "would unpack to 210 MB"),
    "steep bomb": ("a.docx", _small_bomb, "would unpack to 60 MB"),
    "many parts": (
        "a.odt",
        lambda: package({"mimetype": b"application/vnd.oasis.opendocument.text"} | {f"p{n}": b"" for n in range(5_001)}),
        "5002 parts",
    ),
    "external entity": ("a.docx", lambda: docx(f"<w:p>{run('&amp;x;')}</w:p>", before=ENTITY), "declares XML entities"),
    "broken XML": ("a.docx", lambda: docx(f"<w:p>{run('Words', '<w:vanish/>')}"), "damaged"),
    "zip of pictures": ("a.epub", lambda: package({"one.png": b"x"}), "a package of files, not a text"),
    "deep page": ("a.html", ("<div>" * 20_000 + "deep").encode, "nested too deeply"),
    "no words on the page": ("a.html", lambda: b"<html><body><script>let words = 1</script></body></html>", "there is no text"),
}
"""A name, the file's name, its bytes, and words of the message that it gets."""
