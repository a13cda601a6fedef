"""Blocks as XHTML, with the semantics of EPUB 3 and DPUB-ARIA 1.1."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from functools import cached_property, partial
from typing import assert_never

from lxml import etree

from briefing.document import (
    NATURAL,
    Blanks,
    Block,
    Blocks,
    BulletList,
    Callout,
    Definition,
    Definitions,
    Digest,
    Divider,
    Document,
    Equation,
    Figure,
    Inlines,
    NameIndex,
    Note,
    NumberedList,
    PageBreak,
    Paragraph,
    Picture,
    Question,
    Quote,
    ScanCode,
    Section,
    SectionRole,
    SourcePage,
    Table,
    WritingSpace,
    labelled,
    plain,
)
from briefing.document.list_signs import Numeral
from briefing.document.name_index import as_definitions
from briefing.render.epub.chapters import Chapter, Chapters, without_outer_breaks
from briefing.render.epub.picture_files import picture_file
from briefing.render.epub.printpages import PageMarks
from briefing.render.epub.surroundings import Surroundings
from briefing.render.epub.svg_codes import add_code
from briefing.render.epub.xhtml import Element, add, add_line, add_text, anchor, content_document, html
from briefing.render.epub.xhtml_inlines import EM, InlineWriter
from briefing.render.epub.xhtml_tables import write_table
from briefing.render.figures import draw
from briefing.render.figures.svg import svg
from briefing.render.remembered import Memory, own_fonts, recalled
from briefing.render.whole_width import as_printed
from briefing.theme.model import Theme

SEMANTICS: dict[SectionRole, tuple[str, str]] = {
    "chapter": ("chapter", "doc-chapter"),
    "introduction": ("introduction", "doc-introduction"),
    "glossary": ("glossary", "doc-glossary"),
    "references": ("bibliography", "doc-bibliography"),
    "questions": ("qna", "doc-qna"),
    "colophon": ("colophon", "doc-colophon"),
    "index": ("index", "doc-index"),
    "endnotes": ("endnotes", "doc-endnotes"),
}
"""Section.role as epub:type (EPUB Structural Semantics Vocabulary 1.1) and as role (DPUB-ARIA 1.1)."""

DEEPEST_HEADING = 6
DRAWINGS = (("wide", 400.0), ("narrow", 250.0))
"""Each drawing by its class, with its width in points of the theme's sizes; on a screen they are as wide as the text."""
LONG_EQUATION = 60
"""A formula with more characters may be wider than a screen: it can be moved sideways, with the keyboard, too."""
WRITING_LINE = 2.2
"""The distance between ruled lines in em; the style sheet draws them at the same distance."""
LIST_TYPES: Mapping[Numeral, str] = {"lower-alpha": "a", "upper-alpha": "A", "lower-roman": "i", "upper-roman": "I"}
"""What HTML calls the numbers of lists that are no figures."""


