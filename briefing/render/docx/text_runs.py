"""Write inlines as runs, links and anchors of notes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, replace
from typing import Protocol, assert_never

from briefing.dataclass import dataclass
from briefing.document import (
    Citation,
    Code,
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
)
from briefing.render.docx import word_fields, word_index
from briefing.render.docx.drawings import TEXT, Pictures
from briefing.render.docx.hyperlinks import Links, bookmark_name
from briefing.render.docx.language_tags import word_language
from briefing.render.docx.office_formulas import add_formula
from briefing.render.docx.style_model import style_id
from briefing.render.docx.wml import PLAIN, Element, RunLook, add, add_run, clean, r, w

TOOLTIP_LENGTH = 255
"""As long as the tip of a link may be in Word."""


class Marks(Protocol):
    """What draws the mark of a note at its place."""

    def before(self, parent: Element, mark: NoteMark) -> None:
        """Draw what stands before the annotated words."""

    def after(self, parent: Element, mark: NoteMark) -> None:
        """Draw what stands after the annotated words."""

    def place(self, parent: Element, name: str) -> None:
        """Give a name to this place."""


@dataclass(frozen=True, slots=True)
class InlineWriter:
    """Writes inlines into the paragraphs of one part."""

    links: Links
    tips: Mapping[str, str]
    """The start of each definition by its `id`."""
    marks: Marks | None
    """None where a note cannot stand: inside a note, in the list of contents."""
    exclusive: re.Pattern[str]
    """Finds characters that only one typeface has: they are set in that one, whatever stands around them."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """The numbers of questions by their `id`. A reference with such a number as a text by itself follows it when the numbers change."""
    apart: frozenset[str] = frozenset()
    """The ids of what is in the supplement, whose pages have a letter before their numbers …"""
    letter: str = ""
    """… and that letter."""
    pictures: Pictures | None = None
    """Keeps the pictures of the file; None where there cannot be one."""
    part: str = TEXT
    """Which part of the file this is."""
    column: float = 0
    """The width that pictures in its lines may have, in points."""
    linking: bool = True
    """Whether links are drawn as links; Word has no link inside a link."""

    def write(self, parent: Element, inlines: Inlines, look: RunLook = PLAIN) -> None:
        """Append the inlines to a paragraph."""
        for inline in inlines:
            self._write(parent, inline, look)

    def _write(self, parent: Element, inline: Inline, look: RunLook) -> None:  # noqa: C901  # an arm for each node
        match inline:
            case Text():
                self.text(parent, inline.text, look)
            case Emphasis():
                self.write(parent, inline.children, replace(look, italic=True))
            case Strong():
                self.write(parent, inline.children, replace(look, bold=True))
            case Script():
                self.write(parent, inline.children, replace(look, superscript=inline.place == "super", subscript=inline.place == "sub"))
            case SmallCaps():
                self.write(parent, inline.children, replace(look, small_caps=True))
            case Struck():
                self.write(parent, inline.children, replace(look, struck=True))
            case Code():
                self.write(parent, inline.children, replace(look, font="sans"))
            case Formula():
                if not add_formula(parent, inline):
                    self.write(parent, inline.children, look)
            case Link():
                self._link(parent, inline.children, replace(look, style=style_id("Hyperlink")), {r("id"): self._relationship(inline.url)})
            case Reference() if Text(self.labels.get(inline.target, "")) in inline.children:
                self._numbered(parent, inline, look)
            case Reference():
                self._link(
                    parent, inline.children, replace(look, style=style_id("Internal Link")), {w("anchor"): bookmark_name(inline.target)}
                )
            case Citation():
                self.write(parent, inline.children, replace(look, style=style_id("Citation")))
            case PageNumber():
                if inline.target in self.apart:
                    self.text(parent, self.letter, look)
                word_fields.field(parent, f"PAGEREF {bookmark_name(inline.target)} \\h", inline.label or word_fields.PAGE_UNKNOWN, look)
            case NoteMark():
                self._note(parent, inline, look)
            case Term():
                attributes = {w("anchor"): bookmark_name(inline.target)}
                tip = clean(self.tips.get(inline.target, ""))
                if tip:
                    attributes[w("tooltip")] = tip
                self._link(parent, inline.children, replace(look, style=style_id("Glossary Link")), attributes)
            case Indexed():
                if self.marks and self.linking and inline.id:
                    self.marks.place(parent, bookmark_name(inline.id))
                    for heading in inline.headings:
                        word_index.mark(parent, heading)
                self.write(parent, inline.children, look)
            case Language():
                self.write(parent, inline.children, replace(look, language=word_language(inline.tag)))
            case Spoken():  # Word has no other words for a run: a listener hears the signs, where the program reads brackets
                self.write(parent, inline.children, look)
            case InlinePicture():
                if self.pictures:
                    self.pictures.add_sized(parent, inline, inline.width(self.column), self.part)
            case LineBreak():
                add(add_run(parent, look=look), "br")
            case _:
                assert_never(inline)

    def text(self, parent: Element, text: str, look: RunLook = PLAIN) -> None:
        """Append characters, each in a typeface that has it."""
        end = 0
        for match in self.exclusive.finditer(text):
            if match.start() > end:
                add_run(parent, text[end : match.start()], look)
            add_run(parent, match.group(), replace(look, font="text" if match.lastgroup == "text" else "sans"))
            end = match.end()
        if end < len(text):
            add_run(parent, text[end:], look)

    def _relationship(self, url: str) -> str:
        return self.links.relationship(url) if self.linking else ""

    def _link(self, parent: Element, children: Inlines, look: RunLook, attributes: Mapping[str, str]) -> None:
        if not self.linking:
            self.write(parent, children, replace(look, style=""))
            return
        link = add(parent, "hyperlink", history=1)
        for name, value in attributes.items():
            link.set(name, value)
        replace(self, linking=False).write(link, children, look)

    def _numbered(self, parent: Element, reference: Reference, look: RunLook) -> None:
        """Write words with the number of a question in them: a field, which is a link, too."""
        label = Text(self.labels[reference.target])
        for child in reference.children:
            if child == label and self.linking:
                word_fields.field(parent, f"REF {bookmark_name(reference.target)} \\n \\h", label.text, look)
            else:
                self._write(parent, child, look)

    def _note(self, parent: Element, mark: NoteMark, look: RunLook) -> None:
        if self.marks:
            self.marks.before(parent, mark)
        self.write(parent, mark.children, look)
        if self.marks:
            self.marks.after(parent, mark)


def shortened(text: str) -> str:
    """Return the start of a text, whole words, short enough for a tip."""
    if len(text) <= TOOLTIP_LENGTH:
        return text
    return text[: TOOLTIP_LENGTH - 1].rsplit(" ", 1)[0] + "…"
