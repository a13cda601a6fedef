"""A document set and cut into pages, before anything is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefing.document import Document
from briefing.render.pdf.block_setter import BlockSetter
from briefing.render.pdf.columns import column_width
from briefing.render.pdf.leaves import Sheet, interleaved, page_numbers
from briefing.render.pdf.page_breaks import Page, PageMaker
from briefing.render.pdf.strips import Heading, Strip
from briefing.render.pdf.structure_tree import Element
from briefing.render.pdf.text_styles import Styles, make_styles
from briefing.render.pdf.title_and_contents import TitlePage
from briefing.theme.model import Theme


@dataclass(frozen=True, slots=True)
class Layout:
    """A document that is ready to be drawn."""

    styles: Styles
    title_page: TitlePage | None
    headings: list[Heading]
    first: int
    """The number of the first page of the text."""
    sheets: list[Sheet]


def laid_out(document: Document, theme: Theme, root: Element) -> Layout:
    """Set a document and cut it into pages; its structure goes under `root`."""
    styles = make_styles(theme)
    title_page = TitlePage(document, theme, styles, root) if document.cover == "page" else None
    setter = BlockSetter(document, theme, styles, root)
    setter.set()
    cut = cutter(theme)
    text = cut(setter.strips)
    first = 1 if title_page is None else 2
    setter.set_page_numbers(page_numbers(text, first)[0])
    sheets = list(interleaved(text, first, setter.leaves, setter.supplement, setter.page_number, cut))
    return Layout(styles, title_page, setter.headings, first, sheets)


def cutter(theme: Theme) -> Callable[[Sequence[Strip]], list[Page]]:
    """Return what cuts strips into pages of the size that a theme has."""
    paper = theme.paper

    def cut(strips: Sequence[Strip]) -> list[Page]:
        return PageMaker(strips, paper.text_height, paper.measure, paper.margin, column_width(theme)).pages()

    return cut
