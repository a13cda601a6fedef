"""A Word file as its checker gets it, and what ours keep beyond the rules for any."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml.etree import _Element

from briefing.check.files import word, word_file
from briefing.check.files.word_file import M, W, text_of

__all__ = ["W", "WordFile", "parts", "problems", "shown", "words", "words_of"]
words = text_of


def parts(path: Path) -> dict[str, bytes]:
    """Return the parts of a package."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class WordFile(word_file.WordFile):
    """The parts of a Word file, parsed."""

    def __init__(self, path: Path, content: dict[str, bytes] | None = None) -> None:
        super().__init__(content or parts(path))
        with zipfile.ZipFile(path) as archive:
            self.members = archive.infolist()
        self._styles = {each.get(f"{W}styleId"): each for each in self.xml["word/styles.xml"].iter(f"{W}style")}

    def has(self, paragraph: _Element, name: str) -> Any:
        """Return a property of a paragraph: its own, or that of its style or of one that this is based on."""
        own = paragraph.find(f"{W}pPr/{W}{name}")
        link = paragraph.find(f"{W}pPr/{W}pStyle")
        while own is None and link is not None:
            style = self._styles[link.get(f"{W}val")]
            own, link = style.find(f"{W}pPr/{W}{name}"), style.find(f"{W}basedOn")
        return own


def shown(file: WordFile) -> Iterator[str]:
    """Yield the words of the body in order, with the numbers that Word counts for questions, and without those of pages."""
    lists = file.xml["word/numbering.xml"]
    kinds = {each.get(f"{W}abstractNumId"): each for each in lists.iterfind(f"{W}abstractNum")}
    instances = {each.get(f"{W}numId"): each for each in lists.iterfind(f"{W}num")}
    counted: dict[str, int] = {}
    begun = set()
    for paragraph in file.document.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val").startswith("Question") and (numbering := file.has(paragraph, "numPr")) is not None:
            number = numbering.find(f"{W}numId").get(f"{W}val")
            kind = instances[number].find(f"{W}abstractNumId").get(f"{W}val")
            start = instances[number].find(f"{W}lvlOverride/{W}startOverride")
            restarts = start is not None and number not in begun
            counted[kind] = int(start.get(f"{W}val")) if restarts else counted.get(kind, 0) + 1
            begun.add(number)
            yield kinds[kind].find(f"{W}lvl/{W}lvlText").get(f"{W}val").replace("%1", str(counted[kind]))
        yield from words_of(paragraph)


def words_of(element: _Element) -> Iterator[str]:
    """Yield the words of an element, without the numbers of pages."""
    is_page = False
    for each in element.iter(f"{W}t", f"{M}t", f"{W}instrText", f"{W}fldChar"):
        if each.tag == f"{W}instrText":
            is_page = "PAGEREF" in str(each.text)
        elif each.tag == f"{W}fldChar":
            is_page = is_page and each.get(f"{W}fldCharType") != "end"
        elif not is_page:
            yield each.text or ""


def problems(path: Path) -> list[str]:
    """Return what is wrong with a Word file of ours."""
    content = parts(path)
    found = [f"{each.rule}: {each.message} ({each.place})" for each in word.check(content)]
    return found + list(_ours(WordFile(path, content)))


def _ours(file: WordFile) -> Iterator[str]:
    """No row breaks, nothing tells who wrote when, and the archive has fixed times and a fixed order."""
    if any(row.find(f"{W}trPr/{W}cantSplit") is None for row in file.document.iter(f"{W}tr")):
        yield "a row may split"
    if file.xml["word/settings.xml"].find(f"{W}rsids") is not None:
        yield "numbers of revisions"
    if {each.date_time for each in file.members} != {(1980, 1, 1, 0, 0, 0)}:
        yield "times of members"
    if [each.filename for each in file.members[:2]] != ["[Content_Types].xml", "_rels/.rels"]:
        yield "order of members"
