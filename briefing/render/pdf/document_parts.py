"""The parts of a document that begin on pages of their own: what is before the first chapter, and the chapters.

A part that has all its notes in it is set and cut by itself, so that its pages do not depend on those before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.dataclass import dataclass
from briefing.document import Blocks, Document, Note, NoteMark, Section
from briefing.render.pdf.block_setter import BlockSetter
from briefing.render.pdf.columns import column_width
from briefing.render.pdf.leaves import without_marks
from briefing.render.pdf.page_breaks import Page, PageMaker
from briefing.render.pdf.section_setting import contents
from briefing.render.pdf.set_words import SetWords
from briefing.render.pdf.strips import Heading, Strip
from briefing.render.pdf.structure_tree import Element
from briefing.render.pdf.text_styles import Styles
from briefing.theme.model import Theme


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks that begin on a page of their own."""

    blocks: Blocks
    named: tuple[Heading, ...] = ()
    """What a contents list before them names."""
    is_first: bool = False
    """Whether there is no page of text before its own."""


@dataclass(frozen=True, slots=True)
class SetPart:
    """A part on its pages."""

    part: Part
    setter: BlockSetter
    pages: list[Page]
    words: SetWords | None = None
    """What is the same when it is set again. Then it is given up: its elements lose what is taken."""

    @property
    def is_complete(self) -> bool:
        """Return whether all its notes have room on its pages."""
        return not self.pages or bool(self.pages[-1].strips)


def parts_of(document: Document) -> list[Part]:
    """Return the parts of a document, in order."""
    parts: list[Part] = []
    named = contents(document)
    start, blocks = 0, document.blocks
    for number, block in enumerate(blocks):
        if isinstance(block, Section) and document.cover == "page" and block.opens_page and (number > start or named):
            parts.append(Part(blocks[start:number], named))
            start, named = number, ()
    return [*parts, Part(blocks[start:], named)]


def stands_alone(nodes: Sequence[object]) -> bool:
    """Return whether a part with these nodes has all its notes in it, and nothing on leaves between the pages."""
    noted = {each.id for each in nodes if isinstance(each, Note)}
    for each in nodes:
        match each:
            case NoteMark() if each.note not in noted:
                return False
            case Section() if each.beside:
                return False
            case Note(placement="leaf"):
                return False
    return True


def set_part(
    document: Document, theme: Theme, styles: Styles, part: Part, root: Element, first_block: int = 0, words: SetWords | None = None
) -> SetPart:
    """Set a part of a document and cut it into pages.

    Args:
        document: The document; only what it says of itself counts.
        theme: Its look.
        styles: Those of the theme.
        part: The part.
        root: The element that its structure goes under.
        first_block: The place of its first block in the order of reading.
        words: Keeps what is set, if the part may be set again.
    """
    own = without_marks(replace(document, blocks=part.blocks, supplement=(), contents_depth=0))
    setter = BlockSetter(own, theme, styles, root, first_block, words)
    setter.set(part.named)
    strips = setter.strips
    if part.is_first or not strips:
        return SetPart(part, setter, cut(strips, theme), words)
    # What comes first in a pack is cut with less care than what begins a chapter, so an empty page goes before it, and out again.
    strips[0].new_page, strips[0].penalty = True, 0
    return SetPart(part, setter, cut([Strip(0), *strips], theme)[1:], words)


def cut(strips: Sequence[Strip], theme: Theme) -> list[Page]:
    """Cut strips into pages of the size that a theme has."""
    paper = theme.paper
    pages = PageMaker(strips, paper.text_height, paper.measure, paper.margin, column_width(theme)).pages()
    if theme.centred:
        for page in pages:
            _sink(page, paper.text_height)
    return pages


def _sink(page: Page, height: float) -> None:
    """Move what stands on a page to the middle of its height."""
    room = height - max((depth + strip.height for strip, depth in page.strips), default=height)
    page.strips = [(strip, depth + room / 2) for strip, depth in page.strips]
