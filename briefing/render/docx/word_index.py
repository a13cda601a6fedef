"""An index of names as Word makes it: fields at the names, and a field with the list that is made of them (ECMA-376 Part 1, 17.16.5)."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.document import IndexEntry, NameIndex
from briefing.document.name_index import ranges, see_words
from briefing.render.docx.hyperlinks import bookmark_name
from briefing.render.docx.style_model import PASSAGE_INDENT, Style
from briefing.render.docx.wml import XML_SPACE, Element, ParagraphLook, RunLook, add, add_run, clean, w
from briefing.render.docx.word_fields import begin, end
from briefing.theme.model import Theme

CODE = 'INDEX \\e ", "'
"""The field of the list: a comma is between a name and its pages. Columns are those of the section of pages."""


def index_style(theme: Theme) -> Style:
    """Return the style that Word gives to the entries of an index."""
    look = ParagraphLook(after=1, left=PASSAGE_INDENT, hanging=PASSAGE_INDENT)
    return Style("index 1", "Normal", paragraph=look, run=RunLook(size=theme.entry.size))


def mark(parent: Element, heading: str, see: str = "") -> None:
    """Append a field that is shown nowhere: it makes an entry of the index here."""
    code = f' XE "{_quoted(heading)}"' + (f' \\t "{_quoted(see)}" ' if see else " ")
    _hidden(parent, "fldChar").set(w("fldCharType"), "begin")
    instruction = _hidden(parent, "instrText")
    instruction.set(XML_SPACE, "preserve")
    instruction.text = clean(code)
    _hidden(parent, "fldChar").set(w("fldCharType"), "end")


def _hidden(parent: Element, tag: str) -> Element:
    run = add(parent, "r")
    add(add(run, "rPr"), "vanish")
    return add(run, tag)


def _quoted(text: str) -> str:
    """Return a text as it stands in an entry: a colon would begin an entry below another one."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace(":", "\\:")


class WordIndex:
    """The list, whose pages are known when everything is written."""

    def __init__(self) -> None:
        self._entries: list[tuple[Element, NameIndex, IndexEntry]] = []

    def take(self, paragraph: Element, node: NameIndex, entry: IndexEntry) -> None:
        """Take an empty paragraph for an entry."""
        self._entries.append((paragraph, node, entry))

    def fill(self, numbers: Mapping[str, int]) -> None:
        """Write the entries, with the numbers of pages by bookmark."""
        for place, (paragraph, node, entry) in enumerate(self._entries):
            for child in [each for each in paragraph if each.tag in (w("r"), w("hyperlink"))]:
                paragraph.remove(child)
            if place == 0:
                for each in node.items:
                    if each.see:
                        mark(paragraph, each.heading, see_words(node, each))
                begin(paragraph, CODE)
            pages = {each: str(numbers[name]) for each in entry.marks if (name := bookmark_name(each)) in numbers}
            add_run(paragraph, entry.heading)
            for words, first in ranges(entry.marks, pages, joins=False):
                add_run(paragraph, ", ")
                add_run(add(paragraph, "hyperlink", anchor=bookmark_name(first), history=1), words)
            if see := see_words(node, entry):
                add_run(paragraph, f". {see}")
            if place == len(self._entries) - 1:
                end(paragraph)
