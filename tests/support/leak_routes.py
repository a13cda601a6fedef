"""More ways to leave words in a finished file: in codes, in other kinds of files, in letters without names, with words between."""

from __future__ import annotations

import base64
import gzip
import json
import quopri
import random
import struct
import urllib.parse
import zlib
from collections.abc import Callable, Sequence

import pikepdf
from pikepdf import Name, String

from tests.support import leak_fonts as fonts
from tests.support import leak_planters as plant
from tests.support.compound_files import compound
from tests.support.leak_planters import SECRET, Planter, added, attached, chunk, drawn, edited, in_body, inserted, png, run

RUSSIAN = "Ждите ответа о том, что писарь знал о второй тетради и сжег ее до начала слушаний в суде"
"""Words for the teacher that no code leaves as they are."""
WORDS = SECRET.split()
_CHANCE = random.Random(7)
NOISE = bytes(_CHANCE.randrange(256) for _ in range(6_000))
"""What encrypted bytes look like."""
JUNK = [f"{a}{b}" for a in ("amber", "brisk", "coral", "dusty", "eager") for b in ("wren", "moth", "fern", "pike", "loon", "hare")]


def every(count: int, words: Sequence[str] = WORDS) -> list[str]:
    """Return the words in pieces of so many."""
    return [" ".join(words[place : place + count]) for place in range(0, len(words), count)]


def mixed(between: Callable[[str], str], count: int = 5, piece: Callable[[str], str] = run) -> str:
    """Return the words in XML, with something after every few of them."""
    return "".join(piece(words + " ") + between(junk) for words, junk in zip(every(count), JUNK, strict=False))


def mail(words: str, coding: str) -> bytes:
    """Return a message whose body is in base64 or quoted-printable."""
    page = f"<html><body><p>{words}</p></body></html>".encode()
    body = base64.encodebytes(page) if coding == "base64" else quopri.encodestring(page)
    head = f"MIME-Version: 1.0\nSubject: notes\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: {coding}\n\n"
    return head.encode() + body


def rich(words: str) -> bytes:
    return (
        b"{\\rtf1\\ansi\\ansicpg1251 {\\fonttbl{\\f0 Times;}}"
        + "".join(f"\\'{each:02x}" for each in words.encode("cp1251")).encode()
        + b"}"
    )


def rich_codes(words: str) -> bytes:
    return b"{\\rtf1\\ansi " + "".join(f"\\b\\u{ord(each)}?\\b0 " for each in words).encode() + b"}"


def profile(words: str) -> bytes:
    """Return a PNG chunk as ImageMagick writes profiles: packed hexadecimal."""
    digits = words.encode().hex()
    lines = "\n".join(digits[place : place + 72] for place in range(0, len(digits), 72))
    return chunk(b"zTXt", b"Raw profile type iptc\0\0" + zlib.compress(f"\niptc\n{len(words):8}\n{lines}\n".encode()))


def metafile() -> bytes:
    """Return an enhanced metafile that draws letter by letter."""
    records = [struct.pack("<II", 1, 108) + bytes(32) + b" EMF" + bytes(64)]
    for letter in SECRET:
        text = letter.encode("utf-16-le") + bytes(2)
        records.append(struct.pack("<II", 84, 76 + len(text)) + bytes(36) + struct.pack("<II", 1, 76) + bytes(24) + text)
    return b"".join(records)


def web_font() -> bytes:
    """Return a WOFF font with a packed table of names."""
    names = f"{SECRET} {SECRET}".encode("utf-16-be")
    packed = zlib.compress(names)
    head = b"wOFF" + struct.pack(">IIHHI", 0x10000, 64 + len(packed), 1, 0, 0) + bytes(24)
    return head + b"name" + struct.pack(">IIII", 64, len(packed), len(names), 0) + packed


def symbols() -> str:
    letters = "".join(f'<w:r><w:sym w:font="Arial" w:char="F0{ord(each):02X}"/></w:r>' for each in SECRET)
    return f"<w:p>{letters}</w:p>"


def rich_text(document: pikepdf.Pdf) -> None:
    marked = "".join(f"<b>{word}</b><i> </i>" for word in WORDS)
    plant.annotation(document, RC=String(f"<body><p>{marked}</p></body>"))


def few_a_page(document: pikepdf.Pdf) -> None:
    for number, words in enumerate(every(3)):
        document.add_blank_page(page_size=(300, 300))
        page = document.pages[-1]
        page.add_resource(plant.font(document), Name.Font, Name("/Plant"))
        page.contents_add(document.make_stream(f"BT /Plant 9 Tf 40 40 Td ({words}) Tj 0 90 Td (Page {number}, a head) Tj ET".encode()))


