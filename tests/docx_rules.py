"""What must be true of a Word file beyond the schema: sound structure, and the testable rules of Word's Accessibility Checker."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DC = "{http://purl.org/dc/elements/1.1/}"
KINDS = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
EMPTY_WORDS = {"here", "click here", "link", "more", "read more", "здесь", "тут", "мұнда"}


class WordFile:
    """The parts of a Word file, parsed."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self.names = archive.namelist()
            self.stamps = {member.date_time for member in archive.infolist()}
            self.xml = {name: etree.fromstring(archive.read(name)) for name in self.names if name.endswith((".xml", ".rels"))}
        self.document = self.xml["word/document.xml"]
        self.body = self.document[0]
        self.styles = {style.get(f"{W}styleId"): style for style in self.xml["word/styles.xml"].iterfind(f"{W}style")}

    def stories(self) -> Iterator[tuple[str, etree._Element]]:
        """Yield the parts that hold text."""
        for name, element in self.xml.items():
            if element.tag in {W + tag for tag in ("document", "hdr", "ftr", "footnotes", "endnotes", "comments")}:
                yield name, element

    def relationships(self, name: str) -> dict[str, etree._Element]:
        """Return the relationships of a part by their names."""
        folder, file = posixpath.split(name)
        element = self.xml.get(f"{folder}/_rels/{file}.rels")
        return {} if element is None else {each.get("Id"): each for each in element}

    def style_value(self, style: str | None, path: str) -> str | None:
        """Return a property of a style, or of what it is based on."""
        while style in self.styles:
            found = self.styles[style].find(path)
            if found is not None:
                return str(found.get(f"{W}val") or found.get(f"{W}fill") or "1")
            base = self.styles[style].find(f"{W}basedOn")
            style = base.get(f"{W}val") if base is not None else None
        return None


def problems(path: Path) -> list[str]:
    """Return what is wrong with a Word file, each with the name of its rule."""
    file = WordFile(path)
    found: list[str] = []
    for rule in (
        relationships,
        bookmarks,
        fields,
        references_to_styles,
        notes,
        tables,
        headings,
        blanks,
        links,
        controls,
        settings,
        contrast,
        properties,
    ):
        found += [f"{rule.__name__}: {problem}" for problem in rule(file)]
    return found


def relationships(file: WordFile) -> Iterator[str]:
    """Every relationship leads somewhere, and only links lead out of the file."""
    for name in file.names:
        if name.endswith(".rels"):
            source = posixpath.dirname(posixpath.dirname(name))
            for each in file.xml[name]:
                target, kind = each.get("Target"), each.get("Type").rsplit("/", 1)[1]
                if each.get("TargetMode") == "External":
                    if kind != "hyperlink" or not re.match(r"(https?|mailto):", target):
                        yield f"{kind} to {target}"
                elif posixpath.normpath(posixpath.join("/", source, target)).lstrip("/") not in file.names:
                    yield f"missing part {target}"
    for name, story in file.stories():
        known = file.relationships(name)
        for element in story.iter(etree.Element):
            if element.get(f"{R}id") not in {None, *known}:
                yield f"{name}: {element.get(f'{R}id')} is unknown"


def bookmarks(file: WordFile) -> Iterator[str]:
    """Names are valid and single, each start has its end, and each internal link its bookmark."""
    starts = [(each.get(f"{W}id"), each.get(f"{W}name")) for each in file.document.iter(f"{W}bookmarkStart")]
    ends = {each.get(f"{W}id") for each in file.document.iter(f"{W}bookmarkEnd")}
    names = [name.lower() for _, name in starts]
    yield from (f"{name} twice" for name in {name for name in names if names.count(name) > 1})
    yield from (f"{name} is no name" for _, name in starts if not re.fullmatch(r"[A-Za-z_]\w{0,39}", name, re.ASCII))
    yield from (f"{name} has no end" for number, name in starts if number not in ends)
    for name, story in file.stories():
        for link in story.iter(f"{W}hyperlink"):
            anchor = link.get(f"{W}anchor")
            if anchor is not None and anchor.lower() not in names:
                yield f"{name}: link to missing {anchor}"


