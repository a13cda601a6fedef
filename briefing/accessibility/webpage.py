"""A document as one page for a browser: the chapters of its EPUB, joined."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from lxml import etree

from briefing.document import Document

_XHTML = "{http://www.w3.org/1999/xhtml}"
_EPUB = "{http://www.idpf.org/2007/ops}"
_CHAPTER = re.compile(r"EPUB/(title|nav|text/ch\d+)\.xhtml")
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
        document: What is shown.
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
    main = etree.Element("main")
    with zipfile.ZipFile(epub) as book:
        for name in _in_order([each for each in book.namelist() if _CHAPTER.fullmatch(each)]):
            page = etree.fromstring(book.read(name)).find(f"{_XHTML}body")
            for part in list(page):
                if part.get("hidden") is None:
                    (body if "nav" in name else main).append(part)
    body.append(main)
    body.insert(0, _title(main))
    for element in root.iter(etree.Element):
        _plain(element)
    etree.cleanup_namespaces(root)
    path.write_bytes(b"<!DOCTYPE html>\n" + etree.tostring(root, encoding="utf-8", method="html"))


def _in_order(names: list[str]) -> list[str]:
    return sorted(names, key=lambda name: (not name.endswith("title.xhtml"), not name.endswith("nav.xhtml"), name))


def _title(main: etree._Element) -> etree._Element:
    """Take the title page out, as the head of the page."""
    header = etree.Element("header")
    header.append(main[0])
    return header


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
