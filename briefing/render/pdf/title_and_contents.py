"""The parts before the text: a title page or title block, and the contents list."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.dataclass import dataclass
from briefing.document import Document, Inlines, Paragraph, Section, Text, dated_line, plain, tongue
from briefing.document.pages_of_blocks import with_page_numbers
from briefing.render.pdf.canvas import Canvas, Target
from briefing.render.pdf.galley import Galley
from briefing.render.pdf.paragraph import Line, baseline_below_top, lay
from briefing.render.pdf.picture_setting import Placed
from briefing.render.pdf.runs import RunMaker
from briefing.render.pdf.strips import NEVER, Heading, Strip
from briefing.render.pdf.structure_tree import Element
from briefing.render.pdf.text_styles import Style, Styles
from briefing.theme.model import Theme, block_title

NUMBER_ROOM = 28.0
"""Kept free of entries for the page numbers."""
LEADER_END = 20.0
"""From the right edge to the first dot of a leader: the dots of all entries stand in columns."""
ENTRY_INDENT = 14.0
LOGO_BELOW = 14.0
"""From the logo at the head of a page to the words under it."""
PICTURE_GAP = 24.0
"""Above the picture of a title page, and below it, at least."""
CREDIT_ABOVE = 6.0
SMALLEST_PICTURE = 40.0
"""The least height of that picture."""
BAND = 18.0
"""The width of the coloured band at the edge of the title page."""
BAND_GAP = 24.0
"""From the band to the words, at least."""


@dataclass(frozen=True, slots=True)
class _Part:
    lines: list[Line]
    style: Style

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading

    def draw(self, canvas: Canvas, left: float, top: float) -> float:
        for line in self.lines:
            line.draw(canvas, left, top - baseline_below_top(self.style))
            top -= self.style.leading
        return top


class TitlePage:
    """A page with the title, and the logo above it."""

    def __init__(self, document: Document, theme: Theme, styles: Styles, root: Element) -> None:
        """Lay out the title page; its words come first in the structure."""
        self._theme = theme
        self._document = document
        element = root.add("Sect")
        paper = theme.paper
        self._left = max(paper.left, BAND + BAND_GAP)
        self._width = paper.width - 2 * self._left

        def part(tag: str, text: str, style: Style, width: float) -> _Part | None:
            if not text:
                return None
            runs = RunMaker(style, element.add(tag), tongue(document), {}).make((Text(text),))
            return _Part(lay(runs, style, width), style)

        self._logo = Placed(document.logo, document.logo.points, element) if document.logo else None
        self._kicker = part("P", document.kicker, styles.kicker, self._width)
        self._title = part("Title", document.title, styles.title, self._width)
        self._subtitle = part("P", document.subtitle, styles.subtitle, self._width)
        self._byline = part("P", document.byline, styles.byline, self._width)
        self._date = part("P", document.date, styles.byline, self._width)
        self._status = element.add("P") if document.status else None
        self._styles = styles
        shown = document.frontispiece
        self._picture = Placed(shown, shown.width(self._width, paper.height), element) if shown else None
        self._credit = self._worded(shown.credit, styles.small, element) if shown else None
        self._description = part("P", document.description, styles.description, paper.measure)

    def _worded(self, words: Inlines, style: Style, parent: Element) -> _Part | None:
        runs = RunMaker(style, parent.add("P"), self._document.language, {}).make(words) if words else []
        return _Part(lay(runs, style, self._width), style) if words else None

    def _dated(self, numbers: Mapping[str, str]) -> _Part | None:
        """Return up to when the pack has information, with the numbers of pages, which are known only now."""
        if self._status is None:
            return None
        words, style = with_page_numbers(self._document, numbers).status, self._styles.byline
        runs = RunMaker(style, self._status, self._document.language, {}).make(words)
        return _Part(lay(runs, style, self._width), style)

    def draw(self, canvas: Canvas, numbers: Mapping[str, str]) -> None:
        """Draw it on the page under way. `numbers` are those of the pages on which things begin, by their ids."""
        paper, colours = self._theme.paper, self._theme.colours
        left = self._left
        if self._theme.grounds:
            canvas.fill(0, 0, BAND, paper.height, colours.accent)
        if self._logo:
            self._logo.draw(canvas, left, paper.height - paper.top)
        top = paper.height * 0.72
        if self._kicker:
            self._kicker.draw(canvas, left, top + self._kicker.height + 16)
        canvas.fill(left, top, 46, 2.4, colours.accent)
        top -= 20
        status = self._dated(numbers)
        for part, gap in ((self._title, 12.0), (self._subtitle, 30.0), (self._byline, 2.0), (self._date, 2.0), (status, 0.0)):
            if part:
                top = part.draw(canvas, left, top) - gap
        foot = paper.bottom + (self._description.height + 12 if self._description else 0)
        if self._picture:
            credit = self._credit.height + CREDIT_ABOVE if self._credit else 0
            self._picture.shrink(max(top - foot - 2 * PICTURE_GAP - credit, SMALLEST_PICTURE))
            self._picture.draw(canvas, left, top - PICTURE_GAP)
            if self._credit:
                self._credit.draw(canvas, left, top - PICTURE_GAP - self._picture.height - CREDIT_ABOVE)
        if self._description:
            foot = paper.bottom + self._description.height
            canvas.rule(left, left + paper.measure, foot + 12, 0.5, colours.rule)
            self._description.draw(canvas, left, foot)


CENTRED_RULE = 0.25
"""How much of the width the line below a title takes that stands in the middle."""


def set_title_block(galley: Galley, document: Document, styles: Styles, theme: Theme) -> None:
    """Set the title at the head of the first page."""

    def words(tag: str, text: str, style: Style) -> list[Strip]:
        inlines: Inlines = (Text(text),)
        return galley.text(inlines, style, element.add(tag)) if text else []

    paper = theme.paper
    reach = paper.gutter + paper.margin
    size = block_title(theme)
    title = replace(styles.title, size=size.size, leading=size.leading)
    element = galley.element.add("Sect")
    with galley.indented(0, -reach):
        if document.logo:
            figure, left = Placed(document.logo, document.logo.points, element), galley.left
            galley.append(Strip(figure.height, penalty=NEVER, paint=[lambda canvas, top: figure.draw(canvas, left, top)]), 0)
            galley.set_after(LOGO_BELOW)
        words("P", document.kicker, styles.kicker)
        galley.set_after(4)
        words("Title", document.title, title)
        galley.set_after(4)
        words("P", document.subtitle, styles.subtitle)
        galley.set_after(6)
        if line := dated_line(document):
            galley.text(line, styles.small, element.add("P"))
    start, end = galley.left, galley.left + galley.width + reach
    if theme.centred:
        aside = (end - start) * (1 - CENTRED_RULE) / 2
        start, end = start + aside, end - aside
    galley.set_after(8)
    galley.append(Strip(2, paint=[lambda canvas, top: canvas.rule(start, end, top, 1, theme.colours.accent)]), 0)
    galley.set_after(theme.section_gap)


UNDER_CONTENTS = 24.0
"""Below the heading of the contents list, in points."""
ABOVE_KEY = 12.0
"""Between the list and the paragraphs below it."""
LETTERS_OF_KEY = 115
"""About how many letters of the paragraphs below the list stand on a line."""
CLOSEST = 0.75
"""How close the entries of a contents list may come to each other, as a share of their usual distance."""


def _of_level(styles: tuple[Style, ...], heading: Heading) -> Style:
    return styles[min(heading.level, len(styles)) - 1]


class Contents:
    """The contents list. Its entries are known before layout; their page numbers are asked for when it is drawn."""

    def __init__(self, galley: Galley, document: Document, styles: Styles, room: float) -> None:
        """Prepare to set it into `galley`, on pages whose text is `room` points high."""
        self._galley = galley
        self._document = document
        self._styles = styles
        self._room = room
        self._entries = styles.contents
        """The styles of entries, by their levels."""
        self.numbers: dict[str, int] = {}
        """Page numbers by the id of the section; filled after layout."""

    def set(self, headings: Sequence[Heading], element: Element) -> None:
        """Add the list."""
        galley, styles, labels = self._galley, self._styles, self._document.labels
        with galley.inside(element):
            galley.text((Text(labels.contents),), styles.headings[0], element.add("Caption"))
            galley.set_after(14)
            galley.keep_next(60)
            self._entries = self._close(headings)
            for heading in headings:
                self._entry(heading, element.add("TOCI").add("Reference").add("Link"))
        galley.space(ABOVE_KEY)

    def _close(self, headings: Sequence[Heading]) -> tuple[Style, ...]:
        """Return the styles of entries, closer to each other where the list would else be a little longer than a page."""
        room = self._room - self._styles.headings[0].leading - UNDER_CONTENTS - self._below()
        needed = sum(style.leading + style.gap for style in (_of_level(self._styles.contents, each) for each in headings))
        share = room / needed if needed else 1.0
        if not CLOSEST <= share < 1:
            return self._styles.contents
        return tuple(replace(style, leading=style.leading * share, gap=style.gap * share) for style in self._styles.contents)

    def _below(self) -> float:
        """Return about how high the paragraphs are that stand below the list: the key to short names, and what is for the teacher."""
        front = itertools.takewhile(lambda block: not isinstance(block, Section), self._document.blocks)
        lines = (math.ceil(len(plain(each)) / LETTERS_OF_KEY) for each in front if isinstance(each, Paragraph))
        height = sum(lines) * self._styles.small.leading
        return height + ABOVE_KEY if height else 0

    def _entry(self, heading: Heading, link: Element) -> None:
        galley = self._galley
        style = _of_level(self._entries, heading)
        with galley.indented(ENTRY_INDENT * (heading.level - 1), NUMBER_ROOM):
            strips = galley.text((Text(heading.title),), style, link)
        last = strips[-1].lines[-1]
        last.line.end = " "
        left = strips[0].lines[0].left
        right = galley.left + galley.width

        def paint(canvas: Canvas, top: float) -> None:
            number = str(self.numbers[heading.id])
            runs = RunMaker(style, link, self._document.language, {}).make((Text(number),))
            line = lay(runs, style, NUMBER_ROOM)[0].alone()
            start, baseline = right - line.width, top - last.depth
            canvas.link(
                (left, baseline - 3, right, baseline + 9),
                Target(link, f"{heading.title}, {self._document.labels.page} {number}", name=heading.id),
            )
            end = last.left + (last.line.reach() if canvas.is_mirrored else last.line.offset + last.line.width)
            if right - LEADER_END - end > 16:
                canvas.dots(right - LEADER_END, end + 6, baseline + 0.4, style.colour, 3.6)
            line.draw(canvas, start, baseline)

        strips[-1].after.append(paint)
