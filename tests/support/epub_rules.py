"""What is right in an EPUB: rules that answer with what is wrong."""

from __future__ import annotations

import dataclasses
import itertools
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from briefing.document import (
    Blank,
    Blocks,
    Document,
    Equation,
    Figure,
    Formula,
    NameIndex,
    Note,
    PageBreak,
    PageNumber,
    Picture,
    Question,
    Section,
    Table,
    Text,
    in_order,
    notes,
    plain,
)
from briefing.document.name_index import as_definitions
from briefing.document.pages_of_blocks import pages_of_blocks, with_page_numbers
from tests.support.words import heard

NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
    "svg": "http://www.w3.org/2000/svg",
    "xml": "http://www.w3.org/XML/1998/namespace",
}

Files = dict[str, bytes]


class Book:
    """A finished publication, opened."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.opf = etree.fromstring(files["EPUB/package.opf"])
        self.pages = {name: etree.fromstring(data) for name, data in files.items() if name.endswith(".xhtml")}
        manifest = {item.get("id"): f"EPUB/{item.get('href')}" for item in self.xpath(self.opf, "//opf:item")}
        self.spine = [manifest[item.get("idref")] for item in self.xpath(self.opf, "//opf:itemref")]
        self.chapters = [name for name in self.spine if "/text/" in name]

    @staticmethod
    def xpath(node: etree._Element, path: str) -> list[etree._Element]:
        return list(node.xpath(path, namespaces=NAMES))

    def meta(self, name: str) -> list[str]:
        return [each.text for each in self.xpath(self.opf, f"//opf:meta[@property='{name}']")]

    def core(self, name: str) -> list[str]:
        return [each.text for each in self.xpath(self.opf, f"//dc:{name}")]


def unzipped(path: Path) -> Files:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Files, path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return path


def letters(words: str) -> str:
    """Return letters and digits only: what must be the same in every format."""
    return "".join(character for character in words if character.isalnum())


_LABELLED = (Question, Table, Figure, Picture)


def wrong_words(book: Book, document: Document) -> list[str]:
    """Return the files whose words are not those of the tree. Notes at the foot stand at the end of their chapter; marks are left out."""
    document = with_page_numbers(document, pages_of_blocks(document))
    title = _title_words(document)
    contents = [_contents_words(document)] if document.contents_depth else []
    chapters = [_chapter_words(each) for each in _parts(in_order(document))]
    if document.cover == "page":
        expected = [title, *contents, *chapters]
    else:
        expected = [f"{title} {contents[0]}", "".join(chapters)] if contents else [f"{title} {''.join(chapters)}"]
    found = [page_words(book.pages[name]) for name in book.spine]
    wrong = [name for name, a, b in zip(book.spine, expected, found, strict=False) if letters(a) != letters(b)]
    return wrong if len(expected) == len(found) else [*wrong, "the number of files"]


def _title_words(document: Document) -> str:
    description = document.description if document.cover == "page" else ""
    front = (document.kicker, document.title, document.subtitle, document.byline, document.date, *heard(document.status, {}))
    credit = heard(document.frontispiece, {}) if document.frontispiece else ()
    return " ".join((*front, *credit, description))


def _contents_words(document: Document) -> str:
    return document.labels.contents + "".join(title for title, _ in headings(document, document.contents_depth))


def _parts(blocks: Blocks) -> Iterator[Blocks]:
    """Yield what has a file of its own: each section, and all blocks between two sections if they are more than breaks."""
    for is_section, run in itertools.groupby(blocks, key=lambda each: isinstance(each, Section)):
        part = tuple(run)
        if is_section:
            yield from ((each,) for each in part)
        elif not all(isinstance(each, PageBreak) for each in part):
            yield part


def _chapter_words(chapter: object) -> str:
    waiting: list[Note] = []

    def words(node: object) -> Iterator[str]:
        match node:
            case Text(text):
                yield text
            case Note() if node.placement == "foot" and node not in waiting:
                waiting.append(node)
            case NameIndex():
                yield from words(as_definitions(node))
            case PageNumber():
                yield node.label
            case Formula():
                yield re.sub("<[^<>]*>", "", node.mathml)
            case Equation():
                yield from (*words(node.children), node.label)
            case Blank(label, value):
                yield from (label, value)
            case tuple():
                for each in node:
                    yield from words(each)
            case _ if dataclasses.is_dataclass(node):
                yield from (node.kind,) if isinstance(node, Note) else (node.label,) if isinstance(node, _LABELLED) else ()
                for field in dataclasses.fields(node):
                    yield from words(getattr(node, field.name))

    running = list(words(chapter))
    return "".join([*running, *(word for note in list(waiting) for word in words(note))])


def page_words(page: etree._Element) -> str:
    body = page.find("h:body", NAMES)
    aside = "ancestor-or-self::*[@hidden or @epub:type='noteref' or @class='number']"
    return "".join(body.xpath(f".//text()[not(parent::*[{aside}] or ancestor::svg:svg)]", namespaces=NAMES))


def headings(document: Document, depth: int) -> list[tuple[str, int]]:
    """Return titles and levels of the sections down to a depth."""

    def below(blocks: object, level: int) -> Iterator[tuple[str, int]]:
        for each in blocks if isinstance(blocks, tuple) else ():
            if isinstance(each, Section) and level <= depth:
                yield plain(each.title), level
                yield from below(each.blocks, level + 1)

    return list(below(in_order(document), 1))


def bad_links(book: Book) -> list[str]:
    """Return ids that are not unique and links inside the publication that lead nowhere."""
    ids = {name: Counter(page.xpath("//@id")) for name, page in book.pages.items()}
    wrong = [f"{name}: {each} twice" for name, counts in ids.items() for each, count in counts.items() if count > 1]
    for name, page in book.pages.items():
        for href in page.xpath("//*[local-name()='a' or local-name()='link']/@href"):
            if re.match(r"[a-z]+:", href):
                continue
            file, _, fragment = href.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
            if target not in book.files or (fragment and unquote(fragment) not in ids[target]):
                wrong.append(f"{name}: {href}")
    return wrong


def lone_notes(book: Book, document: Document) -> list[str]:
    """Return the notes that cannot be reached from their mark, or have no way back to it."""
    wrong: list[str] = []
    for note in notes(document).values():
        pages = [page for page in book.pages.values() if page.xpath(f"//*[@id='{note.id}']")]
        for page in pages:
            marks = book.xpath(page, f"//h:a[@epub:type='noteref'][@role='doc-noteref'][@href='#{note.id}']")
            back = book.xpath(page, f"//h:aside[@id='{note.id}'][@epub:type='footnote']//h:a[@role='doc-backlink']")
            ways = [each.get("href") for each in back]
            if [mark.text for mark in marks] != [note.mark] or ways != [f"#{mark.get('id')}" for mark in marks]:
                wrong.append(note.id)
        if len(pages) != 1:
            wrong.append(note.id)
    return wrong


def wrong_contents(book: Book, document: Document) -> list[str]:
    """Return where navigation document, NCX and headings do not name the same things in the same order."""
    nav = book.xpath(book.pages["EPUB/nav.xhtml"], "//h:nav[@epub:type='toc']//h:a")
    ncx = book.xpath(etree.fromstring(book.files["EPUB/toc.ncx"]), "//ncx:navPoint")
    expected = headings(document, max(1, document.contents_depth))
    found = [(each.text, len(book.xpath(each, "ancestor::h:ol"))) for each in nav]
    old = [
        (each.findtext("ncx:navLabel/ncx:text", namespaces=NAMES), len(book.xpath(each, "ancestor-or-self::ncx:navPoint"))) for each in ncx
    ]
    addresses = [each.get("href") for each in nav], [each.find("ncx:content", NAMES).get("src") for each in ncx]
    wrong = ["nav"] * (found != expected) + ["ncx"] * (old != expected or addresses[0] != addresses[1])
    for link, (title, level) in zip(nav, expected, strict=False):
        file, _, fragment = link.get("href").partition("#")
        heading = book.xpath(book.pages[f"EPUB/{file}"], f"//*[@id='{fragment}']/h:h{level}")
        if [letters(_heading(each)) for each in heading] != [letters(title)]:
            wrong.append(title)
    return wrong


def _heading(heading: etree._Element) -> str:
    return "".join(heading.xpath(".//text()[not(ancestor::*[@epub:type='noteref'])]", namespaces=NAMES))
