"""Reading OpenDocument texts, packed or flat: every word that a page shows, in its order, straight from the XML."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from briefing.originals.readers import odt_hidden
from briefing.originals.readers.odt_document import Document
from briefing.originals.readers.odt_elements import kind
from briefing.originals.readers.odt_numbers import Numbers
from briefing.originals.readers.odt_story import Story
from briefing.originals.readers.properties import said
from briefing.originals.readers.result import Reading
from briefing.originals.readers.telling import Told, lost
from briefing.system.confined import zip_packages
from briefing.system.confined.limits import UnreadableError

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FORM = "{urn:oasis:names:tc:opendocument:xmlns:form:1.0}"
_AGAIN = "Open it in the program that made it, and save it again."
_APART = frozenset(
    {
        "text:tracked-changes",
        "office:annotation",
        "svg:title",
        "svg:desc",
        "table:covered-table-cell",
        "office:binary-data",
        "office:event-listeners",
    }
)
"""Elements whose paragraphs do not belong to the text."""


class _Package:
    """An OpenDocument file: a package of parts, or all of it in one tree."""

    def __init__(self, data: bytes) -> None:
        self._package = zip_packages.opened(data) if data.startswith(b"PK") else None
        self._flat = zip_packages.parsed(data) if self._package is None else None

    def tree(self, name: str) -> Any:
        """Return a part as a tree, or None if there is none. In a flat file every part is the whole."""
        if self._package is None:
            return self._flat
        if name not in self._package.namelist():
            return None
        try:
            return zip_packages.parsed(self._package.read(name))
        except (zipfile.BadZipFile, OSError, EOFError):
            raise UnreadableError("this file is damaged, or not complete", _AGAIN) from None

    def embedded(self, address: str) -> Any:
        """Return the content of an embedded object as a tree, or None if it is not in the package."""
        if self._package is None or re.match(r"[a-z]+:|/|\.\./", address, re.IGNORECASE):
            return None
        name = posixpath.normpath(unquote(address))
        try:
            return self.tree(f"{name}/content.xml") if name not in self._package.namelist() else self.tree(name)
        except UnreadableError:
            return None  # an object that is no XML has no words


def read_odt(data: bytes) -> Reading:
    """Read an OpenDocument text with all tracked changes accepted.

    Comments, hidden text, tables of contents, headers and footers are left out, and this is told. Footnotes and endnotes come at the end.

    Raises:
        UnreadableError: It is damaged, or has no text.
    """
    package = _Package(data)
    root = package.tree("content.xml")
    if root is None:
        raise UnreadableError("this file is damaged: it has no content", _AGAIN)
    try:
        return _read(package, root)
    except RecursionError:
        raise UnreadableError("this file is nested too deeply", "Copy its text into a new file.") from None


def _read(package: _Package, root: Any) -> Reading:
    sheets = [each for each in (package.tree("styles.xml"), root) if each is not None]
    told = Told()
    bodies = [each for each in root.iter() if kind(each) == "office:text"]
    odt_hidden.hide(root, sheets)
    styles = {
        (each.get(f"{_STYLE}family", ""), each.get(f"{_STYLE}name", "")): each for tree in sheets for each in tree.iter(f"{_STYLE}style")
    }
    document = Document(Numbers(sheets), told, styles, package.embedded, _controls(root), dict(_deleted(root)))
    paragraphs = [line for body in bodies for line in Story(document).read(body)]
    for words in document.deleted.values():  # without a place in the text
        told.add("deleted", words)
    _tell_furniture(sheets, told)
    whole = (*paragraphs, *document.notes)
    missing = lost((line for body in bodies for line in _words(body)), told.words("contents", "reading"), whole)
    meta = package.tree("meta.xml")
    title, author, language = said(meta) if meta is not None else ("", [], "")
    return Reading(
        "odt",
        whole,
        title=title,
        author=tuple(author),
        language=language,
        notices=(*told.notices(len(paragraphs), len(document.notes)), *missing),
        doubts=told.doubts(len(paragraphs), len(document.notes)),
    )


def _deleted(root: Any) -> Iterator[tuple[str, str]]:
    """Yield the words of each tracked deletion with the id by which its place in the text names it."""
    for region in root.iter():
        if kind(region) == "text:changed-region":
            texts = (each for change in region if kind(change) == "text:deletion" for each in change.iter())
            words = " ".join("".join(each.itertext()) for each in texts if kind(each) in ("text:p", "text:h"))
            if words:
                yield region.get(f"{_TEXT}id") or region.get("{http://www.w3.org/XML/1998/namespace}id", ""), words


def _tell_furniture(sheets: list[Any], told: Told) -> None:
    """Tell the words of headers and footers, each once."""
    names = ("header", "footer", "header-left", "footer-left", "header-first", "footer-first")
    texts = (" ".join(_words(each)) for tree in sheets for each in tree.iter() if kind(each) in [f"style:{name}" for name in names])
    told.add("furniture", " ".join(word for text in dict.fromkeys(texts) for word in text.split() if re.search(r"[^\W\d_]", word)))


def _words(root: Any) -> Iterator[str]:
    """Yield the words of each paragraph, found without looking at anything else than where text is."""
    for each in root.iter():
        if kind(each) in ("text:p", "text:h") and not any(kind(above) in _APART for above in each.iterancestors()):
            yield _own_words(each)


def _own_words(paragraph: Any) -> str:
    """Return the words of a paragraph without those of the paragraphs in it."""
    found = paragraph.text or ""
    for child in paragraph:
        name = kind(child)
        if name in ("text:s", "text:tab", "text:line-break", "text:note", "text:ruby-text"):
            found += " "
        if name == "text:ruby-text" or not (
            name in ("text:p", "text:h", "text:note-citation", "text:script", *_APART) or name.startswith("?:math")
        ):
            found += _own_words(child)
        found += " " if name == "text:ruby-text" else ""
        found += child.tail or ""
    return found


def _controls(root: Any) -> dict[str, str]:
    """Return the words on the controls of forms, by their ids: what was typed into them, else their label."""
    found: dict[str, str] = {}
    for each in root.iter():
        if kind(each).startswith("form:"):
            words = next((each.get(f"{_FORM}{name}") for name in ("current-value", "value", "label") if each.get(f"{_FORM}{name}")), "")
            for key in (each.get("{http://www.w3.org/XML/1998/namespace}id"), each.get(f"{_FORM}id")):
                if key:
                    found[key] = " ".join(words.split())
    return found
