"""Reading saved web pages: menus, scripts and hidden text are removed, then pandoc reads the page."""

from __future__ import annotations

import codecs
import re
from typing import Any

from lxml import etree, html

from briefing.originals.readers import hidden
from briefing.originals.readers.documents import read_tree
from briefing.originals.readers.pandoc_tree import Paragraphs
from briefing.originals.readers.plain import decode
from briefing.originals.readers.result import Reading
from briefing.originals.readers.undisplayed import undisplayed
from briefing.system.confined.limits import UnreadableError

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})|<\?xml[^>]{0,100}?encoding=[\"']([\w-]{2,40})", re.IGNORECASE
)
_WESTERN = {"iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252"}
"""The encoding that browsers use for these names (WHATWG Encoding, 4.2)."""
_FURNITURE = ("script", "style", "template", "noscript", "nav", "form", "button", "select", "iframe", "object", "svg")
_BESIDE = ("aside", "footer")
"""Elements that do not belong to the text, except inside an article."""


def read_html(data: bytes) -> Reading:
    """Read a saved web page: its article if it marks one, without menus, scripts and hidden text."""
    text, notices = decode(data, _declared(data))
    root = _parsed(text)
    found = _metadata(root)
    notices = (*notices, *hidden.notices(_prune(root)))
    body = _article(root)
    tree = read_tree(html.tostring(body, encoding="unicode").encode(), "html")
    walk = Paragraphs()
    paragraphs = walk.of(tree["blocks"])
    return Reading("html", (*paragraphs, *walk.notes), notices=notices, **found)


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data[:4096])
    name = (match[1] or match[2]).decode().lower() if match else ""
    try:
        known = codecs.lookup(name).name if name else ""
    except LookupError:
        return ""
    if known.startswith("utf-16") and data[:200].count(0) < 20:
        return ""  # if the declaration can be read byte by byte, the page is not in UTF-16 (WHATWG HTML, 13.2.3.2)
    return _WESTERN.get(known, known)


def _parsed(text: str) -> Any:
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except etree.ParserError:
        raise UnreadableError("there is no text in this file", "Check that it is the right file.") from None
    if any("depth" in str(entry.message).lower() for entry in parser.error_log):
        raise UnreadableError("this page is nested too deeply", "Copy its text into a new file.")
    return root


def _prune(root: Any) -> str:
    """Remove the elements that do not belong to the text. Return the words that were hidden."""
    sheets = [node.text or "" for node in root.iter("style")]
    for node in [*root.iter(*_FURNITURE)]:
        _drop(node)
    for cell in root.iter("td", "th"):  # a cell that claims to cover a million others would be laid out as a million
        cell.attrib.pop("rowspan", None)
        cell.attrib.pop("colspan", None)
    for node in [node for node in root.iter(*_BESIDE) if next(node.iterancestors("article"), None) is None]:
        _drop(node)
    words: list[str] = []
    for node in undisplayed(root, sheets):
        words += node.itertext()
        _drop(node)
    return " ".join(words)


def _drop(node: Any) -> None:
    if node.getparent() is not None:
        node.drop_tree()


def _article(root: Any) -> Any:
    """Return the only article, or the only main part, if it has most of the text; else the whole page."""
    whole = len(root.text_content().split())
    for name in ("article", "main"):
        found = [*root.iter(name)]
        if len(found) == 1 and len(found[0].text_content().split()) >= whole / 2:
            return found[0]
    return root


def _metadata(root: Any) -> dict[str, Any]:
    said: dict[str, str] = {}
    for node in root.iter("meta"):
        key = (node.get("property") or node.get("name") or "").lower()
        said.setdefault(key, (node.get("content") or "").strip())
    title = said.get("og:title") or said.get("dc.title") or " ".join((root.findtext(".//title") or "").split())
    author = said.get("author") or said.get("dc.creator") or said.get("article:author") or ""
    date = next((said[key] for key in ("article:published_time", "dc.date", "date", "citation_publication_date") if said.get(key)), "")
    return {
        "title": title,
        "author": (author,) if author and not author.startswith("http") else (),
        "issued": date,
        "language": root.get("lang", ""),
    }
