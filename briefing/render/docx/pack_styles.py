"""The styles of a Word pack, by the names that Word shows, made from the theme (ECMA-376 Part 1, 17.7)."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.document import Document
from briefing.render.docx.contents_room import list_room
from briefing.render.docx.geometry import has_columns, key_size, spare, text_width
from briefing.render.docx.style_model import (
    BOX_INDENT,
    BOX_PADDING,
    BOX_ROOM,
    BULLETS,
    ENTRY_INDENT,
    LIST_LEVELS,
    LIST_STEP,
    NUMBERS,
    PASSAGE_INDENT,
    QUESTION_INDENT,
    QUESTIONS,
    Style,
    line,
)
from briefing.render.docx.wml import Border, ParagraphLook, RunLook
from briefing.theme.font_files import Face
from briefing.theme.model import Size, Theme, block_title

TITLE_RULE = 46.0
"""The length of the line between the kind of a pack and its title, on a title page."""
SEPARATOR_HEIGHT = 19.0
"""The height of the line above the footnotes with the white around it, in points. In large print a line of text would be much more."""


def pack_styles(document: Document, theme: Theme) -> tuple[Style, ...]:
    """Return the styles of a pack that do not depend on its text. Below a title page, sections of the first level begin a page."""
    new_pages = document.cover == "page"
    return (
        *_text(theme),
        *_headings(theme, new_pages=new_pages),
        *_title_page(theme, document.title, new_pages=new_pages),
        *_contents_list(document, theme),
        *_passages(theme),
        *_lists(theme),
        *_glossary(theme, theme.entry if new_pages and has_columns(theme) else theme.body),
        *_boxes(theme),
        *_tables(theme),
        *_questions(theme),
        *_furniture(theme, document.key),
        *_characters(theme),
    )


def _text(theme: Theme) -> tuple[Style, ...]:
    colours = theme.colours
    return (
        Style("Normal", paragraph=ParagraphLook(align="center" if theme.centred else "")),
        Style("Body Text", "Normal", paragraph=ParagraphLook(after=theme.paragraph_gap)),
        # As low as can be: a full page before it would otherwise make a page of its own for it.
        Style("Gap", "Normal", paragraph=ParagraphLook(exact=1)),
        Style(
            "Divider",
            "Normal",
            "Body Text",
            ParagraphLook(borders=(Border("bottom", 0.5, 0, colours.rule),), after=theme.paragraph_gap * 2),
        ),
        Style(
            "Lead",
            "Body Text",
            "Body Text",
            ParagraphLook(after=theme.paragraph_gap + 3, line=line(theme.lead, theme.text)),
            RunLook(colour=colours.accent, size=theme.lead.size),
        ),
        Style(
            "Small Text",
            "Normal",
            "Body Text",
            ParagraphLook(after=theme.paragraph_gap, line=line(theme.small, theme.sans)),
            RunLook(font="sans", colour=colours.muted, size=theme.small.size),
        ),
    )


def _headings(theme: Theme, *, new_pages: bool) -> tuple[Style, ...]:
    made, colours = [], theme.colours
    for level, size in enumerate(theme.headings[:4], 1):
        before = 0 if level == 1 and new_pages else theme.section_gap + (10, 4, 0, -3)[level - 1]
        after = (14, 7, 5, 4)[level - 1]
        look = ParagraphLook(
            keep_next=True,
            keep_lines=True,
            page_break_before=level == 1 and new_pages,
            before=before,
            after=after,
            line=line(size, theme.display_typeface if level == 1 else theme.sans),
            outline=level - 1,
        )
        run = RunLook(
            font=theme.display if level == 1 else "sans",
            bold=level in (1, 2, 3),
            italic=level == 4 and theme.italics,
            colour=(colours.accent, colours.accent, colours.ink, colours.muted)[level - 1],
            size=size.size,
        )
        made.append(Style(f"heading {level}", "Normal", "Body Text", look, run))
    return tuple(made)


def _title_page(theme: Theme, title: str, *, new_pages: bool) -> tuple[Style, ...]:
    colours = theme.colours
    lead = line(theme.lead, theme.sans)
    bold: Face = "bold" if theme.display == "sans" else "regular"
    size = theme.title if new_pages else block_title(theme)
    narrower = spare(title, theme, theme.display_typeface, bold, size.size)
    return (
        Style("Logo", "Normal", "Title", ParagraphLook(keep_next=True, after=14)),
        Style(
            "Kicker",
            "Normal",
            "Title",
            ParagraphLook(keep_next=True, after=8, line=lead),
            RunLook(font="sans", colour=colours.muted, size=theme.body.size, spacing=0.4),
        ),
        Style(
            "Title Rule",
            "Normal",
            "Title",
            ParagraphLook(
                keep_next=True, borders=(Border("top", 2.25, 0, colours.accent),), after=14, exact=3, right=text_width(theme) - TITLE_RULE
            ),
        ),
        Style(
            "Title",
            "Normal",
            "Subtitle",
            ParagraphLook(keep_next=True, after=10, exact=size.leading, right=narrower),
            RunLook(font=theme.display, bold=theme.display == "sans", colour=colours.accent, size=size.size),
        ),
        Style(
            "Subtitle",
            "Normal",
            "Byline",
            ParagraphLook(keep_next=True, after=22 if new_pages else 6, line=line(Size(14, 19), theme.display_typeface)),
            RunLook(font=theme.display, italic=theme.display == "text" and theme.italics, size=max(14, theme.body.size)),
        ),
        Style("Byline", "Normal", "Body Text", ParagraphLook(after=2, line=lead), RunLook(font="sans", size=theme.body.size)),
        Style(
            "Cover Note",
            "Normal",
            "Body Text",
            ParagraphLook(frame=text_width(theme), borders=(Border("top", 0.5, 10, colours.rule),), line=line(theme.small, theme.sans)),
            RunLook(font="sans", colour=colours.muted, size=theme.small.size),
        ),
        Style(
            "TOC Heading",
            "Normal",
            "Body Text",
            ParagraphLook(
                keep_next=True,
                before=0 if new_pages else theme.section_gap * 2,
                after=14,
                line=line(theme.headings[0], theme.display_typeface),
            ),
            RunLook(font=theme.display, bold=True, colour=colours.accent, size=theme.headings[0].size),
        ),
    )


def _contents_list(document: Document, theme: Theme) -> Iterator[Style]:
    room = list_room(document, theme)
    for level in range(1, 5):
        # No room is kept to the right: LibreOffice hides a number that stands beyond the indent.
        look = ParagraphLook(
            tabs=(("dots", text_width(theme)),),
            before=room.before if level == 1 else 0,
            after=room.after,
            line=line(theme.table, theme.sans),
            left=LIST_STEP * level,
            hanging=LIST_STEP,
        )
        colour = theme.colours.muted if level > 2 else ""
        yield Style(f"toc {level}", "Normal", "Normal", look, RunLook(font="sans", bold=level == 1, colour=colour, size=room.size))


def _passages(theme: Theme) -> tuple[Style, ...]:
    small = line(theme.small, theme.sans)
    digest = theme.digest
    rule = (Border("left", 1.5, 10, theme.colours.accent),)
    return (
        Style("Quote", "Normal", paragraph=ParagraphLook(before=3, after=4, left=PASSAGE_INDENT, right=PASSAGE_INDENT)),
        Style(
            "Excerpt Source",
            "Normal",
            "Body Text",
            ParagraphLook(keep_lines=True, after=theme.paragraph_gap + 5, line=small, left=PASSAGE_INDENT, right=PASSAGE_INDENT),
            RunLook(font="sans", colour=theme.colours.muted, size=theme.small.size),
        ),
        Style(
            "Digest",
            "Normal",
            paragraph=ParagraphLook(
                borders=rule, before=3, after=4, line=line(digest, theme.sans), left=PASSAGE_INDENT, right=PASSAGE_INDENT
            ),
            run=RunLook(font="sans", size=digest.size),
        ),
        Style(
            "Digest Source",
            "Digest",
            "Body Text",
            ParagraphLook(keep_lines=True, after=theme.paragraph_gap + 5, line=small),
            RunLook(colour=theme.colours.muted, size=theme.small.size),
        ),
    )


def _lists(theme: Theme) -> tuple[Style, ...]:
    made = []
    for level in range(1, LIST_LEVELS + 1):
        suffix = f" {level}" if level > 1 else ""
        for number, name in ((BULLETS, "List Bullet"), (NUMBERS, "List Number")):
            look = ParagraphLook(number=(number, level - 1), after=3, left=LIST_STEP * level, hanging=LIST_STEP)
            made.append(Style(name + suffix, "Body Text", paragraph=look))
        made.append(Style(f"List Continue{suffix}", "Body Text", paragraph=ParagraphLook(after=3, left=LIST_STEP * level)))
    hanging = ParagraphLook(keep_lines=True, before=4, after=3, left=PASSAGE_INDENT, hanging=PASSAGE_INDENT)
    return (
        *made,
        Style("Bibliography", "Body Text", paragraph=hanging),
        Style("Annotated Entry", "Bibliography", paragraph=ParagraphLook(before=theme.paragraph_gap + 3)),
        Style("Bibliography Text", "Body Text", paragraph=ParagraphLook(after=3, left=PASSAGE_INDENT)),
        Style("Bibliography Note", "Small Text", paragraph=ParagraphLook(left=PASSAGE_INDENT)),
        Style(
            "Fact",
            "Normal",
            paragraph=ParagraphLook(after=3, line=line(theme.table, theme.sans)),
            run=RunLook(font="sans", size=theme.table.size),
        ),
    )


def box_lines(theme: Theme, above: float = 2, below: float = 2) -> tuple[Border, ...]:
    """Return the lines around a paragraph of a box, so far above its words and below them.

    In the colour of the ground they stand in for padding: programs that join paragraphs with the same lines and programs that do not both
    show one even box, which distances between the paragraphs would not give.
    """
    tint = theme.colours.tint
    edge = tint if theme.grounds else theme.colours.rule
    return (
        Border("top", 1, above, edge),
        Border("left", 1, BOX_PADDING, edge),
        Border("bottom", 1, below, edge),
        Border("right", 1, BOX_PADDING, edge),
        Border("between", 1, 2, tint),
    )


def _glossary(theme: Theme, size: Size) -> tuple[Style, ...]:
    return (
        Style(
            "Glossary Letter",
            "Normal",
            "Glossary Term",
            ParagraphLook(keep_next=True, keep_lines=True, before=10, after=0, line=line(size, theme.sans)),
            RunLook(font="sans", bold=True, colour=theme.colours.accent, size=size.size + 1.5),
        ),
        Style(
            "Glossary Term",
            "Normal",
            "Glossary Definition",
            ParagraphLook(keep_next=True, keep_lines=True, before=4, after=0, line=line(size, theme.sans)),
            RunLook(font="sans", bold=True, size=size.size - 0.5),
        ),
        Style(
            "Glossary Definition",
            "Body Text",
            "Glossary Term",
            ParagraphLook(after=3, line=line(size, theme.text), left=ENTRY_INDENT, divide=not theme.ragged),
            RunLook(size=size.size),
        ),
    )


def _boxes(theme: Theme) -> tuple[Style, ...]:
    box = ParagraphLook(
        keep_lines=True,
        borders=box_lines(theme),
        ground=theme.colours.tint if theme.grounds else "",
        after=0,
        line=line(theme.table, theme.sans),
        left=BOX_INDENT,
        right=BOX_INDENT,
    )
    return (
        Style("Box Text", "Normal", paragraph=box, run=RunLook(font="sans", size=theme.table.size)),
        Style(
            "Box Title",
            "Box Text",
            "Box Text",
            ParagraphLook(keep_next=True, borders=box_lines(theme, above=BOX_ROOM), before=theme.paragraph_gap * 2),
            RunLook(bold=True, colour=theme.colours.accent, size=theme.body.size),
        ),
        Style("Box Fact", "Box Text"),
        Style("Box Small", "Box Text", run=RunLook(colour=theme.colours.muted, size=theme.small.size)),
    )


def _tables(theme: Theme) -> tuple[Style, ...]:
    size = line(theme.table, theme.sans)
    cell = ParagraphLook(before=2.5, after=2.5, line=size, divide=True)
    return (
        Style(
            "caption",
            "Normal",
            "Body Text",
            ParagraphLook(keep_next=True, keep_lines=True, before=6, after=5, line=size),
            RunLook(font="sans", bold=True, size=theme.table.size),
        ),
        Style("Table Start", "caption", paragraph=ParagraphLook(after=0)),
        Style("Figure", "Normal", "Body Text", ParagraphLook(after=theme.paragraph_gap)),
        Style("Table Text", "Normal", paragraph=cell, run=RunLook(font="sans", size=theme.table.size)),
        Style("Table Head", "Table Text", paragraph=ParagraphLook(keep_next=True), run=RunLook(bold=True, colour=theme.colours.accent)),
        Style("Table Row Head", "Table Text"),
    )


def _questions(theme: Theme) -> tuple[Style, ...]:
    rule = theme.colours.rule
    lines = (Border("bottom", 0.5, 0, rule), Border("between", 0.5, 0, rule))
    details = ParagraphLook(keep_lines=True, before=1, after=theme.paragraph_gap, line=line(theme.small, theme.sans), left=QUESTION_INDENT)
    return (
        Style(
            "Question",
            "Body Text",
            paragraph=ParagraphLook(
                keep_lines=True, number=(QUESTIONS, 0), before=10, after=3, left=QUESTION_INDENT, hanging=QUESTION_INDENT
            ),
        ),
        Style("Question Text", "Body Text", paragraph=ParagraphLook(after=3, left=QUESTION_INDENT)),
        Style("Question Details", "Normal", "Body Text", details, RunLook(font="sans", colour=theme.colours.muted, size=theme.small.size)),
        Style("Writing Line", "Normal", paragraph=ParagraphLook(borders=lines, exact=24, left=QUESTION_INDENT)),
    )


def _furniture(theme: Theme, key: str) -> tuple[Style, ...]:
    colours, note = theme.colours, line(theme.small, theme.text)
    right = (("right", text_width(theme)),)
    running = ParagraphLook(tabs=right, line=line(theme.note, theme.sans))
    run = RunLook(font="sans", colour=colours.muted, size=theme.note.size)
    return (
        Style("header", "Normal", paragraph=running, run=run),
        Style("footer", "Normal", paragraph=running, run=run),
        Style("Source Key", "footer", run=RunLook(size=key_size(key, theme))),
        Style("Marking", "header", paragraph=ParagraphLook(align="center"), run=RunLook(bold=True)),
        Style("Note Separator", "Normal", paragraph=ParagraphLook(after=0, exact=SEPARATOR_HEIGHT)),
        Style("footnote text", "Normal", paragraph=ParagraphLook(after=2, line=note), run=RunLook(size=theme.small.size)),
        Style("endnote text", "Normal", paragraph=ParagraphLook(after=2, line=note), run=RunLook(size=theme.small.size)),
        Style("annotation text", "Normal", paragraph=ParagraphLook(after=0), run=RunLook(size=10)),
    )


def _characters(theme: Theme) -> tuple[Style, ...]:
    accent = theme.colours.accent
    looks = {
        "Emphasis": RunLook(italic=True),
        "Strong": RunLook(bold=True),
        "Hyperlink": RunLook(colour=accent, underline="single"),
        # As in print, citations are quiet, and terms keep the colour of their sentence.
        "Citation": RunLook(colour=theme.colours.muted),
        "Internal Link": RunLook(colour=theme.colours.muted),
        "Glossary Link": RunLook(underline="dotted", underline_colour=theme.colours.rule),
        "Fact Label": RunLook(colour=theme.colours.muted),
        "Note Kind": RunLook(bold=True),
        "Paragraph Number": RunLook(font="sans", colour=theme.colours.muted, size=theme.note.size),
        "footnote reference": RunLook(superscript=True),
        "endnote reference": RunLook(superscript=True),
        "annotation reference": RunLook(size=8),
    }
    return tuple(Style(name, run=look, kind="character") for name, look in looks.items())
