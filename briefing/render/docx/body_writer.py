"""Write the blocks of a document as paragraphs and tables of Word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import partial
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
    Divider,
    Equation,
    Figure,
    Formula,
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
    SourcePage,
    Table,
    Text,
    WritingSpace,
    plain,
)
from briefing.document.blocks import BULLET
from briefing.render.docx import word_fields
from briefing.render.docx.blank_lines import write_blanks, write_space
from briefing.render.docx.drawings import Pictures
from briefing.render.docx.geometry import BETWEEN_COLUMNS, has_columns, label_column, label_width, spare, takes_half_a_page, text_width
from briefing.render.docx.hyperlinks import bookmark_name, contents_name
from briefing.render.docx.keeping import ends_in_head, keep_together, kept_items
from briefing.render.docx.language_tags import word_language
from briefing.render.docx.list_numbering import BULLET_SIGNS, DEEPEST, Numbering
from briefing.render.docx.office_formulas import add_display
from briefing.render.docx.own_styles import OwnStyles
from briefing.render.docx.pack_styles import box_lines
from briefing.render.docx.page_sections import Pages
from briefing.render.docx.place import BOX, DIGEST, FLOW, GLOSSARY, QUESTION, QUOTE, Place
from briefing.render.docx.style_model import BOX_ROOM, BULLETS, LIST_LEVELS, LIST_STEP, PASSAGE_INDENT, style_id
from briefing.render.docx.text_runs import InlineWriter
from briefing.render.docx.wml import PLAIN, Element, ParagraphLook, RunLook, add, add_paragraph, add_run, w
from briefing.render.docx.word_index import WordIndex
from briefing.render.docx.word_notes import Notes
from briefing.render.docx.word_tables import write_table
from briefing.render.whole_width import as_printed, begins_wide, flows, in_column, needs_width
from briefing.theme.model import Theme

SHORT_TEXT = 1000
"""A colophon, or a text between a heading and a table, of no more characters stays on one page."""
SHORT_PASSAGE = 300
"""A passage of no more characters stays on one page with its source line. Longer ones may break: their footnotes need room, too, and
LibreOffice breaks no paragraph that stays with the next."""
IN_COLUMNS = (Definitions, NameIndex, Paragraph)
"""What a glossary or an index in two columns may hold."""


class BodyWriter:
    """Writes blocks at the end of the body, one after the other."""

    def __init__(
        self,
        body: Element,
        theme: Theme,
        styles: OwnStyles,
        writer: InlineWriter,
        notes: Notes,
        pages: Pages,
        pictures: Pictures,
    ) -> None:
        self.pages = pages
        self.numbering = Numbering(theme.colours.accent)
        self.pictures = pictures
        self.body = body
        self._theme = theme
        self.styles = styles
        self.inlines = writer
        self.notes = notes
        self.bookmarks = notes.bookmarks
        self._names: list[str] = []
        self._gap = 0.0
        self._new_page = False
        self._opened: Section | None = None
        """The last chapter that has begun."""
        self._controls = 0
        self.index = WordIndex()
        self.numbered: list[Element] = []
        """The paragraphs whose lines are numbered."""
        self._box_end: Element | None = None
        """The last paragraph of the last box."""
        self._column = 0.0
        """The width of one of two columns of the text; 0 where it has one."""
        self.has_flowing = False
        """Whether sections of long text stand in two columns, in a text that has one."""
        # Counting the children of an element takes the longer the more there are, so the paragraphs are kept beside it.
        self._paragraphs: list[Element] = []

    # ── the flow ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def blocks(self, blocks: Blocks, place: Place = FLOW, depth: int = 1) -> None:
        """Append blocks; sections among them are of level `depth`."""
        for number, block in enumerate(blocks):
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            self.block(block, following, place, depth)

    @property
    def _last(self) -> Element | None:
        """Return the last paragraph or table."""
        return next((each for each in reversed(self.body) if each.tag not in (w("bookmarkStart"), w("bookmarkEnd"))), None)

    @property
    def columns(self) -> int:
        """Return in how many columns what is appended stands."""
        return 2 if self._column else 1

    @contextmanager
    def in_two_columns(self) -> Iterator[None]:
        """Append what follows in two columns, but for what needs the whole width."""
        self._end_pages()
        self._column = (text_width(self._theme) - BETWEEN_COLUMNS) / 2
        yield
        self._column = 0.0

    @contextmanager
    def _across(self) -> Iterator[None]:
        """Append what follows over the whole width, between sections of pages in columns."""
        self._end_pages()
        column, self._column = self._column, 0.0
        yield
        self._end_pages()
        self._column = column

    def block(self, block: Block, following: Block | None, place: Place = FLOW, depth: int = 1) -> None:
        """Append a block; `following` is the one after it."""
        with self._across() if self._column and needs_width(block) else nullcontext():
            self._block(block, following, place, depth)

    def _block(self, block: Block, following: Block | None, place: Place, depth: int) -> None:  # noqa: C901  # an arm for each node
        match block:
            case Section():
                self._section(block, place, depth)
            case Paragraph():
                self._text(block, following, place)
            case Quote():
                language = word_language(block.language) if block.language else place.language
                self._passage(block, replace(QUOTE, language=language), "Excerpt Source", depth)
            case Digest():
                self._passage(block, DIGEST, "Digest Source", depth)
            case Note():
                self._note(block)
            case BulletList():
                self._list(block.items, self._signs(block, place), "List Bullet", place, depth)
            case NumberedList():
                number = self.numbering.ordered(min(place.level, DEEPEST), block, place.indent)
                self._list(block.items, [number] * len(block.items), "List Number", place, depth)
            case Definitions():
                self._definitions(block, place, depth)
            case NameIndex():
                for entry in block.items:
                    self._names.append(bookmark_name(entry.id))
                    self.index.take(self.paragraph(ParagraphLook(style=style_id("index 1"))), block, entry)
            case Table():
                self._table(block)
            case Figure():
                self._figure(block, following, place)
            case Picture():
                self._picture(block, place)
            case SourcePage():
                self._names.append(bookmark_name(block.id))
                self.block(block.quote, following, place, depth)
            case Equation():
                self._equation(block, place)
            case Callout():
                self._callout(block, depth)
            case Question():
                self._question(block, depth, answered=isinstance(following, WritingSpace))
            case WritingSpace():
                self._controls += 1
                write_space(self.body, block, self._controls, new_page=self._new_page)
                self._new_page = False
                self.space(self._theme.paragraph_gap * 2 + 6)
            case Blanks():
                write_blanks(self.paragraph, block, self._theme)
                self.space(self._theme.paragraph_gap * 2)
            case ScanCode():
                self.pictures.add_code(self.paragraph(ParagraphLook(style=style_id("Normal"), keep_next=True)), block)
                self.styled("Small Text", block.children)
            case Divider():
                self.paragraph(ParagraphLook(style=style_id("Divider")))
                self.space(self._theme.paragraph_gap * 2)
            case PageBreak():
                self._new_page = True
            case _:
                assert_never(block)

    def paragraph(self, look: ParagraphLook, suffix: str = "") -> Element:
        """Append a paragraph with what has been waiting for one: the names of its place, a distance, a new page.

        Args:
            look: How it looks.
            suffix: What the name of its style ends with, if it needs one of its own.
        """
        look = self.styles.carried(look, suffix)
        style = self.styles.of(look.style)
        if self._new_page:
            look = replace(look, page_break_before=True)
        elif self._gap > (style.before or 0) and not style.page_break_before and not style.exact:
            look = self.styles.carried(replace(look, before=self._gap))
        self._gap, self._new_page = 0.0, False
        paragraph = add_paragraph(self.body, look)
        for name in self._names:
            self.bookmarks.point(paragraph, name)
        self._names.clear()
        self._paragraphs.append(paragraph)
        return paragraph

    def styled(self, style: str, inlines: Inlines) -> Element:
        """Append a paragraph in a style."""
        paragraph = self.paragraph(ParagraphLook(style=style_id(style)))
        self.inlines.write(paragraph, inlines)
        return paragraph

    def space(self, points: float) -> None:
        """Leave at least this distance above the next paragraph."""
        self._gap = max(self._gap, points)

    def _space_below(self, points: float) -> None:
        """Leave at least this distance below the last paragraph. Of two distances between paragraphs, Word takes the larger."""
        style = str(self._properties().find(w("pStyle")).get(w("val")))
        if points > (self.styles.of(style).after or 0):
            self.space(points)

    @contextmanager
    def named(self, name: str) -> Iterator[None]:
        """Give a name to all that is appended meanwhile."""
        with self.bookmarks.around(self.body, name):
            yield

    @property
    def waiting(self) -> tuple[float, bool, tuple[str, ...], int]:
        """Return what waits for the next paragraph: a distance, a new page, the names of its place; and the count of spaces to write in."""
        return self._gap, self._new_page, tuple(self._names), self._controls

    @waiting.setter
    def waiting(self, waiting: tuple[float, bool, tuple[str, ...], int]) -> None:
        self._gap, self._new_page, names, self._controls = waiting
        self._names = list(names)

    def close(self) -> None:
        """Let the body end in a paragraph, as Word wants it."""
        last = self._last
        if last is None or not (last.tag == w("p") or last.get(w("p"))):
            # As low as can be: a full page before it would otherwise make a page of its own for it.
            self.paragraph(ParagraphLook(style=style_id("Gap")))

    # ── text ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _section(self, section: Section, place: Place, depth: int) -> None:
        if self.has_flowing and depth == 1 and (flows(section) or section.role == "references"):
            with self.in_two_columns():
                self._section_as_it_is(section, place, depth)
                self._end_pages()
        else:
            self._section_as_it_is(section, place, depth)

    def _section_as_it_is(self, section: Section, place: Place, depth: int) -> None:
        if depth == 1:
            self.open_chapter(section)
        start = len(self._paragraphs)
        self._names += [bookmark_name(section.id), contents_name(section.id)]
        if self._column and begins_wide(section):
            with self._across():
                self._heading(section, depth)
                self.block(section.blocks[0], section.blocks[1] if len(section.blocks) > 1 else None, place, depth + 1)
            section = replace(section, blocks=section.blocks[1:])
        else:
            self._heading(section, depth)
        if self.in_columns(section, depth):
            self.pages.end(self._properties(), runs_on=True)
            self.blocks(section.blocks, place, depth + 1)
            self.pages.end(self._properties(), columns=2, runs_on=True)
        else:
            self.blocks(section.blocks, place, depth + 1)
        if section.role == "colophon" and len(plain(section.blocks)) <= SHORT_TEXT:
            keep_together(self._paragraphs[start:], with_next=False, whole=True)

    def _heading(self, section: Section, depth: int) -> None:
        theme, style = self._theme, style_id(f"heading {min(depth, 4)}")
        typeface = theme.display_typeface if depth == 1 else theme.sans
        right = spare(plain(section.title), theme, typeface, "bold", theme.headings[depth - 1].size) if depth < 3 else None
        runs_on = not section.opens_page and self.styles.of(style).page_break_before and not self._new_page
        heading = self.paragraph(ParagraphLook(style=style, before=theme.section_gap * 2 if runs_on else None, right=right))
        if runs_on:
            heading[0].insert(1, heading.makeelement(w("pageBreakBefore"), {w("val"): "0"}))
        self.inlines.write(heading, section.title)

    def open_chapter(self, section: Section) -> None:
        """End the section of pages before a section that begins a page. It does nothing if it was called for this section before."""
        if section is self._opened or not section.opens_page or not self.styles.of("Heading1").page_break_before:
            return
        self._opened, self._new_page = section, False
        last = self._last
        if last is not None and last.find(f"{w('pPr')}/{w('sectPr')}") is None:
            # In a paragraph of its own, so that the section before is the same whatever follows.
            self.pages.end(self.paragraph(ParagraphLook(style=style_id("Gap")))[0], columns=self.columns)
        self.pages.begin_chapter(plain(section.title))

    def _end_pages(self) -> None:
        """End a section of pages that runs on with the last paragraph, if anything is in it."""
        last = self._last
        if last is None or last.find(f"{w('pPr')}/{w('sectPr')}") is not None:
            return
        if last is not self._paragraphs[-1]:
            self.paragraph(ParagraphLook(style=style_id("Gap")))
        self.pages.end(self._properties(), runs_on=True, columns=self.columns)

    def last_end(self) -> Element | None:
        """Take the end of the columns that the text ends with, which is then that of the file. After it, Word would begin an empty page."""
        last = self._last
        end = None if last is None or not self.has_flowing else last.find(f"{w('pPr')}/{w('sectPr')}")
        if end is not None:
            end.getparent().remove(end)
        return end

    def in_columns(self, section: Section, depth: int) -> bool:
        """Return whether a section is set in two columns."""
        fits = bool(section.blocks) and all(isinstance(each, IN_COLUMNS) for each in section.blocks)
        # Below other text a heading would stay behind at the foot of a page: LibreOffice keeps it with no columns.
        begins_page = self.styles.of("Heading1").page_break_before
        return depth == 1 and section.role in ("glossary", "index") and fits and begins_page and has_columns(self._theme)

    def _properties(self) -> Element:
        return self._paragraphs[-1][0]

    def _text(self, paragraph: Paragraph, following: Block | None, place: Place) -> None:
        styles = {"body": place.body, "lead": place.lead, "small": place.small, "letter": "Glossary Letter"}
        words = plain(paragraph.children)
        between = ends_in_head(self._paragraphs[-1:]) and isinstance(following, (Section, Table)) and len(words) <= SHORT_TEXT
        leads = between or words.endswith(":") or isinstance(following, Figure | Picture)
        look = ParagraphLook(style=style_id(styles[paragraph.style]), keep_next=leads)
        if (place.level or place.shifted) and not place.lists:
            look = replace(look, left=place.indent + place.level * LIST_STEP)
        if paragraph.number and place.numbers is not None:
            look = replace(look, left=place.indent + place.numbers, hanging=PASSAGE_INDENT)
        written = self.paragraph(look)
        if paragraph.number and place.numbers is not None:
            add(add_run(written, paragraph.number, RunLook(style=style_id("Paragraph Number"))), "tab")
        column = (self._column or text_width(self._theme)) - place.indent - place.level * LIST_STEP
        replace(self.inlines, column=column).write(written, paragraph.children, RunLook(language=place.language))

    def _passage(self, passage: Quote | Digest, place: Place, source: str, depth: int) -> None:
        if passage.numbering == "lines":
            self._end_pages()
        start = len(self._paragraphs)
        self._names.append(bookmark_name(passage.id))
        if passage.numbering == "paragraphs":
            place = replace(place, numbers=0 if isinstance(passage, Quote) else PASSAGE_INDENT)
        self.blocks(passage.blocks, place, depth)
        if passage.numbering == "lines":
            self.numbered += self._paragraphs[start:]
            self.pages.end(self._properties(), runs_on=True, counts_lines=True)
        words = [plain(block) for block in passage.blocks if not isinstance(block, Note)]
        if sum(map(len, words)) <= SHORT_PASSAGE:
            keep_together(self._paragraphs[start:], with_next=bool(passage.attribution), whole=True)
        elif passage.attribution and len(words[-1]) <= SHORT_PASSAGE:
            keep_together(self._paragraphs[-1:], with_next=True)
        if passage.attribution:
            self.styled(source, passage.attribution)

    def _note(self, note: Note) -> None:
        if not self._paragraphs:
            self.paragraph(ParagraphLook(style=style_id("Normal")))
        self.notes.unmarked(self._paragraphs[-1], note)

    # ── lists ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _signs(self, node: BulletList, place: Place) -> list[int]:
        """Return the instance of numbering of each item: that of all bullets, or one for each other sign of this list."""
        level = min(place.level, DEEPEST)
        known = {sign: self.numbering.signed(level, sign, place.indent) for sign in sorted(set(node.signs) - {BULLET})}
        known[""] = self.numbering.signed(level, BULLET_SIGNS[level], place.indent) if place.indent else BULLETS
        return [known[sign] for sign, _ in node.signed()]

    def _list(self, items: tuple[Blocks, ...], numbers: list[int], kind: str, place: Place, depth: int) -> None:
        """Write a list. `numbers` has the instance of numbering of each item."""
        level = min(place.level, DEEPEST)
        suffix = f" {min(level + 1, LIST_LEVELS)}" if level else ""
        style = place.body
        inner = replace(place, level=place.level + 1)
        look = ParagraphLook(left=place.indent + (level + 1) * LIST_STEP, hanging=LIST_STEP)
        own = f"{kind.removeprefix('List ')}{suffix}" if level < LIST_LEVELS and not place.shifted else ""
        if place.lists:
            own, style = "", f"{kind}{suffix}"
            following = f"List Continue{suffix}"
            inner = replace(inner, body=following, lead=following, small=following)
        look = replace(look, style=style_id(style))
        kept = kept_items(items)
        for at, item in enumerate(items):
            self._first(item, inner, depth, replace(look, number=(numbers[at], level)), lambda _: None, own)
            if at in kept:
                keep_together(self._paragraphs[-1:], with_next=True)
        if not place.level:
            self._space_below(self._theme.paragraph_gap if place.lists else 0)

    def _first(
        self, blocks: Blocks, place: Place, depth: int, look: ParagraphLook, head: Callable[[Element], None], suffix: str = ""
    ) -> None:
        """Write blocks of which the first shares its line with a number or a label."""
        paragraph = self.paragraph(look, suffix)
        head(paragraph)
        if blocks and isinstance(blocks[0], Paragraph):
            self.inlines.write(paragraph, blocks[0].children, RunLook(language=place.language))
            blocks = blocks[1:]
        self.blocks(blocks, place, depth)

    def _definitions(self, definitions: Definitions, place: Place, depth: int) -> None:
        start = len(self._paragraphs)
        width = label_column([plain(item.term) for item in definitions.items], self._theme)
        annotated = definitions.style == "references" and any(len(item.blocks) > 1 for item in definitions.items)
        for item in definitions.items:
            self._names.append(bookmark_name(item.id))
            match definitions.style:
                case "glossary" | "terms" if place.body == BOX.body:  # what looks otherwise would stand outside the box
                    look = ParagraphLook(style=style_id(place.body))
                    self._first(item.blocks, place, depth, look, self._term(item.term, " ", RunLook(bold=True)))
                case "glossary":
                    self.styled("Glossary Term", item.term)
                    self.blocks(item.blocks, GLOSSARY, depth)
                case "terms":
                    look = ParagraphLook(style=style_id(GLOSSARY.body), left=GLOSSARY.indent, hanging=GLOSSARY.indent)
                    self._first(item.blocks, GLOSSARY, depth, look, self._term(item.term, " ", RunLook(style=style_id("Note Kind"))))
                case "references" | "index":
                    inner = replace(
                        place, body="Bibliography Text", small="Bibliography Note", lists=False, indent=PASSAGE_INDENT, shifted=True
                    )
                    look = ParagraphLook(style=style_id("Annotated Entry" if annotated else "Bibliography"), keep_next=len(item.blocks) > 1)
                    self._first(item.blocks, inner, depth, look, self._term(item.term, " "))
                case "facts":
                    self._fact(item, width, place, depth)
                case _:
                    assert_never(definitions.style)
        if definitions.style == "facts" and place.fact == "Fact":
            keep_together(self._paragraphs[start:], with_next=False)
            self._space_below(self._theme.paragraph_gap)

    def _fact(self, item: Definition, width: float, place: Place, depth: int) -> None:
        left = place.indent + width
        look = ParagraphLook(style=style_id(place.fact), tabs=(("left", left),), left=left, hanging=width)
        fits = label_width(plain(item.term), self._theme) < width
        inner = replace(place, body=place.fact, small=place.fact, lists=False, indent=left, shifted=True)
        self._first(item.blocks, inner, depth, look, self._term(item.term, "tab" if fits else "br", RunLook(style=style_id("Fact Label"))))

    def _term(self, term: Inlines, gap: str, look: RunLook = PLAIN) -> Callable[[Element], None]:
        def write(paragraph: Element) -> None:
            if term:
                self.inlines.write(paragraph, term, look)
                if gap == " ":
                    add_run(paragraph, gap)
                else:
                    add(add_run(paragraph), gap)

        return write

    # ── boxes, tables, questions ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _table(self, table: Table) -> None:
        self._names.append(bookmark_name(table.id))
        if table.caption:
            self._caption(table)
        else:
            # Word joins two tables that nothing stands between, and a bookmark needs a paragraph.
            self.paragraph(ParagraphLook(style=style_id("Table Start")))
        write_table(self.body, table, self._theme, self.styles, self.inlines)
        self.space(self._theme.paragraph_gap * 2)

    def _caption(self, node: Table | Figure | Picture, look: ParagraphLook | None = None) -> None:
        """Write a caption, which stands above what it names and stays with it in every house style. Word counts its number."""
        paragraph = self.paragraph(look or ParagraphLook(style=style_id("caption"), keep_next=True))
        name = re.sub(r"\s*[0-9]+$", "", node.label)
        if not name:
            self.inlines.write(paragraph, node.caption)
            return
        self.inlines.write(paragraph, (Text(f"{name} "),))
        word_fields.field(paragraph, f"SEQ {name} \\* ARABIC", node.label.removeprefix(name).strip())
        self.inlines.write(paragraph, (Text(". "), *node.caption))

    def _figure(self, figure: Figure, following: Block | None, place: Place) -> None:
        self._names.append(bookmark_name(figure.id))
        if figure.caption or figure.label:
            self._caption(figure)
        if figure.measure:
            self.inlines.write(self.paragraph(ParagraphLook(style=style_id("Small Text"), keep_next=True)), figure.measure)
        column = (self._column or text_width(self._theme)) - place.indent
        chart = in_column(figure.chart) if self._column else as_printed(figure.chart, self._theme, column)
        look = ParagraphLook(style=style_id("Figure"), keep_next=not isinstance(following, Section | None))
        self.pictures.add_figure(self.paragraph(look), replace(figure, chart=chart), column)
        self._space_below(self._theme.paragraph_gap)

    def _picture(self, picture: Picture, place: Place) -> None:
        """Write a picture. Within a list, a box or a quotation it stands in a paragraph of that place."""
        is_within = place.body != FLOW.body
        style, small = (place.body, place.small) if is_within else ("Figure", FLOW.small)
        left = place.indent + place.level * LIST_STEP
        look = ParagraphLook(style=style_id(style), left=left if is_within and (place.level or place.shifted) and not place.lists else None)
        self._names.append(bookmark_name(picture.id))
        self.space(0 if is_within else self._theme.paragraph_gap)
        if picture.caption or picture.label:
            self._caption(picture, replace(look, keep_next=True) if is_within else None)
        room = text_width(self._theme) - left - place.indent
        self.pictures.add_picture(self.paragraph(replace(look, keep_next=bool(picture.credit))), picture, room)
        if picture.credit:
            self.inlines.write(self.paragraph(replace(look, style=style_id(small))), picture.credit)
        self._space_below(0 if is_within else self._theme.paragraph_gap)

    def _equation(self, equation: Equation, place: Place) -> None:
        """Write a formula in the middle of its line. Word counts its number, which is at the right edge."""
        self._names.append(bookmark_name(equation.id))
        left = place.indent + place.level * LIST_STEP
        width = text_width(self._theme) - left
        tabs = (("center", left + width / 2), ("right", left + width)) if equation.number else ()
        paragraph = self.paragraph(ParagraphLook(style=style_id("Normal"), keep_lines=True, tabs=tabs, left=left))
        formula = next((each for each in equation.children if isinstance(each, Formula)), None)
        if equation.number or formula is None or not add_display(paragraph, formula):
            if equation.number:
                add(add_run(paragraph), "tab")
            self.inlines.write(paragraph, equation.children)
        if equation.number:
            add(add_run(paragraph), "tab")
            add_run(paragraph, "(")
            word_fields.field(paragraph, "SEQ Equation \\* ARABIC", equation.number)
            add_run(paragraph, ")")
        self._space_below(self._theme.paragraph_gap)

    def _callout(self, callout: Callout, depth: int) -> None:
        if self._box_end is not None and self._paragraphs[-1] is self._box_end:
            # Word joins two boxes with the same lines if nothing is between them, and LibreOffice two with the same ground.
            self.paragraph(ParagraphLook(style=style_id("Gap")))
        start = len(self._paragraphs)
        self._names.append(bookmark_name(callout.id))
        if callout.title:
            self.styled("Box Title", callout.title)
        self.blocks(callout.blocks, BOX, depth)
        if takes_half_a_page(plain(callout), self._theme):
            keep_together(self._paragraphs[start : start + 1], with_next=True)
        else:
            keep_together(self._paragraphs[start:], with_next=False)
        first, last = self._paragraphs[start], self._paragraphs[-1]
        room, lines = self._theme.paragraph_gap * 2, partial(box_lines, self._theme)
        if first is last and not callout.title:
            self.styles.change(first, "Only", borders=lines(above=BOX_ROOM, below=BOX_ROOM), before=room, after=room)
        elif not callout.title:
            self.styles.change(first, "First", borders=lines(above=BOX_ROOM), before=room)
        if first is not last or callout.title:
            above = BOX_ROOM if first is last else 2
            self.styles.change(last, "Last", borders=lines(above=above, below=BOX_ROOM), after=room)
        self._box_end = last

    def _question(self, question: Question, depth: int, *, answered: bool) -> None:
        start = len(self._paragraphs)
        look = ParagraphLook(style=style_id("Question"), number=(self.numbering.question(question.label), 0))
        # The name embraces the paragraph, so that a reference to it can ask for its number.
        ends: list[int] = []
        self._first(
            question.blocks, QUESTION, depth, look, lambda head: ends.append(self.bookmarks.begin(head, bookmark_name(question.id)))
        )
        add(self._paragraphs[start], "bookmarkEnd", id=ends[0])
        if question.details:
            # The first line to write on has its room above it.
            look = ParagraphLook(style=style_id("Question Details"), after=0 if answered else None)
            self.inlines.write(self.paragraph(look), question.details)
        keep_together(self._paragraphs[start:], with_next=answered)
