"""Write a document as one web page, made from the chapters of its EPUB."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from lxml import etree

from briefing.document import Document

_XHTML = "{http://www.w3.org/1999/xhtml}"
_FILES = ("EPUB/nav.xhtml", "EPUB/text/ch001.xhtml")
"""The title above the contents list, and the text: what a document without a title page consists of."""
_STYLE = """
:root { color-scheme: light }
body { max-width: 52rem; margin: 2rem auto; padding: 0 1rem; color: #1c1c1c; background: #fff }
body { font: 1rem/1.5 "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif }
h1, h2, h3 { line-height: 1.2; color: #1b4b5a } h1 { font-size: 1.9rem; margin: 0 0 .4rem }
h2 { font-size: 1.35rem; margin: 2.4rem 0 .7rem }
header { border-bottom: 3px solid #1b4b5a; margin-bottom: 1.5rem } header p { margin: 0 0 .5rem }
nav h2 { margin-top: 0 } nav ol { columns: 2; padding-left: 1.4rem }
a { color: #1b4b5a } a:focus-visible, div:focus-visible { outline: 3px solid #1b4b5a; outline-offset: 2px }
li { margin: .3rem 0 } li p { margin: 0 }
table { border-collapse: collapse; width: 100%; font-size: .9rem; margin: 1rem 0 }
caption { text-align: left; font-weight: 600; padding: .4rem 0 }
th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #8a8a8a }
tbody th { font-weight: normal } thead th { border-bottom: 2px solid } td strong, td strong a { color: #9a1b1b }
@media (max-width: 40em) {
  nav ol { columns: 1 } thead { display: none } table, caption, tbody, tr, th, td { display: block; border: 0; padding: .1rem 0 }
  tr { padding: .6rem 0; border-bottom: 1px solid #8a8a8a } tbody th { font-weight: 600 }
  td[data-head]::before { content: attr(data-head) ": " }
}
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
