"""The pages before the text: the title and the list of contents."""

from __future__ import annotations

from briefing.document import Blocks, Document, Picture, Text, dated_line, front
from briefing.render.docx.body_writer import BodyWriter
from briefing.render.docx.embedded_fonts import exclusive
from briefing.render.docx.front_parts import contents
from briefing.render.docx.geometry import text_width
from briefing.render.docx.hyperlinks import Links, contents_name
from briefing.render.docx.page_sections import Furniture
from briefing.render.docx.style_model import style_id
from briefing.render.docx.text_runs import InlineWriter
from briefing.render.docx.wml import Border, Element, ParagraphLook, add, add_paragraph, add_run
from briefing.render.docx.word_fields import PAGE_UNKNOWN, begin, end, field
from briefing.theme.model import Theme

TITLE_HEIGHT = 0.24
"""How far down a title page the title begins, as a share of the text area."""
LOGO_BELOW = 14.0
"""From the logo to the words under it, in points."""
RULE_BELOW = 6.0
"""From the words of a title at the head of a page to the line under them."""
FRONTISPIECE_HEIGHT = 0.38
"""The greatest height of the picture on a title page, as a share of the text area."""
FRONTISPIECE_ABOVE = 24.0
"""From the words of the title to that picture."""
TEXT = "PackText"
"""The bookmark around the text, without a supplement: what the contents list names."""
CONTENTS_CONTROL = 2**30
"""The number of the content control around the list; those in the text count from 1."""


def write_title(body: BodyWriter, document: Document, theme: Theme) -> None:
    """Append the title and what belongs to it; a title page ends its section of pages."""
    paper, logo = theme.paper, document.logo
    inlines = InlineWriter(Links(), {}, None, exclusive(theme.text, theme.sans))
    if logo:
        body.pictures.add_sized(body.paragraph(ParagraphLook(style=style_id("Logo"))), logo, logo.points)
    if document.cover == "page":
        above = logo.height + LOGO_BELOW if logo else 0
        body.space(paper.text_height * TITLE_HEIGHT - above)
    if document.kicker:
        body.styled("Kicker", (Text(document.kicker),))
    if document.cover == "page":
        body.styled("Title Rule", ())
    last = body.paragraph(ParagraphLook(style=style_id("Title")))
    inlines.text(last, document.title)
    if document.subtitle:
        last = body.styled("Subtitle", (Text(document.subtitle),))
    lines = [(Text(each),) for each in (document.byline, document.date) if each]
    for words in (*lines, document.status) if document.cover == "page" else (dated_line(document),):
        if words:
            last = body.styled("Byline", words)
    if document.frontispiece:
        _frontispiece(body, document.frontispiece, theme)
    if document.cover == "block":
        body.styles.change(last, "Ruled", borders=(Border("bottom", 1, RULE_BELOW, theme.colours.accent),))
        body.space(theme.section_gap * 2)
        return
    if document.description:
        frame = body.paragraph(ParagraphLook(style=style_id("Cover Note"), frame=text_width(theme)))
        inlines.text(frame, document.description)
    end_pages(body, "none")


def _frontispiece(body: BodyWriter, picture: Picture, theme: Theme) -> None:
    width = picture.width(text_width(theme), theme.paper.text_height * FRONTISPIECE_HEIGHT)
    look = ParagraphLook(style=style_id("Figure"), before=FRONTISPIECE_ABOVE, keep_next=bool(picture.credit))
    body.pictures.add_sized(body.paragraph(look), picture, width)
    if picture.credit:
        body.styled("Small Text", picture.credit)


def write_contents(body: Element, writer: BodyWriter, document: Document, theme: Theme) -> Blocks:
    """Append the list of contents, each entry a link that ends in a page number, and what comes before the first section; return the rest.

    `fill_pages` fills the numbers in.
    """
    sections = list(contents(document))
    if not sections:
        return document.blocks
    control = add(body, "sdt")
    properties = add(control, "sdtPr")
    add(properties, "alias", val=document.labels.contents)
    add(properties, "id", val=CONTENTS_CONTROL)
    part = add(properties, "docPartObj")
    add(part, "docPartGallery", val="Table of Contents")
    add(part, "docPartUnique")
    content = add(control, "sdtContent")
    inlines = InlineWriter(Links(), {}, None, exclusive(theme.text, theme.sans), linking=False)
    inlines.text(add_paragraph(content, ParagraphLook(style=style_id("TOC Heading"))), document.labels.contents)
    for number, (depth, section) in enumerate(sections):
        entry = add_paragraph(content, ParagraphLook(style=style_id(f"toc {min(depth, 4)}")))
        if number == 0:
            part = f" \\b {TEXT}" if document.supplement else ""
            begin(entry, f'TOC \\o "1-{min(document.contents_depth, 4)}"{part} \\h \\z')
        link = add(entry, "hyperlink", anchor=contents_name(section.id), history=1)
        inlines.write(link, section.title)
        add(add_run(link), "tab")
        field(link, f"PAGEREF {contents_name(section.id)} \\h", PAGE_UNKNOWN)
        if number == len(sections) - 1:
            end(entry)
    before, text = front(document)
    writer.blocks(before)
    if document.cover == "page":
        end_pages(writer, "title")
    return text


def end_pages(body: BodyWriter, furniture: Furniture) -> None:
    """End a section of pages with a paragraph that holds nothing else, as low as can be."""
    paragraph = body.paragraph(ParagraphLook(style=style_id("Gap")))
    body.pages.end(paragraph[0], furniture=furniture, columns=body.columns)
