"""Pages of print in a book that has none: marks where they begin, and the list that leads to them (EPUB Accessibility 1.1, 2.3)."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from lxml import etree

from briefing.document import Document, Labels, PrintPage
from briefing.render.epub.chapters import EPUB_TYPE, FOLDER, UNSEEN, Chapters, html


def page_id(page: PrintPage) -> str:
    """Return the id of the mark of a page; no id of a block has a full stop at this place."""
    return f"print-page.{page.label}"


def page_mark(page: PrintPage, labels: Labels) -> str:
    """Return the mark of a page, which is heard and not seen."""
    name = escape(f"{labels.page} {page.label}")
    return f'<span epub:type="pagebreak" role="doc-pagebreak" id="{page_id(page)}" aria-label="{name}"></span>'


def mark_front(body: etree._Element, pages: Sequence[PrintPage], labels: Labels) -> None:
    """Put the marks of pages before the text at the start of a file."""
    for place, page in enumerate(pages):
        attributes = {EPUB_TYPE: "pagebreak", "role": "doc-pagebreak", "id": page_id(page), "aria-label": f"{labels.page} {page.label}"}
        body.insert(place, etree.Element(html("span"), attributes))


def front(document: Document) -> tuple[list[PrintPage], list[PrintPage]]:
    """Return the pages before the text: that of the title, and those of the contents list."""
    pages = [page for page in document.pages if page.block is None]
    return (pages[:1], pages[1:]) if document.contents_depth else (pages, [])


def page_list(body: etree._Element, document: Document, chapters: Chapters, title_page: str, contents: str) -> None:
    """Add the list of pages to the navigation document, whose addresses the last two arguments are part of."""
    if not document.pages:
        return
    files = {id(page): name for pages, name in zip(front(document), (title_page, contents), strict=True) for page in pages}
    nav = etree.SubElement(
        body, html("nav"), {EPUB_TYPE: "page-list", "role": "doc-pagelist", "aria-label": document.labels.page, **UNSEEN}
    )
    items = etree.SubElement(nav, html("ol"))
    for page in document.pages:
        name = files.get(id(page)) or f"{FOLDER}{chapters.places[page_id(page)]}"
        etree.SubElement(etree.SubElement(items, html("li")), html("a"), href=f"{name}#{page_id(page)}").text = page.label
