"""Ways to leave words in a finished file: each takes a clean file and returns it with `SECRET` in one place."""

from __future__ import annotations

import base64
import gzip
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

SECRET = "Expect them to say that the clerk knew of the second ledger and burned it before the hearing began"
"""Words for the teacher."""
Planter = Callable[[bytes], bytes]
LITERAL = f"({SECRET})".encode()
UTF16 = "<" + ("\ufeff" + SECRET).encode("utf-16-be").hex() + ">"

# ── PDF ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def edited(change: Callable[[pikepdf.Pdf], object], **options: Any) -> Planter:
    """Return what opens a PDF, changes it and saves it."""

    def plant(data: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(data)) as document:
            change(document)
            target = io.BytesIO()
            document.save(target, **options)
        return target.getvalue()

    return plant


def drawn(code: str) -> Planter:
    """Return what draws with the font /Plant on the first page; `%s` stands for the words."""
    return edited(lambda document: draw(document, code))


def draw(document: pikepdf.Pdf, code: str) -> None:
    page = document.pages[0]
    page.add_resource(font(document), Name.Font, Name("/Plant"))
    page.contents_add(document.make_stream((code.replace("%s", SECRET)).encode("latin-1")))


def font(document: pikepdf.Pdf) -> Any:
    return document.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding))


def form(document: pikepdf.Pdf, code: str = "BT /Plant 9 Tf 10 10 Td (%s) Tj ET", **keys: Any) -> Any:
    resources = Dictionary(Font=Dictionary(Plant=font(document)))
    stream = document.make_stream(code.replace("%s", SECRET).encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 600, 50], **keys)
    stream.Resources = resources
    return stream


def hidden_layer(document: pikepdf.Pdf) -> None:
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("layer")))
    document.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([])))
    document.pages[0].add_resource(layer, Name.Properties, Name("/Layer"))
    draw(document, f"/OC /Layer BDC BT /Plant 9 Tf 1 0 0 1 40 40 Tm {broken()} ET EMC")


def hidden_form(document: pikepdf.Pdf) -> None:
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("layer")))
    document.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([])))
    document.pages[0].add_resource(form(document, f"BT /Plant 9 Tf {broken()} ET", OC=layer), Name.XObject, Name("/Hidden"))
    document.pages[0].contents_add(document.make_stream(b"q /Hidden Do Q"))


def broken() -> str:
    """Return the words as instructions that draw them letter by letter: no string of the file holds two of them."""
    return "".join(f"({letter}) Tj " for letter in SECRET)


def behind_replacement(document: pikepdf.Pdf) -> None:
    draw(document, f"/Span <</ActualText ( )>> BDC BT /Plant 9 Tf 1 0 0 1 40 40 Tm {broken()} ET EMC")


def behind_named_replacement(document: pikepdf.Pdf) -> None:
    document.pages[0].add_resource(document.make_indirect(Dictionary(ActualText=String(" "))), Name.Properties, Name("/Veil"))
    draw(document, f"/Span /Veil BDC BT /Plant 9 Tf 1 0 0 1 40 40 Tm {broken()} ET EMC")


def annotation(document: pikepdf.Pdf, **keys: Any) -> Any:
    note = document.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([0, 0, 9, 9]), **keys))
    page = document.pages[0]
    page.obj.Annots = Array([*page.obj.get("/Annots", []), note])
    return note


def appearance(document: pikepdf.Pdf) -> None:
    annotation(document, AP=Dictionary(N=form(document, f"BT /Plant 9 Tf {broken()} ET")))


def pattern(document: pikepdf.Pdf) -> None:
    tile = form(document, f"BT /Plant 9 Tf {broken()} ET")
    keys = {"Type": Name.Pattern, "PatternType": 1, "PaintType": 1, "TilingType": 1, "XStep": 600, "YStep": 50}
    for key, value in keys.items():
        tile[f"/{key}"] = value
    document.pages[0].add_resource(tile, Name.Pattern, Name("/Tile"))


