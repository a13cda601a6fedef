"""The title page: what stands on the cover of the printed pack."""

from __future__ import annotations

from lxml import etree

from briefing.document import Document
from briefing.render.epub.chapters import EPUB_TYPE, html, serialise
from briefing.render.epub.navigation import page
from briefing.render.epub.printpages import front, mark_front

LOGO = "logo.png"
EM = 10.5
"""Points to an em: the logo grows with the letters."""


def title_page(document: Document) -> bytes:
    """Return the title page as a content document; `document.cover` decides whether it fills the page or only heads it."""
    root, body = page(document, document.title, "frontmatter")
    mark_front(body, front(document)[0], document.labels)
    section = etree.SubElement(body, html("section"), {EPUB_TYPE: "titlepage", "class": f"title-{document.cover}"})

    def line(parent: etree._Element, tag: str, words: str, css: str, **attributes: str) -> None:
        if words:
            etree.SubElement(parent, html(tag), {"class": css, **attributes}).text = words

    if document.logo:
        attributes = {"src": LOGO, "alt": document.logo.alt, "class": "logo", "style": f"width: {document.logo.width / EM:.2f}em"}
        etree.SubElement(etree.SubElement(section, html("p"), {"class": "logo"}), html("img"), attributes)
    head = etree.SubElement(section, html("div"), {"class": "head"})
    line(head, "p", document.kicker, "kicker")
    line(head, "h1", document.title, "title")
    line(head, "p", document.subtitle, "subtitle", role="doc-subtitle")
    line(section, "p", document.byline, "byline")
    line(section, "p", document.date, "date")
    if document.cover == "page":
        line(section, "p", document.description, "description")
    return serialise(root)
