"""Set the blocks of a document into the galley, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from itertools import zip_longest
from typing import assert_never

from briefing.document import (
    Blanks,
    Block,
    Blocks,
    BulletList,
    Callout,
    Definitions,
    Digest,
    Divider,
    Document,
    Equation,
    Figure,
    Inlines,
    NameIndex,
    Note,
    NoteMark,
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
    blocks_in_order,
    front,
    notes,
    plain,
    tongue,
    walk,
)
from briefing.document.directions import has_backward, is_backward, runs_backward
from briefing.document.name_index import as_definitions
from briefing.render.pdf.blanks import set_blanks, set_code, set_divider
from briefing.render.pdf.boxes import fits_margin, set_box, set_box_beside, set_box_in_column
from briefing.render.pdf.canvas import Canvas
from briefing.render.pdf.columns import column_width, fits_columns, height_on_page
from briefing.render.pdf.equation_setting import set_equation
from briefing.render.pdf.figure_drawing import keep_introduction, set_figure
from briefing.render.pdf.galley import LINES_AFTER_HEADING, Galley
from briefing.render.pdf.leaves import Leaf
from briefing.render.pdf.lists import set_bullets, set_definitions, set_numbers
from briefing.render.pdf.note_places import NoteText
from briefing.render.pdf.note_words import note_words
from briefing.render.pdf.paragraph import Line, baseline_below_top, lay
from briefing.render.pdf.passage_numbers import TO_TEXT, hang_number, number_lines
from briefing.render.pdf.pdf_file import text_string
from briefing.render.pdf.picture_setting import set_picture
from briefing.render.pdf.question_setting import set_question, set_writing_space
from briefing.render.pdf.runs import Mark, RunMaker
from briefing.render.pdf.section_setting import contents, setting
from briefing.render.pdf.set_words import SetWords
from briefing.render.pdf.source_pages import set_source_page
from briefing.render.pdf.strips import NEVER, Box, Heading, Strip, height_of
from briefing.render.pdf.structure_tree import Element
from briefing.render.pdf.table_layout import TableSetter
from briefing.render.pdf.text_styles import Style, Styles, closer
from briefing.render.pdf.title_and_contents import Contents, set_title_block
from briefing.render.whole_width import begins_wide, needs_width, stands_apart
from briefing.theme.model import Theme

QUOTE_INDENT = 16.0
DIGEST_INDENT = 12.0
DIGEST_RULE = 0.8
DIGEST_GAP = 6.0
"""Above and below; less than between paragraphs, since the rule and the face set it off."""
SHORT_KEY = 2
"""How many lines below a drawing stay with the table after them, too; more stay with the drawing."""
LONGEST_WHOLE = 15
"""A passage with at most this many lines, its source line included, stays on one page."""
CUT_PASSAGE = 100.0
"""The penalty of a page break in a longer passage."""
TURNED = (BulletList, NumberedList, Definitions, Table, Quote, Digest, Callout, Question)
"""What begins on the right as a whole."""
CLOSER = ((1.0, 1.0), (0.98, 0.9), (0.96, 0.75), (0.94, 0.5), (1.0, 1.0))
"""The shares of letters and of white with which a part of a text is tried that is to stand on one page; the last, if none fits."""
TOO_LONG = 1.35
"""A part that needs so many pages is not set closer: it needs two in any case."""
PART = 2
"""The level of the parts of a text in columns that should not be cut, such as activities."""
LONG_PART = 0.6
"""The share of a page from which such a part is so long that the page before may end far above its foot."""
LETTER_GAP = 0.6
"""Above a letter at the head of entries, as a share of its size."""
DEEPEST_HEADING = 6
"""ISO 14289-1 knows H1 to H6."""


class BlockSetter:
    """Sets the blocks of one document."""

    def __init__(
        self, document: Document, theme: Theme, styles: Styles, root: Element, first_block: int = 0, words: SetWords | None = None
    ) -> None:
        """Prepare an empty galley whose structure hangs under `root`. The blocks are counted from `first_block` on.

        `words` keeps what is set, if it may be set again.
        """
        paper = theme.paper
        self.headings: list[Heading] = []
        """All sections, in reading order."""
        marks = {note.id: Mark(note.mark, f"{document.labels.note} {note.mark}") for note in notes(document).values()}
        self.galley = Galley(paper.left, paper.measure, root, tongue(document), marks, words)
        self._document = document
        self._theme = theme
        self._styles = styles
        self._level = 0
        self._list_depth = 0
        self._in_box = False
        self._number_end = 0.0
        """Where the numbers of paragraphs end; 0 outside of passages with such numbers."""
        self._contents = Contents(self.galley, document, styles, paper.text_height)
        self._columns = column_width(theme) if document.columns > 1 else 0.0
        """The width of one of two columns of the whole text; 0 where it has one."""
        self._order = blocks_in_order(document, first_block)
        self._marked = {each.note for each in walk(document) if isinstance(each, NoteMark)}
        self._backward = document.backward
        self._mixed = self._backward or any(has_backward(each.text) for each in walk(document) if isinstance(each, Text))
        """Whether there are words that run from right to left."""
        self._passage: tuple[int, Strip | None] = (-1, None)
        """How many strips there were after the last passage that stays whole, and its first."""
        self.leaves: list[Leaf] = []
        """What stands between the pages of the text."""
        self.supplement: list[Strip] = []
        """What stands after them."""
        self._flows = False
        """Whether what is set now is part of a section in columns, in a document whose other sections have one."""
        self._is_tried = False
        """Whether a section under way is set again if it needs more than a page."""
        self._pending: list[tuple[NoteText, Strip | None, Strip | None]] = []
        """Notes with the strips before them and those that they should stand beside, where that is not where their marks are."""

    @property
    def strips(self) -> list[Strip]:
        """What was set."""
        return self.galley.strips

    def set(self, listed: Sequence[Heading] | None = None) -> None:
        """Set the whole document: title, contents list, text, and the notes with the strips that have their marks.

        Args:
            listed: The sections in the contents list. Default: those of this document.
        """
        document, galley = self._document, self.galley
        if document.cover == "block":
            set_title_block(galley, document, self._styles, self._theme)
        if listed := contents(document) if listed is None else listed:
            self._contents.set(listed, galley.element.add("TOC"))
        if self._columns:
            with galley.in_columns(self._columns), galley.styled(self._styles.body_like(self._styles.entry)):
                self._blocks(document.blocks)
        else:
            before, text = front(document) if listed else ((), document.blocks)
            with galley.indented(0, -self._reach) if before else nullcontext():  # small print below the list: its page has to hold all
                self._blocks(before)
            self._blocks(text)
        galley.finish()
        with galley.apart() as self.supplement:
            self._blocks(document.supplement)
            galley.finish()
        self._place_notes()

    @property
    def _reach(self) -> float:
        """Return how far what is wide may stand out into the margin."""
        return 0 if self._in_box else self._theme.paper.gutter + self._theme.paper.margin

    @property
    def _spare(self) -> float:
        """Return the same where nothing stands beside the text of the whole document; nothing else."""
        return 0 if self._theme.paper.gutter else self._reach

    def set_page_numbers(self, numbers: dict[str, int]) -> None:
        """Tell the contents list on which page each section begins."""
        self._contents.numbers = numbers

    def _place_notes(self) -> None:
        if self._pending and not self.strips:
            self.galley.append(Strip(0), 0)
        for note, before, passage in self._pending:
            anchor = passage or self.galley.anchors.get(note.id, before or self.strips[0])
            note.beside = note.beside and not anchor.wide
            anchor.notes.append(note)

    def _blocks(self, blocks: Blocks) -> None:
        introduction, below_table, below_drawing = list[Strip](), False, False
        for block, following in zip_longest(blocks, blocks[1:]):
            start = len(self.galley.strips)
            self._block(block)
            keep_introduction(introduction, block, self.galley.strips[start:], self._theme)
            introduction = self.galley.strips[start:] if isinstance(block, Paragraph) else []
            is_small = isinstance(block, Paragraph) and block.style == "small"
            if below_table and is_small:
                self.galley.hold(start, start + 1)
            if below_drawing and is_small:
                self.galley.hold(start + 1)
                if isinstance(following, Table) and len(self.galley.strips) - start <= SHORT_KEY:
                    self.galley.keep_next(1)
            below_table = isinstance(block, Table) or (below_table and is_small)
            below_drawing = isinstance(block, Figure)
            if below_drawing and not isinstance(following, Section | None):
                self.galley.keep_next(1)

    def _block(self, block: Block) -> None:
        if (place := self._order.get(id(block))) is not None and not isinstance(block, Note | PageBreak):
            self.galley.begin(place)
        turns = self._mixed and isinstance(block, TURNED) and self._is_backward(block) != self._backward
        if turns:
            self._backward = not self._backward
            with self.galley.turned(backward=self._backward):
                self._in_its_width(block)
            self._backward = not self._backward
        else:
            self._in_its_width(block)

    def _is_backward(self, block: Block) -> bool:
        """Say whether a block begins on the right: most of its letters decide, then its language."""
        counted = (block.columns, block.rows) if isinstance(block, Table) else block  # a caption is a paragraph of its own
        words = [node.text for node in walk(counted) if isinstance(node, Text)]
        return is_backward(words, otherwise=runs_backward(getattr(block, "language", "") or self.galley.language))

    def _in_its_width(self, block: Block) -> None:
        """Set a block in the columns of the text, or over all of them if it needs the page."""
        with self.galley.across() if self._columns and needs_width(block) else nullcontext():
            self._block_as_it_is(block)

    def _block_as_it_is(self, block: Block) -> None:  # noqa: C901  # an arm for each node
        match block:
            case Section(beside=""):
                self._section(block)
            case Section():
                with self.galley.apart() as strips, self._on_leaf(block.blocks):
                    self._section(block)
                    self.galley.finish()
                self.leaves.append(Leaf(block.beside, strips, can_wait=False))
            case Paragraph():
                self._paragraph(block)
            case Quote():
                self._quote(block)
            case Digest():
                self._digest(block)
            case Note(placement="leaf"):
                self._leaf_note(block)
            case Note(placement="end"):
                self._end_note(block)
            case Note():
                self._note(block)
            case BulletList():
                self._nested_list(lambda: set_bullets(self.galley, block, self._styles, self._list_depth - 1, self._blocks))
            case NumberedList():
                self._nested_list(lambda: set_numbers(self.galley, block, self._styles, self._blocks))
            case Definitions():
                set_definitions(self.galley, block, self._styles, self._blocks)
            case NameIndex():
                set_definitions(self.galley, as_definitions(block), self._styles, self._blocks)
            case Table():
                reach = 0 if self.galley.turns or self.galley.stands_in_columns else self._reach
                TableSetter(self.galley, block, self._styles, self._theme.colours, reach).set()
            case Figure():
                set_figure(self.galley, block, self._styles, self._theme, self._reach, backward=self._backward)
            case Picture():
                set_picture(self.galley, block, self._styles, self._theme)
            case SourcePage():
                set_source_page(self.galley, block, self._styles, self._theme, self._reach)
            case Equation():
                set_equation(self.galley, block, self._styles)
            case Callout():
                self._callout(block)
            case Question():
                set_question(self.galley, block, self._styles, self._blocks)
            case WritingSpace():
                set_writing_space(self.galley, block, self._styles, self._theme, self._spare)
            case Blanks():
                set_blanks(self.galley, block, self._styles, self._theme)
            case ScanCode():
                set_code(self.galley, block, self._styles)
            case Divider() | PageBreak():
                set_divider(self.galley, self._theme) if isinstance(block, Divider) else self.galley.break_page()
            case _:
                assert_never(block)

    # ── sections and paragraphs ──

    def _section(self, node: Section) -> None:
        """Set a section.

        A part of a text in columns is set so close that it stands on one page, if it is only a little longer; so is what begins a document
        below its title.
        """
        is_first = (
            self._document.cover == "block" and self._level == 0 and not self.headings and setting(node, 1, self._styles, self._theme).flows
        )
        if self._is_tried or not stands_apart(node) or not (self._flows or is_first):
            self._section_as_it_is(node)
            return
        usual, before, start = self._styles, (self.galley.state(), len(self.headings)), len(self.galley.strips)
        room = self._theme.paper.text_height - (height_of(self.galley.strips) if is_first else 0)
        self._is_tried = True
        for number, shares in enumerate(CLOSER):
            if number:
                self.galley.go_back(before[0])
                del self.headings[before[1] :]
            self._styles = closer(usual, *shares)
            with self.galley.styled(self._styles.body_like(self._styles.entry) if self._flows else self.galley.body):
                self._section_as_it_is(node)
            height = height_on_page(self.galley.strips[start:], column_width(self._theme))
            height += self.galley.strips[start].space if is_first else 0
            if height <= room or height > room * TOO_LONG:
                break
        self._styles, self._is_tried = usual, False

    def _section_as_it_is(self, node: Section) -> None:
        galley = self.galley
        self._level += 1
        how = setting(node, self._level, self._styles, self._theme)
        opens = self._level == 1 and self._document.cover == "page" and node.opens_page
        if opens:
            galley.break_page()
        with galley.inside(galley.element.add("Sect")) as section:
            heading = Heading(self._level, plain(node.title), node.id)
            self.headings.append(heading)
            galley.begin_section(node.id)
            apart = self._flows and stands_apart(node)
            with galley.across() if apart or (self._columns and begins_wide(node)) else nullcontext():
                free = self._free(node)
                with galley.indented(0, -free):
                    strips = galley.text(node.title, how.heading, section.add(f"H{min(self._level, DEEPEST_HEADING)}"))
            for number, strip in enumerate(strips):
                strip.spreads, strip.leads = strip.spreads or free > 0, True
                strip.penalty = NEVER if number else strip.penalty
            if strips:
                strips[0].heading, strips[0].opens = heading, opens
            galley.keep_below_heading(LINES_AFTER_HEADING * self._theme.body.leading)
            galley.set_after(max(how.heading.gap * 0.3, 4))
            start = len(galley.strips)
            columns, outer = 0 if self._columns else how.columns, (self._columns, self._flows, self._styles)
            if columns and how.white < 1:
                self._styles = closer(self._styles, 1, how.white)
            if columns and how.flows:
                self._columns, self._flows = columns, True
            with galley.in_columns(columns) if columns else nullcontext(), galley.styled(how.body if columns else galley.body):
                self._blocks(node.blocks)
            self._columns, self._flows, self._styles = outer
            share = height_of(galley.strips[start:]) / 2 / self._theme.paper.text_height
            if share < 1 and (how.stays_whole or apart or (self._flows and self._level == PART)):
                galley.hold(start)
                if strips and (how.stays_whole or share > LONG_PART):
                    strips[0].stays_whole = True
            galley.set_sides_in_flow()
        self._level -= 1

    def _free(self, node: Section) -> float:
        """Return how far the heading of a section may stand out into the margin: where neither notes nor a box stand there."""
        if self._columns or not self.galley.is_open(self._theme.paper.left, self._theme.paper.measure):
            return 0
        return 0 if any(getattr(each, "placement", "") == "margin" for each in walk(node.blocks)) else self._reach

    def _paragraph(self, node: Paragraph) -> None:
        style: Style
        match node.style:
            case "body":
                style = self.galley.body or self._styles.body
            case "lead":
                style = self._styles.lead
            case "small":
                style = self._styles.small
            case "letter":
                style = replace(self._styles.label, colour=self._styles.label.accent, size=self._styles.body.size)
                self.galley.space(style.size * LETTER_GAP)
            case _:
                assert_never(node.style)
        element = self.galley.element.add("P")
        if node.number and self._number_end:
            hang_number(self.galley, node, element, self._number_end, self._styles.number)
        self.galley.text(node.children, style, element)
        if plain(node.children).endswith(":") or node.style == "letter":
            self.galley.keep_next(1)

    # ── passages ──

    def _quote(self, node: Quote) -> None:
        galley, styles = self.galley, self._styles
        entries = {"Lang": text_string(node.language)} if node.language else {}
        start = len(galley.strips)
        galley.place(node.id)
        galley.space(styles.quote.gap + 3)
        element = galley.element.add("BlockQuote", **entries)
        with galley.indented(QUOTE_INDENT, QUOTE_INDENT):
            with galley.inside(element, node.language), galley.styled(styles.quote), self._numbered(node, galley.left - TO_TEXT):
                self._blocks(node.blocks)
            self._attribution(node.attribution)
        self._keep_passage(start)
        galley.space(styles.quote.gap + 3)

    def _digest(self, node: Digest) -> None:
        galley, styles = self.galley, self._styles
        box = Box(galley.left, 0, bar=self._theme.colours.accent, bar_width=DIGEST_RULE, turns=galley.turns)
        start = len(galley.strips)
        galley.place(node.id)
        galley.space(DIGEST_GAP)
        with galley.inside(galley.element.add("Digest")), galley.boxed(box, 0), galley.indented(DIGEST_INDENT):
            with galley.styled(styles.digest), self._numbered(node, galley.left - DIGEST_INDENT - TO_TEXT):
                self._blocks(node.blocks)
            self._attribution(node.attribution)
        self._keep_passage(start)
        galley.space(styles.body.gap)

    @contextmanager
    def _numbered(self, node: Quote | Digest, end: float) -> Iterator[None]:
        """Number the lines or the paragraphs of a passage. The numbers end at `end`."""
        galley, outer = self.galley, (self.galley.counted, self._number_end)
        galley.counted = [] if node.numbering == "lines" else None
        self._number_end = end if node.numbering == "paragraphs" else 0.0
        yield
        if galley.counted:
            number_lines(galley, galley.counted, end, self._styles.number)
        galley.counted, self._number_end = outer

    def _attribution(self, inlines: Inlines) -> None:
        if inlines:
            self.galley.keep_next(1)
            self.galley.text(inlines, self._styles.attribution, self.galley.element.add("P"))

    def _keep_passage(self, start: int) -> None:
        """Keep a short passage on one page, and begin its margin notes beside its first line."""
        galley = self.galley
        if not galley.keep_together(start, LONGEST_WHOLE):
            galley.hold(start + 1, penalty=CUT_PASSAGE)
        elif not self._in_box:
            self._passage = (len(galley.strips), galley.strips[start])

    def _leaf_note(self, node: Note) -> None:
        galley, before = self.galley, self.galley.strips[-1]
        with galley.apart() as strips, self._on_leaf((Paragraph(node.children),)):
            galley.place(node.id)
            style = galley.body or self._styles.body
            galley.add_lines(self._note_lines(node, style), style)
        self.leaves.append(Leaf(before, strips, can_wait=True))

    def _end_note(self, node: Note) -> None:
        galley = self.galley
        galley.place(node.id)
        style = replace(self._styles.foot, gap=2)
        galley.add_lines(self._note_lines(node, style), style)

    def _note_lines(self, node: Note, style: Style) -> list[Line]:
        words = note_words(self.galley, node, style, self._note_element(node), is_marked=node.id in self._marked)
        return lay(words, style, self.galley.width)

    def _note_element(self, node: Note) -> Element:
        element = self.galley.element.add("Note")
        element.name = node.id
        return element

    def page_number(self, number: int) -> Strip:
        """Return the number of a page, as it stands on leaves above what belongs to that page. It is no content, like all page numbers."""
        style, galley = replace(self._styles.label, bold=True, colour=self._theme.colours.accent), self.galley
        words = RunMaker(style, Element("NonStruct"), galley.language, {}).make((Text(f"{self._document.labels.page} {number}"),))
        line, left = lay(words, style, galley.width)[0], galley.left

        def paint(canvas: Canvas, top: float) -> None:
            canvas.begin_artifact()
            line.draw(canvas, left, top - baseline_below_top(style))
            canvas.end_artifact()

        return Strip(style.leading, paint=[paint], in_columns=bool(column_width(self._theme)))

    @contextmanager
    def _on_leaf(self, blocks: Blocks) -> Iterator[None]:
        """Set what follows as it stands on leaves: in two columns, where it is such that it can."""
        columns = column_width(self._theme) if fits_columns(blocks) else 0
        if columns:
            with self.galley.in_columns(columns), self.galley.styled(replace(self._styles.entry, align="start")):
                yield
        else:
            yield

    def _note(self, node: Note) -> None:
        beside = node.placement == "margin"
        style = self._styles.side if beside else self._styles.foot
        galley, is_marked, element = self.galley, node.id in self._marked, self._note_element(node)

        def made() -> NoteText:
            return NoteText(node.id, note_words(galley, node, style, element, is_marked=is_marked), style, beside)

        count = len(galley.strips)
        end, first = self._passage
        text = galley.kept((node, style, is_marked), element, made).again(count, is_beside=beside)
        self._pending.append((text, galley.strips[-1] if count else None, first if beside and end == count else None))

    # ── lists and boxes ──

    def _nested_list(self, set_list: Callable[[], None]) -> None:
        self._list_depth += 1
        set_list()
        self._list_depth -= 1

    def _callout(self, node: Callout) -> None:
        galley = self.galley
        outer, self._in_box = self._in_box, True
        if galley.stands_in_columns:
            set_box_in_column(galley, node, self._styles, self._theme, self._blocks)
        elif not outer and self._may_stand_beside(node):
            set_box_beside(galley, node, self._styles, self._theme, self._blocks)
        else:
            set_box(galley, node, self._styles, self._theme, self._blocks)
        self._in_box = outer

    def _may_stand_beside(self, node: Callout) -> bool:
        """Return whether a box can go into the margin: there is a heading or a title above, and the whole column is free."""
        paper = self._theme.paper
        is_headed = bool(self._level) or self._document.cover == "block"
        return is_headed and self.galley.is_open(paper.left, paper.measure) and fits_margin(node, paper)
