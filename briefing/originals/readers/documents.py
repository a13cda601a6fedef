"""Reading Word and OpenDocument files with pandoc, always in its sandbox."""

from __future__ import annotations

import json
import re
import tempfile
import zipfile
from pathlib import Path

from briefing.originals.readers import hidden, hidden_word
from briefing.originals.readers.pandoc_tree import Node, Paragraphs, meta
from briefing.originals.readers.result import Reading
from briefing.system import pandoc
from briefing.system.confined import zip_packages
from briefing.system.confined.limits import UnreadableError

_DC = "{http://purl.org/dc/elements/1.1/}"
_HEAP = "300m"
"""The largest heap of pandoc. Its process takes about twice as much memory in the worst case."""
_SECONDS = 45
"""The longest time for pandoc, in seconds. It must end before the process that waits for it."""


def read_docx(data: bytes) -> Reading:
    """Read a Word document with all tracked changes accepted, without comments and hidden text. Hidden text is reported."""
    package = zip_packages.opened(data)
    data, words = hidden_word.without_hidden(package, data)
    tree = read_tree(data, "docx", "--track-changes=accept")
    title, author, language = _properties(package, "docProps/core.xml")
    front = [line for key in ("title", "subtitle", "author", "date", "abstract") for line in meta(tree, key)]
    return _reading(
        "docx", tree, front, title or "".join(meta(tree, "title")[:1]), author or meta(tree, "author"), language, hidden.notices(words)
    )


def read_odt(data: bytes) -> Reading:
    """Read an OpenDocument text without hidden text and tracked deletions. Hidden text is reported."""
    package = zip_packages.opened(data)
    data, words = hidden.without_in_odt(package, data)
    tree = read_tree(data, "odt")
    title, author, language = _properties(package, "meta.xml")
    return _reading("odt", tree, [], title, author, language, hidden.notices(words))


def read_tree(data: bytes, reader: str, *options: str) -> Node:
    """Return pandoc's tree of a document.

    Raises:
        UnreadableError: Pandoc cannot read the document, or needs too much time or memory.
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
        return UnreadableError("reading this file takes too much memory", "Copy the text that you need into a new file.")
    return UnreadableError("this file is damaged, or its name has the wrong ending", "Save it again from the program that made it.")


def _reading(
    name: str,
    tree: Node,
    front: list[str],
    title: str,
    author: list[str],
    language: str,
    notices: tuple[str, ...] = (),
) -> Reading:
    walk = Paragraphs()
    paragraphs = [*front, *walk.of(tree["blocks"])]
    return Reading(
        name,
        (*paragraphs, *walk.notes),
        title=title,
        author=tuple(author),
        language=language,
        notices=notices,
    )


# ── properties ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _properties(package: zipfile.ZipFile, name: str) -> tuple[str, list[str], str]:
    """Return title, authors and language of a document. The person who saved it last does not count as its author."""
    if name not in package.namelist():
        return "", [], ""
    root = zip_packages.parsed(package.read(name))
    found = {key: (root.findtext(f".//{_DC}{key}") or "").strip() for key in ("title", "creator", "language")}
    initial = root.findtext(".//{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}initial-creator") or ""
    authors = re.split(r"\s*;\s*", initial.strip() or found["creator"])
    return found["title"], [name for name in authors if name and name.lower() != "python-docx"], found["language"]
