"""A document as one page for a browser: the chapters of its EPUB, joined."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from lxml import etree

from briefing.document import Document

_XHTML = "{http://www.w3.org/1999/xhtml}"
_EPUB = "{http://www.idpf.org/2007/ops}"
_FILES = ("EPUB/nav.xhtml", "EPUB/text/ch001.xhtml")
"""The title above the contents list, and the text: what a document without a title page consists of."""
_STYLE = """
body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff }
body { font: 1.05rem/1.55 Georgia, "Times New Roman", serif }
h1, h2, h3, h4, th, nav { font-family: "Segoe UI", "Helvetica Neue", Arial, sans-serif; line-height: 1.25 }
h2 { margin-top: 2.2rem } a { color: #1f4e79 }
table { border-collapse: collapse; width: 100%; font-size: .92rem } caption { text-align: left; font-weight: 600; padding: .4rem 0 }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid #767676 }
"""


def write(document: Document, epub: Path, path: Path) -> None:
    """Write a page that needs no other file.

    Args:
        document: What is shown; it has a contents list and no title page.
        epub: The document as EPUB.
        path: The file to write.
    """
    root = etree.Element("html", lang=document.language)
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "meta", charset="utf-8")
    etree.SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    etree.SubElement(head, "title").text = document.title
    etree.SubElement(head, "style").text = _STYLE
    body = etree.SubElement(root, "body")
    header, main = etree.SubElement(body, "header"), etree.Element("main")
    with zipfile.ZipFile(epub) as book:
        (title, *lists), text = (etree.fromstring(book.read(name)).find(f"{_XHTML}body") for name in _FILES)
    header.append(title)
    body.extend(part for part in lists if part.get("hidden") is None)
    body.append(main)
    main.extend(text)
    for element in root.iter(etree.Element):
        _plain(element)
    etree.cleanup_namespaces(root)
    path.write_bytes(b"<!DOCTYPE html>\n" + etree.tostring(root, encoding="utf-8", method="html"))


def _plain(element: etree._Element) -> None:
    """Write an element as HTML: without namespaces, with links inside the page, and headings of chapters below the title."""
    element.tag = etree.QName(element).localname
    in_header = any(each.tag == "header" for each in element.iterancestors())
    if not in_header and (match := re.fullmatch(r"h([1-5])", element.tag)):
        element.tag = f"h{int(match[1]) + 1}"
    for key in list(element.attrib):
        if key.startswith("{"):
            del element.attrib[key]
    address = element.get("href")
    if address and not re.match(r"[a-z]+:", address):
        element.set("href", "#" + address.partition("#")[2])