class BlockWriter:
    """Writes the chapters one after the other, each with the notes that wait for its end."""

    def __init__(self, document: Document, theme: Theme, chapters: Chapters, memory: Memory | None = None) -> None:
        self.pages = PageMarks(document)
        self.document = document
        self._theme = theme
        self.memory = memory
        self.chapters = chapters
        self.around = Surroundings(document, chapters)
        self._inlines = InlineWriter(document, self.around)
        self._path = ""
        self._waiting: list[Note] = []

    def write(self, chapter: Chapter) -> Element:
        """Return a chapter as a content document."""
        self.around.begin(chapter.name)
        self._path = chapter.path
        matter = "frontmatter" if chapter.is_front else "backmatter" if chapter.is_back else "bodymatter"
        root, body = content_document(self.document, chapter.title, matter, "../")
        for part in chapter.parts:
            self._blocks(body, part, 1)
            self._foot_notes(body, "")
        return root

    # ── blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _blocks(self, parent: Element, blocks: Blocks, level: int) -> None:
        """Write blocks at the end of an element; `level` is that of a section among them."""
        for block in blocks:
            if not isinstance(block, Section):
                self.pages.write(parent, block, self._path)
            self._block(parent, block, level)

    def _block(self, parent: Element, block: Block, level: int) -> None:  # noqa: C901  # an arm for each node
        match block:
            case Section():
                self._section(parent, block, level)
            case Paragraph(children, style):
                line = self._line(parent, "p", children, class_="" if style == "body" else style)
                if block.number:
                    _put_first(line, f"{block.number} ", "paragraph-number")
            case Quote():
                self._quote(parent, block, level)
            case Digest():
                passage = _passage(parent, block, "digest")
                self._blocks(passage, block.blocks, level)
                self._source_line(passage, block)
            case Note(placement="foot"):
                self._waiting.append(block)
            case Note():
                self._note(parent, block)
            case BulletList():
                self._bullets(parent, block, level)
            case NumberedList():
                self._numbered(parent, block, level)
            case Definitions(items, "references" | "index"):
                self._entries(parent, items, level, block.style)
            case NameIndex():
                self._block(parent, as_definitions(block), level)
            case Definitions():
                self._definitions(parent, block, level)
            case Table():
                write_table(parent, block, self._inlines)
            case Figure():
                self._figure(parent, block)
            case Picture():
                self._picture(parent, block)
            case SourcePage():
                self._quote(add_line(parent, "div", id=anchor(block.id)), block.quote, level)
            case Equation():
                self._equation(parent, block)
            case Callout():
                self._callout(parent, block, level)
            case Question():
                self._question(parent, block, level)
            case WritingSpace(lines):
                add_line(parent, "div", class_="writing", style=f"height: {lines * WRITING_LINE:g}em", aria_hidden="true")
            case Blanks(items):
                line = add_line(parent, "div", class_="blanks")
                for each in items:
                    add(add_line(line, "span", f"{each.label} "), "span", each.value, class_="blank")
            case ScanCode():
                code = add_line(parent, "div", class_="code")
                add_code(code, block)
                self._line(code, "p", block.children, class_="small")
            case Divider() | PageBreak():
                add_line(parent, **({"tag": "hr"} if isinstance(block, Divider) else {"tag": "div", "class_": "page-break"}))
            case _:
                assert_never(block)

    def _line(self, parent: Element, tag: str, inlines: Inlines, **attributes: str) -> Element:
        """Write inlines as an element of their own."""
        return self._inlines.write(add_line(parent, tag, **attributes), inlines)

    def _section(self, parent: Element, section: Section, level: int) -> None:
        """Write a section; a chapter ends with the notes that print has at the foot of its pages."""
        epub_type, role = SEMANTICS[section.role] if level == 1 or section.role != "chapter" else ("", "")
        element = add_line(parent, "section", id=anchor(section.id), epub_type=epub_type, role=role)
        self._line(element, f"h{min(level, DEEPEST_HEADING)}", section.title)
        self.pages.write(element, section, self._path)
        self._blocks(element, without_outer_breaks(section.blocks) if level == 1 else section.blocks, level + 1)
        if level == 1:
            self._foot_notes(element, plain(section.title))

    def _equation(self, parent: Element, equation: Equation) -> None:
        words = plain(equation.children)
        moved = {"tabindex": "0", "role": "group", "aria_label": words} if len(words) > LONG_EQUATION else {}
        css = "equation long" if moved else "equation"
        line = self._line(parent, "div", equation.children, id=anchor(equation.id), class_=css, **moved)
        if equation.label:
            add_text(line, " ")
            add(line, "span", equation.label, class_="equation-number")

    # ── passages and notes ───────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _quote(self, parent: Element, quote: Quote, level: int) -> None:
        """Write a quotation. Notes and the source line are not the author's words: they are outside of the quoting elements."""
        passage = _passage(parent, quote, "quote")
        for is_note, run in itertools.groupby(quote.blocks, key=lambda block: isinstance(block, Note)):
            self._blocks(passage if is_note else add_line(passage, "blockquote", lang=quote.language or ""), tuple(run), level)
        self._source_line(passage, quote)

    def _source_line(self, parent: Element, passage: Quote | Digest) -> None:
        if passage.attribution:
            self._line(parent, "p", passage.attribution, class_="attribution")

    def _note(self, parent: Element, note: Note) -> None:
        """Write a note: its mark, its kind, its words, and the way back."""
        css = f"note {note.placement}"
        line = add_line(add_line(parent, "aside", id=anchor(note.id), class_=css, epub_type="footnote", role="doc-footnote"), "p")
        add(line, "span", note.mark, class_="number").tail = " "
        if note.kind:
            add(line, "strong", note.kind).tail = " "
        self._inlines.write(line, note.children)
        if back := self.around.link_back(note.id):
            add_text(line, "\u00a0")
            add(line, "a", "↑", href=back, class_="back", role="doc-backlink", aria_label=self.document.labels.back)

    def _foot_notes(self, parent: Element, title: str) -> None:
        """Write the notes that wait for the end of the chapter. In a pack of one file a listener needs the title to tell them apart."""
        if self._waiting:
            label = self.document.labels.notes
            name = f"{label}: {title}" if title and self.document.cover == "block" else label
            section = add_line(parent, "section", class_="foot-notes", epub_type="footnotes", aria_label=name)
            for note in self._waiting:
                self._note(section, note)
            self._waiting.clear()

    # ── lists ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _items(self, parent: Element, items: tuple[Blocks, ...], level: int) -> None:
        for item in items:
            self._blocks(add_line(parent, "li"), item, level)

    def _bullets(self, parent: Element, node: BulletList, level: int) -> None:
        """Write an unordered list. The sign of a task is text, so that every listener hears whether it is done."""
        whole = add_line(parent, "ul", role="list" if node.signs else "")
        for sign, item in node.signed():
            element = add_line(whole, "li", class_="task" if sign else "")
            self._blocks(element, item, level)
            if sign:
                words = element.find(html("p")) if item and isinstance(item[0], Paragraph) else None
                first = element if words is None else words
                _put_first(first, f"{sign} ", "box")

    def _numbered(self, parent: Element, node: NumberedList, level: int) -> None:
        """Write an ordered list. HTML knows letters and Roman numbers, but no brackets, which the style sheet writes."""
        start = str(node.start) if node.start != 1 else ""
        kind = "" if node.numeral == "decimal" else LIST_TYPES[node.numeral]
        if node.frame == "%.":
            self._items(add_line(parent, "ol", start=start, type=kind), node.items, level)
        else:
            css = f"{'brackets' if node.frame.startswith('(') else 'bracket'} {node.numeral}"
            first = f"counter-reset: item {node.start - 1}" if start else ""
            self._items(add_line(parent, "ol", start=start, type=kind, class_=css, style=first), node.items, level)

    def _entries(self, parent: Element, entries: tuple[Definition, ...], level: int, style: str) -> None:
        """Write a list of sources or an index."""
        entries_list = add_line(parent, "ul", class_=style, role="list")
        for each in entries:
            item = add_line(entries_list, "li", id=anchor(each.id))
            if each.term:
                self._line(item, "p", each.term, class_="term")
            self._blocks(item, each.blocks, level)

    def _definitions(self, parent: Element, definitions: Definitions, level: int) -> None:
        """Write a list of terms or of facts."""
        tag, term, meaning = ("dfn", "glossterm", "glossdef") if definitions.style == "glossary" else ("span", "", "")
        terms = add_line(parent, "dl", class_=definitions.style)
        for each in definitions.items:
            self._inlines.write(add(add_line(terms, "dt"), tag, id=anchor(each.id), epub_type=term), each.term)
            self._blocks(add_line(terms, "dd", epub_type=meaning), each.blocks, level)

    # ── figures, boxes, questions ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _figure(self, parent: Element, figure: Figure) -> None:
        """Write a figure for a page and for a phone; the style sheet shows one of them, in the colours of the text around it."""
        element = add_line(parent, "figure", id=anchor(figure.id), class_="drawing")
        if caption := labelled(figure):
            self._line(element, "figcaption", caption)
        if figure.measure:
            self._line(element, "p", figure.measure, class_="small")
        for css, width in DRAWINGS:
            made_from = figure.chart, figure.alt, figure.id, figure.details, css, width, self._theme, self._fonts, self.document.backward
            element.append(etree.fromstring(recalled(self.memory, "figure", made_from, partial(self._drawn, figure, css, width))))

    def _drawn(self, figure: Figure, css: str, width: float) -> bytes:
        details = anchor(figure.details) if figure.details else ""
        chart = as_printed(figure.chart, self._theme, width)
        shapes, name = draw(chart, self._theme, width, backward=self.document.backward), f"{anchor(figure.id)}.{css}"
        return svg(shapes, self._theme.colours, figure.alt, id=name, aria_details=details, class_=css).encode()

    @cached_property
    def _fonts(self) -> object:
        return own_fonts(self._theme) if self.memory else ()

    def _picture(self, parent: Element, picture: Picture) -> None:
        """Write a picture; its file is beside the chapters. A width in points is one in em, as the words around it grow."""
        element = add_line(parent, "figure", id=anchor(picture.id), class_="picture")
        if caption := labelled(picture):
            self._line(element, "figcaption", caption)
        width = f"{picture.share:.0%}" if picture.share else f"{(picture.points or picture.wide * 72 / NATURAL) / EM:.1f}em"
        role = "" if picture.alt else "presentation"
        image = add_line(element, "img", src=f"../{picture_file(picture)}", role=role, style=f"width: {width}")
        image.set("alt", picture.alt)
        if picture.credit:
            self._line(element, "p", picture.credit, class_="small")

    def _callout(self, parent: Element, callout: Callout, level: int) -> None:
        box = add_line(parent, "aside", id=anchor(callout.id), class_="callout", role="note")
        if callout.title:
            self._line(box, "p", callout.title, class_="title")
        self._blocks(box, callout.blocks, level)

    def _question(self, parent: Element, question: Question, level: int) -> None:
        """Write a question with its number beside it; a listener hears what the number is of."""
        name = f"{self.document.labels.question} {question.label}"
        element = add_line(parent, "div", id=anchor(question.id), class_="question")
        add(add_line(element, "p", class_="label"), "span", question.label, role="img", aria_label=name)
        self._blocks(element, question.blocks, level)
        if question.details:
            self._line(element, "p", question.details, class_="details")


def _put_first(element: Element, text: str, css: str) -> None:
    """Put a text of its own class before all that an element holds."""
    mark = etree.Element(html("span"), {"class": css})
    mark.text, mark.tail, element.text = text, element.text, None
    element.insert(0, mark)


def _passage(parent: Element, passage: Quote | Digest, css: str) -> Element:
    """Add the element of a passage. It has no name: a listener hears the source line where it stands, and once."""
    return add_line(parent, "div", id=anchor(passage.id), class_=css)
