"""Drawing the pages: grounds, text, notes, running heads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace

from briefing.document import Document, Section, plain
from briefing.render.pdf.bound_pages import is_blank, side
from briefing.render.pdf.canvas import Canvas
from briefing.render.pdf.every_page import HEAD_ABOVE, draw_page_marks, in_two_lines, lines_of
from briefing.render.pdf.known_pages import Facts, KnownPage, facts
from briefing.render.pdf.leaves import Sheet
from briefing.render.pdf.page_breaks import Page
from briefing.render.pdf.page_drafts import FOOT_GAP, SEPARATOR, foot_height
from briefing.render.pdf.paragraph import Line
from briefing.render.pdf.strips import Box
from briefing.render.pdf.text_styles import Styles
from briefing.theme.model import Theme

FOLIO_BELOW = 34.0
"""From the text area to the base line of the page number."""
SEPARATOR_RULE = 60.0
KEY_BELOW = 15.0
"""From the text area to the base line of the key to short names."""
KEY_SIZE = 0.9
"""The size of that key beside that of the running head."""


class Press:
    """Draws laid-out pages."""

    def __init__(self, canvas: Canvas, document: Document, theme: Theme, styles: Styles) -> None:
        """Prepare."""
        self._canvas = canvas
        self._document = document
        self._theme = theme
        self._styles = styles
        self._named = ["", ""]
        """The titles of the chapter and of the section of the level below that the page under way is in."""
        self._set: dict[tuple[str, float], Line] = {}
        """Lines that were set for the head or the foot of a page. Most stand on several pages."""
        self._feet: dict[str, tuple[list[Line], float]] = {}
        self._supplement = next((plain(block.title) for block in document.supplement if isinstance(block, Section)), "")

    def draw(self, sheets: Sequence[Sheet], only: Sheet | None = None) -> None:
        """Draw all pages, or one of them: its running head depends on those before it."""
        for sheet in sheets:
            page, known = sheet.page, facts(sheet.page)
            named = [self._supplement, ""] if sheet.is_leaf else self._turned(known)
            if only in (None, sheet):
                self._canvas.begin_page()
                if is_blank(page) and self._theme.paper.binding.double:
                    draw_page_marks(self._canvas, self._document, self._theme, self._styles)
                else:
                    self._draw_sheet(sheet, page, named, is_opening=known.opens)
                self._canvas.end_page()

    def _turned(self, page: Facts) -> list[str]:
        """Return the chapter and the section at the top of a page, and go on to those at its foot."""
        found = self._named if not page.top else []
        for level, title in page.headings:
            self._named = [title, ""] if level == 1 else [self._named[0], title]
            found = found if found and found[0] else self._named
        return found or self._named

    def _draw_sheet(self, sheet: Sheet, page: Page | KnownPage, named: Sequence[str], *, is_opening: bool) -> None:
        canvas, moved = self._canvas, side(sheet, self._theme.paper)
        draw_page_marks(canvas, self._document, self._theme, self._styles)
        with in_direction(canvas, self._document, self._theme), canvas.shifted(moved.wide):
            self._furniture(sheet.label, named, is_opening=is_opening, is_left=sheet.is_left)
        if isinstance(page, KnownPage):
            canvas.draw_again(page.drawn, page.elements)
        else:
            canvas.begin_body()
            with in_direction(canvas, self._document, self._theme):
                with canvas.shifted(moved.text):
                    self._draw_text(page, moved.wide - moved.text)
                with canvas.shifted(moved.notes):
                    self._draw_margin(page)
                with canvas.shifted(moved.text):
                    self._draw_foot(page)

    def _draw_text(self, page: Page, wider: float) -> None:
        """Draw the text of a page. What reaches into the margin is moved by `wider` in addition."""
        canvas, top = self._canvas, self._theme.paper.height - self._theme.paper.top
        for box, start, stop in _boxes(page):
            box.draw(canvas, top - start, top - stop)
        if page.repeated is not None:
            canvas.begin_artifact()
            with canvas.shifted(wider if page.repeated.wide else 0):
                page.repeated.draw(canvas, top)
            canvas.end_artifact()
        for strip, depth in page.strips:
            with canvas.shifted(wider if strip.wide or strip.spreads else 0):
                strip.draw(canvas, top - depth)

    def _draw_margin(self, page: Page) -> None:
        canvas, paper = self._canvas, self._theme.paper
        top = paper.height - paper.top
        for box, depth in page.boxes:
            box.draw(canvas, top - depth)
        for wish in page.margin:
            wish.note.draw(canvas, paper.left + paper.measure + paper.gutter, top - wish.depth, paper.margin)

    def _draw_foot(self, page: Page) -> None:
        canvas, paper = self._canvas, self._theme.paper
        if page.feet:
            at = paper.bottom + foot_height(page.feet, paper.measure)
            canvas.rule(paper.left, paper.left + SEPARATOR_RULE, at - SEPARATOR * 0.45, 0.5, self._theme.colours.rule)
            at -= SEPARATOR
            for note in page.feet:
                note.draw(canvas, paper.left, at, paper.measure)
                at -= note.height(paper.measure) + FOOT_GAP

    def _furniture(self, label: str, named: Sequence[str], *, is_opening: bool, is_left: bool) -> None:
        """Draw the running head and the page number; a page that begins with a chapter has no head."""
        canvas, paper = self._canvas, self._theme.paper
        right = paper.left + paper.measure + paper.gutter + paper.margin
        level = paper.height - paper.top + HEAD_ABOVE

        def draw(line: Line, height: float, *, is_outer: bool) -> None:
            line.draw(canvas, paper.left if is_outer == is_left else right - line.width, height)

        if not is_opening and label != "1":
            canvas.begin_artifact("Header")
            half = (right - paper.left) / 2 - 12
            draw(self._words(self._document.running or self._document.title, half), level, is_outer=False)
            if named[0]:
                draw(self._place(named, half), level, is_outer=True)
            canvas.end_artifact()
        canvas.begin_artifact("Footer")
        if (is_opening or label == "1") and self._document.key:
            self._key(right)
        if not self._theme.centred:
            draw(self._words(label, 60), paper.bottom - FOLIO_BELOW, is_outer=True)
        if foot := " · ".join(filter(None, (self._document.edition, self._document.foot))):
            lines, leading = self._foot(foot, (right - paper.left) * 0.8)
            for number, line in enumerate(lines):
                draw(line, paper.bottom - FOLIO_BELOW + (len(lines) - 1) * leading / 2 - number * leading, is_outer=False)
        canvas.end_artifact()

    def _key(self, right: float) -> None:
        """Draw what the short names of sources stand for, between the text and the page number."""
        paper = self._theme.paper
        small = replace(self._styles.running, size=self._styles.running.size * KEY_SIZE, leading=self._styles.running.leading * KEY_SIZE)
        lines, leading = in_two_lines(self._document.key, small, right - paper.left, self._document)
        for number, line in enumerate(lines):
            line.draw(self._canvas, paper.left, paper.bottom - KEY_BELOW - number * leading)

    def _place(self, named: Sequence[str], width: float) -> Line:
        """Return the chapter with the section in it, if both have room, else the chapter."""
        whole = " · ".join(filter(None, named))
        (line,) = lines_of(whole, self._styles.running, 10_000, self._document)
        return line if line.width <= width else self._words(named[0], width)

    def _words(self, text: str, width: float) -> Line:
        """Return a line no wider than `width`, cut short with an ellipsis where it must be."""
        if (text, width) not in self._set:
            self._set[text, width] = self._cut_short(text, width)
        return self._set[text, width]

    def _foot(self, text: str, width: float) -> tuple[list[Line], float]:
        """Return the words at the foot of each page as lines, and the distance between two."""
        if text not in self._feet:
            self._feet[text] = in_two_lines(text, self._styles.running, width, self._document)
        return self._feet[text]

    def _cut_short(self, text: str, width: float) -> Line:
        style = self._styles.running
        words = text.split(" ")
        while True:
            shown = " ".join(words) if len(words) == len(text.split(" ")) else " ".join(words).rstrip(" ,;:.–—") + "…"
            lines = lines_of(shown, style, 10_000, self._document)
            if lines[0].width <= width or len(words) == 1:
                return lines[0]
            words.pop()


def in_direction(canvas: Canvas, document: Document, theme: Theme) -> AbstractContextManager[None]:
    """Exchange left and right on a page whose language begins on the right."""
    return canvas.mirrored(theme.paper.width) if document.backward else nullcontext()


def _boxes(page: Page) -> Iterator[tuple[Box, float, float]]:
    """Yield the boxes of a page with the depths of their edges, the outer before the inner."""
    spans: dict[Box, tuple[float, float]] = {}
    for number, (strip, depth) in enumerate(page.strips):
        for box in strip.boxes:
            # The head of a table that goes on in its box stands in the box, too.
            start, _ = spans.get(box, (depth if number else 0.0, depth))
            spans[box] = (start, depth + strip.height)
    for box, (start, stop) in spans.items():
        yield box, start, stop
