"""The title: a separate page, or the head of the first page, as in print."""

from __future__ import annotations

from briefing.document import Document, plain
from briefing.render.epub.chapters import NAVIGATION, TITLE_PAGE, Chapters
from briefing.render.epub.picture_files import picture_file
from briefing.render.epub.printpages import front, mark_front
from briefing.render.epub.surroundings import Surroundings
from briefing.render.epub.xhtml import Element, add, add_line, content_document
from briefing.render.epub.xhtml_directions import finished
from briefing.render.epub.xhtml_inlines import EM, InlineWriter


def file_of_title(document: Document, chapters: Chapters) -> str:
    """Return the file that the title stands in, seen from the package document: one of its own, or the first of the others."""
    if document.cover == "page":
        return TITLE_PAGE
    return NAVIGATION if document.contents_depth else chapters.start() or TITLE_PAGE


def title_page(document: Document, chapters: Chapters) -> bytes:
    """Return the title as a content document."""
    root, body = content_document(document, document.title, "frontmatter")
    put_title(body, document, chapters)
    return finished(root)


def put_title(body: Element, document: Document, chapters: Chapters, chapter: str = "") -> None:
    """Put the title, and the marks of the pages that it begins, before what a file has.

    Args:
        body: The file.
        document: The pack.
        chapters: Where its blocks are.
        chapter: The name of the file if it is a chapter; empty if it lies beside the package document.
    """
    way = "../" if chapter else ""
    section = add_line(body, "section", epub_type="titlepage", class_=f"title-{document.cover}")
    body.insert(0, section)

    def line(parent: Element, tag: str, words: str, css: str, **attributes: str) -> None:
        if words:
            add_line(parent, tag, words, class_=css, **attributes)

    if logo := document.logo:
        width, file = f"width: {logo.points / EM:.2f}em", f"{way}{picture_file(logo)}"
        add(add_line(section, "p", class_="logo"), "img", src=file, class_="logo", style=width).set("alt", logo.alt)
    head = add_line(section, "div", class_="head")
    line(head, "p", document.across, "kicker")
    line(head, "p", document.kicker, "kicker")
    line(head, "h1", document.title, "title")
    line(head, "p", document.subtitle, "subtitle", role="doc-subtitle")
    line(section, "p", document.byline, "byline")
    line(section, "p", document.date, "date")
    if document.status:
        around = Surroundings(document, chapters)
        around.begin(chapter)
        InlineWriter(document, around).write(add_line(section, "p", class_="date"), document.status)
    if shown := document.frontispiece:
        figure = add_line(section, "figure", class_="picture")
        role = "" if shown.alt else "presentation"
        add_line(figure, "img", src=f"{way}{picture_file(shown)}", role=role, style="width: 100%").set("alt", shown.alt)
        line(figure, "p", plain(shown.credit), "small")
    if document.cover == "page":
        line(section, "p", document.description, "description")
    mark_front(body, front(document)[0], document.labels)
