"""The setting of a section: its heading, its text and its columns, by the role of the section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefing.dataclass import dataclass
from briefing.document import (
    Block,
    Blocks,
    Document,
    Paragraph,
    Question,
    Section,
    plain,
)
from briefing.render.pdf.columns import column_width, fits_columns
from briefing.render.pdf.strips import Heading
from briefing.render.pdf.text_styles import Style, Styles
from briefing.render.whole_width import flows
from briefing.theme.model import Theme

IMPRINT_HEADING = 2
"""The heading, counted from 0, that stands above a few words on the pack itself, whatever their level."""
WHITE, WHITE_IN_ENTRIES = 0.8, 0.3
"""The share of white that is left in running text in columns, which are narrow, and between the parts of an entry."""
LOOKED_UP = 1.3
"""The leading of entries that nobody reads one after the other, as a share of their size."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a section is set."""

    heading: Style
    body: Style | None = None
    """The style of its running text, where it is not that of the text around it."""
    columns: float = 0
    """The width of one of two columns; 0 where it has one."""
    white: float = 1.0
    """The share of the white above and below paragraphs that is left in its columns."""
    flows: bool = False
    """Whether it is running text, in which some blocks stand over both columns."""
    stays_whole: bool = False
    """Whether it should not be cut even where the page before then ends far above its foot."""


def setting(section: Section, level: int, styles: Styles, theme: Theme) -> Setting:
    """Return how a section of a level, counted from 1, is set.

    What is for looking things up stands in two columns if it holds only text; so do questions without room to write, which readers want on
    one page, and a few words on the pack itself, which are small. What has notes, boxes or tables needs the page.
    """
    heading = styles.headings[min(level, len(styles.headings)) - 1]
    columns = column_width(theme)
    match section.role:
        case "colophon" if all(isinstance(block, Paragraph) for block in section.blocks) and fits_columns(section.blocks):
            return Setting(styles.headings[IMPRINT_HEADING], styles.small, columns)
        case "endnotes" if columns:
            return Setting(heading, styles.small, columns)
        case "references" if columns and fits_columns(section.blocks):
            return Setting(heading, _to_look_up(styles), columns, white=WHITE_IN_ENTRIES)
        case "glossary" | "index" if columns and fits_columns(section.blocks):
            return Setting(heading, _to_look_up(styles), columns)
        case "questions" if columns and fits_columns(tuple(_asked(section.blocks))):
            return Setting(heading, styles.body_like(styles.entry), columns, stays_whole=True)
        case _ if columns and flows(section):
            return Setting(heading, styles.body_like(styles.entry), columns, white=WHITE, flows=True)
        case _:
            return Setting(heading)


def _to_look_up(styles: Styles) -> Style:
    """Return the style of entries that nobody reads one after the other."""
    return replace(styles.entry, size=styles.small.size, leading=styles.small.size * LOOKED_UP)


def _asked(blocks: Blocks) -> Iterator[Block]:
    """Yield blocks and, in the place of a question, what it says."""
    for block in blocks:
        yield from block.blocks if isinstance(block, Question) else (block,)


def contents(document: Document) -> tuple[Heading, ...]:
    """Return the sections that the contents list of a document names; none where it has no list."""
    return tuple(_headings(document.blocks, document.contents_depth)) if document.contents_depth else ()


def _headings(blocks: Blocks, depth: int, level: int = 1) -> Iterator[Heading]:
    for block in blocks:
        if isinstance(block, Section):
            yield Heading(level, plain(block.title), block.id)
            if level < depth:
                yield from _headings(block.blocks, depth, level + 1)