def columns() -> str:
    """Return instructions that draw narrow columns row by row."""
    rows = [
        f"({words}) Tj 90 0 Td ({left}) Tj 90 0 Td ({right}) Tj -180 -12 Td "
        for words, left, right in zip(every(3), JUNK, JUNK[9:], strict=False)
    ]
    return f"BT /Plant 9 Tf 40 300 Td {''.join(rows)} ET"


def cells() -> str:
    rows = "".join(
        f"<w:tr><w:tc><w:p>{run(words)}</w:p></w:tc><w:tc><w:p>{run(junk)}</w:p></w:tc></w:tr>"
        for words, junk in zip(every(3), JUNK, strict=False)
    )
    return f"<w:tbl>{rows}</w:tbl>"


def apart(words: str) -> str:
    return run(f" {words} ")


def deleted(words: str) -> str:
    return f"<w:del>{run(words, tag='w:delText')}</w:del>"


def field(code: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{run(f" XE {code} ", tag="w:instrText")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def chapter(xml: str) -> Planter:
    return inserted(".xhtml", "</body>", xml)


def span(words: str) -> str:
    return f"<span>{words}</span>"


LOCKED = compound({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": NOISE})
NUMBERS = ", ".join(str(ord(letter)) for letter in SECRET)
ESCAPED = json.dumps({"note": RUSSIAN}).encode()
IN_CSS = "".join(f"\\{ord(letter):x} " for letter in RUSSIAN)
UNMAPPED = "does not say which letters"
HIDDEN = "<w:rPr><w:vanish/></w:rPr>"
RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'

PDF: dict[str, Planter] = {
    "letters called by other letters": fonts.by_numbers(fonts.shuffled),
    "Type 3 letters with names": fonts.drawn_letters(lambda _, letter: {" ": "space"}.get(letter, letter)),
    "Type 3 letters with numbers of Unicode": fonts.drawn_letters(lambda _, letter: f"uni{ord(letter):04X}"),
    "rich text with a mark a word": edited(rich_text),
    "narrow columns, row by row": drawn(columns()),
    "three words a page": edited(few_a_page),
    "message in base64 attached": attached("key.eml", mail(SECRET, "base64")),
    "message in quoted-printable attached": attached("key.eml", mail(RUSSIAN, "quoted-printable")),
    "second member of a gzip attached": attached("key.gz", gzip.compress(b"nothing") + gzip.compress(SECRET.encode())),
    "JSON with codes attached": attached("key.json", ESCAPED),
    "Rich Text attached": attached("key.rtf", rich(RUSSIAN)),
    "old Word file attached": attached("key.doc", compound({"WordDocument": bytes(500) + SECRET.encode("utf-16-le")}, scattered=True)),
}
"""Places in a PDF where words are found."""

PDF_REFUSED: dict[str, tuple[Planter, str]] = {
    "letters by number": (fonts.by_numbers(), UNMAPPED),
    "letters by number under a replacement text": (fonts.by_numbers(wrap="/Span <</ActualText (Nothing to see)>> BDC %s EMC"), UNMAPPED),
    "letters of private use": (fonts.by_numbers(fonts.private), UNMAPPED),
    "letters called spaces": (fonts.by_numbers(fonts.spaces), UNMAPPED),
    "letters called nothing": (fonts.by_numbers(fonts.nothing), UNMAPPED),
    "letters called zero": (fonts.by_numbers(fonts.zeros), UNMAPPED),
    "letters of which some have names": (fonts.by_numbers(fonts.half), UNMAPPED),
    "Type 3 letters without names": (fonts.drawn_letters(lambda number, _: f"a{number}"), UNMAPPED),
    "Word file with a password attached": (attached("key.docx", LOCKED), "attachment “key.docx” has a password"),
    "CAB archive attached": (attached("key.cab", b"MSCF" + NOISE), "attachment “key.cab” is a CAB archive"),
    "file of an unknown kind attached": (attached("key.bin", NOISE), "attachment “key.bin” is of an unknown kind"),
}
"""Places in a PDF that are refused, with what is said."""

DOCX: dict[str, Planter] = {
    "web archive in base64": added("word/part.mht", mail(SECRET, "base64")),
    "web archive in quoted-printable": added("word/part.mht", mail(RUSSIAN, "quoted-printable")),
    "data of a field": in_body(f"<w:p><w:r><w:fldData>{base64.encodebytes(SECRET.encode()).decode()}</w:fldData></w:r></w:p>"),
    "flat package": added("word/flat.xml", f"<pkg:binaryData>{base64.encodebytes(plant.SMALL_DOCX).decode()}</pkg:binaryData>"),
    "base64 in custom XML": added("customXml/item9.xml", f"<a>{base64.b64encode(SECRET.encode('utf-16')).decode()}</a>"),
    "base64 of addresses": added("word/a.txt", b"id" + base64.urlsafe_b64encode(b"??>>" + SECRET.encode())),
    "Rich Text in code page": added("word/part.rtf", rich(RUSSIAN)),
    "Rich Text in Unicode": added("word/part.rtf", rich_codes(RUSSIAN)),
    "Rich Text with marks inside": added("word/part.rtf", b"{\\rtf1 " + b"".join(b"\\b %b\\b0 " % word.encode() for word in WORDS) + b"}"),
    "per cent": inserted("_rels/document.xml.rels", "</Relationships>", f'<Relationship Target="x?q={urllib.parse.quote(RUSSIAN)}"/>'),
    "symbols": in_body(symbols()),
    "hexadecimal profile of a picture": added("word/media/a.png", png(profile(SECRET))),
    "metafile": added("word/media/a.emf", metafile()),
    "object of another program": added("word/embeddings/a.bin", compound({"Contents": bytes(480) + SECRET.encode()}, scattered=True)),
    "second member of a gzip": added("word/media/a.emz", gzip.compress(b"nothing") + gzip.compress(SECRET.encode("utf-16"))),
    "index entry after each fifth word": in_body(f"<w:p>{mixed(field)}</w:p>"),
    "number of a note after each fifth word": in_body(f"<w:p>{mixed(lambda _: run('12', RAISED))}</w:p>"),
    "hidden word after each fifth": in_body(f"<w:p>{mixed(lambda junk: run(junk, HIDDEN))}</w:p>"),
    "deleted word after each fifth": in_body(f"<w:p>{mixed(deleted)}</w:p>"),
    "visible word after each fifth": in_body(f"<w:p>{mixed(apart)}</w:p>"),
    "deleted words between others": in_body(f"<w:p>{mixed(apart, piece=deleted)}</w:p>"),
    "ruby": in_body(f"<w:p>{mixed(lambda junk: f'<w:ruby><w:rt>{run(junk)}</w:rt><w:rubyBase/></w:ruby>', 1)}</w:p>"),
    "cells of three words": in_body(cells()),
}
"""Places in a Word file where words are found."""

DOCX_REFUSED: dict[str, tuple[Planter, str]] = {
    "Word file with a password": (added("word/embeddings/a.docx", LOCKED), "word/embeddings/a.docx has a password"),
    "is one with a password": (lambda _: LOCKED, "this file has a password"),
    "macros": (added("word/vbaProject.bin", compound({"_VBA_PROJECT": b"\xcc\x61", "Module1": b"\1\0"})), "has macros"),
    "file of an unknown kind": (added("word/a.bin", NOISE), "word/a.bin is of an unknown kind"),
    "damaged compound file": (added("word/a.bin", LOCKED[:520]), "damaged compound file"),
    "LHA archive": (added("word/a.lzh", b"\x20\x20-lh5-" + NOISE), "an LHA archive"),
}
"""Places in a Word file that are refused, with what is said."""

EPUB: dict[str, Planter] = {
    "codes of a script": added("EPUB/a.js", b"var note = " + ESCAPED),
    "numbers of a script": added("EPUB/a.js", f"String.fromCharCode({NUMBERS})"),
    "codes of a style sheet": added("EPUB/a.css", f'p::after {{ content: "{IN_CSS}" }}'),
    "codes of HTML in a script": added("EPUB/a.js", "var a = '" + "".join(f"&#{ord(letter)};" for letter in RUSSIAN) + "'"),
    "per cent": chapter(f'<a href="x?{urllib.parse.quote(RUSSIAN)}">x</a>'),
    "font": added("EPUB/a.woff", web_font()),
    "ruby": chapter("<p>" + mixed(lambda junk: f"<rt>{junk}</rt>", 1, span) + "</p>"),
    "mark of a note after each fifth word": chapter("<p>" + mixed(lambda _: "<sup>12</sup>", 5, span) + "</p>"),
    "hidden word after each fifth": chapter("<p>" + mixed(lambda junk: f'<i style="display: none">{junk}</i>', 5, span) + "</p>"),
    "words in attributes": chapter(
        "<p>" + "".join(f'<span data-a="{a}">{b} </span>' for a, b in zip(every(4)[::2], every(4)[1::2], strict=False)) + "</p>"
    ),
    "letters called by other letters": chapter(
        "<p>" + SECRET.translate(str.maketrans("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")) + "</p>"
    ),
}
"""Places in an EPUB where words are found."""

EPUB_REFUSED: dict[str, tuple[Planter, str]] = {
    "WOFF2 font": (added("EPUB/a.woff2", b"wOF2" + NOISE), "a WOFF2 font"),
}
"""Places in an EPUB that are refused, with what is said."""
