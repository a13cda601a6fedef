"""XHTML: content documents and their elements, written with lxml."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from typing import TypeAlias

from lxml.etree import Element as RootElement
from lxml.etree import SubElement, _Element, tostring

from briefing.document import Document

Element: TypeAlias = _Element
XHTML = "http://www.w3.org/1999/xhtml"
EPUB = "http://www.idpf.org/2007/ops"
SVG = "http://www.w3.org/2000/svg"
MATHML = "http://www.w3.org/1998/Math/MathML"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
STYLE_SHEETS = ("styles/pack.css", "styles/screen.css")
"""In the order in which they are read. The second holds what old reading systems stumble over."""
UNSEEN = {"class_": "unseen", "hidden": "hidden"}
"""The attributes of elements that are for programs only. The class is for reading systems that do not know `hidden`."""


@cache
def html(tag: str) -> str:
    """Return the full name of an XHTML element."""
    return f"{{{XHTML}}}{tag}"


@cache
def anchor(identifier: str) -> str:
    """Return an id that XML, URLs and old reading systems all accept: the same id if it is plain ASCII, else a digest of it."""
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]*", identifier):
        return identifier
    return "id-" + hashlib.sha256(identifier.encode()).hexdigest()[:12]


def add(parent: Element, tag: str, words: str = "", **attributes: str) -> Element:
    """Add an element at the end of another one, and return it.

    Args:
        parent: The element that it goes into.
        tag: Its name.
        words: Its text.
        attributes: `class_` is written as `class`, `epub_type` as `epub:type`, `aria_label` as `aria-label`, and `lang` as `xml:lang`, too.
            Empty values are left out.
    """
    element = SubElement(parent, html(tag), {_name(key): value for key, value in attributes.items() if value})
    if words:
        element.text = words
    if language := attributes.get("lang"):
        element.set(XML_LANG, language)
    return element


def add_line(parent: Element, tag: str, words: str = "", **attributes: str) -> Element:
    """Add an element like `add`, and end the line after it in the file, so that two builds can be compared line by line."""
    element = add(parent, tag, words, **attributes)
    element.tail = "\n"
    return element


def add_text(parent: Element, words: str) -> None:
    """Add characters at the end of an element."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + words
    else:
        parent.text = (parent.text or "") + words


@cache
def _name(key: str) -> str:
    return f"{{{EPUB}}}type" if key == "epub_type" else key.rstrip("_").replace("_", "-")


def content_document(document: Document, title: str, body_type: str, way: str = "") -> tuple[Element, Element]:
    """Return an empty content document and its body.

    Args:
        document: The pack, for its language.
        title: What a reading system shows as the name of the file (WCAG 2.1, 2.4.2).
        body_type: The part of the book that it belongs to, such as `frontmatter`.
        way: The path from its folder to the folder of the package document, such as `../`.
    """
    attributes = {"lang": document.language, XML_LANG: document.language}
    if document.backward:
        attributes["dir"] = "rtl"
    root = RootElement(html("html"), attributes, nsmap={None: XHTML, "epub": EPUB})
    head = add_line(root, "head")
    add(head, "meta", charset="utf-8")
    add(head, "title", title)
    for sheet in STYLE_SHEETS:
        add(head, "link", rel="stylesheet", type="text/css", href=f"{way}{sheet}")
    return root, add(root, "body", epub_type=body_type)


def serialise(page: Element) -> bytes:
    """Return the bytes of a content document."""
    return bytes(tostring(page, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>"))
