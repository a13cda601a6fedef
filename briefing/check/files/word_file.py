"""The parts of a Word file, parsed, and what their elements inherit from styles."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from briefing.system.confined.limits import UnreadableError
from briefing.system.safe_xml import parsed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
STORIES = {
    "document": "",
    "hdr": "a header",
    "ftr": "a footer",
    "footnotes": "a footnote",
    "endnotes": "an endnote",
    "comments": "a comment",
}
"""The elements that hold text, and what a reader calls the place."""
NO_HEADING = "9"
"""The level of running text (17.3.1.20)."""
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


class WordFile:
    """The parts of a Word file, parsed.

    Raises:
        UnreadableError: A part is no XML, or the file is of another kind than 'Word Document (.docx)'.
    """

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.names = set(parts)
        self.xml = {name: _parsed(data) for name, data in parts.items() if name.endswith((".xml", ".rels"))}
        document = self.xml.get(_main(self.xml))
        if document is None or document.tag != f"{W}document" or not len(document):
            strict = any(_STRICT in data[:5000] for data in parts.values())
            what = "this file is a 'Strict Open XML Document'" if strict else "this is not a Word document"
            raise UnreadableError(what, "Open it in Word and save it as 'Word Document (.docx)'.")
        self.document = document
        self.body = document[0]
        styles = self.part("styles")
        found = [] if styles is None else styles.iterfind(f"{W}style")
        self.styles = {style.get(f"{W}styleId"): style for style in found}
        self._chains: dict[tuple[str | None, str], list[etree._Element]] = {}
        self._defaults: dict[str, str | None] = {}
        self._headings = dict(self._walk_headings())

    def part(self, tag: str) -> etree._Element | None:
        """Return the part whose outermost element has a name, such as `settings`."""
        return next((element for element in self.xml.values() if element.tag == W + tag), None)

    def stories(self) -> Iterator[tuple[str, etree._Element]]:
        """Yield the parts that hold text."""
        for name, element in self.xml.items():
            if element.tag in {W + tag for tag in STORIES}:
                yield name, element

    def relationships(self, name: str) -> dict[str, etree._Element]:
        """Return the relationships of a part by their names."""
        folder, file = posixpath.split(name)
        element = self.xml.get(posixpath.join(folder, f"_rels/{file}.rels"))
        return {} if element is None else {each.get("Id"): each for each in element.iter("{*}Relationship")}

    def chain(self, style: str | None, path: str) -> list[etree._Element]:
        """Return a property of a style, then of the styles that it is based on."""
        if (style, path) not in self._chains:
            found: list[etree._Element] = []
            seen: set[str | None] = set()
            each = style
            while each in self.styles and each not in seen:
                seen.add(each)
                found += self.styles[each].iterfind(path)
                base = self.styles[each].find(f"{W}basedOn")
                each = base.get(f"{W}val") if base is not None else None
            self._chains[style, path] = found
        return self._chains[style, path]

    def value(self, style: str | None, path: str) -> str | None:
        """Return the value of a property of a style, or of the nearest style that it is based on."""
        return next((str(each.get(f"{W}val") or "1") for each in self.chain(style, path)), None)

    def default(self, name: str) -> str | None:
        """Return the value of a property of runs that no style sets."""
        if name not in self._defaults:
            styles = self.part("styles")
            found = None if styles is None else styles.find(f"{W}docDefaults//{W}{name}")
            self._defaults[name] = None if found is None else str(found.get(f"{W}val") or "1")
        return self._defaults[name]

    def level(self, paragraph: etree._Element) -> int | None:
        """Return the level of a heading, from 1; nothing for running text."""
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        level = own.get(f"{W}val") if own is not None else self.value(style_of(paragraph), f"{W}pPr/{W}outlineLvl")
        return int(level) + 1 if level and level.isdecimal() and level != NO_HEADING else None

    def under(self, element: etree._Element) -> str:
        """Return where an element is, as a reader would say it: under which heading, or in which part."""
        while (parent := element.getparent()) is not None and parent is not self.body:
            element = parent
        if parent is None:
            return STORIES.get(etree.QName(element).localname, "")
        words = self._headings.get(element, "")
        return f"under “{words}”" if words else "before the first heading"

    def _walk_headings(self) -> Iterator[tuple[etree._Element, str]]:
        last = ""
        for block in self.body:
            for paragraph in block.iter(f"{W}p"):
                if self.level(paragraph) is not None:
                    last = " ".join(text_of(paragraph).split())[:60]
            yield block, last


def style_of(paragraph: etree._Element) -> str | None:
    """Return the id of the style of a paragraph, where it has one."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return None if style is None else style.get(f"{W}val")


def text_of(element: etree._Element) -> str:
    """Return the text of an element."""
    return "".join(element.itertext(f"{W}t", f"{M}t"))


def _parsed(data: bytes) -> etree._Element:
    try:
        return parsed(data)
    except etree.XMLSyntaxError:
        raise UnreadableError(
            "this file is damaged: a part of it is not XML", "Open it in the program that made it, and save it again."
        ) from None


def _main(xml: dict[str, etree._Element]) -> str:
    """Return the name of the part that holds the text."""
    package = xml.get("_rels/.rels")
    for each in [] if package is None else package.iter("{*}Relationship"):
        if each.get("Type", "").endswith("/officeDocument"):
            return str(each.get("Target", "")).lstrip("/")
    return "word/document.xml"
