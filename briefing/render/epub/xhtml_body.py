"""The text of a pack as pandoc's JSON tree, with the semantics of EPUB 3 and DPUB-ARIA 1.1."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Iterator
from html import escape
from typing import assert_never

from briefing.document import (
    Blanks,
    Block,
    Blocks,
    BulletList,
    Callout,
    Definition,
    Definitions,
    Digest,
    Document,
    Emphasis,
    Figure,
    Inline,
    Inlines,
    Language,
    LineBreak,
    Link,
    Note,
    NoteMark,
    NumberedList,
    PageBreak,
    Paragraph,
    Question,
    Quote,
    Reference,
    ScanCode,
    Section,
    SectionRole,
    Spoken,
    Strong,
    Table,
    Term,
    Text,
    WritingSpace,
    blocks_in_order,
    notes,
    plain,
    walk,
)
from briefing.render.epub import pandoc_json as pj
from briefing.render.epub.pandoc_json import Json, anchor
from briefing.render.epub.printpages import page_mark
from briefing.render.epub.svg_codes import code_svg
from briefing.render.epub.xhtml_tables import draw_table
from briefing.render.figures import draw
from briefing.render.figures.svg import svg
from briefing.theme.model import Theme

SEMANTICS: dict[SectionRole, tuple[str, str]] = {
    "chapter": ("chapter", "doc-chapter"),
    "introduction": ("introduction", "doc-introduction"),
    "glossary": ("glossary", "doc-glossary"),
    "references": ("bibliography", "doc-bibliography"),
    "questions": ("qna", "doc-qna"),
    "colophon": ("colophon", "doc-colophon"),
}
"""Section.role as epub:type (EPUB Structural Semantics Vocabulary 1.1) and as role (DPUB-ARIA 1.1)."""

DEEPEST_HEADING = 6
DRAWINGS = (("wide", 400.0), ("narrow", 250.0))
"""Each drawing by its class, with its width in points of the theme's sizes; on a screen they are as wide as the text."""
WRITING_LINE = 2.2
"""The distance between ruled lines in em; the style sheet draws them at the same distance."""


def tree(document: Document, theme: Theme) -> bytes:
    """Return the document as pandoc's JSON tree. Titles of files, links between files and the package are left to the steps after it."""
    meta = {name: {"t": "MetaString", "c": value} for name, value in (("title", document.title), ("lang", document.language))}
    blocks = _Body(document, theme).chapters()
    return json.dumps({"pandoc-api-version": pj.API_VERSION, "meta": meta, "blocks": blocks}, ensure_ascii=False).encode()