def element(**keys: Any) -> Planter:
    def change(document: pikepdf.Pdf) -> None:
        tree = document.Root.StructTreeRoot
        kids = tree.K if isinstance(tree.K, Array) else Array([tree.K])
        top = kids[0]
        new = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=top, **keys))
        top.K = Array([*(top.K if isinstance(top.K, Array) else [top.K]), new])

    return edited(change)


def bookmark(document: pikepdf.Pdf) -> None:
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SECRET, 0))


def described(document: pikepdf.Pdf) -> None:
    with document.open_metadata() as meta:
        meta["dc:description"] = SECRET


def attached(name: str, content: bytes) -> Planter:
    def change(document: pikepdf.Pdf) -> None:
        document.attachments[name] = pikepdf.AttachedFileSpec(document, content, filename=name)

    return edited(change)


def destination(document: pikepdf.Pdf) -> None:
    names = document.Root.get("/Names") or Dictionary()
    names.Dests = Dictionary(Names=Array([String(SECRET), Array([document.pages[0].obj, Name.Fit])]))
    document.Root.Names = names


def field(document: pikepdf.Pdf) -> None:
    widget = annotation(document, FT=Name.Tx, T=String("name"), V=String(SECRET))
    widget.Subtype = Name.Widget
    document.Root.AcroForm = Dictionary(Fields=Array([widget]))


def script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=document.make_stream(f"app.alert('{SECRET}')".encode()))


def label(document: pikepdf.Pdf) -> None:
    document.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(SECRET))]))


def name(document: pikepdf.Pdf) -> None:
    document.Root.Plant = Name("/" + SECRET)


def divided(document: pikepdf.Pdf) -> None:
    words = SECRET.split()
    document.Root.Plant = Array([document.make_indirect(Dictionary(T=String(" ".join(words[at : at + 2])))) for at in range(0, 20, 2)])


def set_key(key: str, value: Any) -> Planter:
    def change(document: pikepdf.Pdf) -> None:
        document.docinfo[key] = value

    return edited(change)


def linked(document: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String("https://example.org/?q=" + SECRET.replace(" ", "%20")))
    annotation(document, A=action)


def picture(document: pikepdf.Pdf) -> None:
    stream = document.make_stream(f"{SECRET:<120}".encode(), Type=Name.XObject, Subtype=Name.Image, Width=120, Height=1)
    stream.ColorSpace, stream.BitsPerComponent = Name.DeviceGray, 8
    document.pages[0].add_resource(stream, Name.XObject, Name("/Picture"))


def updated(data: bytes, objects: dict[int, bytes]) -> bytes:
    """Append an incremental update that replaces or adds objects."""
    tail = data if data.endswith(b"\n") else data + b"\n"
    start = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    trailer = data[data.rfind(b"trailer") :]
    root = re.search(rb"/Root (\d+ \d+ R)", trailer)
    assert root
    table = b"xref\n"
    for number, written in sorted(objects.items()):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(tail))
        tail += b"%d 0 obj\n%b\nendobj\n" % (number, written)
    size = max(*objects, size_of(data)) + 1
    end = b"trailer\n<</Size %d /Root %b /Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (size, root[1], start, len(tail))
    return tail + table + end


