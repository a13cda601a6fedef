"""Documents that pandoc reads: Word, OpenDocument and EPUB, always in its sandbox."""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

from briefing import pandoc
from briefing.confined import packages
from briefing.confined.limits import UnreadableError
from briefing.originals.readers.model import Reading
from briefing.originals.readers.syntax import Node, Paragraphs, meta

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_HEAP = "300m"
"""For pandoc, whose process takes about twice as much at its worst."""
_SECONDS = 45
"""For pandoc, so that it ends before the process that waits for it does."""


def read_docx(data: bytes) -> Reading:
    """Read a Word document: insertions accepted, deletions and comments gone, hidden text dropped and reported."""
    package = packages.opened(data)
    data, hidden = _without_hidden(package, data)
    tree = read_tree(data, "docx", "--track-changes=accept")
    title, author, language = _properties(package, "docProps/core.xml")
    front = [line for key in ("title", "subtitle", "author", "date", "abstract") for line in meta(tree, key)]
    notices = (f"{hidden} words of hidden text were left out",) if hidden else ()
    return _reading("docx", tree, front, title or "".join(meta(tree, "title")[:1]), author or meta(tree, "author"), language, notices)


def read_odt(data: bytes) -> Reading:
    """Read an OpenDocument text."""
    package = packages.opened(data)
    tree = read_tree(data, "odt")
    title, author, language = _properties(package, "meta.xml")
    return _reading("odt", tree, [], title, author, language)


def read_epub(data: bytes) -> Reading:
    """Read an EPUB: the text of the whole book, in reading order."""
    packages.opened(data)
    tree = read_tree(data, "epub")
    (title, language, issued) = ("".join(meta(tree, key)[:1]) for key in ("title", "language", "date"))
    return _reading("epub", tree, [], title, meta(tree, "author") or meta(tree, "creator"), language, issued=issued)


def read_tree(data: bytes, reader: str, *options: str) -> Node:
    """Return pandoc's tree of a document.

    Raises:
        UnreadableError: Pandoc cannot read it, or not within its limits.
    """
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        try:
            args = ["--sandbox", "--from", reader, "--to", "json", *options]
            return dict(json.loads(pandoc.run(args, data, Path(folder), timeout=_SECONDS, memory=_HEAP)))
        except pandoc.PandocError as error:
            raise _refusal(str(error)) from None
        except RecursionError:
            raise UnreadableError("this file is nested too deeply", "Copy its text into a new file.") from None


def _refusal(said: str) -> UnreadableError:
    if "more than" in said and "seconds" in said:
        return UnreadableError(f"reading this file takes more than {_SECONDS} seconds", "Copy the text that you need into a new file.")
    if "heap" in said.lower() or "exit code 251" in said or "exit code -" in said:
        return UnreadableError("reading this file takes more memory than one text should", "Copy the text that you need into a new file.")
    return UnreadableError("this file is damaged, or not what its name says", "Open it, and save it again from the program that made it.")


def _reading(
    name: str,
    tree: Node,
    front: list[str],
    title: str,
    author: list[str],
    language: str,
    notices: tuple[str, ...] = (),
    *,
    issued: str = "",
) -> Reading:
    walk = Paragraphs()
    paragraphs = [*front, *walk.of(tree["blocks"])]
    return Reading(
        name,
        (*paragraphs, *walk.notes),
        title=title,
        author=tuple(author),
        issued=issued,
        language=language,
        notices=notices,
    )


# ── XML parts ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _parsed(part: bytes) -> Any:
    """Parse a part of a package; nothing outside of it is read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError:
        raise UnreadableError("this file is damaged: its XML is broken", "Open it, and save it again.") from None


def _properties(package: zipfile.ZipFile, name: str) -> tuple[str, list[str], str]:
    """Return title, authors and language; who saved a file last is not taken for its author, nor its day of making for its date."""
    if name not in package.namelist():
        return "", [], ""
    root = _parsed(package.read(name))
    found = {key: (root.findtext(f".//{_DC}{key}") or "").strip() for key in ("title", "creator", "language")}
    initial = root.findtext(".//{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}initial-creator") or ""
    authors = re.split(r"\s*;\s*", initial.strip() or found["creator"])
    return found["title"], [name for name in authors if name and name.lower() != "python-docx"], found["language"]


def _without_hidden(package: zipfile.ZipFile, data: bytes) -> tuple[bytes, int]:
    """Return a Word document without its hidden runs (w:vanish, ISO/IEC 29500-1, 17.3.2.41), and how many words they had."""
    name = "word/document.xml"
    if name not in package.namelist():
        raise UnreadableError("this is no Word document, though it is packed like one", "Save it as .docx from the program that made it.")
    part = package.read(name)
    styles = package.read("word/styles.xml") if "word/styles.xml" in package.namelist() else b""
    if b"vanish" not in part and b"vanish" not in styles:
        return data, 0
    root, hidden = _parsed(part), _hidden_styles(styles)
    words = 0
    for run in [run for run in root.iter(f"{_W}r") if _is_hidden(run, hidden)]:
        words += len("".join(run.itertext(f"{_W}t")).split())
        run.getparent().remove(run)
    return _replaced(package, name, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)), words


def _hidden_styles(styles: bytes) -> frozenset[str]:
    if b"vanish" not in styles:
        return frozenset()
    found = _parsed(styles).iter(f"{_W}style")
    return frozenset(style.get(f"{_W}styleId", "") for style in found if _vanishes(style.find(f"{_W}rPr")))


def _is_hidden(run: Any, styles: frozenset[str]) -> bool:
    properties = run.find(f"{_W}rPr")
    if properties is not None and properties.find(f"{_W}vanish") is not None:
        return _vanishes(properties)
    named = [properties.find(f"{_W}rStyle")] if properties is not None else []
    paragraph = next(run.iterancestors(f"{_W}p"), None)
    named.append(paragraph.find(f"{_W}pPr/{_W}pStyle") if paragraph is not None else None)
    return any(style is not None and style.get(f"{_W}val") in styles for style in named)


def _vanishes(properties: Any) -> bool:
    mark = properties.find(f"{_W}vanish") if properties is not None else None
    return mark is not None and mark.get(f"{_W}val", "true") not in ("0", "false", "off")


def _replaced(package: zipfile.ZipFile, name: str, part: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in package.infolist():
            target.writestr(entry.filename, part if entry.filename == name else package.read(entry))
    return made.getvalue()
