"""The chapters as pandoc wrote them, made whole: titles, scopes, languages, links from file to file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from urllib.parse import unquote

from lxml import etree

from briefing.document import Document, Section, SectionRole, plain
from briefing.render.epub.pandoc_json import anchor

XHTML = "http://www.w3.org/1999/xhtml"
EPUB = "http://www.idpf.org/2007/ops"
EPUB_TYPE = f"{{{EPUB}}}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TITLE_PAGE = "title.xhtml"
NAVIGATION = "nav.xhtml"
FOLDER = "text/"
"""Where the chapters lie, seen from the package document."""
STYLE_SHEETS = ("styles/pack.css", "styles/screen.css")
"""In the order in which they are read. The second holds what old reading systems stumble over."""
UNSEEN = {"hidden": "hidden", "class": "unseen"}
"""Of what stands in a file for programs only; the class is for reading systems that do not know the attribute."""

BACK_MATTER: frozenset[SectionRole] = frozenset({"glossary", "references", "colophon"})


def html(tag: str) -> str:
    """Return the full name of an XHTML element."""
    return f"{{{XHTML}}}{tag}"


class Chapters:
    """The content documents in reading order, by name, and where each id stands.

    A chapter has a file where it begins a page in print; the parts of a pack without a title page follow one another in one file.
    """

    def __init__(self, epub: bytes, document: Document) -> None:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        with zipfile.ZipFile(io.BytesIO(epub)) as archive:
            names = sorted((name for name in archive.namelist() if name.startswith(f"EPUB/{FOLDER}")), key=lambda name: (len(name), name))
            self.pages = {name.removeprefix(f"EPUB/{FOLDER}"): etree.fromstring(archive.read(name), parser) for name in names}
        files = frozenset(self.pages)
        for page in self.pages.values():
            _drop_invented_heading(page)
        if document.cover == "block" and self.pages:
            self.pages = _joined(self.pages)
        self.places = {each.get("id"): name for name, page in self.pages.items() for each in page.iter("{*}*") if each.get("id")}
        sections = {anchor(each.id): each for each in (*document.blocks, *document.supplement) if isinstance(each, Section)}
        for name, page in self.pages.items():
            first = page.find(f"{html('body')}/{html('section')}")
            section = None if first is None or document.cover == "block" else sections.get(first.get("id"))
            _set_head(page, plain(section.title) if section else document.title)
            is_back = section is not None and section.role in BACK_MATTER
            page.find(html("body")).set(EPUB_TYPE, "backmatter" if is_back else "bodymatter")
            _complete(page)
            _link(page, name, self.places, files)

    def address(self, identifier: str) -> str:
        """Return the address of a block, seen from the package document."""
        return f"{FOLDER}{self.places[anchor(identifier)]}#{anchor(identifier)}"

    def first(self) -> etree._Element:
        """Return the body of the first file."""
        return next(iter(self.pages.values())).find(html("body"))

    def start(self) -> str | None:
        """Return the file where the text begins, if there is text."""
        return next((f"{FOLDER}{name}" for name in self.pages), None)

    def files(self) -> dict[str, bytes]:
        """Return the chapters as they are written, by their path seen from the package document."""
        return {f"{FOLDER}{name}": serialise(page) for name, page in self.pages.items()}


def content_document(document: Document, title: str, body_type: str) -> tuple[etree._Element, etree._Element]:
    """Return an empty content document beside the package document, and its body."""
    root = etree.Element(html("html"), {"lang": document.language, XML_LANG: document.language}, nsmap={None: XHTML, "epub": EPUB})
    head = etree.SubElement(root, html("head"))
    etree.SubElement(head, html("meta"), charset="utf-8")
    etree.SubElement(head, html("title")).text = title
    link_styles(head)
    return root, etree.SubElement(root, html("body"), {EPUB_TYPE: body_type})


def link_styles(head: etree._Element, way: str = "") -> None:
    """Name the style sheets in the head of a file; `way` leads from its folder to that of the package document."""
    for sheet in STYLE_SHEETS:
        etree.SubElement(head, html("link"), rel="stylesheet", type="text/css", href=f"{way}{sheet}")


def serialise(page: etree._Element) -> bytes:
    """Return a content document as bytes."""
    return bytes(etree.tostring(page, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>"))


def _drop_invented_heading(page: etree._Element) -> None:
    """Take out the section that pandoc puts around words before the first heading: it repeats the title of the document."""
    body = page.find(html("body"))
    for section in body.xpath("*[contains(@class, 'unnumbered')]"):
        body.remove(section)
        body.extend(section[1:])


def _joined(pages: dict[str, etree._Element]) -> dict[str, etree._Element]:
    """Return the first of some files with what stands in the others."""
    (name, first), *others = pages.items()
    for _, page in others:
        first.find(html("body")).extend(page.find(html("body")))
    return {name: first}


def _set_head(page: etree._Element, title: str) -> None:
    """Give a file the title of its chapter: pandoc names it after the file (WCAG 2.1, 2.4.2)."""
    head = page.find(html("head"))
    for child in list(head):
        head.remove(child)
    head.text = None
    etree.SubElement(head, html("meta"), charset="utf-8")
    etree.SubElement(head, html("title")).text = title
    link_styles(head, "../")


def _complete(page: etree._Element) -> None:
    """Say what heads a column and what a row (HTML 4.9.10), and give each language also the name that XML has for it."""
    for cell in list(page.iter(html("th"))):
        if not "".join(cell.itertext()).strip():
            cell.tag = html("td")  # an empty cell heads nothing
        else:
            cell.set("scope", "col" if cell.getparent().getparent().tag == html("thead") else "row")
    for each in page.xpath("//*[@lang]"):
        each.set(XML_LANG, each.get("lang"))


def _link(page: etree._Element, name: str, places: Mapping[str, str], files: frozenset[str]) -> None:
    """Point links inside the pack to the file that holds their target; `files` are those that pandoc has written."""
    for each in page.iter(html("a")):
        file, mark, fragment = each.get("href").partition("#")
        if mark and (not file or file in files):
            target = unquote(fragment)
            if target not in places:
                raise ValueError(f"A link leads to '{target}', but no block has that id")
            each.set("href", f"#{target}" if places[target] == name else f"{places[target]}#{target}")
