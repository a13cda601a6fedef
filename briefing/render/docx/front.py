"""What stands before the text: the title and the list of contents."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.document import Blocks, Document, Section, Text
from briefing.render.docx.body import BodyWriter
from briefing.render.docx.fields import begin, end
from briefing.render.docx.fonts import advance, exclusive
from briefing.render.docx.geometry import text_width
from briefing.render.docx.inlines import InlineWriter
from briefing.render.docx.links import Links, contents_name
from briefing.render.docx.pages import Furniture, section_properties
from briefing.render.docx.pictures import add_logo
from briefing.render.docx.styles import style_id
from briefing.render.docx.wml import Element, ParagraphLook, add, add_paragraph, w
from briefing.render.theme import Theme

TITLE_HEIGHT = 0.24
"""How far down a title page the title begins, as a share of the text area."""
LOGO_BELOW = 14.0
"""From the logo to the words under it, in points."""
TITLE_STEP = 8.0
"""By how many points a title is made narrower at a time."""
TEXT = "PackText"
"""The bookmark around the text, without a supplement: what the contents list names."""
CONTENTS_CONTROL = 2**30
"""The number of the content control around the list; those in the text count from 1."""


def write_title(body: BodyWriter, document: Document, theme: Theme) -> None:
    """Append the title and what belongs to it; a title page ends its section of pages."""
    paper, logo = theme.paper, document.logo
    if logo:
        add_logo(body.paragraph(ParagraphLook(style=style_id("Logo"))), logo)
    if document.cover == "page":
        above = logo.height + LOGO_BELOW if logo else 0
        body.space((paper.height - paper.top - paper.bottom) * TITLE_HEIGHT - above)
    lines = [("Kicker", document.kicker), ("Title", document.title), ("Subtitle", document.subtitle)]
    for style, text in (*lines, ("Byline", document.byline), ("Byline", document.date)):
        if text and style == "Title":
            look = ParagraphLook(style=style_id(style), right=_spare(text, theme))
            InlineWriter(Links(), {}, None, exclusive(theme.text, theme.sans)).text(body.paragraph(look), text)
        elif text:
            body.styled(style, (Text(text),))
    if document.cover == "block":
        body.space(theme.section_gap * 2)
        return
    if document.description:
        frame = body.paragraph(ParagraphLook(style=style_id("Cover Note"), frame=text_width(theme)))
        InlineWriter(Links(), {}, None, exclusive(theme.text, theme.sans)).text(frame, document.description)
    end_pages(body, theme, "none")


def _spare(title: str, theme: Theme) -> float | None:
    """Return how much narrower than the column a title of several lines may be set without one line more, so that they are alike."""

    def lines(width: float) -> int:
        count, used = 1, 0.0
        for word in title.split():
            long = advance(theme.display_typeface, "regular", f"{word} ") * theme.title.size
            count, used = (count + 1, long) if used and used + long > width else (count, used + long)
        return count

    full = text_width(theme)
    wanted = lines(full)
    width = full
    while wanted > 1 and width > full / 2 and lines(width - TITLE_STEP) == wanted:
        width -= TITLE_STEP
    return full - width - TITLE_STEP if full - width > TITLE_STEP else None


def write_contents(body: Element, writer: BodyWriter, document: Document, theme: Theme) -> None:
    """Append the list of contents, filled: each entry is a link. It has no page numbers, which only a program that lays pages out knows."""
    sections = list(_sections(document.blocks, document.contents_depth))
    if not sections:
        return
    control = add(body, "sdt")
    properties = add(control, "sdtPr")
    add(properties, "alias", val=document.labels.contents)
    add(properties, "id", val=CONTENTS_CONTROL)
    part = add(properties, "docPartObj")
    add(part, "docPartGallery", val="Table of Contents")
    add(part, "docPartUnique")
    content = add(control, "sdtContent")
    inlines = InlineWriter(Links(), {}, None, exclusive(theme.text, theme.sans), linking=False)
    above = theme.section_gap * 2 if document.cover == "block" else 0
    inlines.text(add_paragraph(content, ParagraphLook(style=style_id("TOC Heading"), before=above)), document.labels.contents)
    for number, (depth, section) in enumerate(sections):
        entry = add_paragraph(content, ParagraphLook(style=style_id(f"toc {min(depth, 4)}")))
        if number == 0:
            part = f" \\b {TEXT}" if document.supplement else ""
            begin(entry, f'TOC \\o "1-{min(document.contents_depth, 4)}"{part} \\n \\h \\z')
        link = add(entry, "hyperlink", anchor=contents_name(section.id), history=1)
        inlines.write(link, section.title)
        if number == len(sections) - 1:
            end(entry)
    if document.cover == "page":
        end_pages(writer, theme, "title")


def _sections(blocks: Blocks, depth: int, level: int = 1) -> Iterator[tuple[int, Section]]:
    for block in blocks:
        if isinstance(block, Section) and level <= depth:
            yield level, block
            yield from _sections(block.blocks, depth, level + 1)


def end_pages(body: BodyWriter, theme: Theme, furniture: Furniture, *, bare_first_page: bool = False) -> None:
    """End a section of pages with a paragraph that holds nothing else, as low as can be."""
    paragraph = body.paragraph(ParagraphLook(style=style_id("Normal"), exact=1))
    section_properties(paragraph.find(w("pPr")), theme, furniture, bare_first_page=bare_first_page)
