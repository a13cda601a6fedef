"""The contents of a pack for reading systems: the navigation document, and the NCX for old ones."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from lxml import etree

from briefing.dataclass import dataclass
from briefing.document import Blocks, Document, Section, full_title, in_order, plain
from briefing.render.epub.chapters import NAVIGATION, Chapters
from briefing.render.epub.printpages import front, mark_front, page_list
from briefing.render.epub.titlepage import file_of_title, put_title
from briefing.render.epub.xhtml import UNSEEN, Element, add, add_line, content_document
from briefing.render.epub.xhtml_directions import finished

NCX = "http://www.daisy.org/z3986/2005/ncx/"


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in the contents list, with those below it."""

    title: str
    address: str
    below: tuple[Entry, ...]


def contents(document: Document, chapters: Chapters) -> tuple[Entry, ...]:
    """Return the headings to the depth that the document asks for; the first level at least, which EPUB 3.3 (5.4) needs."""

    def entries(blocks: Blocks, depth: int) -> Iterator[Entry]:
        for each in blocks:
            if isinstance(each, Section):
                below = tuple(entries(each.blocks, depth - 1)) if depth > 1 else ()
                yield Entry(plain(each.title), chapters.address(each.id), below)

    found = tuple(entries(in_order(document), document.contents_depth))
    return found or (Entry(document.title, file_of_title(document, chapters), ()),)


def navigation_document(document: Document, chapters: Chapters, entries: tuple[Entry, ...], pages: Mapping[str, str]) -> bytes:
    """Return the contents list, the landmarks and the list of pages (EPUB 3.3, 5). `pages` is the file of each mark of a page."""
    labels = document.labels
    root, body = content_document(document, labels.contents, "frontmatter")
    toc = add_line(body, "nav", epub_type="toc", role="doc-toc", id="toc")
    add_line(toc, "h1", labels.contents)
    _list(toc, entries)
    landmarks = add(add_line(body, "nav", epub_type="landmarks", aria_label=labels.landmarks, **UNSEEN), "ol")
    for kind, title, address in _landmarks(document, chapters):
        add(add_line(landmarks, "li"), "a", title, href=address, epub_type=kind)
    file = file_of_title(document, chapters)
    page_list(body, document, pages, file, NAVIGATION)
    mark_front(body, front(document)[1], labels)
    if file == NAVIGATION:
        put_title(body, document, chapters)
    return finished(root)


def _list(parent: Element, entries: tuple[Entry, ...]) -> None:
    items = add(parent, "ol")
    for entry in entries:
        item = add_line(items, "li")
        add(item, "a", entry.title, href=entry.address)
        if entry.below:
            _list(item, entry.below)


def _landmarks(document: Document, chapters: Chapters) -> Iterator[tuple[str, str, str]]:
    yield "titlepage", document.labels.title_page, file_of_title(document, chapters)
    if document.contents_depth:
        yield "toc", document.labels.contents, f"{NAVIGATION}#toc"
    if start := chapters.start():
        yield "bodymatter", document.labels.start, start
    for kind, role in (("glossary", "glossary"), ("bibliography", "references")):
        for each in document.blocks:
            if isinstance(each, Section) and each.role == role:
                yield kind, plain(each.title), chapters.address(each.id)


def ncx(document: Document, entries: tuple[Entry, ...]) -> bytes:
    """Return the contents list for reading systems of EPUB 2 (OPF 2.0.1, 2.4.1)."""
    root = etree.Element(f"{{{NCX}}}ncx", version="2005-1", nsmap={None: NCX})
    head = etree.SubElement(root, f"{{{NCX}}}head")
    for name, value in (("dtb:uid", document.identifier), ("dtb:depth", str(_depth(entries)))):
        etree.SubElement(head, f"{{{NCX}}}meta", name=name, content=value)
    etree.SubElement(etree.SubElement(root, f"{{{NCX}}}docTitle"), f"{{{NCX}}}text").text = full_title(document)
    _points(etree.SubElement(root, f"{{{NCX}}}navMap"), entries, itertools.count(1))
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _points(parent: Element, entries: tuple[Entry, ...], numbers: Iterator[int]) -> None:
    for entry in entries:
        point = etree.SubElement(parent, f"{{{NCX}}}navPoint", id=f"point-{next(numbers)}")
        label = etree.SubElement(point, f"{{{NCX}}}navLabel")
        etree.SubElement(label, f"{{{NCX}}}text").text = entry.title
        etree.SubElement(point, f"{{{NCX}}}content", src=entry.address)
        _points(point, entry.below, numbers)


def _depth(entries: tuple[Entry, ...]) -> int:
    return 1 + max((_depth(each.below) for each in entries if each.below), default=0)
