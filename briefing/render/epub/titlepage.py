"""The title: a page of its own, or the head of the first page, as in print."""

from __future__ import annotations

from lxml import etree

from briefing.document import Document
from briefing.render.epub.chapters import EPUB_TYPE, NAVIGATION, TITLE_PAGE, Chapters, content_document, html, serialise
from briefing.render.epub.printpages import front, mark_front

LOGO = "logo.png"
EM = 10.5
"""Points to an em: the logo grows with the letters."""


def file_of_title(document: Document, chapters: Chapters) -> str:
    """Return the file that the title stands in, seen from the package document: one of its own, or the first of the others."""
    if document.cover == "page":
        return TITLE_PAGE
    return NAVIGATION if document.contents_depth else chapters.start() or TITLE_PAGE


def title_page(document: Document) -> bytes:
    """Return the title as a content document."""
    root, body = content_document(document, document.title, "frontmatter")
    put_title(body, document)
    return serialise(root)


def put_title(body: etree._Element, document: Document, way: str = "") -> None:
    """Put the title, and the marks of the pages that it begins, before what a file has; `way` leads from its folder to the package."""
    body.insert(0, _title(document, way))
    mark_front(body, front(document)[0], document.labels)


def _title(document: Document, way: str) -> etree._Element:
    section = etree.Element(html("section"), {EPUB_TYPE: "titlepage", "class": f"title-{document.cover}"})

    def line(parent: etree._Element, tag: str, words: str, css: str, **attributes: str) -> None:
        if words:
            etree.SubElement(parent, html(tag), {"class": css, **attributes}).text = words

    if document.logo:
        attributes = {"src": f"{way}{LOGO}", "alt": document.logo.alt, "class": "logo", "style": f"width: {document.logo.width / EM:.2f}em"}
        etree.SubElement(etree.SubElement(section, html("p"), {"class": "logo"}), html("img"), attributes)
    head = etree.SubElement(section, html("div"), {"class": "head"})
    line(head, "p", document.kicker, "kicker")
    line(head, "h1", document.title, "title")
    line(head, "p", document.subtitle, "subtitle", role="doc-subtitle")
    line(section, "p", document.byline, "byline")
    line(section, "p", document.date, "date")
    if document.cover == "page":
        line(section, "p", document.description, "description")
    return section