class _Body:
    """Draws blocks, and remembers the notes that wait for the end of their chapter."""

    def __init__(self, document: Document, theme: Theme) -> None:
        self.document = document
        self.theme = theme
        self.notes = notes(document)
        self.marked: Counter[str] = Counter()
        """How often the mark of a note has been drawn: a mark drawn twice needs a second id."""
        self.anchored = {each.note for each in walk(document) if isinstance(each, NoteMark)}
        self.waiting: list[Note] = []
        self.order = blocks_in_order(document)
        self.pages = [page for page in document.pages if page.block is not None]
        """Pages of print that have not begun yet."""
        self.entries = {
            entry.id for each in walk(document) if isinstance(each, Definitions) and each.style == "references" for entry in each.items
        }

    def chapters(self) -> list[Json]:
        """Return the whole text; what stands outside of the sections of level 1 has files of its own."""
        drawn: list[Json] = []
        whole = (*self.document.blocks, *self.document.supplement)
        for is_section, run in itertools.groupby(whole, key=lambda block: isinstance(block, Section)):
            if is_section:
                drawn += [each for block in run for each in self.block(block, 1)]
            else:
                drawn += [*self.blocks(_without_outer_breaks(tuple(run)), 1), *self.foot_notes()]
        return drawn

    # ── blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def blocks(self, blocks: Blocks, level: int) -> list[Json]:
        """Draw blocks; `level` is that of a section among them."""
        return [drawn for block in blocks for drawn in self.block(block, level)]

    def block(self, block: Block, level: int) -> list[Json]:
        """Draw one block, after the marks of the pages of print that begin with it."""
        return self.drawn(block, level) if isinstance(block, Section) else [*self.page_marks(block), *self.drawn(block, level)]

    def page_marks(self, block: Block) -> list[Json]:
        """Return the marks of the pages of print that begin with a block, or before it."""
        place = self.order.get(id(block), -1)
        begun = list(itertools.takewhile(lambda page: page.block is not None and page.block <= place, self.pages))
        del self.pages[: len(begun)]
        return [pj.raw(page_mark(page, self.document.labels)) for page in begun]

    def drawn(self, block: Block, level: int) -> list[Json]:
        """Draw one block alone."""
        match block:
            case Section():
                return [self.section(block, level)]
            case Paragraph(children, style):
                drawn = self.inlines(children)
                return [pj.paragraph(drawn)] if style == "body" else pj.leaf("p", drawn, class_=style)
            case Quote():
                return self.quote(block, level)
            case Digest():
                return self.passage(block, self.blocks(block.blocks, level), "digest")
            case Note(placement="foot"):
                self.waiting.append(block)
                return []
            case Note():
                return self.note(block)
            case BulletList(items):
                return [pj.bullet_list([self.blocks(item, level) for item in items])]
            case NumberedList(items, start):
                return [pj.ordered_list([self.blocks(item, level) for item in items], start)]
            case Definitions():
                return self.definitions(block, level)
            case Table():
                return draw_table(block, self.inlines)
            case Figure():
                return self.figure(block)
            case Callout():
                return self.callout(block, level)
            case Question():
                return self.question(block, level)
            case WritingSpace(lines):
                height = f"height: {lines * WRITING_LINE:g}em"
                return pj.element("div", [], class_="writing", style=height, aria_hidden="true")
            case Blanks(items):
                drawn = [pj.raw(f'<span>{escape(each.label)} <span class="blank">{escape(each.value)}</span></span>') for each in items]
                return pj.element("div", drawn, class_="blanks")
            case ScanCode():
                words = pj.leaf("p", self.inlines(block.children), class_="small")
                return pj.element("div", [pj.raw(code_svg(block)), *words], class_="code")
            case PageBreak():
                return pj.element("div", [], class_="page-break")
            case _:
                assert_never(block)

    def section(self, section: Section, level: int) -> Json:
        """Draw a section; a chapter ends with the notes that print has at the foot of its pages."""
        semantics = SEMANTICS[section.role] if level == 1 or section.role != "chapter" else ("", "")
        attributes = pj.attributes(anchor(section.id), epub__type=semantics[0], role=semantics[1])
        title = pj.heading(min(level, DEEPEST_HEADING), attributes, self.inlines(section.title))
        blocks = _without_outer_breaks(section.blocks) if level == 1 else section.blocks
        drawn = [title, *self.page_marks(section), *self.blocks(blocks, level + 1)]
        return pj.section([*drawn, *self.foot_notes()] if level == 1 else drawn)

    def quote(self, quote: Quote, level: int) -> list[Json]:
        """Draw a quotation. Notes and attribution are not the author's words: they stand outside of the quoting elements."""
        drawn: list[Json] = []
        for is_note, run in itertools.groupby(quote.blocks, key=lambda block: isinstance(block, Note)):
            blocks = self.blocks(tuple(run), level)
            language = quote.language or ""
            drawn += blocks if is_note else pj.element("blockquote", blocks, lang=language)
        return self.passage(quote, drawn, "quote")

    def passage(self, passage: Quote | Digest, blocks: list[Json], css: str) -> list[Json]:
        """Draw a passage with its source line, which also names it to a listener: whose words they are."""
        source = anchor(passage.id) + ".source" if passage.attribution else ""
        line = pj.leaf("p", self.inlines(passage.attribution), id=source, class_="attribution") if source else []
        return pj.element("div", [*blocks, *line], id=anchor(passage.id), class_=css, role="group", aria_labelledby=source)

    def note(self, note: Note) -> list[Json]:
        """Draw a note: its mark, its kind, its words, and the way back."""
        identifier = anchor(note.id)
        drawn = [pj.span(pj.attributes(classes=["number"]), [pj.text(note.mark)]), pj.text(" ")]
        if note.kind:
            drawn += [pj.styled("Strong", [pj.text(note.kind)]), pj.text(" ")]
        drawn += self.inlines(note.children)
        if note.id in self.anchored:
            way = pj.attributes(classes=["back"], role="doc-backlink", aria_label=self.document.labels.back)
            drawn += [pj.text("\u00a0"), pj.link(way, [pj.text("↑")], f"#{identifier}.mark")]
        css = f"note {note.placement}"
        return pj.element("aside", [pj.paragraph(drawn)], id=identifier, class_=css, epub__type="footnote", role="doc-footnote")

    def foot_notes(self) -> list[Json]:
        """Draw the notes that wait for the end of the chapter."""
        drawn = [each for note in self.waiting for each in self.note(note)]
        self.waiting.clear()
        label = self.document.labels.notes
        return pj.element("section", drawn, class_="foot-notes", epub__type="footnotes", aria_label=label) if drawn else []

    def definitions(self, definitions: Definitions, level: int) -> list[Json]:
        """Draw a list of terms, of facts or of sources."""
        if definitions.style == "references":
            items = [
                pj.element("li", [*self.term_line(each), *self.blocks(each.blocks, level)], id=anchor(each.id))
                for each in definitions.items
            ]
            return pj.element("ul", list(itertools.chain(*items)), class_="references", role="list")
        drawn: list[Json] = []
        is_glossary = definitions.style == "glossary"
        for each in definitions.items:
            term, meaning = ("glossterm", "glossdef") if is_glossary else ("", "")
            tag = "dfn" if is_glossary else "span"
            drawn += [pj.raw(f"<dt>{pj.start_tag(tag, id=anchor(each.id), epub__type=term)}"), pj.plain(self.inlines(each.term))]
            drawn += [pj.raw(f"</{tag}></dt>"), *pj.element("dd", self.blocks(each.blocks, level), epub__type=meaning)]
        return pj.element("dl", drawn, class_=definitions.style)

    def term_line(self, entry: Definition) -> list[Json]:
        """Draw the term of an entry in a list of sources, where there is one."""
        return pj.leaf("p", self.inlines(entry.term), class_="term") if entry.term else []

    def figure(self, figure: Figure) -> list[Json]:
        """Draw a figure for a page and for a phone; the style sheet shows one of them, in the colours of the text around it."""
        drawings = "".join(self.drawing(figure, *each) for each in DRAWINGS)
        caption = pj.leaf("figcaption", self.inlines(figure.caption))
        return pj.element("figure", [*caption, pj.raw(drawings)], id=anchor(figure.id), class_="drawing")

    def drawing(self, figure: Figure, css: str, width: float) -> str:
        """Draw a figure once."""
        name = f"{anchor(figure.id)}.{css}"
        shapes = draw(figure.chart, self.theme, width)
        details = anchor(figure.details)
        return svg(shapes, self.theme.colours, plain(figure.caption), figure.alt, id=name, aria_details=details, class_=css)

    def callout(self, callout: Callout, level: int) -> list[Json]:
        """Draw a box with its title, which also names it to a listener."""
        title = anchor(callout.id) + ".title"
        drawn = [*pj.leaf("p", self.inlines(callout.title), id=title, class_="title"), *self.blocks(callout.blocks, level)]
        return pj.element("aside", drawn, id=anchor(callout.id), class_="callout", role="note", aria_labelledby=title)

    def question(self, question: Question, level: int) -> list[Json]:
        """Draw a question with its number beside it."""
        drawn = [*pj.leaf("p", [pj.text(question.label)], class_="label"), *self.blocks(question.blocks, level)]
        if question.details:
            drawn += pj.leaf("p", self.inlines(question.details), class_="details")
        name = f"{self.document.labels.question} {question.label}"
        return pj.element("div", drawn, id=anchor(question.id), class_="question", role="group", aria_label=name)

    # ── inlines ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def inlines(self, inlines: Inlines) -> list[Json]:
        """Draw a run of inlines."""
        return [drawn for inline in inlines for drawn in self.inline(inline)]

    def inline(self, inline: Inline) -> Iterator[Json]:
        """Draw one inline."""
        match inline:
            case Text(words):
                yield from pj.breakable(words)
            case Emphasis(children):
                yield pj.styled("Emph", self.inlines(children))
            case Strong(children):
                yield pj.styled("Strong", self.inlines(children))
            case Link(url, children):
                yield pj.link(pj.attributes(), self.inlines(children), url)
            case Reference(target, children):
                role = "doc-biblioref" if target in self.entries else ""
                yield pj.link(pj.attributes(classes=["reference"], role=role), self.inlines(children), f"#{anchor(target)}")
            case NoteMark(note, children):
                if children:
                    yield pj.span(pj.attributes(classes=["annotated"]), self.inlines(children))
                yield self.mark(self.notes[note])
            case Term(target, children):
                attributes = pj.attributes(classes=["term"], epub__type="glossref", role="doc-glossref")
                yield pj.link(attributes, self.inlines(children), f"#{anchor(target)}")
            case Language(tag, children):
                yield pj.span(pj.attributes(lang=tag), self.inlines(children))
            case Spoken(words, children):
                # A span may have a name only with a role (WAI-ARIA 1.2, 5.2.8.6); as `img` its signs are one thing with that name.
                yield pj.span(pj.attributes(role="img", aria_label=words), self.inlines(children))
            case LineBreak():
                yield pj.line_break()
            case _:
                assert_never(inline)

    def mark(self, note: Note) -> Json:
        """Draw the mark of a note: the link that reading systems turn into a pop-up."""
        self.marked[note.id] += 1
        identifier = f"{anchor(note.id)}.mark"
        if self.marked[note.id] > 1:
            identifier += str(self.marked[note.id])
        name = f"{self.document.labels.note} {note.mark}"
        attributes = pj.attributes(identifier, ["noteref"], epub__type="noteref", role="doc-noteref", aria_label=name)
        return pj.link(attributes, [pj.text(note.mark)], f"#{anchor(note.id)}")


def _without_outer_breaks(blocks: Blocks) -> Blocks:
    """Drop page breaks at both ends: each chapter is a file, and a file begins a new page."""
    start, end = 0, len(blocks)
    while start < end and isinstance(blocks[start], PageBreak):
        start += 1
    while end > start and isinstance(blocks[end - 1], PageBreak):
        end -= 1
    return blocks[start:end]