def size_of(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as document:
        return len(document.objects) + 1


def as_stream(content: bytes, keys: bytes = b"") -> bytes:
    return b"<<%b /Length %d>>\nstream\n%b\nendstream" % (keys, len(content), content)


def unreferenced(written: Callable[[bytes], bytes]) -> Planter:
    return lambda data: (lambda plain: updated(plain, {size_of(plain) + 1: written(plain)}))(classic(data))


def classic(data: bytes) -> bytes:
    """Return a PDF with a table of objects as of old."""
    return edited(lambda _: None, object_stream_mode=pikepdf.ObjectStreamMode.disable)(data)


def replaced(data: bytes) -> bytes:
    """Draw the words on the first page, then replace what it draws in an update: they stay in the earlier revision."""

    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        page.add_resource(font(document), Name.Font, Name("/Plant"))
        page.obj.Contents = document.make_stream(f"BT /Plant 9 Tf {broken()} ET".encode())

    leaky = edited(change, object_stream_mode=pikepdf.ObjectStreamMode.disable)(data)
    with pikepdf.open(io.BytesIO(leaky)) as document:
        number = document.pages[0].obj.Contents.objgen[0]
    return updated(leaky, {number: as_stream(b" ")})


def between_objects(written: bytes) -> Planter:
    """Put bytes in front of the table of objects, which does not name them."""

    def plant(data: bytes) -> bytes:
        plain = classic(data)
        place = plain.rfind(b"xref\n", 0, plain.rfind(b"trailer"))
        moved = plain[:place] + written + b"\n" + plain[place:]
        return re.sub(rb"startxref\s+\d+", b"startxref\n%d" % (place + len(written) + 1), moved)

    return plant


def behind_packed(document: pikepdf.Pdf) -> None:
    packed = zlib.compress(b"nothing at all") + SECRET.encode()
    stream = document.make_stream(b"")
    stream.write(packed, filter=Name.FlateDecode)
    document.Root.Plant = stream


def spaced(text: str) -> str:
    return "BT /Plant 9 Tf 1 0 0 1 40 700 Tm " + "".join(f"({word}) Tj 0 -12 Td " for word in text.split()) + "ET"


HYPHENATED = (
    "BT /Plant 9 Tf 12 TL 1 0 0 1 40 700 Tm "
    + "".join(
        f"({line}) Tj T* "
        for line in (
            "EXPECT THEM TO SAY THAT THE CLE-",
            "RK KNEW OF THE SEC-",
            "OND LEDGER AND BUR-",
            "NED IT BEFORE THE HEAR-",
            "ING BEGAN",
        )
    )
    + "ET"
)

# ── zip packages ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def rewritten(change: Callable[[dict[str, bytes]], object]) -> Planter:
    """Return what changes the entries of a package."""

    def plant(data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = {each.filename: package.read(each) for each in package.infolist()}
        change(entries)
        return packed(entries)

    return plant


def packed(entries: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for key, content in entries.items():
            package.writestr(key, content)
    return target.getvalue()


def added(key: str, content: bytes | str) -> Planter:
    return rewritten(lambda entries: entries.__setitem__(key, content.encode() if isinstance(content, str) else content))


def inserted(ending: str, before: str, xml: str) -> Planter:
    """Return what puts XML before a tag in the first entry with a name that ends so."""

    def change(entries: dict[str, bytes]) -> None:
        key = next(each for each in sorted(entries) if each.endswith(ending) and before.encode() in entries[each])
        entries[key] = entries[key].replace(before.encode(), xml.encode() + before.encode(), 1)

    return rewritten(change)


def in_body(xml: str) -> Planter:
    return inserted("word/document.xml", "</w:body>", xml)


def run(words: str, properties: str = "", tag: str = "w:t") -> str:
    return f"<w:r>{properties}<{tag}>{words}</{tag}></w:r>"


def letter_by_letter() -> str:
    return "".join(run(letter if letter != " " else "&#32;") for letter in SECRET)


def commented(data: bytes) -> bytes:
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as package:
        package.comment = SECRET.encode()
    return target.getvalue()


def with_entry(change: Callable[[zipfile.ZipInfo], object]) -> Planter:
    def plant(data: bytes) -> bytes:
        target = io.BytesIO(data)
        with zipfile.ZipFile(target, "a") as package:
            entry = zipfile.ZipInfo("more.txt")
            change(entry)
            package.writestr(entry, "nothing")
        return target.getvalue()

    return plant


def local_entry(content: bytes, method: int) -> bytes:
    """Return a local header and its content, as they lie in a zip file."""
    label = b"left-over.txt"
    body = content if method == zipfile.ZIP_STORED else zlib.compressobj(9, zlib.DEFLATED, -15)
    if not isinstance(body, bytes):
        body = body.compress(content) + body.flush()
    fixed = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, method, 0, 33, zlib.crc32(content), len(body), len(content), len(label), 0)
    return fixed + label + body


def before_directory(extra: bytes) -> Planter:
    """Return what puts bytes between the last entry and the list of entries, which does not name them."""

    def plant(data: bytes) -> bytes:
        end = data.rfind(b"PK\x05\x06")
        _, start = struct.unpack("<II", data[end + 12 : end + 20])
        assert data[start : start + 4] == b"PK\x01\x02"
        moved = data[:end] + data[end : end + 16] + struct.pack("<I", start + len(extra)) + data[end + 20 :]
        return moved[:start] + extra + moved[start:]

    return plant


def behind_deflated(data: bytes) -> bytes:
    """Put bytes behind the end of what is packed in an entry, inside its size."""
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = squeezed.compress(b"nothing") + squeezed.flush()
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as package:
        package.writestr("odd.txt", body + SECRET.encode())
    changed = bytearray(target.getvalue())
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = max(match.start() for match in re.finditer(re.escape(mark), bytes(changed)))
        changed[at + place : at + place + 2] = struct.pack("<H", zipfile.ZIP_DEFLATED)
    return bytes(changed)


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(text: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + text + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


SMALL_DOCX = packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": f"<w:document><w:t>{SECRET}</w:t></w:document>".encode()})
WHITE = '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
ADDRESS = "https://example.org/" + SECRET.replace(" ", "%20")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

PDF: dict[str, tuple[Planter, str]] = {
    "text": (drawn("BT /Plant 9 Tf 1 0 0 1 40 40 Tm (%s) Tj ET"), "page 1"),
    "text letter by letter": (drawn(f"BT /Plant 9 Tf 1 0 0 1 40 40 Tm {broken()} ET"), "page 1"),
    "white text": (drawn(f"BT 1 g /Plant 9 Tf 1 0 0 1 40 40 Tm {broken()} ET"), "page 1"),
    "invisible text": (drawn(f"BT 3 Tr /Plant 9 Tf 1 0 0 1 40 40 Tm {broken()} ET"), "page 1"),
    "text off the page": (drawn(f"BT /Plant 9 Tf 1 0 0 1 -4000 -4000 Tm {broken()} ET"), "page 1"),
    "tiny text": (drawn(f"BT /Plant 0.01 Tf 1 0 0 1 40 40 Tm {broken()} ET"), "page 1"),
    "text clipped away": (drawn(f"q 0 0 1 1 re W n BT /Plant 9 Tf 1 0 0 1 40 40 Tm {broken()} ET Q"), "page 1"),
    "a word a line": (drawn(spaced(SECRET)), "page 1"),
    "capitals, divided at the ends of lines": (drawn(HYPHENATED), "page 1"),
    "hidden layer": (edited(hidden_layer), "page 1"),
    "hidden form": (edited(hidden_form), "page 1"),
    "behind a replacement text": (edited(behind_replacement), "page 1"),
    "behind a named replacement text": (edited(behind_named_replacement), "page 1"),
    "replacement text in a page": (drawn("/Span <</ActualText " + UTF16 + ">> BDC EMC"), "page 1"),
    "annotation": (edited(lambda document: annotation(document, Contents=String(SECRET))), "annotation"),
    "appearance of an annotation": (edited(appearance), "drawing that no page shows"),
    "pattern": (edited(pattern), "drawing that no page shows"),
    "alternative text": (element(Alt=String(SECRET)), "alternative text"),
    "replacement text of an element": (element(ActualText=String(SECRET)), "replacement text"),
    "expansion": (element(E=String(SECRET)), "expansion of an abbreviation"),
    "bookmark": (edited(bookmark), "title or bookmark"),
    "title property": (set_key("/Title", SECRET), "title or bookmark"),
    "property of one's own": (set_key("/Plant", SECRET.upper()), "object"),
    "metadata": (edited(described), "metadata (XMP)"),
    "attachment": (attached("key.txt", SECRET.encode("utf-16")), "attachment “key.txt”"),
    "Word file attached": (attached("key.docx", SMALL_DOCX), "attachment “key.docx” › word/document.xml"),
    "Word file in a zip attached": (
        attached("key.zip", packed({"a/key.docx": SMALL_DOCX})),
        "attachment “key.zip” › a/key.docx › word/document.xml",
    ),
    "packed text attached": (attached("key.gz", gzip.compress(SECRET.encode())), "attachment “key.gz” › unpacked"),
    "name of an attachment": (attached(f"{SECRET}.txt", b"nothing"), "attachment"),
    "named destination": (edited(destination), "named destination"),
    "form field": (edited(field), "form field"),
    "script": (edited(script), "object"),
    "page label": (edited(label), "object"),
    "name": (edited(name), "object"),
    "strings of several objects": (edited(divided), "strings of several objects"),
    "address": (edited(linked), "address of a link"),
    "pixels": (edited(picture), "object"),
    "object streams": (
        edited(lambda document: annotation(document, Contents=String(SECRET)), object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "annotation",
    ),
    "unreferenced string": (unreferenced(lambda _: b"<</Plant %b>>" % LITERAL), "object"),
    "unreferenced string in hexadecimal": (unreferenced(lambda _: b"<</Plant %b>>" % UTF16.encode()), "object"),
    "unreferenced drawing": (
        unreferenced(
            lambda _: as_stream(
                f"BT /Plant 9 Tf {broken()} ET".encode(),
                b"/Type /XObject /Subtype /Form /Resources <</Font <</Plant <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> >> >>",
            )
        ),
        "drawing that no page shows",
    ),
    "earlier revision": (
        lambda data: updated(unreferenced(lambda _: LITERAL)(data), {size_of(classic(data)) + 1: b"null"}),
        "earlier revision",
    ),
    "earlier revision of a page": (replaced, "earlier revision"),
    "behind the end": (lambda data: data + b"\n" + SECRET.encode(), "after the end"),
    "packed behind the end": (
        lambda data: data + b"\nstream\n" + zlib.compress(SECRET.encode()) + b"\nendstream",
        "an unused stream",
    ),
    "before the beginning": (lambda data: SECRET.encode() + b"\n" + data, "bytes of the file"),
    "between objects": (between_objects(LITERAL), "bytes of the file"),
    "between objects in hexadecimal": (between_objects(UTF16.encode()), "between the objects"),
    "in octal codes": (between_objects(b"(" + b"".join(b"\\%03o" % code for code in SECRET.encode()) + b")"), "between the objects"),
    "stream in no table": (
        between_objects(as_stream(zlib.compress(SECRET.encode()), b"/Filter /FlateDecode")),
        "an unused stream",
    ),
    "stream in no table in base 85": (
        between_objects(as_stream(base64.a85encode(zlib.compress(SECRET.encode()), adobe=True))),
        "an unused stream",
    ),
    "behind the end of a stream": (edited(behind_packed), "after its end"),
}
"""Places in a PDF: what leaves the words there, and where the search says that they are."""

DOCX: dict[str, tuple[Planter, str]] = {
    "text": (in_body(f"<w:p>{run(SECRET)}</w:p>"), "word/document.xml"),
    "letter by letter": (in_body(f"<w:p>{letter_by_letter()}</w:p>"), "word/document.xml"),
    "over paragraphs": (in_body("".join(f"<w:p>{run(word)}</w:p>" for word in SECRET.split())), "word/document.xml"),
    "hidden run": (in_body(f"<w:p>{run(SECRET, '<w:rPr><w:vanish/></w:rPr>')}</w:p>"), "word/document.xml"),
    "white run": (in_body(f"<w:p>{run(SECRET, WHITE)}</w:p>"), "word/document.xml"),
    "deleted run": (in_body(f"<w:p><w:del>{run(SECRET, tag='w:delText')}</w:del></w:p>"), "word/document.xml"),
    "field code": (in_body(f"<w:p>{run(f'QUOTE {SECRET}', tag='w:instrText')}</w:p>"), "word/document.xml"),
    "alternative text": (in_body(f'<w:p><w:r><w:drawing><wp:docPr descr="{SECRET}"/></w:drawing></w:r></w:p>'), "word/document.xml"),
    "remark in XML": (in_body(f"<!-- {SECRET} -->"), "word/document.xml"),
    "with soft hyphens": (in_body(f"<w:p>{run('&#xAD;'.join(SECRET))}</w:p>"), "word/document.xml"),
    "with ligatures and curly letters": (
        in_body(f"<w:p>{run(SECRET.translate({ord('e'): 'ｅ', ord('a'): 'á'}))}</w:p>"),
        "word/document.xml",
    ),
    "comment": (
        added("word/comments.xml", f"<w:comments {W}><w:comment><w:p>{run(SECRET)}</w:p></w:comment></w:comments>"),
        "word/comments.xml",
    ),
    "footnote": (
        inserted("word/footnotes.xml", "</w:footnotes>", f"<w:footnote><w:p>{run(SECRET)}</w:p></w:footnote>"),
        "word/footnotes.xml",
    ),
    "header": (added("word/header9.xml", f"<w:hdr {W}><w:p>{letter_by_letter()}</w:p></w:hdr>"), "word/header9.xml"),
    "part in UTF-16": (
        added("word/header9.xml", f"<w:hdr {W}><w:p>{letter_by_letter()}</w:p></w:hdr>".encode("utf-16")),
        "word/header9.xml",
    ),
    "style name": (
        inserted("word/styles.xml", "</w:styles>", f'<w:style w:type="paragraph"><w:name w:val="{SECRET}"/></w:style>'),
        "word/styles.xml",
    ),
    "variable": (
        inserted("word/settings.xml", "</w:settings>", f'<w:docVars><w:docVar w:name="a" w:val="{SECRET}"/></w:docVars>'),
        "word/settings.xml",
    ),
    "core property": (inserted("docProps/core.xml", "</cp:coreProperties>", f"<cp:category>{SECRET}</cp:category>"), "docProps/core.xml"),
    "custom property": (
        added("docProps/custom.xml", f"<Properties><property><vt:lpwstr>{SECRET}</vt:lpwstr></property></Properties>"),
        "docProps/custom.xml",
    ),
    "custom XML": (added("customXml/item1.xml", f"<root>{SECRET}</root>"), "customXml/item1.xml"),
    "relationship": (
        inserted("_rels/document.xml.rels", "</Relationships>", f'<Relationship Target="{ADDRESS}"/>'),
        "word/_rels/document.xml.rels",
    ),
    "embedded file": (added("word/embeddings/sheet.docx", SMALL_DOCX), "word/embeddings/sheet.docx › word/document.xml"),
    "object of another program": (added("word/embeddings/a.bin", SECRET.encode("utf-16-be")), "word/embeddings/a.bin"),
    "name of an entry": (added(f"{SECRET}.xml", "<a/>"), "between the entries"),
    "remark of the package": (commented, "between the entries"),
    "remark of an entry": (with_entry(lambda entry: setattr(entry, "comment", SECRET.encode())), "between the entries"),
    "extra field": (
        with_entry(lambda entry: setattr(entry, "extra", struct.pack("<HH", 0x9999, len(SECRET)) + SECRET.encode())),
        "between the entries",
    ),
    "before the first entry": (lambda data: SECRET.encode() + data, "between the entries"),
    "behind the end": (lambda data: data + SECRET.encode(), "between the entries"),
    "between entries": (before_directory(SECRET.encode()), "between the entries"),
    "packed between entries": (before_directory(zlib.compress(SECRET.encode())), "between the entries"),
    "entry that is not listed": (
        before_directory(local_entry(SECRET.encode(), zipfile.ZIP_DEFLATED)),
        "left-over.txt (not in the list of entries)",
    ),
    "stored entry that is not listed": (
        before_directory(local_entry(SECRET.encode("utf-16"), zipfile.ZIP_STORED)),
        "left-over.txt (not in the list of entries)",
    ),
    "behind the end of an entry": (behind_deflated, "after the end of odd.txt"),
    "text chunk of a picture": (added("word/media/a.png", png(chunk(b"tEXt", b"Comment\0" + SECRET.encode()))), "word/media/a.png"),
    "packed text chunk of a picture": (
        added("word/media/a.png", png(chunk(b"zTXt", b"Comment\0\0" + zlib.compress(SECRET.encode())))),
        "word/media/a.png (zTXt)",
    ),
    "international text chunk of a picture": (
        added("word/media/a.png", png(chunk(b"iTXt", b"Comment\0\1\0\0\0" + zlib.compress(SECRET.encode())))),
        "word/media/a.png (iTXt)",
    ),
    "behind the end of a picture": (added("word/media/a.png", png(b"") + SECRET.encode()), "word/media/a.png"),
}
"""Places in a Word file."""

EPUB: dict[str, tuple[Planter, str]] = {
    "chapter": (inserted(".xhtml", "</body>", f"<p>{SECRET}</p>"), ".xhtml"),
    "chapter with marks inside": (inserted(".xhtml", "</body>", "<p>" + SECRET.replace(" ", "<a href='#x'> </a>") + "</p>"), ".xhtml"),
    "chapter in codes": (inserted(".xhtml", "</body>", "<p>" + "".join(f"&#{ord(letter)};" for letter in SECRET) + "</p>"), ".xhtml"),
    "hidden element": (inserted(".xhtml", "</body>", f'<p hidden="hidden">{SECRET}</p>'), ".xhtml"),
    "details": (inserted(".xhtml", "</body>", f"<details><summary>More</summary>{SECRET}</details>"), ".xhtml"),
    "label": (inserted(".xhtml", "</body>", f'<p aria-label="{SECRET}"/>'), ".xhtml"),
    "label in codes": (
        inserted(".xhtml", "</body>", '<p title="' + "".join(f"&#x{ord(letter):x};" for letter in SECRET) + '"/>'),
        ".xhtml",
    ),
    "remark": (inserted(".xhtml", "</body>", f"<!-- {SECRET} > -->"), ".xhtml"),
    "character data": (inserted(".xhtml", "</body>", f"<p><![CDATA[{SECRET}]]></p>"), ".xhtml"),
    "processing instruction": (inserted(".xhtml", "</body>", f"<?note {SECRET}?>"), ".xhtml"),
    "script": (inserted(".xhtml", "</body>", f"<script>var key = '{SECRET}'</script>"), ".xhtml"),
    "style sheet": (added("EPUB/more.css", f"p::after {{ content: '{SECRET}' }}"), "EPUB/more.css"),
    "metadata": (inserted(".opf", "</metadata>", f"<dc:description>{SECRET}</dc:description>"), ".opf"),
    "navigation": (inserted("nav.xhtml", "</nav>", f"<p>{SECRET}</p>"), "nav.xhtml"),
    "NCX": (added("EPUB/toc.ncx", f"<ncx><navLabel><text>{SECRET}</text></navLabel></ncx>"), "EPUB/toc.ncx"),
    "file that is not listed": (added("EPUB/key.txt", SECRET), "EPUB/key.txt"),
    "file in the encoding of old": (added("EPUB/key.txt", SECRET.encode("utf-16-le")), "EPUB/key.txt"),
    "drawing": (added("EPUB/a.svg", f"<svg><desc>{SECRET}</desc></svg>"), "EPUB/a.svg"),
    "data in an address": (
        inserted(".xhtml", "</body>", f'<img src="data:image/svg+xml;base64,{base64.b64encode(SECRET.encode()).decode()}"/>'),
        "data in base64",
    ),
    "packed file": (added("EPUB/a.svgz", gzip.compress(f"<svg>{SECRET}</svg>".encode())), "EPUB/a.svgz › unpacked"),
    "remark of the package": (commented, "between the entries"),
    "entry that is not listed": (
        before_directory(local_entry(SECRET.encode(), zipfile.ZIP_DEFLATED)),
        "left-over.txt (not in the list of entries)",
    ),
}
"""Places in an EPUB."""
