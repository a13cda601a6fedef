"""How close the contents list is set, so that it stays on its page with what is below it."""

from __future__ import annotations

from briefing.dataclass import dataclass
from briefing.document import Document, Paragraph, front, plain
from briefing.render.docx.embedded_fonts import natural_leading, widths
from briefing.render.docx.front_parts import contents
from briefing.render.docx.geometry import line_count, text_width
from briefing.render.docx.style_model import line
from briefing.theme.model import Theme

CLOSER = ((0.7, 4.0, 0.5), (0.7, 2.0, 0.0), (0.0, 2.0, 0.0), (-0.5, 1.0, 0.0))
"""Closer settings: how much larger than those of tables the letters are, the white above a chapter, and that below each line."""


@dataclass(frozen=True, slots=True)
class ListRoom:
    """The size of the letters of the list, and the white above a chapter and below each line, in points."""

    size: float
    before: float
    after: float


def list_room(document: Document, theme: Theme) -> ListRoom:
    """Return the loosest setting with which the list and what is below it stay on a page; the usual one if none does."""
    usual = ListRoom(theme.table.size + 0.7, 6, 1.5)
    tried = (
        usual,
        *(
            ListRoom(theme.table.size + more, before, after)
            for more, before, after in ((0.7, 4, 0.5), (0.7, 2, 0), (0, 2, 0), (-0.5, 1, 0))
        ),
    )
    if document.cover != "page":
        return usual
    return next((each for each in tried if _height(document, theme, each) <= theme.paper.text_height), usual)


def _height(document: Document, theme: Theme, room: ListRoom) -> float:
    head = theme.headings[0].leading + 14
    each = natural_leading(theme.sans) * room.size * line(theme.table, theme.sans) / 240 + room.after
    entries = sum(each + (room.before if level == 1 else 0) for level, _ in contents(document))
    below = sum(_paragraph(plain(block.children), theme) for block in front(document)[0] if isinstance(block, Paragraph))
    return head + entries + below


def _paragraph(words: str, theme: Theme) -> float:
    sizes = [widths(theme.sans, "regular")[f"{word} "] * theme.small.size for word in words.split()]
    return line_count(sizes, text_width(theme)) * theme.small.leading + theme.paragraph_gap
