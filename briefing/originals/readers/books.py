"""Reading EPUBs: every part of the book in reading order, and its notes, without page numbers of the printed book and hidden text."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote

from lxml import html

from briefing.dataclass import dataclass
from briefing.originals.readers import declared, page_marks
from briefing.originals.readers.decoding import Decoded
from briefing.originals.readers.hidden import quoted
from briefing.originals.readers.note_links import NoteLinks
from briefing.originals.readers.page_looks import looks, raised
from briefing.originals.readers.page_marks import local
from briefing.originals.readers.page_styles import styles
from briefing.originals.readers.page_walk import Block, Walk
from briefing.originals.readers.result import Reading
from briefing.originals.readers.telling import Told
from briefing.originals.readers.undisplayed import undisplayed
from briefing.originals.readers.web import doubts_about_formulas, tell
from briefing.originals.readers.xml_pages import without_entities
from briefing.system.confined import zip_packages
from briefing.system.confined.limits import UnreadableError

_XHTML = "{http://www.w3.org/1999/xhtml}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TEXTS = ("application/xhtml+xml", "text/html", "application/html", "text/x-oeb1-document", "application/x-dtbook+xml", "image/svg+xml")
_LISTS = re.compile(r"\b(?:toc|page-list|landmarks|lo[ipatv]|doc-toc|doc-pagelist)\b")
_HEADINGS = ("h1", "h2", "h3", "p")
_PACKAGE = "application/oebps-package+xml"
_AGAIN = "Download it again, or save it again from the program that made it."


@dataclass(frozen=True, slots=True)
class _Part:
    """A file of a book."""

    name: str
    kind: str
    is_linear: bool = True
    is_contents: bool = False
    fallback: str = ""


def read_epub(data: bytes) -> Reading:
    """Read an EPUB.

    Raises:
        UnreadableError: It is damaged, encrypted, or has no text.
    """
    package = zip_packages.opened(data, texts=(".xhtml", ".html", ".htm", ".xml"))
    names = {name.lower(): name for name in package.namelist()}
    root, folder = _opened(package, names)
    order, others = _parts(root, folder, names)
    chapters = _Chapters()
    trees = {part.name: tree for part in (*order, *others) if (tree := chapters.tree(part.name, package.read(part.name))) is not None}
    order = [part for part in order if part.name in trees]
    linked = _linked(order, others, trees)
    book = _Book(package, trees)
    blocks: list[tuple[_Part, Block]] = [(part, block) for part in (*order, *linked) for block in book.read(part)]
    tell(book.told, (block for _, block in blocks), book.links)
    ordered = [(part.name, block.line) for is_note in (False, True) for part, block in blocks if block.is_note == is_note]
    lines = tuple(line for _, line in ordered)
    notices = (*chapters.notices(lines), *book.told.notices(len(lines)), *_told(blocks, linked), *_unread(others, linked, trees))
    return Reading(
        "epub",
        lines,
        notices=notices,
        doubts=(*chapters.doubts(ordered), *book.told.doubts(len(lines)), *doubts_about_formulas(book.told, lines)),
        **_metadata(root),
    )


# ── the package ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _opened(package: zipfile.ZipFile, names: dict[str, str]) -> tuple[Any, str]:
    """Return the package document, and the folder that its addresses are relative to."""
    found = ""
    if "meta-inf/container.xml" in names:
        container = zip_packages.parsed(package.read(names["meta-inf/container.xml"]))
        files = [each for each in container.iter("{*}rootfile") if each.get("media-type", _PACKAGE) == _PACKAGE]
        found = next((names[path] for each in files if (path := unquote(each.get("full-path", "")).lower()) in names), "")
    found = found or next((name for key, name in sorted(names.items()) if key.endswith(".opf")), "")
    if not found:
        raise UnreadableError("this file looks like an EPUB, but its list of chapters is missing", _AGAIN)
    return zip_packages.parsed(package.read(found)), posixpath.dirname(found)


def _parts(root: Any, folder: str, names: dict[str, str]) -> tuple[list[_Part], list[_Part]]:
    """Return the files of the spine, in its order, and the other files with text."""
    items: dict[str, _Part] = {}
    for item in root.iter("{*}item"):
        name = names.get(posixpath.normpath(posixpath.join(folder, unquote(item.get("href", "")))).lower(), "")
        kind = item.get("media-type", "").lower()
        is_contents = "nav" in item.get("properties", "").split()
        items[item.get("id", "")] = _Part(name, kind, is_contents=is_contents, fallback=item.get("fallback", ""))
    order: list[_Part] = []
    for itemref in root.iter("{*}itemref"):
        part = _readable(items, itemref.get("idref", ""))
        if part is not None and all(part.name != each.name for each in order):
            order.append(_Part(part.name, part.kind, itemref.get("linear", "yes").lower() != "no", part.is_contents))
    taken = {part.name for part in order}
    others = [part for part in items.values() if part.name and part.kind in _TEXTS[:5] and part.name not in taken]
    return (order, others) if order else (others, [])


def _readable(items: dict[str, _Part], name: str) -> _Part | None:
    """Return a file that can be read: the item of this name, or what its fallback names."""
    for _ in range(9):
        part = items.get(name)
        if part is None or (part.name and (part.kind in _TEXTS or part.name.lower().endswith((".xhtml", ".html", ".htm", ".xml")))):
            return part
        name = part.fallback
    return None


class _Chapters:
    """Parses the texts of a book, and remembers how their bytes were read."""

    def __init__(self) -> None:
        self._decoded: dict[str, Decoded] = {}

    def tree(self, name: str, part: bytes) -> Any | None:
        """Parse a chapter. If it is not XML, parse what can be understood, as readers do. Return None if that is nothing.

        Raises:
            UnreadableError: Its entities make it grow without bounds.
        """
        decoded = declared.decode(part)
        self._decoded[name] = decoded
        text = without_entities(decoded.text)
        try:
            return zip_packages.parsed(text.encode("utf-8", "replace"))
        except UnreadableError:
            pass
        if not text.strip():
            return None
        parser = html.HTMLParser(no_network=True, encoding="utf-8", huge_tree=True)
        found = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
        if any("depth" in str(entry.message).lower() for entry in parser.error_log):
            raise UnreadableError("a chapter of this book is nested too deeply", "Copy its text into a new file.")
        html.html_to_xhtml(found)
        return found

    def notices(self, lines: tuple[str, ...]) -> tuple[str, ...]:
        """Return notices about the letters of the book."""
        faulty = [each for each in self._decoded.values() if each.faults]
        said = tuple(dict.fromkeys(notice for each in self._decoded.values() for notice in each.notices))
        encoding = faulty[0].encoding if faulty else ""
        return Decoded("", said, encoding, sum(each.faults for each in faulty)).all_notices(lines)

    def doubts(self, parts: Iterable[tuple[str, str]]) -> tuple[tuple[int, str], ...]:
        """Return the paragraphs, counted from 1, whose letters are a guess.

        Args:
            parts: The name of the file and the text of each paragraph.
        """
        found = ((number, self._decoded[name].doubts((text,))) for number, (name, text) in enumerate(parts, 1))
        return tuple((number, reason) for number, every in found for _, reason in every)


def _linked(order: list[_Part], others: list[_Part], trees: dict[str, Any]) -> list[_Part]:
    """Return the files outside of the reading order that a chapter links to, such as notes."""
    chapters = [part for part in order if not part.is_contents]
    targets = [_address(part.name, link.get("href", ""))[0] for part in chapters for link in trees[part.name].iter(f"{_XHTML}a")]
    wanted = dict.fromkeys(targets)
    return [part for name in wanted for part in others if part.name == name and name in trees and not part.is_contents]


def _address(name: str, href: str) -> tuple[str, str]:
    """Return the file and the fragment that an address in a file leads to."""
    path, _, fragment = href.partition("#")
    return (posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path))) if path else name), fragment


# ── chapters ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Book:
    """The chapters of a book."""

    def __init__(self, package: zipfile.ZipFile, trees: dict[str, Any]) -> None:
        self.told = Told()
        self._package, self._trees = package, trees
        self._styles = {name: styles(root, self._style_sheets(name, root)) for name, root in trees.items()}
        self.links = NoteLinks(trees, _address, {each for said in self._styles.values() for each in raised(said)})

    def read(self, part: _Part) -> Iterator[Block]:
        """Yield the blocks of a chapter that are shown."""
        root, said = self._trees[part.name], self._styles[part.name]
        concealed = [each for each in undisplayed(root, said) if next(each.iter("{*}math"), None) is None]
        for block in Walk(looks(root, said, concealed, self.links), self.told, is_book=True).of(_body(root)):
            if _is_in_contents(block, part):
                self.told.add("contents", block.text)
            elif block.hidden:
                self.told.add("hidden", block.text)
            else:
                yield block

    def _style_sheets(self, name: str, root: Any) -> list[str]:
        """Return the style sheets of a chapter: in the chapter itself, and in the files that it names."""
        found: list[str] = []
        for element in root.iter(f"{_XHTML}style", f"{_XHTML}link"):
            target = _address(name, element.get("href", ""))[0]
            if element.tag == f"{_XHTML}style":
                found.append(element.text or "")
            elif "stylesheet" in element.get("rel", "").lower().split() and target in self._package.namelist():
                found.append(self._package.read(target).decode("utf-8", "replace"))
        return found


def _body(root: Any) -> Any:
    return next(root.iter(f"{_XHTML}body"), root)


def _is_in_contents(block: Block, part: _Part) -> bool:
    """Say whether a block belongs to a table of contents, a list of pages or of landmarks."""
    for element, kind in block.regions:
        if kind == "nav" and (part.is_contents or _LISTS.search(page_marks.said(element))):
            return True
    lists = (each for each in block.element.itersiblings("{*}nav")) if local(block.element) in _HEADINGS else ()
    return any(part.is_contents or _LISTS.search(page_marks.said(each)) for each in lists)


# ── what is told ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _told(blocks: list[tuple[_Part, Block]], linked: list[_Part]) -> Iterator[str]:
    apart = [(part, block) for part, block in blocks if not part.is_linear]
    if apart:
        count = len({part.name for part, _ in apart})
        where = "1 part that is" if count == 1 else f"{count} parts that are"
        yield f'{where} outside of the reading order (linear="no") read in place{quoted(apart[0][1].text.split())}'
    names = {part.name for part in linked}
    words = [block.text for part, block in blocks if part.name in names]
    if words:
        where = "1 file that is" if len(names) == 1 else f"{len(names)} files that are"
        yield f"{where} only linked to put at the end{quoted(' '.join(words).split())}"


def _unread(others: list[_Part], linked: list[_Part], trees: dict[str, Any]) -> Iterator[str]:
    """Yield a notice about files with text that no chapter leads to."""
    left = [part for part in others if part not in linked and not part.is_contents and part.name in trees]
    texts = [text for part in left if (text := page_marks.text_of(_body(trees[part.name])))]
    if texts:
        what = "1 file of the book that is" if len(texts) == 1 else f"{len(texts)} files of the book that are"
        yield f"{what} not in its reading order left out{quoted(' '.join(texts).split())}"


def _metadata(root: Any) -> dict[str, Any]:
    def said(name: str) -> list[str]:
        return [text for each in root.iter(f"{_DC}{name}") if (text := " ".join("".join(each.itertext()).split()))]

    roles = {
        each.get("refines", "").lstrip("#"): (each.text or "").strip() for each in root.iter("{*}meta") if each.get("property") == "role"
    }
    opf = "{http://www.idpf.org/2007/opf}role"
    sorting = {
        each.get("refines", "").lstrip("#"): (each.text or "").strip() for each in root.iter("{*}meta") if each.get("property") == "file-as"
    }
    filed = "{http://www.idpf.org/2007/opf}file-as"
    authors = [
        _inverted(" ".join("".join(each.itertext()).split()), each.get(filed) or sorting.get(each.get("id", ""), ""))
        for each in root.iter(f"{_DC}creator")
        if (each.get(opf) or roles.get(each.get("id", ""), "aut")) == "aut"
    ]
    doi = next((match[0] for text in said("identifier") if (match := re.search(r"\b10\.\d{4,9}/\S+", text))), "")
    return {
        "doi": doi,
        "title": next(iter(said("title")), ""),
        "author": tuple(filter(None, authors)) or tuple(said("creator")),
        "issued": next(iter(said("date")), ""),
        "language": next(iter(said("language")), ""),
    }


def _inverted(name: str, filed: str) -> str:
    """Return the form of a name by which a catalogue files it, `Roe, Ada`, if it has the same words: it says which is the family name."""
    is_same = sorted(re.findall(r"\w+", name)) == sorted(re.findall(r"\w+", filed))
    return filed if is_same and filed.count(",") == 1 else name