def fields(file: WordFile) -> Iterator[str]:
    """Fields are closed, and none is marked for an update."""
    for name, story in file.stories():
        depth = 0
        for each in story.iter(f"{W}fldChar"):
            depth += {"begin": 1, "end": -1}.get(each.get(f"{W}fldCharType"), 0)
            if depth < 0 or each.get(f"{W}dirty"):
                yield f"{name}: a field ends before it begins or is dirty"
        if depth:
            yield f"{name}: {depth} open"


def references_to_styles(file: WordFile) -> Iterator[str]:
    """Styles and numbering that are used exist."""
    numbers = {each.get(f"{W}numId") for each in file.xml["word/numbering.xml"].iterfind(f"{W}num")}
    for name, story in file.stories():
        for tag, kind in KINDS.items():
            for each in story.iter(W + tag):
                style = file.styles.get(each.get(f"{W}val"))
                if style is None or style.get(f"{W}type") != kind:
                    yield f"{name}: no {kind} style {each.get(f'{W}val')}"
        yield from (f"{name}: no numbering {each.get(f'{W}val')}" for each in story.iter(f"{W}numId") if each.get(f"{W}val") not in numbers)


def notes(file: WordFile) -> Iterator[str]:
    """Each note has one mark and each mark one note; a comment has its range, and no number of a footnote."""
    numbers: dict[str, list[str]] = {}
    for part, mark in (("footnotes", "footnoteReference"), ("comments", "commentReference")):
        element = file.xml.get(f"word/{part}.xml")
        have = [] if element is None else [each.get(f"{W}id") for each in element if not each.get(f"{W}type")]
        numbers[part] = have
        if sorted(have) != sorted(each.get(f"{W}id") for each in file.document.iter(W + mark)):
            yield f"{part} and their marks differ"
    for tag in ("commentRangeStart", "commentRangeEnd"):
        if sorted(each.get(f"{W}id") for each in file.document.iter(W + tag)) != sorted(numbers["comments"]):
            yield f"{tag} is missing or too many"
    if set(numbers["comments"]) & set(numbers["footnotes"]):
        yield "a comment has the number of a footnote"


def tables(file: WordFile) -> Iterator[str]:
    """Tables have a head row that comes again, a description, whole rows, as many cells as columns, and no merged cell or inner table."""
    for table in file.document.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        if rows[0].find(f"{W}trPr/{W}tblHeader") is None:
            yield "no head row"
        if table.find(f"{W}tblPr/{W}tblDescription") is None:
            yield "no description"
        if any(row.find(f"{W}trPr/{W}cantSplit") is None for row in rows):
            yield "a row may split"
        columns = len(table.find(f"{W}tblGrid"))
        if any(len(row.findall(f"{W}tc")) != columns for row in rows):
            yield "uneven rows"
        if any(True for _ in table.iter(f"{W}gridSpan", f"{W}vMerge")) or table.find(f".//{W}tc//{W}tbl") is not None:
            yield "merged cells or a table in a table"
        if any(cell[-1].tag != f"{W}p" for cell in table.iter(f"{W}tc")):
            yield "a cell without a paragraph"


def headings(file: WordFile) -> Iterator[str]:
    """There are headings, none is empty, and none skips a level."""
    last = 0
    for paragraph in file.document.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        level = file.style_value(style.get(f"{W}val") if style is not None else None, f"{W}pPr/{W}outlineLvl")
        if level not in (None, "9"):  # 9 is running text (17.3.1.20)
            if int(level) > last:
                yield f"level {int(level) + 1} after {last}"
            last = int(level) + 1
            if not words(paragraph):
                yield "an empty heading"
    if not last:
        yield "none"


