"""Inlines as XHTML."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import lru_cache
from typing import assert_never

from lxml import etree

from briefing.document import (
    Citation,
    Code,
    Document,
    Emphasis,
    Formula,
    Indexed,
    Inline,
    InlinePicture,
    Inlines,
    Language,
    LineBreak,
    Link,
    NoteMark,
    PageNumber,
    Reference,
    Script,
    SmallCaps,
    Spoken,
    Strong,
    Struck,
    Term,
    Text,
    plain,
)
from briefing.render.epub.chapters import mark_id
from briefing.render.epub.picture_files import picture_file
from briefing.render.epub.surroundings import Surroundings
from briefing.render.epub.xhtml import Element, add, add_text, anchor

EM = 10.5
"""The size of the words of a page in points, on which widths in em are based."""


class InlineWriter:
    """Writes inlines at the end of elements, one chapter after the other."""

    def __init__(self, document: Document, around: Surroundings) -> None:
        self.around = around
        self._labels = document.labels
        self._in_link = False
        self._after_link: list[str] = []

    def write(self, parent: Element, inlines: Inlines) -> Element:
        """Write inlines at the end of an element, and return it."""
        for inline in inlines:
            self._write(parent, inline)
        return parent

    def _write(self, parent: Element, inline: Inline) -> None:  # noqa: C901  # an arm for each node
        match inline:
            case Text(words):
                _add_words(parent, words)
            case Emphasis(children):
                self.write(add(parent, "em"), children)
            case Strong(children):
                self.write(add(parent, "strong"), children)
            case Script(children, place):
                self.write(add(parent, "sup" if place == "super" else "sub"), children)
            case SmallCaps(children):
                self.write(add(parent, "span", class_="small-caps"), children)
            case Struck(children):
                self.write(add(parent, "s"), children)
            case Code(children):
                self.write(add(parent, "code"), children)
            case Formula(_, mathml, children):
                parent.append(_math(mathml, plain(children)))
            case Link(url, children):
                self._link(parent, children, href=url)
            case Reference(target, children):
                role = "doc-biblioref" if self.around.is_source(target) else ""
                self._link(parent, children, href=self.around.link(target), class_="reference", role=role)
            case Citation(children):
                self.write(add(parent, "span", class_="citation"), children)
            case PageNumber(target):
                if label := self.around.page(target):
                    self._link(parent, (Text(label),), href=self.around.link(target), class_="reference")
            case NoteMark(note, children):
                if children:
                    self.write(add(parent, "span", class_="annotated"), children)
                if self._in_link:
                    self._after_link.append(note)
                else:
                    self._mark(parent, note)
            case Term(target, children):
                href = self.around.link(target)
                self._link(parent, children, href=href, class_="term", epub_type="glossref", role="doc-glossref")
            case Indexed():
                self.write(add(parent, "span", id=anchor(inline.id)) if inline.id else parent, inline.children)
            case Language(tag, children):
                self.write(add(parent, "span", lang=tag), children)
            case Spoken(words, children):
                # A span may have a name only with a role (WAI-ARIA 1.2, 5.2.8.6); as `img` its signs are one thing with that name.
                self.write(add(parent, "span", role="img", aria_label=words), children)
            case InlinePicture():
                _add_picture(parent, inline)
            case LineBreak():
                add(parent, "br")
            case _:
                assert_never(inline)

    def _link(self, parent: Element, children: Inlines, **attributes: str) -> None:
        """Write a link. HTML has no link in a link: an inner one is written as its words, and the mark of a note after the outer one."""
        if self._in_link:
            self.write(parent, children)
            return
        self._in_link = True
        self.write(add(parent, "a", **attributes), children)
        self._in_link = False
        for note in self._after_link:
            self._mark(parent, note)
        self._after_link.clear()

    def _mark(self, parent: Element, note: str) -> None:
        """Write the mark of a note: the link that reading systems turn into a pop-up."""
        mark, times = self.around.mark(note), self.around.count_mark(note)
        add(
            parent,
            "a",
            mark,
            href=self.around.link(note),
            id=mark_id(note) + (str(times) if times > 1 else ""),
            class_="noteref",
            epub_type="noteref",
            role="doc-noteref",
            aria_label=f"{self._labels.note} {mark}",
        )


def _add_picture(parent: Element, picture: InlinePicture) -> None:
    """Write a picture in a line. Its width grows with the words, as that of a picture in a paragraph of its own does."""
    most = f"{picture.widest / EM:.1f}em"
    width = f"width: {picture.share:.0%}; max-width: {most}" if picture.share else f"width: {picture.natural / EM:.1f}em"
    image = add(parent, "img", src=f"../{picture_file(picture)}", role="" if picture.alt else "presentation", style=width)
    image.set("alt", picture.alt)


@lru_cache(1_000)
def _read(mathml: str) -> Element:
    return etree.fromstring(mathml, etree.XMLParser(resolve_entities=False, no_network=True))


def _math(mathml: str, words: str) -> Element:
    """Return a formula as an element, with its words for reading systems that cannot draw or speak it."""
    element = deepcopy(_read(mathml))
    element.set("alttext", words)
    return element


def _add_words(parent: Element, words: str) -> None:
    """Write words. A line may end after each part of a web address, else a table would be as wide as its longest address."""
    first, *others = re.split(r"(?<=[^/]/)(?=[^/])", words) if "://" in words else [words]
    add_text(parent, first)
    for part in others:
        add(parent, "wbr").tail = part