def blanks(file: WordFile) -> Iterator[str]:
    """No distance is made of empty paragraphs or of rows of blanks."""
    run = 0
    for paragraph in file.document.iter(f"{W}p"):
        in_control = any(each.tag == f"{W}sdtContent" for each in paragraph.iterancestors())
        run = 0 if words(paragraph) or in_control else run + 1
        if run > 2 or re.search(r"[ \u00a0_]{4,}", words(paragraph)):
            yield "empty paragraphs or blanks in a row"


def links(file: WordFile) -> Iterator[str]:
    """The words of a link say where it leads."""
    for name, story in file.stories():
        for link in story.iter(f"{W}hyperlink"):
            text = words(link).strip()
            if not text or re.match(r"(https?://|www\.)", text) or text.lower() in EMPTY_WORDS:
                yield f"{name}: {text!r}"


def controls(file: WordFile) -> Iterator[str]:
    """Content controls have names, and numbers of their own; nothing floats."""
    numbers = [each.get(f"{W}val") for each in file.document.iter(f"{W}id")]
    if len(numbers) != len(set(numbers)):
        yield "a number twice"
    for each in file.document.iter(f"{W}sdtPr"):
        alias = each.find(f"{W}alias")
        if alias is None or not alias.get(f"{W}val"):
            yield "no name"
    if any(True for _ in file.document.iter(f"{W}pict", "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}anchor")):
        yield "a floating object"


def settings(file: WordFile) -> Iterator[str]:
    """Nothing prompts, nothing is locked, the file is in today's mode, and it has a language."""
    element = file.xml["word/settings.xml"]
    yield from (f"{name} is set" for name in ("updateFields", "documentProtection", "rsids") if element.find(W + name) is not None)
    modes = [each.get(f"{W}val") for each in element.iter(f"{W}compatSetting") if each.get(f"{W}name") == "compatibilityMode"]
    if modes != ["15"]:
        yield "Compatibility Mode"
    language = file.xml["word/styles.xml"].find(f"{W}docDefaults//{W}lang")
    if language is None or not language.get(f"{W}val"):
        yield "no language"


def contrast(file: WordFile) -> Iterator[str]:
    """Text has a contrast of 4.5:1 on its ground, and 3:1 where it is large (WCAG 2.1, 1.4.3)."""
    colour = file.xml["word/styles.xml"].find(f"{W}docDefaults//{W}color")
    base = "000000" if colour is None else colour.get(f"{W}val")
    for style in file.styles:
        ink = file.style_value(style, f"{W}rPr/{W}color") or base
        ground = file.style_value(style, f"{W}pPr/{W}shd") or "FFFFFF"
        if ground == "clear":
            ground = next(each.get(f"{W}fill") for each in _chain(file, style, f"{W}pPr/{W}shd"))
        large = int(file.style_value(style, f"{W}rPr/{W}sz") or 0) >= 36
        light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
        if (light + 0.05) / (dark + 0.05) < (3 if large else 4.5):
            yield style


def properties(file: WordFile) -> Iterator[str]:
    """The file has a title; its members have a fixed time and order."""
    title = file.xml["docProps/core.xml"].find(f"{DC}title")
    if title is None or not title.text:
        yield "no title"
    if file.stamps != {(1980, 1, 1, 0, 0, 0)} or file.names[:2] != ["[Content_Types].xml", "_rels/.rels"]:
        yield "times or order of members"


def words(element: etree._Element) -> str:
    """Return the text of an element."""
    return "".join(element.itertext(f"{W}t"))


def _chain(file: WordFile, style: str | None, path: str) -> Iterator[etree._Element]:
    while style in file.styles:
        found = file.styles[style].find(path)
        if found is not None:
            yield found
        base = file.styles[style].find(f"{W}basedOn")
        style = base.get(f"{W}val") if base is not None else None


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
